"""The growth of rules and advice through time, as a picture with its table beside it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from rulewise.history.ledger import COLUMNS, Row, ledger
from rulewise.views.shelf import Shelf
from rulewise.views.text import long_date

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 240, 14, 40
_APART = 22
"""Between two labels, so that neither hides the other."""


class Series(NamedTuple):
    """A line of the picture: its words, the edge that its mark has, what it sums, and the shape at its points."""

    words: str
    edge: str
    columns: tuple[str, ...]
    shape: str

    def count(self, row: Row) -> int:
        """Return the sum of one day."""
        return sum(count for column, count in zip(COLUMNS, row.counts, strict=True) if column in self.columns)


SERIES = (
    Series("law", "law", ("duty", "prohibition", "power", "have-regard"), "M-4-4h8v8h-8z"),
    Series("statutory guidance", "exp", ("expectation",), "M0-5 5 4h-10z"),
    Series("advice", "adv", ("advice",), "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
)


def context(shelf: Shelf) -> dict[str, Any]:
    """Gather what the health page says of growth."""
    found = ledger(shelf.story, shelf.corpus, shelf.as_at)
    rows = found.of()
    return {
        "columns": (
            "Must",
            "Must not",
            "May",
            "Take into account",
            "Should",
            "Advice",
            "Words of rules",
            "Words of advice",
        ),
        "rows": [(row.day, (*row.counts, row.rule_words, row.advice_words)) for row in rows],
        "picture": picture(rows) if len(rows) > 1 else "",
        "monthly": found.monthly,
        "gap": found.gap,
    }


def picture(rows: Sequence[Row]) -> Markup:
    """Draw the counts as lines, each told by its stroke, the shape of its points and the words at its end."""
    first, last = rows[0], rows[-1]
    days = max(1, (last.day - first.day).days)
    top = _round_up(max(series.count(row) for series in SERIES for row in rows))

    def across(day: dt.date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day - first.day).days / days, 1)

    def down(count: int) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * count / top, 1)

    told = "; ".join(f"{s.words}: {s.count(first)}, then {s.count(last)}" for s in SERIES)
    parts = [
        f'<title id="growth-title">Rules and advice from {long_date(first.day)} to {long_date(last.day)}</title>',
        f'<desc id="growth-desc">{escape(told)}. The table has every figure.</desc>',
    ]
    for count in (0, top // 2, top):
        parts.append(
            f'<path class="rw-grid" d="M{_LEFT} {down(count)}H{WIDTH - _RIGHT}"/>'
            f'<text x="{_LEFT - 8}" y="{down(count) + 6}" text-anchor="end">{count}</text>'
        )
    for row, anchor in ((first, "start"), (last, "end")):
        where = f'x="{across(row.day)}" y="{HEIGHT - 10}" text-anchor="{anchor}"'
        parts.append(f"<text {where}>{row.day.day} {row.day:%b %Y}</text>")
    labels = _spread([down(series.count(last)) for series in SERIES])
    for series, label in zip(SERIES, labels, strict=True):
        points = [(across(row.day), down(series.count(row))) for row in rows]
        line = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points[1:])
        marks = "".join(f'<path transform="translate({x} {y})" d="{series.shape}"/>' for x, y in points)
        parts.append(
            f'<g class="rw-line rw-line--{series.edge}"><path d="{line}"/><g>{marks}</g>'
            f'<text x="{WIDTH - _RIGHT + 14}" y="{label + 6}">{series.count(last)} {series.words}</text></g>'
        )
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="growth-title growth-desc"'
    return Markup(f'<svg class="rw-growth" {box}>{"".join(parts)}</svg>')  # noqa: S704 - numbers, and words of our own


def _round_up(count: int) -> int:
    """Return the next even round number, for the top of the scale."""
    digits = len(str(count))
    step = {1: 2, 2: 10}.get(digits) or 2 * int("1".ljust(digits - 1, "0"))
    return max(step, -(-count // step) * step)


def _spread(places: list[float]) -> list[float]:
    """Move labels down where they would stand on each other."""
    found: dict[int, float] = {}
    lowest = 0.0
    for place, i in sorted((place, i) for i, place in enumerate(places)):
        found[i] = round(max(place, lowest), 1)
        lowest = found[i] + _APART
    return [found[i] for i in range(len(places))]
