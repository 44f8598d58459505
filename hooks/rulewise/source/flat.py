"""A stretch of text with its white space made single, and the way back to where each word stood."""

import re
from bisect import bisect_right
from typing import NamedTuple

_WORD = re.compile(r"\S+")
_UNEVEN = re.compile(r"[^\S ]| [\s,;:.!?)\]”’]")
"""What flattening changes."""
_CLINGS = re.compile(r"[,;:.!?)\]”’]")


class Flat(NamedTuple):
    """Words with one space between them; ``pieces`` are where each word begins here and in the original."""

    text: str
    pieces: tuple[list[int], list[int]]

    def origin(self, offset: int) -> int:
        """Return where a character of ``text`` stands in the original."""
        here, there = self.pieces
        i = bisect_right(here, offset) - 1
        return there[i] + offset - here[i] if i >= 0 else offset


def flatten(text: str, start: int, end: int) -> Flat:
    """Make single the white space of a stretch, so that patterns for words need not mind how lines were broken."""
    if not _UNEVEN.search(text, start, end):
        return Flat(text[start:end].replace("’", "'"), ([0], [start]))
    parts: list[str] = []
    here: list[int] = []
    there: list[int] = []
    length = 0
    for match in _WORD.finditer(text, start, end):
        # Punctuation after a link's blanked address clings to the word before it, as it does on the page.
        if parts and not _CLINGS.match(match[0]):
            parts.append(" ")
            length += 1
        here.append(length)
        there.append(match.start())
        parts.append(match[0])
        length += len(match[0])
    return Flat("".join(parts).replace("’", "'"), (here, there))
