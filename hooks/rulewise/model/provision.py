"""The six kinds of provision, as authors write them in front matter."""

import datetime as dt
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rulewise.model.values import Address, Date, Id, Ref, Slug, Text
from rulewise.model.words import (
    Core,
    EvidenceType,
    Force,
    How,
    Kind,
    Level,
    Outcome,
    Relation,
    Scope,
    Source,
    Strength,
)


class Part(BaseModel):
    """A piece of front matter: frozen, and closed to keys that the format does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Checked(Part):
    """When and how a text was last compared with its source."""

    on: Date
    how: How
    """page: a page of the source was read; document: a copy of it; counsel: a lawyer confirmed it."""
    against: Address | None = None
    level: Level | None = None
    """official: a page of the body that made the text; secondary: somebody else's account of it."""
    scope: Scope = Scope.WHOLE
    """part: something here (a date, a figure, a clause) was not compared; say what in the note."""
    note: Text | None = None


class Authority(Part):
    """Where the force of a statutory rule comes from."""

    instrument: Text
    """The Act, regulations or guidance, by its full name."""
    provision: Text
    """The place in it, such as “section 47(1)”."""
    source: Source
    force: Force
    bearers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Whom it binds: roles of the vocabulary."""
    url: Address
    in_force: Date | None = None
    until: Date | None = None

    @model_validator(mode="after")
    def _force_fits_source(self) -> Self:
        if (self.force is Force.EXPECTATION) != (self.source is Source.STATUTORY_GUIDANCE):
            raise PydanticCustomError(
                "force_source",
                "has force “{force}” from source “{source}”: statutory guidance gives an expectation,"
                " and only an Act or regulations give a duty, power, prohibition or have-regard",
                {"force": self.force.value, "source": self.source.value},
            )
        return self


class Timescale(Part):
    """By when, and where that figure comes from."""

    limit: Text
    starts: Text = Field(alias="from")
    source: Source


class Evidence(Part):
    """A work that advice rests on."""

    cite: Text
    url: Address | None = None
    type: EvidenceType
    checked: Checked | None = None


class Review(Part):
    """The case review that a finding comes from."""

    method: Text
    board: Text
    period: Text
    published: Text


class Withdrawn(Part):
    """The end of a provision; its page stays, with a banner."""

    on: Date
    because: Text
    replaced_by: Ref | None = None


class Allowance(Part):
    """One problem code silenced in one file, with the reason."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2}[0-9]{3}$")]
    because: Annotated[str, StringConstraints(strip_whitespace=True)] | None = None


class Provision(Part):
    """What every kind of provision has."""

    headings: ClassVar[tuple[str, ...]] = ()
    """Headings that the body must have, each with something under it."""

    id: Ref
    kind: Kind
    title: Text
    summary: Text
    """One plain sentence that a busy reader can act on."""
    owner: Slug
    """The body that keeps this text."""
    stages: tuple[Slug, ...] = ()
    roles: tuple[Slug, ...] = ()
    """Whom it speaks to."""
    principles: tuple[Ref, ...] = ()
    related: tuple[Ref, ...] = ()
    keywords: tuple[Text, ...] = ()
    """What people type that the text does not say."""
    amended: Date | None = None
    """The last change of substance."""
    reviewed: Date
    review_by: Date
    withdrawn: Withdrawn | None = None
    allow: tuple[Allowance, ...] = ()

    @property
    def address(self) -> str:
        """Where the page is published, from the site's root: the id, so that a new title breaks nothing."""
        return f"{self.kind.folder}/{self.id}/"

    def is_withdrawn(self, on: dt.date) -> bool:
        """Tell whether the provision has ended by the day ``on``."""
        return self.withdrawn is not None and self.withdrawn.on <= on

    def references(self) -> list[tuple[tuple[str | int, ...], Id]]:
        """List the ids that the front matter names, each with the place of the name in it."""
        found: list[tuple[tuple[str | int, ...], Id]] = []
        for field in ("principles", "related", *self.leans_on):
            named = getattr(self, field)
            found += [((field, i), target) for i, target in enumerate(named)] if named else ()
        if self.withdrawn and self.withdrawn.replaced_by:
            found.append((("withdrawn", "replaced_by"), self.withdrawn.replaced_by))
        return found

    leans_on: ClassVar[tuple[str, ...]] = ()
    """Fields whose ids this kind of provision rests on."""


