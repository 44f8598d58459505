"""Time on the pages: when a provision was added and changed, the text of each version, and the editions."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from rulewise.history import Version
from rulewise.model.provision import Provision
from rulewise.views.marks import mark_of
from rulewise.views.redline import plainly, side_by_side, told
from rulewise.views.shelf import Shelf
from rulewise.views.text import long_date, page_of, relative

EDITIONS = "as-at/index.md"
"""The page of the editions."""


def versions_page(provision: Provision) -> str:
    """Return the path of the page that shows a provision's versions."""
    return f"{page_of(provision).removesuffix('.md')}/versions.md"


def section(shelf: Shelf, provision: Provision) -> dict[str, Any]:
    """Gather what a provision's own page says of its past."""
    history = shelf.story.history
    added, texts = history.added(provision.id), _texts(shelf, provision)
    return {
        "added": added.day if added else None,
        "count": len(texts),
        "page": versions_page(provision) if len(texts) > 1 else None,
        "gap": "" if added else history.gap,
        "pending": shelf.corpus.by_id[provision.id].path in history.pending,
        "editions": list(_in_editions(shelf, provision)),
        "all": EDITIONS,
    }


def pages(shelf: Shelf) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the page of versions of each provision that has had more than one text, and the page of the editions."""
    for provision in shelf.corpus.provisions():
        texts = _texts(shelf, provision)
        if len(texts) > 1:
            yield "versions", _versions(shelf, provision, texts)
    yield "as-at", _editions(shelf)


def _texts(shelf: Shelf, provision: Provision) -> list[Version]:
    return shelf.story.texts_of(provision.id)


def _versions(shelf: Shelf, provision: Provision, texts: list[Version]) -> dict[str, Any]:
    history = shelf.story.history
    words = [told(shelf.story.entry(version), shelf.vocabulary) if version.blob else "" for version in texts]
    ends = [version.commit.day for version in texts[1:]]
    found = []
    for i, version in enumerate(texts):
        unknown = i == 0 and history.added(provision.id) is None
        altered = shelf.story.of.get((provision.id, version.commit.id))
        found.append(
            {
                "anchor": f"v{i + 1}",
                "heading": _time(None if unknown else version.commit.day, ends[i] if i < len(ends) else None),
                "commit": None if unknown else version.commit,
                "changes": sorted(altered.changes, key=lambda one: one.grade.rank) if altered else (),
                "gone": not version.blob,
                "redline": side_by_side(words[i - 1], words[i]) if i and words[i] != words[i - 1] else "",
                "text": plainly(words[i]) if version.blob else Markup(""),
            }
        )
    page = versions_page(provision)
    return {
        "page": page,
        "p": provision,
        "mark": mark_of(provision),
        "heading": f"Versions of “{provision.title}”",
        "summary": f"{provision.id}: {len(texts)} texts so far. Each heading says when that text stood.",
        "before": _before(shelf, provision),
        "versions": found[::-1],
    }


def _time(first: dt.date | None, end: dt.date | None) -> str:
    """Say from when to when a text stood, in days."""
    began = f"From {long_date(first)}" if first else "From a day that is not known here"
    if end is None:
        return f"{began} until now"
    last = end - dt.timedelta(days=1)
    return f"On {long_date(end)}, for a part of the day" if end == first else f"{began} to {long_date(last)}"


def _before(shelf: Shelf, provision: Provision) -> str:
    history = shelf.story.history
    added = history.added(provision.id)
    return f"Before {long_date(added.day)} there was no such page here." if added else history.gap


def _in_editions(shelf: Shelf, provision: Provision) -> Iterator[tuple[dt.date, str | None]]:
    """Tell of each kept edition where this page is in it; None where it was not there yet, or no longer."""
    for edition in shelf.setting.editions:
        there = shelf.story.history.version_at(provision.id, edition.day)
        up = relative(f"{provision.address}index.md", f"as-at/{edition.day}/{provision.address}")
        yield edition.day, f"{up}/" if there else None


def _editions(shelf: Shelf) -> dict[str, Any]:
    history = shelf.story.history
    return {
        "page": EDITIONS,
        "heading": "What did it say on another day?",
        "summary": "The text as it stood: each page’s own versions, and whole editions of this site.",
        "editions": [(e.day, f"{e.day}/", e.commit) for e in reversed(shelf.setting.editions)],
        "began": history.first.day if history.first and not history.line.cut else None,
        "gap": history.gap,
    }
