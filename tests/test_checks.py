"""How problems come together: allowances, order, staleness in several steps, places of flaws, dates on both sides."""

import datetime as dt
import itertools
import random
from pathlib import Path
from typing import Any

import pytest

from conftest import DAY, lay
from rulewise.checks import Report, check, report_on
from rulewise.checks.audit import is_elsewhere
from rulewise.checks.dates import check_corpus
from rulewise.checks.pages import is_relative, target_path
from rulewise.checks.run import examine
from rulewise.checks.safety import judge
from rulewise.corpus import Corpus, load
from rulewise.corpus.entry import make_entry
from rulewise.model.problem import Problem, Severity
from support import AUTHORITY, corpus_files, path_of, provision


def _check(project: Path, *texts: tuple[str, str], on: dt.date = DAY) -> Report:
    return check(lay(project, dict(corpus_files(*texts))), on)


def _told(report: Report, *codes: str) -> list[str]:
    return [
        f"{problem.path.rpartition('/')[2].removesuffix('.md').upper()} {problem.code}: {problem.message}"
        for problem in report.problems
        if not codes or problem.code in codes
    ]


def test_problems_are_sorted_and_told_once(project: Path) -> None:
    """Problems come by path, line and column, each once, whatever order the checks run in."""
    report = _check(
        project,
        ("S-003", provision("S-003", "<b>x</b> [S-404] [S-404]", stages=["nowhere", "enquiries"])),
        ("S-002", provision("S-002", review_by="2026-01-01", owner="nobody")),
        ("A-002", provision("A-002", supports=["S-404", "S-404"])),
    )
    assert list(report.problems) == sorted(set(report.problems))
    assert {(p.path.rpartition("/")[2], p.code) for p in report.problems} == {
        ("a-002.md", "LK001"),
        ("s-002.md", "DT001"),
        ("s-002.md", "DT002"),
        ("s-002.md", "LK004"),
        ("s-002.md", "OW002"),
        ("s-003.md", "FM007"),
        ("s-003.md", "LK001"),
        ("s-003.md", "LK004"),
        ("s-003.md", "SF001"),
    }
    assert [report.count(severity) for severity in Severity] == [
        sum(p.severity is severity for p in report.problems) for severity in Severity
    ]


def test_a_report_is_the_same_whatever_order_files_come_in(project: Path) -> None:
    """Nothing that is told depends on the order of the entries, ids given twice aside."""
    lay(project, dict(corpus_files(*_chain(), ("S-050", provision("S-050", "[S-404]")))))
    corpus = load(project, examine)
    first = report_on(corpus, DAY)
    for seed in range(5):
        entries = list(corpus.entries)
        random.Random(seed).shuffle(entries)
        again = report_on(type(corpus)(corpus.root, tuple(entries), corpus.vocabulary, corpus.vocabulary_document), DAY)
        assert again.problems == first.problems
        assert again.allowed == first.allowed


def test_an_allowance_silences_its_code_in_its_file_alone(project: Path) -> None:
    """Each problem of the code in the file is allowed, with its reason; all else, here and elsewhere, stands."""
    late = {"review_by": "2026-10-01", "reviewed": "2026-06-01"}
    report = _check(
        project,
        (
            "S-002",
            provision("S-002", "[S-404] [S-405] [S-406]", allow=[{"code": "LK001", "because": "to come"}], **late),
        ),
        ("S-003", provision("S-003", "[S-404]", **late)),
    )
    assert [(a.id, a.because, a.problem.code, a.problem.line, a.problem.column) for a in report.allowed] == [
        ("S-002", "to come", "LK001", 13, 2),
        ("S-002", "to come", "LK001", 13, 10),
        ("S-002", "to come", "LK001", 13, 18),
    ]
    assert [one.split(":")[0] for one in _told(report, "LK001", "DT001", "AL001", "AL002")] == [
        "S-002 DT001",
        "S-003 DT001",
        "S-003 LK001",
    ]


_NEVER = "cannot be allowed: codes of form, of safety and of allowances never can"


