"""The changed lines of a redline, shortened to what is needed to see the change."""

from collections.abc import Iterator
from itertools import pairwise

from rulewise.compare import Change, Mark, Piece

SHOWN = frozenset({"text", "title", "summary", "because"})
"""The fields whose changes are shown word by word; of all others the explanation says it all.

Of a page that came or went it is the summary.
"""

_AROUND = 60
"""Letters of what was kept that are shown beside a change."""


def redline_of(change: Change) -> list[list[Piece]]:
    """Return the changed lines of a change to a text, as pieces without line ends; nothing for other changes."""
    if change.field not in SHOWN:
        return []
    lines: list[list[Piece]] = [[]]
    for mark, text in change.redline:
        for i, part in enumerate(text.split("\n")):
            if i:
                lines.append([])
            if part.strip():
                lines[-1].append(Piece(mark, " ".join(part.split())))
    return [list(_shortened(line)) for line in lines if any(piece.mark is not Mark.KEPT for piece in line)]


def _shortened(line: list[Piece]) -> Iterator[Piece]:
    around = [None, *line, None]
    for (before, piece), (_same, after) in pairwise(pairwise(around)):
        if piece is None:
            continue
        mark, text = piece
        if mark is not Mark.KEPT or len(text) <= 2 * _AROUND:
            yield piece
            continue
        first = text[:_AROUND].rpartition(" ")[0] if before else ""
        last = text[-_AROUND:].partition(" ")[2] if after else ""
        yield Piece(mark, " ".join(part for part in (first, "…", last) if part))
