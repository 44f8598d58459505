"""Problems as a SARIF 2.1.0 log, for code scanning."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from rulewise import __version__
from rulewise.model.problem import CODES, Code, Problem
from rulewise.render.machine import said
from rulewise.render.pages import page_of_code

_ROOT = "%SRCROOT%"
"""What SARIF calls the folder that addresses are relative to."""


def problems_as_sarif(problems: Sequence[Problem]) -> str:
    """Give problems as one log with one run; addresses are relative to the project's folder."""
    used = [CODES[code] for code in sorted({problem.code for problem in problems})]
    run = {
        "tool": {"driver": {"name": "rulewise", "version": __version__, "rules": [_rule(code) for code in used]}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(problems, {code.code: i for i, code in enumerate(used)})),
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    page = page_of_code(code.code)
    what = page.partition("## What it checks\n")[2].strip().partition("\n\n")[0]
    return {
        "id": code.code,
        "name": code.name,
        "shortDescription": {"text": code.name},
        "fullDescription": {"text": what},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _results(problems: Sequence[Problem], index: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for problem in problems:
        # Without the line, so that a problem is still the same one when text above it grows.
        digest = hashlib.sha256(f"{problem.code}\0{problem.path}\0{problem.message}".encode("utf-8", "replace"))
        same = digest.hexdigest()[:16]
        seen[same] += 1
        place = {
            "artifactLocation": {"uri": quote(problem.path, errors="replace"), "uriBaseId": _ROOT},
            "region": {"startLine": problem.line, "startColumn": problem.column},
        }
        yield {
            "ruleId": problem.code,
            "ruleIndex": index[problem.code],
            "level": problem.severity.value,
            "message": {"text": said(problem)},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"primaryLocationLineHash": f"{same}:{seen[same]}"},
        }
