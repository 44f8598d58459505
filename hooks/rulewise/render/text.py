"""Problems as text for a terminal: what, where, the line itself with a pointer, and a way out."""

import re
from collections.abc import Callable, Sequence

from rulewise.model.problem import Problem, Severity

Paint = Callable[[str, str], str]
"""Given text and a style (``error``, ``warning``, ``note``, ``dim``), returns the text painted or plain."""

ReadLine = Callable[[str, int], str]
"""Given a path and a line number, returns that line of the source, or nothing."""

WIDEST = 100
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def plain(text: str, _style: str) -> str:
    """Paint nothing."""
    return text


def visible(text: str) -> str:
    """Return text without the signs by which it could command a terminal."""
    return _CONTROL.sub(" ", text)


def problems_as_text(problems: Sequence[Problem], read_line: ReadLine, paint: Paint = plain) -> str:
    """Lay out problems one after the other, with an empty line between."""
    return "\n".join(_one(problem, read_line, paint) for problem in problems)


def _one(problem: Problem, read_line: ReadLine, paint: Paint) -> str:
    severity = problem.severity.value
    head = f"{visible(problem.path)}:{problem.line}:{problem.column}"
    lines = [f"{head}: {paint(f'{severity} {problem.code}', severity)} {visible(problem.message)}"]
    source = read_line(problem.path, problem.line)
    if source.strip():
        lines += _excerpt(problem, source, paint)
    if problem.hint:
        lines.append(f"  {paint('→', 'dim')} {visible(problem.hint)}")
    return "\n".join(lines) + "\n"


def _excerpt(problem: Problem, source: str, paint: Paint) -> list[str]:
    start = max(0, problem.column - 60)
    shown = visible(source[start : start + WIDEST])
    number = str(problem.line)
    length = max(1, min(len(problem.subject), len(shown) - (problem.column - 1 - start)))
    pointer = " " * (problem.column - 1 - start) + "^" * length
    return [
        f"  {paint(f'{number} |', 'dim')} {shown}",
        f"  {' ' * len(number)} {paint('|', 'dim')} {paint(pointer, problem.severity.value)}",
    ]


def summary(files: int, problems: Sequence[Problem]) -> str:
    """Say in one line what a run found."""
    counts = {s: sum(p.severity is s for p in problems) for s in Severity}
    found = ", ".join(_plural(count, severity.value) for severity, count in counts.items() if count)
    return f"{_plural(files, 'file')} checked: {found or 'no problems'}"


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