@pytest.mark.parametrize(
    ("allow", "told"),
    [
        ({"code": "DT001", "because": "x"}, None),
        ({"code": "DT001"}, "AL001: the allowance of DT001 gives no reason, so it allows nothing"),
        ({"code": "DT001", "because": "  "}, "AL001: the allowance of DT001 gives no reason, so it allows nothing"),
        (
            {"code": "LK001", "because": "x"},
            "AL002: the allowance of LK001 allows nothing: the file has no such problem",
        ),
        ({"code": "ZZ999", "because": "x"}, "AL002: ZZ999 is not a problem code, so this allows nothing"),
        ({"code": "SF001", "because": "x"}, f"AL002: SF001 {_NEVER}"),
        ({"code": "FM007", "because": "x"}, f"AL002: FM007 {_NEVER}"),
        ({"code": "AL002", "because": "x"}, f"AL002: AL002 {_NEVER}"),
    ],
)
def test_what_an_allowance_may_not_do(project: Path, allow: dict[str, str], told: str | None) -> None:
    """An allowance needs a reason, a code that may be allowed and something to allow; else what it names stands."""
    report = _check(project, ("S-002", provision("S-002", "<b>x</b>", review_by="2026-10-01", allow=[allow])))
    assert _told(report, "AL001", "AL002") == ([f"S-002 {told}"] if told else [])
    standing = {problem.code for problem in report.problems} & {"DT001", "SF001"}
    assert standing == ({"DT001", "SF001"} if told else {"SF001"})
    assert [a.problem.code for a in report.allowed] == ([] if told else ["DT001"])


def test_the_first_of_two_allowances_counts(project: Path) -> None:
    """Of two allowances of one code the first reason is the one that is told, and the second is in the way."""
    allow = [{"code": "DT001", "because": "one"}, {"code": "DT001", "because": "two"}]
    report = _check(project, ("S-002", provision("S-002", review_by="2026-10-01", allow=allow)))
    assert [a.because for a in report.allowed] == ["one"]
    assert _told(report, "AL002", "DT001") == ["S-002 AL002: DT001 is allowed in this file already"]


@pytest.mark.parametrize("code", ["LK003", "LK004"])
def test_an_allowance_is_not_called_idle_because_another_file_is_broken(project: Path, code: str) -> None:
    """While a broken file keeps a check from being made, what allows its outcome is left alone."""
    identifier = {"LK003": "P-02", "LK004": "S-002"}[code]
    text = provision(identifier, allow=[{"code": code, "because": "on its way"}])
    whole = _check(project, (identifier, text))
    assert [a.problem.code for a in whole.allowed] == [code]
    assert _told(whole, "AL002") == []
    broken = _check(project, ("A-009", "---\ntitle: [\n"))
    assert _told(broken, "AL002") == []


def _chain(**reviewed: str) -> list[tuple[str, str]]:
    """Make S-010, on which A-010 leans, on which A-011 leans, on which A-012 leans."""
    days = {"A-010": "2026-06-01", "A-011": "2026-06-01", "A-012": "2026-06-01"} | {
        k.replace("_", "-"): v for k, v in reviewed.items()
    }
    return [
        ("S-010", provision("S-010", amended="2026-09-01", reviewed="2026-09-01")),
        ("A-010", provision("A-010", supports=["S-010"], reviewed=days["A-010"])),
        ("A-011", provision("A-011", "It goes with [A-010].", reviewed=days["A-011"])),
        ("A-012", provision("A-012", "It goes with [A-011].", reviewed=days["A-012"])),
    ]


def test_staleness_goes_through_what_leans_on_it(project: Path) -> None:
    """A change is told at every page that leans on it, near or far, with the way to it."""
    since = "S-010 (Title of S-010), on which it leans"
    assert _told(_check(project, *_chain()), "DT003") == [
        f"A-010 DT003: reviewed on 2026-06-01; since then {since}, was amended on 2026-09-01",
        f"A-011 DT003: reviewed on 2026-06-01; since then {since}, through A-010, was amended on 2026-09-01",
        f"A-012 DT003: reviewed on 2026-06-01; since then {since}, through A-011 and A-010, was amended on 2026-09-01",
    ]


