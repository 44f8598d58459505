"""Every provision through time: its versions, told by the id inside the file and never by the file's name."""

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from rulewise.corpus import GUIDANCE
from rulewise.corpus.entry import claim_of
from rulewise.corpus.load import path_order
from rulewise.history.git import NoHistory, blobs, git, resolve
from rulewise.history.line import Commit, Line, Touch, read_line, steps
from rulewise.model.values import Id, is_id
from rulewise.source.document import Document, read_document
from rulewise.source.files import EXTENSION

HEAD = "HEAD"
NOTHING_KNOWN = "There is no history here"
CUT_SHORT = "The history here is cut short"


class Version(NamedTuple):
    """A text that an id had from a commit on; ``blob`` is None when the commit took it away."""

    commit: Commit
    path: str
    blob: str | None


@dataclass(frozen=True)
class History:
    """What git knows of a corpus. Without git it is empty, and ``gap`` says so in a sentence."""

    root: Path
    line: Line
    versions: dict[Id, tuple[Version, ...]]
    """From the oldest to the newest; a version that only moved to another file has the hash of the one before."""
    gap: str = ""
    """What is missing, in a sentence; empty when all is here."""
    pending: frozenset[str] = frozenset()
    """Files that differ from the last commit."""

    @cached_property
    def first(self) -> Commit | None:
        """The commit with which guidance begins here."""
        return next((commit for commit, touches in steps(self.line) if touches), None)

    def texts_of(self, identifier: Id) -> list[Version]:
        """List the versions of an id whose text is another than the one before."""
        found: list[Version] = []
        for version in self.versions.get(identifier, ()):
            if not found or found[-1].blob != version.blob:
                found.append(version)
        return found

    def added(self, identifier: Id) -> Commit | None:
        """Return the commit that added an id; None when that lies before what is known, or ahead."""
        versions = self.versions.get(identifier)
        if not versions or (self.line.cut and versions[0].commit is self.first):
            return None
        return versions[0].commit

    def at(self, day: dt.date) -> Commit | None:
        """Return the last commit of the line at or before the end of a day, in UTC."""
        return next((commit for commit in reversed(self.line.commits) if commit.day <= day), None)

    def version_at(self, identifier: Id, day: dt.date) -> Version | None:
        """Return the version that stood at the end of a day; None when there was none."""
        versions = [version for version in self.versions.get(identifier, ()) if version.commit.day <= day]
        return versions[-1] if versions and versions[-1].blob else None

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Read texts by their hashes, all together."""
        return dict(_contents(self.root, names))


def history_of(root: Path, head: str = HEAD) -> History:
    """Read the history of the corpus under ``root`` up to a commit; never raises for what git can't tell."""
    try:
        line = read_line(root, resolve(root, head), GUIDANCE)
        versions = _versions(root, line)
        pending = _pending(root) if head == HEAD else frozenset()
    except NoHistory as reason:
        return no_history(root, _reason(root, reason))
    if not versions:
        return History(root, line, {}, f"{NOTHING_KNOWN}: no guidance has been committed yet.", pending)
    gap = ""
    if line.cut:
        gap = f"{CUT_SHORT}: what came before {line.commits[0].day} is not in this copy."
    return History(root, line, versions, gap, pending)


def no_history(root: Path, reason: str) -> History:
    """Return an empty history that says why it is empty."""
    return History(root, Line((), (), 0, cut=True), {}, f"{NOTHING_KNOWN}: {reason}.")


def _reason(root: Path, told: NoHistory) -> str:
    """Say why there is no history, in words that fit a page."""
    try:
        git(root, "rev-parse", "--git-dir")
    except NoHistory:
        return "the folder is in no git repository that can be read"
    try:
        resolve(root, HEAD)
    except NoHistory:
        return "nothing has been committed yet"
    return str(told)


def _contents(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield texts with their hashes, some at a time, so that they need not all be held."""
    rest = iter(dict.fromkeys(names))
    while batch := list(islice(rest, 1000)):
        yield from zip(batch, blobs(root, batch), strict=True)


def _versions(root: Path, line: Line) -> dict[Id, tuple[Version, ...]]:
    """Replay the line: who holds which id after each commit, and what changed by that."""
    names = {blob for touches in line.touched for touch in touches for blob in touch[1:] if blob and _is_ours(touch)}
    ids = {blob: _id_in(data) for blob, data in _contents(root, sorted(names))}
    holders: dict[Id, dict[str, str]] = defaultdict(dict)
    found: dict[Id, list[Version]] = defaultdict(list)
    for commit, touches in steps(line):
        moved: set[Id] = set()
        for path, before, after in filter(_is_ours, touches):
            for blob in (before, after):
                identifier = ids.get(blob or "")
                if identifier:
                    moved.add(identifier)
                    holders[identifier].pop(path, None)
            holder = ids.get(after or "")
            if holder and after:
                holders[holder][path] = after
        for identifier in sorted(moved):
            # Of two files with one id the first by path counts, as it does in a corpus.
            first = min(holders[identifier], key=path_order, default=None)
            now = Version(commit, first, holders[identifier][first]) if first else None
            last = found[identifier][-1] if found[identifier] else None
            if now is None and last and last.blob:
                found[identifier].append(last._replace(commit=commit, blob=None))
            elif now and now[1:] != (last or now._replace(blob=None))[1:]:
                found[identifier].append(now)
    return {identifier: tuple(versions) for identifier, versions in sorted(found.items()) if versions}


def _id_in(data: bytes) -> Id | None:
    """Find the id of a text, broken ones included; reading it whole is ten times as slow and seldom needed."""
    claimed = claim_of(data)
    if claimed is None:
        document = read_document("", data)
        named = document.values.get("id") if isinstance(document, Document) else None
        claimed = Id(named) if isinstance(named, str) and is_id(named) else None
    return claimed


def _is_ours(touch: Touch) -> bool:
    """Tell a file that a corpus reads."""
    parts = touch.path.split("/")
    return touch.path.lower().endswith(EXTENSION) and not any(part.startswith(".") for part in parts)


def _pending(root: Path) -> frozenset[str]:
    top = os.fsdecode(git(root, "rev-parse", "--show-prefix").strip(b"\n"))
    told = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", GUIDANCE)
    return frozenset(os.fsdecode(entry[3:]).removeprefix(top) for entry in told.split(b"\0") if entry)
