"""The site on this machine, built again whenever a file changes; a fault leaves the pages as they were."""

import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import CountHandler

from rulewise.corpus.memory import recall, settled
from rulewise.site.kept import Keeper
from rulewise.site.past import Past
from rulewise.site.publish import NotPublished, Tell, plugin_of, said
from rulewise.site.stamp import stamp_of
from rulewise.site.swap import ended_by_signals


def serve(config_file: Path, address: str, tell: Tell) -> None:
    """Serve the site on ``address`` until interrupted. Raises `NotPublished` when it cannot be built at the start."""
    with said(tell), ended_by_signals(), tempfile.TemporaryDirectory(prefix="rulewise-") as folder:
        try:
            _serve(config_file, address, Path(folder) / "site", tell)
        except KeyboardInterrupt:
            tell("Stopped.")
        except OSError as error:
            raise NotPublished(f"{error.filename or address}: {error.strerror}") from None


def _serve(config_file: Path, address: str, site: Path, tell: Tell) -> None:
    config = _config(config_file, address, site)
    host, port = config.dev_addr
    server = LiveReloadServer(lambda: None, host, port, str(site), urlsplit(config.site_url or "").path or "/")
    build = _builder(config_file, address, site, server.url)
    try:
        build()
    except MkDocsException as error:
        raise NotPublished(str(error)) from None

    def again() -> None:
        began = time.monotonic()
        try:
            build()
        except MkDocsException as error:
            tell(f"{error}\nThe pages on screen are as they were; save the file again when it is put right.")
        else:
            tell(f"Built again in {time.monotonic() - began:.1f} s")

    server.builder = again
    server.error_handler = lambda code: (site / f"{code}.html").read_bytes() if code == 404 else None  # noqa: PLR2004
    for path in dict.fromkeys([config.docs_dir, str(config_file), *config.theme.dirs[:1], *config.watch]):
        server.watch(path)
    try:
        tell(f"Serving on {server.url} (Ctrl-C stops it)")
        server.serve()
    finally:
        server.shutdown(wait=server.serve_thread.is_alive())


def _builder(config_file: Path, address: str, site: Path, url: str) -> Callable[[], None]:
    """Return what builds the site whole or not at all, and knows what it learnt of files that did not change."""
    memory, keeper, warned = recall(config_file.parent), Keeper(site), CountHandler(level=logging.WARNING)
    pasts: dict[str | None, Past | None] = {}  # by commit: looking back takes longer than an edit may

    def build() -> None:
        config = _config(config_file, address, site)
        config.site_url = url
        plugin = plugin_of(config)
        began, commit = time.time_ns(), stamp_of(config_file.parent, 0).commit
        # A hook is one object in every build.
        plugin.report, plugin.past, plugin.memory, plugin.live = None, pasts.get(commit), memory, True
        plugin.keeper = keeper
        config.plugins.on_startup(command="build", dirty=False)
        logging.getLogger("mkdocs").addHandler(warned)
        mkdocs_build(config, serve_url=url)
        if warned.get_counts():
            keeper.forget()
            warned.counts.clear()
        pasts[commit] = plugin.past
        for path in memory.keys() - settled(memory, began):
            del memory[path]

    return build


def _config(config_file: Path, address: str, site: Path) -> MkDocsConfig:
    try:
        return load_config(str(config_file), dev_addr=address, site_dir=str(site))
    except MkDocsException as error:
        raise NotPublished(str(error)) from None
