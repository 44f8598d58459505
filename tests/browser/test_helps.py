"""What a script adds to a page: the reader's area first, one role alone, sorting, copying, a note of reasons."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-2")

LOCALS = "[data-boards] > [data-board]"
TWO_AREAS = "statutory/S-022/"
"""A page to which both example areas have tied a procedure."""


def _areas(page: Page) -> list[str]:
    return [str(part.get_attribute("data-board")) for part in page.locator(LOCALS).all()]


def _kept(page: Page) -> object:
    return page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]")


def _said(page: Page, within: str) -> str:
    return page.locator(f"{within} [role=status]").inner_text()


def test_the_area_of_the_reader_comes_first(site: Site, watched: Page) -> None:
    """Chosen once by keyboard, an area is first on every page and at home, until it is given up; nothing is sent."""
    watched.goto(site.url + "boards/")
    given = _areas(watched)
    assert len(given) > 1
    mine = given[-1]
    pick = watched.get_by_label("Your area", exact=True)
    pick.focus()
    for _ in range(len(given)):
        watched.keyboard.press("ArrowDown")
    expect(pick).to_have_value(mine)
    assert _areas(watched)[0] == mine
    assert "comes first" in _said(watched, ".rw-pick")
    assert _kept(watched) == [{"rw-board": mine}, {}, ""]
    for path in ("", TWO_AREAS, "boards/"):
        watched.goto(site.url + path)
        expect(watched.get_by_label("Your area", exact=True)).to_have_value(mine)
        assert _areas(watched)[0] == mine
        assert watched.locator("[data-mine]").first.get_attribute("data-board") == mine
    watched.get_by_label("Your area", exact=True).select_option("")
    assert _areas(watched) == given
    assert _kept(watched) == [{}, {}, ""]


def test_an_area_without_a_procedure_is_told_so(site: Site, watched: Page) -> None:
    """Where only another area has a procedure, the reader's own is not passed over in silence."""
    watched.goto(f"{site.url}statutory/S-047/")
    assert _areas(watched) == ["northmere"]
    watched.get_by_label("Your area", exact=True).select_option("eastholt")
    assert _said(watched, ".rw-pick") == "Eastholt (example) has tied no procedure to this page."


def test_an_area_is_chosen_on_its_own_page(site: Site, watched: Page) -> None:
    """A button on the page of an area makes it the reader's, and says whether it is."""
    watched.goto(f"{site.url}boards/eastholt/")
    button = watched.get_by_role("button", name="This is my area")
    for pressed in ("true", "false", "true"):
        button.press("Enter")
        assert button.get_attribute("aria-pressed") == pressed
    watched.reload()
    assert button.get_attribute("aria-pressed") == "true"
    watched.goto(site.url + TWO_AREAS)
    assert _areas(watched)[0] == "eastholt"


def test_a_strange_area_is_nobodys(site: Site, watched: Page) -> None:
    """An area that is no longer there changes nothing."""
    watched.goto(site.url + TWO_AREAS)
    given = _areas(watched)
    watched.evaluate("localStorage.setItem('rw-board', 'atlantis')")
    watched.reload()
    assert _areas(watched) == given
    expect(watched.get_by_label("Your area", exact=True)).to_have_value("")


def _rows(page: Page) -> list[str]:
    return [str(row.get_attribute("id")) for row in page.locator(".rw-moment tbody tr").all() if row.is_visible()]


@pytest.mark.parametrize("width", [320, 1280])
def test_one_role_alone(width: int, site: Site, watched: Page) -> None:
    """A role chosen shows its row and what speaks to everyone; the address can be passed on; all rows come back."""
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto(f"{site.url}stages/enquiries/")
    every = _rows(watched)
    pick = watched.get_by_label("Show")
    pick.select_option("police")
    assert _rows(watched) == ["police", "all-agencies"]
    assert _said(watched, ".rw-filter") == f"Showing 2 of {len(every)} roles."
    assert urlsplit(watched.url).query == "role=police"
    watched.reload()
    assert _rows(watched) == ["police", "all-agencies"]
    watched.get_by_label("Show").select_option("")
    assert _rows(watched) == every
    assert urlsplit(watched.url).query == ""
    watched.goto(f"{site.url}stages/enquiries/?role=nobody")
    assert _rows(watched) == every


def test_from_a_role_to_its_row_of_a_stage(site: Site, watched: Page) -> None:
    """On a role's page a stage leads to the row of that role, alone, at the stage."""
    watched.goto(f"{site.url}roles/midwife/")
    first = watched.locator(".rw-moment tbody th a").first
    stage = first.inner_text()
    first.click()
    assert watched.get_by_role("heading", level=1).inner_text() == stage
    assert _rows(watched)[0] == "midwife"
    assert len(_rows(watched)) <= 2


