"""Time in the browser: the banner of an edition, versions word by word, and changes for one reader alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.probes import faults
from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-1")

EDITION = "as-at/2026-03-01/"
PAGES = (
    "statutory/S-001/versions/",
    "changes/",
    "changes/police/",
    "as-at/",
    "health/",
    EDITION,
    f"{EDITION}statutory/S-001/",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_past_are_open_to_all(path: str, past: Site, watched: Page) -> None:
    """Each is quiet, no wider than a phone, and in nobody's way that axe-core knows of, in both schemes."""
    for scheme, width in (("light", 320), ("dark", 1280)):
        watched.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        watched.set_viewport_size({"width": width, "height": 800})
        watched.goto(past.url + path)
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        found = Axe().run(watched, options=rules).response["violations"]
        assert [(rule["id"], node["html"], node["any"]) for rule in found for node in rule["nodes"]] == [], scheme
        assert faults(watched) == []
        assert watched.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_banner_of_an_edition(past: Site, watched: Page) -> None:
    """Every page of an edition says of which day it is, first of all, and leads to the same page of today."""
    watched.goto(f"{past.url}{EDITION}statutory/S-001/")
    banner = watched.get_by_role("complementary", name="Edition")
    assert banner.inner_text() == "This is the text as it stood on 1 March 2026. Today’s text: Make enquiries."
    expect(watched.get_by_text("begin within 10 working days")).to_be_visible()
    banner.get_by_role("link").click()
    assert watched.url == f"{past.url}statutory/S-001/"
    expect(watched.get_by_text("begin within 5 working days")).to_be_visible()
    assert watched.get_by_role("complementary", name="Edition").count() == 0
    for path in ("", "stages/enquiries/", "register/", "changes/"):
        watched.goto(f"{past.url}{EDITION}{path}")
        assert banner.is_visible(), path
        banner.get_by_role("link").click()
        assert watched.url == f"{past.url}{path}"
    watched.emulate_media(media="print")
    watched.goto(f"{past.url}{EDITION}statutory/S-001/")
    assert banner.is_visible()


def test_an_edition_has_its_own_search(past: Site, watched: Page) -> None:
    """What is found in an edition is its own text, and leads to its own pages."""
    watched.goto(f"{past.url}{EDITION}search/?q=enquiries")
    found = watched.locator("main a[href*='S-001']").first
    found.wait_for()
    found.click()
    assert watched.url.startswith(f"{past.url}{EDITION}statutory/S-001/")


def test_the_way_to_another_day(past: Site, watched: Page) -> None:
    """From a page to what it said before, to an edition, and to a clear answer where there was no such page."""
    watched.goto(f"{past.url}statutory/S-001/")
    watched.get_by_role("link", name="2 versions").click()
    assert watched.get_by_role("heading", level=2).all_inner_texts() == [
        "From 20 May 2026 until now",
        "From 10 January 2026 to 19 May 2026",
    ]
    watched.get_by_role("link", name="Make enquiries").click()
    watched.get_by_role("link", name="1 March 2026").click()
    assert watched.url == f"{past.url}{EDITION}statutory/S-001/"
    watched.goto(f"{past.url}professional/A-004/")
    shown = watched.locator("section[aria-labelledby=versions]").inner_text()
    assert "Added on 20 April 2026." in shown
    assert "The site on: 1 March 2026 (not there on that day)." in shown
    watched.get_by_role("link", name="What did it say on another day?").click()
    watched.get_by_role("link", name="1 March 2026").click()
    assert watched.url == f"{past.url}{EDITION}"


def test_a_redline_is_told_without_colour(past: Site, watched: Page) -> None:
    """What went is struck through, what came is underlined, and both are said in words to those who only hear."""
    watched.goto(f"{past.url}statutory/S-001/versions/")
    went, came = watched.locator(".rw-redline del").last, watched.locator(".rw-redline ins").last
    assert (went.text_content(), came.text_content()) == ("taken out: 10", "put in: 5")
    lines = [one.evaluate("e => getComputedStyle(e).textDecorationLine") for one in (went, came)]
    assert lines == ["line-through", "underline"]
    colours = {one.evaluate("e => getComputedStyle(e).color") for one in (went, came)}
    assert len(colours) == 1
    whole = watched.get_by_text("The whole text of this version").first
    whole.click()
    expect(watched.locator("details[open] .rw-redline")).to_be_visible()


def _shown(page: Page) -> list[str]:
    return [item.inner_text() for item in page.locator(".rw-change:visible > p:first-child").all()]


EVERYTHING = [
    "Make enquiries",
    "Visit the child at home",
    "Say when you come back",
    "Write down what was said",
    "Write down what was said",
    "See the child alone",
]


def test_changes_for_one_reader(past: Site, watched: Page) -> None:
    """A choice shows only what is the reader's, says how much that is, and stands in the address."""
    watched.goto(f"{past.url}changes/")
    assert _shown(watched) == EVERYTHING
    watched.get_by_label("Role").select_option(label="Police officer")
    assert _shown(watched) == ["Make enquiries"]
    assert watched.get_by_role("status").filter(has_text="of").inner_text() == "1 of 6 pages shown"
    assert watched.url == f"{past.url}changes/?role=police"
    watched.get_by_label("Role").select_option(label="Local authority")
    watched.get_by_label("What it does").select_option(label="Practice may change")
    assert watched.url == f"{past.url}changes/?role=local-authority&grade=may"
    assert _shown(watched) == ["Write down what was said"]
    watched.get_by_role("link", name="Write down what was said").click()
    watched.go_back()
    assert _shown(watched) == ["Write down what was said"]
    assert watched.get_by_label("Role").input_value() == "local-authority"
    watched.goto(f"{past.url}changes/?role=police&stage=enquiries")
    assert _shown(watched) == ["Make enquiries"]
    assert watched.get_by_label("Role").input_value() == "police"
    watched.goto(f"{past.url}changes/?role=nobody")
    assert _shown(watched) == EVERYTHING


def test_changes_without_script(past: Site, browser: Browser) -> None:
    """Without script there are pages of each role and stage in the place of the choice, each with its feed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{past.url}changes/")
    assert _shown(page) == EVERYTHING
    assert not page.locator(".rw-filter").is_visible()
    page.get_by_text("Follow only what is yours").click()
    page.get_by_role("link", name="Police officer").click()
    assert page.url == f"{past.url}changes/police/"
    assert _shown(page) == ["Make enquiries"]
    feeds = page.locator("link[rel=alternate][type='application/atom+xml']")
    assert [one.get_attribute("href") for one in feeds.all()] == ["../../changes.xml", "../police.xml"]
    context.close()
