"""What is being built: the commit, whether the tree differs from it, and the day that the site states.

A site built twice from one commit is the same to the byte, so its day is the commit's and never the clock's. Files
that differ from the commit belong to today: what an editor dates today is in no commit yet.
"""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from rulewise.history.git import NoHistory, git, seconds_of

EPOCH = "SOURCE_DATE_EPOCH"
_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Stamp:
    """``commit`` is None outside git; ``changed`` tells that files differ from it; ``seconds`` is since 1970."""

    commit: str | None
    changed: bool
    seconds: int

    @property
    def day(self) -> dt.date:
        """The day in UTC."""
        return dt.datetime.fromtimestamp(self.seconds, dt.UTC).date()


def stamp_of(root: Path, now: int) -> Stamp:
    """Return the stamp of a project; ``now`` counts where no commit tells, and SOURCE_DATE_EPOCH before all."""
    commit = _git(root, "rev-parse", "--verify", "HEAD")
    time = _git(root, "log", "-1", "--format=%ct") if commit else None
    changed = bool(commit) and _git(root, "status", "--porcelain", "--", "guidance", "docs", "mkdocs.yml") != ""
    told = os.environ.get(EPOCH)
    if told and told.isdigit():
        return Stamp(commit or None, changed, seconds_of(told))
    if time is None:
        return Stamp(None, changed, now)
    return Stamp(commit, changed, max(seconds_of(time), now - now % _DAY) if changed else seconds_of(time))


def _git(root: Path, *words: str) -> str | None:
    try:
        return git(root, *words).decode(errors="replace").strip()
    except NoHistory:
        return None
