"""The search: from every page, by keyboard and by ear, on a phone and under a sub-path, with and without its index."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.sites import Site
from conftest import DAY
from rulewise.checks import check
from rulewise.search.documents import FIELDS, LISTS, documents
from rulewise.views import Setting
from rulewise.views.shelf import Shelf
from support import ROOT

pytestmark = pytest.mark.xdist_group("browser-2")


def ask(page: Page, site: Site, words: str, more: str = "") -> None:
    """Type into the search's own page and wait until it has said what it found."""
    page.goto(f"{site.url}search/{more}")
    page.locator(".rw-search--ready").wait_for()
    page.get_by_role("searchbox").fill(words)
    expect(page.locator(".rw-search__status")).to_have_text(re.compile("result|answer|covered"))


def ids(page: Page) -> list[str]:
    """List the ids of the results that are shown, in order."""
    lines = page.locator(".rw-result .rw-small").all_inner_texts()
    return [line.split(" · ")[0] for line in lines]


def test_from_any_page_by_keyboard(site: Site, watched: Page) -> None:
    """A stroke opens the search, arrows reach what it found while typing, and Enter follows it."""
    watched.goto(f"{site.url}register/")
    watched.keyboard.press("/")
    watched.keyboard.type("mum won't let me in")
    expect(watched.locator(".rw-hits li").first).to_contain_text("S-050")
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


WORDS = json.loads((Path(__file__).parents[1] / "search" / "words.json").read_text("utf-8"))

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "a" * 10_000,
    "child " * 3_000,
    "😀 🚸 👩‍👧",
    "\u202eprotection\u202c \u200bchild",
    ".*(a+)+$ [ \\ ^ {1,9999}",
    "__proto__",
    "constructor prototype toString hasOwnProperty",
    "'; drop table --",
    "%00 %2e%2e/ ../../etc",
    "section 999999999999(((((((",
    "s1-s9999",
    "   \t  ",
    "“” ‘’ — –",
]

_INDEX = """async ({ documents, fields, lists }) => {
  const { Rulewise, MiniSearch } = window;
  const base = await Rulewise.load("base");
  const words = Rulewise.words(base.words);
  const whole = new MiniSearch({
    fields,
    tokenize: (text, field) => (lists.includes(field) ? words.phrases(text) : words.terms(text)),
    processTerm: (term) => term,
  });
  whole.addAll(documents);
  const wanted = whole.toJSON();
  const rows = [];
  for (let i = 0; i < base.shards.length; i++) rows.push(...(await Rulewise.load(`${base.parts}/t${i}`)));
  const flat = (pairs) => JSON.stringify(Object.entries(pairs).sort());
  const fielded = (data) => Object.entries(data).sort().map(([f, pairs]) => f + flat(pairs));
  const told = (index) => index.map(([term, data]) => `${term} ${fielded(data)}`).sort();
  const steps = (list) => {
    const out = {};
    let at = -1;
    for (const step of list) if (step < 0) out[at] = -step; else out[(at += step)] = 1;
    return out;
  };
  const pairs = (rest) => rest.flatMap((f, i) => (i % 2 || f === fields.length ? [] : [[f, steps(rest[i + 1])]]));
  const ours = rows.map(([term, ...rest]) => [term, Object.fromEntries(pairs(rest))]);
  const a = told(wanted.index), b = told(ours);
  return {
    terms: [a.length, b.length, a.filter((row, i) => row !== b[i]).slice(0, 3)],
    averages: [wanted.averageFieldLength, base.averages],
    lengths: Object.values(wanted.fieldLength).every((row, i) =>
      fields.every((_, f) => (row[f] || 0) === base.lengths[f][i])),
    count: [wanted.documentCount, base.count],
  };
}"""


def found(page: Page, words: str, **options: bool) -> dict[str, Any]:
    """Ask the search itself: ids in order, words repaired, and whether there is an answer."""
    asked: dict[str, Any] = page.evaluate(
        """async ([words, options]) => {
          const engine = await Rulewise.start();
          const { answers, query } = await engine.search(words, options);
          const shown = await engine.shown(answers.slice(0, 30).map(one => one.number));
          return { ids: shown.map(row => row[0]), repaired: query.repaired, also: query.also, count: answers.length };
        }""",
        [words, options],
    )
    return asked


