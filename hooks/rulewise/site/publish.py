"""A whole build, with this program's own check before it."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice about its own future helps no editor

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from rulewise.checks import Report
from rulewise.model.words import Kind
from rulewise.site.kept import Keeper
from rulewise.site.past import Past
from rulewise.site.plugin import RulewisePlugin
from rulewise.site.printer import NoPrinter, Printer
from rulewise.site.stamp import EPOCH
from rulewise.site.swap import ended_by_signals
from rulewise.views import Setting

Progress = Callable[[int, int], None]
Tell = Callable[[str], None]


class NotPublished(Exception):
    """The site could not be built; the message says why, and the last good site is as it was."""


def publish(
    report: Report,
    config_file: Path,
    site_dir: Path | None,
    tell: Tell,
    progress: Progress,
    past: Past | None = None,
    *,
    pdf: bool = False,
) -> Path:
    """Build the site of a checked corpus and swap it in; return its folder. Raises `NotPublished`.

    A link that leads nowhere stops the build, as an error in the guidance would; in an edition it is only told, since
    what was written then cannot be mended now. With ``pdf`` the print edition of the register is part of the site.
    """
    settings: dict[str, Any] = {"site_dir": str(site_dir)} if site_dir else {}
    with said(tell), ended_by_signals(), _stamped(past):
        try:
            if past and past.edition:
                settings |= _as_it_was(report.corpus.root)
            config = load_config(str(config_file), **{"strict": True, **settings})
            plugin = plugin_of(config)
            target = Path(config.site_dir)
            plugin.report, plugin.past = report, past
            plugin.keeper = Keeper(target) if past and past.edition else Keeper.of(config_file.parent, target)
            plugin.printer = Printer() if pdf else None
            plugin.told_page = _counter(_steps(report, pdf=pdf), progress)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
        except (MkDocsException, NoPrinter) as error:
            raise NotPublished(str(error)) from None
        except OSError as error:
            raise NotPublished(f"{error.filename or ''}: {error.strerror}") from None
    return target


def _as_it_was(root: Path) -> dict[str, Any]:
    """Return the settings that an edition takes from its own day: its pages about the site, and their order."""
    docs, config = root / "docs", root / "mkdocs.yml"
    docs.mkdir(exist_ok=True)
    found: dict[str, Any] = {"docs_dir": str(docs), "strict": False}
    if config.is_file():
        # Nothing else of that day's settings: the engine and the look are those of today.
        with config.open("rb") as file, suppress(YAMLError):
            then = yaml_load(file)
            found |= {"nav": then["nav"]} if then.get("nav") else {}
    return found


@contextmanager
def _stamped(past: Past | None) -> Iterator[None]:
    """Let the builder's own clock stand at an edition's commit."""
    before = os.environ.get(EPOCH)
    if past and past.stamp:
        os.environ[EPOCH] = str(past.stamp.seconds)
    try:
        yield
    finally:
        if past and past.stamp:
            os.environ.pop(EPOCH)
            os.environ |= {EPOCH: before} if before is not None else {}


def target_of(config_file: Path, site_dir: Path | None) -> Path:
    """Return the folder that a site is published to. Raises `NotPublished`."""
    if site_dir:
        return site_dir
    try:
        return Path(load_config(str(config_file)).site_dir)
    except MkDocsException as error:
        raise NotPublished(str(error)) from None


def setting_of(config_file: Path, home: str) -> Setting:
    """Read what a project's mkdocs.yml, if it has one, tells the pages. Raises `NotPublished`."""
    if not config_file.is_file():
        return Setting(home)
    try:
        config = load_config(str(config_file))
        return Setting.told(home, config.site_name, config.site_url, config.extra.get("rulewise"))
    except (MkDocsException, ValueError) as error:
        raise NotPublished(str(error)) from None


def plugin_of(config: MkDocsConfig) -> RulewisePlugin:
    """Find the one RulewisePlugin that a site's settings name, as a hook or as a plugin. Raises `NotPublished`."""
    hooks: Any = config.hooks  # MkDocs declares a list and gives a mapping
    named = [getattr(hook, "plugin", None) for hook in hooks.values()] + list(config.plugins.values())
    for one in named:
        if isinstance(one, RulewisePlugin):
            return one
    raise NotPublished(
        "mkdocs.yml names neither the hook hooks/build.py nor the plugin rulewise, so no guidance would be in it"
    )


def _steps(report: Report, *, pdf: bool) -> int:
    """Guess how many pages will be told: those of the site, and a sheet a rule, laid out three times."""
    rules = sum(provision.kind is Kind.STATUTORY for provision in report.corpus.provisions())
    return len(report.corpus.by_id) + (3 * rules if pdf else 0)


def _counter(steps: int, progress: Progress) -> Callable[[], None]:
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        progress(done, max(done, steps))

    return told


@contextmanager
def said(tell: Tell) -> Iterator[None]:
    """Pass on what MkDocs warns of."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(f"{record.levelname.lower()}: {record.getMessage()}")

    handler, logger = Handler(logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    before, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
