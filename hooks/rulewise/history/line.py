"""The line of commits that readers saw, one after the other, each with the day on which it can have come.

Only first parents are followed: a branch was not published before it was merged. Its merge is one step of the line.
"""

import datetime as dt
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from rulewise.checks.hidden import HIDDEN
from rulewise.history.git import NoHistory, git, seconds_of

_PLAIN = ("-c", "log.follow=false", "-c", "log.showRoot=true", "-c", "i18n.logOutputEncoding=UTF-8")
"""Against settings of a user's own that would change what is printed."""

_LINK = "120000"
_MODULE = "160000"
_NOTHING = "0" * 6


@dataclass(frozen=True)
class Commit:
    """A step of the line."""

    id: str
    seconds: int
    """Since 1970, when it came: its committer's clock, mended where that contradicts the rest of the line."""
    author: str
    subject: str

    @property
    def day(self) -> dt.date:
        """The day, in UTC."""
        return dt.datetime.fromtimestamp(self.seconds, dt.UTC).date()

    @property
    def short(self) -> str:
        """The beginning of its name, for people."""
        return self.id[:10]


class Touch(NamedTuple):
    """A file that a commit changed: its hash before and after, None where it was not there."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Line:
    """Commits from the oldest to the newest, and what each did to the files of one folder."""

    commits: tuple[Commit, ...]
    touched: tuple[tuple[Touch, ...], ...]
    """For each commit, in the same order."""
    mended: int
    """Commits whose clock contradicts the rest."""
    cut: bool
    """What came before the first commit is not in this copy."""


def read_line(root: Path, head: str, folder: str) -> Line:
    """Read the line that ends at ``head`` in one pass; raises `NoHistory`."""
    printed = git(
        root,
        *_PLAIN,
        "log",
        "-z",
        "--reverse",
        "--first-parent",
        "--diff-merges=first-parent",
        "--sparse",  # commits that left the folder alone are part of the line too
        "--relative",
        "--raw",
        "--no-abbrev",
        "--no-renames",  # ids tell what is the same text, not the likeness of files
        "--no-show-signature",
        "--no-color",
        "--format=%H %ct%x00%aN%x00%s",
        head,
        "--",
        folder,
    )
    tokens = iter(printed.split(b"\0"))
    heads: list[tuple[str, int, str, str]] = []
    touched: list[list[Touch]] = []
    for token in tokens:
        words = token.lstrip(b"\n").decode("ascii", "replace").split(" ")
        if words[0].startswith(":"):
            path = next(tokens).decode("utf-8", "surrogateescape")
            before, after = (
                None if mode in {_NOTHING, _LINK, _MODULE} else blob
                for mode, blob in zip((words[0][1:], words[1]), words[2:4], strict=True)
            )
            if before or after:
                touched[-1].append(Touch(path, before, after))
        elif words[0]:
            author, subject = (_seen(text.decode("utf-8", "replace")) for text in islice(tokens, 2))
            heads.append((words[0], seconds_of("".join(words[1:])), author, subject))
            touched.append([])
    clocks = [seconds for _id, seconds, _author, _subject in heads]
    times = in_order(clocks)
    commits = tuple(Commit(name, time, *words) for (name, _, *words), time in zip(heads, times, strict=True))
    mended = sum(clock != time for clock, time in zip(clocks, times, strict=True))
    return Line(commits, tuple(map(tuple, touched)), mended, bool(commits) and commits[0].id in _grafts(root))


def in_order(clocks: Sequence[int]) -> list[int]:
    """Return times that never go back: the most clocks that agree stand, and others come with the next of them.

    One computer with a wrong clock thus moves its own commits alone, and never all those around them.
    """
    tails: list[int] = []  # the places of the last of the best runs, by their length
    came_from: list[int | None] = []
    for i, clock in enumerate(clocks):
        place = bisect_right(tails, clock, key=clocks.__getitem__)
        came_from.append(tails[place - 1] if place else None)
        tails[place : place + 1] = [i]
    trusted, step = set(), tails[-1] if tails else None
    while step is not None:
        trusted.add(step)
        step = came_from[step]
    times, following = [0] * len(clocks), clocks[max(trusted)] if trusted else 0
    for i in reversed(range(len(clocks))):
        following = clocks[i] if i in trusted else following
        times[i] = following
    return times


def _seen(text: str) -> str:
    """Return what somebody called themselves, or a change, without what could turn or hide the words around it."""
    return " ".join(HIDDEN.sub("", text).split())


def _grafts(root: Path) -> set[str]:
    """Return the commits at which a shallow copy was cut off."""
    try:
        file = root / os.fsdecode(git(root, "rev-parse", "--git-path", "shallow").strip(b"\n"))
        return set(file.read_text("ascii").split())
    except (NoHistory, OSError, ValueError):
        return set()


def steps(line: Line) -> Iterator[tuple[Commit, tuple[Touch, ...]]]:
    """Yield each commit with what it touched."""
    return zip(line.commits, line.touched, strict=True)
