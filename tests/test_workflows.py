"""The workflows: what they may do, and that a hostile pull request is read and never run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import CASES, lay
from support import ROOT, provision

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
HERE = "github.event.pull_request.head.repo.full_name == github.repository"
"""True of a pull request from a branch of the repository itself."""

WRITES = {
    "guidance.yml scanning": {"security-events"},
    "publish.yml scanning": {"security-events"},
    "publish.yml deploy": {"id-token", "pages"},
}
"""What each job may do beyond reading."""

ADVICE = "guidance/professional/enquiries/see-the-child.md"


class Place(NamedTuple):
    """A job, and where it stands."""

    file: str
    name: str
    events: Any
    job: dict[str, Any]

    @property
    def key(self) -> str:
        """The name by which this test knows it."""
        return f"{self.file} {self.name}"


def _workflow(file: Path) -> dict[Any, Any]:
    loaded = yaml.safe_load(file.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _jobs() -> Iterator[Place]:
    for file in WORKFLOWS:
        workflow = _workflow(file)
        for name, job in workflow["jobs"].items():
            yield Place(file.name, name, workflow[True], job)  # YAML takes the key “on” for a truth


def _runs(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def _from_strangers(place: Place) -> bool:
    """Tell a job that a fork's pull request starts."""
    return "pull_request" in place.events and HERE not in str(place.job.get("if", ""))


JOBS = list(_jobs())


