"""The sentences of a Markdown body, each with its place, its section and the list or table that it stands in.

Markdown's signs and the words in quotation marks are blanked out and never cut out, so that an offset in a sentence is
an offset in the body. A library that parses Markdown into a tree keeps lines but not columns, and costs
a hundred times as much.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from rulewise.source.body import visible


class Place(StrEnum):
    """What sort of block a sentence stands in."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"


class Sentence(NamedTuple):
    """One sentence; offsets are characters from the start of the body."""

    start: int
    end: int
    section: str
    """The second-level heading that it stands under; nothing before the first."""
    place: Place
    around: tuple[tuple[int, int], ...]
    """The stretches whose links speak for it: itself, and the words that open its list, or its row."""
    item: int
    """Where its list item begins; -1 outside a list."""


class Prose(NamedTuple):
    """A body read as sentences. All three texts have the length of the body."""

    code_free: str
    """Code and comments blanked out: where links are looked for."""
    plain: str
    """Markdown's signs blanked out too: what a reader reads."""
    own: str
    """Quotations blanked out too: what the page says with its own voice."""
    sentences: list[Sentence]


_LINE = re.compile(
    r"[ \t]*(?:(?P<quote>>)|(?P<marks>\#{1,6})(?=[ \t]|$)|(?P<bullet>(?:[-*+]|\d{1,9}[.)])(?=[ \t]))"
    r"|(?P<row>\|)|(?P<rule>[-=:| \t]+$))?"
)
_GOES_ON = re.compile(r"\n*(?:[ \t]+\S|[-*+][ \t]|\d{1,9}[.)][ \t])")
"""A paragraph that belongs to a list."""
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[^\n]*$", re.MULTILINE)
_AFTER_WORDS = re.compile(r"\](?:\[[^\[\]\n]*\]|\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))")
_BARE_ID = re.compile(r"\[(?:[SACPM]-\d+|L-[a-z0-9-]+-\d+)\]", re.IGNORECASE)
_RARE_SIGNS = re.compile(r"(?<!\w)_+|_+(?!\w)|</?[a-zA-Z][^<>\n]*>|\\(?=[^\w\s])")
_QUOTED = {
    "“": re.compile(r"“[^“”]+”"),
    '"': re.compile(r"\"[^\"\n]+(?:\n[^\"\n]+)*\""),
    "‘": re.compile(r"‘(?<!\w‘)(?:[^‘’]|(?<=\w)’(?=\w))+’(?!\w)"),
    "'": re.compile(r"'(?<![\w’]')(?=\w)(?:[^'\n]|(?<=\w)'(?=\w))+'(?!\w)"),
}
"""Quotations by the mark that opens them."""
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+(?:[\"“‘'(\[]*[A-Z0-9]|[\"“‘']\s)|\s*$)")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|viz|s|ss|para|paras|pt|ch|sch|art|arts|reg|regs|No|Nos|p|pp"
    r"|vol|ed|eds|Dr|Mr|Mrs|Ms|Mx|St|Rev|Prof|Hon|v)|\b[A-Z])\.$"
)


def prose(body: str) -> Prose:
    """Read a Markdown body as sentences."""
    return read(visible(body))


def read(code_free: str, section: str = "") -> Prose:
    """Read a stretch of a body without its code; ``section`` is the heading that it begins under."""
    plain = code_free
    if "]" in plain:
        plain = _DEFINITION.sub(_blank, plain)
        plain = _AFTER_WORDS.sub(_blank, _BARE_ID.sub(_blank, plain))
    plain = plain.replace("![", "  ").replace("[", " ").replace("]", " ").replace("*", " ")
    if "_" in plain or "<" in plain or "\\" in plain:
        plain = _RARE_SIGNS.sub(_blank, plain)
    own = without_quotations(plain)
    return Prose(code_free, plain, own, list(_sentences(code_free, own, section)))


