"""The check before a build that MkDocs itself began: every problem is logged, and an error ends it."""

import datetime as dt
import logging
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from rulewise.checks import Report, check
from rulewise.corpus import NoGuidance
from rulewise.corpus.load import Memory
from rulewise.model.problem import Severity
from rulewise.render.text import summary

log = logging.getLogger("mkdocs.plugins.rulewise")
"""Under ``mkdocs.``: the one name whose warnings a strict build counts."""

_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.DEBUG}


def checked(root: Path, told: Any, otherwise: dt.date, memory: Memory | None) -> Report:
    """Check the guidance as on the day that mkdocs.yml told, or another; raises `PluginError` for an error in it."""
    try:
        day = dt.date.fromisoformat(str(told)) if told else otherwise
    except ValueError:
        raise PluginError(f"extra.rulewise.as_at is “{told}”, which is no day: write it as 2026-11-22") from None
    try:
        report = check(root, day, memory)
    except NoGuidance as error:
        raise PluginError(str(error)) from None
    for problem in report.problems:
        where = f"{problem.path}:{problem.line}:{problem.column}"
        hint = f" → {problem.hint}" if problem.hint else ""
        log.log(_LEVELS[problem.severity], "%s %s %s%s", where, problem.code, problem.message, hint)
    if report.count(Severity.ERROR):
        raise PluginError(f"{summary(len(report.corpus.entries), report.problems)}; nothing was published")
    return report
