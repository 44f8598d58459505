"""`rulewise diff` on a scratch repository with a scripted history, and on all that can stand in its way."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown import markdown

from conftest import CASES, lay
from rulewise.cli import command
from rulewise.compare import Comparison
from rulewise.corpus import load
from rulewise.history.git import NoHistory, blobs
from rulewise.history.revision import corpus_at, known_in
from rulewise.render.pull_request import LARGEST, changes_as_markdown
from scratch import STEPS, commit, git, scratch
from support import GOLDEN, HOOKS, path_of, provision

PAIRS = [
    ("start", "college"),
    ("college", "forbidden"),
    ("forbidden", "reclassified"),
    ("reclassified", "law"),
    ("law", "renamed"),
    ("renamed", "removed"),
    ("start", "removed"),
]
FORMS = {"text": "txt", "json": "json", "markdown": "md", "github": "annotations.txt"}
REFUSED = {"forbidden", "removed"}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scratch repository; nobody changes it."""
    return scratch(tmp_path_factory.mktemp("scratch") / "repository")


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """Return a copy of the scratch repository to change."""
    shutil.copytree(repository, tmp_path / "copy")
    return tmp_path / "copy"


def diff(root: Path, *words: str, code: int = 0) -> Result:
    """Run the command."""
    done = CliRunner().invoke(command, ["diff", *words, "--root", str(root)])
    assert done.exit_code == code, done.output + str(done.exception)
    return done


