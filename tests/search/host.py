"""A web host as people meet it: files packed on the way, every byte that leaves counted."""

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO

_PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}


@dataclass
class Host:
    """A served folder: its address, with a slash at its end, and what was sent so far."""

    url: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Each answer: the path that was asked for, and the bytes of headers and content."""


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder at the root of a free port of this machine."""
    host = Host()
    server = _Server(("127.0.0.1", 0), partial(_Handler, host, directory=str(folder)))
    host.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@cache
def _bytes_of(file: Path, *, packed: bool) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, 6, mtime=0) if packed else content


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Leave it: a browser that hangs up is no fault."""


class _Counted:
    """A stream that tells how much was written to it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.written = 0

    def write(self, content: bytes) -> int:
        self.written += len(content)
        return self._stream.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, host: Host, *words: Any, directory: str) -> None:
        self.host = host
        super().__init__(*words, directory=directory)

    def setup(self) -> None:
        super().setup()
        self.wfile: Any = _Counted(self.wfile)

    def do_GET(self) -> None:
        before = self.wfile.written
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        file = file if found else Path(self.directory, "404.html")
        packed = file.suffix in _PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        content = _bytes_of(file, packed=packed)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)
        self.host.sent.append((self.path, self.wfile.written - before))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Say nothing."""
