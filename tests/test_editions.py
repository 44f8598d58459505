"""The text of a day: it is what that day's commit says, it stays as it was published, and what is not known is said."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from conftest import lay
from rulewise.checks import check
from rulewise.cli import command
from rulewise.history import NoEdition, edition_at, history_of
from rulewise.history.changes import Story
from rulewise.history.edition import lay_out
from rulewise.history.kept import LIST, keep, kept
from rulewise.views import Setting, compose
from scratch import commit, git, scratch
from support import HOOKS, path_of, provision

TODAY = dt.date(2026, 8, 1)
SITE = """\
site_name: Small
site_url: https://site.example/sub/
theme: {name: material, font: false}
plugins: [search, rulewise]
nav: [index.md, register.md, about.md]
"""
DOCS: dict[str, str | bytes | None] = {
    "mkdocs.yml": SITE,
    "docs/index.md": "# Small\n\nWelcome.\n",
    "docs/about.md": "# About\n\nThen.\n",
    "docs/how-to-read.md": "# How to read\n",
}


class Done(NamedTuple):
    """How a program ended."""

    code: int
    err: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scratch repository as a whole site; nobody writes to it."""
    root = tmp_path_factory.mktemp("told") / "repository"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    lay(root, DOCS)
    scratch(root)
    commit(root, {"docs/about.md": "# About\n\nNow.\n"}, "About", day="2026-07-25")
    return root


@pytest.fixture
def copy(told: Path, tmp_path: Path) -> Path:
    """Return a copy of the repository, to be written to."""
    shutil.copytree(told, tmp_path / "copy")
    return tmp_path / "copy"


def _build(root: Path, *words: str) -> Done:
    clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-m", "rulewise", "build", *words],
        cwd=root,
        env={**clean, "PYTHONPATH": str(HOOKS)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stderr)


def _invoke(root: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--root", str(root)])


def _pages(root: Path, day: dt.date, head: str = "HEAD", history: Path | None = None) -> dict[str, str]:
    home = (root / "docs/index.md").read_text("utf-8")
    return compose(check(root, day), Setting(home, story=Story(history_of(history or root, head))))


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2026-01-10", "start"),
        ("2026-02-19", "start"),
        ("2026-02-20", "college"),
        ("2026-05-31", "law"),
        ("2026-07-24", "removed"),
        ("2026-07-31", "HEAD"),
        ("2027-01-01", "HEAD"),
    ],
)
def test_the_commit_of_a_day(told: Path, day: str, step: str) -> None:
    """An edition shows the last commit at or before the end of its day."""
    assert edition_at(history_of(told), dt.date.fromisoformat(day)).commit.id == git(told, "rev-parse", step).strip()


def test_the_hour_counts_in_utc(tmp_path: Path) -> None:
    """A commit late in the evening to the west of Greenwich belongs to the next day."""
    root = tmp_path / "west"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(root, {path_of("S-001"): provision("S-001")}, "Begin", day="2026-01-01")
    lay(root, {path_of("S-001"): provision("S-001", "Late.")})
    git(root, "add", "-A")
    late = {**os.environ, "GIT_COMMITTER_DATE": "2026-01-02T22:00:00-05:00"}
    words = ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "Late"]
    subprocess.run(["git", *words], cwd=root, env=late, check=True)
    history = history_of(root)
    assert [edition_at(history, dt.date(2026, 1, day)).commit.subject for day in (2, 3)] == ["Begin", "Late"]


