"""A word-level redline: one text in pieces, each kept, taken out or put in."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+")
MOST = 1_000_000
"""Pairs of words that are compared at most; two longer passages are shown whole, one out and one in."""


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """Some words in a row with one fate."""

    mark: Mark
    text: str


def redline(was: str, now: str) -> tuple[Piece, ...]:
    """Set two texts side by side, line by line and then word by word where lines differ.

    The pieces kept and put in make the new text; those kept and taken out make the old one, but for its white space.
    """
    merged: list[Piece] = []
    for piece in _of_lines(_LINES.findall(was), _LINES.findall(now)):
        if merged and merged[-1].mark is piece.mark:
            merged[-1] = Piece(piece.mark, merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)


def _of_lines(was: list[str], now: list[str]) -> Iterator[Piece]:
    for i, j, k, m in _aligned(was, now):
        if was[i:j] == now[k:m]:
            yield Piece(Mark.KEPT, "".join(now[k:m]))
        else:
            yield from _of_words("".join(was[i:j]), "".join(now[k:m]))


def _of_words(was: str, now: str) -> Iterator[Piece]:
    old, new = list(_WORD.finditer(was)), list(_WORD.finditer(now))
    before, after = [match[0] for match in old], [match[0] for match in new]
    if not after:  # white space has no words to hang on
        yield Piece(Mark.OUT, was)
        yield Piece(Mark.IN, now)
        return
    yield Piece(Mark.IN if before[:1] != after[:1] else Mark.KEPT, now[: new[0].start()])
    for i, j, k, m in _aligned(before, after):
        out, put = _with_space(was, old, i, j), _with_space(now, new, k, m)
        if before[i:j] == after[k:m]:
            # Words that went from the end stood before the white space that now ends the text.
            ends = m == len(after) and j < len(before)
            yield Piece(Mark.KEPT, put.rstrip() if ends else put)
        elif not put and k == len(after):
            yield Piece(Mark.OUT, was[old[i - 1].end() : old[-1].end()])
            yield Piece(Mark.KEPT, now[new[-1].end() :])
        else:
            yield Piece(Mark.OUT, out.rstrip() if put else out)
            yield Piece(Mark.IN, put.rstrip() if out else put)
            yield Piece(Mark.KEPT, put[len(put.rstrip()) :] if out else "")


def _with_space(text: str, words: list[re.Match[str]], first: int, last: int) -> str:
    """Return words from the first up to the last, with the white space after them."""
    if first == last:
        return ""
    return text[words[first].start() : words[last].start() if last < len(words) else len(text)]


def _aligned(was: list[str], now: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where stretches of both begin and end, equal ones and different ones in turns."""
    if len(was) * len(now) > MOST:
        yield 0, len(was), 0, len(now)
        return
    for _tag, *places in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        yield places[0], places[1], places[2], places[3]
