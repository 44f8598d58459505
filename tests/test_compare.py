"""What changed between two states: a table of before, after and what is expected, and what holds for every change."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASES
from rulewise.compare import Comparison, Grade, Mark, Sort, approvers, compare, leaning, ledger, protect, redline
from rulewise.compare.change import in_order
from rulewise.compare.substance import same_substance
from rulewise.corpus import Corpus
from rulewise.corpus.entry import make_entry
from rulewise.corpus.load import make_corpus
from rulewise.model.provision import MODELS
from rulewise.model.words import Kind
from support import AUTHORITY, ROOT, path_of, provision

VOCABULARY = (CASES / "base/guidance/vocabulary.yml").read_bytes()
MUST, MAY, NONE = Grade.MUST, Grade.MAY, Grade.NONE
Files = dict[str, str | bytes]


def corpus(files: Files, vocabulary: bytes | None = VOCABULARY) -> Corpus:
    """Make a corpus of texts by path."""
    entries = [
        make_entry(path, text if isinstance(text, bytes) else text.encode()) for path, text in sorted(files.items())
    ]
    return make_corpus(Path("nowhere"), entries, vocabulary)


def of(**texts: str) -> Corpus:
    """Make a corpus of provisions by id, with underscores for hyphens."""
    return corpus({path_of(name.replace("_", "-")): text for name, text in texts.items()})


def told(base: Corpus, head: Corpus) -> list[tuple[str, str, Grade, str]]:
    """Return changes as id, word, grade and field."""
    return [(change.id, change.sort.value, change.grade, change.field) for change in compare(base, head)]


def authority(**fields: Any) -> dict[str, Any]:
    """Return the authority of the tests with other fields; None leaves one out."""
    return {key: value for key, value in {**AUTHORITY, **fields}.items() if value is not None}


GUIDANCE: dict[str, Any] = {"instrument": "Guidance", "source": "statutory-guidance", "force": "expectation"}
LIMIT = {"limit": "10 working days", "from": "the referral", "source": "act"}
CHECKED = {"on": "2026-06-01", "how": "page"}
REVIEW = {"method": "review", "board": "not named", "period": "one year", "published": "2020"}
OTHER_LEAD = "Other words stand here."

# id, fields before, fields after, what is expected: word, grade, field
TABLE: list[tuple[str, dict[str, Any], dict[str, Any], list[tuple[str, Grade, str]]]] = [
    # wording: a rule binds, a power and advice do not, findings and measures only ask
    ("S-001", {}, {"lead": OTHER_LEAD}, [("reworded", MUST, "text")]),
    ("S-001", {"authority": [authority(force="power")]}, {"lead": OTHER_LEAD}, [("reworded", MAY, "text")]),
    ("S-001", {"authority": [authority(**GUIDANCE)]}, {"lead": OTHER_LEAD}, [("reworded", MUST, "text")]),
    ("A-001", {}, {"lead": OTHER_LEAD}, [("reworded", MAY, "text")]),
    ("P-01", {}, {"lead": OTHER_LEAD}, [("reworded", MAY, "text")]),
    ("L-northmere-01", {}, {"lead": OTHER_LEAD}, [("reworded", MAY, "text")]),
    ("C-001", {}, {"lead": OTHER_LEAD}, [("reworded", NONE, "text")]),
    ("M-01", {}, {"lead": OTHER_LEAD}, [("reworded", NONE, "text")]),
    ("A-001", {}, {"lead": "Some *words*!"}, [("reworded-in-form", NONE, "text")]),
    ("S-001", {}, {"summary": "Another summary."}, [("reworded", MUST, "summary")]),
    ("A-001", {}, {"summary": "summary of A-001!"}, [("reworded-in-form", NONE, "summary")]),
    ("S-001", {}, {"title": "Another title"}, [("title-changed", MAY, "title")]),
    ("A-001", {}, {"title": "Title, of A-001"}, [("title-changed", NONE, "title")]),
    ("C-001", {}, {"title": "Another title"}, [("title-changed", NONE, "title")]),
    # force, decided by the authority
    (
        "S-001",
        {"authority": [authority(force="power")]},
        {"authority": [AUTHORITY]},
        [("force-raised", MUST, "authority.force")],
    ),
    ("S-001", {}, {"authority": [authority(force="have-regard")]}, [("force-lowered", MAY, "authority.force")]),
    ("S-001", {}, {"authority": [authority(force="prohibition")]}, [("force-turned", MUST, "authority.force")]),
    (
        "S-001",
        {"authority": [authority(**GUIDANCE)]},
        {"authority": [authority(instrument="Guidance")]},
        [("force-raised", MUST, "authority.force"), ("authority-changed", MAY, "authority.source")],
    ),
    # bearers
    (
        "S-001",
        {},
        {"authority": [authority(bearers=["local-authority", "police"])]},
        [("bearers-changed", MUST, "authority.bearers")],
    ),
    (
        "S-001",
        {"authority": [authority(bearers=["local-authority", "police"])]},
        {"authority": [AUTHORITY]},
        [("bearers-changed", MAY, "authority.bearers")],
    ),
    (
        "S-001",
        {"authority": [authority(force="power")]},
        {"authority": [authority(force="power", bearers=["police"])]},
        [("bearers-changed", MAY, "authority.bearers")],
    ),
    (
        "S-001",
        {"authority": [authority(bearers=["police", "local-authority"])]},
        {"authority": [authority(bearers=["local-authority", "police"])]},
        [("authority-changed", NONE, "authority.bearers")],
    ),
    # authority
    (
        "S-001",
        {},
        {"authority": [authority(provision="section 6")]},
        [("authority-changed", MAY, "authority.provision")],
    ),
    (
        "S-001",
        {},
        {"authority": [authority(instrument="Other Act")]},
        [("authority-changed", MAY, "authority.instrument")],
    ),
    (
        "S-001",
        {},
        {"authority": [authority(url="https://law.example/6")]},
        [("authority-changed", NONE, "authority.url")],
    ),
    (
        "S-001",
        {},
        {"authority": [authority(in_force="2027-01-01")]},
        [("authority-changed", MUST, "authority.in_force")],
    ),
    ("S-001", {}, {"authority": [authority(until="2027-01-01")]}, [("authority-changed", MUST, "authority.until")]),
    (
        "S-001",
        {},
        {"authority": [AUTHORITY, authority(instrument="Other Act")]},
        [("authority-changed", MUST, "authority")],
    ),
    (
        "S-001",
        {},
        {"authority": [AUTHORITY, authority(instrument="Other Act", force="power")]},
        [("authority-changed", MAY, "authority")],
    ),
    (
        "S-001",
        {"authority": [AUTHORITY, authority(instrument="Other Act")]},
        {"authority": [AUTHORITY]},
        [("authority-changed", MAY, "authority")],
    ),
    # two authorities in another order are the same two
    (
        "S-001",
        {"authority": [AUTHORITY, authority(instrument="Other Act", force="power")]},
        {"authority": [authority(instrument="Other Act", force="power"), AUTHORITY]},
        [("authority-changed", MAY, "authority.order")],
    ),
    # time limits: what cannot be told to be longer is shorter
    ("S-001", {}, {"timescale": LIMIT}, [("timescale-changed", MUST, "timescale")]),
    ("S-001", {"timescale": LIMIT}, {"timescale": None}, [("timescale-changed", MAY, "timescale")]),
    (
        "S-001",
        {"timescale": LIMIT},
        {"timescale": {**LIMIT, "limit": "5 working days"}},
        [("timescale-changed", MUST, "timescale")],
    ),
    (
        "S-001",
        {"timescale": LIMIT},
        {"timescale": {**LIMIT, "limit": "fifteen working days"}},
        [("timescale-changed", MAY, "timescale")],
    ),
    (
        "S-001",
        {"timescale": LIMIT},
        {"timescale": {**LIMIT, "limit": "10 days"}},
        [("timescale-changed", MUST, "timescale")],
    ),
    (
        "S-001",
        {"timescale": LIMIT},
        {"timescale": {**LIMIT, "limit": "soon"}},
        [("timescale-changed", MUST, "timescale")],
    ),
    (
        "S-001",
        {"timescale": LIMIT},
        {"timescale": {**LIMIT, "from": "the meeting"}},
        [("timescale-changed", MUST, "timescale")],
    ),
    (
        "S-001",
        {"timescale": {**LIMIT, "source": "statutory-guidance"}},
        {"timescale": LIMIT},
        [("timescale-changed", MUST, "timescale")],
    ),
    # strength of advice
    ("A-001", {"strength": "consider"}, {"strength": "advise"}, [("strength-raised", MAY, "strength")]),
    ("A-001", {"strength": "advise"}, {"strength": "consider"}, [("strength-lowered", MAY, "strength")]),
    # who, where, when
    ("A-001", {}, {"owner": "stewards"}, [("owner-changed", NONE, "owner")]),
    ("A-001", {}, {"stages": ["referral"]}, [("stages-changed", MAY, "stages")]),
    (
        "A-001",
        {"stages": ["referral", "enquiries"]},
        {"stages": ["enquiries", "referral"]},
        [("stages-changed", NONE, "stages")],
    ),
    ("A-001", {}, {"roles": ["police"]}, [("roles-changed", MAY, "roles")]),
    ("A-001", {}, {"amended": "2026-06-01"}, [("dates-changed", NONE, "amended")]),
    ("A-001", {}, {"reviewed": "2026-06-02"}, [("dates-changed", NONE, "reviewed")]),
    ("A-001", {}, {"review_by": "2027-06-02"}, [("dates-changed", NONE, "review_by")]),
    ("S-001", {}, {"checked": CHECKED}, [("checked-changed", NONE, "checked")]),
    ("S-001", {"checked": CHECKED}, {"checked": {**CHECKED, "scope": "part"}}, [("checked-changed", NONE, "checked")]),
    ("A-001", {}, {"keywords": ["listen"]}, [("keywords-changed", NONE, "keywords")]),
    ("A-001", {}, {"allow": [{"code": "LK005", "because": "why not"}]}, [("allowance-changed", NONE, "allow")]),
    (
        "A-001",
        {},
        {"evidence": [{"cite": "Another study", "type": "research"}]},
        [("evidence-changed", NONE, "evidence")],
    ),
    # links, in front matter and in the text
    ("A-001", {}, {"supports": ["S-002"]}, [("links-added", NONE, "supports")]),
    (
        "A-001",
        {"supports": ["S-002"]},
        {"supports": ["S-003"]},
        [("links-added", NONE, "supports"), ("links-dropped", NONE, "supports")],
    ),
    ("A-001", {"related": ["S-002", "S-003"]}, {"related": ["S-003", "S-002"]}, [("details-changed", NONE, "related")]),
    ("A-001", {"principles": ["P-01"]}, {"principles": []}, [("links-dropped", NONE, "principles")]),
    ("C-001", {}, {"bears_on": ["S-001", "A-001"]}, [("links-added", NONE, "bears_on")]),
    ("M-01", {}, {"about": []}, [("links-dropped", NONE, "about")]),
    (
        "A-001",
        {},
        {"lead": "Some [words][S-002]."},
        [("reworded-in-form", NONE, "text"), ("links-added", NONE, "text")],
    ),
    (
        "A-001",
        {"lead": "Some [words](https://a.example)."},
        {"lead": "Some [words](https://b.example)."},
        [("reworded-in-form", NONE, "text"), ("links-added", NONE, "text"), ("links-dropped", NONE, "text")],
    ),
    # withdrawal
    ("S-001", {}, {"withdrawn": {"on": "2026-06-01", "because": "it ended"}}, [("withdrawn", MAY, "withdrawn")]),
    ("C-001", {}, {"withdrawn": {"on": "2026-06-01", "because": "it ended"}}, [("withdrawn", NONE, "withdrawn")]),
    (
        "S-001",
        {"withdrawn": {"on": "2026-06-01", "because": "it ended"}},
        {"withdrawn": None},
        [("restored", MUST, "withdrawn")],
    ),
    (
        "S-001",
        {"withdrawn": {"on": "2026-06-01", "because": "it ended"}},
        {"withdrawn": {"on": "2026-06-02", "because": "it ended"}},
        [("withdrawal-changed", NONE, "withdrawn")],
    ),
    # what only some kinds have
    ("L-northmere-01", {}, {"relation": "adds-detail"}, [("relation-changed", MAY, "relation")]),
    ("L-northmere-01", {}, {"link": "https://board.example"}, [("details-changed", MAY, "link")]),
    ("L-northmere-01", {}, {"because": "a reason"}, [("reworded", MAY, "because")]),
    ("C-001", {}, {"outcome": "no-change"}, [("details-changed", NONE, "outcome")]),
    ("C-001", {}, {"review": {**REVIEW, "period": "two years"}}, [("details-changed", NONE, "review")]),
    ("M-01", {}, {"core": "national"}, [("details-changed", NONE, "core")]),
    ("M-01", {}, {"source": "national records"}, [("details-changed", NONE, "source")]),
]


@pytest.mark.parametrize(
    ("identifier", "before", "after", "expected"),
    TABLE,
    ids=[f"{i}-{row[3][0][0]}-{n}" for n, row in enumerate(TABLE) for i in [row[0]]],
)
def test_table(
    identifier: str, before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, Grade, str]]
) -> None:
    """One change to one field is told as what it is, and as nothing else."""
    base = corpus({path_of(identifier): provision(identifier, **before)})
    head = corpus({path_of(identifier): provision(identifier, **{**before, **after})})
    assert base.get(identifier)
    assert head.get(identifier)
    assert told(base, head) == [(identifier, *row) for row in expected]
    assert all(change.explanation and "\n" not in change.explanation for change in compare(base, head))
    assert compare(base, base) == compare(head, head) == ()
    assert {row[2] for row in told(head, base)}  # and the way back is a change too


def test_every_field_of_every_kind_is_in_the_table() -> None:
    """A field that is added to the format is compared, and the table says how."""
    changed = {(kind, field.partition(".")[0]) for kind, _b, after, _e in TABLE for field in after}
    letters = {Kind.of_id(identifier): identifier for identifier, _b, _a, _e in TABLE}
    assert set(letters) == set(Kind)
    fields = {field for _kind, field in changed}
    for model in MODELS.values():
        assert set(model.model_fields) - {"id", "kind", "pattern", "board", "implements"} <= fields


def test_a_field_that_no_module_names_is_seen() -> None:
    """What only one kind has falls back to its details, so that no change can hide in it."""
    base, head = (of(C_001=provision("C-001", pattern=pattern)) for pattern in ("longer-term-work", "tools"))
    assert told(base, head) == [("C-001", "details-changed", NONE, "pattern")]


def test_judgement_alone_may_change_practice() -> None:
    """Other words under “Left to judgement” bind nobody; the same words in the lead do."""
    text = provision("S-001")
    open_text = text.replace("Left to judgement\n\nSome words.", "Left to judgement\n\nAll of it.")
    assert told(of(S_001=text), of(S_001=open_text)) == [("S-001", "reworded", MAY, "text")]
    (change,) = compare(of(S_001=text), of(S_001=open_text))
    assert change.explanation == "text reworded in substance (Left to judgement)"
    both = open_text.replace("---\nSome words.", "---\nNo words.")
    assert told(of(S_001=text), of(S_001=both)) == [("S-001", "reworded", MUST, "text")]
    without = text.replace("## Left to judgement", "## In detail")
    assert told(of(S_001=text), of(S_001=without)) == [("S-001", "reworded", MUST, "text")]


# Pairs that say the same, and pairs that do not though they look alike.
SAME = [
    ("The child is safe.", "The **child** is _safe_!"),
    ("one\n\ntwo", "one two"),
    ("- one\n- two", "1. one\n2. two"),
    ("> said", "said"),
    ("organise the visit", "organize the visit"),
    ("the neighbouring authority", "the neighboring authority"),
    ("They recieve it.", "They receive it."),  # codespell:ignore
    ("You shuold go.", "You should go."),  # codespell:ignore
    ("a safegaurding visit", "a safeguarding visit"),
    ("the childrens home", "the children’s home"),  # codespell:ignore
    ("decision-making", "decision making"),
    ("See [the rule][S-001].", "See [the rule][S-002]."),
    ("See [it](https://a.example/x_(y)).", "See [it](https://b.example)."),
    ("one <!-- a note --> two", "one two"),
    ("MUST go", "must go"),
]
DIFFERENT = [
    ("must go", "may go"),
    ("must go", "must not go"),
    ("within 10 days", "within 15 days"),
    ("within 1.5 hours", "within 15 hours"),
    ("10 %", "10"),
    ("£5", "$5"),
    ("two or more", "two and more"),
    ("he was able to", "he was unable to"),
    ("a causal link", "a casual link"),
    ("from the child", "form the child"),
    ("three days", "there days"),
    ("one or two", "one to two"),
    ("apart", "a part"),
    ("now", "not"),
    ("legal", "illegal"),
    ("See [S-001].", "See [S-002]."),
    ("must ~~not~~ go", "must not go"),
    ("one two", "two one"),
    ("Northmere", "Northmore"),
    ("## Left to judgement", "Left to judgement"),
    ("mst", "most"),
    ("and/or", "and or"),
    ("-5", "5"),
    ("", "words"),
]


@pytest.mark.parametrize(("was", "now"), SAME)
def test_form(was: str, now: str) -> None:
    """These differ in form alone, whichever comes first, but for a slip, which is put right and never made."""
    assert same_substance(was, now)


@pytest.mark.parametrize(("was", "now"), DIFFERENT)
def test_substance(was: str, now: str) -> None:
    """These differ in substance, whichever comes first."""
    assert not same_substance(was, now)
    assert not same_substance(now, was)


def test_a_slip_made_is_a_change_of_words() -> None:
    """A word that becomes no word is not put right: somebody should look."""
    assert not same_substance("They receive it.", "They recieve it.")  # codespell:ignore


TEXT = st.text(alphabet="ab \n[]()*-.#>`~1", max_size=60)


@given(TEXT, TEXT)
def test_a_redline_holds_both_texts(was: str, now: str) -> None:
    """What was kept and put in is the new text; what was kept and taken out is the old, but for white space."""
    pieces = redline(was, now)
    assert "".join(text for mark, text in pieces if mark is not Mark.OUT) == now
    assert "".join(text for mark, text in pieces if mark is not Mark.IN).split() == was.split()
    assert all(text for _mark, text in pieces)
    assert [mark for mark, _text in redline(was, was)] == ([Mark.KEPT] if was else [])


def test_a_redline_reads_as_a_person_would_mark_it() -> None:
    """Whole words, what went before what came."""
    pieces = redline("They must visit the child, soon.\nStays.\n", "They may see the child soon.\nStays.\n")
    assert [(mark.value, text) for mark, text in pieces] == [
        ("kept", "They "),
        ("out", "must visit"),
        ("in", "may see"),
        ("kept", " the "),
        ("out", "child,"),
        ("in", "child"),
        ("kept", " soon.\nStays.\n"),
    ]


def test_words_that_went_from_the_end_went_before_the_end_of_the_line() -> None:
    """They are struck out where they stood, and not on a line of their own."""
    assert redline("One two.\nThree.\n", "One\nThree.\n") == (
        (Mark.KEPT, "One"),
        (Mark.OUT, " two."),
        (Mark.KEPT, "\nThree.\n"),
    )


def test_passages_too_long_to_compare_are_shown_whole() -> None:
    """Nobody's machine stands still over two long passages with nothing in common."""
    was, now = " ".join(["a"] * 3000), " ".join(["b"] * 3000)
    assert redline(was, now) == ((Mark.OUT, was), (Mark.IN, now))


