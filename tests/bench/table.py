"""Figures as one table, plain to read and good Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

SECONDS, MEMORY, RATIO = "s", "MB", "times"

HEADINGS = ("provisions", "what", "measured", "CPU", "for each", "growth", "budget", "verdict")


@dataclass(frozen=True)
class Figure:
    """One measurement, with the same in CPU time where that says something.

    ``parts`` is what a time is shared between (0: nothing); ``budget`` None: it has none.
    """

    size: int
    what: str
    value: float
    unit: str
    cpu: float | None = None
    parts: int = 0
    budget: float | None = None

    @property
    def name(self) -> str:
        """What is measured, whatever the size."""
        return self.what.rpartition(", ")[0] if self.what.endswith(" pages") else self.what

    @property
    def verdict(self) -> str:
        """Whether it keeps to its budget; nothing when it has none."""
        if self.budget is None:
            return ""
        return "ok" if self.value <= self.budget else "OVER"


def as_table(figures: Iterable[Figure]) -> str:
    """Return a table; growth compares a figure (CPU time, where it has one) with the same at the size before."""
    before: dict[str, Figure] = {}
    rows = []
    for figure in figures:
        last = before.get(figure.name)
        before[figure.name] = figure
        rows.append(
            (
                f"{figure.size:,}",
                figure.what,
                _shown(figure.value, figure.unit),
                _shown(figure.cpu, figure.unit),
                f"{1000 * figure.value / figure.parts:.2f} ms" if figure.parts else "",
                _growth(last, figure),
                _shown(figure.budget, figure.unit),
                figure.verdict,
            )
        )
    return _aligned([HEADINGS, *rows])


def _growth(last: Figure | None, figure: Figure) -> str:
    if last is None or figure.unit == RATIO:
        return ""
    now, then = (figure.cpu, last.cpu) if figure.cpu and last.cpu else (figure.value, last.value)
    return f"{now / then:.1f} for {figure.size / last.size:g}"


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:.0f} {unit}" if unit == MEMORY else f"{value:.2f} {unit}"


def _aligned(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])
