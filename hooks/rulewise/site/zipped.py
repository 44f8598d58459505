"""A published site as one file that opens without a web server: links name files, and the search comes by script."""

import os
import re
import time
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from rulewise.site.offline import HIDDEN, LIST, WORKER
from rulewise.site.swap import NotOurs

_KEPT = Path(__file__).parent / "kept"
_LEFT_OUT = {LIST, WORKER, "404.html", "sitemap.xml", "sitemap.xml.gz"}
"""What only a web host has a use for."""
_ADDRESS = re.compile(r'\b(href|src|action)="([^"#?:]+)([#?][^"]*)?"')
_LINE = re.compile(re.escape(HIDDEN) + r"<strong>[^<]*</strong>(?P<day>[^<]*)<a .*?</a></p>", re.DOTALL)
_ASKED_FOR = re.compile(r"(?:^|/)(?:search/.+|(?P<page>data/)[^/]+)\.json$")
"""What the search asks for as it goes: its index, and the pages that it found as data, to which pages lead too."""
_LOADER = re.compile(r"(?:^|/)assets/search/load\.js$")
_FIRST_DAY = 315532800
"""Zip files know no day before 1980."""


def write_zip(site: Path, out: Path, seconds: int, address: str) -> None:
    """Write a site to ``out``, beside and then renamed; same site, same bytes. ``address`` is the site's own, if any.

    Every file bears the moment ``seconds``. Raises `NotOurs` when ``out`` is something else, OSError when it can't be
    written.
    """
    if out.exists() and not _is_ours(out):
        raise NotOurs(f"“{out}” is not from this command; name a new file")
    out.parent.mkdir(parents=True, exist_ok=True)
    new = out.with_name(f".{out.name}.rulewise-{os.getpid()}")
    moment = time.gmtime(max(seconds, _FIRST_DAY))[:6]
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in _files(site, address):
                about = zipfile.ZipInfo(f"{out.stem}/{name}", moment)
                about.create_system, about.external_attr = 3, 0o100644 << 16
                packed.writestr(about, content, zipfile.ZIP_DEFLATED)
        new.replace(out)
    finally:
        new.unlink(missing_ok=True)


def _files(site: Path, address: str) -> Iterator[tuple[str, bytes]]:
    pages = {file.relative_to(site).parent.as_posix() for file in site.rglob("index.html")}
    for name in sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()):
        file = site / name
        if name in _LEFT_OUT or file.suffix == ".map":
            continue
        content = file.read_bytes()
        if file.suffix == ".html":
            content = _page(content.decode(), name, pages, address).encode()
        elif _LOADER.search(name):
            content = (_KEPT / "load.js").read_bytes()
        if asked := _ASKED_FOR.search(name):
            yield f"{name}.js", b"Rulewise.came(" + content.rstrip() + b");\n"
        if not asked or asked["page"]:
            yield name, content


def _page(html: str, name: str, pages: set[str], address: str) -> str:
    """Let a page's links name files, and have it say that it is a copy."""

    def named(match: re.Match[str]) -> str:
        attribute, to, rest = match[1], match[2], match[3] or ""
        target = normpath(PurePosixPath(name).parent / unquote(to))
        if to.startswith("/") or target not in pages:
            return match[0]
        return f'{attribute}="{to.rstrip("/")}/index.html{rest}"'

    live = f'<a href="{escape(address)}">The site itself</a>' if address else ""
    line = f'<p class="rw-offline"><strong>You are reading a copy.</strong>\\g<day>{live}</p>'
    return _LINE.sub(line, _ADDRESS.sub(named, html))


def _is_ours(out: Path) -> bool:
    """Tell whether a file is a zip that this command may replace."""
    if not zipfile.is_zipfile(out):
        return False
    with zipfile.ZipFile(out) as packed:
        return any(name.count("/") == 1 and name.endswith("/build.json") for name in packed.namelist())