@pytest.mark.parametrize(
    ("reviewed", "stale"),
    [
        ({}, ["A-010", "A-011", "A-012"]),
        ({"A_010": "2026-09-01"}, []),
        ({"A_010": "2026-08-31"}, ["A-010", "A-011", "A-012"]),
        ({"A_011": "2026-09-02"}, ["A-010"]),
        ({"A_012": "2026-10-01"}, ["A-010", "A-011"]),
        ({"A_010": "2026-10-01", "A_012": "2026-10-01"}, []),
    ],
)
def test_a_page_that_was_looked_at_again_stops_it(project: Path, reviewed: dict[str, str], stale: list[str]) -> None:
    """A review on the day of the change or later clears a page, and all that lean on the change through it alone."""
    assert [one[:5] for one in _told(_check(project, *_chain(**reviewed)), "DT003")] == stale


def test_a_later_change_nearer_by_passes_a_reviewed_page(project: Path) -> None:
    """Where a page in the middle was itself amended since, what leans on it is stale from there."""
    texts = dict(_chain(A_010="2026-10-05"))
    texts["A-010"] = provision("A-010", supports=["S-010"], reviewed="2026-10-05", amended="2026-10-05")
    assert [one.split(", was")[0].split("then ")[1] for one in _told(_check(project, *texts.items()), "DT003")] == [
        "A-010 (Title of A-010), on which it leans",
        "A-010 (Title of A-010), on which it leans, through A-011",
    ]


def test_the_latest_of_two_changes_is_told(project: Path) -> None:
    """A page that leans on two changed ones is told of the later, and each page once."""
    texts = [
        ("S-010", provision("S-010", amended="2026-09-01", reviewed="2026-09-01")),
        ("S-011", provision("S-011", amended="2026-10-01", reviewed="2026-10-01")),
        ("A-010", provision("A-010", supports=["S-010", "S-011"])),
        ("A-011", provision("A-011", "See [A-010].", reviewed="2026-09-15")),
        ("A-012", provision("A-012", "See [A-010].", reviewed="2026-10-15")),
    ]
    assert [one.partition(", on")[0] for one in _told(_check(project, *texts), "DT003")] == [
        "A-010 DT003: reviewed on 2026-06-01; since then S-011 (Title of S-011)",
        "A-011 DT003: reviewed on 2026-09-15; since then S-011 (Title of S-011)",
    ]


def test_staleness_is_what_following_every_way_finds(project: Path) -> None:
    """On any small web of pages the stale ones are those from which a way of unreviewed pages leads to a change."""
    rng = random.Random(11)
    days = [f"2026-0{month}-01" for month in range(2, 9)]
    ids = [f"A-{i:03}" for i in range(100, 112)]
    for _round in range(6):
        leans = {i: rng.sample([o for o in ids if o != i], rng.randint(0, 3)) for i in ids}
        seen = {i: rng.choice(days) for i in ids}
        amended = {i: rng.choice([None, None, *[d for d in days if d <= seen[i]]]) for i in ids}
        texts = [
            (i, provision(i, " ".join(f"[{o}]" for o in leans[i]) or "Words.", reviewed=seen[i], amended=amended[i]))
            for i in ids
        ]
        expected = set()
        for changed, day in amended.items():
            reached = {changed}
            while more := {i for i in ids if i not in reached and seen[i] < (day or "") and set(leans[i]) & reached}:
                reached |= more
            expected |= (reached - {changed}) if day else set()
        assert {one[:5] for one in _told(_check(project, *texts), "DT003")} == expected


def test_what_a_page_does_not_rest_on_makes_nothing_stale(project: Path) -> None:
    """Principles, related pages, and advice named by a rule are no ground; a withdrawn page is told of nothing."""
    changed: dict[str, Any] = {"amended": "2026-09-01", "reviewed": "2026-09-01"}
    report = _check(
        project,
        ("P-02", provision("P-02", **changed)),
        ("A-010", provision("A-010", **changed)),
        ("S-010", provision("S-010", **changed)),
        ("A-011", provision("A-011", principles=["P-02"], related=["A-010", "S-010"])),
        ("S-011", provision("S-011", "See [A-010] and [P-02].")),
        ("S-012", provision("S-012", "See [S-010].")),
        ("A-012", provision("A-012", supports=["S-010"], withdrawn={"on": "2026-09-01", "because": "old"})),
        ("L-northmere-02", provision("L-northmere-02", implements=["A-010"])),
        ("C-002", provision("C-002", bears_on=["S-010"])),
        ("M-02", provision("M-02", about=["S-010"])),
    )
    assert [one[: one.index(" ")] for one in _told(report, "DT003")] == ["C-002", "L-NORTHMERE-02", "M-02", "S-012"]


