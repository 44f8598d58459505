"""SF001 to SF006: nothing in authored text can run, load, reach outside, or hide."""

import re
from collections.abc import Iterator

from rulewise.checks.audit import Flaw, audit
from rulewise.corpus import Entry
from rulewise.model.problem import Problem
from rulewise.source.body import REFERENCE, scan, without_comments
from rulewise.source.document import Document

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SNIPPET = re.compile(r"^[ \t]*;?-{1,}8<-{1,}", re.MULTILINE)
_ACTIVE = re.compile(r"[<\[=]|^[^\n#]*#|^#(?!# [^#\n]*$)", re.MULTILINE)
_MOST_LOCATED = 20
"""Flaws of one file whose line is searched for; the rest would say no more."""


def check_entry(entry: Entry) -> Iterator[Problem]:
    """Check one file on its own, on the HTML that its body becomes."""
    document = entry.document
    if document is None:
        return
    yield from _hidden(document)
    if document.refused:
        return
    for match in _SNIPPET.finditer(document.body):
        line, column = document.body_place(match.end() - len(match[0].lstrip()))
        message = "this line would read another file into the page"
        yield Problem(document.path, line, column, "SF004", message, "write the text itself, or link to it")
    body = without_comments(document.body)
    if not is_plainly_harmless(body):
        yield from _audited(document, body)


def is_plainly_harmless(body: str) -> bool:
    """Tell quickly that a body can't hold anything that `audit` would object to.

    Never true of one that does: without a “<” there is no raw HTML, without a “[” no address, and second-level headings alone
    skip no level. A test renders everything to prove it.
    """
    return not _ACTIVE.search(REFERENCE.sub("", body))


def flaws(body: str) -> list[Flaw]:
    """Render a body as it would be published, its references defined, and judge the result."""
    # Rendering is imported where it is needed: most files never need it, and a check has to start fast.
    from rulewise.source.markdown import converter

    ids = sorted({reference.id for reference in scan(body).references})
    definitions = "\n".join(f"[{identifier}]: #" for identifier in ids)
    try:
        return audit(converter().convert(f"{body}\n\n{definitions}"))
    except RecursionError:
        return [Flaw("SF001", "the text is nested too deep to be read", "make it flatter", "")]


def _audited(document: Document, body: str) -> Iterator[Problem]:
    found = flaws(body)
    lines = body.split("\n")
    for i, flaw in enumerate(found):
        number = _first_line_with(lines, flaw) if i < _MOST_LOCATED else 1
        text = lines[number - 1]
        at = text.lower().find(flaw.sign.lower()) if flaw.sign else -1
        column = at if at >= 0 else len(text) - len(text.lstrip())
        line = document.body_line + number - 1
        yield Problem(document.path, line, column + 1, flaw.code, flaw.message, flaw.hint, flaw.sign if at >= 0 else "")


def _first_line_with(lines: list[str], flaw: Flaw) -> int:
    """Find the line (from 1) up to which the body has to be rendered for the flaw to appear."""
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        if flaw in flaws("\n".join(lines[:middle])):
            high = middle
        else:
            low = middle + 1
    return low


def _hidden(document: Document) -> Iterator[Problem]:
    if document.text.isascii() and not re.search("[\x00-\x08\x0b-\x1f\x7f]", document.text):
        return
    for number, line in enumerate(document.text.split("\n"), 1):
        match = _HIDDEN.search(line)
        if match:
            what = "turns the direction of the text" if match[0] in _DIRECTION else "cannot be seen"
            message = f"the character U+{ord(match[0]):04X} {what}, so that readers and machines would see different text"
            yield Problem(document.path, number, match.start() + 1, "SF006", message, "delete it and type the words again")
