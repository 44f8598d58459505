"""SF001 to SF006: nothing in authored text can run, load, reach outside, or hide."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from rulewise.checks.audit import Audit, Flaw, audit, is_elsewhere
from rulewise.checks.hidden import hidden_in
from rulewise.corpus import Entry
from rulewise.model.problem import Problem
from rulewise.source.body import scan, without_comments, without_references
from rulewise.source.document import Document
from rulewise.source.markdown import render

_SNIPPET = re.compile(r"^[ \t]*;?-{1,}8<-{1,}", re.MULTILINE)
_ACTIVE = ("<", "[", "=", "#", "```", "~~~")
_ENTITY = re.compile(r"&[#\w]")
_PATIENCE = 400_000
"""What finding the places of flaws in one file may cost, as characters rendered; then they are only looked up."""
_COSTLY_SIGN = 200
"""Characters that rendering an opening bracket or tag costs as much as."""


def examine(entry: Entry) -> Entry:
    """Add what is unsafe in one file, and keep of its addresses those that Markdown really makes links of."""
    document = entry.document
    if document is None:
        return entry
    problems = [*hidden_in(document)]
    destinations = entry.destinations
    if not document.refused:
        problems += _snippets(document)
        body = without_comments(document.body)
        if is_plainly_harmless(body):
            destinations = tuple(d for d in destinations if d.label)
        else:
            found = judge(body)
            problems += _problems(document, body, found)
            destinations = tuple(d for d in destinations if d.label or html.unescape(d.to) in found.addresses)
    if not problems and destinations == entry.destinations:
        return entry
    return replace(entry, problems=(*entry.problems, *problems), destinations=destinations)


def is_plainly_harmless(body: str) -> bool:
    """Tell quickly that a body can't hold anything that `audit` would object to.

    Never true of one that does: without a “<” there is no raw HTML, without a “[” no address, and second-level headings
    alone skip no level. A test renders everything to prove it.
    """
    plain = without_references(body) if "![" not in body else body
    plain = f"\n{plain}".replace("\n## ", "\n")
    return not (any(sign in plain for sign in _ACTIVE) or ("&" in plain and _ENTITY.search(plain)))


def judge(body: str) -> Audit:
    """Render a body as it would be published, its references defined, and judge the result."""
    seen = scan(body)
    definitions = "\n".join(f"[{identifier}]: #" for identifier in sorted({found.id for found in seen.references}))
    try:
        found = audit(render(f"{body}\n\n{definitions}"))
    except RecursionError:
        return Audit([Flaw("SF001", "the text is nested too deep to be read", "make it flatter", "")], frozenset())
    if any(flaw.code == "SF001" for flaw in found.flaws):
        return found  # its addresses may come from HTML that has to go first
    known = {"#", *(html.unescape(link.to) for link in seen.links)}
    strange = sorted(a for a in found.addresses if a not in known and not a.startswith("#") and not is_elsewhere(a))
    hint = "write [words](address) on one line, outside quotations, with no spaces in the address"
    return Audit(
        [
            *found.flaws,
            *(Flaw("SF004", f"the address “{a}” is written so that it cannot be checked", hint, a) for a in strange),
        ],
        found.addresses,
    )


def _snippets(document: Document) -> Iterator[Problem]:
    for match in _SNIPPET.finditer(document.body) if "-8<-" in document.body else ():
        line, column = document.body_place(match.end() - len(match[0].lstrip()))
        message = "this line would read another file into the page"
        yield Problem(document.path, line, column, "SF004", message, "write the text itself, or link to it")


def _problems(document: Document, body: str, found: Audit) -> Iterator[Problem]:
    lines = body.split("\n")
    cost = len(body) + _COSTLY_SIGN * (body.count("<") + body.count("["))
    renderings = iter(range(_PATIENCE // cost))
    told: dict[Flaw, int] = {}
    for flaw in found.flaws:
        nth = told[flaw] = told.get(flaw, 0) + 1
        number = _line_of(lines, flaw, nth, renderings) or _mention(lines, flaw)
        text = lines[number - 1]
        at = text.lower().find(flaw.sign.lower()) if flaw.sign else -1
        column = at if at >= 0 else len(text) - len(text.lstrip())
        line = document.body_line + number - 1
        yield Problem(document.path, line, column + 1, flaw.code, flaw.message, flaw.hint, flaw.sign if at >= 0 else "")


def _line_of(lines: list[str], flaw: Flaw, nth: int, renderings: Iterator[int]) -> int | None:
    """Find the line (from 1) that a flaw comes from, the ``nth`` of its like; None when it would take too long.

    First the lines that hold its sign: the one without which the page has fewer such flaws. Else the line up to which
    the body has to be rendered for the flaw to appear.
    """

    def flaws_in(part: list[str]) -> int:
        next(renderings)
        return judge("\n".join(part)).flaws.count(flaw)

    try:
        whole, found = flaws_in(lines), 0
        for i, line in enumerate(lines):
            if flaw.sign and flaw.sign.lower() in line.lower():
                found += max(whole - flaws_in([*lines[:i], "", *lines[i + 1 :]]), 0)
                if found >= nth:
                    return i + 1
        low, high = 1, len(lines)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if flaws_in(lines[:middle]) >= nth else (middle + 1, high)
    except StopIteration:
        return None
    return low


def _mention(lines: list[str], flaw: Flaw) -> int:
    return next((i for i, line in enumerate(lines, 1) if flaw.sign and flaw.sign.lower() in line.lower()), 1)
