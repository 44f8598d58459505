"""Where in a body a word of force or a figure may stand, found quickly: most pages hold few, and many none.

What is found here is looked at closely later, so a place too many costs only time, and one too few is a word missed.
A test  holds this against looking at everything.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from rulewise.checks.wording.claims import RARE
from rulewise.checks.wording.soft import EASY_KEYS, EXPECTING, SOFT_KEYS, WISHES
from rulewise.checks.wording.words import FORBIDDEN, UNLESS
from rulewise.source.quantities import UNITS, follows_number

MOST = 300
"""Places in one file that are looked at; no page for readers has as many."""


class Wanted(NamedTuple):
    """What can be wrong on a page of a kind and force."""

    binds: bool
    """A word that says that somebody is bound."""
    softens: bool
    """One that only suggests."""
    expects: bool
    """“Should”, which an expectation says by right."""
    counts: bool
    """A figure."""


def places(text: str, wanted: Wanted) -> list[int]:
    """Return the offsets of what may matter in a text."""
    known = _ALL.intersection(text.encode("utf-8", "replace").translate(_LETTERS).split())
    if not known and "%" not in text:
        return []
    found: list[int] = []
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two when small
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    if wanted.binds:
        for word in _RARE & known:
            found += _offsets(lower, word.decode())
        for pattern, keys in _SOMETIMES:
            if not keys.isdisjoint(known):
                found += [match.start() for match in islice(pattern.finditer(lower), MOST)]
    if wanted.softens:
        for word in (_SOFT if wanted.expects else _SOFTER) & known:
            found += _offsets(lower, word.decode())
        if b"can" in known:
            found += [match.start() for match in islice(_CAN.finditer(lower), MOST)]
        if not _EASY.isdisjoint(known):
            for word in _WISHES & known:
                found += _offsets(lower, word.decode())
    if wanted.counts and ("%" in text or not _UNITS.isdisjoint(known)):
        units = [*(_UNITS & known), *([b"%"] if "%" in text else [])]
        found += [at for unit in units for at in _offsets(lower, unit.decode()) if follows_number(lower, at)]
    return sorted(found)


def _offsets(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(MOST):
        if at < 0:
            return
        yield at
        at = text.find(word, at + 1)


def _bytes(words: Iterable[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


_LETTERS = bytes(ord(chr(i).lower() if chr(i).isascii() and chr(i).isalnum() else " ") for i in range(256))
_CAN = re.compile(r"can(?:\s+to\b|\s*(?:[,.;]|\n|\Z))")
_RARE = _bytes(RARE)
_SOMETIMES = (
    (re.compile(r"ha(?:s|ve)\s+(?:\w+\s+){0,2}to\b"), _bytes(("has", "have"))),
    (re.compile(rf"may\s+not\s+(?:\w+ly\s+)?(?:lawfully|legally|{FORBIDDEN}|{UNLESS})\b"), _bytes(("may",))),
    (re.compile(r"no(?:body|\s[^.]{1,60})\s+may\b"), _bytes(("may",))),
    (re.compile(r"\sact\s"), _bytes(("act",))),
)
"""Words that are common and bind only in some company, with what shows the company."""
_SOFT = _bytes((SOFT_KEYS - EASY_KEYS) | {"could", "might"})
_SOFTER = _SOFT - _bytes(EXPECTING)
_EASY = _bytes(EASY_KEYS)
_WISHES = _bytes(WISHES)
_UNITS = _bytes(UNITS)
_ALL = _RARE.union(_SOFT, _EASY, _WISHES, _UNITS, *(keys for _pattern, keys in _SOMETIMES))
"""Of all these, a page holds a few: they are picked out once."""
