"""The page of a local board: what it has at each stage, where it goes further and why, and what has no page of it."""

from collections import Counter
from typing import Any

from rulewise.model.provision import Local, Provision, Statutory
from rulewise.model.vocabulary import Board, Stage
from rulewise.model.words import Force
from rulewise.views.facts import RELATIONS
from rulewise.views.shelf import Shelf

_ASKED = frozenset({Force.DUTY, Force.PROHIBITION, Force.EXPECTATION})
"""What a board may want to say how it keeps."""


def context(shelf: Shelf, board: Board) -> dict[str, Any]:
    """Gather the page of a board."""
    procedures = shelf.board_pages(board.id)
    tied = {identifier for procedure in procedures for identifier in procedure.implements}
    stages: list[tuple[Stage | None, list[Local], list[Provision], int]] = []
    bare: list[tuple[Stage, list[Provision], int]] = []
    for stage in shelf.vocabulary.stages:
        asked = [p for p in shelf.at(stage) if isinstance(p, Statutory) and p.force in _ASKED]
        has = [p for p in procedures if p.stages[:1] == (stage.id,)]
        lacks: list[Provision] = [p for p in asked if p.id not in tied]
        if has:
            stages.append((stage, has, lacks, len(asked)))
        elif lacks:
            bare.append((stage, lacks, len(asked)))
    loose = [p for p in procedures if not p.stages]
    if loose:
        stages.append((None, loose, [], 0))
    found = Counter(procedure.relation.value for procedure in procedures)
    return {
        "page": f"boards/{board.id}.md",
        "heading": board.title,
        "summary": f"{board.area}." + (" A made-up board, to show how one works." if board.example else ""),
        "board": board,
        "relations": [(words, found[name]) for name, words in RELATIONS.items() if found[name]],
        "stages": stages,
        "bare": bare,
    }
