"""``rulewise history`` and ``ledger``: one provision, and the rules counted, through time."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from rulewise.cli.check import run_check
from rulewise.cli.options import DateType, as_at_option, root_option, wanted_id
from rulewise.corpus import Corpus, load
from rulewise.history import History, history_of
from rulewise.history.changes import Story
from rulewise.history.ledger import By, ledger
from rulewise.model.values import Id
from rulewise.render.ledger import ledger_as_csv, ledger_as_json, ledger_as_text
from rulewise.render.past import at_day, at_day_as_text, past_as_text, past_of

JSON: dict[str, Any] = {"ensure_ascii": False, "indent": 2}


@click.command(name="history")
@click.argument("identifier", metavar="ID")
@click.option(
    "--as-at", "day", type=DateType(), metavar="DATE", help="Show the file as it stood at the end of this day."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@root_option
def history_command(*, identifier: str, day: dt.date | None, form: str, root: Path) -> None:
    """Show the versions of one provision, from git: when it was added, and what each change did.

    The id is what counts, not the name of the file. Only the line of first parents is followed, and a commit counts
    from the day on which it came to that line (its committer's date, in UTC).

    \b
    Examples:
      rulewise history S-047
      rulewise history S-047 --as-at 2026-03-01
    """
    story, corpus = Story(history_of(root)), load(root)
    wanted = _known(identifier, story.history, corpus)
    entry = corpus.claimed.get(wanted)
    found = past_of(story, wanted, entry.path if entry else None)
    if day:
        then = at_day(story, wanted, day)
        click.echo(json.dumps({**found, "as_at": then}, **JSON) if form == "json" else at_day_as_text(wanted, then))
    else:
        click.echo(json.dumps(found, **JSON) if form == "json" else past_as_text(found))


def _known(identifier: str, history: History, corpus: Corpus) -> Id:
    """Return an id as it is written, whatever its case; one that was taken away is known too."""
    gap = f" {history.gap}" if history.gap else ""  # it may have been in what is not known
    return wanted_id(identifier, (*history.versions, *corpus.claimed), "has, or had,", gap)


@click.command(name="ledger")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--by", type=click.Choice([by.value for by in By]), help="Count for each bearer, or at each stage.")
@click.option("--since", type=DateType(), metavar="DATE", help="Leave out the days before this one.")
@as_at_option()
@root_option
def ledger_command(*, form: str, by: str | None, since: dt.date | None, as_at: dt.date | None, root: Path) -> None:
    """Count duties, powers, expectations, advice and words through time.

    A row for each day on which guidance changed, from git, and one for the text as it stands; when there are more than
    sixty, the last of each month. What is not in force on the day, or was withdrawn, does not count. A rule counts
    once for each force that it has; split by bearer or stage, it counts for each of them.

    \b
    Examples:
      rulewise ledger
      rulewise ledger --by bearer --format csv
    """
    day = as_at or dt.date.today()
    corpus = run_check(root, day).corpus
    found = ledger(Story(history_of(root)), corpus, day, By(by) if by else None, since or dt.date.min)
    if form == "csv":
        click.echo(ledger_as_csv(found), nl=False)
    else:
        click.echo(ledger_as_json(found) if form == "json" else ledger_as_text(found))