def _column(page: Page, number: int) -> list[str]:
    cells = page.locator(f".rw-sorted tbody tr > :nth-child({number})").all_inner_texts()
    return [" ".join(cell.split()) for cell in cells]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_register_is_sorted_by_a_column(width: int, site: Site, watched: Page) -> None:
    """A heading sorts all rules in one table, says so, turns round, and the order of the journey comes back."""
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto(f"{site.url}register/")
    stages = watched.locator("h2.rw-by-stage").all_inner_texts()
    ids = watched.locator(".rw-register tbody th small").all_inner_texts()
    assert len(ids) > 100
    watched.get_by_role("button", name="Rule", exact=True).first.press("Enter")
    names = watched.locator(".rw-sorted tbody th a").all_inner_texts()
    assert names == sorted(names, key=str.lower)
    assert len(names) == len(ids)
    assert not watched.get_by_role("heading", name=stages[0]).is_visible()
    heading = watched.locator(".rw-sorted th[aria-sort]")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert watched.evaluate("document.activeElement.textContent") == "Rule"
    assert _said(watched, ".rw-sorted") == f"{len(ids)} rules, sorted by “Rule”."
    watched.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert watched.locator(".rw-sorted tbody th a").all_inner_texts() == names[::-1]
    watched.locator(".rw-sorted").get_by_role("button", name="By when").click()
    soonest = _column(watched, 4)
    assert "1 working day" in soonest[0]
    assert soonest[-1].endswith("No time limit here")
    watched.locator(".rw-sorted").get_by_role("button", name="Force").click()
    forces = _column(watched, 1)
    kinds = list(dict.fromkeys(forces))
    assert kinds[0] == "Law: must"
    assert kinds[-1] == "Statutory guidance: should"
    assert forces == sorted(forces, key=kinds.index)
    watched.get_by_role("button", name="Back to the order of the journey").click()
    assert watched.locator(".rw-register tbody th small").all_inner_texts() == ids
    assert watched.locator("h2.rw-by-stage").first.is_visible()
    assert not watched.locator(".rw-sorted").is_visible()


def test_the_citation_is_copied(site: Site, context: BrowserContext, watched: Page) -> None:
    """One press copies id, title, date and the full address, and says so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.goto(f"{site.url}statutory/S-036/?x=1#says")
    watched.get_by_role("button", name="Copy the citation").press("Enter")
    expect(watched.locator(".rw-cite-said")).to_have_text("Copied.")
    copied = watched.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"Rulewise, S-036, .+ \(\d+ \w+ \d{{4}}\), {re.escape(site.url)}statutory/S-036/", copied)


def test_a_citation_is_selected_where_copying_is_shut(site: Site, watched: Page) -> None:
    """Without access to the clipboard the words are copied in the old way, or selected for the reader's own keys."""
    watched.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    watched.goto(f"{site.url}statutory/S-036/")
    watched.get_by_role("button", name="Copy the citation").click()
    expect(watched.locator(".rw-cite-said")).to_have_text(
        re.compile(r"Copied\.|Selected: copy it with your own keys\.")
    )
    assert watched.evaluate("getSelection().toString()").startswith("Rulewise, S-036")


def _note(page: Page) -> Locator:
    page.get_by_text("Doing otherwise? Write a note of your reasons").click()
    return page.get_by_role("group", name="Reasons for doing otherwise")


@pytest.mark.parametrize(("path", "verb"), [("statutory/S-036/", "expects"), ("professional/A-009/", "advises")])
def test_a_note_of_reasons(path: str, verb: str, site: Site, watched: Page) -> None:
    """The note names what it departs from, keeps nothing, sends nothing, and is gone after a reload or a way back."""
    asked: list[str] = []
    watched.goto(site.url + path)
    watched.wait_for_load_state("networkidle")
    watched.on("request", lambda request: asked.append(request.url))
    note = _note(watched)
    title = watched.get_by_role("heading", level=1).inner_text()
    assert f"What it {verb}" in note.inner_text()
    assert title in note.inner_text()
    assert f"{site.url}{path}" in note.inner_text()
    labels = ("Why it was not right here", "What was done instead", "Who agreed", "Date")
    for label in labels:
        note.get_by_label(label).fill(f"Words about {label}\n" * (1 if label == "Date" else 8))
        note.get_by_label(label).press("End")
    note.get_by_label("Date").press("Enter")
    assert urlsplit(watched.url).query == ""
    assert watched.locator("form:has(textarea)").count() == 0
    assert note.get_by_label(labels[0]).evaluate("field => field.scrollHeight <= field.clientHeight + 8")
    assert asked == []
    assert _kept(watched) == [{}, {}, ""]
    watched.reload()
    for label in labels:
        expect(_note(watched).get_by_label(label) if label == labels[0] else watched.get_by_label(label)).to_have_value(
            ""
        )
    watched.get_by_label(labels[0]).fill("again")
    watched.goto(f"{site.url}journey/")
    watched.go_back()
    expect(watched.locator(".rw-departure textarea").first).to_have_value("")


