"""Ways of reading: keyboard alone, no script, paper, large print, less motion; and what the site keeps and allows."""

import io
import json

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from browser.keys import follow, tab, tab_to
from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-1")

PAGES = (
    "",
    "journey/",
    "stages/enquiries/",
    "roles/police/",
    "statutory/S-047/",
    "professional/A-009/",
    "boards/northmere/",
    "register/",
    "glossary/",
    "health/",
    "problems/FM001/",
    "writing-guide/",
)


def _scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_to_a_provision_by_keyboard(site: Site, watched: Page) -> None:
    """From the home page to a role, a moment and a provision by Tab and Enter, the focus always to be seen."""
    watched.goto(site.url)
    follow(watched, "Police officer")
    assert watched.url == f"{site.url}roles/police/"
    follow(watched, "Immediate protection")
    assert watched.url == f"{site.url}roles/police/#immediate-protection"
    assert tab(watched) == "Immediate protection"  # the heading of the row that was jumped to
    with watched.expect_navigation():
        watched.keyboard.press("Enter")
    assert watched.url == f"{site.url}stages/immediate-protection/?role=police#police"
    follow(watched, "See and speak with each child at incidents")
    assert watched.url == f"{site.url}professional/A-009/"


def test_skip_link(site: Site, watched: Page) -> None:
    """The first stop is a link past the header, straight to what the page says."""
    watched.goto(f"{site.url}statutory/S-047/")
    assert tab(watched) == "Skip to content"
    assert watched.locator(".md-skip").is_visible()
    watched.keyboard.press("Enter")
    tab(watched)
    assert watched.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_menu_by_keyboard(key: str, site: Site, watched: Page) -> None:
    """On a phone the menu opens and closes by keyboard, and Escape gives the focus back to its button."""
    watched.set_viewport_size({"width": 360, "height": 740})
    watched.goto(site.url)
    menu = watched.get_by_role("navigation", name="Menu")
    assert not menu.is_visible()
    tab_to(watched, "Menu")
    watched.keyboard.press(key)
    assert menu.is_visible()
    assert tab(watched) == "Home"
    watched.keyboard.press("Escape")
    assert not menu.is_visible()
    assert watched.evaluate("document.activeElement.innerText") == "Menu"
    watched.keyboard.press(key)
    assert menu.is_visible()
    watched.keyboard.press(key)
    assert not menu.is_visible()
    watched.keyboard.press(key)
    follow(watched, "Your area")
    assert watched.url == f"{site.url}boards/"
    assert not watched.get_by_role("navigation", name="Menu").is_visible()


@pytest.mark.parametrize("width", [320, 768])
def test_menu_stands_still_while_the_header_comes(width: int, site: Site, watched: Page) -> None:
    """The menu stands where it will stay, also on a busy machine that paints it before the rest of the header."""
    watched.set_viewport_size({"width": width, "height": 740})
    watched.goto(f"{site.url}glossary/")
    menu = watched.locator(".rw-menu")
    before = menu.bounding_box()
    assert before
    watched.evaluate("while (document.querySelector('.rw-menu ~ *')) document.querySelector('.rw-menu ~ *').remove()")
    after = menu.bounding_box()
    assert after
    assert (after["x"], after["y"]) == (before["x"], before["y"])


def test_menu_closes_behind_the_focus(site: Site, watched: Page) -> None:
    """A menu that Tab has left covers nothing."""
    watched.set_viewport_size({"width": 360, "height": 740})
    watched.goto(site.url)
    tab_to(watched, "Menu")
    watched.keyboard.press("Enter")
    tab_to(watched, "About")
    tab_to(watched, "Police officer")
    assert not watched.get_by_role("navigation", name="Menu").is_visible()


