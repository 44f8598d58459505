"""The corpus through git: what it tells of a scripted history, and what it never tells wrongly."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import lay
from rulewise.cli import command
from rulewise.history import NoEdition, edition_at, history_of
from rulewise.history.changes import Story
from rulewise.history.line import in_order
from rulewise.model.values import Id
from scratch import STEPS, commit, git, scratch
from support import path_of, provision

ONE, TWO = Id("S-001"), Id("S-002")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scratch repository with its scripted history; nobody writes to it."""
    return scratch(tmp_path_factory.mktemp("told") / "repository")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return an empty repository."""
    root = tmp_path / "fresh"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return root


def _invoke(root: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--root", str(root)])


def _days(root: Path, identifier: str) -> list[str]:
    """Return the days of every version of an id."""
    return [str(version.commit.day) for version in history_of(root).versions.get(Id(identifier), ())]


def _short(root: Path, step: str) -> str:
    return git(root, "rev-parse", step).strip()[:10]


def test_history_of_a_change_in_law(told: Path) -> None:
    """Each version of an id stands with its day, who made it, what they said, and what it did to practice."""
    assert (
        _invoke(told, "history", "s-001").stdout
        == f"""\
S-001: added on 2026-01-10, 2 texts in the history here

2026-05-20  {_short(told, "law")}  The department: The Act was amended
  now also binds police (Example Act 1999, section 5A) (practice must change)
  provision of its authority (Example Act 1999, section 5A): section 5 → section 5A (practice may change)
  time limit: 10 working days, from the referral (act) → 5 working days, from the referral (act) (practice must change)
  amended: none → 2026-05-20 (no change to practice)
  reviewed: 2026-01-10 → 2026-05-20 (no change to practice)
  next review: 2027-01-10 → 2027-05-20 (no change to practice)
  text reworded in substance (the lead) (practice must change)

2026-01-10  {_short(told, "start")}  The department: Begin
  added: guidance/statutory/enquiries/s-001.md