@pytest.fixture(scope="module")
def asking(site: Site, browser: Browser) -> Any:
    """Open the search's page once for all questions that are put to it without typing."""
    page = browser.new_page()
    page.goto(f"{site.url}search/")
    page.locator(".rw-search--ready").wait_for()
    yield page
    page.close()


def test_terms_are_the_same_in_the_browser(asking: Page) -> None:
    """The browser makes the same terms of the same text as the build does, for every row of the table."""
    made = asking.evaluate(
        "async texts => { const base = await Rulewise.load('base'); const words = Rulewise.words(base.words);"
        " return texts.map(words.terms); }",
        [case["text"] for case in WORDS],
    )
    assert made == [case["terms"] for case in WORDS]


def test_the_index_is_the_one_that_minisearch_makes(asking: Page) -> None:
    """Every term, count, length and mean of the published parts is what MiniSearch itself makes of these documents."""
    report = check(ROOT, DAY)
    assert report.corpus.vocabulary
    all_found = documents(Shelf(report, report.corpus.vocabulary, Setting("# Home\n")))
    assert len(all_found) > 300
    count = asking.evaluate("async () => (await Rulewise.load('base')).count")
    pages = asking.evaluate("async () => { const b = await Rulewise.load('base'); return b.count - b.provisions; }")
    assert count == len([d for d in all_found if d.id]) + pages
    rows = [{"id": i, **{k: v for k, v in d.fields.items() if v}} for i, d in enumerate(_published(all_found))]
    told = asking.evaluate(_INDEX, {"documents": rows, "fields": list(FIELDS), "lists": sorted(LISTS)})
    assert told["terms"] == [told["terms"][0], told["terms"][0], []]
    assert told["terms"][0] > 3000
    assert told["averages"][0] == told["averages"][1]
    assert told["lengths"]
    assert told["count"][0] == told["count"][1]


def _published(all_found: list[Any]) -> list[Any]:
    """Add the pages about the site that mkdocs.yml names, as the build does: before the topics that are not covered."""
    from mkdocs.config import load_config

    from rulewise.search import SitePage
    from rulewise.search.documents import ELSEWHERE, _page

    named = load_config(str(ROOT / "mkdocs.yml")).extra["rulewise"]["search_pages"]
    texts = [(ROOT / "docs" / name).read_text("utf-8") for name in named]
    pages = [_page(SitePage("", text)) for text in texts]
    return sorted([*all_found, *pages], key=lambda one: one.mark is ELSEWHERE)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("S-047", ["S-047"]),
        ("s-047", ["S-047"]),
        ("S047", ["S-047"]),
        ("l-northmere-02", ["L-northmere-02"]),
        ("reg 33", ["S-080"]),
        ("regulation 33", ["S-080"]),
        ("schedule 2 paragraph 20", ["S-091"]),
        ("section 20 children act 2004", ["S-104"]),
        ("s20 CA 2004", ["S-104"]),
        ("CA04 s.20", ["S-104"]),
        ("section 47(4)", ["S-048"]),
        ("s.47(6)", ["S-050"]),
        ("47(5A)", ["S-049"]),
        ("sect 47(6)", ["S-050"]),
        ("EPO", ["S-044"]),
        ("ICPC", ["S-055"]),
        ("LSCB", ["S-096"]),
        ("at risk register", ["S-056"]),
        ("serious case review", ["S-093"]),
        ("mum won't let me in", ["S-050"]),
        ("mum won’t let me in", ["S-050"]),
        ("  mum   wont let me  in ", ["S-050"]),
        ("police take child away", ["S-042"]),
        ("how long do we have for an assessment", ["S-036"]),
        ("45 working days", ["S-036"]),
        ("forty-five working days", ["S-036"]),
    ],
)
def test_understood(asking: Page, words: str, first: list[str]) -> None:
    """Ids, places of law, short forms, old terms, lay words and numbers lead to the right provision."""
    assert found(asking, words)["ids"][: len(first)] == first


