"""The accessibility statement says what the tests find, and no more."""

import datetime as dt
import re

import pytest

from browser.page_types import TYPES
from browser.sites import Site
from browser.statement import BEGIN, END, STATEMENT, Found, axe_version, nu_version, table, with_table

pytestmark = pytest.mark.xdist_group("browser-2")


def _measured() -> str:
    return STATEMENT.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def test_every_type_of_page_is_in_it() -> None:
    """It has a row for each type of page that the tests open, in their order, and no rule was broken on any."""
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \| .+ \|$", _measured(), re.MULTILINE)
    assert [name for name, _passed, _broken in rows] == [kind.name for kind in TYPES], "run “make accessibility”"
    assert {broken for _name, _passed, broken in rows} == {"0"}
    assert min(int(passed) for _name, passed, _broken in rows) > 10


def test_it_was_measured_with_the_tools_that_are_here(site: Site) -> None:
    """The versions it names are those that the tests run, so that a newer tool asks for a new statement."""
    assert f"axe-core {axe_version()} in Chromium " in _measured(), "run “make accessibility”"
    assert f"The Nu HTML checker {nu_version()} read " in _measured(), "run “make accessibility”"
    assert _measured().endswith(" pages and found 0 errors.\n")
    assert "accessibility/" in (site.folder / "index.html").read_text("utf-8")


def test_faults_would_be_in_it() -> None:
    """A rule that is broken, one that is left open and an invalid page stand in the table as they were found."""
    found = {"home": Found({"a", "b"}, {"contrast"}, {"video"}), "map": Found({"a"}, set(), set())}
    text = with_table(f"Before\n{BEGIN}old{END}\nAfter\n", table(found, 12, 3, "156.0.1", dt.date(2026, 11, 5)))
    assert text.startswith(
        f"Before\n{BEGIN}\nMeasured on 5 November 2026 with axe-core {axe_version()} in Chromium 156 ("
    )
    assert "| home | 2 | 1 | video |\n| map | 1 | 0 | nothing |\n" in text
    assert text.endswith(f"read 12 pages and found 3 errors.\n{END}\nAfter\n")
