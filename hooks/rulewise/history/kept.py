"""The list of editions that stay published, in ``editions.yml``: a day, and for ever the commit whose text it shows."""

import datetime as dt
import re
from pathlib import Path

from rulewise.history.edition import Edition, NoEdition, edition_at, edition_of
from rulewise.history.timeline import History
from rulewise.model.problem import Problem
from rulewise.source.document import decode
from rulewise.source.files import read_bytes
from rulewise.source.yaml import Refused, parse

LIST = "editions.yml"

_ABOUT = "# Editions kept under /as-at/: the day, and the commit whose text it shows; see `rulewise editions --help`.\n"
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def promised(root: Path) -> dict[dt.date, str]:
    """Read which commit each kept day shows; raises `NoEdition` when the list can't be read."""
    if not (root / LIST).is_file():
        return {}
    data = read_bytes(root, LIST)
    text = data if isinstance(data, Problem) else decode(LIST, data)
    if isinstance(text, Problem):
        raise NoEdition(f"{LIST}: {text.message}")
    try:
        values, faults, _empty = parse(text, 1)
    except Refused as refused:
        raise NoEdition(f"{LIST}:{refused.fault.place[0]}: {refused.fault.message}") from None
    if faults:
        raise NoEdition(f"{LIST}:{faults[0].place[0]}: {faults[0].message}")
    found = {}
    for day, commit in (values if isinstance(values, dict) else {}).items():
        try:
            found[dt.date.fromisoformat(day)] = commit
        except ValueError:
            raise NoEdition(f"{LIST}: “{day}” is not a day: write it as 2026-11-22") from None
        if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
            raise NoEdition(
                f"{LIST}: {day} names no commit: write its whole name, or use rulewise editions --add {day}"
            )
    return dict(sorted(found.items()))


def kept(history: History) -> tuple[Edition, ...]:
    """Return the editions that stay published, by day; raises `NoEdition`."""
    return tuple(edition_of(history, day, commit) for day, commit in promised(history.root).items())


def keep(history: History, day: dt.date, today: dt.date) -> Edition:
    """Add the edition of a day to the list; raises `NoEdition` when it is there, or when the day is not over."""
    known = promised(history.root)
    if day in known:
        raise NoEdition(f"the edition of {day} is kept already, as commit {known[day][:10]}; it never changes")
    if day >= today:
        raise NoEdition(f"{day} is not over: its text may still change, and an edition never does")
    edition = edition_at(history, day)
    lines = [f"{one.isoformat()}: {commit}\n" for one, commit in sorted({**known, day: edition.commit.id}.items())]
    new = history.root / f".{LIST}.new"
    new.write_text("".join([_ABOUT, *lines]), "utf-8")
    new.replace(history.root / LIST)
    return edition