def stretches(code_free: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield where the paragraphs that hold ``places``, which rise, begin and end; a list with its opening words."""
    last = -1
    for place in places:
        if place < last:
            continue
        start, last = _before(code_free, place), _after(code_free, place)
        while start > 0 and _GOES_ON.match(code_free, start):
            start = _before(code_free, start - 2)
        while last < len(code_free) and _GOES_ON.match(code_free, last):
            last = _after(code_free, last + 2)
        yield start, last


def _before(text: str, offset: int) -> int:
    at = text.rfind("\n\n", 0, max(offset, 0))
    return at + 2 if at >= 0 else 0


def _after(text: str, offset: int) -> int:
    at = text.find("\n\n", offset)
    return at if at >= 0 else len(text)


def without_quotations(text: str) -> str:
    """Blank out the words inside quotation marks, keeping the marks and a full stop that closes them."""
    for mark, quoted in _QUOTED.items():
        if mark in text:
            text = quoted.sub(_blank_inside, text)
    return text


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a block of text begins and ends."""
    start = 0
    for match in _END.finditer(text):
        if (
            match[0] == "."
            and _SHORT.search(text, max(start, match.start() - 8), match.end())
            and match.end() < len(text.rstrip())
        ):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


class _Block(NamedTuple):
    start: int
    end: int
    section: str
    place: Place
    row: tuple[int, int] | None = None


def _sentences(code_free: str, own: str, section: str) -> Iterator[Sentence]:
    opening: tuple[int, int] | None = None
    for block in _blocks(code_free, own, section):
        in_list = block.place is Place.ITEM
        last: tuple[int, int] | None = None
        found = list(spans(own[block.start : block.end]))
        for i, (start, end) in enumerate(found):
            last = block.start + start, block.start + end
            # A link that ends a sentence without a full stop is blank, and belongs to it all the same.
            reach = block.start + found[i + 1][0] if i + 1 < len(found) else block.end
            around = [block.row or (last[0], reach)]
            if in_list and opening:
                around.append(opening)
            yield Sentence(*last, block.section, block.place, tuple(around), block.start if in_list else -1)
        # The words that open a list end in a colon; an item's own colon opens the list inside it.
        if last and own[last[0] : last[1]].rstrip().endswith(":"):
            opening = last
        elif not in_list:
            opening = None


def _blocks(code_free: str, own: str, section: str) -> Iterator[_Block]:
    start, place, offset = -1, Place.TEXT, 0
    for line in code_free.split("\n"):
        end = offset + len(line)
        match = _LINE.match(line)
        kind = match.lastgroup if match else None
        # A line of a quotation goes on with the quotation before it.
        if start >= 0 and (kind or not line.strip()) and not (kind == "quote" and place is Place.QUOTE):
            yield _Block(start, offset, section, place)
            start = -1
        if kind == "marks":
            begin = offset + (match.end() if match else 0)
            if match and len(match["marks"]) <= 2:  # noqa: PLR2004 - Markdown's ##
                section = own[begin:end].strip().rstrip("#").rstrip()
            yield _Block(begin, end, section, Place.HEADING)
        elif kind == "row":
            yield from _cells(line, offset, section)
        elif kind in {"bullet", "quote"} and match and start < 0:
            start, place = offset + match.end(), Place.ITEM if kind == "bullet" else Place.QUOTE
        elif kind is None and line.strip() and start < 0:
            # An indented paragraph belongs to the item above it.
            start = offset
            place = Place.ITEM if place is Place.ITEM and line.startswith((" ", "\t")) else Place.TEXT
        offset = end + 1
    if start >= 0:
        yield _Block(start, offset - 1, section, place)


def _cells(line: str, offset: int, section: str) -> Iterator[_Block]:
    row = offset, offset + len(line)
    for match in re.finditer(r"[^|\n]*[^|\s:-][^|\n]*", line):
        yield _Block(offset + match.start(), offset + match.end(), section, Place.CELL, row)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _blank_inside(match: re.Match[str]) -> str:
    quoted = match[0]
    if "\n\n" in quoted:
        return quoted
    closing = quoted[-2] if quoted[-2] in ".!?" else " "
    inside = re.sub(r"[^\n]", " ", quoted[1:-2])
    return f"{quoted[0]}{inside}{closing}{quoted[-1]}"
