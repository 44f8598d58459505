"""`rulewise new`: the file that it starts, and the questions that it asks at a terminal."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import lay
from rulewise.cli import author, command
from rulewise.source.document import Document, read_document
from support import HOOKS, ROOT, path_of, provision

KINDS = """\
  statutory     a rule: an Act, regulations or statutory guidance says so
  professional  advice of a profession
  principle     what rules and advice are for
  local         how one area carries something out
  finding       what a case review learned
  measure       a figure that prompts a question
"""
STAGES = "  referral   Referral\n  enquiries  Enquiries\n"


def _new(project: Path, *words: str, answers: str = "") -> Result:
    return CliRunner().invoke(command, ["new", "--root", str(project), *words], input=answers)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch, project: Path) -> Path:
    """Let the command believe that somebody is there to answer, and stand in the project."""
    monkeypatch.setattr(author, "asks", lambda: True)
    monkeypatch.chdir(project)
    return project


@pytest.mark.parametrize(
    ("words", "path", "identifier"),
    [
        (["statutory", "A Rule", "--stage", "referral"], "statutory/referral/a-rule.md", "S-002"),
        (
            ["professional", "Some Advice", "--stage", "enquiries", "--owner", "college"],
            "professional/enquiries/some-advice.md",
            "A-002",
        ),
        (
            ["professional", "More", "--stage", "enquiries", "--owner", "college", "--supports", "S-001"],
            "professional/enquiries/more.md",
            "A-002",
        ),
        (["principle", "A Principle"], "principles/a-principle.md", "P-02"),
        (["local", "A Procedure", "--board", "northmere"], "local/northmere/a-procedure.md", "L-northmere-02"),
        (
            ["local", "Another", "--board", "northmere", "--implements", "s-001, a-001"],
            "local/northmere/another.md",
            "L-northmere-02",
        ),
        (["finding", "A Finding", "--bears-on", "l-NORTHMERE-01"], "findings/a-finding.md", "C-002"),
        (["measure", "A Measure", "--owner", "department", "--about", "P-01"], "measures/a-measure.md", "M-02"),
    ],
)
def test_a_new_file(
    project: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], path: str, identifier: str
) -> None:
    """It stands in its place with the next free id, and the check finds fault with it only where it says TO WRITE."""
    monkeypatch.chdir(project)
    done = _new(project, *words)
    assert (done.exit_code, done.stdout) == (0, f"guidance/{path}\n")
    assert done.stderr == (
        f"{identifier} is yours. Write what is marked TO WRITE, then run: rulewise check guidance/{path}\n"
    )
    lines = (project / "guidance" / path).read_text("utf-8").split("\n")
    assert f"id: {identifier}" in lines
    shown = CliRunner().invoke(command, ["check", "--root", str(project), f"guidance/{path}", "--format", "json"])
    places = {problem["line"] for problem in json.loads(shown.stdout)["problems"]}
    assert places
    for line in places:
        after = lines[line - 1 :] if lines[line - 1].startswith("## ") else lines[line - 1 : line]
        assert "TO WRITE" in next((one for one in after[1:] if one), after[0]), lines[line - 1]


def test_once_written_it_is_clean(project: Path) -> None:
    """With the marked places written, and nothing else touched, there are no problems left."""
    lay(project, {path_of("S-009"): provision("S-009")})
    done = _new(project, "professional", "Sit where the child sits", "--stage", "enquiries", "--owner", "college",
                "--supports", "S-009")  # fmt: skip
    file = project / "guidance/professional/enquiries/sit-where-the-child-sits.md"
    text = re.sub(r"^(\s*(?:- )?\w+:) +# TO WRITE.*$", r"\1 Some words", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(re.sub(r"<!-- TO WRITE.*-->", "Some words.", text), "utf-8")
    shown = CliRunner().invoke(command, ["check", "--root", str(project), str(file), "--strict"])
    assert (done.exit_code, shown.exit_code, shown.output) == (0, 0, "1 file checked: no problems\n")


def test_it_takes_no_id_again(project: Path) -> None:
    """The next id follows the highest, that of a broken file and of a withdrawn provision included."""
    ended = provision("S-041", withdrawn={"on": "2026-01-01", "because": "old"})
    lay(
        project,
        {path_of("S-041"): ended, path_of("S-090"): "---\nid: S-090\ntitle: [\n", path_of("S-005"): provision("S-005")},
    )
    _new(project, "statutory", "One", "--stage", "enquiries")
    _new(project, "statutory", "Two", "--stage", "enquiries")
    texts = {name: (project / f"guidance/statutory/enquiries/{name}.md").read_text("utf-8") for name in ("one", "two")}
    assert ["id: S-091" in texts["one"], "id: S-092" in texts["two"]] == [True, True]


@pytest.mark.parametrize(
    "title",
    [
        'Say "when": now',
        "It's #1",
        "- a, [b] {c}",
        "back\\slash",
        "no",
        "2026-11-22",
        "*star* & <b>",
        "{{ x }} {board}",
        "Über Straßen",
    ],
)
def test_it_keeps_any_title(project: Path, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    """A title with signs that YAML gives a meaning to is read back as it was given."""
    monkeypatch.chdir(project)
    done = _new(project, "principle", "--", title)
    assert done.exit_code == 0
    document = read_document("x.md", (project / done.stdout.strip()).read_bytes())
    assert isinstance(document, Document)
    assert document.values["title"] == title


def test_a_very_long_title(project: Path) -> None:
    """A title longer than a file's name may be is refused in plain words."""
    done = _new(project, "principle", "word " * 80)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(": File name too long; choose a shorter title\n")


