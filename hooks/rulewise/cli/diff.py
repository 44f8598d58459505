"""``rulewise diff``: what a change does, provision by provision."""

import sys
from pathlib import Path

import click

from rulewise.cli.options import Failure, line_reader, painter, root_option, say
from rulewise.compare import Comparison
from rulewise.corpus import meant
from rulewise.history.git import NoHistory
from rulewise.history.state import states
from rulewise.render.changes import changes_as_json, changes_as_text, counts
from rulewise.render.machine import problems_as_github
from rulewise.render.pull_request import changes_as_markdown
from rulewise.render.text import problems_as_text


@click.command(name="diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "github"]),
    default="text",
    show_default=True,
    help="How to print changes: for people, for programs, for a pull request; github prints annotations of problems.",
)
@click.option("--as-body", metavar="BODY", help="Whose change it is: also report what this body may not change.")
@click.option("--merge-base", is_flag=True, help="Compare with where HEAD branched off from BASE, not with BASE now.")
@root_option
def diff_command(*, base: str, head: str | None, form: str, as_body: str | None, merge_base: bool, root: Path) -> None:
    """Say what a change does, provision by provision: what sort, how grave, who must approve, what is stale after it.

    BASE and HEAD are revisions of git, or folders that hold guidance/ (write ./old for a folder named as a branch is).
    Without HEAD, the folder as it stands is compared. Nothing is checked out, and nothing from a revision is run.

    Exit code 0: compared. 1: the change is not allowed: law changed without its source, a page removed instead of
    withdrawn, a body's change to what is not its own, a file that cannot be read. 2: nothing could be compared.

    \b
    Examples:
      rulewise diff HEAD
      rulewise diff main --merge-base --format markdown
      rulewise diff v1 v2 --as-body college-of-policing
    """
    try:
        before, after = states(root, base, head, merge_base=merge_base)
    except NoHistory as error:
        raise Failure(str(error)) from None
    comparison = Comparison(before, after, base, head or "the folder as it stands", as_body)
    if as_body:
        _known(comparison, as_body)
    problems = comparison.problems
    shown = {
        "text": lambda: changes_as_text(comparison, painter(sys.stdout)),
        "json": lambda: changes_as_json(comparison),
        "markdown": lambda: changes_as_markdown(comparison),
        "github": lambda: problems_as_github(problems),
    }[form]()
    click.echo(shown, nl=False)
    if form == "text" and problems:
        reader = line_reader(root) if head is None else lambda _path, _line: ""
        click.echo(f"\n{problems_as_text(problems, reader, painter(sys.stdout))}", nl=False)
    say(counts(comparison))
    if problems:
        sys.exit(1)


def _known(comparison: Comparison, body: str) -> None:
    """Refuse a body that neither vocabulary has, so that a slip of the pen is not taken for a verdict."""
    lists = [corpus.vocabulary for corpus in (comparison.base, comparison.head) if corpus.vocabulary]
    bodies = list(dict.fromkeys(one.id for vocabulary in lists for one in vocabulary.bodies))
    if body not in bodies:
        hint = meant(body, bodies) or f"The bodies are: {', '.join(bodies)}"
        raise click.UsageError(f"“{body}” is not one of the bodies in vocabulary.yml. {hint}")
