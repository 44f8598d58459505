"""What is written down twice is the same in both places: the README's commands, and the schemas.

Run as a program it says what is out of step and which command mends it, and exits with 1; ``--write`` mends it.
"""

import sys
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "hooks"))

from rulewise.cli import command  # noqa: E402 - found through the line above
from rulewise.export import SCHEMA, VOCABULARY_SCHEMA, schema, vocabulary_schema  # noqa: E402

BEGIN, END = "<!-- commands -->", "<!-- /commands -->"
README = "README.md"


def first_sentence(text: str) -> str:
    """Return the first sentence of a help text, on one line and without code marks."""
    words = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    return f"{words.partition('. ')[0].rstrip('.')}."


def commands() -> dict[str, click.Command]:
    """Return every command by name, in the order in which help shows them."""
    context = click.Context(command)
    found = {name: command.get_command(context, name) for name in command.list_commands(context)}
    return {name: one for name, one in found.items() if one}


def calls() -> dict[str, str]:
    """Return how each command is called, with its arguments, and the first sentence of its help."""
    found = {}
    for name, one in commands().items():
        arguments = [_shown(part) for part in one.params if isinstance(part, click.Argument)]
        found[" ".join(["rulewise", name, *arguments])] = first_sentence(one.help or "")
    return found


def _shown(argument: click.Argument) -> str:
    """Write an argument as help does, or by its name where help would list every choice."""
    return argument.metavar or argument.human_readable_name


def table() -> str:
    """Return the README's table of commands."""
    rows = [f"| `{call}` | {does} |" for call, does in calls().items()]
    return "\n".join([BEGIN, "| call | does |", "| --- | --- |", *rows, END])


def wanted(root: Path) -> dict[str, str]:
    """Return the files that are written down twice, as they should be."""
    readme = (root / README).read_text("utf-8")
    before, _begin, rest = readme.partition(BEGIN)
    after = rest.partition(END)[2]
    return {
        README: f"{before}{table()}{after}",
        f"docs/{SCHEMA}": schema(),
        f"docs/{VOCABULARY_SCHEMA}": vocabulary_schema(),
    }


def out_of_step(root: Path) -> list[str]:
    """List the files that are not as they should be."""
    return [
        path
        for path, text in wanted(root).items()
        if not (root / path).is_file() or (root / path).read_text("utf-8") != text
    ]


def main(root: Path, *, write: bool) -> int:
    """Check, or write; return the exit code."""
    stale = out_of_step(root)
    if write:
        for path in stale:
            (root / path).write_text(wanted(root)[path], "utf-8")
            print(f"wrote {path}")
        return 0
    for path in stale:
        print(
            f"{path} is out of step with the code: run “make docs” (python tests/in_step.py --write)", file=sys.stderr
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(ROOT, write="--write" in sys.argv[1:]))