def test_scheme_by_keyboard(site: Site, watched: Page) -> None:
    """Dark is one key away, says so to a screen reader, and is remembered on the next page."""
    watched.goto(site.url)
    assert _scheme(watched) == "default"
    tab_to(watched, "Dark")
    assert watched.locator(".rw-scheme").get_attribute("aria-pressed") == "false"
    watched.keyboard.press("Enter")
    for _ in ("here", "after a reload"):
        assert _scheme(watched) == "slate"
        assert watched.locator(".rw-scheme").get_attribute("aria-pressed") == "true"
        watched.reload()
    watched.goto(f"{site.url}register/")
    assert _scheme(watched) == "slate"
    tab_to(watched, "Dark")
    watched.keyboard.press("Space")
    watched.reload()
    assert _scheme(watched) == "default"


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script(width: int, site: Site, browser: Browser) -> None:
    """Without script pages are whole and the menu works; what stands in for the search, its own tests say."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{site.url}statutory/S-047/")
    shown = page.locator("main").inner_text()
    for words in (
        "Law: must",
        "The law requires",
        "Left to judgement",
        "Advice that helps you do it",
        "Cite or suggest a change",
    ):
        assert words in shown
    assert page.locator(".rw-kind .rw-tag").inner_text().strip() == "Law: must"
    assert not page.locator(".rw-scheme").is_visible()
    if width < 960:
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Journey").click()
    else:
        page.get_by_role("navigation", name="Site").get_by_role("link", name="Journey").click()
    assert page.url == f"{site.url}journey/"
    page.get_by_role("button", name="Search").click()
    page.locator("main").get_by_role("link", name="A to Z").click()
    assert page.get_by_role("heading", level=1).inner_text() == "A to Z"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    context.close()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("statutory/S-047/", ("Law: must", "The law requires")),
        ("statutory/S-036/", ("Statutory guidance: should", "Statutory guidance, not an Act.")),
        ("professional/A-009/", ("Advice", "Advice, not law.")),
        ("register/", ("Law: must", "Law: must not", "Statutory guidance: should")),
    ],
)
def test_paper(path: str, words: tuple[str, ...], site: Site, watched: Page) -> None:
    """In print what is for a screen is gone, the force stays in words, and addresses of sources are written out."""
    watched.emulate_media(media="print")
    watched.goto(site.url + path)
    for screen in (".rw-header", ".rw-tabs", ".md-skip", ".rw-crumbs"):
        assert not watched.locator(screen).is_visible()
    shown = watched.locator("main").inner_text()
    assert [word for word in words if word not in shown] == []
    if path != "register/":
        assert watched.locator(".rw-kind .rw-tag").inner_text().strip() == words[0]
    sources = watched.locator("a.rw-cite-url").evaluate_all(
        "links => links.map(link => [link.href, getComputedStyle(link, '::after').content])"
    )
    assert [href for href, after in sources if href.rstrip("/") not in after and "attr(href)" not in after] == []
    assert sources or path == "professional/A-009/"


@pytest.mark.parametrize(
    ("path", "sheets"),
    [
        ("statutory/S-047/", 4),
        ("professional/A-009/", 3),
        ("stages/enquiries/", 6),
        ("roles/police/", 6),
        ("register/", 16),
    ],
)
def test_sheets(path: str, sheets: int, site: Site, watched: Page) -> None:
    """A page fits on few sheets, none of them for the footer alone; a table has its heads on each, and whole rows."""
    watched.goto(site.url + path)
    printed = [
        " ".join(sheet.extract_text().split())
        for sheet in pypdf.PdfReader(io.BytesIO(watched.pdf(format="A4", prefer_css_page_size=True))).pages
    ]
    assert 1 < len(printed) <= sheets
    assert [len(words) for words in printed if len(words) < 100] == []
    if path == "register/":
        assert [words[:60] for words in printed if "Force Rule Binds By when Source" not in words] == []
        rows = watched.locator(".rw-register tbody tr, .rw-register tbody th")
        watched.emulate_media(media="print")
        assert rows.evaluate_all(
            "all => all.filter(e => e.matches('tr')).every(e => getComputedStyle(e).breakInside == 'avoid')"
        )


def test_paper_tells_marks_apart_without_colour(site: Site, watched: Page) -> None:
    """On paper the three edges differ in their shape, not in colour alone."""
    watched.emulate_media(media="print")
    edges = {}
    for name, path in (("law", "statutory/S-047/"), ("exp", "statutory/S-036/"), ("adv", "professional/A-009/")):
        watched.goto(site.url + path)
        edges[name] = watched.locator(f".rw-edge--{name}").first.evaluate("e => getComputedStyle(e).borderLeftStyle")
    assert edges == {"law": "solid", "exp": "double", "adv": "dotted"}


def test_less_motion(site: Site, watched: Page) -> None:
    """Nothing moves for a reader who asked for less motion."""
    moves = """() => [...document.querySelectorAll('*')].map(e => [e, getComputedStyle(e)]).filter(([e, style]) =>
      style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior !== 'auto'
    ).map(([e]) => e.outerHTML.slice(0, 80))"""
    watched.emulate_media(reduced_motion="no-preference")
    watched.goto(f"{site.url}statutory/S-047/")
    assert watched.evaluate(moves) != []
    watched.emulate_media(reduced_motion="reduce")
    assert watched.evaluate(moves) == []


def test_large_print(site: Site, browser: Browser) -> None:
    """Magnified to 200 %, a laptop's page scrolls in one direction only."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(site.url + path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    context.close()
    assert wide == []


