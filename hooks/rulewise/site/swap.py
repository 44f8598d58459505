"""Writing beside and swapping in: a folder is whole, or it is the one that was there before."""

import atexit
import ctypes
import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from types import FrameType

_AT_FDCWD = -100
_EXCHANGE = 2


class NotOurs(Exception):
    """The folder holds something that this program did not put there, so it is not replaced."""


def beside(target: Path, is_ours: Callable[[Path], bool]) -> Path:
    """Make an empty folder beside ``target``; it vanishes when this process ends, unless it was swapped in.

    ``is_ours`` tells of a folder with something in it whether it may be replaced; otherwise `NotOurs` is raised.
    Folders that killed runs left behind are cleared first. Raises OSError when the place can't be written.
    """
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not is_ours(target))):
        raise NotOurs(f"“{target}” holds files that are not from this command; name an empty or a new folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}.rulewise-"
    for left in target.parent.glob(f"{escape(prefix)}*"):
        pid = left.name.removeprefix(prefix).split(".")[0]
        if pid.isdigit() and not _runs(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    new = target.with_name(f"{prefix}{os.getpid()}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    atexit.register(shutil.rmtree, new, ignore_errors=True)
    return new


def swap(new: Path, target: Path) -> None:
    """Put ``new`` in the place of ``target`` and remove what was there; on Linux without a moment in between."""
    if not target.exists():
        new.rename(target)
        return
    if not _exchange(new, target):
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        old.rename(new)
    shutil.rmtree(new)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turn a polite request to stop into an exception, so that what was begun is cleared away."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exchange(new: Path, target: Path) -> bool:
    """Exchange two folders in one step, where the system can (Linux: renameat2)."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target), _EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(target))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
