"""``rulewise check``: is everything in the corpus what it says it is?"""

import datetime as dt
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from rulewise.checks import Report, check
from rulewise.cli.options import as_at_option, line_reader, painter, progress, root_option, say
from rulewise.corpus import meant
from rulewise.corpus.memory import recall, remember
from rulewise.model.problem import CODES, Problem, Severity
from rulewise.render.machine import problems_as_github, problems_as_json
from rulewise.render.sarif import problems_as_sarif
from rulewise.render.text import problems_as_text, summary

FEW = 20
"""Files that are read again in less time than all that is known of the others takes to write down."""

FAMILIES = sorted({code.family for code in CODES.values()})


def _codes(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> frozenset[str]:
    words = [word.strip().upper() for text in value for word in text.split(",") if word.strip()]
    for word in words:
        if word not in CODES and word not in FAMILIES:
            hint = meant(word, [*CODES, *FAMILIES])
            raise click.BadParameter(f"“{word}” is neither a code nor a family. {hint}", param=param)
    return frozenset(code.code for code in CODES.values() if code.code in words or code.family in words)


def run_check(root: Path, as_at: dt.date, *, cache: bool = True) -> Report:
    """Check the corpus with what an earlier run learnt, and keep what this one does."""
    gc.disable()  # nothing a check makes lives in circles, and walking its small objects costs a fifth of a run
    begun = time.time_ns()
    memory = recall(root) if cache else {}
    known = dict(memory)
    with progress("Reading guidance") as advance:
        report = check(root, as_at, memory, advance)
    gc.freeze()
    gc.enable()
    if cache and sum(known.get(path) is not item for path, item in memory.items()) > (FEW if known else 0):
        remember(root, memory, begun)
    return report


@click.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How to print problems: for people, for programs, for GitHub's annotations, for code scanning.",
)
@as_at_option()
@click.option(
    "--select", multiple=True, callback=_codes, metavar="CODES", help="Only these codes or families: FM,LK001."
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="All but these codes or families.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--fix", is_flag=True, help="Mend what is safe and certain: link bare ids, give ids their proper case.")
@click.option("--diff", "preview", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--no-cache", is_flag=True, help="Read every file again, and keep nothing for the next run.")
@root_option
def check_command(
    *,
    paths: tuple[Path, ...],
    form: str,
    as_at: dt.date | None,
    select: frozenset[str],
    ignore: frozenset[str],
    strict: bool,
    fix: bool,
    preview: bool,
    no_cache: bool,
    root: Path,
) -> None:
    """Check the guidance: tags, links, dates, owners, safety.

    Every file is read, and every problem is told in one run with its place and a way out. PATH limits what is
    told, not what is read. `rulewise explain CODE` says more about a code.

    Exit code 0: no errors. 1: errors (with --strict, also warnings). 2: the command could not be carried out.

    \b
    Examples:
      rulewise check
      rulewise check guidance/professional --select FM,LK
      rulewise check --format github --strict
    """
    wanted = _within(root, paths)
    day = as_at or dt.date.today()
    if preview or fix:
        from rulewise.cli.mend import mend  # a plain check starts faster without

        mend(root, wanted, preview=preview)
        if preview:
            return
    report = run_check(root, day, cache=not no_cache)
    problems = [
        problem
        for problem in report.problems
        if wanted(problem.path) and (not select or problem.code in select) and problem.code not in ignore
    ]
    files = sum(wanted(entry.path) for entry in report.corpus.entries)
    shown = {
        "text": lambda: problems_as_text(problems, line_reader(root), painter(sys.stdout)),
        "json": lambda: problems_as_json(problems, files=files, as_at=day),
        "github": lambda: problems_as_github(problems),
        "sarif": lambda: problems_as_sarif(problems),
    }[form]()
    click.echo(shown, nl=False)
    say(summary(files, problems))
    if any(fails(problem, strict=strict) for problem in problems):
        sys.exit(1)


def fails(problem: Problem, *, strict: bool) -> bool:
    """Tell whether a problem stops a build."""
    return problem.severity is Severity.ERROR or (strict and problem.severity is Severity.WARNING)


def _within(root: Path, paths: tuple[Path, ...]) -> Callable[[str], bool]:
    if not paths:
        return lambda _path: True
    named = []
    for path in paths:
        absolute = Path(path if path.is_absolute() else Path.cwd() / path)
        if not absolute.exists():
            raise click.UsageError(f"there is no file or folder “{path}”")
        try:
            named.append(absolute.resolve().relative_to(root).as_posix())
        except ValueError:
            raise click.UsageError(f"“{path}” lies outside {root}") from None
    return lambda other: any(name in {".", other} or other.startswith(f"{name}/") for name in named)
