"""The search: from every page, by keyboard and by ear, on a phone and under a sub-path, with and without its index."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-2")


def ask(page: Page, site: Site, words: str, more: str = "") -> None:
    """Type into the search's own page and wait until it has said what it found."""
    page.goto(f"{site.url}search/{more}")
    page.locator(".rw-search--ready").wait_for()
    page.get_by_role("searchbox").fill(words)
    expect(page.locator(".rw-search__status")).to_have_text(re.compile("result|answer"))


def ids(page: Page) -> list[str]:
    """List the ids of the results that are shown, in order."""
    lines = page.locator(".rw-result .rw-small").all_inner_texts()
    return [line.split(" · ")[0] for line in lines]


def test_from_any_page_by_keyboard(site: Site, watched: Page) -> None:
    """A stroke opens the search, arrows reach what it found while typing, and Enter follows it."""
    watched.goto(f"{site.url}register/")
    watched.keyboard.press("/")
    watched.keyboard.type("mum won't let me in")
    watched.locator(".rw-hits li").first.wait_for()
    expect(watched.locator(".rw-header [role=status]")).to_have_text(re.compile(r"^\d+ results; arrow down"))
    watched.keyboard.press("ArrowDown")
    assert "S-050" in watched.evaluate("document.activeElement.closest('li').innerText")
    watched.keyboard.press("ArrowUp")
    assert watched.evaluate("document.activeElement.name") == "q"
    watched.keyboard.press("Escape")
    assert not watched.locator(".rw-hits").is_visible()
    watched.keyboard.type(" ")
    watched.locator(".rw-hits li").first.wait_for()
    watched.keyboard.press("ArrowDown")
    with watched.expect_navigation():
        watched.keyboard.press("Enter")
    assert watched.url == f"{site.url}statutory/S-050/"


def test_enter_leads_to_the_results(below: Site, watched: Page) -> None:
    """The form at the top leads to the results, under a sub-path too, and what was asked stands in the address."""
    watched.goto(f"{below.url}statutory/S-036/")
    watched.keyboard.press("/")
    watched.keyboard.type("s47")
    with watched.expect_navigation():
        watched.keyboard.press("Enter")
    assert watched.url == f"{below.url}search/?q=s47"
    watched.locator(".rw-result").first.wait_for()
    assert ids(watched)[0] == "S-047"
    watched.locator(".rw-result a").first.click()
    watched.wait_for_url(f"{below.url}statutory/S-047/")


@pytest.mark.parametrize("width", [320, 1280])
def test_without_script(width: int, site: Site, browser: Browser) -> None:
    """Without script the form leads to a page that says so, and to ways that need none."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{site.url}statutory/S-047/")
    page.get_by_role("button", name="Search").click()
    assert page.url.startswith(f"{site.url}search/")
    assert "needs a script" in page.locator("main").inner_text()
    ways = page.locator(".rw-search__ways a")
    assert ways.all_inner_texts() == ["The journey", "Register of rules", "A to Z", "Glossary"]
    for way in ways.all():
        assert way.is_visible()
    context.close()


def test_without_an_index(site: Site, context: BrowserContext) -> None:
    """When the index cannot be had, the page says so and leads on; later it may be there."""
    watched = context.new_page()
    watched.route("**/search/base.json", lambda route: route.fulfill(status=404, body=""))
    watched.goto(f"{site.url}search/?q=s47")
    expect(watched.locator(".rw-search__status")).to_have_text("The search could not be loaded.")
    assert watched.get_by_role("link", name="Try again").is_visible()
    assert watched.locator("main").get_by_role("link", name="Register of rules").is_visible()
    watched.unroute("**/search/base.json")
    watched.get_by_role("searchbox").fill("s47 ")
    watched.locator(".rw-result").first.wait_for()
    assert not watched.get_by_role("link", name="Try again").is_visible()


@pytest.mark.parametrize("words", ["s47", "car insurance"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(words: str, width: int, scheme: str, site: Site, watched: Page) -> None:
    """The page with results and without them holds no fault that axe knows, and never scrolls sideways."""
    watched.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    watched.set_viewport_size({"width": width, "height": 800})
    ask(watched, site, words)
    found = Axe().run(watched, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert watched.evaluate("document.documentElement.scrollWidth <= innerWidth")
