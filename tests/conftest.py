"""What the tests share: a small corpus that is clean, and ways to lay other files over it."""

import datetime as dt
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
DAY = dt.date(2026, 11, 22)
"""The day on which the tests judge dates."""

Lay = Callable[..., Path]


# Run in the background by a shell, Ctrl-C is shut off for a process and for all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def lay(root: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write files under ``root``; None takes one away."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a run remembers out of the user's folder, and out of other tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the root of a fresh copy of the clean base corpus."""
    shutil.copytree(CASES / "base", tmp_path / "project")
    return tmp_path / "project"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be rewritten, to be read as part of the diff."""
    parser.addoption("--rewrite", action="store_true", help="write what is produced now into the golden files")