@pytest.mark.parametrize("step", ["start", "college", "reclassified", "law", "removed"])
def test_an_edition_is_the_text_of_its_day(told: Path, tmp_path: Path, step: str) -> None:
    """Every composed page of an edition is, to the byte, the one that a clone of that commit would publish."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", told.as_uri(), str(clone))
    git(clone, "checkout", "-q", "--detach", step)
    day = dt.date.fromisoformat(git(told, "log", "-1", "--format=%cs", step).strip())
    edition = edition_at(history_of(told), day)
    (tmp_path / "then").mkdir()
    then = lay_out(told, edition, tmp_path / "then")
    files = {file.relative_to(then).as_posix(): file.read_bytes() for file in then.rglob("*") if file.is_file()}
    cloned = {path: (clone / path).read_bytes() for path in git(clone, "ls-files").splitlines()}
    assert files == cloned
    assert _pages(then, day, edition.commit.id, told) == _pages(clone, day)


def test_front_matter_is_judged_on_the_day(tmp_path: Path) -> None:
    """What was not in force on the day, or not withdrawn yet, is shown as such in that day's edition."""
    root = tmp_path / "dated"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    from support import AUTHORITY

    later = provision("S-001", "The authority must ask.", authority=[{**AUTHORITY, "in_force": "2026-06-01"}])
    ends = provision("A-001", supports=["S-001"], withdrawn={"on": "2026-06-01", "because": "It did harm."})
    from conftest import CASES

    words = (CASES / "base/guidance/vocabulary.yml").read_bytes().replace(b"see: [S-001]", b"see: []")
    files = {path_of("S-001"): later, path_of("A-001"): ends, "guidance/vocabulary.yml": words, **DOCS}
    commit(root, files, "Begin", day="2026-01-01")
    shown = {}
    for day in (dt.date(2026, 5, 31), dt.date(2026, 6, 1)):
        out = tmp_path / str(day)
        out.mkdir()
        shown[day.month] = _pages(lay_out(root, edition_at(history_of(root), day), out), day)
    assert "**Not in force yet.** It binds nobody until 1 June 2026." in shown[5]["statutory/S-001.md"]
    assert "Not in force yet" not in shown[6]["statutory/S-001.md"]
    assert "Withdrawn on" not in shown[5]["professional/A-001.md"]
    assert "**Withdrawn on 1 June 2026.** It did harm." in shown[6]["professional/A-001.md"]


def test_days_before_the_beginning_are_refused(told: Path) -> None:
    """There is no edition of a day on which there was no guidance."""
    with pytest.raises(NoEdition, match=r"^there was no guidance on 2026-01-09: guidance begins here on 2026-01-10$"):
        edition_at(history_of(told), dt.date(2026, 1, 9))
    done = _build(told, "--as-at", "2026-01-09", "--site-dir", str(told.parent / "never"))
    assert (done.code, done.err) == (
        2,
        "Error: there was no guidance on 2026-01-09: guidance begins here on 2026-01-10\n",
    )
    assert not (told.parent / "never").exists()


def test_a_list_of_editions(copy: Path) -> None:
    """A day that is over can be kept, once; the list names its commit for ever."""
    history = history_of(copy)
    assert keep(history, dt.date(2026, 3, 1), TODAY).commit.id == git(copy, "rev-parse", "college").strip()
    keep(history, dt.date(2026, 1, 31), TODAY)
    assert (copy / LIST).read_text("utf-8").splitlines()[1:] == [
        f"2026-01-31: {git(copy, 'rev-parse', 'start').strip()}",
        f"2026-03-01: {git(copy, 'rev-parse', 'college').strip()}",
    ]
    with pytest.raises(NoEdition, match="the edition of 2026-03-01 is kept already"):
        keep(history, dt.date(2026, 3, 1), TODAY)
    with pytest.raises(NoEdition, match="2026-08-01 is not over"):
        keep(history, TODAY, TODAY)
    short = git(copy, "rev-parse", "--short=10", "start").strip()
    assert _invoke(copy, "editions").stdout.splitlines()[0] == f"2026-01-31  {short}  2026-01-10  Begin"
    added = _invoke(copy, "editions", "--add", "2026-04-30")
    assert (added.exit_code, len(added.stdout.splitlines())) == (0, 3)
    # Commits that come later change nothing in it.
    commit(copy, {path_of("S-002"): provision("S-002", "The authority must visit.")}, "Later", day="2026-01-31")
    assert [str(edition.day) for edition in kept(history_of(copy))] == ["2026-01-31", "2026-03-01", "2026-04-30"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30: abc\n", "editions.yml: “2026-02-30” is not a day: write it as 2026-11-22"),
        ("2026-03-01: abc\n", "editions.yml: 2026-03-01 names no commit"),
        ("2026-03-01: [\n", "editions.yml:2: "),
        (f"2026-03-01: {'0' * 40}\n", "the edition of 2026-03-01 shows the commit 0000000000, which the history here"),
        ("&a x: *a\n", "editions.yml:1: "),
    ],
)
def test_a_list_that_cannot_be_kept_is_refused(copy: Path, text: str, said: str) -> None:
    """A list with a slip in it, or whose commit was taken away, stops in words and exit code 2."""
    lay(copy, {LIST: text})
    done = _invoke(copy, "editions")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_text_that_cannot_be_read_is_refused(copy: Path) -> None:
    """A day whose text today's format cannot read, or that is not safe to show, ends with exit code 1 and says why."""
    commit(copy, {path_of("S-002"): "---\nid: S-002\n---\nOld.\n"}, "Broken", day="2026-07-26")
    commit(copy, {path_of("S-002"): provision("S-002", "The authority must visit.")}, "Mended", day="2026-07-28")
    done = _build(copy, "--as-at", "2026-07-26")
    assert done.code == 1
    assert "“kind” is missing: tag this as statutory or professional" in done.err
    assert "The text of 2026-07-26 (commit" in done.err
    assert "can't be read by today's format." in done.err
    assert not (copy / "site").exists()
    assert _invoke(copy, "editions", "--add", "2026-07-26").exit_code == 1
    assert not (copy / LIST).exists()


