"""The closed lists of ``guidance/vocabulary.yml``, in the order in which they are shown."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import Field

from rulewise.model.provision import Part
from rulewise.model.values import Address, Flag, Handle, Ref, Slug, Text
from rulewise.model.words import Kind


class Entry(Part):
    """A thing with an id in a closed list.

    Whatever stands in a list of the vocabulary has a ``key``, by which it is known again, and a ``name``.
    """

    id: Slug
    title: Text

    @property
    def key(self) -> str:
        """Its id."""
        return self.id

    @property
    def name(self) -> str:
        """Its title."""
        return self.title


class Stage(Entry):
    """A step of the journey."""

    summary: Text


class Role(Entry):
    """Whom guidance binds or speaks to."""

    summary: Text
    college: Slug | None = None
    """The body that advises this role, if any."""
    everyone: Flag = False
    """True where it stands for everybody; its rows stay when a reader looks at one role alone."""


class Body(Entry):
    """An organisation that may own text."""

    url: Address | None = None
    may_own: tuple[Kind, ...] = ()
    stands_in: Flag = False
    """True where it only keeps what nobody owns."""
    handles: tuple[Handle, ...] = ()
    """Who speaks for it where the repository is kept: ``@organisation/team``, ``@person`` or an e-mail address."""


class Board(Entry):
    """A local partnership."""

    body: Slug
    area: Text
    url: Address | None = None
    contact: Text | None = None
    example: Flag = False
    """True where the board is made up to show how one works."""


class Pattern(Entry):
    """A kind of finding from case reviews."""

    summary: Text


class Term(Part):
    """A word of the field, with the words that it replaced."""

    term: Text
    means: Text
    formerly: tuple[Text, ...] = ()
    also: tuple[Text, ...] = ()
    see: tuple[Ref, ...] = ()

    @property
    def key(self) -> str:
        """The term, whatever the case of its letters."""
        return self.term.casefold()

    @property
    def name(self) -> str:
        """The term."""
        return self.term


class Lay(Part):
    """Words that people type who do not use those of the field, and what the guidance says instead."""

    say: tuple[Text, ...] = Field(min_length=1)
    means: tuple[Text, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        """All that people say."""
        return ", ".join(self.say).casefold()

    @property
    def name(self) -> str:
        """The first of it."""
        return self.say[0]


class Elsewhere(Part):
    """What the guidance does not cover, and what people type who look for it here; the search then says so."""

    title: Text
    say: tuple[Text, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        """The title, whatever the case of its letters."""
        return self.title.casefold()

    @property
    def name(self) -> str:
        """The title."""
        return self.title


Item = Entry | Term | Lay | Elsewhere
"""What a list of the vocabulary holds."""


class Vocabulary(Part):
    """Every closed list of a corpus."""

    stages: tuple[Stage, ...] = Field(min_length=1)
    roles: tuple[Role, ...] = Field(min_length=1)
    bodies: tuple[Body, ...] = Field(min_length=1)
    boards: tuple[Board, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    terms: tuple[Term, ...] = ()
    lay: tuple[Lay, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    def stage(self, identifier: str) -> Stage:
        """Return a stage by id; KeyError when there is none."""
        return _find(self.stages, identifier)

    def role(self, identifier: str) -> Role:
        """Return a role by id; KeyError when there is none."""
        return _find(self.roles, identifier)

    def body(self, identifier: str) -> Body:
        """Return a body by id; KeyError when there is none."""
        return _find(self.bodies, identifier)

    def board(self, identifier: str) -> Board:
        """Return a board by id; KeyError when there is none."""
        return _find(self.boards, identifier)

    def pattern(self, identifier: str) -> Pattern:
        """Return a pattern by id; KeyError when there is none."""
        return _find(self.patterns, identifier)


E = TypeVar("E", bound=Entry)


def _find(entries: Sequence[E], identifier: str) -> E:
    for entry in entries:
        if entry.id == identifier:
            return entry
    raise KeyError(identifier)