"""
    )


@pytest.mark.parametrize(
    ("identifier", "lines"),
    [
        (
            "A-001",
            [
                "A-001: added on 2026-01-10, 2 texts in the history here",
                "2026-02-20  college  The college: Say more about seeing the child alone",
                "  amended: none → 2026-02-20 (no change to practice)",
                "  reviewed: 2026-01-10 → 2026-02-20 (no change to practice)",
                "  next review: 2027-01-10 → 2027-02-20 (no change to practice)",
                "  text reworded in substance (the lead) (practice may change)",
                "2026-01-10  start  The department: Begin",
                "  added: guidance/professional/enquiries/a-001.md",
            ],
        ),
        (
            "S-002",
            [
                "S-002: added on 2026-01-10, 2 texts in the history here",
                "2026-03-20  forbidden  The college: Soften the duty to visit",
                "  text reworded in substance (the lead) (practice must change)",
                "2026-01-10  start  The department: Begin",
                "  added: guidance/statutory/enquiries/s-002.md",
            ],
        ),
        (
            "S-003",
            [
                "S-003: added on 2026-01-10, 2 texts in the history here",
                "2026-04-20  reclassified  The department: What was a rule is advice",
                "  statutory text became professional: withdrawn, and A-004 takes its place (practice may change)",
                "2026-01-10  start  The department: Begin",
                "  added: guidance/statutory/enquiries/s-003.md",
            ],
        ),
        (
            "A-004",
            [
                "A-004: added on 2026-04-20, 1 text in the history here",
                "2026-04-20  reclassified  The department: What was a rule is advice",
                "  a new piece of advice, in the place of S-003 (practice may change)",
            ],
        ),
        (
            "A-002",
            [
                "A-002: added on 2026-01-10, 1 text in the history here",
                "2026-06-20  renamed  The college: Name the file for what it says",
                "  moved: guidance/professional/enquiries/ask-twice.md",
                "2026-01-10  start  The department: Begin",
                "  added: guidance/professional/enquiries/a-002.md",
            ],
        ),
        (
            "A-003",
            [
                "A-003: added on 2026-01-10, 1 text in the history here",
                "2026-07-20  removed  The college: Take a page away",
                "  the file is gone, and an id is for ever: withdraw it instead (practice may change)",
                "2026-01-10  start  The department: Begin",
                "  added: guidance/professional/enquiries/a-003.md",
            ],
        ),
    ],
)
def test_history_of_every_step(told: Path, identifier: str, lines: list[str]) -> None:
    """Every step of the scripted history is told of the id that it touched, and of no other."""
    wanted = "\n".join(lines)
    for step in STEPS:
        wanted = wanted.replace(f"  {step.name}  ", f"  {_short(told, step.name)}  ")
    found = [line for line in _invoke(told, "history", identifier).stdout.splitlines() if line]
    assert "\n".join(found) == wanted


def test_history_as_json(told: Path) -> None:
    """The same for programs, with the text of a day."""
    found = json.loads(_invoke(told, "history", "S-002", "--format", "json", "--as-at", "2026-03-19").stdout)
    start, forbidden = (git(told, "rev-parse", name).strip() for name in ("start", "forbidden"))
    path = path_of("S-002")
    reworded = {
        "change": "reworded",
        "grade": "practice must change",
        "explanation": "text reworded in substance (the lead)",
    }
    assert found == {
        "version": 1,
        "id": "S-002",
        "added": "2026-01-10",
        "texts": 2,
        "pending": False,
        "gap": "",
        "versions": [
            {
                "day": "2026-03-20",
                "commit": forbidden,
                "author": "The college",
                "subject": "Soften the duty to visit",
                "path": path,
                "state": "changed",
                "changes": [reworded],
            },
            {
                "day": "2026-01-10",
                "commit": start,
                "author": "The department",
                "subject": "Begin",
                "path": path,
                "state": "added",
                "changes": [],
            },
        ],
        "as_at": {
            "day": "2026-03-19",
            "commit": start,
            "since": "2026-01-10",
            "path": path,
            "standing": "in force",
            "text": git(told, "show", f"start:{path}"),
        },
    }


@pytest.mark.parametrize(
    ("identifier", "day", "said"),
    [
        ("A-004", "2026-04-19", "A-004 on 2026-04-19: it did not exist; it was added on 2026-04-20\n"),
        ("A-003", "2026-07-20", "A-003 on 2026-07-20: it was not there; it had been taken away on 2026-07-20\n"),
        ("S-001", "2026-01-09", "S-001 on 2026-01-09: it did not exist; it was added on 2026-01-10\n"),
    ],
)
def test_what_did_not_exist_is_said(told: Path, identifier: str, day: str, said: str) -> None:
    """A day before a text came, or after it went, is answered clearly."""
    assert _invoke(told, "history", identifier, "--as-at", day).stdout == said


def test_the_text_of_a_day(told: Path) -> None:
    """The file as it stood at the end of the day, with whether it bound then."""
    done = _invoke(told, "history", "S-001", "--as-at", "2026-05-19")
    head = f"S-001 on 2026-05-19: the text of 2026-01-10 (commit {_short(told, 'start')}), in force\n\n"
    assert done.stdout == head + git(told, "show", f"start:{path_of('S-001')}")
    ended = _invoke(told, "history", "S-003", "--as-at", "2026-06-01").stdout.splitlines()[0]
    assert ended.endswith(", withdrawn since 2026-04-20")


def test_an_unknown_id_is_refused(told: Path) -> None:
    """An id that never was is misuse, with the nearest that were."""
    done = _invoke(told, "history", "S-0001")
    assert done.exit_code == 2
    assert "no provision has, or had, the id “S-0001”. The nearest are: S-001" in done.stderr


LEDGER = """\
day         duty  prohibition  power  have-regard  expectation  advice  words of rules  words of advice
2026-01-10     2            0      0            0            1       3              55               29
2026-02-20     2            0      0            0            1       3              55               37
2026-03-20     2            0      0            0            1       3              57               37
2026-04-20     2            0      0            0            0       4              39               50
2026-05-20     2            0      0            0            0       4              39               50
2026-06-20     2            0      0            0            0       4              39               50
2026-07-20     2            0      0            0            0       3              39               40
2026-08-01     2            0      0            0            0       3              39               40

Each day on which guidance changed, and today’s text: what bound or was advised at the end of that day.
"""


def test_ledger(told: Path) -> None:
    """Duties, expectations, advice and words are counted on each day of change and on the day itself."""
    assert _invoke(told, "ledger", "--as-at", "2026-08-01").stdout == LEDGER


def test_ledger_by_bearer(told: Path) -> None:
    """Split by bearer a rule counts for each, so that a duty which binds one more shows there and nowhere else."""
    done = _invoke(
        told, "ledger", "--as-at", "2026-08-01", "--by", "bearer", "--since", "2026-05-01", "--format", "csv"
    )
    assert (
        done.stdout
        == """\