def test_tags_stay_in_their_columns(site: Site, watched: Page) -> None:
    """At every width at which a moment is a table, each tag over it lies inside its own column."""
    over = """() => [...document.querySelectorAll('.rw-moment thead th')].filter(th => [...th.children].some(
      tag => tag.getBoundingClientRect().right > th.getBoundingClientRect().right)).map(th => th.textContent)"""
    watched.goto(f"{site.url}stages/enquiries/")
    for width in (960, 1024, 1280):
        watched.set_viewport_size({"width": width, "height": 800})
        assert watched.locator(".rw-moment thead").is_visible()
        assert watched.evaluate(over) == []


def test_text_spacing(site: Site, watched: Page) -> None:
    """With the wider spacing that readers may set (WCAG 1.4.12), nothing scrolls sideways and no tag is cut off."""
    spacing = "line-height: 1.5; letter-spacing: .12em; word-spacing: .16em"
    watched.set_viewport_size({"width": 320, "height": 740})
    wide = []
    for path in PAGES:
        watched.goto(site.url + path)
        watched.evaluate(
            "words => document.querySelectorAll('main *').forEach(e => { e.style.cssText += words })", f";{spacing}"
        )
        if watched.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []


def test_script_of_others_is_stopped(site: Site, context: BrowserContext) -> None:
    """Scripts, handlers and styles that somebody smuggles in do nothing, and nothing of another site is fetched."""
    page = context.new_page()
    outside: list[str] = []

    def refuse(route: Route) -> None:
        outside.append(route.request.url)
        route.abort()

    context.route("https://other.example/**", refuse)
    page.goto(site.url)
    stopped = page.evaluate(
        """async () => {
          const stopped = [];
          document.addEventListener('securitypolicyviolation', e => stopped.push(e.effectiveDirective));
          const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
          add('script', {textContent: 'window.hit = 1'});
          add('script', {src: 'https://other.example/x.js'});
          add('style', {textContent: 'h1 { opacity: 0 }'});
          add('iframe', {src: 'https://other.example/'});
          add('img', {src: 'https://other.example/x.png'});
          const box = document.createElement('div');
          box.innerHTML = '<button onclick="window.hit = 2">x</button>';
          document.body.append(box);
          box.firstChild.click();
          await fetch('https://other.example/').catch(() => 0);
          await new Promise(done => setTimeout(done, 200));
          return stopped;
        }"""
    )
    kinds = ["connect-src", "frame-src", "img-src", "script-src-attr", "script-src-elem", "script-src-elem"]
    assert sorted(stopped) == [*kinds, "style-src-elem"]
    assert page.evaluate("window.hit") is None
    assert page.locator("h1").evaluate("e => getComputedStyle(e).opacity") == "1"
    assert outside == []


def test_every_page_has_its_policy(site: Site) -> None:
    """Each page names what it may run, by hash, and lets nothing else in line."""
    without = []
    for file in site.folder.rglob("*.html"):
        text = file.read_text("utf-8")
        head, _, _ = text.partition("<link")
        policy = 'http-equiv="Content-Security-Policy" content="default-src \'none\';'
        if policy not in head or "unsafe-" in head:
            without.append(file.name)
    assert without == []


def test_nothing_is_kept_but_the_scheme(site: Site, context: BrowserContext, watched: Page) -> None:
    """After reading, searching and changing the scheme there are no cookies, and one word is kept on the device."""
    watched.goto(site.url)
    tab_to(watched, "Dark")
    watched.keyboard.press("Enter")
    follow(watched, "Police officer")
    watched.goto(f"{site.url}journey/")
    watched.get_by_role("searchbox").fill("section 47")
    watched.locator(".rw-hits a").first.wait_for()
    kept = watched.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert json.loads(kept) == [{"rw-scheme": "slate"}, {}, ""]
    assert context.cookies() == []
    assert watched.evaluate("indexedDB.databases().then(found => found.length)") == 0