def test_the_scripted_history_is_the_same_everywhere(repository: Path) -> None:
    """The names of commits hold all that is in them, so that other tests may rely on the bytes."""
    tags = git(repository, "tag", "--list").split()
    assert sorted(tags) == sorted(step.name for step in STEPS)
    assert git(repository, "log", "--format=%as %an: %s").splitlines()[::-1] == [
        f"{step.day} {step.author}: {step.message}" for step in STEPS
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("base", "head"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_each_step_is_told(repository: Path, base: str, head: str, form: str, request: pytest.FixtureRequest) -> None:
    """What each step did is told whole, in every form; `pytest --rewrite` writes it anew."""
    done = diff(repository, base, head, "--format", form, code=1 if head in REFUSED else 0)
    file = GOLDEN / "diff" / f"{base}-{head}.{FORMS[form]}"
    if request.config.getoption("--rewrite"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(done.stdout, "utf-8")
    assert done.stdout == file.read_text("utf-8")


@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_a_state_beside_itself_is_no_change(repository: Path, step: str) -> None:
    """Comparing a state with itself says nothing, in every form, however it was read."""
    assert diff(repository, step, step).stdout == ""
    told = json.loads(diff(repository, step, step, "--format", "json").stdout)
    assert (told["changes"], told["problems"]) == ([], [])
    shown = diff(repository, step, step, "--format", "markdown").stdout
    assert shown == f"## What this changes\n\n{step} → {step}\n\nNothing in the guidance changes.\n"


def test_six_pages_are_stale_after_the_law_changed(repository: Path) -> None:
    """The change in law names each page that leans on it, once."""
    told = json.loads(diff(repository, "reclassified", "law", "--format", "json").stdout)
    timescale = next(change for change in told["changes"] if change["change"] == "timescale-changed")
    assert timescale["stale"] == ["A-001", "A-002", "A-003", "C-001", "L-northmere-01", "M-01"]
    assert timescale["grade"] == "practice must change"


def test_a_new_duty_is_asked_what_it_replaces(copy: Path) -> None:
    """The ledger asks it in every form for people, and names the id for programs."""
    lay(copy, {path_of("S-009"): provision("S-009", title="Ask <twice>")})
    asked = "adds a duty. What does it replace, or why can nothing go?"
    assert f"  S-009 (Ask <twice>) {asked}\n" in diff(copy, "HEAD").stdout
    assert f"**S-009 (Ask &lt;twice&gt;) {asked}**" in diff(copy, "HEAD", "--format", "markdown").stdout
    assert json.loads(diff(copy, "HEAD", "--format", "json").stdout)["ledger"]["unanswered"] == ["S-009"]
    end = {"on": "2026-08-01", "because": "another says it", "replaced_by": "S-009"}
    lay(copy, {path_of("S-002"): provision("S-002", amended="2026-06-01", withdrawn=end)})
    assert json.loads(diff(copy, "HEAD", "--format", "json").stdout)["ledger"]["unanswered"] == []


def test_a_long_line_is_shown_around_its_change(copy: Path) -> None:
    """What stayed is shortened to a few words on the side of the change, in the middle to both sides of a gap."""
    before, after = "one " * 60, "two " * 60
    lay(copy, {path_of("A-001"): provision("A-001", f"{before}old {after}old {before}")})
    commit(copy, {}, "Long", day="2026-08-01")
    lay(copy, {path_of("A-001"): provision("A-001", f"{before}new {after}new {before}")})
    side, middle = "one " * 14 + "one", "two " * 14 + "two"
    assert (
        f"    … {side} [-old-] {{+new+}} {middle} … {middle} [-old-] {{+new+}} {side} …\n" in diff(copy, "HEAD").stdout
    )


def test_the_folder_as_it_stands(copy: Path) -> None:
    """Without HEAD the folder is compared, files that git does not know yet included, and nothing is written."""
    assert diff(copy, "HEAD").stdout == ""
    lay(copy, {path_of("A-009"): provision("A-009"), path_of("A-001"): provision("A-001", "Other words.")})
    before = git(copy, "status", "--porcelain")
    done = diff(copy, "HEAD", "--format", "json")
    assert {change["id"] for change in json.loads(done.stdout)["changes"]} == {"A-001", "A-009"}
    assert json.loads(done.stdout)["head"] == "the folder as it stands"
    assert git(copy, "status", "--porcelain") == before
    assert "practice may change: 2" in done.stderr


def test_two_folders_need_no_git(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are compared where there is no repository, and where there is no git."""
    for name in ("old", "new"):
        shutil.copytree(repository / "guidance", tmp_path / name / "guidance")
    lay(tmp_path / "new", {path_of("A-001"): provision("A-001", "Other words.")})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    for old, new in (("old", "new"), ("./old", "./new"), (str(tmp_path / "old"), str(tmp_path / "new"))):
        assert "reworded" in diff(tmp_path / "old", old, new).stdout
    assert diff(tmp_path / "new", "./old").stdout == diff(tmp_path / "new", "./old", "./new").stdout


def test_where_a_branch_left(copy: Path) -> None:
    """With --merge-base, what others did meanwhile is not taken for the branch's own doing."""
    git(copy, "checkout", "-q", "-b", "branch", "law")
    commit(copy, {path_of("A-001"): provision("A-001", "Other words.")}, "Reword", day="2026-08-01")
    ids = {change["id"] for change in json.loads(diff(copy, "main", "branch", "--format", "json").stdout)["changes"]}
    assert "A-003" in ids
    told = json.loads(diff(copy, "main", "branch", "--merge-base", "--format", "json").stdout)
    assert {change["id"] for change in told["changes"]} == {"A-001"}
    assert {
        change["id"] for change in json.loads(diff(copy, "main", "--merge-base", "--format", "json").stdout)["changes"]
    } == {"A-001"}


def test_whose_change_it_is(repository: Path) -> None:
    """With --as-body, what is not the body's own is an error; a body that nobody knows is a slip of the pen."""
    assert diff(repository, "start", "college", "--as-body", "college").exit_code == 0
    done = diff(repository, "start", "college", "--as-body", "stewards", "--format", "github", code=1)
    assert done.stdout == (
        "::error file=guidance/professional/enquiries/a-001.md,line=9,col=1,title=CH003 changed by a body that may not"
        "::A-001 belongs to “college”, and “stewards” changed it (text reworded in substance (the lead))%0A"
        "→ ask “college” to make or approve it\n"
    )
    done = diff(repository, "start", "college", "--as-body", "colege", code=2)
    assert "“colege” is not one of the bodies in vocabulary.yml. did you mean “college”?" in done.stderr


def test_a_project_inside_a_repository(tmp_path: Path) -> None:
    """The project may be a folder of a larger repository."""
    root = tmp_path / "whole"
    inner = root / "a project"
    inner.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    shutil.copytree(CASES / "base/guidance", inner / "guidance")
    commit(root, {"other/guidance/x.md": "not ours"}, "Begin", day="2026-01-01")
    assert diff(inner, "HEAD").stdout == ""
    assert len(corpus_at(inner, "HEAD").entries) == 6


def _one_line(done: Result) -> str:
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_what_stands_in_the_way(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reason why nothing can be compared is one line with a way out, and exit code 2."""
    line = _one_line(diff(copy, "nowhere", code=2))
    assert line == "Error: “nowhere” is no revision that git knows; `git log --oneline` and `git branch -a` list them"
    assert "is no revision" in _one_line(diff(copy, "start", "nowhere", code=2))
    assert "is no revision" in _one_line(diff(copy, "start:guidance", code=2))
    assert "no folder “guidance” in “./nowhere”" in _one_line(diff(copy, "./nowhere", code=2))
    outside = tmp_path / "outside"
    shutil.copytree(CASES / "base", outside)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert _one_line(diff(outside, "HEAD", code=2)) == (
        f"Error: {outside} is not in a git repository; name two folders, or run this in a clone"
    )
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{copy}", "shallow")
    line = _one_line(diff(tmp_path / "shallow", "HEAD~1", code=2))
    assert line == "Error: “HEAD~1” is not in this clone, which is a shallow one; get the rest: git fetch --unshallow"
    assert diff(tmp_path / "shallow", "HEAD").stdout == ""
    monkeypatch.setenv("PATH", "")
    assert _one_line(diff(copy, "HEAD", code=2)) == (
        "Error: git is not installed, or cannot be run; compare two folders instead"
    )


@pytest.mark.parametrize("word", ["--upload-pack=x", "-h", "--help"])
def test_a_revision_is_never_an_option(repository: Path, word: str) -> None:
    """What looks like an option of git is no more than a name."""
    with pytest.raises(NoHistory, match="is no revision"):
        corpus_at(repository, word)


def test_an_object_that_is_missing(repository: Path) -> None:
    """A repository that lacks what it should hold is told so in one line."""
    with pytest.raises(NoHistory, match=r"lacks the object 0{40}; get it: git fetch"):
        list(blobs(repository, ["0" * 40]))


def test_broken_files_in_either_state(copy: Path) -> None:
    """They are told with their problems, and the rest is compared all the same."""
    files = {
        path_of("A-001"): b"\xff\xfe",
        path_of("S-001"): "---\nid: S-001\nkind: statutory\n",
        "guidance/professional/enquiries/x.md": "",
        path_of("A-004"): provision("A-004", "Other words."),
        "guidance/vocabulary.yml": "stages: [",
    }
    broken = commit(copy, dict(files), "Break", day="2026-08-01")
    done = diff(copy, "main~1", broken, "--format", "json", code=1)
    told = json.loads(done.stdout)
    sorts = {(change["id"], change["change"]) for change in told["changes"]}
    assert {("S-001", "unreadable"), ("A-004", "reworded"), ("vocabulary", "unreadable")} <= sorts
    assert {problem["code"] for problem in told["problems"]} >= {"FM001", "FM002", "FM008"}
    back = json.loads(diff(copy, broken, "main~1", "--format", "json").stdout)
    assert back["ledger"]["unanswered"] == []
    assert ("S-001", "readable-again") in {(change["id"], change["change"]) for change in back["changes"]}
    assert diff(copy, broken).stdout == ""


def test_a_broken_file_is_not_looked_for_in_the_folder(copy: Path) -> None:
    """What a revision holds is told from the revision, whatever stands in the folder now."""
    broken = commit(copy, {path_of("A-001"): b"\xff\xfe"}, "Break", day="2026-08-01")
    lay(copy, {path_of("A-001"): provision("A-001", owner=None)})
    told = json.loads(diff(copy, broken, "--format", "json", code=1).stdout)
    assert [(change["path"], change["change"]) for change in told["changes"]] == [(path_of("A-001"), "unreadable")]
    assert [problem["code"] for problem in told["problems"]] == ["FM005"]


def test_a_revision_before_there_was_guidance(tmp_path: Path) -> None:
    """Everything is new beside a revision that had none."""
    root = tmp_path / "new"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(root, {"README.md": "Nothing yet."}, "Begin", day="2026-01-01")
    git(root, "tag", "empty")
    commit(root, {path_of("A-001"): provision("A-001")}, "Add", day="2026-01-02")
    lay(root, {"guidance/vocabulary.yml": (CASES / "base/guidance/vocabulary.yml").read_bytes()})
    told = json.loads(diff(root, "empty", "--format", "json").stdout)
    assert [(change["id"], change["change"]) for change in told["changes"]] == [
        ("vocabulary", "readable-again"),
        ("A-001", "added"),
    ]


def test_links_and_programs_in_a_revision_are_not_followed(copy: Path, tmp_path: Path) -> None:
    """A symbolic link in a revision is a problem, and its attributes and filters are never run."""
    ran = tmp_path / "ran"
    (copy / "guidance/professional/enquiries/link.md").symlink_to("/etc/passwd")
    lay(copy, {".gitattributes": "*.md filter=evil diff=evil export-subst\n"})
    commit(copy, {}, "Link", day="2026-08-01")
    git(copy, "config", "filter.evil.smudge", f"touch {ran}")
    git(copy, "config", "diff.evil.textconv", f"touch {ran}")
    done = diff(copy, "removed", "HEAD", "--format", "json", code=1)
    assert [(problem["code"], problem["path"]) for problem in json.loads(done.stdout)["problems"]] == [
        ("SF004", "guidance/professional/enquiries/link.md")
    ]
    assert not ran.exists()


def test_only_what_differs_is_read(repository: Path) -> None:
    """Files with the same contents are one entry in both states."""
    head = load(repository)
    known = known_in(repository, head, like="0" * 40)
    base = corpus_at(repository, "law", known)
    shared = [entry for entry in base.entries if any(entry is other for other in head.entries)]
    assert len(shared) == 9
    assert len(base.entries) == 11


HOSTILE = [
    "<script>alert(1)</script>",
    "</details></summary> ## Heading",
    "| a | b |",
    "~~struck~~ **bold** `code` $x$",
    "[link](https://evil.example) ![x](y) @team #12",
    "https://evil.example www.evil.example",
    "\x1b[31mred",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    """Whatever a text holds is shown as it was written: no markup, no link, no command to a terminal."""
    plain = " ".join(text.replace("\x1b", " ").split())
    for name, words in (("old", "Words."), ("new", f"Words {text}")):
        shutil.copytree(CASES / "base", tmp_path / name)
        lay(
            tmp_path / name,
            {
                path_of("A-002"): provision(
                    "A-002", words, title=f"Title {plain if name == 'new' else ''}", supports=["S-001"]
                )
            },
        )
    comparison = Comparison(load(tmp_path / "old"), load(tmp_path / "new"), text, text)
    written = changes_as_markdown(comparison)
    html = markdown(written, extensions=["tables"])
    for sign in ("<script", "<a ", "<img", "href", "<strong>bold", "<code>code", "~~struck"):
        assert sign not in html
    assert html.count("</details>") == html.count("<details>") == len(comparison.groups)
    assert html.count("<h2>") == 1
    for sign in ("://", "www.", "@t", "\\#1", " $x"):
        assert sign not in written
    shown = diff(tmp_path / "new", str(tmp_path / "old")).stdout
    assert "\x1b" not in shown


def test_a_page_that_would_be_too_long_says_what_it_leaves_out(tmp_path: Path) -> None:
    """GitHub takes 1 MiB; what does not fit is counted, and what is there is whole."""
    for name, word in (("old", "before"), ("new", "after")):
        shutil.copytree(CASES / "base", tmp_path / name)
        texts = {path_of(f"A-{i:03}"): provision(f"A-{i:03}", f"{word} " * 1500) for i in range(100, 300)}
        lay(tmp_path / name, dict(texts))
    written = changes_as_markdown(Comparison(load(tmp_path / "old"), load(tmp_path / "new"), "a", "b"))
    assert LARGEST * 0.95 < len(written.encode()) <= LARGEST + 200
    whole = written.count("</details>")
    assert written.count("<details>") == whole
    assert f"The details of {200 - whole} more provisions are left out" in written
    assert written.count("\n| A-") == 200


def test_too_many_problems_are_counted(tmp_path: Path) -> None:
    """The page names 200 of them and says how many more there are."""
    shutil.copytree(CASES / "base", tmp_path / "old")
    lay(tmp_path / "old", {path_of(f"A-{i:03}"): provision(f"A-{i:03}") for i in range(100, 305)})
    shutil.copytree(CASES / "base", tmp_path / "new")
    written = changes_as_markdown(Comparison(load(tmp_path / "old"), load(tmp_path / "new"), "a", "b"))
    assert written.count("**CH002**") == 200
    assert "- … and 5 more\n" in written


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_not_utf_8_can_be_told(copy: Path, form: str) -> None:
    """A file whose name holds a stray byte is compared in every form, in the folder and in a revision."""
    name = os.fsencode(copy / "guidance/findings") + b"/stra\xffe.md"
    with open(name, "wb"):  # noqa: PTH123 - the name is bytes
        pass
    for words in (["HEAD"], ["HEAD~1", "HEAD"]):
        done = subprocess.run(
            [sys.executable, "-m", "rulewise", "diff", *words, "--root", str(copy), "--format", form],
            env={**os.environ, "PYTHONPATH": str(HOOKS)},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (1, False), done.stderr
        assert b"FM001" in done.stdout or b"unreadable" in done.stdout
        commit(copy, {}, "Stray", day="2026-08-01")
