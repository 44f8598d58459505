"""The shape of the house: which part may know which, and how long a module may grow."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "hooks" / "rulewise").rglob("*.py"))


def test_the_engine_reads_from_left_to_right() -> None:
    """No part knows one that comes after it; the contracts stand in pyproject.toml."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 3 kept, 0 broken." in done.stdout


def test_a_step_back_is_noticed(tmp_path: Path) -> None:
    """The same contracts refuse an engine in which the model knows the checks."""
    package = tmp_path / "rulewise"
    for part in (
        "model",
        "source",
        "corpus",
        "checks",
        "compare",
        "history",
        "views",
        "render",
        "export",
        "search",
        "site",
        "cli",
    ):
        (package / part).mkdir(parents=True)
        (package / part / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "model" / "__init__.py").write_text("import rulewise.checks\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"))
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": "."}
    )
    assert done.returncode == 1
    assert "rulewise.model is not allowed to import rulewise.checks" in done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_modules_are_short(module: Path) -> None:
    """A module of the engine is one idea in 300 lines at the most; the hook has 40."""
    assert len(module.read_text("utf-8").splitlines()) <= 300


def test_the_hook_is_thin() -> None:
    """The hook only hands events on."""
    assert len((ROOT / "hooks" / "build.py").read_text("utf-8").splitlines()) < 40
