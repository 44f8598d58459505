"""Git itself, asked for what it keeps: nothing is checked out, and nothing that it keeps is ever run."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
"""What a hook of git sets, by which it would look in another place than the folder that is asked about."""
_SETTINGS = ("-c", "safe.bareRepository=explicit", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
LATEST = 2**32 - 1
"""The last second that the files of a site can bear, in 2106."""


class NoHistory(Exception):
    """Git cannot say what was asked; the message is one line for people, with a way out."""


def git(root: Path, *words: str, given: bytes | None = None) -> bytes:
    """Return what git prints about the repository that holds ``root``; raises `NoHistory`."""
    done = _run(root, words, given)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoHistory(_reason(root, said[0] if said else f"git {words[0]} ended with {done.returncode}"))
    return done.stdout


def resolve(root: Path, revision: str) -> str:
    """Return the full name of the commit that ``revision`` names; raises `NoHistory`."""
    git(root, "rev-parse", "--git-dir")  # says so itself where there is no repository
    named = _run(root, ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"), None)
    if named.returncode == 0:
        return named.stdout.decode().strip()
    if is_shallow(root):
        message = f"“{revision}” is not in this clone, which is a shallow one; get the rest: git fetch --unshallow"
        raise NoHistory(message)
    raise NoHistory(f"“{revision}” is no revision that git knows; `git log --oneline` and `git branch -a` list them")


def is_shallow(root: Path) -> bool:
    """Tell whether the clone lacks older commits."""
    return git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def seconds_of(clock: str) -> int:
    """Return a commit's time as one of which a day can be told; git prints nothing for one that it cannot read."""
    return min(int(clock), LATEST) if clock.isdecimal() else 0


def blobs(root: Path, names: Iterable[str]) -> Iterator[bytes]:
    """Yield the contents of objects, in the order of their names."""
    asked = list(names)
    if not asked:
        return
    answer = git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in asked).encode())
    at = 0
    for name in asked:
        end = answer.index(b"\n", at)
        header = answer[at:end].split()
        if header[-1] == b"missing":
            raise NoHistory(f"the repository lacks the object {name}; get it: git fetch")
        at = end + 1 + int(header[2])
        yield answer[end + 1 : at]
        at += 1


def _run(root: Path, words: tuple[str, ...], given: bytes | None) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - fixed words, and names that git itself checks
            ["git", *_SETTINGS, *words],  # noqa: S607 - git is where the user has it
            cwd=root,
            env={**{name: value for name, value in os.environ.items() if name not in _ELSEWHERE}, **_QUIET},
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            check=False,
        )
    except OSError:
        raise NoHistory("git is not installed, or cannot be run; compare two folders instead") from None


def _reason(root: Path, said: str) -> str:
    if "not a git repository" in said:
        return f"{root} is not in a git repository; name two folders, or run this in a clone"
    if "dubious ownership" in said:
        return f"git does not trust {root}, which belongs to somebody else: git config --global safe.directory {root}"
    return said.removeprefix("fatal: ")
