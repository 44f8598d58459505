"""``rulewise show``, ``explain`` and ``report``: one provision, one code, the whole."""

import datetime as dt
import json
import sys
from pathlib import Path

import click

from rulewise.cli.check import run_check
from rulewise.cli.options import Failure, as_at_option, painter, root_option, wanted_id
from rulewise.corpus import meant
from rulewise.model.problem import CODES
from rulewise.render.overview import coverage, coverage_as_text, impact_as_text, provision_as_text
from rulewise.render.pages import page_of_code


@click.command(name="show")
@click.argument("identifier", metavar="ID")
@click.option("--impact", is_flag=True, help="List all that leans on it, near and far: what its end would touch.")
@root_option
def show_command(*, identifier: str, impact: bool, root: Path) -> None:
    """Show one provision and everything that touches it.

    \b
    Examples:
      rulewise show S-047
      rulewise show S-047 --impact
    """
    report = run_check(root, dt.date.today())
    wanted = wanted_id(identifier, report.corpus.claimed)
    if wanted not in report.corpus.by_id:
        path = report.corpus.claimed[wanted].path
        raise Failure(f"{wanted} is in {path}, which cannot be read; run: rulewise check {path}")
    if impact:
        click.echo(impact_as_text(report, wanted), nl=False)
    else:
        click.echo(provision_as_text(report, wanted, painter(sys.stdout)), nl=False)


@click.command(name="explain")
@click.argument("code")
def explain_command(*, code: str) -> None:
    """Say what a problem code means, why it matters, and what to do.

    \b
    Example:
      rulewise explain FM005
    """
    known = CODES.get(code.upper())
    if known is None:
        raise click.UsageError(
            f"“{code}” is not a problem code. {meant(code.upper(), CODES)}\nThe codes are: {', '.join(CODES)}"
        )
    click.echo(page_of_code(known.code), nl=False)


@click.command(name="report")
@click.option("--board", metavar="B", help="One local board: what it has, and what it lacks.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_at_option()
@root_option
def report_command(*, board: str | None, form: str, as_at: dt.date | None, root: Path) -> None:
    """Report coverage and health: what there is by stage and role, and what is missing, due or allowed."""
    report = run_check(root, as_at or dt.date.today())
    vocabulary = report.corpus.vocabulary
    if vocabulary is None:
        raise Failure("the vocabulary cannot be read; run: rulewise check guidance/vocabulary.yml")
    boards = [one.id for one in vocabulary.boards]
    if board and board not in boards:
        raise click.UsageError(
            f"“{board}” is not a board. {meant(board, boards) or 'The boards are: ' + ', '.join(boards)}"
        )
    found = coverage(report, vocabulary, board)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else coverage_as_text(found))
