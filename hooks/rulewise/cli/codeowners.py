"""``rulewise codeowners``: who must approve a change to which files."""

import sys
from pathlib import Path

import click

from rulewise.cli.options import Failure, root_option, say
from rulewise.cli.review import write_beside_then_swap
from rulewise.corpus.load import VOCABULARY
from rulewise.corpus.vocabulary import read_vocabulary, vocabulary_bytes
from rulewise.render.codeowners import FILE, NoHandle, codeowners


@click.command(name="codeowners")
@click.option("--write", is_flag=True, help=f"Write {FILE} instead of printing it.")
@click.option("--check", is_flag=True, help=f"Say whether {FILE} is in step; exit code 1 when it is not.")
@root_option
def codeowners_command(*, write: bool, check: bool, root: Path) -> None:
    """Say who must approve a change to which files, as GitHub and GitLab read it.

    Made from the bodies in guidance/vocabulary.yml: what each may own, and its handles on the host. The statutory
    layer and the vocabulary belong to the bodies that may own statutory text.

    \b
    Examples:
      rulewise codeowners
      rulewise codeowners --write
    """
    if write and check:
        raise click.UsageError("--write and --check do not go together: choose one")
    vocabulary, _document, _problems = read_vocabulary(VOCABULARY, vocabulary_bytes(root, VOCABULARY))
    if vocabulary is None:
        raise Failure("the vocabulary cannot be read; run: rulewise check guidance/vocabulary.yml")
    try:
        text = codeowners(vocabulary)
    except NoHandle as error:
        raise Failure(str(error)) from None
    file = root / FILE
    if check:
        if not file.is_file() or file.read_bytes() != text.encode():
            say(f"{FILE} is out of step with {VOCABULARY}: run rulewise codeowners --write")
            sys.exit(1)
    elif write:
        file.parent.mkdir(exist_ok=True)
        file.touch()
        write_beside_then_swap(file, text.encode())
        say(f"wrote {FILE}")
    else:
        click.echo(text, nl=False)
