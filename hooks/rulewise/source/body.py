"""What a Markdown body says about itself: its headings, the ids it names and the addresses it links to.

Code, comments and escaped brackets hold none of these. Offsets are characters from the start of the body.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rulewise.source.code import masked

_LOOSE_ID = r"(?:[SACPM]-[0-9]+|L-[a-z0-9-]+-[0-9]+)"
REFERENCE = re.compile(
    rf"(?<!\\)\[(?:(?P<words>(?:[^\[\]\\]|\\.)+)\]\[)?(?P<id>{_LOOSE_ID})\](?:\[\])?(?![\[(])", re.IGNORECASE
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\[\]]+)\]:[ \t]*\n?[ \t]*<?(?P<to>[^\s<>]+)", re.MULTILINE)
_INLINE_LINK = re.compile(
    rf"(?:\[(?P<label>{_LOOSE_ID}))?(?<!\\)\]\(\s*"
    r"(?:<(?P<pointed>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"^(?P<marks>#{1,6})(?P<words>[^\n]*)$", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(?:=+|-+) *(?:\n|\Z)")
_UNDERLINED = re.compile(r"(?:(?<=\n\n)|\A)(?! {4}|#)(?=[^\n]*\S)(?P<words>[^\n]+)\n(?P<marks>=+|-+) *$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Reference(NamedTuple):
    """An id in square brackets, with the words that it stands behind, if any."""

    id: str
    words: str | None
    offset: int
    """Of the id itself."""
    start: int
    end: int
    """Of all of it, brackets included."""


class Link(NamedTuple):
    """An address that the body links to or loads; ``label`` where a definition, or an id, is given that address."""

    to: str
    offset: int
    label: str | None = None


class Heading(NamedTuple):
    """A heading and what stands under it, up to the next heading of its level or above."""

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
    text = visible(body)
    return Body(references=_references(text), links=_links(text), headings=_headings(text))


def headings_of(body: str) -> list[Heading]:
    """Find the headings of a Markdown body."""
    return _headings(visible(body))


def ids_in(text: str) -> list[str]:
    """List the ids that stand in brackets in a visible text, each once."""
    return list(dict.fromkeys(found.id for found in _references(text)))


def visible(body: str) -> str:
    """Return the body with code and comments as spaces."""
    return _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), masked(body))


def lead(body: str, headings: list[Heading]) -> str:
    """Return what stands before the first heading."""
    return body[: headings[0].offset] if headings else body


def section(body: str, headings: list[Heading], title: str) -> str | None:
    """Return what stands under the second-level heading ``title``; None when there is no such heading."""
    for heading in headings:
        if heading.level == 2 and heading.text.casefold() == title.casefold():  # noqa: PLR2004 - Markdown's ##
            return body[heading.start : heading.end]
    return None


def without_comments(body: str) -> str:
    """Return the body as it is published: each comment outside code becomes a space, on as many lines.

    A space, so that what stood on both sides of a comment cannot grow together into a tag.
    """
    if "<!--" not in body:
        return body
    pieces, last = [], 0
    for match in _COMMENT.finditer(masked(body)):
        pieces += [body[last : match.start()], " ", "\n" * match[0].count("\n")]
        last = match.end()
    return "".join([*pieces, body[last:]])


def without_references(text: str) -> str:
    """Return a text with each reference as its words alone."""
    pieces, last = [], 0
    for match in _found(REFERENCE, "[", text):
        pieces += [text[last : match.start()], match["words"] or ""]
        last = match.end()
    return "".join([*pieces, text[last:]]) if pieces else text


def _found(pattern: re.Pattern[str], sign: str, text: str) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` would, quickly, of a pattern that begins with ``sign``."""
    at = text.find(sign)
    while at >= 0:
        match = pattern.match(text, at)
        if match:
            yield match
        at = text.find(sign, match.end() if match else at + 1)


def _references(text: str) -> list[Reference]:
    found = []
    for match in _found(REFERENCE, "[", text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if text[match.end() : match.end() + 1] == ":" and not line.strip() and match["words"] is None:
            continue  # a definition, which is a link of its own
        identifier = match["id"]
        proper = identifier.lower().replace("l-", "L-", 1) if identifier[0] in "lL" else identifier.upper()
        found.append(Reference(proper, match["words"], match.start("id"), match.start(), match.end()))
    return found


def _links(text: str) -> list[Link]:
    found = []
    for match in _INLINE_LINK.finditer(text) if "](" in text else ():
        group = "pointed" if match["pointed"] is not None else "bare"
        if match[group]:
            found.append(Link(match[group], match.start(group), match["label"]))
    for match in _DEFINITION.finditer(text) if "]:" in text else ():
        found.append(Link(match["to"], match.start("to"), " ".join(match["label"].split())))
    return sorted(found, key=lambda link: link.offset)


def _headings(text: str) -> list[Heading]:
    matches = list(_found(_MARKED, "#", text))
    if _UNDERLINE.search(text):
        matches = sorted([*matches, *_UNDERLINED.finditer(text)], key=re.Match.start)
    levels = [{"=": 1, "-": 2}.get(match["marks"][0], len(match["marks"])) for match in matches]
    found = []
    for i, match in enumerate(matches):
        end = next((matches[k].start() for k in range(i + 1, len(matches)) if levels[k] <= levels[i]), len(text))
        words = match["words"].strip()
        if match.re is _MARKED:
            words = words.rstrip("#").rstrip()
        found.append(Heading(levels[i], words, match.start(), end, match.end()))
    return found
