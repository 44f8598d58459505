"""``rulewise review``: record that somebody has read a provision again."""

import datetime as dt
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rulewise.checks.dates import check_corpus, overtaken
from rulewise.checks.fixes import reviewed_again
from rulewise.cli.options import DateType, root_option, say, wanted_id
from rulewise.corpus import load


def write_beside_then_swap(file: Path, text: bytes, swap: Callable[[str, Path], Any] = os.replace) -> None:
    """Write a file whole or not at all, with the permissions that it had."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text)
        Path(beside).chmod(file.stat().st_mode & 0o7777)
        swap(beside, file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@click.command(name="review")
@click.argument("identifier", metavar="ID")
@click.option(
    "--reviewed", "day", type=DateType(), metavar="DATE", help="The day on which you read it.  [default: today]"
)
@root_option
def review_command(*, identifier: str, day: dt.date | None, root: Path) -> None:
    """Record a fresh review of a provision.

    Sets `reviewed` to the day you read it and moves `review_by` on by as long as it lay ahead before; nothing else in
    the file changes. Prints what the provision leans on that was amended since the old review.

    \b
    Example:
      rulewise review A-012 --reviewed 2026-11-22
    """
    corpus = load(root)
    identifier = wanted = wanted_id(identifier, corpus.claimed)
    entry = corpus.by_id.get(wanted)
    if entry is None or entry.provision is None:
        path = corpus.claimed[wanted].path
        raise click.UsageError(f"{identifier} has problems of its own, in {path}: run `rulewise check` first")
    provision, today = entry.provision, dt.date.today()
    new = day or today
    if new > today:
        raise click.UsageError(f"{new} has not come yet: give the day on which you read {identifier}")
    if new < provision.reviewed:
        raise click.UsageError(f"{identifier} was reviewed on {provision.reviewed}, which is later than {new}")
    if provision.is_withdrawn(new):
        raise click.UsageError(f"{identifier} was withdrawn, so there is nothing to review")
    next_by = new + (provision.review_by - provision.reviewed)
    file = root / entry.path
    if file.is_symlink():
        raise click.UsageError(f"{entry.path} is a symbolic link, which is never followed")
    text = reviewed_again(file.read_bytes(), new, next_by)
    if text is None:
        raise click.UsageError(
            f"the dates in {entry.path} could not be found as lines of their own; change them by hand"
        )
    since = overtaken(corpus, provision)
    further = [p.message for p in check_corpus(corpus, today) if p.code == "DT003" and p.path == entry.path]
    write_beside_then_swap(file, text)
    click.echo(
        f"{identifier} ({provision.title}): reviewed {provision.reviewed} → {new}, review by {provision.review_by} "
        f"→ {next_by}"
    )
    for target, what in since:
        click.echo(f"  since {provision.reviewed}: {target} {what}")
    if not since and further:
        click.echo(f"  {further[0]}")
    elif not since:
        say(f"nothing that {identifier} leans on has changed since {provision.reviewed}")