def test_added_by_kind() -> None:
    """A rule that binds must be followed once it is there; a finding only asks."""
    found = compare(
        of(),
        of(
            S_001=provision("S-001"),
            S_002=provision("S-002", authority=[authority(force="power")]),
            A_001=provision("A-001"),
            L_northmere_01=provision("L-northmere-01"),
            C_001=provision("C-001"),
        ),
    )
    assert [(change.id, change.grade, change.explanation) for change in found] == [
        ("A-001", MAY, "a new piece of advice"),
        ("C-001", NONE, "a new finding"),
        ("L-northmere-01", MAY, "a new local procedure"),
        ("S-001", MUST, "a new duty on local-authority (Example Act 1999, section 5)"),
        ("S-002", MAY, "a new power on local-authority (Example Act 1999, section 5)"),
    ]
    ended = provision("S-001", withdrawn={"on": "2026-06-01", "because": "it ended"})
    assert told(of(), of(S_001=ended)) == [("S-001", "added", NONE, "summary")]


def test_removed() -> None:
    """A file that is gone is a removal, graded as its end is."""
    base = of(S_001=provision("S-001"), C_001=provision("C-001"))
    assert told(base, of()) == [("C-001", "removed", NONE, "summary"), ("S-001", "removed", MAY, "summary")]


