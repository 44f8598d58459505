"""The data files: everything that is published, for other programs."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from rulewise import __version__
from rulewise.corpus import Corpus, Entry
from rulewise.model.provision import AnyProvision
from rulewise.model.vocabulary import Vocabulary
from rulewise.model.words import Kind
from rulewise.source.body import without_comments

VERSION = 1
"""Of the shape of the data files."""

SCHEMA = "guidance.schema.json"
VOCABULARY_SCHEMA = "vocabulary.schema.json"


def data_files(corpus: Corpus, site_url: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and text of every data file but the one about the build.

    Addresses are whole when ``site_url`` is known; otherwise they are relative to ``guidance.json``. ValueError when
    the vocabulary could not be read.
    """
    if corpus.vocabulary is None:
        raise ValueError("the vocabulary could not be read")
    provisions = [_provision(corpus, entry, site_url) for _id, entry in sorted(corpus.by_id.items())]
    everything = {
        "version": VERSION,
        "provisions": provisions,
        "vocabulary": corpus.vocabulary.model_dump(mode="json", by_alias=True, exclude_none=True),
    }
    yield "guidance.json", _compact(everything)
    yield SCHEMA, schema()
    yield VOCABULARY_SCHEMA, vocabulary_schema()
    for provision in provisions:
        yield f"data/{provision['id']}.json", _compact({"version": VERSION, **provision})


def schema() -> str:
    """Return the JSON Schema (2020-12) of front matter."""
    return _schema("Rulewise front matter", TypeAdapter(AnyProvision).json_schema())


def vocabulary_schema() -> str:
    """Return the JSON Schema (2020-12) of ``guidance/vocabulary.yml``."""
    return _schema("Rulewise vocabulary", Vocabulary.model_json_schema())


def _schema(title: str, made: dict[str, Any]) -> str:
    return as_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_null(made), "title": title})


def _without_null(made: Any) -> Any:
    """Say of a field that may be absent what the reader says: when it is there, it holds something."""
    if isinstance(made, list):
        return [_without_null(part) for part in made]
    if not isinstance(made, dict):
        return made
    kept = {key: _without_null(part) for key, part in made.items() if not (key == "default" and part is None)}
    choices = [choice for choice in kept.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **kept}
    return {**({"anyOf": choices} if choices else {}), **kept}


def build_file(corpus: Corpus, *, commit: str | None, changed: bool, as_at: str, **more: Any) -> str:
    """Return ``build.json``: what this site was made of, that it was checked, and what else is to be said of it."""
    counts = {kind.value: sum(p.kind is kind for p in corpus.provisions()) for kind in Kind}
    return as_json(
        {
            "version": VERSION,
            "commit": commit,
            "changed": changed,
            "date": as_at,
            "engine": f"rulewise {__version__}",
            "counts": counts,
            "checked": True,
            **more,
        }
    )


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def as_json(value: Any) -> str:
    """Write a value as JSON that people read too."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _provision(corpus: Corpus, entry: Entry, site_url: str) -> dict[str, Any]:
    provision, document = entry.provision, corpus.document(entry)
    if provision is None or document is None:
        raise ValueError(f"{entry.path} could not be read again")
    identifier = provision.id
    base = site_url.rstrip("/") + "/" if site_url else ""
    return {
        **provision.model_dump(mode="json", by_alias=True, exclude_none=True),
        "path": entry.path,
        "url": f"{base}{provision.address}",
        "text": without_comments(document.body).strip(),
        "links": {
            "to": [{"field": link.field, "id": link.target} for link in corpus.links.get(identifier, ())],
            "from": [{"field": link.field, "id": link.source} for link in corpus.back_links.get(identifier, ())],
        },
    }
