"""HTML to tagged PDF (PDF/UA-1) through WeasyPrint, which asks nobody for anything and knows no clock."""

import contextlib
import hashlib
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rulewise.views.marks import SHAPES

STYLE = Path(__file__).with_name("edition.css")
BASE = "https://edition.invalid/"
"""Stands for the site while a page is laid out; nothing is asked of it."""

PROGRAM = "python3 -m pip install 'rulewise[pdf]'"
LIBRARY = "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"


class NoPrinter(Exception):
    """What makes PDF is not installed; the message says what is missing and how to get it."""


class Printer:
    """Makes PDF of pages; `NoPrinter` is raised at once when it could not."""

    def __init__(self) -> None:
        said = io.StringIO()  # WeasyPrint prints what it does not find, besides raising it
        try:
            with contextlib.redirect_stdout(said):
                import weasyprint
        except ModuleNotFoundError as error:
            raise NoPrinter(
                f"the print edition needs {error.name}, which is not installed: {PROGRAM}; or build without --pdf"
            ) from None
        except OSError:
            raise NoPrinter(
                "the print edition needs the system's library Pango, which was not found: on Debian or Ubuntu"
                f" {LIBRARY}; or build without --pdf"
            ) from None
        self._weasyprint: Any = weasyprint

    def pdf(self, html: str, *, folder: str, pictures: dict[str, Path], told_page: Callable[[], None]) -> bytes:
        """Return a page as PDF; the same page is the same to the byte.

        Its addresses are written against ``folder``; ``pictures`` are the files that it may show, by their paths.
        """
        weasyprint, fetch = self._weasyprint, self._fetcher(pictures)
        marks = "".join(f".mark-{name}::before {{ content: url({BASE}marks/{name}.svg) }}" for name in SHAPES)
        with _told(told_page):
            style = weasyprint.CSS(string=STYLE.read_text("utf-8") + marks, base_url=BASE, url_fetcher=fetch)
            document = weasyprint.HTML(string=html, base_url=f"{BASE}{folder}/", url_fetcher=fetch)
            made: bytes = document.write_pdf(
                stylesheets=[style],
                pdf_variant="pdf/ua-1",
                pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
            )
        return made

    def _fetcher(self, pictures: dict[str, Path]) -> Any:
        """Return what gives a page the marks and its own pictures, and refuses every other address."""
        urls = self._weasyprint.urls
        marks = {f"marks/{name}.svg": _drawing(shape) for name, shape in SHAPES.items()}

        def fetch(_self: Any, url: str, _headers: Any = None) -> Any:
            path = url.removeprefix(BASE)
            if path in marks:
                return urls.URLFetcherResponse(url, marks[path], {"Content-Type": "image/svg+xml"})
            if path in pictures:
                return urls.URLFetcherResponse(url, pictures[path].read_bytes())
            raise ValueError(f"{url} is not part of the edition")

        return type("Own", (urls.URLFetcher,), {"fetch": fetch})()


def _drawing(shape: str) -> bytes:
    shape = shape.replace("currentColor", "#000")
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{shape}</svg>'.encode()


@contextmanager
def _told(told_page: Callable[[], None]) -> Iterator[None]:
    """Pass on each page that is laid out."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.msg.startswith("Step 5"):
                told_page()

    logger, handler = logging.getLogger("weasyprint.progress"), Handler()
    before, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        logger.propagate = propagate
