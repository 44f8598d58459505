"""Characters that a reader cannot see, or that turn the direction of the text."""

import re
from collections.abc import Iterator

from rulewise.model.problem import Problem
from rulewise.source.document import Document
from rulewise.source.yaml import scalars

_EMOJI = "\u200d\ufe0f\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_ALWAYS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
HIDDEN = re.compile(f"[{_ALWAYS}]|(?<![{_EMOJI}])[\u200d\ufe0f]")
"""Each of them; those that join or colour a picture character are at home behind one."""

_SUSPECT = re.compile("[^\n\t -~\u2018-\u201d\u2013\u2014\u2026\u00a3\u00b7\u00bf-\u024f]")
"""Whatever is not plainly seen in English text: quick to look for over a whole file."""

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST = 20


def say_hidden(character: str) -> tuple[str, str]:
    """Return what is wrong with a hidden character, and what to do about it."""
    what = "turns the direction of the text" if character in _DIRECTION else "cannot be seen"
    message = f"the character U+{ord(character):04X} {what}, so that people and machines would read different text"
    return message, "delete it; if you cannot find it, delete the words around it and type them again"


def hidden_in(document: Document) -> Iterator[Problem]:
    """Report hidden characters in a file, and in values that only their YAML escapes would show."""
    if _SUSPECT.search(document.text):
        yield from _in_text(document)
    if "\\" in document.front:
        for path, value in scalars(document.values):
            found = HIDDEN.search(value or "")
            if found and found[0] not in document.front:
                line, column = document.place(path)
                yield Problem(document.path, line, column, "SF006", *say_hidden(found[0]))


def _in_text(document: Document) -> Iterator[Problem]:
    told = 0
    for number, line in enumerate(document.text.split("\n"), 1):
        for match in HIDDEN.finditer(line):
            told += 1
            if told <= _MOST:
                yield Problem(document.path, number, match.start() + 1, "SF006", *say_hidden(match[0]))
