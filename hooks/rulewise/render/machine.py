"""Problems for machines: JSON, and annotations for GitHub."""

import datetime as dt
import json
from collections.abc import Sequence

from rulewise.model.problem import Problem, Severity

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def problems_as_json(problems: Sequence[Problem], *, files: int, as_at: dt.date) -> str:
    """Give problems as one JSON object, in the shape that the README describes."""
    document = {
        "version": 1,
        "as_at": as_at.isoformat(),
        "files": files,
        "problems": [
            {
                "code": problem.code,
                "name": problem.name,
                "severity": problem.severity.value,
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        "counts": {s.value: sum(p.severity is s for p in problems) for s in Severity},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def problems_as_github(problems: Sequence[Problem]) -> str:
    """Give problems as workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(
        f"::{_GITHUB[problem.severity]} file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(f'{problem.code} {problem.name}')}::{_data(said(problem))}\n"
        for problem in problems
    )


def said(problem: Problem) -> str:
    """Return a problem's message with its way out."""
    return f"{problem.message}\n→ {problem.hint}" if problem.hint else problem.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