def test_reclassified() -> None:
    """A page that ends in favour of one of another kind is reclassified; of the same kind, it is withdrawn."""
    end = {"on": "2026-06-01", "because": "it is advice", "replaced_by": "A-002"}
    base = of(S_001=provision("S-001"))
    head = of(S_001=provision("S-001", withdrawn=end), A_002=provision("A-002"))
    assert told(base, head) == [("A-002", "added", MAY, "summary"), ("S-001", "reclassified", MAY, "withdrawn")]
    added, _reclassified = compare(base, head)
    assert added.explanation == "a new piece of advice, in the place of S-001"
    up = of(A_001=provision("A-001", withdrawn={**end, "replaced_by": "S-002"}), S_002=provision("S-002"))
    assert told(of(A_001=provision("A-001")), up)[0] == ("A-001", "reclassified", MUST, "withdrawn")
    same = of(S_001=provision("S-001", withdrawn={**end, "replaced_by": "S-002"}), S_002=provision("S-002"))
    assert told(base, same)[0] == ("S-001", "withdrawn", MAY, "withdrawn")


def test_kind_changed_in_place() -> None:
    """The same id with another kind is told, and a rule that does it is not let through."""
    text = provision("A-001").replace('id: "A-001"', 'id: "S-001"')
    base, head = of(S_001=provision("S-001")), corpus({path_of("S-001"): text})
    sorts = [sort for _id, sort, _grade, _field in told(base, head)]
    assert sorts[0] == "reclassified"
    assert {"title-changed", "reworded", "owner-changed", "evidence-changed"} <= set(sorts)
    assert [problem.code for problem in protect(base, head, compare(base, head))] == ["CH001"]
    back = [(change.sort.value, change.field) for change in compare(head, base)]
    assert ("evidence-changed", "evidence") in back  # what only the old kind had is told as gone


