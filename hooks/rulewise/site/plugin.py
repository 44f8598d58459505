"""MkDocs events handed to the engine: check, compose, publish. The only module that knows MkDocs.

The hook of this repository and the plugin ``rulewise`` are the same object: an instance of `RulewisePlugin`.
"""

import datetime as dt
import logging
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from rulewise.checks import Report
from rulewise.checks.pages import PICTURES
from rulewise.corpus.load import Memory
from rulewise.export import build_file, data_files
from rulewise.history import NoEdition
from rulewise.model.words import Kind
from rulewise.site import searching
from rulewise.site.checking import checked, log
from rulewise.site.kept import Keeper, all_pages, in_navigation, surroundings
from rulewise.site.offline import PAGE, write_offline
from rulewise.site.offline import page as offline_page
from rulewise.site.past import Past, composed_of, past_of
from rulewise.site.policy import with_policy
from rulewise.site.printer import Printer
from rulewise.site.stamp import EPOCH, Stamp, stamp_of
from rulewise.site.swap import NotOurs, beside, swap
from rulewise.source.markdown import EXTENSIONS
from rulewise.views import Setting
from rulewise.views.edition import Imprint, edition
from rulewise.views.marks import sprite
from rulewise.views.setting import OtherSite
from rulewise.views.text import long_date, picture_paths

THEME = Path(__file__).parent / "theme"
_ALIGNED = re.compile(r'(<t[hd]) style="text-align: (left|right|center);"')
_FAULTY = re.compile(r'(id="__(?:drawer|search)") autocomplete="off"')
_OUT_OF_NAVIGATION = ("changes/", "as-at/", *(f"{kind.folder}/{kind.letter}-" for kind in Kind))
PRINT_EDITION = "register.pdf"
_ACTIVE = "rulewise_active"


class NoOptions(Config):
    """None of its own: a hook can have none, and both are to be alike."""


