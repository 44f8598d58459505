"""Did the meaning change, or only the form: spelling, punctuation, capitals, Markdown marks, white space?

When in doubt it is substance: a look too many costs less than a change of meaning that passes as a comma.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from rulewise.source.body import REFERENCE, without_comments

if TYPE_CHECKING:
    from spellchecker import SpellChecker

_ADDRESS = re.compile(r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[^\n]*$", re.MULTILINE)
_BLOCK_MARK = re.compile(r"^[ \t>]*(?:(#{1,6})[ \t]|[-*+][ \t]|\d{1,9}[.)](?=[ \t]))?", re.MULTILINE)
_TOKEN = re.compile(r"\x00|[+\-−]?\d+(?:[.,:/]\d+)*|[^\W\d_]+|[§£$€%&@+=~<>/≤≥×÷¬]")
_HEADING = "\x00"
_BRITISH = (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ae", "e"), ("oe", "e"), ("our", "or"))

LONG, LONGER = 4, 6
"""Letters from which one sign, or two, may be wrong in a word that is only misspelt."""


def tokens(text: str) -> list[str]:
    """Return what carries the meaning of a Markdown text: its words and numbers, in small letters, and headings."""
    plain = without_comments(text)
    if "[" in plain:  # the patterns are slow, and most titles and summaries name nothing
        plain = _ADDRESS.sub("", _DEFINITION.sub("", plain))
        plain = REFERENCE.sub(lambda match: match["words"] or match["id"], plain)
    plain = _BLOCK_MARK.sub(lambda match: f" {_HEADING} " if match[1] else " ", plain)
    return _TOKEN.findall(plain.replace("'", "").replace("’", "").casefold())


def same_substance(was: str, now: str) -> bool:
    """Tell whether two texts differ in form alone."""
    if was == now:
        return True
    before, after = tokens(was), tokens(now)
    return len(before) == len(after) and all(
        old == new or respelt(old, new) for old, new in zip(before, after, strict=True)
    )


def respelt(old: str, new: str) -> bool:
    """Tell whether one word is another spelling of the same: British or American, or a slip put right.

    A slip is no English word, and what it became is one: “form” for “from” is a change of words.
    """
    if not (old.isalpha() and new.isalpha()) or min(len(old), len(new)) < LONG:
        return False
    if _american(old) == _american(new):
        return True
    if _known(old) or not _known(new):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(old, new) <= (2 if min(len(old), len(new)) >= LONGER else 1)


def _american(word: str) -> str:
    """Return a word as Americans spell it, where the difference is one of the regular ones in a longer word."""
    if len(word) > LONGER:
        for british, american in _BRITISH:
            word = word.replace(british, american)
    return word


def _known(word: str) -> bool:
    words = _dictionary()
    return word in words or _american(word) in words


@cache
def _dictionary() -> "SpellChecker":
    # Reading the dictionary takes a tenth of a second, and few comparisons need it.
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
