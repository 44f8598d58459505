"""Small provisions made in code, and what several tests do with a corpus."""

import json
from pathlib import Path
from typing import Any

from rulewise.model.words import Kind
from rulewise.source.document import Document, read_document

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / "hooks"
GOLDEN = Path(__file__).parent / "golden"

_COMMON: dict[str, Any] = {"stages": ["enquiries"], "reviewed": "2026-06-01", "review_by": "2027-06-01"}
AUTHORITY: dict[str, Any] = {
    "instrument": "Example Act 1999",
    "provision": "section 5",
    "source": "act",
    "force": "duty",
    "bearers": ["local-authority"],
    "url": "https://law.example/5",
}
_OF_KIND: dict[Kind, dict[str, Any]] = {
    Kind.STATUTORY: {"owner": "department", "authority": [AUTHORITY]},
    Kind.PROFESSIONAL: {
        "owner": "college",
        "strength": "advise",
        "evidence": [{"cite": "A study", "type": "research"}],
    },
    Kind.PRINCIPLE: {"owner": "stewards", "stages": []},
    Kind.LOCAL: {"owner": "northmere-partnership", "board": "northmere", "relation": "adopts", "implements": ["S-001"]},
    Kind.FINDING: {
        "owner": "stewards",
        "review": {"method": "review", "board": "not named", "period": "one year", "published": "2020"},
        "pattern": "longer-term-work",
        "bears_on": ["S-001"],
        "outcome": "open",
    },
    Kind.MEASURE: {"owner": "department", "core": "local", "about": ["S-001"], "source": "local records"},
}
_HEADINGS = {
    Kind.STATUTORY: ("Left to judgement",),
    Kind.PROFESSIONAL: ("Why",),
    Kind.PRINCIPLE: ("What this means",),
    Kind.LOCAL: (),
    Kind.FINDING: ("What happened", "Why it made sense", "What helped", "Questions for the board"),
    Kind.MEASURE: ("What it may tell you", "What it cannot tell you"),
}


def kind_of(identifier: str) -> Kind:
    """Return the kind that the letter of an id names."""
    kind = Kind.of_id(identifier)
    assert kind is not None
    return kind


def path_of(identifier: str) -> str:
    """Return where the tests put the provision with an id."""
    kind = kind_of(identifier)
    level = {Kind.STATUTORY: "enquiries/", Kind.PROFESSIONAL: "enquiries/", Kind.LOCAL: "northmere/"}.get(kind, "")
    return f"guidance/{kind.folder}/{level}{identifier.lower()}.md"


def provision(identifier: str, lead: str = "Some words.", **fields: Any) -> str:
    """Return the text of a provision, clean but for what ``fields`` make of it; None leaves one out."""
    kind = kind_of(identifier)
    values = {
        "id": identifier,
        "kind": kind.value,
        "title": f"Title of {identifier}",
        "summary": f"Summary of {identifier}.",
        **_COMMON,
        **_OF_KIND[kind],
        **fields,
    }
    front = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value is not None
    )
    sections = "".join(f"\n## {heading}\n\nSome words.\n" for heading in _HEADINGS[kind])
    return f"---\n{front}---\n{lead}\n{sections}"


def corpus_files(*texts: tuple[str, str]) -> dict[str, str | bytes | None]:
    """Return provisions, given as id and text, by path."""
    return {path_of(identifier): text for identifier, text in texts}


def read(text: str | bytes, path: str = "guidance/statutory/enquiries/x.md") -> Document:
    """Read a file that can be read."""
    document = read_document(path, text if isinstance(text, bytes) else text.encode())
    assert isinstance(document, Document)
    return document