class RulewisePlugin(BasePlugin[NoOptions]):
    """Publishes a corpus with a MkDocs site. What it is told stands in ``extra.rulewise``: see `Setting`."""

    def __init__(self) -> None:
        self.report: Report | None = None
        """What a check found; `rulewise build` hands in its own, and otherwise this runs one."""
        self.told_page: Callable[[], None] = lambda: None
        """Called for each page that is done, to show progress."""
        self.printer: Printer | None = None
        """What makes the print edition; `rulewise build --pdf` hands it in, and otherwise there is no such edition."""
        self.past: Past | None = None
        """What is known of time; `rulewise build` hands in its own, and otherwise this looks."""
        self.memory: Memory | None = None
        """What is known of files that have not changed; `rulewise serve` hands it in, and it is brought up to date."""
        self.live = False
        """True where pages reload themselves, which the server does with a script of its own in each page."""
        self.keeper = Keeper(Path())
        """What knows the pages of the last site; `rulewise build` and `serve` hand in one that does."""
        self._files = Files([])
        self._handed = self._past_handed = False
        self._stamp: Stamp | None = None
        self._command = "build"
        self._site_url: str | None = None
        self._new: Path | None = None
        self._target: Path | None = None
        self._index: Callable[[Path], None] = lambda site: None
        self._others: tuple[OtherSite, ...] = ()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this run publishes or serves."""
        self._command = command
        self._handed, self._past_handed = self.report is not None, self.past is not None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take the site's settings, and refuse those that would publish something other than what was checked."""
        if config.extra.get(_ACTIVE, self) is not self:
            raise PluginError("rulewise runs as a hook and as a plugin: keep one of the two in mkdocs.yml")
        config.extra[_ACTIVE] = self
        strange = sorted(set(config.markdown_extensions) - set(EXTENSIONS) - {"toc", "tables", "fenced_code"})
        if strange:
            raise PluginError(
                f"mkdocs.yml names Markdown extensions that the checks do not know: {', '.join(strange)}."
                " Take them out: they could turn checked text into something else"
            )
        config.markdown_extensions = list(dict.fromkeys([*EXTENSIONS, *config.markdown_extensions]))
        config.mdx_configs = {
            **config.mdx_configs,
            **{name: {**options, **config.mdx_configs.get(name, {})} for name, options in EXTENSIONS.items()},
        }
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css.insert(0, "assets/rulewise.css")
        self._site_url = config.site_url
        config.site_url = self.past.url(config.site_url) if self.past else config.site_url
        self._stamp = (self.past and self.past.stamp) or stamp_of(self._root(config), int(time.time()))
        os.environ.setdefault(EPOCH, str(self._stamp.seconds))
        if self._command != "serve":
            # A site behind a link is published where the link leads, and the link stays.
            self._target = Path(config.site_dir).resolve()
            try:
                self._new = beside(self._target, is_site)
            except NotOurs as error:
                raise PluginError(str(error)) from None
            config.site_dir = str(self._new)
        if not self._past_handed:
            self.past = self._looked_back(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check the guidance and add its pages; raises `PluginError` when anything in it is an error."""
        root = self._root(config)
        self.report = report = self.report if self._handed and self.report else self._checked(config, root)
        home = files.get_file_from_path("index.md")
        setting = self._setting(config, home.content_string if home else f"# {config.site_name}\n")
        self._others = () if self._is_edition else setting.also_search
        if self.printer:
            files.append(self._print_edition(self.printer, setting, config, root))
            setting = replace(setting, print_edition=PRINT_EDITION)
        pages = searching.site_pages(files, setting)
        searching.prepare(config, files)
        self._index = partial(searching.write_search, report, setting, pages)
        composed = composed_of(report, setting)
        if not self._is_edition:
            composed[f"{PAGE}.md"] = offline_page()
        pictures, named = _pictures(report, report.corpus.root), in_navigation(config.nav)
        texts = {path: composed.get(path) or files.src_uris[path].content_string for path in named if path in files}
        paths = {*files.src_uris, *composed, *pictures}
        self.keeper.begin(surroundings(config, texts, paths, self._globals()))
        for path, text in composed.items():
            old = files.get_file_from_path(path)
            if old:
                files.remove(old)
            file = File.generated(config, path, content=text)
            if path.startswith(_OUT_OF_NAVIGATION) or path == f"{PAGE}.md":
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(
                self.keeper.file(config, file, text, may_keep=path not in named) if path.endswith(".md") else file
            )
        for target, picture in pictures.items():
            files.append(File.generated(config, target, abs_src_path=str(picture)))
        self._files = files
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Give the templates the drawings of the marks, the stages and the day of the site."""
        env.globals.update(self._globals())
        env.globals["rw_accessibility"] = files.get_file_from_path("accessibility.md") is not None
        others = [{"title": site.title, "url": site.url} for site in self._others]
        env.globals["rw_sites"] = {"name": config.site_name, "also": others} if others else None
        return env

    def _globals(self) -> dict[str, Any]:
        report, stamp = self._ready()
        vocabulary = report.corpus.vocabulary
        return {
            "rw_sprite": sprite(),
            "rw_stages": [(stage.id, stage.title) for stage in vocabulary.stages] if vocabulary else [],
            "rw_day": long_date(report.as_at),
            "rw_copied": long_date(min(report.as_at, stamp.day)),  # a copy never looks fresher than its text
            "rw_keeps": self._command != "serve" and not (self.live or self._is_edition),
            "rw_edition": self.past and self.past.banner(self._site_url),
        }

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Name every page in the sitemap, kept ones too."""
        context["pages"] = all_pages(self._files)
        return context

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say the alignment of table cells in classes, since the policy forbids styles in the page."""
        return _ALIGNED.sub(r'\1 class="rw-\2"', html)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put the content security policy in."""
        self.told_page()
        html = self._with_policy(output)
        self.keeper.told(page, html)
        return html

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put the policy into pages that are made without Markdown, such as the 404."""
        if not template_name.endswith(".html"):
            return output_content
        return self._with_policy(output_content)

    @event_priority(-100)  # after every other plugin, so that what any of them does is part of the whole
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the data files, and put the finished site in the place of the last one."""
        report, stamp = self._ready()
        self.keeper.check_links(self._files, config.validation.links.anchors)
        corpus, site = report.corpus, Path(config.site_dir)
        for path, text in data_files(corpus, config.site_url or ""):
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        day = report.as_at.isoformat()
        more = self.past.about() if self.past else {}
        text = build_file(corpus, commit=stamp.commit, changed=stamp.changed, as_at=day, **more)
        (site / "build.json").write_text(text, "utf-8")
        self._index(site)
        if self._command != "serve" and not self._is_edition:
            write_offline(site, min(report.as_at, stamp.day).isoformat())
        if self.past:
            self.past.publish_shelved(site)
        if self._new and self._target and not (config.strict and _warned()):
            swap(self._new, self._target)
            config.site_dir = str(self._target)
            self.keeper.end()

    @property
    def _is_edition(self) -> bool:
        """A text of another day is no copy to be kept and read as today's."""
        return self.past is not None and self.past.edition is not None

    def _with_policy(self, html: str) -> str:
        others = sorted({site.origin for site in self._others})
        return with_policy(_without_theme_faults(html), others, live=self.live)

    def _ready(self) -> tuple[Report, Stamp]:
        if self.report is None or self._stamp is None:
            raise PluginError("rulewise was asked to publish before it was asked to check")
        return self.report, self._stamp

    def _setting(self, config: MkDocsConfig, home: str) -> Setting:
        try:
            setting = Setting.told(home, config.site_name, config.site_url, config.extra.get("rulewise"))
        except ValueError as error:
            raise PluginError(str(error)) from None
        return self.past.told(setting) if self.past else setting

    def _looked_back(self, config: MkDocsConfig) -> Past:
        try:
            past, missing = past_of(self._root(config), self._target or Path(config.site_dir))
        except NoEdition as error:
            raise PluginError(str(error)) from None
        if missing:
            days = ", ".join(str(edition.day) for edition in missing)
            log.warning("the editions of %s are not in the site yet: rulewise build publishes them", days)
        return past

    def _print_edition(self, printer: Printer, setting: Setting, config: MkDocsConfig, root: Path) -> File:
        """Lay out the register for paper, before any page leads to it."""
        report, stamp = self._ready()
        html = edition(report, setting, Imprint(config.site_description or "", stamp.commit, stamp.changed))
        made = printer.pdf(
            html, folder="statutory", pictures=_pictures(report, report.corpus.root), told_page=self.told_page
        )
        return File.generated(config, PRINT_EDITION, content=made)

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()

    def _checked(self, config: MkDocsConfig, root: Path) -> Report:
        day = (self._stamp or stamp_of(root, int(time.time()))).day
        # What an editor dates today is not yet in any commit.
        day = max(day, dt.date.today()) if self.live else day
        return checked(root, (config.extra.get("rulewise") or {}).get("as_at"), day, self.memory)


def _pictures(report: Report, root: Path) -> dict[str, Path]:
    """Find the pictures that authored text shows, by where they are published."""
    found = picture_paths(report.corpus, PICTURES, lambda path: (root / path).is_file())
    inside = [path for path in found if path.startswith("guidance/")]
    return {path.replace("guidance/", "pictures/", 1): root / path for path in inside}


def is_site(folder: Path) -> bool:
    """Tell a published site, which may be replaced, from a folder of somebody's own files."""
    return (folder / "index.html").is_file() or (folder / "build.json").is_file()


def _without_theme_faults(html: str) -> str:
    """Take out what the theme says of its own check boxes and HTML does not allow."""
    return _FAULTY.sub(r"\1", html)


def _warned() -> bool:
    """Tell whether a strict build is about to be refused; MkDocs itself says so only after its last event."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))