def test_a_section_lists_all_its_provisions(asking: Page) -> None:
    """Every provision of the section comes before those that only mention it, and s47 is never the id S-047."""
    ids = found(asking, "s47")["ids"]
    assert set(ids[:6]) == {"S-047", "S-048", "S-049", "S-050", "S-051", "S-052"}
    assert found(asking, "s95")["ids"][:1] != ["S-095"]
    assert set(found(asking, "section 20")["ids"][:3]) == {"S-072", "S-073", "S-104"}
    assert set(found(asking, "section 20 Children Act 1989")["ids"][:2]) == {"S-072", "S-073"}


@pytest.mark.parametrize(
    ("words", "repaired", "first"),
    [
        ("assesment timescale", [["assesment", "assessment"]], "S-036"),
        ("emergancy protection order", [["emergancy", "emergency"]], "S-044"),
        ("conferance", [["conferance", "conference"]], "S-055"),
        ("safegaurding partners", [["safegaurding", "safeguarding"]], "S-096"),
        ("trafiking child referral", [["trafiking", "trafficking"]], "S-026"),
    ],
)
def test_typing_mistakes(asking: Page, words: str, repaired: list[list[str]], first: str) -> None:
    """A word that stands nowhere is read as the nearest that does; asked for exactly, it is left alone."""
    told = found(asking, words)
    assert (told["repaired"], told["ids"][0]) == (repaired, first)
    assert found(asking, words, exact=True)["repaired"] == []


def test_known_words_are_left_alone(asking: Page) -> None:
    """No word that stands in the guidance is ever changed."""
    assert found(asking, "police policy enquiries inquiry")["repaired"] == []


def test_exact_numbers(asking: Page) -> None:
    """15 working days is not 150, nor 5."""
    assert "S-092" in found(asking, "15 working days")["ids"][:3]
    assert "S-092" not in found(asking, "150 working days")["ids"][:3]


@pytest.mark.parametrize("words", ["car insurance", "adoption leave pay", "council tax bands", "the of and", "zzzzzz"])
def test_no_answer(asking: Page, words: str) -> None:
    """What the guidance does not cover has no answer rather than a wrong one."""
    assert found(asking, words)["ids"] == []


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words(words: str, site: Site, watched: Page) -> None:
    """Whatever is typed is text: nothing runs, nothing breaks, nothing hangs, and the search goes on working."""
    watched.goto(f"{site.url}search/")
    watched.locator(".rw-search--ready").wait_for()
    watched.get_by_role("searchbox").fill(words)
    watched.wait_for_timeout(200)
    assert watched.locator(".rw-search img, .rw-search script").count() == 0
    watched.get_by_role("searchbox").fill("s47")
    expect(watched.locator(".rw-result").first).to_contain_text("S-047")


def test_narrowed_shared_and_gone_back_to(site: Site, watched: Page) -> None:
    """Choices narrow, stand in the address, can be shared, and the way back undoes them one by one."""
    ask(watched, site, "assessment")
    watched.keyboard.press("Enter")
    before = watched.locator(".rw-search__status").inner_text()
    law = watched.get_by_role("group", name="Kind").get_by_role("checkbox", name="Law")
    law.check()
    expect(watched.locator(".rw-search__status")).to_have_text(re.compile(r"^\d+ results of \d+\.$"))
    assert "kind=law" in watched.url
    assert watched.evaluate("document.activeElement.value") == "law"
    tags = watched.locator(".rw-result .rw-tag").all_inner_texts()
    assert tags
    assert {tag.strip().split(":")[0] for tag in tags} == {"Law"}
    for group, name in (("Kind", "Advice"), ("Stage", "Assessment")):
        told = watched.locator(".rw-search__status").inner_text()
        watched.get_by_role("group", name=group).get_by_role("checkbox", name=name).check()
        expect(watched.locator(".rw-search__status")).not_to_have_text(told)
    expect(watched.get_by_role("group", name="Stage").get_by_role("checkbox", name="Assessment")).to_be_checked()
    shared, shown = watched.url, ids(watched)
    assert shared.endswith("?q=assessment&kind=law&kind=advice&stage=assessment")
    watched.goto(f"{site.url}journey/")
    watched.goto(shared)
    watched.locator(".rw-result").first.wait_for()
    assert ids(watched) == shown
    watched.go_back()
    watched.go_back()
    watched.locator(".rw-result").first.wait_for()
    watched.go_back()
    watched.go_back()
    watched.go_back()
    expect(watched.locator(".rw-search__status")).to_have_text(before)
    assert watched.url.endswith("?q=assessment")


