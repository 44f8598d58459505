"""Every problem code has files that show it, good and bad, found by walking ``tests/cases``.

A case is a folder whose files are laid over the base corpus. What a bad case should report stands in its
``expected.txt``, as ``path:line:column CODE message``, whole; a good case reports no errors and no warnings.
A case of a change holds two such folders, ``before`` and ``after``, and in ``as-body.txt`` whose change it is, if told.
``pytest --rewrite`` writes what is reported now into ``expected.txt``, to be read in the diff.
"""

import shutil
from pathlib import Path

import pytest

from conftest import CASES, DAY
from rulewise.checks import check
from rulewise.compare import compare, protect
from rulewise.corpus import load
from rulewise.model.problem import CODES, Severity

FOLDERS = sorted(case for case in CASES.glob("*/*/*") if case.parent.name in {"good", "bad"})
EXPECTED = "expected.txt"


def _reported(case: Path, root: Path) -> list[str]:
    if (case / "after").is_dir():
        states = [load(_laid(case / state, root / state)) for state in ("before", "after")]
        whose = case / "as-body.txt"
        body = whose.read_text("utf-8").strip() if whose.is_file() else None
        problems = list(protect(*states, compare(*states), body))
    else:
        floor = {Severity.ERROR, Severity.WARNING} if case.parent.name == "good" else set(Severity)
        problems = [p for p in check(_laid(case, root), DAY).problems if p.severity in floor]
    return [f"{p.path}:{p.line}:{p.column} {p.code} {p.message}" for p in problems]


def _laid(files: Path, root: Path) -> Path:
    shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
    if files.is_dir():
        ignored = shutil.ignore_patterns(EXPECTED)
        shutil.copytree(files, root / "guidance", dirs_exist_ok=True, symlinks=True, ignore=ignored)
    for gone in [*root.rglob("*.gone")]:
        gone.with_suffix("").unlink()
        gone.unlink()
    return root


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: "/".join(case.parts[-3:]))
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A bad case reports exactly what it says it does; a good one reports nothing that fails a strict check."""
    reported = _reported(case, tmp_path)
    if case.parent.name == "good":
        assert reported == []
        return
    file = case / EXPECTED
    if request.config.getoption("--rewrite"):
        file.write_text("\n".join(reported) + "\n", "utf-8")
    assert "\n".join(reported) + "\n" == file.read_text("utf-8")
    code = case.parts[-3]
    assert any(f" {code} " in line for line in reported)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_cases(code: str) -> None:
    """No check ships without a case that makes it fail and one that it leaves alone."""
    for side in ("good", "bad"):
        assert any((CASES / code / side).iterdir()), f"{code} has no {side} case"
