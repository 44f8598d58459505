"""A web host with a mind of its own: it can go down, be slow, publish another folder, and let other sites read."""

import functools
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Host:
    """What a host serves below ``prefix``, and how; a test changes it while the host runs."""

    folder: Path
    prefix: str = ""
    is_down: bool = False
    delay: float = 0.0
    """Seconds before each answer."""
    headers: dict[str, str] = field(default_factory=dict)
    """What each answer carries besides."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for, without queries."""
    port: int = 0

    @property
    def url(self) -> str:
        """The address of the home page, with a slash at its end."""
        return f"http://127.0.0.1:{self.port}{self.prefix}/"


@contextmanager
def running(host: Host) -> Iterator[Host]:
    """Let a host answer on a free port of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, host))
    host.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, host: Host, *words: Any) -> None:
        self.host = host
        super().__init__(*words, directory=str(host.folder))

    def do_GET(self) -> None:
        """Answer, late if told so, or hang up."""
        path = self.path.partition("?")[0]
        if self.host.is_down or not path.startswith(f"{self.host.prefix}/"):
            return
        self.host.asked.append(path.removeprefix(self.host.prefix))
        time.sleep(self.host.delay)
        self.path = path.removeprefix(self.host.prefix)
        super().do_GET()

    def end_headers(self) -> None:
        """Add what the host's answers carry."""
        for name, value in self.host.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""
