"""Pages that need not be made again: all that one is made of is hashed, and its HTML taken from the last site.

The record is kept in the user's own cache folder, and a page is taken only when its bytes are those that were written,
so neither a pull request nor a hand in the published folder can bring a page of its own.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from sys import version as python
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from rulewise.corpus.memory import cache_file

_ENGINE = Path(__file__).parents[1]
_LIBRARIES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "MarkupSafe", "pymdown-extensions", "PyYAML")


class Made(NamedTuple):
    """What is known of a page that was made: hashes of its Markdown and its HTML, its anchors, its links to others'."""

    text: str
    html: str
    anchors: list[str]
    links: dict[str, dict[str, str]]


class KeptPage(File):
    """A page of the last site that stands in this one already; to MkDocs it is a file with nothing to do."""

    def __init__(self, config: MkDocsConfig, like: File, made: Made) -> None:
        super().__init__(like.src_uri, None, config.site_dir, like.use_directory_urls, dest_uri=like.dest_uri)
        self.abs_src_path = None
        self.generated_by = like.generated_by
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.made = made
        Page(None, self, config).present_anchor_ids = set(made.anchors)

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from making it again."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as MkDocs calls it
        """Do nothing: it is in its place."""


class Keeper:
    """Knows the pages of the last site in a folder; ``record`` is where that is written down for the next run."""

    def __init__(self, site: Path, record: Path | None = None) -> None:
        self._site, self._record = site, record
        self._around, self._last = "", dict[str, Made]()
        self._now: dict[str, Made] = {}
        self._texts: dict[str, str] = {}
        if record:
            self._recall(record)

    @classmethod
    def of(cls, root: Path, site: Path) -> "Keeper":
        """Return what is known of the site of a project."""
        return cls(site, cache_file(f"{root.resolve()}\n{site.resolve()}", "pages"))

    def begin(self, around: str | None) -> None:
        """Start a build. ``around`` is what all its pages have in common; None: that is not known, so none is kept."""
        if around is None or around != self._around:
            self._last = {}
        self._around, self._now, self._texts = around or "", {}, {}

    def file(self, config: MkDocsConfig, file: File, text: str, *, may_keep: bool) -> File:
        """Return the kept page in the place of a file with the same text, or the file."""
        self._texts[file.src_uri] = digest = _hash(text.encode())
        made = self._last.get(file.src_uri)
        if not may_keep or made is None or made.text != digest:
            return file
        try:
            html = (self._site / file.dest_uri).read_bytes()
        except OSError:
            return file
        if _hash(html) != made.html:
            return file
        target = Path(file.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(html)
        self._now[file.src_uri] = made
        return KeptPage(config, file, made)

    def told(self, page: Page, html: str) -> None:
        """Remember a page that was made."""
        path = page.file.src_uri
        if path in self._texts:
            links = {to.src_uri: found for to, found in (page.links_to_anchors or {}).items()}
            written = html.encode("utf-8", errors="xmlcharrefreplace")
            self._now[path] = Made(self._texts[path], _hash(written), sorted(page.present_anchor_ids or ()), links)

    def check_links(self, files: Files, level: int) -> None:
        """Warn of links from kept pages to headings that are gone, as MkDocs does of those that it makes."""
        for file in files:
            if isinstance(file, KeptPage) and file.page:
                found = {files.get_file_from_path(path): links for path, links in file.made.links.items()}
                file.page.links_to_anchors = {to: links for to, links in found.items() if to}
                file.page.validate_anchor_links(files=files, log_level=level)

    def forget(self) -> None:
        """Make every page again next time, so that what MkDocs warned of is told again."""
        self._last = {}

    def end(self) -> None:
        """Take the site that is in place now as the last."""
        self._last = self._now if self._around else {}
        if self._record:
            self._remember(self._record)

    def _recall(self, record: Path) -> None:
        try:
            known = json.loads(record.read_bytes())
            self._last = {path: Made(*made) for path, made in known["pages"].items()}
            self._around = known["around"]
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self._around, self._last = "", {}

    def _remember(self, record: Path) -> None:
        try:
            record.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=record.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(json.dumps({"around": self._around, "pages": self._last}, separators=(",", ":")))
            Path(beside).replace(record)
        except OSError:  # no folder to write in
            return


def all_pages(files: Files) -> list[File]:
    """Return the pages of a site in their order, kept ones among them."""
    return [file for file in files if file.is_documentation_page() or isinstance(file, KeptPage)]


def in_navigation(nav: Any) -> dict[str, bool]:
    """Return the pages that the navigation names, and whether it says what each is called."""
    if isinstance(nav, list):
        return {path: titled for item in nav for path, titled in in_navigation(item).items()}
    if isinstance(nav, dict):
        return {
            path: True if isinstance(value, str) else titled
            for value in nav.values()
            for path, titled in in_navigation(value).items()
        }
    return {nav: False} if isinstance(nav, str) else {}


def surroundings(config: MkDocsConfig, texts: Mapping[str, str], paths: Iterable[str], told: Any) -> str | None:
    """Hash all that is in every page beside its own text: engine, libraries, settings, theme, navigation.

    ``texts`` are those of the pages that the navigation names, ``paths`` all files of the site, ``told`` what the
    templates are given. None where something unknown has a hand in the pages: another plugin, another hook, settings
    from elsewhere, or a navigation that takes its words from the pages.
    """
    declared: Any = config.hooks  # MkDocs declares a list and gives a mapping
    named, hooks = in_navigation(config.nav), dict[str, Any](declared)
    strange = [hook for hook in hooks.values() if type(getattr(hook, "plugin", None)).__name__ != "RulewisePlugin"]
    settings = Path(config.config_file_path).read_text("utf-8")
    elsewhere = "INHERIT" in settings or "!ENV" in settings
    if set(config.plugins) - {"rulewise", *hooks} or strange or elsewhere or not named or not all(named.values()):
        return None
    folders = [_ENGINE, *(Path(one) for one in config.theme.dirs if "site-packages" not in Path(one).parts)]
    digest = hashlib.blake2b(repr((python, [version(name) for name in _LIBRARIES])).encode())
    for file in sorted({file for folder in folders for file in folder.rglob("*") if file.suffix != ".pyc"}):
        if file.is_file():
            digest.update(f"{file} {_hash(file.read_bytes())}\n".encode())
    for name in hooks:
        digest.update((Path(config.config_file_path).parent / name).read_bytes())
    heads = [text.partition("\n---\n")[0] if text.startswith("---\n") else "" for text in texts.values()]
    digest.update(repr((settings, config.site_url, heads, sorted(paths), told)).encode())
    return digest.hexdigest()


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=20).hexdigest()
