"""The sites that the browser tests look at: how they are built, and how they are served."""

import datetime as dt
import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright

from conftest import CASES, DAY, lay
from scratch import git, scratch
from support import AUTHORITY, HOOKS, corpus_files, provision

GUIDE = "/guide"
"""The sub-path under which a site is served too."""


@dataclass(frozen=True)
class Site:
    """A published folder and the address at which it can be read, with a slash at its end."""

    folder: Path
    url: str


def build_once(root: Path, target: Path, *words: str) -> Path:
    """Publish a project to ``target`` unless another worker has; `rulewise build` puts it there whole or not at all."""
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            done = subprocess.run(
                [sys.executable, "-m", "rulewise", "build", f"--root={root}", f"--site-dir={target}", *words],
                env={
                    **os.environ,
                    "PYTHONPATH": str(HOOKS),
                    "XDG_CACHE_HOME": str(target.with_suffix(".cache")),
                    "SOURCE_DATE_EPOCH": str(int(dt.datetime.combine(DAY, dt.time(12), dt.UTC).timestamp())),
                },
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return target


def ended_project(root: Path) -> Path:
    """Write a small project that holds rules and advice which bind and advise nobody, or not yet."""
    again = {"on": "2026-02-01", "because": "Another rule says it all.", "replaced_by": "S-001"}
    ended = [
        ("S-002", provision("S-002", title="Write a report", withdrawn=again)),
        ("A-002", provision("A-002", title="Use the form", withdrawn={"on": "2026-02-01", "because": "It did harm."})),
        ("S-003", provision("S-003", title="Share it", authority=[{**AUTHORITY, "in_force": "2030-01-01"}])),
        ("S-004", provision("S-004", title="Keep a list", authority=[{**AUTHORITY, "until": "2020-01-01"}])),
    ]
    lay(root, {path.relative_to(CASES / "base").as_posix(): path.read_bytes() for path in _files(CASES / "base")})
    lay(root, {**corpus_files(*ended), **{f"docs/{name}.md": f"# {name}\n" for name in ("index", "about")}})
    settings = "site_name: Small\nsite_url: http://127.0.0.1/guide/\ntheme: {name: material, font: false}\n"
    return lay(
        root,
        {
            "docs/how-to-read.md": "# How to read\n",
            "mkdocs.yml": f"{settings}plugins: [rulewise]\nnav: [index.md, register.md, about.md]\n",
        },
    )


_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def started(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, which asks nobody for anything by itself."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing: `make test` installs it"
    return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)


def past_project(root: Path) -> Path:
    """Write the scratch repository, with its scripted history, as a whole site that keeps one edition."""
    settings = "site_name: Small\nsite_url: http://127.0.0.1/guide/\ntheme: {name: material, font: false}\n"
    lay(
        root,
        {
            **{f"docs/{name}.md": f"# {name}\n" for name in ("index", "about", "how-to-read")},
            "mkdocs.yml": f"{settings}plugins: [rulewise]\nnav: [index.md, register.md, about.md]\n",
        },
    )
    scratch(root)
    lay(root, {"editions.yml": f"2026-03-01: {git(root, 'rev-parse', 'college').strip()}\n"})
    return root


@contextmanager
def served(folder: Path, prefix: str = "") -> Iterator[Site]:
    """Serve a folder on a free port of this machine, below ``prefix`` alone."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, prefix, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}{prefix}/")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class _Server(http.server.ThreadingHTTPServer):
    """A server that says nothing when a browser hangs up."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Leave it: a page that is left early is no fault."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files below a prefix, and the site's own page for what is missing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a small answer would wait for more otherwise

    def __init__(self, prefix: str, *words: Any, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*words, directory=directory)

    def translate_path(self, path: str) -> str:
        """Find the file of an address; what lies outside the prefix is nowhere."""
        if not path.startswith(f"{self.prefix}/"):
            return super().translate_path("/nowhere")
        return super().translate_path(path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's 404.html, as a web host does."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def end_headers(self) -> None:
        """Let the browser keep what it has: nothing changes while it is served."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""