def test_renamed_follows_the_id() -> None:
    """A file that moved and changed is one provision still."""
    base = corpus({"guidance/professional/enquiries/a.md": provision("A-001")})
    head = corpus({"guidance/professional/enquiries/b.md": provision("A-001", OTHER_LEAD)})
    assert told(base, head) == [("A-001", "reworded", MAY, "text"), ("A-001", "renamed", NONE, "path")]


def test_broken_files_are_told_and_never_raise() -> None:
    """A file that cannot be read any more, or again, is said to be; the same broken file twice is no change."""
    good, bad = of(A_001=provision("A-001")), of(A_001=provision("A-001", owner=None))
    assert told(good, bad) == [("A-001", "unreadable", MAY, "summary")]
    assert [problem.code for problem in protect(good, bad, compare(good, bad))] == ["FM005"]
    assert told(bad, good) == [("A-001", "readable-again", MAY, "summary")]
    assert told(bad, of(A_001=provision("A-001", owner=None))) == []
    assert told(bad, of(A_001=provision("A-001", OTHER_LEAD, owner=None))) == [("A-001", "unreadable", MAY, "summary")]
    for data in (b"", b"\xff\xfe", b"---\nid: A-001\n", b"---\n&a: b\n---\n"):
        nameless = corpus({"guidance/professional/x.md": data})
        (change,) = compare(of(), nameless)
        assert (change.sort, change.path) == (Sort.UNREADABLE, "guidance/professional/x.md")
        assert compare(nameless, corpus({"guidance/professional/x.md": data})) == ()
        assert protect(of(), nameless, (change,))


