"""Bodies made to hang the Markdown library, refused before anything looks at them closely.

The limits come from measuring Python-Markdown 3.11: unclosed brackets and tags cost it the square of their number in
one paragraph (50,000 take minutes, 1,000 a third of a second), headings the square of theirs, and lists nested by the
hundred overflow its stack. No page written for readers comes near them.
"""

import re

MOST_IN_PARAGRAPH = 300
MOST_IN_BODY = 2000
"""Opening brackets and tags."""
MOST_FENCES = 400
MOST_HEADINGS = 500
DEEPEST_LIST = 12
DEEPEST_INDENT = 80
LONGEST_RUN = 20
"""Back-ticks in a row."""

_NESTED = re.compile(rf"\n(?:[ \t]*(?:[-*+][ \t]|\d{{1,9}}[.)][ \t]|>)){{{DEEPEST_LIST + 1}}}")
_INDENTED = re.compile(rf"^[ \t]{{{DEEPEST_INDENT}}}[ \t]*[^\s]", re.MULTILINE)
_FENCES = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_HEADINGS = re.compile(r"^#|^(?:=+|-+) *$", re.MULTILINE)


def burden(body: str) -> tuple[int, str] | None:
    """Return the offset and the nature of what would hang a Markdown reader; None for any ordinary body."""
    nested = _NESTED.search(f"\n{body}")
    if nested:
        return nested.start(), f"a list or quotation more than {DEEPEST_LIST} deep"
    indented = _INDENTED.search(body) if "        " in body or "\t" in body else None
    if indented:
        return indented.start(), f"a line more than {DEEPEST_INDENT} spaces in"
    run = body.find("`" * (LONGEST_RUN + 1))
    if run >= 0:
        return run, f"more than {LONGEST_RUN} back-ticks in a row"
    if body.count("```") + body.count("~~~") > MOST_FENCES and len(_FENCES.findall(body)) > MOST_FENCES:
        return 0, f"more than {MOST_FENCES} code fences"
    if body.count("\n") > MOST_HEADINGS and len(_HEADINGS.findall(body)) > MOST_HEADINGS:
        return 0, f"more than {MOST_HEADINGS} headings"
    signs = body.count("[") + body.count("<")
    if signs <= MOST_IN_PARAGRAPH:
        return None
    if signs > MOST_IN_BODY:
        return 0, f"more than {MOST_IN_BODY} opening brackets"
    start = crowded_paragraph(body)
    return None if start is None else (start, f"more than {MOST_IN_PARAGRAPH} opening brackets in one paragraph")


def crowded_paragraph(body: str) -> int | None:
    """Return where the first paragraph begins that holds too many opening brackets."""
    start = offset = count = 0
    for line in body.split("\n"):
        if not line.strip():
            start, count = offset + len(line) + 1, 0
        count += line.count("[") + line.count("<")
        if count > MOST_IN_PARAGRAPH:
            return start
        offset += len(line) + 1
    return None