day,group,duty,prohibition,power,have-regard,expectation,advice,words of rules,words of advice
2026-05-20,local-authority,2,0,0,0,0,0,39,0
2026-05-20,police,1,0,0,0,0,0,23,0
2026-06-20,local-authority,2,0,0,0,0,0,39,0
2026-06-20,police,1,0,0,0,0,0,23,0
2026-07-20,local-authority,2,0,0,0,0,0,39,0
2026-07-20,police,1,0,0,0,0,0,23,0
2026-08-01,local-authority,2,0,0,0,0,0,39,0
2026-08-01,police,1,0,0,0,0,0,23,0
"""
    )


def test_ledger_as_json(told: Path) -> None:
    """The counts for programs, split by stage."""
    done = _invoke(
        told, "ledger", "--as-at", "2026-08-01", "--by", "stage", "--since", "2026-08-01", "--format", "json"
    )
    counts = {"duty": 2, "prohibition": 0, "power": 0, "have-regard": 0, "expectation": 0, "advice": 3}
    words = {"words of rules": 39, "words of advice": 40}
    assert json.loads(done.stdout) == {
        "version": 1,
        "days": "each day of change",
        "gap": "",
        "rows": [{"day": "2026-08-01", "group": "enquiries", **counts, **words}],
    }


def test_many_days_are_told_by_month(fresh: Path) -> None:
    """More than sixty days of change are told as the last of each month."""
    first = dt.date(2026, 1, 1)
    for i in range(61):
        day = first + dt.timedelta(days=i)
        commit(fresh, {path_of("S-001"): provision("S-001", f"Words, for the {i}th time.")}, "On", day=str(day))
    rows = _invoke(fresh, "ledger", "--as-at", "2026-04-01").stdout.splitlines()
    assert [row.split()[0] for row in rows[1:5]] == ["2026-01-31", "2026-02-28", "2026-03-02", "2026-04-01"]
    assert rows[-1].startswith("The last day of change in each month")


def test_a_branch_counts_from_its_merge(fresh: Path) -> None:
    """What was written on a branch was not published before it was merged; the merge is one step."""
    commit(fresh, {path_of("S-001"): provision("S-001", "First.")}, "Begin", day="2026-01-01")
    git(fresh, "checkout", "-q", "-b", "college")
    commit(fresh, {path_of("S-001"): provision("S-001", "Second.")}, "On a branch", day="2026-01-05")
    commit(fresh, {path_of("S-001"): provision("S-001", "Third.")}, "Again", day="2026-01-06")
    git(fresh, "checkout", "-q", "main")
    commit(fresh, {path_of("S-002"): provision("S-002")}, "Meanwhile", day="2026-01-07")
    git(fresh, "merge", "-q", "--no-ff", "-m", "Take the branch", "college", day="2026-02-01")
    history = history_of(fresh)
    assert _days(fresh, "S-001") == ["2026-01-01", "2026-02-01"]
    assert history.versions[ONE][-1].commit.subject == "Take the branch"
    before = history.version_at(ONE, dt.date(2026, 1, 31))
    assert before is not None
    assert b"First." in history.read([before.blob or ""])[before.blob or ""]


def test_a_revert_is_a_version_too(fresh: Path) -> None:
    """A text that came back is told as one more version, with the hash of the one that it was."""
    texts = [provision("S-001", word) for word in ("First.", "Second.", "First.")]
    for i, text in enumerate(texts):
        commit(fresh, {path_of("S-001"): text}, "Step", day=f"2026-01-0{i + 1}")
    versions = history_of(fresh).texts_of(ONE)
    assert [str(version.commit.day) for version in versions] == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert versions[0].blob == versions[2].blob != versions[1].blob


def test_ids_are_followed_and_never_names(fresh: Path) -> None:
    """Two files that swap their names change nothing; an id in a file that had another begins there."""
    one, two = provision("S-001", "One."), provision("S-002", "Two.")
    commit(fresh, {path_of("S-001"): one, path_of("S-002"): two}, "Begin", day="2026-01-01")
    commit(fresh, {path_of("S-001"): two, path_of("S-002"): one}, "Swap", day="2026-01-02")
    history = history_of(fresh)
    assert [len(history.texts_of(identifier)) for identifier in (ONE, TWO)] == [1, 1]
    assert [len(history.versions[identifier]) for identifier in (ONE, TWO)] == [2, 2]
    commit(fresh, {path_of("S-001"): provision("S-003", "Two.")}, "Another id", day="2026-01-03")
    history = history_of(fresh)
    assert [version.blob is None for version in history.texts_of(TWO)] == [False, True]
    assert _days(fresh, "S-003") == ["2026-01-03"]
    # The same id in two files: the first by path counts, as it does in a corpus.
    commit(fresh, {path_of("S-004"): one}, "Twice", day="2026-01-04")
    assert len(history_of(fresh).texts_of(ONE)) == 1


def test_an_id_is_found_however_it_is_written(fresh: Path) -> None:
    """Quotation marks, comments and Windows line ends do not hide an id; a broken file still has its own."""
    plain = provision("S-001")
    for i, text in enumerate(
        (
            plain,
            plain.replace('id: "S-001"', "id: 'S-001'  # for ever"),
            plain.replace('id: "S-001"', "{id}: S-001".replace("{id}", '"id"')),
            plain.replace("\n", "\r\n"),
            plain.replace("title:", "title: ["),
        )
    ):
        commit(fresh, {path_of("S-001"): text}, "Step", day=f"2026-01-0{i + 1}")
    assert len(history_of(fresh).texts_of(ONE)) == 5


def test_what_a_corpus_does_not_read_has_no_history(fresh: Path) -> None:
    """Links, hidden files and other kinds of file are no versions."""
    commit(fresh, {path_of("S-001"): provision("S-001")}, "Begin", day="2026-01-01")
    folder = (fresh / path_of("S-001")).parent
    (folder / "link.md").symlink_to("s-001.md")
    lay(folder, {".hidden.md": provision("S-002"), "notes.txt": provision("S-003")})
    commit(fresh, {}, "Others", day="2026-01-02")
    assert set(history_of(fresh).versions) == {"S-001"}


HOSTILE = "</p><script>alert(1)</script>\u202e{{ 7*7 }} [x](javascript:alert(1))\x1b[31m"


def test_hostile_names_are_only_words(fresh: Path) -> None:
    """Who made a change, and what they say of it, can neither move other words nor command a terminal."""
    commit(fresh, {path_of("S-001"): provision("S-001")}, HOSTILE, day="2026-01-01", author=HOSTILE)
    first = history_of(fresh).versions[ONE][0].commit
    seen = "</p><script>alert(1)</script>{{ 7*7 }} [x](javascript:alert(1))[31m"
    assert (first.subject, first.author) == (seen, seen.replace("<", "").replace(">", ""))
    assert "\x1b" not in _invoke(fresh, "history", "S-001").stdout


def test_a_shallow_copy_is_told_and_never_guessed(told: Path, tmp_path: Path) -> None:
    """A copy that was cut off knows no day of what was there already, and says so."""
    root = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "3", told.as_uri(), str(root))
    history = history_of(root)
    assert history.gap == "The history here is cut short: what came before 2026-05-20 is not in this copy."
    assert [history.added(Id(one)) for one in ("S-001", "A-004", "P-01")] == [None, None, None]
    assert (
        _invoke(root, "history", "S-001").stdout
        == f"""\
