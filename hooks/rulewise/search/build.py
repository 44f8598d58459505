"""The files of the search: a base that every search needs, and parts of which a search fetches a few."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rulewise.model.vocabulary import Vocabulary
from rulewise.search.documents import FIELDS, LISTS, Found, SitePage, documents
from rulewise.search.facets import FORCES, KINDS, MARK, kind_of
from rulewise.search.index import LONG, Index, grouped, shards
from rulewise.search.tables import TABLES
from rulewise.search.words import phrases, short_names, surfaces, terms
from rulewise.views.shelf import Shelf

VERSION = 1
"""Of the shape of these files."""

FOLDER = "search"
BASE = f"{FOLDER}/base.json"

SHARD = 3000
"""Numbers in a part of the index: about 5 kB on the way to the reader."""

ACTS = 100
"""Acts and regulations that can be named by their first letters."""

SHOWN = 8
"""Pages in a part of what results show."""


def search_files(shelf: Shelf, pages: tuple[SitePage, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file of the search; the parts lie in a folder that is named by their content."""
    found = documents(shelf, pages)
    index, seen = Index(len(FIELDS)), Counter[str]()
    for document in found:
        index.add([_terms(name, document.fields.get(name, "")) for name in FIELDS], _phrases(document))
        seen.update(surfaces("\n".join(document.fields.values())))
    cut = shards(index.rows(), SHARD)
    words = sorted(seen)
    parts = {f"t{i}": _text(shard) for i, shard in enumerate(cut)}
    parts |= {f"r{i // SHOWN}": _text(list(map(_shown, found[i : i + SHOWN]))) for i in range(0, len(found), SHOWN)}
    parts["words"] = _text([words, [seen[word] for word in words]])
    base = _base(shelf.vocabulary, found, index, [str(shard[0][0]) for shard in cut])
    version = hashlib.sha256("".join([_text(base), *parts.values()]).encode()).hexdigest()[:12]
    yield BASE, _text({"version": VERSION, "parts": version, **base})
    for name, text in parts.items():
        yield f"{FOLDER}/{version}/{name}.json", text


def _terms(field: str, text: str) -> Iterator[str] | None:
    if not text:
        return None
    return phrases(text) if field in LISTS else terms(text)


def _phrases(document: Found) -> Iterator[Iterator[str]]:
    """Yield the terms of each phrase by which people may ask for a page."""
    lines = (line for name in FIELDS if name in LISTS for line in document.fields.get(name, "").split("\n"))
    yield from (terms(line) for line in lines if line)


def _base(vocabulary: Vocabulary, found: list[Found], index: Index, firsts: list[str]) -> dict[str, Any]:
    marks, mark_places = grouped((d.mark.word, d.mark.shape, d.mark.edge, *kind_of(d.mark)) for d in found)
    titles = {
        "stage": {stage.id: stage.title for stage in vocabulary.stages},
        "role": {role.id: role.title for role in vocabulary.roles},
        "owner": {body.id: body.title for body in vocabulary.bodies},
        "board": {board.id: board.title for board in vocabulary.boards},
    }
    values: dict[str, list[tuple[str, ...]]] = {
        "stage": [d.stages for d in found],
        "role": [d.roles for d in found],
        "owner": [(d.owner,) if d.owner else () for d in found],
        "board": [(d.board,) if d.board else () for d in found],
    }
    return {
        "count": len(found),
        "provisions": sum(bool(d.id) for d in found),
        "elsewhere": len(found) - len(vocabulary.elsewhere),
        "withdrawn": [i for i, d in enumerate(found) if d.withdrawn],
        "chunk": SHOWN,
        "shards": firsts,
        "fields": FIELDS,
        "lists": sorted(LISTS),
        "long": LONG,
        "averages": index.averages,
        "lengths": [list(column) for column in zip(*index.lengths, strict=True)],
        "facets": {
            "mark": [[dict(zip(MARK, mark, strict=True)) for mark in marks], mark_places],
            **{name: grouped(_numbered(titles[name], column)) for name, column in values.items()},
        },
        "amended": grouped(d.amended for d in found),
        "titles": {"kind": KINDS, "force": FORCES, **titles},
        "words": TABLES,
        "terms": [
            *([term.term, *term.formerly, *term.also] for term in vocabulary.terms if term.formerly or term.also),
            *_acts(found),
        ],
        "instruments": sorted({term for d in found for name in d.instruments for term in terms(name)}),
        "lay": [[list(lay.say), list(lay.means)] for lay in vocabulary.lay],
    }


def _acts(found: list[Found]) -> Iterator[list[str]]:
    """Yield the Acts and regulations that most rules come from, each with its short names."""
    often = Counter(name for d in found for name in d.instruments)
    for name in sorted(often, key=lambda name: (-often[name], name))[:ACTS]:
        if short := short_names(name):
            yield short


def _numbered(titles: dict[str, str], column: list[tuple[str, ...]]) -> Iterator[tuple[int, ...]]:
    places = {value: i for i, value in enumerate(titles)}
    return (tuple(places[value] for value in values) for values in column)


def _shown(document: Found) -> list[str]:
    return [document.id, document.address, document.title, document.summary, document.line, document.state]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
