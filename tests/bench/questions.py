"""How far three answers are from the home page, on a phone: `make bench`, or `python tests/bench/questions.py [SITE]`.

The taps, the screens to scroll and the seconds that pages take (1.6 Mbit/s, 150 ms) are measured. What a person needs
beside is estimated by the keystroke-level model (Card, Moran and Newell, 1980), which was made for people who know what
they are looking for: 1.35 s to decide, 1.1 s to point and 0.2 s to tap; with a second for each screen that is scrolled.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench.weight import laid_out, served, slowed
from browser.sites import build_once, started
from support import ROOT

DECIDE, POINT, TAP, SCROLL = 1.35, 1.1, 0.2, 1.0
"""Seconds."""

WIDTH, HEIGHT = 360, 740
GOAL = 15

Step = Callable[[Page], Locator]


class Question(NamedTuple):
    """What is asked, what is tapped, and what answers it."""

    words: str
    taps: tuple[Step, ...]
    answer: Step


def _link(name: str) -> Step:
    return lambda page: page.get_by_role("main").get_by_role("link", name=name, exact=True).first


def _text(words: str) -> Step:
    return lambda page: page.get_by_role("main").get_by_text(words).first


QUESTIONS = (
    Question(
        "Police, at a house with children: must I speak with them? What am I advised?",
        (
            _link("Police officer"),
            lambda page: page.get_by_role("navigation").get_by_role("link", name="Immediate protection"),
            _link("See and speak with each child at incidents"),
        ),
        _text("Advice, not law."),
    ),
    Question(
        "How long do we have for an assessment, and is that the law?",
        (_link("Assessment"), _link("Conclude the assessment within 45 working days")),
        _text("Statutory guidance, not an Act."),
    ),
    Question("What does my board add?", (_link("Northmere (example)"),), _text("Goes further than the rule")),
)


class Way(NamedTuple):
    """How somebody came to an answer."""

    question: str
    taps: int
    screens: int
    loading: float

    @property
    def seconds(self) -> float:
        """What it takes in all, by the model."""
        return self.loading + self.taps * (DECIDE + POINT + TAP) + self.screens * SCROLL + DECIDE


def asked(browser: Browser, home: str, question: Question) -> Way:
    """Go from the home page to the answer, in an empty browser on a slow connection."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
    page = context.new_page()
    slowed(context.new_cdp_session(page))
    page.goto(home, wait_until="load")
    screens, loading = 0, _painted(page)
    for tap in question.taps:
        screens += _screens(page, tap(page))
        before = page.evaluate("performance.timeOrigin")
        tap(page).click()
        page.wait_for_load_state("load")
        if page.evaluate("performance.timeOrigin") != before:  # and not a jump within the page
            loading += _painted(page)
    screens += _screens(page, question.answer(page))
    context.close()
    return Way(question.words, len(question.taps), screens, loading)


def _painted(page: Page) -> float:
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    painted: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return painted / 1000


def _screens(page: Page, target: Locator) -> int:
    """Count the screens that have to be scrolled until all of something is seen."""
    target.wait_for()
    bottom: float = target.evaluate("e => e.getBoundingClientRect().bottom")
    return max(0, -(-int(bottom - HEIGHT) // HEIGHT))


def main() -> None:
    """Measure the site that is named, or this repository's own, published anew."""
    with tempfile.TemporaryDirectory(prefix="rulewise-questions-") as name:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else build_once(ROOT, Path(name) / "site")
        with served(folder) as address, sync_playwright() as playwright:
            browser = started(playwright)
            ways = [asked(browser, address, question) for question in QUESTIONS]
            browser.close()
    rows = [("question", "taps", "screens", "pages load", "estimated", "verdict")]
    for way in ways:
        verdict = "ok" if way.taps <= 3 and way.seconds <= GOAL else "OVER"
        figures = str(way.taps), str(way.screens), f"{way.loading:.1f} s", f"{way.seconds:.0f} s"
        rows.append((way.question, *figures, verdict))
    print(laid_out(rows))
    print(f"\n{WIDTH} px wide; three taps and {GOAL} seconds at the most.")


if __name__ == "__main__":
    main()
