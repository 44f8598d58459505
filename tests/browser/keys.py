"""Reading by keyboard: where the focus is, and how to bring it to something."""

from playwright.sync_api import Page

MANY = 400
"""More stops than any page that the tests read by keyboard has."""

_FOCUS = """() => {
  const at = document.activeElement;
  const shown = box => at.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
  const ring = getComputedStyle(at);
  return {
    name: (at.ariaLabel || at.innerText || at.labels?.[0]?.innerText || '').trim(),
    ring: at === document.body || ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) > 0,
    seen: at === document.body || [...at.getClientRects()].some(shown),
  };
}"""


def tab(page: Page, key: str = "Tab") -> str:
    """Press Tab once and return the words of what has the focus, ringed and with nothing over it."""
    page.keyboard.press(key)
    at = page.evaluate(_FOCUS)
    assert at["ring"], f"no ring around {at['name']}"
    assert at["seen"], f"{at['name']} has the focus and cannot be seen"
    return str(at["name"])


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a control with these words has the focus."""
    passed: list[str] = []
    while len(passed) < MANY:
        passed.append(tab(page))
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"Tab never came to {name}, but to {passed}")


def follow(page: Page, name: str) -> None:
    """Go to a link by Tab and follow it by Enter."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
