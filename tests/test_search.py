"""What the search is made of: terms, the index in parts, and what of the corpus can be found."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import CASES, DAY, lay
from rulewise.checks import check
from rulewise.search import SitePage, search_files
from rulewise.search.index import LONG, Index, grouped, packed, shards
from rulewise.search.words import phrases, short_names, stem, surfaces, terms
from rulewise.views import Setting
from rulewise.views.shelf import Shelf
from support import AUTHORITY, GOLDEN, HOOKS, corpus_files, provision

WORDS = json.loads((Path(__file__).parent / "search" / "words.json").read_text("utf-8"))
PAGES = (SitePage("how-to-read/", "# How to read\n\nThe *heavier* the [edge](index.md), the less choice.\n"),)


def files(root: Path, pages: tuple[SitePage, ...] = PAGES) -> dict[str, Any]:
    """Return the files of the search of a project, by the name that the browser asks for."""
    report = check(root, DAY)
    assert report.corpus.vocabulary
    made = dict(search_files(Shelf(report, report.corpus.vocabulary, Setting("# Home\n")), pages))
    return {path.rpartition("/")[2].removesuffix(".json"): json.loads(text) for path, text in made.items()}


@pytest.mark.parametrize("case", WORDS, ids=lambda case: ascii(case["text"]))
def test_terms(case: dict[str, Any]) -> None:
    """Text becomes the terms of the table that the browser is held to as well."""
    assert list(terms(case["text"])) == case["terms"]


def test_a_phrase_is_a_term() -> None:
    """In a list each phrase of a few terms can be found as a whole; one word and long ones only by their words."""
    assert list(phrases("at risk register\ns47\na very long phrase of more than seven different words")) == [
        *("risk", "register", "risk+register", "s47"),
        *("very", "long", "phras", "more", "7", "different", "word"),
    ]


def test_stems_meet() -> None:
    """Forms of one word meet; words that only look alike do not."""
    assert {stem(word) for word in ("assess", "assessed", "assessing", "assessment", "assessments")} == {"assess"}
    assert stem("care") == stem("caring") != stem("car")
    assert stem("policies") != stem("police")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Children Act 1989", ["Children Act 1989", "CA 1989", "CA1989", "CA89"]),
        (
            "Care Planning (England) Regulations 2010",
            ["Care Planning (England) Regulations 2010", "CPR 2010", "CPR2010"],
        ),
        ("Working Together to Safeguard Children", []),
    ],
)
def test_short_names(name: str, short: list[str]) -> None:
    """An Act can be named by its first letters and its year."""
    assert short_names(name)[:3] == short[:3]


def test_surfaces() -> None:
    """What a mistyped word may have meant: words as they are written, without those that say nothing."""
    assert surfaces("The Child’s pre-proceedings, s47 and twenty-six naïve assessments") == {
        *("child", "proceedings", "twenty", "naive", "assessments"),
    }


def test_the_index_in_parts() -> None:
    """Postings are steps between documents; runs of terms stay in order and lose nothing."""
    index = Index(2)
    index.add([["child", "child", "plan"], None])
    index.add([None, ["child"]])
    index.add([["plan"], ["court", "plan"]])
    assert index.lengths == [[2, 0], [0, 1], [1, 2]]
    assert index.averages == [(2 * 2 + 1) / 3, (1 / 2 * 2 + 2) / 3]
    assert packed(index.postings["child"]) == [0, [1, -2], 1, [2]]
    cut = shards(index.rows(), 8)
    assert [[row[0] for row in run] for run in cut] == [["child", "court"], ["plan"]]
    assert grouped("abab") == (["a", "b"], [0, 1, 0, 1])


def test_phrases_are_told_apart() -> None:
    """Behind the fields of a term stand the phrases that hold it, each with how many terms it has; long ones alike."""
    index = Index(1)
    index.add([["child", "alone", "home"]], [["child", "home"], ["alone", "alone", "home"]])
    index.add([["plan"]])
    index.add([["home", *map(str, range(20))]], [["home", *map(str, range(20))]])
    rows = {row[0]: row[1:] for row in index.rows()}
    assert rows["child"] == [0, [1], 1, [1, -(1 * LONG + 2)]]
    assert rows["home"] == [0, [1, 2], 1, [1, -(1 * LONG + 2), -(2 * LONG + 2), 2, -(1 * LONG + LONG - 1)]]
    assert rows["plan"] == [0, [2]]


def test_topics_that_are_not_covered(project: Path) -> None:
    """They come last, under no address, and are told from all that can be found."""
    vocabulary = project / "guidance/vocabulary.yml"
    topics = "elsewhere:\n  - title: Car seats\n    say: [which car seat, booster]\n"
    vocabulary.write_text(vocabulary.read_text("utf-8") + topics, "utf-8")
    made = files(project)
    base = made["base"]
    assert base["elsewhere"] == base["count"] - 1
    last = made[f"r{base['elsewhere'] // base['chunk']}"][-1]
    assert last == ["", "", "Car seats", "", "", ""]


def test_golden(request: pytest.FixtureRequest, project: Path) -> None:
    """The search of the small corpus is the golden one, whole: every byte of it is here to be read."""
    made = json.dumps(files(project), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    golden = GOLDEN / "search.json"
    if request.config.getoption("--rewrite"):
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_same_corpus_same_bytes(project: Path) -> None:
    """Two runs give the same files under the same names; another word gives the parts another folder."""
    first = files(project)
    assert files(project) == first
    path = next((project / "guidance/statutory").rglob("*.md"))
    path.write_text(path.read_text("utf-8").replace("## Left", "A further word.\n\n## Left"), "utf-8")
    assert files(project)["base"]["parts"] != first["base"]["parts"]


def test_states_are_told(tmp_path: Path) -> None:
    """Withdrawn pages come last and are named; what is not in force says so, and stands among the rest."""
    again = {"on": "2026-02-01", "because": "Another rule says it all."}
    made = corpus_files(
        ("S-002", provision("S-002", title="Write a report", withdrawn=again)),
        ("S-003", provision("S-003", title="Share it", authority=[{**AUTHORITY, "in_force": "2030-01-01"}])),
        ("S-004", provision("S-004", title="Keep a list", authority=[{**AUTHORITY, "until": "2020-01-01"}])),
    )
    base = {path.relative_to(CASES / "base").as_posix(): path.read_bytes() for path in (CASES / "base").rglob("*.*")}
    found = files(lay(lay(tmp_path, base), made), ())
    shown = [row for i in range(99) for row in found.get(f"r{i}", [])]
    assert {row[0]: row[5] for row in shown if row[5]} == {
        "S-002": "Withdrawn",
        "S-003": "Not law yet",
        "S-004": "Not law now",
    }
    assert [shown[i][0] for i in found["base"]["withdrawn"]] == ["S-002"]
    assert found["base"]["provisions"] == sum(bool(row[0]) for row in shown)


def test_amended_days_are_told(project: Path) -> None:
    """Results can be put in order of the day on which their text last changed."""
    days, places = files(project)["base"]["amended"]
    assert [day for day in days if day] == sorted({day for day in days if day}, key=days.index)
    assert all(dt.date.fromisoformat(day) for day in days if day)
    assert len(places) == files(project)["base"]["count"]


def test_minisearch_is_the_file_that_npm_carries() -> None:
    """MiniSearch 7.2.0, dist/umd/index.js, to the byte; its licence stands beside it."""
    folder = HOOKS / "rulewise/site/theme/assets/search"
    found = hashlib.sha256((folder / "minisearch.js").read_bytes()).hexdigest()
    assert found == "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03"
    assert "Luca Ongaro" in (folder / "minisearch.LICENSE.txt").read_text("utf-8")