def test_nobody_owns_what_cannot_be_read() -> None:
    """A body's own change that breaks a file is told as broken, and of a new broken file nobody can say whose it is."""
    good, bad = of(A_001=provision("A-001")), of(A_001=provision("A-001", owner=None))
    assert [problem.code for problem in protect(good, bad, compare(good, bad), "college")] == ["FM005"]
    assert [problem.code for problem in protect(of(), bad, compare(of(), bad), "college")] == ["CH003", "FM005"]


def test_an_id_that_two_files_claim() -> None:
    """The second file with an id is told, so that nothing can hide behind the first."""
    base = corpus({"guidance/professional/a.md": provision("A-001")})
    head = corpus({"guidance/professional/a.md": provision("A-001"), "guidance/professional/b.md": provision("A-001")})
    (change,) = compare(base, head)
    assert (change.sort, change.path) == (Sort.UNREADABLE, "guidance/professional/b.md")
    assert [(p.code, p.path) for p in protect(base, head, (change,))] == [("FM009", "guidance/professional/b.md")]
    assert compare(head, corpus({entry.path: entry.document.text for entry in head.entries if entry.document})) == ()


def _lists(old: str = "", new: str = "") -> bytes:
    text = VOCABULARY.decode()
    assert old in text
    return text.replace(old, new).encode() if old else VOCABULARY


