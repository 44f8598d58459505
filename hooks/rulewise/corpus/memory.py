"""What an earlier run learnt of files that have not changed since.

It is kept in the user's own cache folder and never in the project, so that nobody's pull request can bring its own.
A file is taken as unchanged only when its times, size and inode are, and when it was not written in the last moments
of that run.
"""

import hashlib
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

from rulewise.corpus.load import Memory

_LIBRARIES = ("Markdown", "pydantic", "pymdown-extensions", "PyYAML")
"""What else a verdict on a file depends on."""

TOO_FRESH = 2_000_000_000
"""Nanoseconds before the end of a run in which a file may still change without its times showing it."""


def recall(root: Path) -> Memory:
    """Return what is known of the files under ``root``; nothing when there is none, or it is another engine's."""
    try:
        known = json.loads(_file(root).read_bytes())
        if known["engine"] != _engine():
            return {}
        return {path: item for path, item in settled(known["files"], known["at"]).items() if item[1]}
    except (OSError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}  # whatever stands there, it is not what we wrote


def settled(memory: Memory, began: int) -> Memory:
    """Leave out the files that were so fresh when a run began to read that they may have changed without a sign."""
    return {path: item for path, item in memory.items() if max(item[0][:2]) < began - TOO_FRESH}


def remember(root: Path, memory: Memory, now: int) -> None:
    """Keep what a run learnt, for the next; silently not at all where the folder can't be written.

    ``now`` is the time in nanoseconds at which the run began to read.
    """
    try:
        file = _file(root)
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(json.dumps({"engine": _engine(), "at": now, "files": memory}, separators=(",", ":")))
        Path(beside).replace(file)
    except (OSError, RuntimeError):  # no folder to write in, or no home to have one in
        return


def cache_file(what: str, kind: str) -> Path:
    """Return the file in the user's cache folder for what is known of something."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    name = hashlib.sha256(what.encode()).hexdigest()[:32]
    return Path(home).expanduser() / "rulewise" / f"{name}.{kind}.json"


def _file(root: Path) -> Path:
    return cache_file(str(root.resolve()), "files")


def _engine() -> str:
    """Name this engine's own code, so that a change to a check is a change to what it learnt."""
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in _LIBRARIES).encode())
    package = Path(__file__).parents[1]
    for part in ("model", "source", "corpus", "checks"):
        for file in sorted((package / part).rglob("*.py")):
            stat = file.stat()
            digest.update(f"{file.relative_to(package).as_posix()} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
