"""An entry as plain lists, to keep between runs or to hand from one process to another."""

from typing import Any

from rulewise.corpus.entry import Amount, Claim, Destination, Entry, Mention
from rulewise.model.problem import Problem
from rulewise.model.provision import MODELS
from rulewise.model.words import Kind

Record = list[Any]
"""JSON-ready: path, values, claimed id, mentions, destinations, problems, claims, amounts, prints."""


def to_record(entry: Entry) -> Record:
    """Flatten an entry, its text aside."""
    return [
        entry.path,
        entry.values,
        entry.claimed,
        [list(mention) for mention in entry.mentions],
        [list(destination) for destination in entry.destinations],
        [[p.path, p.line, p.column, p.code, p.message, p.hint, p.subject] for p in entry.problems],
        [list(claim) for claim in entry.claims],
        [list(amount) for amount in entry.amounts],
        entry.prints,
    ]


def restore(record: Record) -> Entry:
    """Make an entry of its record; the inverse of `to_record` but for the text."""
    path, values, claimed, mentions, destinations, problems, claims, amounts, prints = record
    return Entry(
        path=path,
        values=values,
        provision=MODELS[Kind(values["kind"])].model_validate(values) if values else None,
        claimed=claimed,
        mentions=tuple(Mention(*mention) for mention in mentions),
        destinations=tuple(Destination(*destination) for destination in destinations),
        problems=tuple(Problem(*problem) for problem in problems),
        claims=tuple(Claim(s, w, line, column, tuple(to), titled) for s, w, line, column, to, titled in claims),
        amounts=tuple(
            Amount(n, unit, w, said, line, column, tuple(to)) for n, unit, w, said, line, column, to in amounts
        ),
        prints=prints,
    )
