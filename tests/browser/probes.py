"""What axe-core does not look at: small targets and letters, landmarks, headings, and what moves while a page loads."""

from playwright.sync_api import Page

SMALLEST = 14
"""Pixels of the smallest letters."""

STILL = 0.005
"""A layout shift below this is a pixel or two of one part (a good page, by the common measure, stays below 0.1)."""

_SMALL_LETTERS = """smallest => {
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode, range = document.createRange();
    range.selectNodeContents(words);
    if (!words.textContent.trim() || !range.getClientRects().length) continue;
    const size = parseFloat(getComputedStyle(words.parentElement).fontSize);
    if (size < smallest - .01) found.add(`${size} px: ${words.textContent.trim().slice(0, 40)}`);
  }
  return [...found];
}"""

# WCAG 2.5.8: 24 by 24 pixels, or in a line of text, or so far from others that circles of 24 pixels do not meet.
_SMALL_TARGETS = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length;
  const targets = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter(shown).map(element => ({element, box: element.getBoundingClientRect()}));
  const small = ({box}) => box.width < 24 || box.height < 24;
  const middle = ({box}) => [box.x + box.width / 2, box.y + box.height / 2];
  const inLine = ({element}) => getComputedStyle(element).display === 'inline'
    && [...element.parentElement.childNodes].some(node => node !== element && node.textContent.trim().length > 1);
  const near = (one, other) => {
    if (one === other || one.element.contains(other.element) || other.element.contains(one.element)) return false;
    const [x, y] = middle(one), [u, v] = middle(other), {left, right, top, bottom} = other.box;
    if (small(other) && Math.hypot(x - u, y - v) < 24) return true;
    return Math.hypot(x - Math.max(left, Math.min(x, right)), y - Math.max(top, Math.min(y, bottom))) < 12;
  };
  return targets.filter(one => small(one) && !inLine(one) && targets.some(other => near(one, other)))
    .map(({element, box}) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${element.innerText}`);
}"""

_OUTLINE = """() => {
  const shown = e => e.getClientRects().length, faults = [], names = new Set();
  const name = e => e.ariaLabel || (e.getAttribute('aria-labelledby') || '').split(' ')
    .map(id => document.getElementById(id)?.textContent.trim() || '').join(' ').trim();
  for (const [role, all] of Object.entries({
    banner: 'body > header, [role=banner]', main: 'main', contentinfo: 'body footer', navigation: 'nav',
    region: 'section[aria-label], section[aria-labelledby], [role=region]', search: '[role=search], search',
  })) {
    const found = [...document.querySelectorAll(all)].filter(shown);
    if (['banner', 'main', 'contentinfo'].includes(role) ? found.length > 1 : 0) faults.push(`${found.length} ${role}`);
    for (const one of found) {
      const key = `${role} “${name(one)}”`;
      if (names.has(key) || (['navigation', 'region'].includes(role) && !name(one))) faults.push(`another ${key}`);
      names.add(key);
    }
  }
  if (document.querySelectorAll('main').length !== 1) faults.push('no main');
  let level = 0;
  for (const heading of [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(shown)) {
    if (Number(heading.tagName[1]) > level + 1) faults.push(`${heading.tagName} after H${level}: ${heading.innerText}`);
    level = Number(heading.tagName[1]);
  }
  return faults;
}"""

_WATCH_SHIFTS = """
  window.rwShifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(entry => window.rwShifts.push(entry.value)))
    .observe({type: 'layout-shift', buffered: true});
"""


def faults(page: Page) -> list[str]:
    """Return small letters, small targets, landmarks of one name, and headings that skip a level."""
    found: list[str] = []
    found += [f"letters of {one}" for one in page.evaluate(_SMALL_LETTERS, SMALLEST)]
    found += [f"a target of {one}" for one in page.evaluate(_SMALL_TARGETS)]
    found += page.evaluate(_OUTLINE)
    return found


def watch_shifts(page: Page) -> None:
    """Remember, from the next page on, whatever moves without the reader having asked for it."""
    page.add_init_script(_WATCH_SHIFTS)


def shifts(page: Page) -> float:
    """Return how far things moved (the sum of layout shifts) since the page was opened."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    moved = float(page.evaluate("window.rwShifts.reduce((sum, one) => sum + one, 0)"))
    return moved if moved > STILL else 0
