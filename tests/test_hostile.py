"""What a user or an enemy may do to the commands, and the one clear line that they answer with."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from in_step import commands
from rulewise.cli import command
from rulewise.compare import Comparison
from rulewise.history.git import LATEST
from rulewise.history.line import read_line
from rulewise.history.revision import corpus_at
from rulewise.render.pull_request import changes_as_markdown
from rulewise.site.stamp import stamp_of
from scratch import commit, git, scratch
from support import HOOKS, path_of


def run(root: Path, *words: str) -> tuple[int, str]:
    """Run a command on a project."""
    done = CliRunner().invoke(command, [*words, "--root", str(root)])
    return done.exit_code, done.output


def test_help_shows_no_control_words() -> None:
    """A mark for the layout of help that is escaped once too often would be shown."""
    for name in commands():
        assert "\\b" not in CliRunner().invoke(command, [name, "--help"]).output


@pytest.mark.parametrize(("clock", "seconds"), [("99999999999999", LATEST), ("-86400", 0), ("soon", 0)])
def test_a_commit_with_an_impossible_clock_is_read(tmp_path: Path, clock: str, seconds: int) -> None:
    """Anybody can write any time into a commit."""
    root = tmp_path / "project"
    git_root = scratch(root)
    who = f"E <e@example.org> {clock} +0000"
    tree = git(git_root, "rev-parse", "HEAD^{tree}").strip()
    text = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nOdd\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=root,
        input=text,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    git(root, "reset", "-q", "--hard", made)
    assert [one.seconds for one in read_line(root, "HEAD", "guidance").commits] == [seconds]
    assert stamp_of(root, 1).day == read_line(root, "HEAD", "guidance").commits[0].day
    assert run(root, "history", "S-001")[0] == 0


def test_a_hook_of_git_does_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The repository is the one that holds the folder, also for a project in a folder of it."""
    (tmp_path / "whole").mkdir()
    scratch(tmp_path / "part")
    shutil.rmtree(tmp_path / "part/.git")
    shutil.move(tmp_path / "part", tmp_path / "whole/part")
    git(tmp_path / "whole", "init", "-q", "-b", "main")
    commit(tmp_path / "whole", {}, "All", day="2026-03-01")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "whole/.git"))
    assert "added on 2026-03-01" in run(tmp_path / "whole/part", "history", "S-001")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("prepare", "guidance/out"),
        ("prepare", "docs/out"),
        ("export", "guidance/out"),
        ("build", "--site-dir", "guidance/out"),
        ("build", "--offline", "docs/out"),
    ],
)
def test_what_people_write_is_no_place_for_output(project: Path, words: tuple[str, ...]) -> None:
    """Composed pages among the guidance would be read as guidance."""
    *before, out = words
    code, said = run(project, *before, str(project / out))
    assert code == 2
    assert "lies in" in said
    assert not (project / out).exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_one_line(project: Path) -> None:
    """No traceback: it is no fault of the program."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rulewise", "explain", "FM001"],
            cwd=project,
            env={"PYTHONPATH": str(HOOKS)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "Error: the output: No space left on device\n"


def test_the_past_is_never_read_from_the_folder(tmp_path: Path) -> None:
    """A file that could not be read then has no text, whatever stands there now."""
    root = scratch(tmp_path / "project")
    path = path_of("A-001")
    text = (root / path).read_bytes()
    commit(root, {path: "broken"}, "Break", day="2026-08-01")
    (root / path).write_bytes(text)
    then = corpus_at(root, "HEAD")
    assert then.document(then.by_path[path]) is None


def test_markdown_holds_no_commands_for_a_terminal(tmp_path: Path) -> None:
    """The name of a file may hold anything."""
    root = scratch(tmp_path / "project")
    commit(root, {"guidance/statutory/enquiries/\x1b[31m.md": "x"}, "Odd", day="2026-08-01")
    assert "\x1b" not in changes_as_markdown(Comparison(corpus_at(root, "main~1"), corpus_at(root, "main"), "a", "b"))
