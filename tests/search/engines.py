"""How each search is typed into in the browser, and how its answer is read."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from search.host import Host

_ID = re.compile(r"/(?:statutory|professional|principles|local|findings|measures)/([SACPML]-[a-z0-9-]*\d+)\b")
_WATCH = """([list, status]) => {
  if (window.__seen) return;
  const seen = window.__seen = { key: 0, first: null, last: 0 };
  addEventListener("keydown", () => Object.assign(seen, { key: performance.now(), first: null }), true);
  const changed = () => {
    seen.last = performance.now();
    seen.first ??= seen.last;
  };
  for (const part of [list, status])
    for (const element of document.querySelectorAll(part))
      new MutationObserver(changed).observe(element, { childList: true, subtree: true, characterData: true });
}"""
_FINAL = """([quiet, longest]) => new Promise(done => {
  const look = () => {
    const { key, first, last } = window.__seen, now = performance.now();
    if (now - key > longest || (first !== null && now - Math.max(key, last) > quiet)) done({ ...window.__seen });
    else setTimeout(look, 20);
  };
  look();
})"""
"""A promise, and no expression that is looked at again and again: the site's policy forbids making those."""


class Answer(NamedTuple):
    """What a search showed: the ids of its results in order (empty text for a page that is no provision)."""

    ids: tuple[str, ...]
    latency: float | None
    """Milliseconds from the last key until the results stand; None when that key changed nothing."""


@dataclass(frozen=True)
class Engine:
    """A search as readers meet it, known by its parts in the DOM."""

    name: str
    page: str
    """The address at which it is asked."""
    field: str
    results: str
    """The list of results."""
    link: str
    """The link of each result."""
    status: str
    early: str
    """The files of the search that a page loads before anybody searches."""
    quiet: int = 250
    """Milliseconds without a change after which an answer is taken as final."""
    submits: bool = False
    """Whether Enter says that a query is whole; elsewhere it would follow the first result."""

    def opened(self, browser: Browser, host: Host) -> Page:
        """Open its page in an empty profile and wait until it asks for nothing more."""
        context = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
        page = context.new_page()
        page.goto(host.url + self.page, wait_until="networkidle")
        return page

    def first(self, browser: Browser, host: Host, words: str) -> int:
        """Return the bytes that a first search costs: all from the click on, and before it what only search needs."""
        host.sent.clear()
        page = self.opened(browser, host)
        before = len(host.sent)
        self.begin(page)
        self.ask(page, words)
        page.wait_for_load_state("networkidle")
        page.context.close()
        return sum(size for i, (path, size) in enumerate(host.sent) if i >= before or re.search(self.early, path))

    def begin(self, page: Page) -> None:
        """Go to its field."""
        page.click(self.field)
        page.locator(self.results).first.wait_for(state="attached")

    def ask(self, page: Page, words: str) -> Answer:
        """Type a query, key by key, in the place of the last one, and wait for its answer."""
        page.focus(self.field)
        page.keyboard.press("Control+A")
        page.evaluate(_WATCH, [self.results, self.status])
        page.keyboard.type(words)
        seen = page.evaluate(_FINAL, [self.quiet, 6000])
        if self.submits:
            page.keyboard.press("Enter")
            page.evaluate(_FINAL, [self.quiet, 6000])
        found = page.eval_on_selector_all(self.link, "links => links.map(link => link.href)")
        latency = None if seen["first"] is None else seen["last"] - seen["key"]
        return Answer(tuple(match[1] if (match := _ID.search(href)) else "" for href in found[:10]), latency)


RULEWISE = Engine(
    "Rulewise",
    page="search/",
    field=".rw-search input[name=q]",
    results=".rw-search__results",
    link=".rw-search__results h2 a",
    status=".rw-search__status",
    early=r"/search/",
    submits=True,
)
HEADER = Engine(
    "Rulewise",
    page="statutory/S-047/",
    field=".rw-header input[name=q]",
    results=".rw-hits__list",
    link=".rw-hits__list a",
    status=".rw-header [role=status]",
    early=r"/search/",
)
MATERIAL = Engine(
    "Material",
    page="statutory/S-047/",
    field=".md-search__input",
    results=".md-search-result__list",
    link=".md-search-result__item > .md-search-result__link",
    status=".md-search-result__meta",
    early=r"/search/|/workers/",
    quiet=2000,  # it answers every key in turn, the last one last
)
