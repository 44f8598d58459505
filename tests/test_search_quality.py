"""The queries by which search is judged are what they claim to be, and the judge counts rightly."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from search.engines import Answer
from search.queries import STYLES, Query, queries
from search.score import latency, rank, score, table
from support import ROOT

EVERY = queries()
_BARE = re.compile(r"(s|sec|section|reg|regulation)[. ]*(\d+[a-z]*)", re.IGNORECASE)
_NUMBERS = re.compile(r"(section|regulation)s?((?:(?:,| and| to)? ?\d+[A-Z]*(?:\([^)]*\))*)+)")


def _front(file: Path) -> dict[str, object]:
    return yaml.safe_load(file.read_text("utf-8").split("---\n", 2)[1])


@pytest.fixture(scope="module")
def provisions() -> dict[str, dict[str, object]]:
    """Read the front matter of every provision, by its id."""
    read = [_front(file) for file in (ROOT / "guidance").rglob("*.md")]
    return {str(front["id"]): front for front in read}


def _numbered(front: dict[str, object]) -> set[tuple[str, str]]:
    """Return the sections and regulations that a provision comes from, without their subsections."""
    found: set[tuple[str, str]] = set()
    for authority in front.get("authority", []):  # type: ignore[attr-defined]
        for word, numbers in _NUMBERS.findall(authority["provision"]):
            plain = re.findall(r"\d+[A-Z]*", re.sub(r"\([^)]*\)", "", numbers))
            between = range(int(plain[0]), int(plain[1]) + 1) if " to " in numbers else ()
            found |= {(word[0], number) for number in [*plain, *map(str, between)]}
    return found


def test_there_are_enough_of_every_style() -> None:
    """At least 240 different queries, each style with some in both parts, and 35 or more that have no answer."""
    assert len(EVERY) >= 240
    assert len({query.words for query in EVERY}) == len(EVERY)
    assert {query.style for query in EVERY} == set(STYLES)
    assert {(query.style, query.is_held_back) for query in EVERY} == {(s, b) for s in STYLES for b in (True, False)}
    assert sum(not query.answers for query in EVERY) >= 35
    assert all(bool(query.answers) is (query.style != "no answer") for query in EVERY)
    assert 0.3 < sum(query.is_held_back for query in EVERY) / len(EVERY) < 0.37
    assert len(Counter(query.role for query in EVERY)) >= 12


def test_answers_are_in_the_guidance(provisions: dict[str, dict[str, object]]) -> None:
    """A label names provisions that exist."""
    assert {one for query in EVERY for one in query.answers} <= set(provisions)


def test_a_bare_section_wants_every_provision_of_it(provisions: dict[str, dict[str, object]]) -> None:
    """Who types the number of a section or regulation is right with each provision of it, and no other."""
    numbered = {name: _numbered(front) for name, front in provisions.items()}
    bare = [(query, match) for query in EVERY if (match := _BARE.fullmatch(query.words)) and query.style == "section"]
    assert len(bare) >= 12
    for query, match in bare:
        wanted = (match[1][0].lower(), match[2].upper())
        assert query.answers == {name for name, has in numbered.items() if wanted in has}, query.words


def test_the_published_figures_are_of_these_queries() -> None:
    """The page about the search's quality shows what the command prints, for as many queries as there are."""
    page = (ROOT / "docs/search-quality.md").read_text("utf-8")
    back = sum(query.is_held_back for query in EVERY)
    assert f"We ask the published site {len(EVERY)} queries" in page
    assert f"{sum(not query.answers for query in EVERY)} that have no answer here" in page
    assert f"The third held back ({back} queries)" in page
    assert f"The part used for tuning ({len(EVERY) - back} queries)" in page
    for style in STYLES:
        both = [sum(q.style == style and q.is_held_back is part for q in EVERY) for part in (True, False)]
        assert re.findall(rf"^\| {style} +\| (\d+) ", page, re.MULTILINE) == list(map(str, both))


def test_the_judge_counts() -> None:
    """Shares are of the queries that have an answer; silence counts only for those that have none."""
    first, third, fourth, never = (Query(str(i), "keywords", "GP", frozenset({"S-001"})) for i in range(4))
    silent, wrong = (Query(words, "no answer", "GP", frozenset()) for words in ("x", "y"))
    other = ("A-001", "", "A-002")
    answers = {
        first: Answer(("S-001", *other), 10.0),
        third: Answer((*other[:2], "S-001"), 20.0),
        fourth: Answer((*other, "S-001"), None),
        never: Answer((), 90.0),
        silent: Answer((), None),
        wrong: Answer(("A-001",), None),
    }
    assert [rank(query, answers[query]) for query in (first, third, fourth, never)] == [1, 3, 4, 0]
    judged = score(answers, answers)
    assert judged == (6, 0.25, 0.5, (1 + 1 / 3 + 1 / 4) / 4, 0.5)
    assert latency(answers.values()) == 20.0
    assert table([first, wrong], {"One": answers}).splitlines()[2].split() == [
        *("|", "keywords", "|", "1", "|", "1.00", "|", "1.00", "|", "1.00", "|", "|")
    ]
