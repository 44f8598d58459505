"""The reader: bytes to values and Markdown, with every place kept and nothing guessed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import lay
from rulewise.model.problem import Problem
from rulewise.source.body import Link, Reference, lead, scan, section, without_comments
from rulewise.source.burden import burden
from rulewise.source.code import masked
from rulewise.source.document import LARGEST, Document, decode, read_document
from rulewise.source.files import Found, read_bytes, walk
from rulewise.source.yaml import Places, Refused, parse
from support import HOOKS, read

AT = "guidance/statutory/enquiries/x.md"
LONGEST_WAIT = 20
"""Seconds after which something hangs; nothing here takes one."""


def _value(yaml: str) -> object:
    value, faults, _empty = parse(yaml, 1)
    assert faults == []
    return value


def _refusal(yaml: str) -> tuple[str, int, int]:
    with pytest.raises(Refused) as refused:
        parse(yaml, 1)
    fault = refused.value.fault
    return fault.code, *fault.place


def _told(data: bytes | str) -> list[tuple[str, int, int]]:
    result = read_document(AT, data.encode() if isinstance(data, str) else data)
    problems = result.problems if isinstance(result, Document) else result
    return [(problem.code, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "yes",
        "on",
        "off",
        "null",
        "~",
        "true",
        "010",
        "0x1F",
        "1e3",
        "1_000",
        "12:30:45",
        ".inf",
        "2026-11-22",
        "<<",
        "=",
    ],
)
def test_scalars_are_what_was_written(word: str) -> None:
    """No word, number or date of YAML is guessed at: it is the text that was written, as a value, a key and an item."""
    assert _value(f"a: {word}\n") == {"a": word}
    assert _value(f"a: [{word}]\n") == {"a": [word]}
    assert _value(f"{word}: a\n") == {word: "a"}


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ('a: "x # y: z"\n', "x # y: z"),
        ("a: 'it''s'\n", "it's"),
        ('a: "\\u00e9\\t"\n', "é\t"),
        ("a: ''\n", ""),
        ("a:\n", None),
        ("a: # nothing\n", None),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: one\n  two\n", "one two"),
        ("a: [x, [y], {b: z}]\n", ["x", ["y"], {"b": "z"}]),
        ("a: {b: , c: ''}\n", {"b": None, "c": ""}),
        ("a: x\u2028y\u0085z\n", "x y z"),
    ],
)
def test_quoted_block_and_flow_values(yaml: str, value: object) -> None:
    """Quotation marks, blocks and brackets give the text that YAML says; only an empty plain value is nothing."""
    assert _value(yaml) == {"a": value}


@pytest.mark.parametrize(
    ("yaml", "empty"),
    [
        ("a:\n", True),
        ("a: {b: }\n", True),
        ("a:\n  - x\n  -\n", True),
        ("a: ''\n", False),
        ("a: []\n", False),
        ("a: ~\n", False),
        ("", False),
    ],
)
def test_whether_any_value_was_left_empty(yaml: str, empty: bool) -> None:  # noqa: FBT001 - a column of the table
    """What was written down and left empty is noticed, at any depth; empty text and lists are values."""
    assert parse(yaml, 1).empty is empty


def test_empty_documents_are_empty_mappings() -> None:
    """Nothing at all, and a comment alone, hold no fields."""
    assert _value("") == {}
    assert _value("# only this\n") == {}


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("a: &x 1\n", ("FM003", 1, 4)),
        ("a: *x\n", ("FM003", 1, 4)),
        ("a: !!str 1\n", ("FM003", 1, 4)),
        ("!!str a: 1\n", ("FM003", 1, 1)),
        ("b: 1\na: !python/object:os.system 1\n", ("FM003", 2, 4)),
        ("a: 1\na: [!x 2]\n", ("FM003", 2, 5)),
        ("a: 1\n? [b]\n: 2\n", ("FM002", 2, 3)),
        ("a: 1\n--- \nb: 2\n", ("FM002", 2, 1)),
        ("a: [1\nb: 2\n", ("FM002", 1, 4)),
        ("a: {{ title }}\n", ("FM002", 1, 5)),
        ("a: 1\nb: \x07\n", ("FM002", 2, 4)),
        ("a: " + "[" * 13 + "]" * 13, ("FM002", 1, 15)),
        ("a: 1\na: " + "[" * 14 + "]" * 14, ("FM002", 2, 16)),
    ],
)
def test_refused_yaml_is_told_where_it_stands(yaml: str, told: tuple[str, int, int]) -> None:
    """Anchors, aliases, tags, second documents, odd keys and deep nesting are refused at their own place."""
    assert _refusal(yaml) == told


def test_twelve_levels_are_read() -> None:
    """Nesting up to the limit is read, one deeper is not."""
    value, _faults, _empty = parse("a: " + "[" * 11 + "]" * 11, 1)
    assert value == {"a": [[[[[[[[[[[]]]]]]]]]]]}


def test_duplicate_keys_keep_the_first_and_are_told() -> None:
    """Of two values for one key the first is kept, at any depth, and the second is told with the line of the first."""
    value, faults, _empty = parse("a: 1\nb:\n  c: 1\n  c: {d: 2}\na: [2]\n", 5)
    assert value == {"a": "1", "b": {"c": "1"}}
    assert [(fault.code, fault.place, fault.message) for fault in faults] == [
        ("FM004", (8, 3), "“c” is here again; the first is on line 7"),
        ("FM004", (9, 1), "“a” is here again; the first is on line 5"),
    ]


def test_places_of_values_and_keys() -> None:
    """Every value and key is known by its line and column, nested, in flow and after a skipped duplicate."""
    places = Places()
    parse('a: x\nb:\n  - c: "y"\n    d: [z, {e: w}]\na: no\nf: |\n  t\n', 2, places)
    assert places.values == {
        (): (2, 1),
        ("a",): (2, 4),
        ("b",): (4, 3),
        ("b", 0): (4, 5),
        ("b", 0, "c"): (4, 8),
        ("b", 0, "d"): (5, 8),
        ("b", 0, "d", 0): (5, 9),
        ("b", 0, "d", 1): (5, 12),
        ("b", 0, "d", 1, "e"): (5, 16),
        ("f",): (7, 4),
    }
    assert places.keys == {
        ("a",): (2, 1),
        ("b",): (3, 1),
        ("b", 0, "c"): (4, 5),
        ("b", 0, "d"): (5, 5),
        ("b", 0, "d", 1, "e"): (5, 13),
        ("f",): (7, 1),
    }


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_in_a_file(mark: str, end: str) -> None:
    """Places count from the top of the file, whatever its line ends and with or without a byte-order mark."""
    document = read(mark + end.join(["---", "a: é", "b: [x, y]", "---", "Body [S-001]", "", "end"]))
    assert document.values == {"a": "é", "b": ["x", "y"]}
    assert document.body == "Body [S-001]\n\nend"
    assert document.place(("b", 1)) == (3, 8)
    assert document.key_place(("b",)) == (3, 1)
    assert document.key_place(("b", 1)) == (3, 8)
    assert document.place(("b", 7, "no")) == (3, 4)
    assert document.place(("none",)) == (1, 1)
    assert document.body_place(0) == (5, 1)
    assert document.body_place(document.body.index("S-001")) == (5, 7)
    assert document.body_place(len(document.body)) == (7, 4)


@pytest.mark.parametrize(
    ("text", "values", "body", "body_line"),
    [
        ("---\n---\n", {}, "", 3),
        ("---\n---", {}, "", 3),
        ("---\n---\nBody\n", {}, "Body\n", 3),
        ("---\na: 1\n---", {"a": "1"}, "", 4),
        ("---\na: 1\n---\nBody", {"a": "1"}, "Body", 4),
        ("---\na: 1\n---\nBody\n---\nmore\n", {"a": "1"}, "Body\n---\nmore\n", 4),
        ("---\na: |\n  ---\n  b\n---\nBody\n", {"a": "---\nb"}, "Body\n", 6),
        ("---\na: 1\n\n---\nBody\n", {"a": "1"}, "Body\n", 5),
    ],
)
def test_front_matter_and_body(text: str, values: dict[str, str], body: str, body_line: int) -> None:
    """The first pair of fences holds the fields, even none; everything after is the body, on its own lines."""
    document = read(text)
    assert (document.values, document.body, document.body_line, document.problems) == (values, body, body_line, ())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", [("FM001", 1, 1)]),
        (b"\n---\na: 1\n---\n", [("FM001", 1, 1)]),
        (b"--- \na: 1\n---\n", [("FM001", 1, 1)]),
        (b" ---\na: 1\n---\n", [("FM001", 1, 1)]),
        (b"----\na: 1\n---\n", [("FM001", 1, 1)]),
        (b"---", [("FM001", 1, 1)]),
        (b"---\n", [("FM001", 1, 1)]),
        (b"---\na: 1\n", [("FM001", 1, 1)]),
        (b"---\na: 1\n--- \nBody\n", [("FM001", 1, 1)]),
        (b"---\na: 1\n ---\nBody\n", [("FM001", 1, 1)]),
        (b"---\n- a\n---\n", [("FM007", 2, 1)]),
        (b"---\nword\n---\n", [("FM007", 2, 1)]),
        (b"---\na: 1\n\n\nb: \xff\n---\n", [("FM008", 5, 4)]),
        (b"\xef\xbb\xbf---\r\nb: \xff\r\n---\r\n", [("FM008", 2, 4)]),
        (b"\xff\xfe-\x00-\x00", [("FM008", 1, 1)]),
        (b"---\na: 1\na: 2\n---\n", [("FM004", 3, 1)]),
    ],
)
def test_files_that_cannot_be_read_as_they_stand(data: bytes, told: list[tuple[str, int, int]]) -> None:
    """Fences are exactly three hyphens, text is UTF-8, front matter is fields; all else is told at its place."""
    assert _told(data) == told


def test_the_largest_file() -> None:
    """A file of the largest size is read, one byte more is not."""
    front = b"---\na: 1\n---\n"
    assert decode(AT, front + b"x" * (LARGEST - len(front))) == (front + b"x" * (LARGEST - len(front))).decode()
    beyond = decode(AT, front + b"x" * (LARGEST + 1 - len(front)))
    assert isinstance(beyond, Problem)
    assert (beyond.code, beyond.line, beyond.column) == ("FM008", 1, 1)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("See [S-047].", [("S-047", None)]),
        ("See [s-047] and [l-North-mere-01].", [("S-047", None), ("L-north-mere-01", None)]),
        ("See [S-047][].", [("S-047", None)]),
        ("See [some words][S-047].", [("S-047", "some words")]),
        ("See [some\nwords][S-047].", [("S-047", "some\nwords")]),
        (r"See [a \] b][S-047].", [("S-047", r"a \] b")]),
        ("[S-047][A-012] [P-04]", [("A-012", "S-047"), ("P-04", None)]),
        ("[S-047](x.md)", []),
        (r"\[S-047] and [S-047\]", []),
        ("[S-047x] [XS-047] [S 047] [S-]", []),
        ("`[S-047]` and ``[S-047] ` ``", []),
        ("```\n[S-047]\n```\n[S-048]", [("S-048", None)]),
        ("~~~ text\n[S-047]\n~~~\n", []),
        ("> ```\n> [S-047]\n> ```\n", []),
        ("```\n[S-047] stays, for nothing closes the fence\n", [("S-047", None)]),
        ("Words.\n\n    [S-047]\n", []),
        ("Words\n    [S-047]\n", [("S-047", None)]),
        ("- item\n\n    [S-047]\n", [("S-047", None)]),
        ("- item\n\n        [S-047]\n", []),
        ("Words.\n\n\t[S-047]\n", []),
        ("<!-- [S-047] --> [S-048]", [("S-048", None)]),
        ("<!--\n[S-047]\n-->", []),
        ("[S-047]: x.md\n", []),
        ("  [S-047]: x.md\n", []),
        ("a [S-047]: x\n", [("S-047", None)]),
        ("[words][S-047]: x\n", [("S-047", "words")]),
        ("> [S-047]\n\n| [A-001] | x |\n\n## [P-01]\n", [("S-047", None), ("A-001", None), ("P-01", None)]),
    ],
)
def test_references(body: str, found: list[tuple[str, str | None]]) -> None:
    """An id in brackets counts with its words and in any letters, and not in code, comments, escapes or definitions."""
    references = scan(body).references
    assert [(reference.id, reference.words) for reference in references] == found
    for reference in references:
        assert body[reference.offset :].upper().startswith(reference.id.upper())
        assert body[reference.start] == "["
        assert body[reference.end - 1] == "]"


def test_reference_spans() -> None:
    """A reference is known by where its id stands and by all of it, brackets included."""
    assert scan("ab [w w][S-047] [A-001][]").references == [
        Reference("S-047", "w w", 9, 3, 15),
        Reference("A-001", None, 17, 16, 25),
    ]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a](b.md)", [Link("b.md", 4)]),
        ("![a](b.png)", [Link("b.png", 5)]),
        ('[a]( <b c.md> "t")', [Link("b c.md", 6)]),
        ("[a](b(c)d)", [Link("b(c)d", 4)]),
        ("[a]()", []),
        (r"\[a](b)", [Link("b", 5)]),
        (r"[a\](b)", []),
        ("[S-001](b)", [Link("b", 8, "S-001")]),
        ("`[a](b)` [c](d)", [Link("d", 13)]),
        ("<!-- [a](b) -->", []),
        ("[x]: y.md\n[ two\nwords ]:\n  <z.md>\n", [Link("y.md", 5, "x"), Link("z.md", 28, "two words")]),
        ("    [x]: y\n", []),
        ("[a]\n(b)", []),
        ("[a](b) [c]: d", [Link("b", 4)]),
    ],
)
def test_links(body: str, links: list[Link]) -> None:
    """Addresses of links, pictures and definitions are found with their place, outside code and comments."""
    assert scan(body).links == links


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("## A\n", [(2, "A")]),
        ("##A ##\n", [(2, "A")]),
        ("####### A\n", [(6, "# A")]),
        (" ## A\n", []),
        ("Title\n=====\n\nSub\n---\n", [(1, "Title"), (2, "Sub")]),
        ("Title\n=\nmore\n", [(1, "Title")]),
        ("one\ntwo\n---\n", []),
        ("---\n", []),
        ("- item\n---\n", [(2, "- item")]),
        ("```\n## A\n```\n", []),
        ("words\n\n    ## A\n", []),
        ("<!-- x\n## A\n-->\n## B\n", [(2, "B")]),
        ("\\## A\n", []),
        ("C#\n\n## C# ##\n", [(2, "C#")]),
    ],
)
def test_headings(body: str, headings: list[tuple[int, str]]) -> None:
    """Headings of both kinds are found where Markdown makes them, and not in code or comments."""
    assert [(heading.level, heading.text) for heading in scan(body).headings] == headings


def test_sections() -> None:
    """The lead ends at the first heading; a section at the next of its level or above; case does not matter."""
    body = "Lead.\n\n## One\n\na\n\n### Deeper\n\nb\n\n## Two\nc\n\n# Top\nd\n"
    headings = scan(body).headings
    assert lead(body, headings) == "Lead.\n\n"
    assert lead("No heading", []) == "No heading"
    assert section(body, headings, "ONE") == "\n\na\n\n### Deeper\n\nb\n\n"
    assert section(body, headings, "two") == "\nc\n\n"
    assert section(body, headings, "deeper") is None
    assert section(body, headings, "top") is None


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("no comment", "no comment"),
        ("a<!-- x -->b", "a b"),
        ("a <!--\nx\n\n--> b", "a  \n\n\n b"),
        ("<scr<!-- x -->ipt>", "<scr ipt>"),
        ("`<!-- x -->`", "`<!-- x -->`"),
        ("```\n<!-- x -->\n```", "```\n<!-- x -->\n```"),
        ("<!-- a --> ```<!-- b -->", "  ``` "),
        ("<!-- never closed", "<!-- never closed"),
        ("<!-- a --> x <!-- b -->", "  x  "),
    ],
)
def test_without_comments(body: str, published: str) -> None:
    """A comment outside code becomes a space on as many lines, so that nothing on both sides grows together."""
    assert without_comments(body) == published


def test_masking_keeps_every_offset() -> None:
    """Code becomes spaces of the same length; all else stays where it was."""
    body = "a `b` c\n\n    code\n\n```py\nx\n```\nend"
    assert masked(body) == "a     c\n\n        \n\n     \n \n   \nend"


_WEIGHTS: list[tuple[str, str, str, tuple[int, str]]] = [
    ("list", "- " * 12 + "x", "a\n" + "- " * 13 + "x", (2, "a list or quotation more than 12 deep")),
    ("quotation", ">" * 12 + "x", ">" * 13 + "x", (0, "a list or quotation more than 12 deep")),
    ("numbers", "1. " * 12 + "x", "1) " * 13 + "x", (0, "a list or quotation more than 12 deep")),
    ("indent", " " * 79 + "x", "a\n" + " " * 80 + "x", (2, "a line more than 80 spaces in")),
    ("ticks", "`" * 20, "a" + "`" * 21, (1, "more than 20 back-ticks in a row")),
    ("fences", "```\n" * 400, "```\n" * 401, (0, "more than 400 code fences")),
    ("tildes", "~~~\n" * 400, "> ~~~\n" * 401, (0, "more than 400 code fences")),
    ("headings", "## a\n" * 500, "## a\n" * 501, (0, "more than 500 headings")),
    ("underlines", "a\n---\n" * 500, "a\n---\n" * 501, (0, "more than 500 headings")),
    ("brackets", "[" * 300, "a\n\n" + "[" * 301, (3, "more than 300 opening brackets in one paragraph")),
    ("tags", "<" * 300, "<" * 301, (0, "more than 300 opening brackets in one paragraph")),
    (
        "both",
        ("[" * 300 + "\n\n") * 6 + "<" * 200,
        ("[" * 300 + "\n\n") * 6 + "<" * 201,
        (0, "more than 2000 opening brackets"),
    ),
]


@pytest.mark.parametrize(("ordinary", "heavy", "told"), [w[1:] for w in _WEIGHTS], ids=[w[0] for w in _WEIGHTS])
def test_burdens(ordinary: str, heavy: str, told: tuple[int, str]) -> None:
    """A body just at a limit is ordinary; one step over, it is refused, and told where and why."""
    assert burden(ordinary) is None
    assert burden(heavy) == told


def test_a_burdened_body_is_told_and_not_looked_at() -> None:
    """A file whose body would hang a reader is an SF001 at that place, and keeps its front matter."""
    document = read("---\na: 1\n---\nwords\n" + "[" * 301)
    assert document.refused
    assert [(p.code, p.line, p.column, p.message) for p in document.problems] == [
        ("SF001", 4, 1, "the text holds more than 300 opening brackets in one paragraph")
    ]


_HEAVY = {
    "one long line": "'word ' * 100_000",
    "one line of hyphens": "'x' + '-' * 500_000",
    "tabs": "'a\\t' * 100_000",
    "stars": "'***a' + ' *b' * 30_000",
    "ampersands": "'&a' * 100_000",
    "brackets that close": "'a)' * 100_000",
    "back-ticks": "''.join('`' * (i % 19 + 1) + 'a ' for i in range(20_000))",
    "faults among many lines": "'<br>\\n\\n' * 1500 + '<b>x</b>\\n\\n' * 5",
}


@pytest.mark.parametrize("body", _HEAVY.values(), ids=_HEAVY)
def test_nothing_hangs(body: str) -> None:
    """A large body is judged or refused in good time, whatever it is made of."""
    script = (
        "from rulewise.corpus.entry import make_entry; from rulewise.checks.run import examine\n"
        f"body = {body}\n"
        "examine(make_entry('guidance/local/x/a.md', ('---\\nid: S-001\\nkind: local\\n---\\n' + body).encode()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(HOOKS)}, timeout=LONGEST_WAIT, check=False
    )
    assert done.returncode == 0


def test_walk_gives_files_in_order_and_links_as_problems(tmp_path: Path) -> None:
    """Markdown files come in one order everywhere; hidden ones and others are passed over, links are told."""
    empty: dict[str, str | bytes | None] = dict.fromkeys(
        ["g/b.md", "g/a.md/c.md", "g/a/z.MD", "g/a-b.md", "g/.hidden.md", "g/.git/x.md", "g/note.txt", "g/Z.md"], ""
    )
    lay(tmp_path, {**empty, "outside/x.md": "secret"})
    (tmp_path / "g/link.md").symlink_to(tmp_path / "outside/x.md")
    (tmp_path / "g/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "g/dangling.md").symlink_to("nowhere")
    (tmp_path / "g/link.txt").symlink_to(tmp_path / "outside/x.md")
    found = list(walk(tmp_path, "g"))
    assert [(one.path, one.code if isinstance(one, Problem) else "") for one in found] == [
        ("g/Z.md", ""),
        ("g/a/z.MD", ""),
        ("g/a-b.md", ""),
        ("g/a.md/c.md", ""),
        ("g/b.md", ""),
        ("g/dangling.md", "SF004"),
        ("g/folder", "SF004"),
        ("g/link.md", "SF004"),
    ]


def test_walk_tells_a_change(tmp_path: Path) -> None:
    """The stamp of a file is its two times, its size and its inode."""
    file = lay(tmp_path, {"g/a.md": "abc"}) / "g/a.md"
    facts = file.stat()
    assert list(walk(tmp_path, "g")) == [
        Found("g/a.md", (facts.st_mtime_ns, facts.st_ctime_ns, 3, facts.st_ino)),
    ]


_PIPE = """
import sys; from pathlib import Path; from rulewise.source.files import read_bytes, walk
root = Path(sys.argv[1])
print([(p.code, p.path) for p in walk(root, "g")], read_bytes(root, "g/pipe.md").code)
"""


def test_pipes_are_told_and_never_opened_for_long(tmp_path: Path) -> None:
    """A pipe named as a Markdown file is a problem, and reading it by name does not wait for a writer."""
    (tmp_path / "g").mkdir()
    os.mkfifo(tmp_path / "g/pipe.md")
    done = subprocess.run(
        [sys.executable, "-c", _PIPE, str(tmp_path)],
        env={"PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        timeout=LONGEST_WAIT,
        check=True,
    )
    assert done.stdout == "[('SF004', 'g/pipe.md')] SF004\n"


def test_read_bytes_follows_no_link_and_reads_no_further_than_it_must(tmp_path: Path) -> None:
    """A link and a missing file are problems; of a large file one byte more than the limit is read."""
    lay(tmp_path, {"a.md": "text", "big.md": b"x" * (LARGEST + 50)})
    (tmp_path / "link.md").symlink_to("a.md")
    assert read_bytes(tmp_path, "a.md") == b"text"
    assert read_bytes(tmp_path, "big.md") == b"x" * (LARGEST + 1)
    link, none = read_bytes(tmp_path, "link.md"), read_bytes(tmp_path, "none.md")
    assert isinstance(link, Problem)
    assert isinstance(none, Problem)
    assert (link.code, none.code, none.message) == (
        "SF004",
        "FM008",
        "the file cannot be read: No such file or directory",
    )
