"""Sentences keep their places, numbers their meaning, and the published figures are those that the command prints."""

import re
import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulewise.checks.fixes import fixed_file
from rulewise.checks.wording import examine
from rulewise.checks.wording.claims import obligations, softenings
from rulewise.checks.wording.hints import Wanted, places
from rulewise.corpus.entry import Entry, make_entry
from rulewise.corpus.record import restore, to_record
from rulewise.model.problem import CODES
from rulewise.source.body import ids_in
from rulewise.source.document import Document, read_document
from rulewise.source.flat import flatten
from rulewise.source.quantities import quantities
from rulewise.source.sentences import prose, read, without_quotations
from rulewise.source.shingles import signature, unpack
from wording.measure import everything, measured

DOCS = Path(__file__).parents[1] / "docs"
HEADINGS = ["## What it checks", "## Why it matters", "## Example", "## Instead", "## How to allow it"]
ODD = st.lists(
    st.sampled_from(
        [
            *"abM .,:;?!'\"“”‘’*_[]()<>|#->`\\\n\t1é\u2029İß",
            "must ",
            "should ",
            "\n\n",
            "\n- ",
            "[S-001]",
            "](x)",
            "15 days ",
        ]
    ),
    max_size=80,
).map("".join)
FRONTS = {
    "local/north": "id: L-north-01\nkind: local\nboard: north\nimplements: [S-001]\nrelation: adds-detail\n",
    "findings": "id: C-001\nkind: finding\nreview: {method: a, board: b, period: c, published: d}\npattern: "
    "work\noutcome: open\n",
}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        (
            "See s. 47, e.g. this, of No. 5. Dr. Smith v. Jones.",
            ["See s. 47, e.g. this, of No. 5.", "Dr. Smith v. Jones."],
        ),
        ("It took 3.5 hours. “Was it?” he asked.", ["It took 3.5 hours.", "“?” he asked."]),
        ("You\nmust\ngo. **Bold.** Now", ["You must go.", "Bold.", "Now"]),
        ("Act [under it][S-100], or [go](https://x.org/a.b). Stop.", ["Act under it, or go.", "Stop."]),
        ("Do this:\n- one\n- two. Three\n\n  more", ["Do this:", "one", "two.", "Three", "more"]),
        ("| A | Be. C |\n|---|---|\n| d | |", ["A", "Be.", "C", "d"]),
        ("## Heading ##\nText\n```\ncode. Must.\n```\nEnd", ["Heading ##", "Text", "End"]),
    ],
)
def test_sentences(body: str, expected: list[str]) -> None:
    """A body falls into sentences as a reader would read them, with quotations and code left out."""
    read = prose(body)
    assert [" ".join(flatten(read.own, s.start, s.end).text.split()) for s in read.sentences] == expected


def test_words_lead_back_to_their_place() -> None:
    """Each character of flattened text knows where it stood."""
    body = "The  [authority][S-001]\nmust   act."
    read = prose(body)
    flat = flatten(read.own, read.sentences[0].start, read.sentences[0].end)
    assert body[flat.origin(flat.text.index("must")) :].startswith("must")
    assert body[flat.origin(flat.text.index("act")) :].startswith("act.")


@given(ODD)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_offsets_hold_on_odd_text(body: str) -> None:
    """Whatever the text, nothing crashes and every offset lies inside it."""
    read = prose(body)
    assert len(read.own) == len(read.plain) == len(read.code_free) == len(body)
    assert all(0 <= s.start < s.end <= len(body) for s in read.sentences)
    assert len(without_quotations(body)) == len(body)


@given(st.sampled_from(sorted(FRONTS)), ODD)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_positions_lie_inside_the_file(place: str, body: str) -> None:
    """Whatever the text, every claim, amount and problem points into the file, and survives being kept."""
    front = FRONTS[place]
    text = f"---\n{front}title: A\nsummary: B\nowner: c\nreviewed: 2026-01-01\nreview_by: 2027-01-01\n---\n{body}"
    entry = examine(make_entry(f"guidance/{place}/a.md", text.encode()))
    if entry.document is None:
        return
    lines = entry.document.text.split("\n")
    placed = [(c.line, c.column) for c in entry.claims] + [(a.line, a.column) for a in entry.amounts]
    for line, column in [*placed, *((p.line, p.column) for p in entry.problems if p.code.startswith("WD"))]:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    assert isinstance(restore(to_record(entry)), Entry)
    assert restore(to_record(entry)).claims == entry.claims
    assert restore(to_record(entry)).amounts == entry.amounts


@pytest.mark.parametrize("end", ["", ".", "\n", "\n- Another.\n", " Another.", "\n\n## Another\n"])
def test_a_link_at_the_end_of_a_sentence_belongs_to_it(end: str) -> None:
    """With a full stop after it or without."""
    text = read(f"- One. They [must write][S-001]{end}")
    said = next(one for one in text.sentences if text.own[one.start :].startswith("They"))
    assert ids_in(text.code_free[slice(*said.around[0])]) == ["S-001"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("fifteen working days", "15 working days", True),
        ("fifteen (15) working days", "15-working-day", True),
        ("three weeks", "15 working days", False),
        ("a fortnight", "two weeks", True),
        ("12 months", "a year", True),
        ("twenty-six weeks", "26-week", True),
        ("72 hours", "3 days", True),
        ("1 working day", "24 hours", False),
    ],
)
def test_quantities_are_comparable(one: str, other: str, *, same: bool) -> None:
    """The same time in other words is the same; a working day is not a day."""
    first, second = (next(quantities(text))[:2] for text in (one, other))
    assert (first == second) is same