def test_a_withdrawal_is_a_change(project: Path) -> None:
    """What leans on a page that ended since its review is told, from the day it ended."""
    ended = provision("S-010", withdrawn={"on": "2026-11-20", "because": "old", "replaced_by": "S-001"})
    texts = [("S-010", ended), ("A-010", provision("A-010", supports=["S-010"]))]
    since = "since then S-010 (Title of S-010), on which it leans, was withdrawn on 2026-11-20"
    message = f"A-010 DT003: reviewed on 2026-06-01; {since}"
    assert _told(_check(project, *texts, on=dt.date(2026, 11, 19)), "DT003", "LK005") == []
    assert _told(_check(project, *texts, on=dt.date(2026, 11, 20)), "DT003") == [message]
    leans = _check(project, *texts, on=dt.date(2026, 11, 20))
    assert [p.hint for p in leans.problems if p.code == "LK005"] == [
        "name S-001 (Make enquiries), which stands in its place"
    ]


def _on(day: str, **fields: Any) -> list[str]:
    """List the date codes told of a rule on a day."""
    text = provision("S-002", **{"reviewed": "2026-06-01", "review_by": "2027-06-01", **fields}).encode()
    entry = examine(make_entry(path_of("S-002"), text))
    assert entry.provision, entry.problems
    corpus = Corpus(Path("nowhere"), (entry,), None, None)
    return [f"{p.code} {p.line}:{p.column}" for p in check_corpus(corpus, dt.date.fromisoformat(day))]


@pytest.mark.parametrize(
    ("fields", "before", "after", "told"),
    [
        ({"review_by": "2026-08-01"}, "2026-08-01", "2026-08-02", "DT001"),
        ({"authority": [{**AUTHORITY, "until": "2026-08-01"}]}, "2026-07-31", "2026-08-01", "DT004"),
    ],
)
def test_what_comes_with_the_day(fields: dict[str, Any], before: str, after: str, told: str) -> None:
    """A review is overdue on the day after, and a rule is no longer in force on the day it ends."""
    assert _on(before, **fields) == []
    assert [one[:5] for one in _on(after, **fields)] == [told]


@pytest.mark.parametrize(
    ("fields", "before", "after", "told"),
    [
        ({"reviewed": "2026-08-01"}, "2026-07-31", "2026-08-01", "DT002"),
        ({"reviewed": "2026-01-01", "amended": "2026-08-01"}, "2026-07-31", "2026-08-01", "DT002"),
        ({"checked": {"on": "2026-08-01", "how": "page"}}, "2026-07-31", "2026-08-01", "DT002"),
        ({"authority": [{**AUTHORITY, "in_force": "2026-08-01"}]}, "2026-07-31", "2026-08-01", "DT004"),
    ],
)
def test_what_goes_with_the_day(fields: dict[str, Any], before: str, after: str, told: str) -> None:
    """A day that something was done on lies in the future until it comes, and a rule is not in force until it is."""
    assert [one[:5] for one in _on(before, **fields)] == [told]
    assert _on(after, **fields) == []


def test_a_withdrawn_page_is_never_due() -> None:
    """What has ended needs no review, and its force is no news; impossible dates in it still are."""
    ended = {
        "withdrawn": {"on": "2026-08-01", "because": "old"},
        "review_by": "2026-07-01",
        "authority": [{**AUTHORITY, "until": "2026-07-01"}],
    }
    assert [one[:5] for one in _on("2026-07-31", **ended)] == ["DT001", "DT004"]
    assert _on("2026-08-01", **ended) == []
    assert [one[:5] for one in _on("2026-08-01", **ended | {"reviewed": "2026-09-01", "review_by": "2026-10-01"})] == [
        "DT002"
    ]


