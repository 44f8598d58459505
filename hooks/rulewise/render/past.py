"""One provision through time, and on one day, as text and JSON."""

import datetime as dt
from typing import Any

from rulewise.corpus.entry import make_entry
from rulewise.history import History, Version
from rulewise.history.changes import Story
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id
from rulewise.render.text import visible


def past_of(story: Story, identifier: Id, path: str | None) -> dict[str, Any]:
    """Gather what git knows of one id, the newest first; ``path`` is where it stands now, if it does."""
    history = story.history
    added, steps, last = history.added(identifier), [], None
    for version in history.versions.get(identifier, ()):
        altered = story.of.get((identifier, version.commit.id))
        steps.append(
            {
                "day": version.commit.day.isoformat(),
                "commit": version.commit.id,
                "author": version.commit.author,
                "subject": version.commit.subject,
                "path": version.path,
                "state": _state(version, last, unknown=added is None),
                "changes": [
                    {"change": change.sort.value, "grade": change.grade.value, "explanation": change.explanation}
                    for change in (altered.changes if altered else ())
                ],
            }
        )
        last = version
    return {
        "version": 1,
        "id": identifier,
        "added": added.day.isoformat() if added else None,
        "texts": sum(version.blob is not None for version in history.texts_of(identifier)),
        "pending": path in history.pending,
        "gap": history.gap,
        "versions": steps[::-1],
    }


def past_as_text(found: dict[str, Any]) -> str:
    """Lay out the history of one id for people."""
    count = found["texts"]
    lines = [
        f"{found['id']}: "
        + (f"added on {found['added']}, " if found["added"] else "")
        + (f"{count} text{'' if count == 1 else 's'} in the history here" if count else "not in the history here")
    ]
    if found["pending"]:
        lines.append("Its file has changes that are not committed yet.")
    if found["gap"]:
        lines.append(found["gap"])
    for step in found["versions"]:
        lines += ["", f"{step['day']}  {step['commit'][:10]}  {visible(step['author'])}: {visible(step['subject'])}"]
        changes = [f"  {visible(change['explanation'])} ({change['grade']})" for change in step["changes"]]
        lines += changes or [f"  {step['state']}: {visible(step['path'])}"]
    return "\n".join(lines)


def _state(version: Version, last: Version | None, *, unknown: bool) -> str:
    if version.blob is None:
        return "taken away"
    if last is None:
        return "there already" if unknown else "added"
    return "moved" if last.blob == version.blob else "brought back" if last.blob is None else "changed"


def at_day(story: Story, identifier: Id, day: dt.date) -> dict[str, Any]:
    """Say what an id said at the end of a day: the file as it stood, or why there is none."""
    history = story.history
    version = history.version_at(identifier, day)
    if version is None or version.blob is None:
        return {"day": day.isoformat(), "text": None, "because": _why_not(history, identifier, day)}
    data = history.read([version.blob])[version.blob]
    entry = make_entry(version.path, data)
    return {
        "day": day.isoformat(),
        "commit": version.commit.id,
        "since": version.commit.day.isoformat(),
        "path": version.path,
        "standing": _standing(entry.provision, day),
        "text": data.decode("utf-8", "replace"),
    }


def at_day_as_text(identifier: Id, found: dict[str, Any]) -> str:
    """Lay out what an id said on a day for people: a line about it, then the file."""
    if found["text"] is None:
        return f"{identifier} on {found['day']}: {found['because']}"
    head = f"{identifier} on {found['day']}: the text of {found['since']} (commit {found['commit'][:10]})"
    return f"{head}, {found['standing']}\n\n" + "\n".join(map(visible, found["text"].splitlines()))


def _why_not(history: History, identifier: Id, day: dt.date) -> str:
    versions = history.versions.get(identifier, ())
    if history.line.cut and (not versions or history.added(identifier) is None):
        return f"not known. {history.gap}"
    if not versions or versions[0].commit.day > day:
        return f"it did not exist; it was added on {versions[0].commit.day}" if versions else "it did not exist"
    gone = next(version for version in reversed(versions) if version.commit.day <= day)
    return f"it was not there; it had been taken away on {gone.commit.day}"


def _standing(provision: Provision | None, day: dt.date) -> str:
    """Say in a few words whether a text bound or advised on a day."""
    if provision is None:
        return "which today’s format cannot read"
    if provision.withdrawn and provision.is_withdrawn(day):
        return f"withdrawn since {provision.withdrawn.on}"
    if isinstance(provision, Statutory):
        first = provision.authority[0]
        if first.in_force and first.in_force > day:
            return f"not in force before {first.in_force}"
        if first.until and first.until <= day:
            return f"no longer in force since {first.until}"
        return "in force"
    return "standing"
