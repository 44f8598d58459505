"""What changed: everything, one role's part and one stage's part, by what it does to practice."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rulewise.compare import Grade
from rulewise.history.changes import Altered, known_changes, of_role, of_stage
from rulewise.model.provision import Provision
from rulewise.model.vocabulary import Role, Stage
from rulewise.views.past import versions_page
from rulewise.views.shelf import Shelf
from rulewise.views.text import page_of

PAGE = "changes/index.md"
FEED = "changes.xml"
MOST = 100
"""Provisions of one grade on a page; those that changed longer ago are counted."""

FIRST = 12
"""How many of them are seen at once; the others are folded, and so is all that does nothing to practice."""

DAYS = 3
"""Days of one provision that are told; the others are on its page of versions."""

GRADES = (
    (Grade.MUST, "must", "Practice must change", "What a rule asks is new, or another."),
    (Grade.MAY, "may", "Practice may change", "Advice is new or another, or a rule asks less than it did."),
    (Grade.NONE, "none", "No change to practice", "Form, dates and links."),
)


def role_page(role: Role) -> str:
    """Return the path of the page of one role's changes."""
    return f"changes/{role.id}.md"


def stage_page(stage: Stage) -> str:
    """Return the path of the page of one stage's changes."""
    return f"changes/stages/{stage.id}.md"


def feed_of(page: str) -> str:
    """Return the path of the feed that goes with a page of changes."""
    return FEED if page == PAGE else f"{page.removesuffix('.md')}.xml"


def pages(shelf: Shelf) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the page of all changes, one for each role and one for each stage."""
    every = known_changes(shelf.story, shelf.corpus)[::-1]
    vocabulary = shelf.vocabulary
    whole = _context(shelf, every, PAGE, "Changes", "What changed, and what it does to practice.")
    yield "changes", {**whole, "roles": vocabulary.roles, "stages": vocabulary.stages, "trail": [], "filter": True}
    for role in vocabulary.roles:
        heading, found = f"Changes: {role.title}", of_role(every, role.id)
        yield (
            "changes",
            _context(shelf, found, role_page(role), heading, "What changed in what binds or speaks to this role."),
        )
    for stage in vocabulary.stages:
        heading, found = f"Changes: {stage.title}", of_stage(every, stage.id)
        yield "changes", _context(shelf, found, stage_page(stage), heading, "What changed at this stage.")


def _context(shelf: Shelf, changes: Sequence[Altered], page: str, heading: str, summary: str) -> dict[str, Any]:
    history = shelf.story.history
    groups = []
    for grade, name, title, text in GRADES:
        found = _by_provision(one for one in changes if one.grade is grade)
        items = [_item(shelf, its, name) for its in found[:MOST]]
        first = 0 if grade is Grade.NONE else FIRST
        group = {"name": name, "title": title, "text": text, "items": items[:first], "folded": items[first:]}
        groups.append({**group, "older": len(found) - len(items)})
    return {
        "page": page,
        "heading": heading,
        "summary": summary,
        "trail": [("Changes", PAGE)],
        "feed": feed_of(page),
        "groups": groups,
        "began": history.first if history.first and not history.line.cut else None,
        "gap": history.gap,
        "roles": (),
        "stages": (),
        "filter": False,
    }


def _by_provision(changes: Iterable[Altered]) -> list[list[Altered]]:
    """Gather the changes to each provision, from the newest; the provision that changed last comes first."""
    found: dict[str, list[Altered]] = defaultdict(list)
    for one in changes:
        found[one.id].append(one)
    return list(found.values())


def _item(shelf: Shelf, its: Sequence[Altered], grade: str) -> dict[str, Any]:
    last = its[0]
    provision = shelf.corpus.get(last.id)
    versions = versions_page(provision) if provision and len(shelf.story.texts_of(last.id)) > 1 else None
    days: dict[dt.date, dict[str, None]] = defaultdict(dict)
    for one in its:
        # The dates and links that moved with it are told on the page of versions.
        told = [change for change in one.changes if change.grade is one.grade or change.grade is not Grade.NONE]
        days[one.day].update(dict.fromkeys(change.explanation for change in told))
    return {
        "id": last.id,
        "title": provision.title if provision else last.title,
        "target": page_of(provision) if provision else None,
        "provision": provision,
        "grade": grade,
        "roles": " ".join(dict.fromkeys(role for one in its for role in one.roles)),
        "stages": " ".join(dict.fromkeys(stage for one in its for stage in one.stages)),
        "days": [(day, list(told)) for day, told in list(days.items())[:DAYS]],
        "earlier": max(0, len(days) - DAYS),
        "versions": versions,
        "leaning": _to_read_again(shelf, last) if last.grade is not Grade.NONE else [],
    }


def _to_read_again(shelf: Shelf, one: Altered) -> list[Provision]:
    """List what leans on a changed provision and has not been reviewed since."""
    if one.id not in shelf.corpus.by_id:
        return []
    found = (shelf.corpus.get(other) for other, _way in shelf.corpus.leaning_on(one.id))
    return [p for p in found if p and p.reviewed < one.day and not p.is_withdrawn(shelf.as_at)]