def test_dates_in_the_wrong_order() -> None:
    """A review that is due before it was done, and an end before a beginning, are impossible on any day."""
    wrong = {"reviewed": "2026-06-01", "review_by": "2026-05-31"}
    assert [one[:5] for one in _on("2026-05-31", **wrong | {"reviewed": "2026-05-31"})] == []
    assert "DT002" in [one[:5] for one in _on("2026-06-01", **wrong)]
    dates = {**AUTHORITY, "in_force": "2020-02-01", "until": "2020-01-31"}
    assert "DT002" in [one[:5] for one in _on("2026-06-01", authority=[dates])]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("a\n\n<b>x</b>\n", [("SF001", 6, 1)]),
        ("<br>\n\n<b>x</b>\n\n<br>\n\n<b>y</b>\n", [("SF001", 6, 1), ("SF001", 10, 1)]),
        ("`<b>`\n\nx <B>y</B>\n", [("SF001", 6, 3)]),
        ("```\n<script>\n```\n\n<script>x</script>\n", [("SF001", 8, 1)]),
        ("[a](b.md)\n\n[a](javascript:x)\n", [("SF002", 6, 5)]),
        ("words\n\n[a][x]\n\n[x]: data:y\n", [("SF002", 8, 6)]),
        ("![](x.png)\n\n![words](x.png)\n\n![](x.png)\n", [("SF005", 4, 1), ("SF005", 8, 1)]),
        ("## A\n\n#### B\n\n## C\n\n#### D\n", [("SF005", 6, 1), ("SF005", 10, 1)]),
        ("![w](https://x.example/y.png)\n", [("SF003", 4, 6)]),
        ("a &#x200b; b &#8203;\n", [("SF006", 4, 3), ("SF006", 4, 14)]),
        ("a\n<!-- c -->\n\n<i>x</i>\n", [("SF001", 7, 1)]),
        ("&#106;avascript\n\n[x](&#106;avascript:y)\n", [("SF002", 6, 5)]),
    ],
)
def test_a_flaw_is_told_on_its_line(body: str, told: list[tuple[str, int, int]]) -> None:
    """Each flaw of the rendered page is told where its source stands, and not where its like stands harmlessly."""
    entry = examine(make_entry("guidance/local/x/a.md", f"---\nx: 1\n---\n{body}".encode()))
    found = [(p.code, p.line, p.column) for p in entry.problems if p.code.startswith("SF")]
    assert [one[:2] for one in found] == [one[:2] for one in told]
    assert [one[:1] + one[2:] for one in found if one[0] != "SF002"] == [
        one[:1] + one[2:] for one in told if one[0] != "SF002"
    ]


def test_judging_gathers_addresses() -> None:
    """Every address that the rendered page links to or loads is known, ids being “#”."""
    found = judge("[a](b.md) ![w](c.png) [S-001] [x][y] `[n](o)`\n\n[y]: z.md\n")
    assert found.flaws == []
    assert found.addresses == {"b.md", "c.png", "#", "z.md"}


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("https://x", True),
        ("//x", True),
        ("\\\\x", True),
        ("/\t/x", True),
        (" https://x", True),
        ("ht\ntps://x", True),
        ("mailto:a@b", True),
        ("x.md", False),
        ("/x", False),
        ("#a", False),
        ("a/b:c", False),
        ("", False),
    ],
)
def test_addresses_of_other_sites(address: str, elsewhere: bool) -> None:  # noqa: FBT001 - a column of the table
    """An address is judged as a browser reads it."""
    assert is_elsewhere(address) is elsewhere


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("b.md", "guidance/statutory/x/b.md"),
        ("../b.md", "guidance/statutory/b.md"),
        ("b.md#c", "guidance/statutory/x/b.md"),
        ("b%20c.md?d", "guidance/statutory/x/b c.md"),
        ("#c", None),
        ("./b.md", "guidance/statutory/x/b.md"),
        ("../../../../etc/passwd", "../etc/passwd"),
        ("%2e%2e/b.md", "guidance/statutory/b.md"),
    ],
)
def test_relative_addresses(address: str, path: str | None) -> None:
    """A relative address is taken from the file that it stands in, with percent signs read."""
    assert is_relative(address)
    assert target_path("guidance/statutory/x/a.md", address) == path


def test_problems_know_their_code() -> None:
    """A problem's name and gravity are its code's, and its pointer does not make it another problem."""
    one = Problem("a.md", 1, 2, "DT001", "late", "read it", "x")
    assert (one.name, one.severity) == ("review overdue", Severity.WARNING)
    assert one == Problem("a.md", 1, 2, "DT001", "late", "read it", "y")
    ordered = [Problem("a.md", *place, "DT001", "m") for place in itertools.product((1, 2, 10), (1, 2, 10))]
    backwards = [*reversed(ordered)]
    assert sorted(backwards) == ordered
