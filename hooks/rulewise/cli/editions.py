"""``rulewise editions``, and what `rulewise build` needs to publish the text of another day."""

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from rulewise.checks import Report, check
from rulewise.cli.options import DateType, Failure, line_reader, painter, progress, root_option, say
from rulewise.history import Edition, NoEdition, edition_at, history_of
from rulewise.history.changes import Story
from rulewise.history.edition import lay_out
from rulewise.history.kept import LIST, keep, kept
from rulewise.model.problem import Problem, Severity
from rulewise.render.text import problems_as_text

if TYPE_CHECKING:
    from rulewise.site.past import Past


@click.command(name="editions")
@click.option("--add", "day", type=DateType(), metavar="DATE", help="Keep the edition of this day from now on.")
@click.option("--list", is_flag=True, expose_value=False, help="List them, as it does in any case.")
@root_option
def editions_command(*, day: dt.date | None, root: Path) -> None:
    """List the editions that stay published under /as-at/, or add one.

    An edition is the whole site as it stood at the end of a day (in UTC). The list is editions.yml: commit it.
    `rulewise build` publishes each edition once, with its own search, and never writes it again.

    \b
    Examples:
      rulewise editions
      rulewise editions --add 2026-03-01
    """
    history = history_of(root)
    try:
        if day:
            # Tried before it is promised.
            with text_of(root, edition_at(history, day)):
                added = keep(history, day, dt.datetime.now(dt.UTC).date())
            say(f"Added to {LIST}: {added.day}, commit {added.commit.short}. Commit the file, and build.")
        for edition in kept(history):
            click.echo(f"{edition.day}  {edition.commit.short}  {edition.commit.day}  {edition.commit.subject}")
    except NoEdition as reason:
        raise Failure(str(reason)) from None


def wanted_edition(root: Path, day: dt.date | None) -> Edition | None:
    """Return the edition that a build of a day publishes; None when that is the text as it stands now."""
    if day is None:
        return None
    history = history_of(root)
    if not history.line.commits:
        say(f"{history.gap} The text is what stands in the folder now; only its dates are judged as on {day}.")
        return None
    if day >= history.line.commits[-1].day:
        return None
    try:
        return edition_at(history, day)
    except NoEdition as reason:
        raise Failure(str(reason)) from None


def publish_edition(
    root: Path, edition: Edition, config: Path, out: Path | None, address: str = "", *, pdf: bool = False
) -> tuple[Path, int]:
    """Publish one edition; return its folder and how many provisions it has. Raises `NotPublished`.

    ``address`` leads from the edition to the site of today, where both are published together.
    """
    from rulewise.site.past import Past
    from rulewise.site.publish import publish

    with text_of(root, edition) as report, progress(f"Publishing the edition of {edition.day}") as advance:
        past = Past(Story(history_of(root, edition.commit.id)), edition, address=address)
        return publish(report, config, out, say, advance, past, pdf=pdf), len(report.corpus.by_id)


@contextmanager
def shelved(root: Path, config: Path, site: Path) -> Iterator["Past"]:
    """Give a project's past with every kept edition ready: those that ``site`` lacks are built now."""
    from rulewise.site.past import TODAY, past_of, place_of

    try:
        past, missing = past_of(root, site)
    except NoEdition as reason:
        raise Failure(str(reason)) from None
    with TemporaryDirectory(prefix="rulewise-editions-") as folder:
        built = tuple((edition, place_of(Path(folder), edition)) for edition in missing)
        for edition, place in built:
            publish_edition(root, edition, config, place, TODAY)
        yield replace(past, shelved=tuple(sorted((*past.shelved, *built), key=lambda one: one[0].day)))


@contextmanager
def text_of(root: Path, edition: Edition) -> Iterator[Report]:
    """Lay an edition out and check it as on its day; stop with exit code 1 when today's format can't read it."""
    with TemporaryDirectory(prefix="rulewise-edition-") as folder:
        try:
            then = lay_out(root, edition, Path(folder).resolve())
        except NoEdition as reason:
            raise Failure(str(reason)) from None
        report = check(then, edition.day)
        if bad := [problem for problem in report.problems if _stops(problem)]:
            say(problems_as_text(bad, line_reader(then), painter(sys.stderr)).rstrip())
            say(f"The text of {edition.day} (commit {edition.commit.short}) can't be read by today's format.")
            sys.exit(1)
        if rest := report.count(Severity.ERROR):
            say(f"Today's checks find {rest:,} in the text of {edition.day}, which is shown as it was written.")
        yield report


def _stops(problem: Problem) -> bool:
    """Tell what keeps an edition from being published: it can't be read by today's format, or isn't safe to show.

    Whatever else today's checks would refuse is published as it was written: an edition is a record.
    """
    return problem.severity is Severity.ERROR and (problem.code[:2] in {"FM", "SF"} or problem.code == "OW002")