REFERRAL = "  - {id: referral, title: Referral, summary: Somebody is worried about a child.}\n"
ENQUIRIES = "  - {id: enquiries, title: Enquiries, summary: The authority finds out what is happening.}\n"
LISTS = [
    (
        _lists("title: Police officer", "title: Constable"),
        "vocabulary-renamed",
        "roles.police",
        "role “Police officer” is now called “Constable”",
    ),
    (_lists(REFERRAL), "vocabulary-removed", "stages.referral", "stage “Referral” is gone"),
    (
        _lists(ENQUIRIES, f"{ENQUIRIES}  - {{id: after, title: After, summary: Later.}}\n"),
        "vocabulary-added",
        "stages.after",
        "stage “After” is new",
    ),
    (
        _lists(REFERRAL + ENQUIRIES, ENQUIRIES + REFERRAL),
        "vocabulary-reordered",
        "stages",
        "stages in another order: enquiries moved",
    ),
    (
        _lists("may_own: [professional]}", "may_own: [professional, statutory]}"),
        "vocabulary-changed",
        "bodies.college.may_own",
        "body “The college”, may_own: professional → professional, statutory",
    ),
    (
        _lists("formerly: [investigation]", "formerly: [inquest]"),
        "vocabulary-changed",
        "terms.enquiries.formerly",
        "term “Enquiries”, formerly: investigation → inquest",
    ),
    (
        VOCABULARY + b"lay:\n  - {say: [kid, Bairn], means: [child]}\n",
        "vocabulary-added",
        "lay.kid, bairn",
        "everyday word “kid” is new",
    ),
    (
        VOCABULARY + b"elsewhere:\n  - {title: Car seats, say: [booster]}\n",
        "vocabulary-added",
        "elsewhere.car seats",
        "topic that is not covered “Car seats” is new",
    ),
    (_lists("term: Enquiries", "term: Inquiries"), "vocabulary-removed", "terms.enquiries", "term “Enquiries” is gone"),
]


