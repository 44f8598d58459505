"""The files under a folder, in one order everywhere, without following anything out of it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rulewise.model.problem import Problem

EXTENSION = ".md"


class Found(NamedTuple):
    """A regular file: its path from the root with forward slashes, and what tells a change to it."""

    path: str
    stamp: tuple[int, int, int, int]
    """Modification and status-change time in nanoseconds, size in bytes, inode."""


def walk(root: Path, folder: str) -> Iterator[Found | Problem]:
    """Yield the Markdown files under ``root/folder``, sorted by path; links and special files as problems."""
    # Names are sorted as they would be in a path, so that "a/b.md" stands before "a-b.md" on every machine.
    try:
        with os.scandir(root / folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(folder, 1, 1, "FM008", f"the folder cannot be read: {error.strerror}", "check who may read it")
        return
    for entry in ordered:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            if entry.name.lower().endswith(EXTENSION) or entry.is_dir():
                yield _outside(path, "is a symbolic link, which is never followed")
        elif entry.is_dir(follow_symlinks=False):
            yield from walk(root, path)
        elif entry.name.lower().endswith(EXTENSION):
            if not entry.is_file(follow_symlinks=False):
                yield _outside(path, "is not a regular file, and is not read")
            else:
                facts = entry.stat(follow_symlinks=False)
                yield Found(path, (facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino))


def read_bytes(root: Path, path: str) -> bytes | Problem:
    """Read a regular file, never through a link at its end; an unreadable one is a problem.

    Reads one byte more than the largest file that is allowed and no further.
    """
    from rulewise.source.document import LARGEST

    name = f"{root}/{path}"
    try:
        if Path(name).is_symlink():
            return _outside(path, "is a symbolic link, which is never followed")
        # Without waiting: opening a pipe would otherwise hang until somebody wrote to it.
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            facts = os.fstat(handle)
            if not stat.S_ISREG(facts.st_mode):
                return _outside(path, "is not a regular file, and is not read")
            return file.read(min(facts.st_size, LARGEST) + 1)
    except OSError as error:
        return Problem(path, 1, 1, "FM008", f"the file cannot be read: {error.strerror}", "check who may read it")


def _outside(path: str, what: str) -> Problem:
    return Problem(path, 1, 1, "SF004", f"“{path}” {what}", "put the file itself in the corpus")
