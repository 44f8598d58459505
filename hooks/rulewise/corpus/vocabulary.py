"""Reading ``guidance/vocabulary.yml``, with its problems at its own lines."""

import os
from collections.abc import Iterator
from pathlib import Path

from rulewise.corpus.suggest import meant
from rulewise.corpus.validate import validate
from rulewise.model.problem import Problem
from rulewise.model.vocabulary import Vocabulary
from rulewise.source.document import Document, as_problem, decode
from rulewise.source.fault import Fault
from rulewise.source.files import read_bytes
from rulewise.source.yaml import Refused, parse


def vocabulary_bytes(root: Path, path: str) -> bytes | Problem | None:
    """Read the vocabulary's file; None where there is none."""
    return read_bytes(root, path) if os.path.lexists(root / path) else None


def read_vocabulary(
    path: str, data: bytes | Problem | None
) -> tuple[Vocabulary | None, Document | None, list[Problem]]:
    """Read the closed lists; None for what can't be had, with the problems that say why."""
    if data is None:
        missing = Fault(
            "FM001",
            (1, 1),
            "the vocabulary is missing",
            "add it: the closed lists of stages, roles, bodies, boards, patterns and terms",
        )
        return None, None, [as_problem(path, missing)]
    text = data if isinstance(data, Problem) else decode(path, data)
    if isinstance(text, Problem):
        return None, None, [text]
    try:
        values, faults, empty = parse(text, 1)
    except Refused as refused:
        return None, None, [as_problem(path, refused.fault)]
    if not isinstance(values, dict):
        return None, None, [as_problem(path, Fault("FM007", (1, 1), "the vocabulary is not a set of lists"))]
    document = Document(path, text, values, text, 1, "", text.count("\n") + 1, empty=empty)
    problems = [as_problem(path, fault) for fault in faults]
    vocabulary, wrong = validate(Vocabulary, document)
    problems += wrong
    if vocabulary:
        problems += _disagreements(vocabulary, document)
    return vocabulary, document, problems


def _disagreements(vocabulary: Vocabulary, document: Document) -> Iterator[Problem]:
    """Ids given twice in one list, and names of bodies that no list has."""
    for name in ("stages", "roles", "bodies", "boards", "patterns"):
        seen: set[str] = set()
        for i, entry in enumerate(getattr(vocabulary, name)):
            if entry.id in seen:
                line, column = document.place((name, i, "id"))
                yield Problem(
                    document.path, line, column, "FM009", f"“{entry.id}” is in “{name}” twice", "keep one", entry.id
                )
            seen.add(entry.id)
    words: set[str] = set()
    for i, term in enumerate(vocabulary.terms):
        if term.term.casefold() in words:
            line, column = document.place(("terms", i, "term"))
            message = f"“{term.term}” is among the terms twice"
            yield Problem(document.path, line, column, "FM009", message, "keep one", term.term)
        words.add(term.term.casefold())
    bodies = {body.id for body in vocabulary.bodies}
    named = [(("boards", i, "body"), board.body) for i, board in enumerate(vocabulary.boards)]
    named += [(("roles", i, "college"), r.college) for i, r in enumerate(vocabulary.roles) if r.college]
    for path, body in named:
        if body not in bodies:
            line, column = document.place(path)
            yield Problem(
                document.path, line, column, "FM007", f"“{body}” is not one of the bodies", meant(body, bodies), body
            )
