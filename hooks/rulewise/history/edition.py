"""The text of one day: which commit it is, and its files laid out as they stood."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from rulewise.corpus import GUIDANCE
from rulewise.history.git import NoHistory, blobs
from rulewise.history.line import Commit
from rulewise.history.revision import files_at
from rulewise.history.timeline import History

PARTS = (GUIDANCE, "docs", "mkdocs.yml")
"""What an edition is made of: the guidance, the pages about the site, and their order in the menu."""

_REGULAR = ("100644", "100755")


class NoEdition(Exception):
    """There is no edition of that day; the message says why."""


@dataclass(frozen=True)
class Edition:
    """The text as it stood at the end of a day, in UTC."""

    day: dt.date
    commit: Commit


def edition_at(history: History, day: dt.date) -> Edition:
    """Return the edition of a day: the last commit at or before its end; raises `NoEdition`."""
    commit = history.at(day)
    if commit is None or history.first is None or commit.seconds < history.first.seconds:
        raise NoEdition(_before(history, day))
    return Edition(day, commit)


def edition_of(history: History, day: dt.date, commit: str) -> Edition:
    """Return the edition that was promised as one commit; raises `NoEdition` when it is gone from the line."""
    for one in history.line.commits:
        if one.id == commit:
            return Edition(day, one)
    hint = history.gap or "Published commits were taken away: bring them back, since an edition is never rewritten."
    raise NoEdition(
        f"the edition of {day} shows the commit {commit[:10]}, which the history here does not have. {hint}"
    )


def lay_out(root: Path, edition: Edition, out: Path) -> Path:
    """Write the files of an edition into an empty folder, byte for byte; links and modules are left out."""
    try:
        files = [file for file in files_at(root, edition.commit.id, PARTS) if file.mode in _REGULAR]
        texts = list(blobs(root, (file.name for file in files)))
    except NoHistory as reason:
        raise NoEdition(f"the edition of {edition.day} could not be read: {reason}") from None
    for file, text in zip(files, texts, strict=True):
        place = out / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
    return out


def _before(history: History, day: dt.date) -> str:
    if history.gap:
        return f"the text of {day} is not known. {history.gap}"
    began = f"guidance begins here on {history.first.day}" if history.first else "there is no guidance in its history"
    return f"there was no guidance on {day}: {began}"