def test_what_people_type_changes() -> None:
    """Everyday words and topics that are not covered are compared like every other list."""
    lay = "lay:\n  - {say: [kid], means: [%s]}\nelsewhere:\n  - {title: Car seats, say: [%s]}\n"
    was, now = (VOCABULARY + (lay % words).encode() for words in (("child", "booster"), ("baby", "infant seat")))
    assert [change.explanation for change in compare(corpus({}, was), corpus({}, now))] == [
        "everyday word “kid”, means: child → baby",
        "topic that is not covered “Car seats”, say: booster → infant seat",
    ]


@pytest.mark.parametrize(("lists", "sort", "field", "words"), LISTS, ids=[row[1] + row[2] for row in LISTS])
def test_vocabulary(lists: bytes, sort: str, field: str, words: str) -> None:
    """Each change to the closed lists is told, and approved by the body that keeps the law."""
    base, head = corpus({}), corpus({}, lists)
    assert head.vocabulary
    change = compare(base, head)[0]
    assert (change.sort.value, change.field, change.explanation) == (sort, field, words)
    assert approvers(change, base, head) == ("department",)
    assert leaning(change, base, head) == ((), ())


def test_a_vocabulary_that_cannot_be_read() -> None:
    """It is told, with the problems at its own lines; without one on both sides there is nothing to say."""
    base, head, none = corpus({}), corpus({}, b"stages: [\n"), corpus({}, None)
    assert told(base, head) == [("vocabulary", "unreadable", MAY, "")]
    assert [problem.code for problem in protect(base, head, compare(base, head))] == ["FM002"]
    assert told(head, base) == [("vocabulary", "readable-again", NONE, "")]
    assert compare(none, none) == ()


def test_who_approves() -> None:
    """The owner before and the owner after; for the law always its keeper."""
    base = of(A_001=provision("A-001"), S_001=provision("S-001"))
    head = of(A_001=provision("A-001", owner="stewards"), S_001=provision("S-001", owner="college"))
    assert [approvers(change, base, head) for change in compare(base, head)] == [
        ("college", "stewards"),
        ("department", "college"),
    ]
    stray = of(S_001=provision("S-001", owner="nobody"))
    assert approvers(compare(of(), stray)[0], of(), stray) == ("nobody", "department")


