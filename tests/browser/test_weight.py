"""What a first visit weighs, by the measure of `make bench`; bytes and shifts, since times are not for tests."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.weight import BUDGET, Visit, served, table, visit
from browser.page_types import TYPES
from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-1")

HEAVY = ("home", "moment", "duty", "advice", "register", "glossary")


@pytest.mark.parametrize("width", [360, 1280])
def test_first_visits_keep_to_the_budget(width: int, site: Site, browser: Browser) -> None:
    """A browser that has nothing yet fetches less than the budget for any page, and nothing moves while it does."""
    with served(site.folder) as address:
        kinds = [kind for kind in TYPES if kind.name in HEAVY]
        assert len(kinds) == len(HEAVY)
        visits = [visit(browser, kind.name, address + kind.address(site), width) for kind in kinds]
    assert [one for one in visits if one.verdict != "ok"] == []
    assert all(5 <= one.requests <= 30 and one.kilobytes > 10 for one in visits)


def test_weight_can_object(tmp_path: Path, browser: Browser) -> None:
    """A page that fetches more than the budget is told, with what it weighs; text counts as it is compressed."""
    (tmp_path / "big.bin").write_bytes(bytes(BUDGET * 1000))
    (tmp_path / "long.js").write_text("// a\n" * 200_000, "utf-8")
    head = '<!doctype html><link rel="icon" href="data:,"><title>x</title><script src="long.js"></script>'
    page = f'{head}<p>x<script>fetch("big.bin")</script>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    with served(tmp_path) as address:
        seen = visit(browser, "big", address, 360)
    assert (seen.requests, seen.verdict) == (3, "OVER")
    assert BUDGET < seen.kilobytes < BUDGET + 20


def test_table() -> None:
    """The table says what was measured, and whether it keeps to the budget."""
    assert table([Visit("home", 7, 44.4, 0, 0.61), Visit("map", 30, 310, 0.2, 3)]) == (
        "| type of page | requests | compressed | layout shift | readable | verdict |\n"
        "| ------------ | -------- | ---------- | ------------ | -------- | ------- |\n"
        "| home         | 7        | 44 kB      | none         | 0.6 s    | ok      |\n"
        "| map          | 30       | 310 kB     | 0.200        | 3.0 s    | OVER    |"
    )
