"""One change as a value: what, where, from what to what, and what it does to practice."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rulewise.compare.redline import Piece, redline


class Grade(StrEnum):
    """What a change does to practice; the gravest first."""

    MUST = "practice must change"
    MAY = "practice may change"
    NONE = "no change to practice"

    @property
    def rank(self) -> int:
        """Its place among the grades: 0 is the gravest."""
        return list(Grade).index(self)


class Sort(StrEnum):
    """What sort of change it is: the word that machines read, for ever."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    REMOVED = "removed"
    RECLASSIFIED = "reclassified"
    RENAMED = "renamed"
    UNREADABLE = "unreadable"
    READABLE = "readable-again"
    REWORDED = "reworded"
    REWORDED_IN_FORM = "reworded-in-form"
    TITLE = "title-changed"
    FORCE_RAISED = "force-raised"
    FORCE_LOWERED = "force-lowered"
    FORCE_TURNED = "force-turned"
    BEARERS = "bearers-changed"
    AUTHORITY = "authority-changed"
    TIMESCALE = "timescale-changed"
    STRENGTH_RAISED = "strength-raised"
    STRENGTH_LOWERED = "strength-lowered"
    EVIDENCE = "evidence-changed"
    RELATION = "relation-changed"
    OWNER = "owner-changed"
    STAGES = "stages-changed"
    ROLES = "roles-changed"
    LINKS_ADDED = "links-added"
    LINKS_DROPPED = "links-dropped"
    DATES = "dates-changed"
    CHECKED = "checked-changed"
    ALLOWANCE = "allowance-changed"
    WITHDRAWAL = "withdrawal-changed"
    KEYWORDS = "keywords-changed"
    DETAILS = "details-changed"
    VOCABULARY_ADDED = "vocabulary-added"
    VOCABULARY_REMOVED = "vocabulary-removed"
    VOCABULARY_RENAMED = "vocabulary-renamed"
    VOCABULARY_REORDERED = "vocabulary-reordered"
    VOCABULARY_CHANGED = "vocabulary-changed"


_NUMBER = re.compile(r"\d+")

VOCABULARY = "vocabulary"
"""What stands for an id where the change is in the vocabulary."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one provision, or to the vocabulary.

    ``was`` and ``now`` are text; None where there was nothing, or is nothing any more. ``path`` is where the file is
    now, or where it was when it is gone.
    """

    id: str
    sort: Sort
    grade: Grade
    path: str
    title: str
    explanation: str
    """One line that says what happened, without the id."""
    field: str = ""
    """The field of the front matter, “text” for the body, or the place in the vocabulary (``roles.midwife``)."""
    was: str | None = None
    now: str | None = None

    @property
    def redline(self) -> tuple[Piece, ...]:
        """What stood and what stands now, word by word, in one text."""
        return redline(self.was or "", self.now or "")


def in_order(identifier: str) -> tuple[str, list[int], str]:
    """Return the key by which ids are sorted: by letter, and then as numbers."""
    return _NUMBER.sub("", identifier), [int(number) for number in _NUMBER.findall(identifier)], identifier