def test_an_edition_by_itself(told: Path, tmp_path: Path) -> None:
    """`build --as-at` publishes the text of that day, with a banner on every page and its commit in build.json."""
    site = tmp_path / "site"
    done = _build(told, "--as-at", "2026-03-01", "--site-dir", str(site))
    assert done.code == 0, done.err
    about = json.loads((site / "build.json").read_text("utf-8"))
    assert (about["commit"], about["date"]) == (git(told, "rev-parse", "college").strip(), "2026-03-01")
    assert about["edition"]["day"] == "2026-03-01"
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<strong>This is the text as it stood on 1 March 2026.</strong>" in html, page
        assert '<meta name="robots" content="noindex">' in html, page
    rule = (site / "statutory/S-001/index.html").read_text("utf-8")
    assert "begin within 10 working days" in rule
    assert '<a href="https://site.example/sub/statutory/S-001/">Make enquiries</a>' in rule
    assert "Then." in (site / "about/index.html").read_text("utf-8")
    assert not (site / "professional/A-004").exists()
    assert not (site / "offline.json").exists()


def test_kept_editions_are_published_once(copy: Path) -> None:
    """A build publishes each kept edition below today's text, and never writes it again."""
    keep(history_of(copy), dt.date(2026, 3, 1), TODAY)
    first = _build(copy)
    assert first.code == 0, first.err
    then = copy / "site/as-at/2026-03-01"
    before = {file.relative_to(then).as_posix(): file.read_bytes() for file in then.rglob("*") if file.is_file()}
    assert any(path.startswith("search/") for path in before)
    rule = before["statutory/S-001/index.html"].decode()
    assert 'Today’s text: <a href="../../../../statutory/S-001/">Make enquiries</a>' in rule
    assert "https://site.example/sub/as-at/2026-03-01/statutory/S-001/" in rule
    today = (copy / "site/statutory/S-001/index.html").read_text("utf-8")
    assert "begin within 5 working days" in today
    assert 'class="rw-edition"' not in today
    assert re.search(r'The site on: <a href="../../as-at/2026-03-01/statutory/S-001/">1 March 2026</a>\.', today)
    late = (copy / "site/professional/A-004/index.html").read_text("utf-8")
    assert "The site on: 1 March 2026 (not there on that day)." in late
    listed = (copy / "site/as-at/index.html").read_text("utf-8")
    assert '<a href="2026-03-01/">1 March 2026</a>' in listed
    # Published stays published: what stands there is carried over, and not built again.
    (then / "build.json").write_text(json.dumps({**json.loads(before["build.json"]), "engine": "an older one"}))
    second = _build(copy)
    assert second.code == 0, second.err
    assert json.loads((then / "build.json").read_text("utf-8"))["engine"] == "an older one"
    assert (then / "statutory/S-001/index.html").read_bytes() == before["statutory/S-001/index.html"]
    # Another text for the same day is refused, and the last good site stays.
    lay(copy, {LIST: f"2026-03-01: {git(copy, 'rev-parse', 'start').strip()}\n"})
    third = _build(copy)
    assert third.code == 2
    assert "an edition is never rewritten. Mend editions.yml" in third.err
    assert (then / "statutory/S-001/index.html").read_bytes() == before["statutory/S-001/index.html"]


def test_without_git_only_dates_are_judged(project: Path) -> None:
    """Where no history tells what the text was, a build says that it is today's, and puts up no banner."""
    lay(project, DOCS)
    done = _build(project, "--as-at", "2026-06-02")
    assert done.code == 0, done.err
    assert "The text is what stands in the folder now; only its dates are judged as on 2026-06-02." in done.err
    assert 'class="rw-edition"' not in (project / "site/index.html").read_text("utf-8")
