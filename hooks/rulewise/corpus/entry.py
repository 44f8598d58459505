"""One file of the corpus: what could be made of it, and what is wrong with it on its own."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rulewise.corpus.suggest import meant
from rulewise.corpus.validate import validate
from rulewise.model.problem import Problem
from rulewise.model.provision import MODELS, Provision
from rulewise.model.values import ID_PATTERN, Id, is_id
from rulewise.model.words import Kind
from rulewise.source.body import scan
from rulewise.source.document import LARGEST, Document, read_document

_ID_LINE = re.compile(rf"^id:[ \t]*[\"']?({ID_PATTERN})[\"']?[ \t]*\r?$", re.MULTILINE)
_OPENING = re.compile(r"\A\ufeff?---\r?\n(.*?)(?:^---\r?$|\Z)", re.DOTALL | re.MULTILINE)


class Mention(NamedTuple):
    """An id that a body names, and where."""

    target: Id
    line: int
    column: int


class Destination(NamedTuple):
    """An address that a body links to, and where; ``label`` when it is a definition for later use."""

    to: str
    line: int
    column: int
    label: str | None


class Claim(NamedTuple):
    """Words of a text that claim force, and where; what sorts there are is for the checks to say."""

    sort: str
    words: str
    line: int
    column: int
    targets: tuple[Id, ...]
    """The ids that the sentence links to: they may carry the claim."""
    in_title: bool = False
    """It stands in the title or the summary."""


class Amount(NamedTuple):
    """A number with its unit, made comparable, and the sentence that says it."""

    amount: float
    unit: str
    words: str
    sentence: str
    line: int
    column: int
    targets: tuple[Id, ...]


@dataclass(frozen=True)
class Entry:
    """A file of the corpus. ``provision`` is None when the front matter can't be used.

    ``claimed`` is the id that the file gives itself, even when the rest of it is broken, so that one bad file
    does not make every link to it a problem too.
    """

    path: str
    values: dict[str, Any] | None
    provision: Provision | None
    claimed: Id | None
    mentions: tuple[Mention, ...] = ()
    destinations: tuple[Destination, ...] = ()
    problems: tuple[Problem, ...] = ()
    claims: tuple[Claim, ...] = ()
    amounts: tuple[Amount, ...] = ()
    prints: str = ""
    """Signatures of the long sentences, as `rulewise.source.shingles` packs them."""
    document: Document | None = field(default=None, compare=False, repr=False)
    """The text, where the file was read in this run."""


def kind_of_path(path: str) -> Kind | None:
    """Return the kind whose folder holds ``path`` (``guidance/statutory/…``), or None."""
    parts = path.split("/")
    return Kind.of_folder(parts[1]) if len(parts) >= len(("guidance", "kind", "file")) else None


def make_entry(path: str, data: bytes) -> Entry:
    """Read one file's bytes into an entry; never raises for what is in them."""
    document = read_document(path, data)
    if not isinstance(document, Document):
        return Entry(path, None, None, claim_of(data), problems=document)
    problems = list(document.problems)
    provision, wrong = _provision(document)
    problems += wrong
    body = scan("" if document.refused else document.body)
    claimed = document.values.get("id")
    return Entry(
        path=path,
        values=document.values if provision else None,
        provision=provision,
        claimed=Id(claimed) if isinstance(claimed, str) and is_id(claimed) else None,
        mentions=tuple(Mention(Id(found.id), *document.body_place(found.offset)) for found in body.references),
        destinations=tuple(Destination(link.to, *document.body_place(link.offset), link.label) for link in body.links),
        problems=tuple(problems),
        document=document,
    )


def claim_of(data: bytes) -> Id | None:
    """Find the id of a file that can't be read, so that links to it are not called broken as well."""
    front = _OPENING.match(data[:LARGEST].decode("utf-8", "replace"))
    named = _ID_LINE.search(front[1]) if front else None
    return Id(named[1]) if named else None


def _provision(document: Document) -> tuple[Provision | None, list[Problem]]:
    named = document.values.get("kind")
    guess = kind_of_path(document.path)
    if "kind" not in document.values:
        # The folder tells what it was meant to be, so that all else that is wrong shows in the same run.
        model = MODELS[guess] if guess else Provision
        _none, problems = validate(model, document)
        rest = [p for p in problems if not (p.code == "FM005" and "“kind”" in p.message)]
        return None, [_untagged(document, guess), *rest]
    kind = Kind.named(named) if isinstance(named, str) else None
    if kind is None:
        return None, [
            _misnamed(document),
            *[p for p in validate(MODELS[guess] if guess else Provision, document)[1] if "“kind”" not in p.message],
        ]
    return validate(MODELS[kind], document)


def _misnamed(document: Document) -> Problem:
    named, kinds = document.values["kind"], [kind.value for kind in Kind]
    line, column = document.key_place(("kind",)) if named is None else document.place(("kind",))
    if not named:
        hint = "write statutory or professional; the other kinds are principle, local, finding and measure"
        return Problem(
            document.path, line, column, "FM005", "“kind” is empty: tag this as statutory or professional", hint
        )
    said = named if isinstance(named, str) else "what stands here"
    message = f"“{said}” is not a kind; it is one of: {', '.join(kinds)}"
    return Problem(document.path, line, column, "FM007", message, meant(said.casefold(), kinds), said)


def _untagged(document: Document, guess: Kind | None) -> Problem:
    hint = (
        "add “kind: statutory” when an Act, regulations or statutory guidance says it, and"
        " “kind: professional” when it is advice; the other kinds are principle, local, finding and measure"
    )
    if guess:
        hint = f"the file is in the folder {guess.folder}, so probably “kind: {guess.value}”; {hint}"
    return Problem(
        document.path,
        1,
        1,
        "FM005",
        "“kind” is missing: tag this as statutory or professional, so that nobody can mistake advice for law",
        hint,
    )
