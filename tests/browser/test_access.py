"""Open to all: forced colours, grey, wide spacing, going back by keyboard, what a screen reader is told, no script."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browser.keys import follow, tab
from browser.page_types import TYPES
from browser.sites import Site
from support import GOLDEN

pytestmark = pytest.mark.xdist_group("browser-2")

MARKED = ("statutory/S-047/", "statutory/S-036/", "professional/A-009/", "stages/enquiries/", "register/", "")
HEARD = {"law": "statutory/S-001/", "advice": "professional/A-001/", "moment": "stages/enquiries/"}
"""Pages of the small site whose accessibility trees are kept as golden files."""

_EDGES = """() => Object.fromEntries(['law', 'exp', 'adv'].map(edge => [edge, [...new Set(
  [...document.querySelectorAll(`.rw-edge--${edge}, .rw-item--${edge}, .rw-cell--${edge}`)]
    .filter(e => e.getClientRects().length).map(e => getComputedStyle(e))
    .map(({borderLeftStyle: style, borderLeftWidth: width, borderLeftColor: colour}) =>
      parseFloat(width) >= 3 && colour !== getComputedStyle(document.body).backgroundColor ? style : 'not to be seen')
)]]))"""

_MARKS = """() => [...document.querySelectorAll('main .rw-mark')].filter(mark => {
  if (!mark.getClientRects().length) return false;
  let ground = mark.parentElement;
  while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
  return getComputedStyle(mark).color === getComputedStyle(ground || document.body).backgroundColor;
}).length"""

_WORDLESS = """() => [...document.querySelectorAll('main .rw-mark')]
  .filter(mark => mark.getClientRects().length && !/[a-z]{3}/i.test(mark.parentElement.textContent))
  .map(mark => mark.parentElement.outerHTML.slice(0, 120))"""

# Without what only script can do: controls, what they answer, and the address that a citation takes from its browser.
_SAID = """() => {
  const scripted = 'main :is(button, label, select, [role=status], [data-here], .rw-script, .rw-keep)';
  document.querySelectorAll(scripted).forEach(e => e.remove());
  return document.querySelector('main').innerText;
}"""

_CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e =>
  e.getClientRects().length && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX)
  && getComputedStyle(e).clipPath === 'none' && e.innerText?.trim()
  && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours(scheme: str, site: Site, watched: Page) -> None:
    """In the reader's own two colours every mark is to be seen, and edges differ, whatever scheme was chosen before."""
    watched.emulate_media(forced_colors="active", color_scheme="light")
    watched.add_init_script(f"localStorage.setItem('rw-scheme', '{'slate' if scheme == 'light' else 'default'}')")
    for path in MARKED:
        watched.goto(site.url + path)
        assert watched.evaluate("matchMedia('(forced-colors: active)').matches")
        assert watched.evaluate(_MARKS) == 0, path
        styles = {edge: set(found) for edge, found in watched.evaluate(_EDGES).items() if found}
        assert styles == {edge: {{"law": "solid", "exp": "double", "adv": "dotted"}[edge]} for edge in styles}, path
    assert watched.locator("main .rw-mark").count() > 0


def test_no_mark_without_its_word(site: Site, watched: Page) -> None:
    """Every mark on a page has a word beside it, so that nothing is told by shape or colour alone, in grey too."""
    watched.context.new_cdp_session(watched).send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    for path in (*MARKED, "a-to-z/", "findings/C-001/", "boards/northmere/", "not-verified/", "search/?q=harm"):
        watched.goto(site.url + path)
        assert watched.evaluate(_WORDLESS) == [], path


def test_wide_spacing_cuts_nothing_off(site: Site, watched: Page) -> None:
    """With all the spacing of WCAG 1.4.12 set everywhere, the header and the menu included, no words are cut off."""
    watched.set_viewport_size({"width": 320, "height": 740})
    for path in MARKED:
        watched.goto(site.url + path)
        watched.evaluate("""() => document.querySelectorAll('body *').forEach(e => {
          e.style.cssText += ';line-height: 1.5; letter-spacing: .12em; word-spacing: .16em';
          if (e.matches('p')) e.style.marginBottom = '2em';
        })""")
        assert watched.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert watched.evaluate(_CUT_OFF) == [], path


@pytest.mark.parametrize("path", ["stages/enquiries/", "statutory/S-047/"])
def test_keyboard_backwards(path: str, site: Site, watched: Page) -> None:
    """Going back by Shift and Tab, nothing that has the focus lies under the header or under a table's headings."""
    watched.goto(site.url + path)
    watched.locator(".rw-footer a").last.focus()
    for _ in range(60):
        tab(watched, "Shift+Tab")


def test_midwife_who_suspects_harm(site: Site, watched: Page) -> None:
    """From home, without a mouse: what must a midwife do who suspects that a child is harmed, and is that the law?"""
    watched.goto(site.url)
    follow(watched, "Midwife")
    assert watched.get_by_role("heading", level=1).inner_text() == "Midwife"
    follow(watched, "Everyone who works with children")
    follow(watched, "Refer a child you are worried about")
    said = watched.locator("main").inner_text()
    assert "Statutory guidance: should" in said
    assert "Statutory guidance, not an Act." in said


@pytest.mark.parametrize("script", ["with script", "without"])
def test_tables_stay_tables_on_a_phone(script: str, site: Site, browser: Browser) -> None:
    """Shown as cards, a moment and the register are tables to a screen reader still, with headings of rows."""
    context = browser.new_context(viewport={"width": 320, "height": 740}, java_script_enabled=script != "without")
    page = context.new_page()
    for path in ("stages/enquiries/", "register/"):
        page.goto(site.url + path)
        table = page.get_by_role("table").first
        rows = table.get_by_role("row").filter(has=page.get_by_role("rowheader"))
        assert rows.count() > 2, path
        assert rows.first.get_by_role("cell").count() >= 3, path
    context.close()


@pytest.mark.parametrize("name", HEARD)
def test_what_is_heard(name: str, small: Site, watched: Page, request: pytest.FixtureRequest) -> None:
    """What a screen reader is told of a law, an advice and a moment is the golden text, whole."""
    watched.goto(small.url + HEARD[name])
    heard = watched.locator("main").aria_snapshot() + "\n"
    golden = GOLDEN / "heard" / f"{name}.yml"
    if request.config.getoption("--rewrite"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(heard, "utf-8")
    assert heard == golden.read_text("utf-8")


@pytest.mark.parametrize("half", [0, 1])
def test_all_is_there_without_script(
    half: int, site: Site, small: Site, context: BrowserContext, browser: Browser
) -> None:
    """Each type of page says without script, at the width of a phone, all the words that it says with it."""
    bare = browser.new_context(viewport={"width": 320, "height": 740}, java_script_enabled=False)
    page, plain = context.new_page(), bare.new_page()
    page.set_viewport_size({"width": 320, "height": 740})
    missing = {}
    for kind in [kind for kind in TYPES if not kind.glob][half::2]:
        where = small if kind.ended else site
        said = []
        for one in (page, plain):
            one.goto(where.url + kind.address(where), wait_until="domcontentloaded")
            said.append(one.evaluate(_SAID).split())
        if lost := set(said[0]) - set(said[1]):
            missing[kind.name] = sorted(lost)
    bare.close()
    assert missing == {}