def test_the_note_alone_is_printed(site: Site, watched: Page) -> None:
    """Its own button prints the note and nothing else of the page; the page prints without it."""
    watched.add_init_script("window.print = () => { window.printed = document.body.className }")
    watched.goto(f"{site.url}statutory/S-036/")
    note = _note(watched)
    watched.set_viewport_size({"width": 320, "height": 800})
    assert watched.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    note.get_by_label("Who agreed").fill("A manager")
    note.get_by_role("button", name="Print this note").click()
    assert "rw-only-note" in watched.evaluate("window.printed")
    watched.emulate_media(media="print")
    assert note.get_by_label("Who agreed").is_visible()
    assert not watched.locator(".rw-answer").is_visible()
    assert not watched.locator(".rw-foot").is_visible()
    assert not watched.get_by_role("heading", level=1).is_visible()
    watched.evaluate("dispatchEvent(new Event('afterprint'))")
    assert watched.locator(".rw-answer").is_visible()
    watched.emulate_media(media="screen")
    watched.locator(".rw-foot").get_by_role("button", name="Print").click()
    assert "rw-only-note" not in watched.evaluate("window.printed")


def test_law_takes_no_note_of_reasons(site: Site, watched: Page) -> None:
    """A duty is not departed from: its page offers no note."""
    watched.goto(f"{site.url}statutory/S-047/")
    assert watched.locator(".rw-departure").count() == 0


def test_without_script_nothing_is_missing(site: Site, browser: Browser) -> None:
    """Without script every area, role and rule stands there, and the note is a blank form that prints."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site.url + TWO_AREAS)
    assert len(_areas(page)) > 1
    for dead in (".rw-pick", ".rw-copy", ".rw-print"):
        assert not page.locator(dead).first.is_visible(), dead
    page.get_by_text("Doing otherwise?").click()
    assert page.get_by_label("Why it was not right here").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_label("Why it was not right here").is_visible()
    page.emulate_media(media="screen")
    page.goto(f"{site.url}stages/enquiries/?role=police#police")
    assert len(_rows(page)) > 2
    assert not page.locator(".rw-filter").is_visible()
    page.get_by_role("navigation", name="Go to your role").get_by_role("link", name="Police officer").click()
    assert page.url.endswith("#police")
    page.goto(f"{site.url}register/")
    assert page.locator(".rw-register tbody tr").count() > 100
    assert not page.locator(".rw-sorted").is_visible()
    page.goto(site.url)
    page.get_by_role("search").get_by_role("button").click()
    assert page.get_by_text("The search needs a script").is_visible()
    context.close()


def test_pictures_in_the_colours_of_the_reader(site: Site, context: BrowserContext) -> None:
    """Where the reader's system sets all colours, the marks of the journey and the bars are drawn in them too."""
    page = context.new_page()
    page.emulate_media(forced_colors="active", color_scheme="light")
    for path, marks in (("", ".rw-journey g"), ("health/", ".rw-bars text")):
        page.goto(site.url + path)
        text = page.locator("h1").evaluate("e => getComputedStyle(e).color")
        drawn = page.locator(marks).evaluate_all("all => all.map(e => getComputedStyle(e).color)")
        assert set(drawn) == {text}


def test_from_a_file_the_helps_work(site: Site, context: BrowserContext) -> None:
    """Opened from a folder, a page still filters, sorts and cites."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(error.message))
    page.goto((site.folder / "stages/enquiries/index.html").as_uri())
    page.get_by_label("Show").select_option("police")
    assert _rows(page) == ["police", "all-agencies"]
    page.goto((site.folder / "register/index.html").as_uri())
    page.get_by_role("button", name="Source", exact=True).first.click()
    assert page.locator(".rw-sorted").is_visible()
    page.goto((site.folder / "statutory/S-036/index.html").as_uri())
    assert "file://" in page.locator(".rw-cite").inner_text()
    assert faults == []
