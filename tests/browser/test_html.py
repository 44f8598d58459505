"""Every published page is valid HTML, by the Nu HTML checker."""

from pathlib import Path

import pytest

from browser.sites import Site
from browser.statement import nu_faults

pytestmark = pytest.mark.xdist_group("browser-1")


def test_valid(site: Site, small: Site) -> None:
    """No page of the real site, and none of those that ended, has an error."""
    assert nu_faults(site.folder) == []
    assert nu_faults(small.folder) == []


def test_checker_can_object(tmp_path: Path) -> None:
    """The checker would say so if a page were broken."""
    text = '<!doctype html><html lang="en"><title>x</title><p id="a"><img src="x.png"><p id="a">'
    (tmp_path / "index.html").write_text(text, "utf-8")
    messages = sorted(fault["message"] for fault in nu_faults(tmp_path))
    assert len(messages) == 2
    assert messages[0].startswith("An “img” element must have an “alt” attribute")
    assert messages[1].startswith("Duplicate ID")