def test_a_topic_that_is_not_covered(site: Site, watched: Page) -> None:
    """What is known to stand elsewhere is named, without a near miss beside it; the ways on are there."""
    ask(watched, site, "car seat rules")
    expect(watched.locator(".rw-search__status")).to_have_text("Not covered here: Car seats and road safety.")
    assert watched.locator(".rw-result").count() == 0
    assert watched.locator(".rw-search__elsewhere").is_visible()
    assert not watched.locator(".rw-search__none").is_visible()
    assert not watched.locator(".rw-search__steps").is_visible()
    assert watched.locator(".rw-search__ways").get_by_role("link", name="A to Z").is_visible()
    watched.get_by_role("searchbox").fill("s47")
    expect(watched.locator(".rw-result").first).to_contain_text("S-047")
    assert not watched.locator(".rw-search__elsewhere").is_visible()
    watched.goto(f"{site.url}register/")
    watched.keyboard.press("/")
    watched.keyboard.type("car seat rules")
    expect(watched.locator(".rw-hits a")).to_have_text(
        "Not covered here: Car seats and road safety. Other ways to look"
    )


def test_a_page_that_covers_it_all_answers(asking: Page) -> None:
    """A topic that is not covered hides no page that holds all that was asked."""
    assert "S-073" in found(asking, "parental responsibility")["ids"][:3]
    for broad in (
        "foster carer",
        "hospital",
        "home alone",
        "does guidance have the same force as law",
    ):  # a topic of each of them is not covered
        assert found(asking, broad)["count"] > 0, broad


@pytest.mark.parametrize(("words", "first"), [("23CZB", "S-089"), ("16C notification", "S-090"), ("LASSA", "S-100")])
def test_a_section_or_an_act_that_stands_alone(asking: Page, words: str, first: str) -> None:
    """A number that only a section can have is read as one, and the first letters of an Act as the Act."""
    assert found(asking, words)["ids"][0] == first


def test_the_step_that_a_question_sounds_like(site: Site, watched: Page) -> None:
    """Where nothing answers, the step to which the nearest pages belong is a way on; where nothing is near, none is."""
    ask(watched, site, "zebra kaleidoscope care order proceedings")
    expect(watched.locator(".rw-search__status")).to_have_text("No answer was found.")
    steps = watched.locator(".rw-search__steps")
    expect(steps).to_contain_text("The step that this sounds like: ")
    with watched.expect_navigation():
        steps.get_by_role("link", name="Proceedings").click()
    assert watched.url == f"{site.url}stages/proceedings/"
    ask(watched, site, "xylophone flamingo kaleidoscope")
    expect(watched.locator(".rw-search__status")).to_have_text("No answer was found.")
    assert not watched.locator(".rw-search__steps").is_visible()


def test_counts_are_true(site: Site, watched: Page) -> None:
    """A choice leaves as many results as its count says."""
    ask(watched, site, "review")
    for group in ("Kind", "Force", "Stage", "Role", "Who keeps it"):
        label = watched.get_by_role("group", name=group).locator("label").first
        count = int(label.locator(".rw-facet__count").inner_text())
        label.locator("input").check()
        expect(watched.locator(".rw-search__status")).to_have_text(re.compile(rf"^{count} results?( of \d+)?\.$"))
        watched.get_by_role("group", name=group).locator("label input").first.uncheck()


def test_order(site: Site, watched: Page) -> None:
    """Results can be read along the journey; the address says so."""
    ask(watched, site, "child protection plan review")
    best = ids(watched)
    watched.get_by_label("Order").select_option("journey")
    expect(watched).to_have_url(re.compile("sort=journey"))
    expect(watched.locator(".rw-result").first).not_to_contain_text(best[0])
    watched.get_by_label("Order").select_option("amended")
    expect(watched).to_have_url(re.compile("sort=amended"))


def test_what_was_mended_is_said(site: Site, watched: Page) -> None:
    """A repaired word is told, and one link searches for exactly what was typed."""
    ask(watched, site, "assesment")
    notes = watched.locator(".rw-search__notes")
    expect(notes).to_contain_text("Searched for assessment instead of assesment.")
    watched.get_by_role("link", name="Search for exactly").click()
    expect(watched.locator(".rw-search__status")).to_have_text("No answer was found.")
    assert "exact=1" in watched.url


