"""A word-level redline: one text in pieces, each kept, taken out or put in."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
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

    The pieces kept and taken out make the old text, those kept and put in the new one.
    """
    merged: list[Piece] = []
    for piece in _of_lines(_LINES.findall(was), _LINES.findall(now)):
        if merged and merged[-1].mark is piece.mark:
            merged[-1] = Piece(piece.mark, merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return tuple(_grouped(merged))


def _of_lines(was: list[str], now: list[str]) -> Iterator[Piece]:
    for old, new in _aligned(was, now):
        if old == new:
            yield Piece(Mark.KEPT, "".join(old))
            continue
        before, after = _WORDS.findall("".join(old)), _WORDS.findall("".join(new))
        for out, put in _aligned(before, after):
            if out == put:
                yield Piece(Mark.KEPT, "".join(out))
            else:
                yield Piece(Mark.OUT, "".join(out))
                yield Piece(Mark.IN, "".join(put))


def _aligned(was: list[str], now: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield stretches of both in order, equal ones and different ones in turns."""
    if len(was) * len(now) > MOST:
        yield was, now
        return
    for _tag, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        yield was[i:j], now[k:m]


def _grouped(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces so that words changed one after the other read as one change: all that went, then all that came."""
    out = put = ""
    for i, (mark, text) in enumerate(pieces):
        if mark is Mark.OUT:
            out += text
        elif mark is Mark.IN:
            put += text
        elif out and put and i < len(pieces) - 1 and not text.strip() and "\n" not in text:
            out, put = out + text, put + text
        else:
            yield from _change(out, put)
            out = put = ""
            yield Piece(mark, text)
    yield from _change(out, put)


def _change(out: str, put: str) -> Iterator[Piece]:
    if out:
        yield Piece(Mark.OUT, out)
    if put:
        yield Piece(Mark.IN, put)
