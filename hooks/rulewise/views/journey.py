"""The whole journey as a picture: each provision one mark along the stages, drawn when the site is built."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from rulewise.model.provision import Measure, Provision
from rulewise.model.vocabulary import Stage
from rulewise.model.words import Core, Kind
from rulewise.views.marks import mark_of
from rulewise.views.shelf import Shelf

WIDE, GAP = 96, 4
"""The width of one stage's marks, with the gap after each."""

MOST = 90
"""Marks at one stage; where there are more provisions, each mark stands for several."""

Count = tuple[str, str, str]
"""A number in words, after the shape and the edge of what is counted."""

_COUNTED = {
    "law": ("duty", "law", "law"),
    "exp": ("expectation", "exp", "expected"),
    "adv": ("advise", "adv", "advised"),
    Kind.LOCAL: ("local", "none", "local"),
    Kind.FINDING: ("finding", "none", "from case reviews"),
    Kind.MEASURE: ("measure", "none", "measures"),
}
_EDGES = ("law", "exp", "adv")
ORDER = ("duty", "prohibition", "regard", "power", "expectation", "advise", "consider")
"""Shapes, from what binds most to what binds least."""


@dataclass(frozen=True)
class Step:
    """One stage of the picture, and what its marks show in numbers."""

    stage: Stage
    picture: Markup
    counts: list[Count]


@dataclass(frozen=True)
class Picture:
    """The journey; ``each`` is how many provisions one mark stands for."""

    steps: list[Step]
    each: int


def picture(shelf: Shelf) -> Picture:
    """Draw the law at every stage in rows of six, then statutory guidance, then advice."""
    at = {stage: [p for p in shelf.at(stage) if mark_of(p).edge in _EDGES] for stage in shelf.vocabulary.stages}
    each = max(1, math.ceil(max(map(len, at.values()), default=0) / MOST))
    steps = []
    for stage, found in at.items():
        shapes = [sorted((mark_of(p).shape for p in found if mark_of(p).edge == e), key=ORDER.index) for e in _EDGES]
        steps.append(Step(stage, _drawn(zip(_EDGES, shapes, strict=True), across=6, each=each), counts(found)))
    return Picture(steps, each)


def measures(shelf: Shelf) -> Picture:
    """Draw the measures at every stage: what is collected nationally, then what an area counts for itself."""
    steps = []
    for stage in shelf.vocabulary.stages:
        found = [p for p in shelf.at(stage) if isinstance(p, Measure)]
        national = [p for p in found if p.core is Core.NATIONAL]
        groups = {"measure": len(national), "measure-local": len(found) - len(national)}
        numbers = [(shape, "none", f"{n} {_CORES[shape]}") for shape, n in groups.items() if n]
        drawn = _drawn((("none", [shape] * n) for shape, n in groups.items()), across=4)
        steps.append(Step(stage, drawn, numbers))
    return Picture(steps, 1)


_CORES = {"measure": "national", "measure-local": "local"}


def counts(provisions: Iterable[Provision]) -> list[Count]:
    """Count by kind, and rules by where their force comes from; what is not there is not named."""
    found: Counter[str] = Counter()
    for provision in provisions:
        edge = mark_of(provision).edge
        found[edge if edge in _EDGES else provision.kind] += 1
    return [(shape, edge, f"{found[key]} {word}") for key, (shape, edge, word) in _COUNTED.items() if found[key]]


def _drawn(groups: Iterable[tuple[str, list[str]]], across: int, each: int = 1) -> Markup:
    """Draw groups of shapes, each from a new row on."""
    drawn, row, step = [], 0, WIDE // across
    for edge, shapes in groups:
        kept = shapes[::each]
        marks = "".join(
            f'<use href="#rw-{shape}" x="{i % across * step}" y="{(row + i // across) * step}"'
            f' width="{step - GAP}" height="{step - GAP}"></use>'
            for i, shape in enumerate(kept)
        )
        drawn.append(f'<g class="rw-mark--{edge}">{marks}</g>' if marks else "")
        row += math.ceil(len(kept) / across)
    box = f"0 0 {WIDE - GAP} {max(row, 1) * step}"
    return Markup(f'<svg viewBox="{box}" aria-hidden="true">{"".join(drawn)}</svg>')  # noqa: S704 - our own drawing
