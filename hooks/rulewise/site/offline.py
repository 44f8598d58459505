"""Reading without a connection: the list of what can be kept, and the worker that keeps it."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from rulewise import __version__

LIST, WORKER, PAGE = "offline.json", "sw.js", "offline"
"""At the root of the site: what the whole site is made of, what answers without a connection, and the page about it."""

HIDDEN = '<p class="rw-offline" hidden>'
"""How the line that tells a copy from the site begins in every page; the worker and the zip show it."""

_KEPT = Path(__file__).parent / "kept"
_LOOK = {".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff2"}
_THEME = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
"""Where the theme keeps its own files, many of which no page names."""
_NEEDED = re.compile(r"""<(?:link|script)\b[^>]*\b(?:href|src)="([^":]+\.(?:css|js|svg|png))\"""")


def page() -> str:
    """Return the page on which readers keep and remove copies, as Markdown."""
    return (_KEPT / "page.md").read_text("utf-8")


def write_offline(site: Path, day: str) -> None:
    """Write the list and the worker of a finished site, whose pages state ``day``; same site, same bytes."""
    first = _first(site)
    files = [(_address(path), len(content), _hash(content)) for path, content in _kept(site, set(first))]
    build = _hash(json.dumps([__version__, day, files]).encode())
    told = {"version": 1, "build": build, "day": day, "bytes": sum(size for _, size, _ in files), "files": files}
    (site / LIST).write_text(json.dumps(told, separators=(",", ":")), "utf-8")
    head = f'"use strict";\nconst BUILD = {json.dumps(build)};\nconst FIRST = {json.dumps(first)};\n'
    (site / WORKER).write_text(head + (_KEPT / "worker.js").read_text("utf-8"), "utf-8")


def _kept(site: Path, first: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what readers read: pages, their look, pictures, and what the search shows of them; feeds are left out."""
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        is_look = file.suffix in _LOOK and (path in first or not path.startswith(_THEME))
        if is_look or file.name == "index.html" or (path.startswith(("search/", "data/")) and file.is_file()):
            yield path, file.read_bytes()


def _first(site: Path) -> list[str]:
    """Return the addresses of the page about copies and of what it needs to be seen."""
    html = (site / PAGE / "index.html").read_text("utf-8")
    needed = {(site / PAGE / address).resolve().relative_to(site.resolve()) for address in _NEEDED.findall(html)}
    return [f"{PAGE}/", *sorted(path.as_posix() for path in needed)]


def _address(path: str) -> str:
    return re.sub(r"(^|/)index\.html$", r"\1", path)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
