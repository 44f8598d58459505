"""Every link and every file of the site, followed over HTTP from the home page and from every page on disk."""

import http.client
import re
from fnmatch import fnmatch
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from browser.sites import Site, served

pytestmark = pytest.mark.xdist_group("browser-2")

UNLINKED = {
    "404.html": "web hosts show it for addresses that are not there",
    "sitemap.xml": "search engines ask for it by this name",
    "sitemap.xml.gz": "the same",
    "build.json": "a fixed address for programs, told in the README",
    "guidance.json": "the same",
    "guidance.schema.json": "the same",
    "vocabulary.schema.json": "the same",
    "search/*.json": "the search asks for the parts of its index by name",
    "assets/search/*": "the script of the search fetches the rest when somebody searches",
    "sw.js": "the script that has copies kept registers it",
    "offline.json": "the same script asks for it",
    "assets/*.map": "a browser's developer tools ask for it",
    "assets/images/favicon.png": "comes with the theme, which is told another icon",
}
"""Files that no page leads to, each with the reason."""

_ADDRESSES = {"href", "src", "action", "poster", "data", "xlink:href"}
_OUTSIDE = ("http:", "https:", "mailto:", "data:")
_STYLE_URL = re.compile(r"url\((?![\"']?(?:data:|#))[\"']?([^\"')]+)")


class _Reader(HTMLParser):
    """Gathers the addresses that a page names, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = {"", "top"}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take addresses and anchors from attributes."""
        values = dict(attrs)
        self.links += [value for name, value in attrs if name in _ADDRESSES and value is not None]
        self.links += [part.split()[0] for part in (values.get("srcset") or "").split(",") if part.strip()]
        self.anchors |= {value for name, value in attrs if name == "id" and value}


class Crawl:
    """Follows everything from where it starts; ``faults`` says what led nowhere."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.faults: list[str] = []
        self._anchors: dict[str, set[str]] = {}
        self._seen: set[str] = set()
        self._wanted: list[tuple[str, str, str]] = []
        self._connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)

    def follow(self, *starts: str) -> None:
        """Read pages, and all that they name on this site, until nothing new is found."""
        waiting = [(urljoin(self.site.url, start), "the start") for start in starts]
        while waiting:
            url, source = waiting.pop()
            if url in self._seen:
                continue
            self._seen.add(url)
            for link in self._links(url, source):
                address, anchor = urldefrag(urljoin(url, link))
                if urlsplit(address).netloc == urlsplit(self.site.url).netloc:
                    waiting.append((address, url))
                    self._wanted.append((url, address, unquote(anchor)))
                elif not link.startswith(_OUTSIDE):
                    self.faults.append(f"{url} names {link}")

    def finish(self) -> None:
        """Compare the anchors that pages name with those that there are."""
        self._connection.close()
        for source, address, anchor in self._wanted:
            if anchor not in self._anchors.get(address, {""}):
                self.faults.append(f"{source}: no {anchor} in {address}")

    @property
    def files(self) -> set[str]:
        """The files that were reached, as paths from the site's folder."""
        paths = (unquote(url.removeprefix(self.site.url)) for url in self._seen)
        return {path + "index.html" if path.endswith("/") or not path else path for path in paths}

    def _links(self, url: str, source: str) -> list[str]:
        self._connection.request("GET", urlsplit(url).path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            self.faults.append(f"{source} leads to {url}: {answer.status}")
            return []
        kind = answer.headers.get_content_type()
        if kind == "text/css":
            return _STYLE_URL.findall(body.decode())
        if kind != "text/html":
            return []
        page = _Reader(body.decode())
        self._anchors[url] = page.anchors
        return page.links


def _on_disk(site: Site) -> set[str]:
    return {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}


def test_every_link_leads_somewhere(site: Site) -> None:
    """Links, anchors, styles, scripts and pictures of every page are there, and no file lies about unlinked."""
    crawl = Crawl(site)
    crawl.follow("")
    reached = crawl.files
    crawl.follow(*(path for path in _on_disk(site) if path.endswith(".html")))
    crawl.finish()
    assert crawl.faults == []
    assert len(reached) > 500
    alone = _on_disk(site) - reached
    assert {path for path in alone if not any(fnmatch(path, pattern) for pattern in UNLINKED)} == set()
    assert {pattern for pattern in UNLINKED if not any(fnmatch(path, pattern) for path in alone)} == set()


def test_under_a_sub_path(below: Site) -> None:
    """The same holds when the site lives in a folder of its address; only the 404 has to be told that folder."""
    crawl = Crawl(below)
    crawl.follow("")
    crawl.follow(*(path for path in _on_disk(below) if path.endswith(".html") and path != "404.html"))
    crawl.finish()
    assert crawl.faults == []


def test_404_under_a_sub_path(small: Site) -> None:
    """With ``site_url`` in its settings, every page of a site in a folder leads somewhere, its 404 too."""
    crawl = Crawl(small)
    crawl.follow("", "404.html")
    crawl.finish()
    assert crawl.faults == []
    assert {"statutory/S-001/index.html", "assets/rulewise.css"} <= crawl.files


def test_crawl_can_object(tmp_path: Path) -> None:
    """A page, an anchor and a picture that are missing would be told."""
    (tmp_path / "404.html").write_text("", "utf-8")
    text = '<p id="here"><a href="nowhere/">a</a> <a href="#here">b</a> <a href="#nowhere">c</a> <img src="x.png">'
    (tmp_path / "index.html").write_text(text, "utf-8")
    with served(tmp_path) as site:
        crawl = Crawl(site)
        crawl.follow("")
        crawl.finish()
    assert crawl.faults == [
        f"{site.url} leads to {site.url}x.png: 404",
        f"{site.url} leads to {site.url}nowhere/: 404",
        f"{site.url}: no nowhere in {site.url}",
    ]