@pytest.mark.parametrize("text", ["aged 16 years", "a child of five years old", "under 5 years", "no number of days"])
def test_ages_are_no_time_limits(text: str) -> None:
    """An age is not taken for a time."""
    assert list(quantities(text)) == []


def test_signatures_are_kept() -> None:
    """What is unpacked is what was packed, a page and its copy share most of it, and a few words have none."""
    text = "The local authority has to decide within fifteen working days whether the enquiries show significant harm."
    hashes = unpack([signature(text)])
    assert len(hashes) == 2
    broken = text.upper().replace(" ENQUIRIES", ",\nENQUIRIES")
    assert list(unpack([signature(broken), signature(text)])) == [*hashes, *hashes]
    changed = unpack([signature(text.replace("enquiries", "visits"))])
    assert len(set(hashes) & set(changed)) == 1
    assert signature("too short to be a copy") == ""


def _unhinted(body: str) -> list[str]:
    everywhere, missed = read(body), []
    hinted = places(body, Wanted(binds=True, softens=True, expects=True, counts=True))
    for one in everywhere.sentences:
        sentence = flatten(everywhere.own, one.start, one.end).text
        words = re.findall(r"[a-z%]+", sentence.lower())
        found = [*obligations(sentence, words), *softenings(sentence, words), *quantities(sentence)]
        if found and not any(one.start <= place < one.end for place in hinted):
            missed.append(sentence)
    return missed


@given(ODD)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_hints_miss_nothing(body: str) -> None:
    """Looking only where a hint points finds what looking at every sentence finds."""
    assert _unhinted(body) == []


def test_hints_miss_nothing_in_real_text() -> None:
    """The same of every labelled sentence and of every page of the corpus."""
    pages = [file.read_text("utf-8") for file in (DOCS.parent / "guidance").rglob("*.md")]
    assert [missed for text in [*pages, *(one.sentence for one in everything())] for missed in _unhinted(text)] == []


PAGE = "---\nid: A-001\nkind: professional\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See S-001, or [s-001], or [it][s-001].", "See [S-001], or [S-001], or [it][S-001]."),
        ("“S-001” and `S-001` and [S-001] and A-001", "“S-001” and `S-001` and [S-001] and A-001"),
        ("https://x.org/S-001 and S-002 and XS-001 and S-0011", "https://x.org/S-001 and S-002 and XS-001 and S-0011"),
        ("[S-001 says](x.md) [a](S-001.md)\n## About S-001", "[S-001 says](x.md) [a](S-001.md)\n## About S-001"),
        ("l-north-01 and [l-NORTH-01]", "l-north-01 and [L-north-01]"),
    ],
)
def test_fixes(before: str, after: str) -> None:
    """Only known ids are touched, and only where they are the page's own words; a second run changes nothing."""
    known = {"S-001", "A-001", "L-north-01"}
    data = (PAGE + before).encode()
    document = read_document("a.md", data)
    assert isinstance(document, Document)
    fixed = fixed_file(document, data, known)
    assert fixed.decode() == PAGE + after
    again = read_document("a.md", fixed)
    assert isinstance(again, Document)
    assert fixed_file(again, fixed, known) == fixed


def test_fixes_keep_line_ends_and_marks() -> None:
    """A byte-order mark and Windows line ends are kept; a file that mixes its line ends is left alone."""
    data = b"\xef\xbb\xbf" + (PAGE + "See S-001.\nEnd\n").replace("\n", "\r\n").encode()
    document = read_document("a.md", data)
    assert isinstance(document, Document)
    assert fixed_file(document, data, {"S-001"}) == data.replace(b"S-001", b"[S-001]")
    mixed = data.replace(b"End\r\n", b"End\n")
    document = read_document("a.md", mixed)
    assert isinstance(document, Document)
    assert fixed_file(document, mixed, {"S-001"}) == mixed


def test_published_figures_are_those_of_the_command() -> None:
    """docs/wording.md holds what ``make wording`` prints."""
    text, _misses = measured()
    assert text in (DOCS / "wording.md").read_text("utf-8")


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("WD")])
def test_each_code_has_its_page(code: str) -> None:
    """Each wording code is explained under the fixed headings."""
    text = (DOCS / "problems" / f"{code}.md").read_text("utf-8")
    lines = re.sub(r"```.*?```", "", text, flags=re.DOTALL).splitlines()
    assert lines[0] == f"# {code}: {CODES[code].name}"
    assert [line for line in lines if line.startswith("## ")] == HEADINGS


@pytest.mark.parametrize("piece", ["must ", "should ", "must. ", "Ensure it. ", "15 days "])
def test_a_page_made_to_hang_does_not(piece: str) -> None:
    """Ten times the words of force in one file cost at most ten times the calls, and a little."""
    _calls_to_read(piece, 10)  # patterns are made once
    assert _calls_to_read(piece, 10_000) < 12 * _calls_to_read(piece, 1_000) + 5_000


def _calls_to_read(piece: str, times: int) -> int:
    front = FRONTS["findings"] if "Ensure" in piece else FRONTS["local/north"]
    front = f"{front}title: A\nsummary: B\nowner: c\nreviewed: 2026-01-01\nreview_by: 2027-01-01\n"
    entry = make_entry("guidance/local/north/a.md", f"---\n{front}---\n{piece * times}".encode())
    calls = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        examine(entry)
    finally:
        sys.setprofile(before)
    return calls
