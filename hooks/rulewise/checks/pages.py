"""LK006 and SF004: do links written against the source file lead to a page, and stay inside the project's pages?"""

import html
import os
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from rulewise.corpus import GUIDANCE, Corpus, Entry, meant
from rulewise.corpus.entry import Destination
from rulewise.model.problem import Problem
from rulewise.model.values import unsafe_scheme
from rulewise.source.body import without_comments
from rulewise.source.burden import burden
from rulewise.source.markdown import render

DOCS = "docs"
"""The folder under the root with the pages about the site."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_ID_LIKE = re.compile(r"[SACPM]-\d+|L-[a-z0-9-]+-\d+", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\A(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def target_path(source: str, address: str) -> str | None:
    """Return the path from the root that a relative address in ``source`` names; None for an anchor in the page."""
    path = unquote(address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else None


def is_relative(address: str) -> bool:
    """Tell whether an address is one of a file, and not of another site."""
    return not _ELSEWHERE.match(address)


def check_corpus(corpus: Corpus) -> Iterator[Problem]:
    """Check every relative address in the bodies."""
    for entry in corpus.entries:
        for destination in entry.destinations:
            fault = _fault(corpus, entry, destination)
            if fault:
                code, message, hint = fault
                line, column = destination.line, destination.column
                yield Problem(entry.path, line, column, code, message, hint, destination.to)


def _fault(corpus: Corpus, entry: Entry, destination: Destination) -> tuple[str, str, str] | None:
    to, label = html.unescape(destination.to), destination.label
    if label and _ID_LIKE.fullmatch(label):
        message = f"[{label}] is given an address of its own, so it would not lead to the provision"
        return "LK006", message, "take the address out: an id in brackets finds its page by itself"
    if unsafe_scheme(to):
        return None
    if to.startswith(("//", "\\")):
        return "LK006", f"“{to}” leaves out how to reach the site", "begin it with https://"
    if not is_relative(to):
        return None
    if to.startswith("/"):
        return (
            "SF004",
            f"“{to}” begins at a root, which is outside the corpus",
            "write it against this file, or name the id",
        )
    path = target_path(entry.path, to)
    if path is None:
        return _anchor_fault(corpus, entry.path, to)
    if not path.startswith((f"{GUIDANCE}/", f"{DOCS}/")):
        return "SF004", f"“{to}” leads to {path}, outside the corpus", "link to a page of the corpus or the site"
    if path in corpus.by_path:
        return _anchor_fault(corpus, path, to)
    there = _is_there(corpus.root, path)
    if there and _passes_a_link(corpus.root, path):
        return "SF004", f"“{to}” leads through a symbolic link, which is never followed", "link to the file itself"
    there = there and (corpus.root / path).is_file()
    if there and path.startswith(f"{DOCS}/") and path.endswith(".md"):
        return _anchor_fault(corpus, path, to)
    if there and path.lower().endswith(PICTURES):
        return None
    name = posixpath.basename(path)
    likely = meant(name, [posixpath.basename(known) for known in corpus.by_path])
    return (
        "LK006",
        f"there is no page {path}",
        likely or "write it against this file, or name the provision's id in brackets",
    )


def _is_there(root: Path, path: str) -> bool:
    try:
        return os.path.lexists(root / path)
    except (OSError, ValueError):  # a name too long, or with a character that no name can hold
        return False


def _passes_a_link(root: Path, path: str) -> bool:
    return os.path.realpath(root / path) != str(root.resolve() / path)


def _anchor_fault(corpus: Corpus, path: str, to: str) -> tuple[str, str, str] | None:
    anchor = unquote(to.partition("#")[2])
    if not anchor:
        return None
    anchors = _anchors(corpus, path)
    if anchor in anchors:
        return None
    return (
        "LK006",
        f"{path} has no heading “#{anchor}”",
        meant(anchor, anchors) or f"it has: {', '.join(sorted(anchors))}",
    )


def _anchors(corpus: Corpus, path: str) -> frozenset[str]:
    entry = corpus.by_path.get(path)
    document = corpus.document(entry) if entry else None
    if document:
        return _rendered_anchors("" if document.refused else document.body)
    return _rendered_anchors((corpus.root / path).read_text("utf-8", errors="replace"))


@lru_cache(maxsize=256)
def _rendered_anchors(text: str) -> frozenset[str]:
    if burden(text):
        return frozenset()
    return frozenset(re.findall(r'<h[1-6] id="([^"]+)"', render(without_comments(text)).html))
