"""`rulewise codeowners`: the statutory layer, the vocabulary and the machinery are protected by their paths."""

from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import CASES, lay
from rulewise.cli import command
from support import ROOT

VOCABULARY = (CASES / "base/guidance/vocabulary.yml").read_text("utf-8")
HANDLES = {
    "The department": '["@org/department", "@org/lawyers"]',
    "The college": '["@org/college"]',
    "The stewards": '["@steward", "stewards@example.org"]',
    "Northmere partnership": '["@org/northmere"]',
}
EXPECTED = """\
# Who must approve a change to which files. Made from guidance/vocabulary.yml: change that, then run
#   rulewise codeowners --write
# Of the lines that fit a file the last decides; any one of the owners on it may approve.
*                          @steward stewards@example.org
/guidance/                 @steward stewards@example.org
/guidance/statutory/       @org/department @org/lawyers
/guidance/professional/    @org/college @steward stewards@example.org
/guidance/principles/      @steward stewards@example.org
/guidance/local/           @steward stewards@example.org
/guidance/findings/        @steward stewards@example.org
/guidance/measures/        @org/department @org/lawyers @steward stewards@example.org
/guidance/local/northmere/ @org/northmere
/guidance/vocabulary.yml   @org/department @org/lawyers
/hooks/                    @steward stewards@example.org
/.github/                  @steward stewards@example.org
/.github/CODEOWNERS        @org/department @org/lawyers
"""


def project(root: Path, *without: str) -> Path:
    """Lay the vocabulary of the tests with handles, some bodies without."""
    text = VOCABULARY
    for title, handles in HANDLES.items():
        if title not in without:
            text = text.replace(f"title: {title},", f"title: {title}, handles: {handles},")
    return lay(root, {"guidance/vocabulary.yml": text})


def run(root: Path, *words: str, code: int = 0) -> Result:
    """Run the command."""
    done = CliRunner().invoke(command, ["codeowners", *words, "--root", str(root)])
    assert done.exit_code == code, done.output
    return done


def owners(text: str, path: str) -> list[str]:
    """Return who owns a path: of the lines that fit it, the last decides."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        pattern, *named = line.split()
        assert named, f"{pattern} would be nobody's"
        if pattern == "*" or fnmatch(f"/{path}", f"{pattern}*" if pattern.endswith("/") else pattern):
            found = named
    return found


def test_the_whole_text(tmp_path: Path) -> None:
    """Each folder belongs to those who may own what is in it."""
    assert run(project(tmp_path)).stdout == EXPECTED


LAW = ["@org/department", "@org/lawyers"]
STEWARDS = ["@steward", "stewards@example.org"]
PATHS = {
    "guidance/statutory/enquiries/x.md": LAW,
    "guidance/vocabulary.yml": LAW,
    ".github/CODEOWNERS": LAW,
    ".github/workflows/check.yml": STEWARDS,
    "hooks/rulewise/compare/protection.py": STEWARDS,
    "Makefile": STEWARDS,
    "guidance/local/northmere/x.md": ["@org/northmere"],
    "guidance/local/elsewhere/x.md": STEWARDS,
    "guidance/professional/enquiries/x.md": ["@org/college", *STEWARDS],
    "guidance/stray.md": STEWARDS,
}


@pytest.mark.parametrize("path", PATHS)
def test_whose_a_path_is(path: str) -> None:
    """The last line that fits a path names its owners, and no path is nobody's."""
    assert owners(EXPECTED, path) == PATHS[path]


@pytest.mark.parametrize("title", ["The college", "The stewards", "Northmere partnership"])
def test_a_body_without_a_handle_leaves_nothing_open(tmp_path: Path, title: str) -> None:
    """Another body stands in, since a line without owners would let anybody change what it names."""
    text = run(project(tmp_path, title)).stdout
    assert all(owners(text, path) for path in PATHS)
    assert owners(text, "guidance/statutory/enquiries/x.md") == LAW
    if title == "The stewards":
        assert owners(text, "Makefile") == LAW


def test_the_law_without_a_keeper_is_refused(tmp_path: Path) -> None:
    """When nobody could protect the law there is no file that pretends to."""
    done = run(project(tmp_path, "The department"), "--write", code=2)
    assert done.stdout == ""
    assert done.stderr == (
        "Error: no body that may own statutory text has a handle, so nobody could protect it; give it one in"
        ' guidance/vocabulary.yml: handles: ["@organisation/team"]\n'
    )
    assert not (tmp_path / ".github").exists()


def test_write_and_check(tmp_path: Path) -> None:
    """The file is written whole, and a change to either side is noticed."""
    root = project(tmp_path)
    file = root / ".github/CODEOWNERS"
    told = ".github/CODEOWNERS is out of step with guidance/vocabulary.yml: run rulewise codeowners --write\n"
    assert run(root, "--check", code=1).stderr == told
    assert run(root, "--write").stderr == "wrote .github/CODEOWNERS\n"
    assert file.read_text("utf-8") == EXPECTED
    run(root, "--check")
    file.write_text(EXPECTED.replace("@org/department", "@org/college"), "utf-8")
    assert run(root, "--check", code=1).stderr == told
    run(root, "--write")
    project(root, "The college")
    assert run(root, "--check", code=1).stderr == told
    assert "choose one" in run(root, "--check", "--write", code=2).stderr


@pytest.mark.parametrize("handle", ["college", "@", "@a b", "@a\\n* @evil", "* @evil", "@a/", "#x", ""])
def test_what_is_no_handle_is_refused(tmp_path: Path, handle: str) -> None:
    """Nothing in the vocabulary can write a line of its own."""
    text = VOCABULARY.replace("title: The college,", f'title: The college, handles: ["{handle}"],')
    done = run(lay(tmp_path, {"guidance/vocabulary.yml": text}), code=2)
    assert "the vocabulary cannot be read" in done.stderr


def test_this_repository_is_in_step() -> None:
    """`make check` would fail otherwise; the handles here are examples and say so."""
    run(ROOT, "--check")
    text = (ROOT / ".github/CODEOWNERS").read_text("utf-8")
    named = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()[1:]}
    assert all(handle.startswith("@example-organisation/") for handle in named)