S-001: 1 text in the history here
{history.gap}

2026-05-20  {_short(told, "law")}  The department: The Act was amended
  there already: guidance/statutory/enquiries/s-001.md
"""
    )
    assert _invoke(root, "history", "S-777").stderr.strip().endswith(history.gap)
    asked = _invoke(root, "history", "S-001", "--as-at", "2026-05-01").stdout
    assert asked == f"S-001 on 2026-05-01: not known. {history.gap}\n"
    with pytest.raises(NoEdition, match=r"the text of 2026-05-01 is not known\. The history here is cut short"):
        edition_at(history, dt.date(2026, 5, 1))
    assert [one.id for one in Story(history).altered] == ["A-003"]
    assert _invoke(root, "ledger", "--as-at", "2026-08-01").stdout.endswith(f"{history.gap}\n")


def test_a_whole_clone_of_a_shallow_one_is_whole(told: Path, tmp_path: Path) -> None:
    """A copy deep enough to reach the beginning is not called cut short."""
    root = tmp_path / "deep"
    git(tmp_path, "clone", "-q", "--depth", "99", told.as_uri(), str(root))
    assert history_of(root).gap == ""


def test_no_repository_is_told(project: Path, fresh: Path) -> None:
    """Outside git, and before the first commit, nothing is known, and every command says why."""
    outside = history_of(project)
    assert (outside.versions, outside.gap) == (
        {},
        "There is no history here: the folder is in no git repository that can be read.",
    )
    lay(fresh, {path_of("S-001"): provision("S-001")})
    assert history_of(fresh).gap == "There is no history here: nothing has been committed yet."
    git(fresh, "commit", "-q", "--allow-empty", "-m", "Nothing")
    assert history_of(fresh).gap == "There is no history here: no guidance has been committed yet."
    said = _invoke(fresh, "history", "S-001").stdout
    assert said.startswith("S-001: not in the history here\nIts file has changes that are not committed yet.\n")


def test_changes_that_are_not_committed_are_told(fresh: Path) -> None:
    """A file that differs from the last commit is told, and no day is made up for it."""
    commit(fresh, {path_of("S-001"): provision("S-001")}, "Begin", day="2026-01-01")
    assert history_of(fresh).pending == frozenset()
    lay(fresh, {path_of("S-001"): provision("S-001", "Other words."), path_of("S-002"): provision("S-002")})
    assert history_of(fresh).pending == {path_of("S-001"), path_of("S-002")}
    assert _days(fresh, "S-001") == ["2026-01-01"]


def test_a_project_below_the_top_of_its_repository(fresh: Path) -> None:
    """A project that is a folder of a larger repository has its own history, with paths from its own root."""
    below = fresh / "sites" / "ours"
    below.mkdir(parents=True)
    commit(below, {path_of("S-001"): provision("S-001")}, "Begin", day="2026-01-01")
    commit(fresh, {"elsewhere.txt": "x", path_of("S-009"): provision("S-009")}, "Others", day="2026-01-02")
    history = history_of(below)
    assert {one: [v.path for v in versions] for one, versions in history.versions.items()} == {
        "S-001": [path_of("S-001")]
    }
    lay(below, {path_of("S-001"): provision("S-001", "Other words.")})
    assert history_of(below).pending == {path_of("S-001")}
    assert edition_at(history, dt.date(2026, 1, 2)).commit.subject == "Others"


def test_settings_of_a_user_change_nothing(told: Path, tmp_path: Path) -> None:
    """What somebody set for their own git does not change what is read."""
    root = tmp_path / "copy"
    shutil.copytree(told, root)
    before = history_of(root)
    for name, value in {
        "log.showRoot": "false",
        "log.follow": "true",
        "log.showSignature": "true",
        "diff.renames": "copies",
        "core.quotePath": "true",
        "color.ui": "always",
        "diff.noprefix": "true",
        "log.date": "relative",
    }.items():
        git(root, "config", name, value)
    assert history_of(root).versions == before.versions


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(min_value=0, max_value=60), max_size=40))
def test_times_never_go_back(clocks: list[int]) -> None:
    """Whatever the clocks said, times are in order, in the range of the clocks, and right where the clocks agree."""
    times = in_order(clocks)
    assert times == sorted(times)
    assert set(times) <= set(clocks)
    if clocks == sorted(clocks):
        assert times == clocks


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(min_value=0, max_value=9999), min_size=4, max_size=30, unique=True), st.data())
def test_one_wrong_clock_moves_its_own_commit_alone(clocks: list[int], data: st.DataObject) -> None:
    """A clock in another century does not move the commits around it."""
    right = sorted(clocks)
    place = data.draw(st.integers(min_value=2, max_value=len(right) - 2))
    times = in_order([*right[:place], data.draw(st.sampled_from([-(10**6), 10**6])), *right[place:]])
    assert times[:place] + times[place + 1 :] == right


def test_a_wrong_clock_in_the_middle(fresh: Path) -> None:
    """A commit that its clock puts after those that followed it counts from the day of the next."""
    commit(fresh, {path_of("S-001"): provision("S-001", "First.")}, "Begin", day="2026-01-01")
    commit(fresh, {path_of("S-001"): provision("S-001", "Second.")}, "Wrong clock", day="2031-01-01")
    commit(fresh, {path_of("S-002"): provision("S-002")}, "After", day="2026-01-09")
    assert _days(fresh, "S-001") == ["2026-01-01", "2026-01-09"]
    assert history_of(fresh).line.mended == 1
