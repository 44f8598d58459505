"""The closed words of the format: kinds, forces, sources, relations and what each is called on a page."""

from enum import StrEnum


class Kind(StrEnum):
    """What a provision is."""

    STATUTORY = "statutory"
    PROFESSIONAL = "professional"
    PRINCIPLE = "principle"
    LOCAL = "local"
    FINDING = "finding"
    MEASURE = "measure"

    @property
    def folder(self) -> str:
        """The folder under ``guidance/`` that holds this kind."""
        return _FOLDERS[self]

    @property
    def letter(self) -> str:
        """The letter that ids of this kind begin with."""
        return _LETTERS[self]

    @classmethod
    def of_folder(cls, folder: str) -> "Kind | None":
        """Return the kind that lives in ``folder``, or None."""
        return _BY_FOLDER.get(folder)

    @classmethod
    def of_id(cls, identifier: str) -> "Kind | None":
        """Return the kind that the letter of an id names, or None."""
        return _BY_LETTER.get(identifier.partition("-")[0])

    @classmethod
    def named(cls, word: object) -> "Kind | None":
        """Return the kind of this name, or None."""
        return _BY_NAME.get(word)


_FOLDERS = {
    Kind.STATUTORY: "statutory",
    Kind.PROFESSIONAL: "professional",
    Kind.PRINCIPLE: "principles",
    Kind.LOCAL: "local",
    Kind.FINDING: "findings",
    Kind.MEASURE: "measures",
}
_LETTERS = {
    Kind.STATUTORY: "S",
    Kind.PROFESSIONAL: "A",
    Kind.PRINCIPLE: "P",
    Kind.LOCAL: "L",
    Kind.FINDING: "C",
    Kind.MEASURE: "M",
}


_BY_FOLDER = {folder: kind for kind, folder in _FOLDERS.items()}
_BY_LETTER = {letter: kind for kind, letter in _LETTERS.items()}
_BY_NAME: dict[object, Kind] = {kind.value: kind for kind in Kind}


class Force(StrEnum):
    """How a statutory rule binds; decided by its source, never by the verb of a sentence."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    POWER = "power"
    HAVE_REGARD = "have-regard"
    EXPECTATION = "expectation"


class Source(StrEnum):
    """Where a rule, or a figure in it, comes from."""

    ACT = "act"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory-guidance"


class Strength(StrEnum):
    """How firmly a profession advises something."""

    ADVISE = "advise"
    CONSIDER = "consider"


class Relation(StrEnum):
    """How a local procedure stands to what it implements."""

    ADOPTS = "adopts"
    ADDS_DETAIL = "adds-detail"
    LOCAL_CHOICE = "local-choice"
    GOES_FURTHER = "goes-further"
    CUSTOM_AND_PRACTICE = "custom-and-practice"


class Outcome(StrEnum):
    """What became of the text after a finding."""

    OPEN = "open"
    ADVICE_CHANGED = "advice-changed"
    LOCAL_CHANGED = "local-changed"
    RULE_PROPOSED = "rule-proposed"
    NO_CHANGE = "no-change"


class EvidenceType(StrEnum):
    """What a piece of advice rests on."""

    RESEARCH = "research"
    REVIEW = "review"
    INQUIRY = "inquiry"
    STANDARD = "standard"
    EXPERIENCE = "experience"


class Core(StrEnum):
    """Whether a measure is collected everywhere or agreed locally."""

    NATIONAL = "national"
    LOCAL = "local"


class How(StrEnum):
    """How a text was compared with its source."""

    PAGE = "page"
    DOCUMENT = "document"
    COUNSEL = "counsel"


class Level(StrEnum):
    """Whether the page that was read is an official one."""

    OFFICIAL = "official"
    SECONDARY = "secondary"


class Scope(StrEnum):
    """Whether all of the text was compared with its source, or a part."""

    WHOLE = "whole"
    PART = "part"
