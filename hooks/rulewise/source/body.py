"""What a Markdown body says about itself: its headings, the ids it names and the addresses it links to.

Code, comments and escaped brackets hold none of these. Offsets are characters from the start of the body.
"""

import re
from typing import NamedTuple

_LOOSE_ID = r"(?:[SACPM]-[0-9]+|L-[a-z0-9-]+-[0-9]+)"
REFERENCE = re.compile(
    rf"(?<!\\)\[(?:(?P<words>(?:[^\[\]\\]|\\.)+)\]\[)?(?P<id>{_LOOSE_ID})\](?![\[(:])", re.IGNORECASE
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[ \t]*\n?[ \t]*<?(?P<to>[^\s<>]+)", re.MULTILINE)
_INLINE_LINK = re.compile(r"\]\(\s*(?:<(?P<pointed>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))")
_HEADING = re.compile(r"^(?P<marks>#{1,6})(?P<text>[^\n]*)$", re.MULTILINE)
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_MARKER_SIGNS = re.compile(r"[`~]|<!--|^(?: {4}|\t)", re.MULTILINE)


class Reference(NamedTuple):
    """An id in square brackets, with the words that it stands behind, if any."""

    id: str
    words: str | None
    offset: int


class Link(NamedTuple):
    """An address that the body links to or loads; ``label`` when it is a definition for later use."""

    to: str
    offset: int
    label: str | None = None


class Heading(NamedTuple):
    """A heading line and what stands under it, up to the next heading of its level or above."""

    level: int
    text: str
    offset: int
    end: int
    """Where its section ends."""
    start: int
    """Where its section's text begins."""


class Body(NamedTuple):
    """Everything that the checks and the pages need to know of a Markdown body, but for its words."""

    references: list[Reference]
    links: list[Link]
    headings: list[Heading]


def scan(body: str) -> Body:
    """Find the references, links and headings of a Markdown body."""
    text = _masked(body)
    return Body(
        references=[
            Reference(_proper(match["id"]), match["words"], match.start("id"))
            for match in REFERENCE.finditer(text)
        ],
        links=_links(text),
        headings=_headings(text),
    )


def lead(body: str, headings: list[Heading]) -> str:
    """Return what stands before the first heading."""
    return body[: headings[0].offset] if headings else body


def section(body: str, headings: list[Heading], title: str) -> str | None:
    """Return what stands under the second-level heading ``title``; None when there is no such heading."""
    for heading in headings:
        if heading.level == 2 and heading.text.casefold() == title.casefold():
            return body[heading.start : heading.end]
    return None


def without_comments(body: str) -> str:
    """Return the body as it is published: each comment outside code becomes a space, on as many lines.

    A space, so that what stood on both sides of a comment cannot grow together into a tag.
    """
    if "<!--" not in body:
        return body
    code = _masked(body, comments=False)
    pieces, last = [], 0
    for match in _COMMENT.finditer(code):
        pieces += [body[last : match.start()], " ", "\n" * match[0].count("\n")]
        last = match.end()
    return "".join([*pieces, body[last:]])


def _proper(identifier: str) -> str:
    return identifier.lower().replace("l-", "L-", 1) if identifier[0] in "lL" else identifier.upper()


def _links(text: str) -> list[Link]:
    found = []
    for match in _INLINE_LINK.finditer(text):
        group = "pointed" if match["pointed"] is not None else "bare"
        if match[group]:
            found.append(Link(match[group], match.start(group)))
    for match in _DEFINITION.finditer(text):
        found.append(Link(match["to"], match.start("to"), match["label"]))
    return sorted(found, key=lambda link: link.offset)


def _headings(text: str) -> list[Heading]:
    matches = list(_HEADING.finditer(text))
    found = []
    for i, match in enumerate(matches):
        level = len(match["marks"])
        end = next((m.start() for m in matches[i + 1 :] if len(m["marks"]) <= level), len(text))
        text_only = match["text"].strip().rstrip("#").rstrip()
        found.append(Heading(level, text_only, match.start(), end, match.end()))
    return found


def _masked(body: str, *, comments: bool = True) -> str:
    """Blank out code and, by default, comments, keeping every offset and line."""
    if not _MARKER_SIGNS.search(body):
        return body
    text = _without_code_blocks(body)
    text = _CODE_SPAN.sub(_blank, text)
    return _COMMENT.sub(_blank, text) if comments else text


def _blank(match: re.Match[str]) -> str:
    # A code span never crosses a blank line: what looks like one is two stray back-ticks.
    if match.re is _CODE_SPAN and "\n\n" in match[0]:
        return match[0]
    return re.sub(r"[^\n]", " ", match[0])


def _without_code_blocks(body: str) -> str:
    lines = body.split("\n")
    fence: str | None = None
    in_list = False
    before_blank = True
    for i, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening["fence"].startswith(fence) and not opening["info"].strip():
                fence = None
            lines[i] = " " * len(line)
        elif opening and any(fence_closes(later, opening["fence"]) for later in lines[i + 1 :]):
            fence = opening["fence"]
            lines[i] = " " * len(line)
        elif not line.strip():
            before_blank = True
            continue
        elif line.startswith(("    ", "\t")):
            if before_blank and not in_list:
                lines[i] = " " * len(line)
                continue
        else:
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and not before_blank)
        before_blank = False
    return "\n".join(lines)


def fence_closes(line: str, fence: str) -> bool:
    """Tell whether a line closes a code block that ``fence`` opened."""
    match = _FENCE.match(line)
    return match is not None and match["fence"].startswith(fence) and not match["info"].strip()

