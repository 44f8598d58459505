"""The documentation is under test: problem pages, the README's commands and example, links, paths."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import in_step
from conftest import DAY, lay
from rulewise.checks import check
from rulewise.model.problem import CODES, Severity
from support import ROOT

PROBLEMS = ROOT / "docs" / "problems"
HEADINGS = ["What it checks", "Why it matters", "Example", "Instead", "How to allow it"]
PROSE = ["README.md", "CONTRIBUTING.md"]
COMPOSED = re.compile(
    r"^(?:\.\./)*(?:journey|register|a-to-z|glossary|health|not-verified"
    r"|(?:principles|findings|measures|roles|boards|changes|as-at)/index|(?:stages|roles|boards)/[a-z-]+"
    r"|(?:statutory|professional|principles|local|findings|measures)/[A-Z]-[a-z0-9-]*[0-9]+)\.md$"
)
"""Pages that the build writes."""

MACHINE = re.compile(r"(?<![\w./-])/(?:work|tmp|root|home)/|\.\./shared\b")
MAY_NAME = {"tests/test_docs.py"}
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")


def _headings(text: str, level: int) -> list[str]:
    return re.findall(
        rf"^{'#' * level} (.+)$", re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_page(code: str) -> None:
    """The page of a code is titled by its code and name, and has the fixed headings alone, each with text under it."""
    text = (PROBLEMS / f"{code}.md").read_text("utf-8")
    assert text.startswith(f"# {code}: {CODES[code].name}\n")
    assert _headings(text, 1) == [f"{code}: {CODES[code].name}"]
    assert _headings(text, 2) == HEADINGS
    assert _headings(text, 3) == []
    sections = re.split(rf"^## (?:{'|'.join(map(re.escape, HEADINGS))})$", text, flags=re.MULTILINE)[1:]
    assert [bool(re.search(r"\w", section)) for section in sections] == [True] * len(HEADINGS)


def test_no_page_without_a_code() -> None:
    """Nothing else stands among the pages of codes but their list, which links each of them once by its name."""
    assert sorted(file.name for file in PROBLEMS.iterdir()) == sorted(["index.md", *(f"{code}.md" for code in CODES)])
    links = re.findall(r"\(([A-Z]{2}[0-9]{3})\.md\)", (PROBLEMS / "index.md").read_text("utf-8"))
    assert links == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_pages_say_how_grave_a_code_is_and_whether_it_can_be_allowed(code: str) -> None:
    """What a page says of stopping a build and of allowing is what the register of codes says."""
    text = (PROBLEMS / f"{code}.md").read_text("utf-8")
    checks = text.partition("## What it checks")[2].partition("\n## ")[0]
    allow = text.partition("## How to allow it")[2]
    word = {Severity.ERROR: "an error", Severity.WARNING: "a warning", Severity.NOTE: "a note"}[CODES[code].severity]
    assert f"is {word}" in checks
    assert ("allow:" in allow and f"code: {code}" in allow) == CODES[code].allowable


def test_the_repository_is_in_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The README's commands and the schemas are those of the code; what is not is named, and written on demand."""
    assert in_step.out_of_step(ROOT) == []
    assert in_step.main(ROOT, write=False) == 0
    (tmp_path / "docs").mkdir()
    readme = (ROOT / "README.md").read_text("utf-8")
    lay(
        tmp_path,
        {"README.md": readme.replace("| `rulewise check", "| `rulewise inspect"), "docs/guidance.schema.json": "{}"},
    )
    assert capsys.readouterr() == ("", "")
    assert in_step.main(tmp_path, write=False) == 1
    told = "is out of step with the code: run “make docs” (python tests/in_step.py --write)\n"
    files = ["README.md", "docs/guidance.schema.json", "docs/vocabulary.schema.json"]
    assert capsys.readouterr() == ("", "".join(f"{file} {told}" for file in files))
    assert in_step.main(tmp_path, write=True) == 0
    assert capsys.readouterr() == ("".join(f"wrote {file}\n" for file in files), "")
    assert [(tmp_path / file).read_text("utf-8") for file in files] == [
        (ROOT / file).read_text("utf-8") for file in files
    ]


