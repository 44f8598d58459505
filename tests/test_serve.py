"""`rulewise serve`: an edit is shown, a fault leaves the pages as they were, and it ends cleanly."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from conftest import CASES, lay
from support import HOOKS
from test_site import HOME, MKDOCS, PAGES

PATIENCE = 60
"""Seconds that anything is waited for."""

ADVICE = "guidance/professional/enquiries/see-the-child.md"
PAGE = "professional/A-001/"


class Server:
    """A running `rulewise serve`, what it has said, and the pages that it shows."""

    def __init__(self, root: Path, *words: str, temporary: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(HOOKS), "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rulewise", "serve", *words], cwd=root, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.said = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said += line

    def wait_for(self, pattern: str, *, since: int = 0) -> None:
        """Wait until it has said something, not counting what it had said by ``since``."""
        until = time.monotonic() + PATIENCE
        while not re.search(pattern, self.said[since:]):
            assert time.monotonic() < until, self.said
            assert self.process.poll() is None or re.search(pattern, self.said[since:]), self.said
            time.sleep(0.05)

    def page(self, path: str) -> str:
        """Return a page as a browser gets it."""
        address = re.findall(r"Serving on (\S+)", self.said)[0]
        with urlopen(address + path, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text

    def stop(self, how: int) -> int:
        """Stop it as a person or a system would; return its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(timeout=PATIENCE)
        self.heard()
        return code

    def heard(self) -> None:
        """Wait for its last words."""
        self._reader.join(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small project, and a folder for what is temporary."""
    (tmp_path / "temporary").mkdir()
    project = tmp_path / "project"
    base = {file.relative_to(CASES / "base").as_posix(): file.read_bytes() for file in (CASES / "base").rglob("*.*")}
    lay(project, {"mkdocs.yml": MKDOCS.replace("HOOK", str(HOOKS / "build.py")) + "watch: [guidance]\n", **base})
    return lay(project, {"docs/index.md": HOME, **{f"docs/{name}": text for name, text in PAGES.items()}})


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """Return a server of the project that has built it once."""
    one = Server(root, "--address", f"127.0.0.1:{_free_port()}", temporary=root.parent / "temporary")
    try:
        one.wait_for("Serving on")
        yield one
    finally:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()
        one.heard()


def test_an_edit_is_shown(server: Server, root: Path) -> None:
    """What is saved is on the page after the next build, and so is a new page; pages reload themselves."""
    assert "Words of an editor" not in server.page(PAGE)
    text = (root / ADVICE).read_text("utf-8")
    before = len(server.said)
    lay(root, {ADVICE: text + "\nWords of an editor.\n"})
    server.wait_for(r"Built again in \d+\.\d s", since=before)
    assert "Words of an editor" in server.page(PAGE)
    before = len(server.said)
    lay(root, {ADVICE.replace("see-the", "ask-the"): text.replace("id: A-001", "id: A-002")})
    server.wait_for("Built again", since=before)
    assert "Words of an editor" not in server.page("professional/A-002/")
    policy = re.findall(r"script-src [^;]+", server.page(PAGE))
    assert policy == ["script-src 'self' 'unsafe-inline'"]
    assert "/livereload/" in server.page(PAGE)


def test_a_fault_leaves_the_pages_as_they_were(server: Server, root: Path) -> None:
    """It says what is wrong and where, goes on showing the last good pages, and builds again once it is put right."""
    text = (root / ADVICE).read_text("utf-8")
    shown = server.page("register/")
    before = len(server.said)
    lay(root, {ADVICE: text.replace("kind: professional", "kind: advice")})
    server.wait_for("The pages on screen are as they were", since=before)
    assert f"error: {ADVICE}:3:7 FM007" in server.said[before:]
    assert "Traceback" not in server.said
    assert _content(server.page("register/")) == _content(shown)
    assert "See the child" in server.page(PAGE)
    before = len(server.said)
    lay(root, {ADVICE: text + "\nPut right.\n"})
    server.wait_for("Built again", since=before)
    assert "Put right." in server.page(PAGE)


def _content(html: str) -> str:
    """Leave out the time in the script that reloads a page."""
    return re.sub(r"livereload\(\d+, \d+\)", "", html)


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_ends_cleanly(server: Server, root: Path, how: int, code: int) -> None:
    """Ctrl-C ends it with 0, a request to stop with its own code; nothing is left behind."""
    before = sorted(one.name for one in root.iterdir())
    assert server.stop(how) == code
    assert "Traceback" not in server.said
    assert ("Stopped." in server.said) == (code == 0)
    assert list((root.parent / "temporary").iterdir()) == []
    assert sorted(one.name for one in root.iterdir()) == before


def test_only_this_machine_is_served(server: Server) -> None:
    """It listens on the address that it names and on no other of the machine."""
    host, port = re.findall(r"Serving on http://([\d.]+):(\d+)/", server.said)[0]
    assert host == "127.0.0.1"
    with socket.create_connection((host, int(port)), timeout=PATIENCE):
        pass
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", int(port)), timeout=PATIENCE)


def test_what_cannot_be_served(root: Path) -> None:
    """A port that is taken, or guidance that is wrong from the start, is said in a line, with exit code 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        one = Server(root, "--address", address, temporary=root.parent / "temporary")
        assert one.process.wait(timeout=PATIENCE) == 2
        one.heard()
        assert f"Error: {address}: Address already in use" in one.said
    lay(root, {ADVICE: "no front matter"})
    one = Server(root, "--address", f"127.0.0.1:{_free_port()}", temporary=root.parent / "temporary")
    assert one.process.wait(timeout=PATIENCE) == 2
    one.heard()
    assert "FM001" in one.said
    assert "Traceback" not in one.said
    assert list((root.parent / "temporary").iterdir()) == []