def test_it_overwrites_nothing(project: Path) -> None:
    """A title whose file exists is refused, and the file stays."""
    lay(project, {"guidance/principles/mine.md": "kept"})
    done = _new(project, "principle", "Mine")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "guidance/principles/mine.md exists already; choose another title" in done.stderr
    assert (project / "guidance/principles/mine.md").read_text("utf-8") == "kept"


def test_it_prints_a_path_from_where_one_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path is relative to the folder that one is in."""
    monkeypatch.chdir(project / "guidance/findings")
    assert _new(project, "principle", "A thing").stdout == "../principles/a-thing.md\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["principle", "X", "--about", "S-001"], "a principle provision is not tied to others by a field"),
        (["measure", "X", "--owner", "department", "--about", "S-002"], "no provision has the id S-002; near: S-001"),
        (["measure", "X", "--owner", "department", "--about", "C-001"],
         "C-001 is of the wrong kind for “about”, which takes: statutory, professional, principle, local"),
    ],
)  # fmt: skip
def test_ids_that_do_not_fit(project: Path, words: list[str], said: str) -> None:
    """An id that nothing has, or of a kind that the field does not take, is refused before anything is written."""
    before = sorted(project.rglob("*"))
    done = _new(project, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert sorted(project.rglob("*")) == before


def test_it_asks_what_it_needs(at_a_terminal: Path) -> None:
    """Without arguments it asks five things, shows each closed list, and asks again when an answer is no choice."""
    answers = "advise\nprofessional\n§\nSit down first\nenquirys\nenquiries\ncollege\nS-404\ns-001\n"
    done = _new(at_a_terminal, answers=answers)
    path = "guidance/professional/enquiries/sit-down-first.md"
    owners = "".join(f"  {one}\n" for one in ("college   The college", "stewards  The stewards"))
    assert done.stderr.replace(owners, "OWNERS\n") == (
        f"{KINDS}Kind: advise\n"
        "Error: “advise” is not a kind.\n"
        "One of: statutory, professional, principle, local, finding, measure\n"
        "Kind: professional\n"
        "Title, in plain words: §\n"
        "Error: the title has no letters or digits to name a file after\n"
        "Title, in plain words: Sit down first\n"
        f"{STAGES}Stage: enquirys\n"
        "Error: “enquirys” is not a stage. did you mean “enquiries”?\nOne of: referral, enquiries\n"
        "Stage: enquiries\n"
        "OWNERS\nOwner [stewards]: college\n"
        "The rules that it helps people carry out: ids such as S-047, or nothing yet: S-404\n"
        "Error: no provision has the id S-404; near: S-001\n"
        "The rules that it helps people carry out: ids such as S-047, or nothing yet: s-001\n"
        f"A-002 is yours. Write what is marked TO WRITE, then run: rulewise check {path}\n"
    )
    assert done.stdout.endswith(f"{path}\n")
    text = (at_a_terminal / path).read_text("utf-8")
    for line in ("owner: college", "stages: [enquiries]"):
        assert f"\n{line}\n" in text
    assert re.search(r"^supports: \[S-001\] +# the rules", text, re.MULTILINE)


def test_enter_takes_the_default(at_a_terminal: Path) -> None:
    """The stewards, where they stand in, and no ids yet."""
    done = _new(at_a_terminal, answers="professional\nOne thing\nreferral\n\n\n")
    assert done.exit_code == 0, done.output
    text = (at_a_terminal / "guidance/professional/referral/one-thing.md").read_text("utf-8")
    assert "\nowner: stewards\n" in text
    assert "\nsupports: [] " in text


def test_who_knows_the_kind_is_asked_only_what_has_to_be_known(at_a_terminal: Path) -> None:
    """With kind and title given it asks for the stage and the owner, and no more."""
    done = _new(at_a_terminal, "professional", "One thing", answers="referral\ncollege\n")
    assert done.exit_code == 0
    assert re.findall(r"^(\w[^:\n]*): ", done.stderr, re.MULTILINE)[:2] == ["Stage", "Owner [stewards]"]


def test_stopping_writes_nothing(at_a_terminal: Path) -> None:
    """Ctrl-D, or Ctrl-C, in the middle of the questions leaves everything as it was."""
    before = sorted(at_a_terminal.rglob("*"))
    done = _new(at_a_terminal, answers="professional\n")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, "Error: stopped; nothing was written")
    assert sorted(at_a_terminal.rglob("*")) == before


def test_at_a_real_terminal(project: Path) -> None:
    """With a terminal for its input the program asks; the path alone goes to stdout."""
    ours, its = pty.openpty()
    try:
        os.write(ours, b"measure\nHow many were asked?\ndepartment\nS-001\n")
        done = subprocess.run(
            [sys.executable, "-m", "rulewise", "new"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(HOOKS), "TERM": "dumb"},
            stdin=its,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(its)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "guidance/measures/how-many-were-asked.md")
    assert done.stderr.startswith(KINDS)
    assert "\nabout: [S-001] " in (project / "guidance/measures/how-many-were-asked.md").read_text("utf-8")


def test_away_from_a_terminal_it_never_asks(project: Path) -> None:
    """Even with answers waiting on its input, it says what is missing and ends."""
    done = subprocess.run(
        [sys.executable, "-m", "rulewise", "new"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        input="professional\nX\nenquiries\ncollege\n\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: say which kind\nOne of: statutory, professional" in done.stderr


def test_the_real_corpus_takes_one_of_each(tmp_path: Path) -> None:
    """The shown defaults fit the guidance that is here."""
    lay(tmp_path, {"guidance/vocabulary.yml": (ROOT / "guidance/vocabulary.yml").read_text("utf-8")})
    done = _new(tmp_path, "finding", "A review")
    assert (done.exit_code, done.stdout[-len("findings/a-review.md\n") :]) == (0, "findings/a-review.md\n")
