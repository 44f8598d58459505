"""The whole journey as a picture: each provision one mark along the stages, drawn when the site is built."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from rulewise.model.provision import Provision
from rulewise.model.vocabulary import Stage
from rulewise.model.words import Kind
from rulewise.views.marks import mark_of
from rulewise.views.shelf import Shelf

ACROSS, STEP, SIZE = 6, 16, 12
"""Marks in a row, from one mark to the next, and the side of one."""

MOST = 90
"""Marks at one stage; where there are more provisions, each mark stands for several."""

_COUNTED = {
    "law": ("duty", "law", "law"),
    "exp": ("expectation", "exp", "expected"),
    "adv": ("advise", "adv", "advised"),
    Kind.LOCAL: ("local", "none", "local"),
    Kind.FINDING: ("finding", "none", "from case reviews"),
    Kind.MEASURE: ("measure", "none", "measures"),
}
_EDGES = ("law", "exp", "adv")


@dataclass(frozen=True)
class Step:
    """One stage of the picture."""

    stage: Stage
    picture: Markup
    counts: list[tuple[str, str, str]]
    """What the marks show, in numbers."""


@dataclass(frozen=True)
class Picture:
    """The journey; ``each`` is how many provisions one mark stands for."""

    steps: list[Step]
    each: int


def picture(shelf: Shelf) -> Picture:
    """Draw every stage."""
    at = {stage: shelf.at(stage) for stage in shelf.vocabulary.stages}
    most = max((sum(mark_of(p).edge in _EDGES for p in provisions) for provisions in at.values()), default=0)
    each = max(1, math.ceil(most / MOST))
    return Picture(
        [
            Step(stage, _marks(found, each), counts(p for p in found if mark_of(p).edge in _EDGES))
            for stage, found in at.items()
        ],
        each,
    )


def counts(provisions: Iterable[Provision]) -> list[tuple[str, str, str]]:
    """Count by kind, and rules by where their force comes from: shape, edge and words, without those that are none."""
    found: Counter[str] = Counter()
    for provision in provisions:
        edge = mark_of(provision).edge
        found[edge if edge in _EDGES else provision.kind] += 1
    return [(shape, edge, f"{found[key]} {word}") for key, (shape, edge, word) in _COUNTED.items() if found[key]]


def _marks(provisions: list[Provision], each: int) -> Markup:
    """Draw the law in rows of six, then statutory guidance, then advice."""
    groups, row = [], 0
    for edge in _EDGES:
        shapes = sorted((mark_of(p).shape for p in provisions if mark_of(p).edge == edge), key=_ORDER.index)[::each]
        drawn = "".join(
            f'<use href="#rw-{shape}" x="{i % ACROSS * STEP}" y="{(row + i // ACROSS) * STEP}"'
            f' width="{SIZE}" height="{SIZE}"></use>'
            for i, shape in enumerate(shapes)
        )
        groups.append(f'<g class="rw-mark--{edge}">{drawn}</g>' if drawn else "")
        row += math.ceil(len(shapes) / ACROSS)
    wide, high = ACROSS * STEP - STEP + SIZE, max(row, 1) * STEP
    return Markup(f'<svg viewBox="0 0 {wide} {high}" aria-hidden="true">{"".join(groups)}</svg>')  # noqa: S704 - our own drawing


_ORDER = ("duty", "prohibition", "regard", "power", "expectation", "advise", "consider")
