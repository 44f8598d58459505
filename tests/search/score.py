"""From answers to figures, and from figures to a table that is plain to read and good Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from search.engines import Answer
from search.queries import STYLES, Query

GOALS = {"hit@3": 0.92, "MRR@10": 0.85, "no answer": 0.8}


class Score(NamedTuple):
    """Shares of the queries that have an answer, and of those that have none; NaN where there are none of a sort."""

    n: int
    hit1: float
    hit3: float
    mrr: float
    none: float


def rank(query: Query, answer: Answer) -> int:
    """Return the place of the first right result among ten, from 1; 0 when there is none."""
    return next((place for place, found in enumerate(answer.ids, 1) if found in query.answers), 0)


def score(asked: Iterable[Query], answers: Mapping[Query, Answer]) -> Score:
    """Judge the answers to some queries."""
    ranks: list[int] = []
    silent: list[bool] = []
    for query in asked:
        if query.answers:
            ranks.append(rank(query, answers[query]))
        else:
            silent.append(not answers[query].ids)
    return Score(
        len(ranks) + len(silent),
        _share([place == 1 for place in ranks]),
        _share([1 <= place <= 3 for place in ranks]),
        _share([1 / place if place else 0.0 for place in ranks]),
        _share(silent),
    )


def table(asked: Sequence[Query], both: Mapping[str, Mapping[Query, Answer]]) -> str:
    """Lay out one part of the queries by style, the engines side by side."""
    names = list(both)
    rows = [["style", "n", *(f"{figure} {name}" for figure in ("hit@1", "hit@3", "MRR@10") for name in names)]]
    rows[0] += [f"none said {name}" for name in names]
    for style in (*STYLES, "all"):
        part = [query for query in asked if style in {query.style, "all"}]
        scores = [score(part, both[name]) for name in names]
        cells = [[_shown(figure) for figure in (one.hit1, one.hit3, one.mrr, one.none)] for one in scores]
        rows.append([style, str(len(part)), *(cell for column in zip(*cells, strict=True) for cell in column)])
    return aligned(rows)


def latency(answers: Iterable[Answer]) -> float:
    """Return the median of the milliseconds from the last key until the results stand."""
    return median([answer.latency for answer in answers if answer.latency is not None])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out as a Markdown table, the first row its heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]])


def _share(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def _shown(share: float) -> str:
    return "" if share != share else f"{share:.2f}"  # noqa: PLR0124 - only NaN differs from itself
