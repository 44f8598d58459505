"""The types of page that the site has, and where one of each stands."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from browser.sites import Site

COLUMNS = ("Law", "Statutory guidance: should", "Advice", "Nothing requires or forbids this")


@dataclass(frozen=True)
class Type:
    """A type of page: its address, or what tells the provisions of its type, and the words that its readers see."""

    name: str
    path: str = ""
    of: Callable[[dict[str, Any]], bool] | None = None
    words: tuple[str, ...] = ()
    glob: str = ""
    """For pages that only history makes: where they are, in a clone that has one."""
    ended: bool = False
    """On the small site, where things have ended."""
    closely: bool = False
    """Looked at by axe at every width in both schemes."""

    def address(self, site: Site) -> str:
        """Return where its page stands: of several of its type the longest, since it has most to go wrong."""
        if self.glob:
            urls = [file.parent.relative_to(site.folder).as_posix() + "/" for file in site.folder.glob(self.glob)]
        elif self.of:
            urls = [provision["url"] for provision in _provisions(site.folder) if self.of(provision)]
        else:
            return self.path
        if not urls:
            pytest.skip(f"no page of the type {self.name}: this clone has no history")
        return str(max(urls, key=lambda url: ((site.folder / url / "index.html").stat().st_size, url)))


def _kind(kind: str) -> Callable[[dict[str, Any]], bool]:
    return lambda provision: provision["kind"] == kind


def _force(force: str) -> Callable[[dict[str, Any]], bool]:
    return lambda provision: provision["kind"] == "statutory" and provision["authority"][0]["force"] == force


def _strength(strength: str) -> Callable[[dict[str, Any]], bool]:
    return lambda provision: provision["kind"] == "professional" and provision["strength"] == strength


TYPES = (
    Type("home", words=("What the law requires", *COLUMNS[:3], "Yours to judge"), closely=True),
    Type("journey", "journey/", words=(" law", " expected", " advised")),
    Type("moment", "stages/enquiries/", words=COLUMNS, closely=True),
    Type("roles", "roles/", words=(" law", " expected", " advised")),
    Type("role", "roles/police/", words=COLUMNS),
    Type("duty", of=_force("duty"), words=("Law: must", "The law requires", "Binds"), closely=True),
    Type("prohibition", of=_force("prohibition"), words=("Law: must not", "The law forbids")),
    Type("power", of=_force("power"), words=("Law: may", "The law allows")),
    Type("have-regard", of=_force("have-regard"), words=("Law: take into account",)),
    Type(
        "expectation",
        of=_force("expectation"),
        words=("Statutory guidance: should", "Statutory guidance expects", "Statutory guidance, not an Act."),
    ),
    Type("advice", of=_strength("advise"), words=("Advice", "The profession advises", "Advice, not law.")),
    Type("consider", of=_strength("consider"), words=("Advice: worth considering", "Advice, not law.")),
    Type("principle", of=_kind("principle"), words=("Principle", "The principle")),
    Type("principles", "principles/", words=("Principle",)),
    Type("finding", of=_kind("finding"), words=("From a case review", "Questions for the board")),
    Type("findings", "findings/", words=("From a case review",)),
    Type("measure", of=_kind("measure"), words=("Measure", "A question, never a target.")),
    Type("measures", "measures/", words=("Measure",)),
    Type("local", of=_kind("local"), words=("Local procedure", "In this area", "How it stands to the rule")),
    Type("boards", "boards/", words=(" local", "Your area")),
    Type("board", "boards/northmere/", words=("Local procedure",)),
    Type("register", "register/", words=("Law: must", "Law: must not", "Law: may", *COLUMNS[1:2])),
    Type("a-to-z", "a-to-z/", words=("Law: must", "Statutory guidance: should", "Advice: worth considering")),
    Type("glossary", "glossary/", words=("An older word. Now:",)),
    Type("health", "health/", words=("Review overdue", "Allowances")),
    Type("not-verified", "not-verified/", words=("Read the source before you rely on these.", "Law: must")),
    Type("not-in-force", "not-in-force/"),
    Type("docs page", "how-to-read/"),
    Type("writing guide", "writing-guide/"),
    Type("problem page", "problems/FM001/"),
    Type("versions", glob="*/*/versions/index.html", words=("Versions of",)),
    Type("search", "search/", closely=True),
    Type("found", "search/?q=section 47", words=("Law: must",)),
    Type("offline", "offline/"),
    Type("as at", "as-at/"),
    Type("changes", "changes/"),
    Type("changes for a role", "changes/midwife/"),
    Type("changes at a stage", "changes/stages/enquiries/"),
    Type("editing", "editing/"),
    Type("404", "404.html", words=("Register of rules", "A to Z")),
    Type("withdrawn", "statutory/S-002/", words=("Withdrawn on 1 February 2026.", "Not law now"), ended=True),
    Type("withdrawn advice", "professional/A-002/", words=("Withdrawn on", "Withdrawn: what it said"), ended=True),
    Type("not yet", "statutory/S-003/", words=("Not in force yet.", "Not law yet: what it will say"), ended=True),
    Type("no longer", "statutory/S-004/", words=("No longer in force.", "Not law now: what it said"), ended=True),
)


@cache
def _provisions(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "guidance.json").read_text("utf-8"))["provisions"]
    return found
