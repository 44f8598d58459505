"""Measure what a first visit weighs: `make bench`, or `python tests/bench/weight.py [SITE]`.

Each type of page is opened in a browser that has nothing yet, from a server that compresses as web hosts do. Bytes are
those that the browser itself counts (headers too), on a connection of 1.6 Mbit/s that takes 150 ms to answer.
"Readable" is the first contentful paint. It measures and does not judge: the exit code tells only whether it ran.
"""

import functools
import gzip
import http.server
import io
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, CDPSession, sync_playwright

from browser import probes
from browser.page_types import TYPES
from browser.sites import Site, build_once, started
from support import ROOT

BUDGET = 300
"""Kilobytes, compressed, of a first visit."""

LATENCY, SPEED = 150, 1_600
"""Milliseconds, and kilobits a second."""

TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml"}


class Visit(NamedTuple):
    """A first visit to one page."""

    what: str
    requests: int
    kilobytes: float
    shift: float
    seconds: float

    @property
    def verdict(self) -> str:
        """Whether it keeps to its budget."""
        return "ok" if self.kilobytes <= BUDGET and not self.shift else "OVER"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Compresses text, as a web host would."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or file.suffix not in TEXTS:
            return super().send_head()
        body = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@functools.cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site with compression, and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def slowed(wire: CDPSession) -> None:
    """Make the connection of a page a slow one."""
    speed = SPEED * 1000 / 8
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": speed, "uploadThroughput": speed / 2},
    )


def visit(browser: Browser, what: str, url: str, width: int) -> Visit:
    """Open one page for the first time, over a slow connection."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    sent: list[float] = []
    wire = context.new_cdp_session(page)
    wire.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    slowed(wire)
    probes.watch_shifts(page)
    page.goto(url, wait_until="networkidle")
    shift = probes.shifts(page)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return Visit(what, len(sent), sum(sent) / 1000, shift, painted / 1000)


def table(visits: list[Visit]) -> str:
    """Return the visits as a table, plain to read and good Markdown."""
    rows = [("type of page", "requests", "compressed", "layout shift", "readable", "verdict")]
    for one in visits:
        moved = f"{one.shift:.3f}" if one.shift else "none"
        rows.append(
            (one.what, str(one.requests), f"{one.kilobytes:.0f} kB", moved, f"{one.seconds:.1f} s", one.verdict)
        )
    return laid_out(rows)


def laid_out(rows: list[tuple[str, ...]]) -> str:
    """Lay rows out as a table, the first row its heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )


def main() -> None:
    """Measure the site that is named, or this repository's own, published anew."""
    with tempfile.TemporaryDirectory(prefix="rulewise-weight-") as name:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else build_once(ROOT, Path(name) / "site")
        with served(folder) as address, sync_playwright() as playwright:
            browser = started(playwright)
            kinds = [kind for kind in TYPES if not kind.ended and not kind.glob]
            # Once unmeasured: the first page of a browser pays for its start.
            visit(browser, "", address, 360)
            visits = [visit(browser, kind.name, address + kind.address(Site(folder, address)), 360) for kind in kinds]
            print(table(visits))
            print(
                f"\nChromium {browser.version}, 360 px wide, {SPEED / 1000} Mbit/s, {LATENCY} ms; budget {BUDGET} kB."
            )
            browser.close()


if __name__ == "__main__":
    main()
