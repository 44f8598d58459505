"""Changes to a file that are safe and certain: text in, text out, never a change of meaning.

Only ids are touched: one that stands bare is put in brackets, so that it links, and one in brackets is given its
proper case.
"""

import datetime as dt
import re
from collections.abc import Container

from rulewise.model.values import is_id
from rulewise.source.body import scan, visible
from rulewise.source.document import Document
from rulewise.source.sentences import without_quotations

_BARE = re.compile(r"(?<![\w/#.\[\]-])(?:[SAC]-\d{3,}|[PM]-\d{2,}|L-[a-z0-9]+(?:-[a-z0-9]+)*-\d{2,})(?![\w\]-]|\.\w)")
_ADDRESS = re.compile(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|<[^<>\n]*>|https?://\S+|\[[^\[\]\n]*\](?:\[[^\[\]\n]*\])?:?"
    r"|^ {0,3}\[[^\[\]\n]+\]:[^\n]*$",
    re.MULTILINE,
)
_TABLE_OR_HEADING = re.compile(r"^[ \t]*#[^\n]*$", re.MULTILINE)


def fixed_body(document: Document, known: Container[str]) -> str:
    """Return a document's body with each certain fault mended; ``known`` holds the ids that there are.

    Words in quotation marks, code, addresses, headings and links stay as they are.
    """
    body = document.body
    if document.refused:
        return body
    changes: list[tuple[int, int, str]] = []
    for found in scan(body).references:
        end = found.offset + len(found.id)
        if found.id != body[found.offset : end] and is_id(found.id) and found.id in known:
            changes.append((found.offset, end, found.id))
    bare = _TABLE_OR_HEADING.sub(_blank, _ADDRESS.sub(_blank, without_quotations(visible(body))))
    for match in _BARE.finditer(bare):
        if match[0] in known and match[0] != document.values.get("id"):
            changes.append((match.start(), match.end(), f"[{match[0]}]"))
    for start, end, words in sorted(changes, reverse=True):
        body = body[:start] + words + body[end:]
    return body


def fixed_file(document: Document, data: bytes, known: Container[str]) -> bytes:
    """Return a file's bytes with its body mended; its byte-order mark, line ends and front matter stay as they are."""
    body = fixed_body(document, known)
    if body == document.body:
        return data
    ending = b"\r\n" if b"\r\n" in data else b"\n"
    whole = document.text.removesuffix(document.body) + body
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    new = mark + whole.encode().replace(b"\n", ending)
    # A file that mixes its line ends can't be written back byte for byte, so it is left to its author.
    same = mark + document.text.encode().replace(b"\n", ending)
    return new if same == data else data


def reviewed_again(data: bytes, reviewed: dt.date, review_by: dt.date) -> bytes | None:
    """Return a file's bytes with its two dates of review replaced and all others kept; None if they can't be found."""
    opening, fence, rest = data.partition(b"---")
    front, closing, after = rest.partition(b"\n---")
    if not fence or not closing or opening not in {b"", b"\xef\xbb\xbf"}:
        return None
    for key, day in ((b"reviewed", reviewed), (b"review_by", review_by)):
        front, count = re.subn(
            rb"(?m)^(" + key + rb":[ \t]*[\"']?)\d{4}-\d{2}-\d{2}(?=[\"']?[ \t]*(?:#[^\r\n]*)?\r?$)",
            rb"\g<1>" + day.isoformat().encode(),
            front,
        )
        if count != 1:
            return None
    return opening + fence + front + closing + after


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