def test_there_are_the_workflows() -> None:
    """One reads guidance, one tests code, one publishes."""
    assert [file.name for file in WORKFLOWS] == ["code.yml", "guidance.yml", "publish.yml"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_what_starts_a_workflow(file: Path) -> None:
    """Only a pull request, in its own narrow rights, or a push to the main branch."""
    events = _workflow(file)[True]
    names = [events] if isinstance(events, str) else list(events)
    assert set(names) <= {"pull_request", "push"}
    if "push" in names:
        assert events["push"] == {"branches": ["main"]}


@pytest.mark.parametrize("place", JOBS, ids=lambda place: place.key)
def test_what_a_job_may_do(place: Place) -> None:
    """Nothing by default; a job reads the repository, or does the one thing that it is for and runs no code."""
    assert _workflow(ROOT / ".github/workflows" / place.file)["permissions"] == {}
    writes = {name for name, right in place.job["permissions"].items() if right == "write"}
    assert writes == WRITES.get(place.key, set())
    if writes:
        assert _runs(place.job).strip() == ""
        assert not any("checkout" in step.get("uses", "") for step in place.job["steps"])
    else:
        assert place.job["permissions"] == {"contents": "read"}
    assert not (writes and _from_strangers(place))


@pytest.mark.parametrize("place", JOBS, ids=lambda place: place.key)
def test_nothing_that_others_chose_is_in_a_script(place: Place) -> None:
    """No expression stands in a script, and no secret anywhere; checkouts keep no credentials; actions are pinned."""
    text = (ROOT / ".github/workflows" / place.file).read_text("utf-8")
    assert "${{" not in _runs(place.job)
    assert "secrets." not in text
    for step in place.job["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"(?:actions|github)/[a-z-]+(?:/[a-z-]+)?@[0-9a-f]{40}", step["uses"])
            assert re.search(rf"{re.escape(step['uses'])} # v\d+\.\d+\.\d+$", text, re.MULTILINE)
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_one_action_has_one_pin() -> None:
    """An action is the same one everywhere."""
    pins = {
        (step["uses"].split("@")[0], step["uses"]) for place in JOBS for step in place.job["steps"] if "uses" in step
    }
    assert len({name for name, _pin in pins}) == len(pins)


@pytest.mark.parametrize("place", [place for place in JOBS if _from_strangers(place)], ids=lambda place: place.key)
def test_a_strangers_tree_is_only_named_as_text(place: Place) -> None:
    """In a job that a fork can start, whatever is run is ours, and theirs is only an argument of it."""
    checkouts = [step["with"] for step in place.job["steps"] if "actions/checkout@" in step.get("uses", "")]
    assert [(one["path"], one.get("ref")) for one in checkouts] == [
        ("theirs", None),
        ("ours", "${{ steps.base.outputs.commit }}"),
    ]
    assert not any("working-directory" in step or "shell" in step for step in place.job["steps"])
    assert "defaults" not in place.job
    named = [line.strip() for line in _runs(place.job).splitlines() if "theirs" in line]
    read = (
        'echo "commit=$(git -C theirs rev-parse --verify HEAD^1)" >> "$GITHUB_OUTPUT"',
        "python3 -I ours/.ci/lay_over.py theirs ours",
    )
    assert all(line in read or re.match(r"ours/\.venv/bin/rulewise .*--root theirs( |$)", line) for line in named)
    assert not re.search(r"\bcd\b|\bsource\b|\beval\b|\bpip\b|\bsh -c\b", _runs(place.job))


def test_publishing_knows_the_history() -> None:
    """The site is built from a whole clone, since its pages tell their history."""
    build = next(place.job for place in JOBS if place.key == "publish.yml build")
    assert next(step for step in build["steps"] if "checkout" in step.get("uses", ""))["with"]["fetch-depth"] == 0


# A dry run of the very scripts of guidance.yml, over a scratch repository and a pull request that means harm.


def _git(root: Path, *words: str) -> str:
    names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *words], cwd=root, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def _hostile(canary: Path) -> dict[str, str]:
    """Return files that would each leave a file in ``canary`` if anything of theirs were run, by path."""

    def python(name: str) -> str:
        return f"import pathlib; pathlib.Path({str(canary)!r}, {name!r}).touch()\n"

    modules = (
        *("hooks/build.py", "hooks/rulewise/__init__.py", "hooks/rulewise/cli/__init__.py", "hooks/evil.py"),
        *(".ci/lay_over.py", "conftest.py", "tests/conftest.py", "sitecustomize.py", "usercustomize.py", "setup.py"),
        *("click.py", "yaml.py", "rulewise.py", "guidance/__init__.py", "guidance/conftest.py", "shutil.py"),
    )
    script = f"#!/bin/sh\ntouch {canary}/script\n"
    return {
        **{name: python(name.replace("/", "-")) for name in modules},
        "evil.pth": python("pth"),
        **dict.fromkeys((".ci/run", ".githooks/post-checkout", ".venv/bin/rulewise", ".venv/bin/python"), script),
        "Makefile": f"$(shell touch {canary}/make)\n.venv/.site:\n\ttouch {canary}/target\n",
        "mkdocs.yml": "site_name: Theirs\nhooks: [hooks/evil.py]\nplugins: [search]\n",
        ".gitattributes": "* filter=evil diff=evil merge=evil\n",
        ".gitconfig": f'[core]\n\thooksPath = .githooks\n[filter "evil"]\n\tsmudge = touch {canary}/smudge\n',
        "pip.conf": "[global]\nindex-url = https://pip.example/\n",
        "requirements.lock": "evil==1.0\n",
        "pyproject.toml": '[build-system]\nrequires = ["evil"]\nbuild-backend = "evil"\nbackend-path = ["hooks"]\n',
        "hooks/rulewise/views/templates/provision.md.j2": "theirs {{ cycler.__init__.__globals__.os }}\n",
        "docs/evil.js": "alert(1)\n",
        "docs/index.md": "# Theirs\n\n<script>alert(1)</script>\n",
    }


class Run(NamedTuple):
    """How a dry run went: each script's exit code by the step's name, all that was printed, and the folder."""

    codes: dict[str, int]
    out: str
    folder: Path


Started = tuple[Path, Path]


@pytest.fixture
def scratch(tmp_path: Path) -> Started:
    """Return a repository whose main branch is a small site, and a folder in which nothing may appear."""
    repository, canary = tmp_path / "repository", tmp_path / "canary"
    canary.mkdir()
    shutil.copytree(CASES / "base", repository)
    shutil.copytree(ROOT / "hooks", repository / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / ".ci", repository / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, repository / name)
    settings = "site_name: Ours\nhooks: [hooks/build.py]\nplugins: [search]\ntheme: {name: material, font: false}\n"
    about = {"docs/index.md": "# Ours\n", "docs/how-to-read.md": "# How to read\n", "docs/about.md": "# About\n"}
    lay(repository, {"mkdocs.yml": settings, ".gitignore": "__pycache__/\n", **about})
    _git(repository, "init", "-q", "-b", "main")
    _git(repository, "add", "-A")
    _git(repository, "commit", "-qm", "main")
    return repository, canary


def _pull(repository: Path, files: dict[str, str | bytes | None], links: dict[str, str]) -> None:
    """Put a pull request's branch on the repository, merged as GitHub would."""
    _git(repository, "checkout", "-q", "-b", "theirs")
    lay(repository, files)
    for name, target in links.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).symlink_to(target)
    _git(repository, "add", "-A", "-f")
    _git(repository, "commit", "-qm", "theirs")
    _git(repository, "checkout", "-q", "-b", "merged", "main")
    _git(repository, "merge", "-q", "--no-ff", "-m", "merged", "theirs")


