"""Every type of page, narrow and wide, light and dark: quiet, never sideways, and in nobody's way."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from browser import probes
from browser.page_types import TYPES, Type
from browser.sites import Site
from browser.statement import RULES
from browser.watch import Watch
from support import ROOT

GROUPS = (pytest.mark.xdist_group("browser-1"), pytest.mark.xdist_group("browser-2"))
WIDTHS = (320, 768, 1280)


def _violations(page: Page) -> list[str]:
    """Return what axe-core objects to, with the places."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']} at {node['target']}" for rule in found for node in rule["nodes"]]


def _sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than what shows it."""
    found = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(found)


def _in_both(types: tuple[Type, ...]) -> list[Any]:
    """Share the types between two workers."""
    return [pytest.param(one, id=one.name, marks=GROUPS[i % 2]) for i, one in enumerate(types)]


@pytest.mark.parametrize("kind", _in_both(TYPES))
def test_page(kind: Type, site: Site, small: Site, watched: Page) -> None:
    """A type of page is whole, quiet, no wider than its window and open to all, at every width and in both schemes."""
    where = small if kind.ended else site
    faults: list[str] = []
    probes.watch_shifts(watched)
    for dark, widths in ((False, WIDTHS), (True, WIDTHS[::-1])):
        watched.emulate_media(color_scheme="dark" if dark else "light")
        watched.set_viewport_size({"width": widths[0], "height": 800})
        watched.goto(where.url + kind.address(where), wait_until="load")
        assert watched.locator("body").get_attribute("data-md-color-scheme") == ("slate" if dark else "default")
        if moved := probes.shifts(watched):
            faults.append(f"{kind.name}, {widths[0]} px: things moved by {moved:.3f} while it opened")
        for i, width in enumerate(widths):
            watched.set_viewport_size({"width": width, "height": 800})
            at = f"{kind.name}, {width} px, {'dark' if dark else 'light'}"
            if over := _sideways(watched):
                faults.append(f"{at}: {over} px too wide")
            faults += [f"{at}: {fault}" for fault in ([] if dark else probes.faults(watched))]
            if i == 0 or kind.closely:
                faults += [f"{at}: {violation}" for violation in _violations(watched)]
            shown = watched.locator("main").inner_text()
            faults += [f"{at}: no “{word}”" for word in kind.words if word not in shown]
    assert faults == []
    assert watched.locator("h1").count() == 1
    assert watched.locator("h1").inner_text()
    assert watched.title().strip(" -")


@pytest.mark.xdist_group("browser-1")
@pytest.mark.parametrize("kind", [one for one in TYPES if one.of or one.ended], ids=lambda kind: kind.name)
def test_tag_says_force(kind: Type, site: Site, small: Site, watched: Page) -> None:
    """The tag over a provision is the first thing that its page says, with one picture beside the word."""
    where = small if kind.ended else site
    watched.goto(where.url + kind.address(where))
    tag = watched.locator(".rw-kind .rw-tag")
    assert tag.count() == 1
    assert tag.locator("svg[aria-hidden=true]").count() == 1
    word = kind.words[0] if kind.of else {"A": "Advice"}.get(kind.path.split("/")[1][0], "Law: must")
    assert tag.inner_text().strip() == word
    before = watched.evaluate(
        "() => document.querySelector('.rw-tag').compareDocumentPosition(document.querySelector('h1')) & 4"
    )
    assert before


@pytest.mark.parametrize("half", [pytest.param(i, marks=GROUPS[i]) for i in (0, 1)])
def test_no_page_is_too_wide_for_a_phone(half: int, site: Site, watched: Page) -> None:
    """Not one page of the site, of whatever type, is wider than a window of 320 pixels."""
    watched.set_viewport_size({"width": 320, "height": 800})
    wide = []
    for file in sorted(site.folder.rglob("*.html"))[half::2]:
        path = file.relative_to(site.folder).as_posix()
        watched.goto(site.url + path, wait_until="domcontentloaded")
        if over := _sideways(watched):
            wide.append((path, over))
    assert wide == []


@pytest.mark.xdist_group("browser-1")
def test_every_type_is_looked_at(site: Site) -> None:
    """No page of the site is of a type that the tests above do not open."""

    def family(address: str) -> str:
        parts = address.partition("?")[0].removesuffix("index.html").strip("/").split("/")
        return "versions" if parts[-1] == "versions" else "/".join([parts[0], *("*" for _part in parts[1:])])

    pages = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.html")}
    about = {file.relative_to(ROOT / "docs").with_suffix("").as_posix() for file in (ROOT / "docs").rglob("*.md")}
    looked_at = {family(kind.glob or kind.address(site)) for kind in TYPES if not kind.ended}
    assert {family(page) for page in pages} - looked_at - {
        family(page.removesuffix("index")) for page in about
    } == set()


@pytest.mark.xdist_group("browser-2")
def test_probes_can_object(site: Site, context: BrowserContext) -> None:
    """Small letters and targets, a nameless landmark, a skipped heading and a late picture would all be told."""
    page = context.new_page()
    probes.watch_shifts(page)
    page.goto(site.url)
    assert (probes.faults(page), probes.shifts(page)) == ([], 0)
    page.evaluate("""() => {
      document.querySelector('main').insertAdjacentHTML('beforeend',
        '<nav><button>a</button><button>b</button></nav><h2>x</h2><h4>y</h4><small id="s">z</small>');
      document.querySelectorAll('main nav:last-of-type button, #s').forEach(e => {
        e.style.cssText = 'font-size: 9px; padding: 0; width: 9px; height: 9px';
      });
      document.querySelector('main').prepend(Object.assign(document.createElement('p'), {textContent: 'late'}));
    }""")
    told = " ".join(probes.faults(page))
    for words in ("letters of 9 px: z", "a target of 9 by 9: a", "another navigation “”", "H4 after H2: y"):
        assert words in told
    assert probes.shifts(page) > 0


@pytest.mark.xdist_group("browser-2")
def test_axe_can_object(site: Site, context: BrowserContext) -> None:
    """A picture without words would be told, and nothing else of the page."""
    page = context.new_page()
    page.goto(site.url)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert _violations(page) == ["image-alt at ['img']"]


@pytest.mark.xdist_group("browser-2")
def test_watch_can_object(site: Site, context: BrowserContext) -> None:
    """A request to another site, an error in a script and a word in the console would all be told."""
    page = context.new_page()
    watch = Watch(page)
    page.route("**/*.png", lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
    page.route("**/bare", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>bare</p>"))
    page.goto(f"{site.url}bare")
    assert watch.faults == []
    with page.expect_request("http://other.example/x.png"):
        page.evaluate("new Image().src = 'http://other.example/x.png'")
    with page.expect_console_message():
        page.evaluate("console.error('oh')")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('ah') })")
    assert watch.faults == ["request: http://other.example/x.png", "console: oh", "script: ah"]


@pytest.mark.xdist_group("browser-2")
def test_width_can_object(site: Site, context: BrowserContext) -> None:
    """Something too wide for the page would be told."""
    page = context.new_page()
    page.goto(site.url)
    assert _sideways(page) == 0
    page.evaluate("document.querySelector('h1').style.width = '2000px'")
    assert _sideways(page) > 0