class Statutory(Provision):
    """A rule, with the authority that makes it one."""

    headings = ("Left to judgement",)
    kind: Literal[Kind.STATUTORY]
    authority: Annotated[tuple[Authority, ...], Field(min_length=1)]
    timescale: Timescale | None = None
    checked: Checked | None = None
    """Absent: the page says that the text has not been checked against its source."""

    @property
    def force(self) -> Force:
        """The force of the first authority, which is the one that the page is about."""
        return self.authority[0].force


class Professional(Provision):
    """Advice that a profession keeps; never law."""

    headings = ("Why",)
    leans_on = ("supports",)
    kind: Literal[Kind.PROFESSIONAL]
    supports: tuple[Ref, ...] = ()
    """The statutory rules that this advice helps people carry out."""
    strength: Strength
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Principle(Provision):
    """What every rule and every piece of advice is for."""

    headings = ("What this means",)
    kind: Literal[Kind.PRINCIPLE]


class Local(Provision):
    """A board's own procedure, tied to what it carries out."""

    leans_on = ("implements",)
    kind: Literal[Kind.LOCAL]
    board: Slug
    implements: tuple[Ref, ...] = ()
    relation: Relation
    because: Text | None = None
    link: Address | None = None
    """Where the text lives, when it lives elsewhere."""

    @model_validator(mode="after")
    def _reason_given(self) -> Self:
        needs = {Relation.LOCAL_CHOICE, Relation.GOES_FURTHER, Relation.CUSTOM_AND_PRACTICE}
        if self.relation in needs and self.because is None:
            raise PydanticCustomError(
                "missing_because",
                "“because” is missing: a procedure whose relation is {relation} says why",
                {"relation": self.relation.value},
            )
        return self


class Finding(Provision):
    """What a case review found, told without blame and ended with questions."""

    headings = ("What happened", "Why it made sense", "What helped", "Questions for the board")
    leans_on = ("bears_on",)
    kind: Literal[Kind.FINDING]
    review: Review
    pattern: Slug
    bears_on: tuple[Ref, ...] = ()
    outcome: Outcome
    because: Text | None = None


class Measure(Provision):
    """A data item that prompts a question, and is never a target."""

    headings = ("What it may tell you", "What it cannot tell you")
    leans_on = ("about",)
    kind: Literal[Kind.MEASURE]
    core: Core
    about: tuple[Ref, ...] = ()
    source: Text


AnyProvision = Annotated[Statutory | Professional | Principle | Local | Finding | Measure, Field(discriminator="kind")]

MODELS: dict[Kind, type[Provision]] = {
    Kind.STATUTORY: Statutory,
    Kind.PROFESSIONAL: Professional,
    Kind.PRINCIPLE: Principle,
    Kind.LOCAL: Local,
    Kind.FINDING: Finding,
    Kind.MEASURE: Measure,
}
"""The model of each kind."""

TARGETS: dict[str, frozenset[Kind]] = {
    "principles": frozenset({Kind.PRINCIPLE}),
    "supports": frozenset({Kind.STATUTORY}),
    "implements": frozenset({Kind.STATUTORY, Kind.PROFESSIONAL, Kind.PRINCIPLE}),
    "bears_on": frozenset({Kind.STATUTORY, Kind.PROFESSIONAL, Kind.PRINCIPLE, Kind.LOCAL}),
    "about": frozenset({Kind.STATUTORY, Kind.PROFESSIONAL, Kind.PRINCIPLE, Kind.LOCAL}),
}
"""The kinds that each field of ids may name; a field not listed may name any."""