def test_in_step_is_a_program() -> None:
    """`python tests/in_step.py` exits with 0 when all is in step."""
    done = subprocess.run([sys.executable, "tests/in_step.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_readmes_example_is_sound(tmp_path: Path) -> None:
    """The provision in the README is one that the check takes among the guidance, in the folder of its stage."""
    readme = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"^```markdown\n(---\n.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    assert example
    shutil.copytree(ROOT / "guidance", tmp_path / "guidance")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    path = "guidance/professional/assessment/readme-example.md"
    lay(tmp_path, {path: re.sub(r"^id: A-\d+", "id: A-9999", example[1])})
    text = (
        (tmp_path / path).read_text("utf-8").replace(re.findall(r"^id: (\S+)", example[1], re.MULTILINE)[0], "A-9999")
    )
    lay(tmp_path, {path: text})
    report = check(tmp_path, DAY)
    assert [problem for problem in report.problems if problem.path == path] == []
    assert report.corpus.by_path[path].provision is not None


@pytest.mark.parametrize("file", [*PROSE, "docs/writing-guide.md", *(f"docs/problems/{code}.md" for code in CODES)])
def test_every_command_and_option_that_is_named_exists(file: str) -> None:
    """Whatever a page writes as `rulewise … --option` is a command and an option of it."""
    text = (ROOT / file).read_text("utf-8")
    known = in_step.commands()
    for line in re.findall(
        r"(?:^|`|\s)rulewise ([a-z]+)([^`\n]*)",
        "\n".join(re.findall(r"`[^`\n]+`|^```sh\n.*?^```$", text, re.DOTALL | re.MULTILINE)),
    ):
        name, rest = line
        assert name in known, f"{file} names rulewise {name}"
        options = {option for p in known[name].params if isinstance(p, click.Option) for option in p.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= options, f"{file}: rulewise {name}{rest}"


@pytest.mark.parametrize("file", PROSE)
def test_every_make_target_that_is_named_exists(file: str) -> None:
    """Whatever a page writes as `make …` is there to make."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / file).read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize(
    "file", [*PROSE, *sorted(f.relative_to(ROOT).as_posix() for f in (ROOT / "docs").rglob("*.md"))]
)
def test_links_are_alive(file: str) -> None:
    """Every link to a file of the repository leads to one, or to a page that the build composes."""
    dead = []
    for address in _LINK.findall(_CODE.sub("", (ROOT / file).read_text("utf-8"))):
        target = address.split("#")[0]
        if not target or re.match(r"[a-z]+:", target):
            continue
        if not ((ROOT / file).parent / target).exists() and not (file.startswith("docs/") and COMPOSED.match(target)):
            dead.append(address)
    assert dead == []


def test_paths_in_code_marks_exist() -> None:
    """Files and folders that README and CONTRIBUTING name between code marks are there."""
    for file in PROSE:
        for path in re.findall(r"`((?:docs|guidance|hooks|tests)/[\w./-]*)`", (ROOT / file).read_text("utf-8")):
            assert (ROOT / path).exists(), f"{file} names {path}"


def _tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return [name.decode() for name in done.stdout.split(b"\0") if name and (ROOT / name.decode()).is_file()]


def test_no_file_names_a_path_of_a_machine() -> None:
    """Nothing in the repository depends on where somebody keeps it."""
    found = []
    for name in _tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" in data or name.endswith((".lock", ".gz")) or name in MAY_NAME or name.startswith("tests/cases/"):
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            if MACHINE.search(line):
                found.append(f"{name}:{number}: {line.strip()}")
    assert found == []
    assert len(_tracked()) > 300 or not (ROOT / ".git").exists()
