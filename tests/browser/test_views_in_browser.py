"""Questions that people come with, answered by clicking from the home page."""

import re

import pytest
from playwright.sync_api import Locator, Page

from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-2")


class Reader:
    """Somebody with a phone, who counts their clicks."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.clicks = 0
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(home)

    def click(self, target: Locator) -> None:
        """Click one thing."""
        self.clicks += 1
        target.click()

    @property
    def heading(self) -> str:
        """The heading of the page that they have come to."""
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()


@pytest.fixture
def reader(site: Site, watched: Page) -> Reader:
    """Open the home page on a phone."""
    return Reader(watched, site.url)


def test_must_police_speak_with_the_children(reader: Reader) -> None:
    """A police officer at a house with children: must I speak with them, and what am I advised?"""
    page = reader.page
    reader.click(page.get_by_role("link", name="Police officer", exact=True))
    reader.click(page.get_by_role("link", name="Immediate protection", exact=True).first)
    row = page.get_by_role("row").filter(has=page.locator("th", has_text="Immediate protection"))
    cells = row.get_by_role("cell")
    law, advice = cells.nth(0), cells.nth(2)
    assert law.inner_text().startswith("Law")
    assert "See and speak with each child at incidents" not in law.inner_text()
    assert advice.inner_text().startswith("Advice")
    reader.click(advice.get_by_role("link", name="See and speak with each child at incidents"))
    assert reader.clicks <= 3
    assert page.url.endswith("professional/A-009/")
    assert page.locator(".rw-kind .rw-tag").inner_text().strip() == "Advice"
    assert "Advice, not law." in reader.text
    assert (
        "Speak with each of them if you can" in page.get_by_role("region", name="The profession advises").inner_text()
    )


def test_how_long_for_an_assessment(reader: Reader) -> None:
    """How long do we have for an assessment, and is that the law?"""
    page = reader.page
    reader.click(page.get_by_role("link", name="Assessment", exact=True).first)
    assert reader.heading == "Assessment"
    reader.click(page.get_by_role("link", name="Conclude the assessment within 45 working days").first)
    assert reader.clicks <= 3
    assert page.url.endswith("statutory/S-036/")
    assert page.locator(".rw-kind .rw-tag").inner_text().strip() == "Statutory guidance: should"
    by_when = page.locator("dt", has_text="By when").locator("xpath=..").inner_text()
    assert "45 working days, counted from the referral" in by_when
    assert "Statutory guidance, not an Act." in reader.text
    assert "not from an Act" in reader.text


def test_what_my_board_adds_from_home(reader: Reader) -> None:
    """What does my board add? The first tap is the answer, with reasons; a second makes it first on every page."""
    page = reader.page
    reader.click(page.get_by_role("link", name="Northmere (example)"))
    assert reader.heading == "Northmere (example)"
    further = page.get_by_role("listitem").filter(has_text="Talk with every child on a first visit")
    assert "goes further than the rule" in further.inner_text()
    assert re.search(r"Why: \w+", further.inner_text())
    assert "1\nGoes further than the rule" in page.locator(".rw-facts").inner_text().replace("goes", "Goes")
    lacking = page.locator("summary", has_text="rules without a page of this board").first
    reader.click(lacking)
    assert page.locator("details[open] .rw-item").first.is_visible()
    reader.click(page.get_by_role("button", name="This is my area"))
    assert reader.clicks <= 3
    page.goto(page.url.replace("boards/northmere/", "statutory/S-022/"))
    assert page.locator("[data-boards] > li").first.get_attribute("data-board") == "northmere"


def test_from_home_by_searching(reader: Reader) -> None:
    """The question itself, typed at home, finds the limit and says what gives it."""
    page = reader.page
    page.get_by_label("What do you need to know?").fill("how long for an assessment")
    reader.click(page.get_by_role("button", name="Search"))
    found = page.get_by_role("list", name="Results").get_by_role("listitem").filter(has_text="45 working days").first
    assert "Statutory guidance: should" in found.inner_text()
    reader.click(found.get_by_role("link").first)
    assert reader.clicks <= 3
    assert "Statutory guidance, not an Act." in reader.text


@pytest.mark.parametrize("width", [360, 1280])
def test_what_my_board_adds(width: int, reader: Reader) -> None:
    """What does my board add, and why?"""
    page = reader.page
    page.set_viewport_size({"width": width, "height": 800})
    if width < 960:
        reader.click(page.get_by_text("Menu", exact=True))
    bar = page.get_by_role("navigation", name="Menu" if width < 960 else "Site")
    reader.click(bar.get_by_role("link", name="Your area"))
    assert reader.heading == "Your area"
    reader.click(page.get_by_role("main").get_by_role("link", name="Northmere"))
    assert reader.clicks <= 3
    assert reader.heading.startswith("Northmere")
    assert "Local procedure" in reader.text
    reader.click(page.get_by_role("link", name="Talk with every child on a first visit"))
    facts = page.locator(".rw-facts").inner_text()
    assert "goes further than the rule" in facts.lower()
    assert re.search(r"Why\s+\w+", facts)
    assert "Carries out" in facts
