"""Options and manners that the commands share."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from rulewise.corpus import NoGuidance, find_root, nearest
from rulewise.corpus.load import Progress
from rulewise.model.values import Date, Id
from rulewise.render.text import Paint, plain


class Failure(click.ClickException):
    """The command could not be carried out; one line and exit code 2, so that it is never taken for a verdict."""

    exit_code = 2


DATES: TypeAdapter[dt.date] = TypeAdapter(Date)


class DateType(click.ParamType[dt.date]):
    """A day, written as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read the day, or fail in the words of the format."""
        if isinstance(value, dt.date):
            return value
        try:
            return DATES.validate_python(value)
        except ValidationError:
            self.fail(f"“{value}” is not a date: write it as 2026-11-22", param, ctx)


def _root(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path:
    try:
        root = (value or find_root(Path.cwd())).resolve()
        if not (root / "guidance").is_dir():
            raise NoGuidance(f"no folder “guidance” in {value}; name the root with --root DIR")
    except NoGuidance as error:
        raise click.UsageError(str(error)) from None
    return root


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_root,
    metavar="DIR",
    help="The project's folder.  [default: the nearest folder above that holds guidance/]",
)


def as_at_option(default: str = "today") -> Callable[..., Any]:
    """Make the option that states the day on which everything is judged."""
    return click.option(
        "--as-at", type=DateType(), metavar="DATE", help=f"Judge dates as on this day.  [default: {default}]"
    )


def say(text: str) -> None:
    """Write a line for people on stderr."""
    click.echo(text, err=True)


def painter(stream: Any) -> Paint:
    """Return what paints text for ``stream``: nothing unless it is a terminal and NO_COLOR is unset."""
    if os.environ.get("NO_COLOR") or not stream.isatty():
        return plain
    colours = {"error": "red", "warning": "yellow", "note": "cyan", "dim": "bright_black"}
    return lambda text, style: click.style(text, fg=colours.get(style), bold=style == "error")


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show a bar on stderr while something long goes on; nothing when stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    # Rich costs a tenth of a second to import, and only a person at a terminal sees what it draws.
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@lru_cache(maxsize=64)
def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []


def line_reader(root: Path) -> Callable[[str, int], str]:
    """Return what reads one line of a source file, for the excerpts under problems."""

    def read(path: str, line: int) -> str:
        file = root / path
        if file.is_symlink() or not file.is_file():
            return ""
        lines = _lines(file)
        return lines[line - 1].rstrip("\r") if line <= len(lines) else ""

    return read


def wanted_id(identifier: str, known: Iterable[Id], has: str = "has", more: str = "") -> Id:
    """Return one of the ids that are known, whatever the case in which it was asked for; names the nearest if none."""
    ids = {one.casefold(): one for one in known}
    if identifier.casefold() in ids:
        return ids[identifier.casefold()]
    near = nearest(identifier, ids.values(), most=3)
    hint = f" The nearest are: {', '.join(near)}." if near else ""
    raise click.UsageError(f"no provision {has} the id “{identifier}”.{hint}{more}")