def test_what_is_to_be_read_again() -> None:
    """What leans on a changed page, far and near, unless it was read again since or has ended itself."""
    day = {"reviewed": "2026-07-01"}
    others = {
        "A_001": provision("A-001", supports=["S-001"]),
        "A_002": provision("A-002", "It helps with [S-001]."),
        "A_003": provision("A-003", supports=["S-001"], withdrawn={"on": "2026-06-01", "because": "it ended"}),
        "L_northmere_01": provision("L-northmere-01", implements=["A-001"]),
        "A_005": provision("A-005"),
    }
    base = of(S_001=provision("S-001"), A_004=provision("A-004", supports=["S-001"]), **others)
    head = of(S_001=provision("S-001", OTHER_LEAD), A_004=provision("A-004", supports=["S-001"], **day), **others)
    change = next(change for change in compare(base, head) if change.id == "S-001")
    assert leaning(change, base, head) == (("A-001", "A-002"), ("L-northmere-01",))
    later = provision("S-001", OTHER_LEAD, amended="2026-07-02", reviewed="2026-07-02")
    head = of(S_001=later, A_004=provision("A-004", supports=["S-001"], **day), **others)
    changes = [change for change in compare(base, head) if change.id == "S-001"]
    assert [len(leaning(change, base, head).near) for change in changes] == [0, 0, 3]  # dates ask for nothing
    gone = of(A_004=provision("A-004", supports=["S-001"]), **others)
    removed = compare(base, gone)[0]
    assert (removed.sort, len(leaning(removed, base, gone).near)) == (Sort.REMOVED, 3)


def test_a_rule_does_not_lean_on_the_advice_that_it_names() -> None:
    """Advice may change beside a rule; other advice that names it is to be read again."""
    others = {"S_001": provision("S-001", "See [A-001]."), "A_002": provision("A-002", "See [A-001].")}
    base, head = of(A_001=provision("A-001"), **others), of(A_001=provision("A-001", OTHER_LEAD), **others)
    (change,) = compare(base, head)
    assert leaning(change, base, head) == (("A-002",), ())


def test_ledger() -> None:
    """Rules count by each force that they have, withdrawn pages no longer, and words as they come and go."""
    end = {"on": "2026-06-01", "because": "it ended", "replaced_by": "S-003"}
    base = of(S_001=provision("S-001"), S_002=provision("S-002"), A_001=provision("A-001"))
    head = of(
        S_001=provision("S-001", authority=[authority(force="power"), authority(**GUIDANCE)]),
        S_002=provision("S-002", withdrawn=end),
        S_003=provision("S-003"),
        S_004=provision("S-004", authority=[authority(force="prohibition")]),
        A_001=provision("A-001", "Some more words than before."),
    )
    found = ledger(base, head, compare(base, head))
    assert {row: tuple(count) for row, count in found.rows.items() if any(count)} == {
        "duty": (1, 2),
        "prohibition": (1, 0),
        "power": (1, 0),
        "expectation": (1, 0),
    }
    # two whole pages of 13 words came, one of 13 went, and three words more in the advice
    assert tuple(found.words) == (29, 13)
    assert found.unanswered == ("S-004",)
    assert ledger(base, base, ()).words == (0, 0)


def test_ids_stand_in_the_order_of_their_numbers() -> None:
    """S-2000 comes after S-999."""
    assert sorted(["S-1000", "S-999", "A-002", "L-a-10", "L-a-02"], key=in_order) == [
        "A-002",
        "L-a-02",
        "L-a-10",
        "S-999",
        "S-1000",
    ]


def test_comparison_groups_by_provision_the_gravest_first() -> None:
    """A page with several changes is one block, and what must change practice stands first."""
    base = of(A_001=provision("A-001"), S_001=provision("S-001"))
    head = of(A_001=provision("A-001", OTHER_LEAD, reviewed="2026-07-01"), S_001=provision("S-001", OTHER_LEAD))
    comparison = Comparison(base, head, "a", "b")
    assert [[change.sort.value for change in own] for own in comparison.groups] == [
        ["reworded"],
        ["dates-changed", "reworded"],
    ]
    assert [comparison.count(grade) for grade in Grade] == [1, 1, 0]


def test_every_word_and_grade_is_explained() -> None:
    """The page about changes has a row for every word, and names every grade."""
    page = (ROOT / "docs/what-a-change-does.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE) == [sort.value for sort in Sort]
    assert re.findall(r"^\| ((?:practice|no change)[a-z ]+) \|", page, re.MULTILINE) == [g.value for g in Grade]