def _dry_run(repository: Path, folder: Path) -> Run:
    """Do what guidance.yml says, step by step, with the engine at hand in the place of the one it would install."""
    folder.mkdir()
    outputs, codes, said = folder / "outputs", {}, ""
    environment = {
        **{key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"},
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    for step in _workflow(ROOT / ".github/workflows/guidance.yml")["jobs"]["guidance"]["steps"]:
        if "actions/checkout@" in step.get("uses", ""):
            path, told = step["with"]["path"], outputs.read_text() if outputs.exists() else ""
            _git(folder, "clone", "-q", "--branch", "merged", f"file://{repository}", path)
            if path == "ours":
                _git(folder / path, "checkout", "-q", told.removeprefix("commit=").strip())
                _installed(folder / path)
        elif "run" in step and (not any(codes.values()) or "cancelled" in step.get("if", "")):
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            codes[step["name"]] = done.returncode
            said += done.stdout + done.stderr
    return Run(codes, said, folder)


def _installed(ours: Path) -> None:
    """Make the environment of a checkout as `make` would, from what is installed here."""
    programs = Path(sys.executable).parent
    command = f'#!/bin/sh\nPYTHONPATH="{ours}/hooks" exec "{programs}/rulewise" "$@"\n'
    lay(ours, {".venv/bin/rulewise": command, ".venv/.site": ""})
    (ours / ".venv/bin/rulewise").chmod(0o755)
    shutil.copytree(ROOT / "docs/problems", ours / "hooks/rulewise/problems")
    (ours / ".venv/bin/python").symlink_to(sys.executable)


def test_a_hostile_pull_request_is_read_and_never_run(scratch: Started, tmp_path: Path) -> None:
    """Its hooks, scripts, settings, templates and links do nothing; its text is checked and shown."""
    repository, canary = scratch
    secret = tmp_path / "secret"
    secret.write_text("what the runner knows", "utf-8")
    edited = (repository / ADVICE).read_text("utf-8") + "\nA sentence of the pull request.\n"
    links = {"guidance/findings/secret.png": str(secret), "docs/secret.md": str(secret), "docs/all": "/"}
    _pull(repository, {**_hostile(canary), ADVICE: edited, "guidance/findings/huge.png": b"0" * 6_000_000}, links)
    run = _dry_run(repository, tmp_path / "run")
    assert list(canary.iterdir()) == []
    assert set(run.codes.values()) == {0}, run.out
    assert "::error" not in run.out
    summary = (run.folder / "summary.md").read_text("utf-8")
    assert summary.startswith("## What this changes\n")
    assert "A-001" in summary
    assert summary == (run.folder / "out/changes.md").read_text("utf-8")
    preview = run.folder / "out/preview"
    page = (preview / "professional/A-001/index.html").read_text("utf-8")
    assert "A sentence of the pull request." in page
    published = [file for file in preview.rglob("*") if file.is_file()]
    assert all(b"what the runner knows" not in file.read_bytes() for file in published)
    assert "Ours" in (preview / "index.html").read_text("utf-8")
    assert not {"evil.js", "secret.png", "huge.png"} & {file.name for file in published}
    assert [one for one in (run.folder / "ours/guidance").rglob("*") if one.suffix == ".py" or one.is_symlink()] == []
    assert '"results": []' in (run.folder / "out/check.sarif").read_text("utf-8")


def test_faults_are_told_beside_their_lines(scratch: Started, tmp_path: Path) -> None:
    """Each is one annotation, whatever a file is called; the reports are kept, and no preview is built."""
    repository, canary = scratch
    folder = "guidance/professional/enquiries"
    names = {f"{folder}/a\n::warning::b,c.md": "A-091", f"{folder}/%0A::error::d.md": "A-092"}
    bad = {name: provision(identifier, title=None) for name, identifier in names.items()}
    _pull(repository, {**_hostile(canary), **bad}, {"guidance/linked.md": "/etc/passwd"})
    run = _dry_run(repository, tmp_path / "run")
    assert run.codes == {
        "Name the commit that it changes": 0,
        "Set up": 0,
        "Write the check down for code scanning": 0,
        "Say what it changes, provision by provision": 0,
        "Check the guidance, beside the lines it is about": 1,
    }
    assert list(canary.iterdir()) == []
    commands = [line for line in run.out.splitlines() if "::" in line]
    assert [line.split("::")[1] for line in commands] == [
        "error file=guidance/linked.md,line=1,col=1,title=SF004 reads a file outside the corpus",
        f"error file={folder}/%250A%3A%3Aerror%3A%3Ad.md,line=1,col=1,title=FM005 missing field",
        f"error file={folder}/a%0A%3A%3Awarning%3A%3Ab%2Cc.md,line=1,col=1,title=FM005 missing field",
    ]
    assert all(line.startswith("::error file=") for line in commands)
    assert (run.folder / "out/check.sarif").read_text("utf-8").count('"ruleId"') == 3
    assert not (run.folder / "out/preview").exists()


def test_law_changed_without_its_source_is_refused(scratch: Started, tmp_path: Path) -> None:
    """What may not be changed so is told beside its line, the summary says so too, and no preview is built."""
    repository, _canary = scratch
    rule = "guidance/statutory/enquiries/make-enquiries.md"
    _pull(repository, {rule: (repository / rule).read_text("utf-8").replace(" must ", " must always ")}, {})
    run = _dry_run(repository, tmp_path / "run")
    assert list(run.codes.values()) == [0, 0, 0, 0, 0, 1]
    assert list(run.codes)[-1] == "Refuse what may not be changed so, beside the lines it is about"
    (told,) = [line for line in run.out.splitlines() if line.startswith("::")]
    assert re.match(rf"::error file={rule},line=\d+,col=\d+,title=CH001 ", told)
    assert "CH001" in (run.folder / "summary.md").read_text("utf-8")
    assert not (run.folder / "out/preview").exists()


def test_the_same_on_another_host(scratch: Started, tmp_path: Path) -> None:
    """The job that the page for editors shows for GitLab does the same, and runs nothing of the merge request."""
    repository, canary = scratch
    page = (ROOT / "docs/editing/elsewhere.md").read_text("utf-8")
    (block,) = re.findall(r"^```yaml\n(guidance:\n.*?)^```$", page, re.DOTALL | re.MULTILINE)
    job = yaml.safe_load(block)["guidance"]
    edited = (repository / ADVICE).read_text("utf-8").replace("kind: professional", "kind: advice")
    _pull(repository, {**_hostile(canary), ADVICE: edited}, {})
    (tmp_path / "run").mkdir()
    _git(tmp_path / "run", "clone", "-q", "--branch", "merged", f"file://{repository}", "theirs")
    base = _git(repository, "rev-parse", "main")
    known = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    ended = []
    for line in job["script"]:
        done = subprocess.run(
            ["bash", "-e", "-c", line], cwd=tmp_path / "run/theirs", env={**os.environ, **known}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        ended.append((done.returncode, done.stdout))
        if "worktree" in line:
            _installed(tmp_path / "run/ours")
    assert [code for code, _said in ended] == [0, 0, 1, 1]
    assert "FM007" in ended[2][1]
    assert ended[3][1].startswith("## What this changes\n")
    assert list(canary.iterdir()) == []


@pytest.mark.parametrize("how", ["link", "none", "too much"])
def test_a_folder_that_cannot_be_shown(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guidance that is a link, missing or endless leaves ours as it was."""
    ours, theirs = lay(tmp_path / "ours", {"guidance/a.md": "a"}), tmp_path / "theirs"
    theirs.mkdir()
    if how == "link":
        (theirs / "guidance").symlink_to("/")
    elif how == "too much":
        for number in range(1100):
            with lay(theirs, {f"guidance/{number}.md": ""}).joinpath(f"guidance/{number}.md").open("wb") as file:
                file.truncate(1_000_000)
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / ".ci/lay_over.py"), str(theirs), str(ours)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = "this is too much for a preview\n" if how == "too much" else "there is no folder “guidance” to show\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert (ours / "guidance/a.md").read_text() == "a"
