"""What a site says of time: its history, the edition that it is, and the editions that are published with it."""

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rulewise.checks import Report
from rulewise.export.feeds import feeds
from rulewise.history import Edition, NoEdition, history_of
from rulewise.history.changes import Story
from rulewise.history.kept import kept
from rulewise.site.stamp import Stamp
from rulewise.views import Setting, compose
from rulewise.views.text import long_date

FOLDER = "as-at"
"""Where editions stand in a site, each under its day."""

TODAY = "../../"
"""The way from an edition there to the text of today."""


@dataclass(frozen=True)
class Past:
    """``edition`` is None for the text of today; ``shelved`` are the kept editions, ready to be published with it."""

    story: Story
    edition: Edition | None = None
    shelved: tuple[tuple[Edition, Path], ...] = ()
    address: str = ""
    """From an edition to the site of today, as far as is known."""

    @property
    def stamp(self) -> Stamp | None:
        """What an edition is built from; None for the text of today."""
        return Stamp(self.edition.commit.id, False, self.edition.commit.seconds) if self.edition else None  # noqa: FBT003 - not changed

    def told(self, setting: Setting) -> Setting:
        """Let the pages know it."""
        return replace(setting, story=self.story, editions=tuple(edition for edition, _folder in self.shelved))

    def banner(self, site_url: str | None) -> dict[str, str] | None:
        """Return what stands over every page of an edition: its day, and where today's text is, if that is known."""
        return {"day": long_date(self.edition.day), "today": self.address or site_url or ""} if self.edition else None

    def url(self, site_url: str | None) -> str | None:
        """Return where this is published: an edition beside the text of today stands below it."""
        if site_url and self.edition and self.address:
            return f"{site_url.rstrip('/')}/{FOLDER}/{self.edition.day}/"
        return site_url

    def about(self) -> dict[str, Any]:
        """Return what build.json says of an edition."""
        rule = "the last commit at or before the end of that day (UTC, by committer) on the line of first parents"
        return {"edition": {"day": self.edition.day.isoformat(), "text": rule}} if self.edition else {}

    def publish_shelved(self, site: Path) -> None:
        """Put the kept editions into a site."""
        for edition, folder in self.shelved:
            shutil.copytree(folder, site / FOLDER / edition.day.isoformat(), dirs_exist_ok=True)


def composed_of(report: Report, setting: Setting) -> dict[str, str]:
    """Return every composed page, and every feed of changes, by its path."""
    vocabulary, pages = report.corpus.vocabulary, compose(report, setting)
    if setting.story and vocabulary:
        pages |= feeds(setting.story, report.corpus, vocabulary, setting.name, setting.address)
    return pages


def place_of(site: Path, edition: Edition) -> Path:
    """Return where an edition stands in a site."""
    return site / FOLDER / edition.day.isoformat()


def is_published(site: Path, edition: Edition) -> bool:
    """Tell whether a site holds an edition already; raises `NoEdition` when it holds another text for that day."""
    try:
        about = json.loads((place_of(site, edition) / "build.json").read_text("utf-8"))
        commit = about["commit"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if commit != edition.commit.id:
        raise NoEdition(
            f"{place_of(site, edition)} shows the text of commit {str(commit)[:10]}, and editions.yml now names"
            f" {edition.commit.short}: an edition is never rewritten. Mend editions.yml"
        )
    return True


def past_of(root: Path, site: Path) -> tuple[Past, tuple[Edition, ...]]:
    """Read a project's past, and apart from it the kept editions that ``site`` lacks; raises `NoEdition`."""
    history = history_of(root)
    editions = kept(history)
    there = [edition for edition in editions if is_published(site, edition)]
    past = Past(Story(history), shelved=tuple((edition, place_of(site, edition)) for edition in there))
    return past, tuple(edition for edition in editions if edition not in there)