def test_withdrawn_pages_come_on_request(small: Site, watched: Page) -> None:
    """What was withdrawn is found only by those who ask for it, and says so."""
    ask(watched, small, "write a report")
    assert "S-002" not in ids(watched)
    watched.get_by_label("Withdrawn pages too").check()
    expect(watched.locator(".rw-result", has_text="S-002")).to_contain_text("Withdrawn")
    ask(watched, small, "share it", "?withdrawn=1")
    expect(watched.locator(".rw-result", has_text="S-003")).to_contain_text("Not law yet")


def test_more_results(site: Site, watched: Page) -> None:
    """Ten come first; more come at a press, and the focus goes to the first of them."""
    ask(watched, site, "child")
    assert watched.locator(".rw-result").count() == 10
    watched.get_by_role("button", name="Show more results").click()
    expect(watched.locator(".rw-result")).to_have_count(20)
    assert watched.evaluate("[...document.querySelectorAll('.rw-result a')].indexOf(document.activeElement)") == 10


def test_on_a_phone(site: Site, watched: Page) -> None:
    """On a phone the choices are folded away until they are asked for, and the stroke goes to the search's page."""
    watched.set_viewport_size({"width": 320, "height": 700})
    ask(watched, site, "assessment")
    fold = watched.get_by_role("button", name="Narrow the results")
    assert not watched.get_by_role("group", name="Kind").is_visible()
    fold.click()
    assert fold.get_attribute("aria-expanded") == "true"
    assert watched.get_by_role("group", name="Kind").is_visible()
    assert watched.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.goto(f"{site.url}journey/")
    with watched.expect_navigation():
        watched.keyboard.press("/")
    assert watched.url.startswith(f"{site.url}search/")


def test_the_stroke_can_be_switched_off(site: Site, watched: Page) -> None:
    """Single keys get in the way of speech input, so this one can be switched off, and stays off."""
    watched.goto(f"{site.url}search/")
    watched.get_by_label("The key / opens the search").uncheck()
    watched.goto(f"{site.url}journey/")
    watched.keyboard.press("/")
    assert watched.evaluate("document.activeElement === document.body")


def test_a_site_published_again(site: Site, context: BrowserContext) -> None:
    """A page that holds the base of an older site takes the new one when the old parts are gone."""
    page = context.new_page()
    old = json.loads((site.folder / "search/base.json").read_text("utf-8"))
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(json={**old, "parts": "0" * 12})
        else:
            route.continue_()

    page.route("**/search/base.json", answer)
    page.goto(f"{site.url}search/?q=s47")
    page.locator(".rw-result").first.wait_for()
    assert ids(page)[0] == "S-047"
    assert len(asked) == 2


def test_excerpt(site: Site, watched: Page) -> None:
    """Where title and summary do not hold what was typed, the sentence of the text that does is shown, words marked."""
    ask(watched, site, "reasonable cause")
    rule = watched.locator(".rw-result", has_text="S-047")
    expect(rule.locator("mark").first).to_be_visible()
    ask(watched, site, "arrange for someone else to make them")
    excerpt = watched.locator(".rw-result", has_text="S-047").locator(".rw-result__excerpt")
    expect(excerpt).to_contain_text("or arrange for someone else to make them")
    assert "arrange" in excerpt.locator("mark").all_inner_texts()
    assert "](" not in excerpt.inner_text()
    assert "][" not in excerpt.inner_text()


def test_from_the_home_page(site: Site, watched: Page) -> None:
    """The home page asks first: its field shows results while typing too, and Enter leads to them all."""
    watched.goto(site.url)
    watched.keyboard.press("/")
    watched.keyboard.type("police protection")
    expect(watched.locator(".rw-hits li").first).to_contain_text("S-042")
    watched.keyboard.press("ArrowDown")
    assert "S-042" in watched.evaluate("document.activeElement.closest('li').innerText")
    found = Axe().run(watched, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    watched.keyboard.press("ArrowUp")
    with watched.expect_navigation():
        watched.keyboard.press("Enter")
    assert watched.url == f"{site.url}search/?q=police+protection"
