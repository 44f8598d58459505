"""The command ``rulewise``: the only place that prints."""

import io
import os
import sys
import traceback
from contextlib import suppress
from importlib import import_module

import click

from rulewise import __version__

# Looking for plugins of pydantic costs every start a fiftieth of a second, and this program has none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

_COMMANDS = {
    "check": "check",
    "build": "publish",
    "serve": "publish",
    "new": "author",
    "show": "look",
    "explain": "look",
    "report": "look",
    "diff": "diff",
    "codeowners": "codeowners",
    "review": "review",
    "prepare": "publish",
    "export": "publish",
    "history": "past",
    "ledger": "past",
    "editions": "editions",
}
"""Each command and the module that holds it; a module is imported when its command is run."""


class _Lazy(click.Group):
    """A group whose commands are imported when they are wanted, so that a check starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"rulewise.cli.{module}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)  # noqa: S101 - tells the type checker what the table above holds
        return command


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rulewise")
def command() -> None:
    """Publish guidance so that nobody can mistake advice for law.

    Guidance is authored as Markdown files under guidance/, each tagged statutory or professional. `rulewise check`
    finds what is wrong with them; `rulewise build` publishes them as a site.
    """


def main() -> None:
    """Run the command; whatever goes wrong ends in a message and exit code 2, never in silence."""
    for stream in (sys.stdout, sys.stderr):  # a file's name may hold bytes that are no text anywhere
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        command(standalone_mode=True)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"Error: {error.filename or 'the output'}: {error.strerror or error}", err=True)
        with suppress(OSError):  # or what is still to be written would be tried again at the end
            sys.stdout.close()
        sys.exit(2)
    except Exception:  # noqa: BLE001 - the last resort: a fault of ours must not look like a verdict on the guidance
        traceback.print_exc()
        click.echo("rulewise failed; this is a fault of the program, not of the guidance", err=True)
        sys.exit(2)
