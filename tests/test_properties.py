"""What holds for any input at all: the reader never fails, the quick look is sound, text stays the text it is."""

import html
import re
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from rulewise.checks.run import examine
from rulewise.checks.safety import is_plainly_harmless, judge
from rulewise.corpus.entry import make_entry
from rulewise.corpus.record import restore, to_record
from rulewise.source.body import scan, without_comments
from rulewise.source.burden import burden
from rulewise.source.code import masked
from rulewise.source.document import Document, decode, read_document
from rulewise.source.escape import markdown_text
from rulewise.source.markdown import render
from rulewise.source.yaml import parse
from support import provision

AT = "guidance/statutory/enquiries/x.md"
STEADY = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
"""The same examples in every run, and no clock."""

_PIECES = (
    "words",
    "See",
    "a",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "* ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~~~",
    "```py\n",
    "\n```\n",
    "#",
    "## ",
    "\n## A\n\n",
    "\n### B\n",
    "---",
    "===",
    "\n---\n",
    "|",
    "a | b\n--|--\n",
    ":--|",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[S-001]",
    "[w][S-001]",
    "[A-002][]",
    "![S-001]",
    "[S-001]: #\n",
    "[S-001]: x\n",
    "[x]: javascript:y\n",
    "[a](b.md)",
    "[a](javascript:b)",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<script>",
    "<img src=x>",
    "<!-- ",
    " -->",
    "<!--",
    "-->",
    "<http://x.example>",
    "&",
    "&amp;",
    "&#0;",
    "&#x200b;",
    "&lt;",
    ";",
    "\\",
    "\\[",
    "\\`",
    "\\#",
    "=",
    "==",
    "{",
    "}",
    "{: onclick=x}",
    "{{ x }}",
    ":",
    "~",
    "^",
    "!",
    "http://x.example",
    "a@b.example",
    "é",
    "ſ",
    "$",
    "*[S]: x",
    "[^1]",
    "+++",
    "-8<- 'x'",
    "--8<-- 'x'",
)
BODIES = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)
"""Everything that Markdown, HTML and the format give a meaning to, in any order."""

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")), max_size=60)
SIGNED = st.lists(st.one_of(st.sampled_from(_PIECES), TEXTS), max_size=12).map("".join)


def _inside(line: int, column: int, text: str) -> bool:
    lines = text.split("\n")
    return 1 <= line <= len(lines) + 1 and 1 <= column <= len(lines[min(line, len(lines)) - 1]) + 1


@STEADY
@given(st.one_of(st.binary(max_size=300), BODIES.map(str.encode), BODIES.map(lambda b: f"---\n{b}\n---\n{b}".encode())))
@example(b"---\n\xef\xbb\xbfa: 1\n---\n")
@example(b"---\na: \x00\n---\n")
@example("---\na: \U0001f600 \u2028 \x85: [\n---\n".encode())
@example(b"---\r\na: 1\r---\r\n\r\r\n[S-1]")
def test_the_reader_never_raises(data: bytes) -> None:
    """Any bytes become an entry, and every problem of it points into the file."""
    entry = examine(make_entry(AT, data))
    text = decode(AT, data)
    for problem in entry.problems:
        assert _inside(problem.line, problem.column, text if isinstance(text, str) else data.decode("utf-8", "replace"))
    for mention in entry.mentions:
        assert isinstance(text, str)
        assert text.split("\n")[mention.line - 1][mention.column - 1 :].upper().startswith(mention.target.upper())


@STEADY
@given(
    SIGNED.flatmap(
        lambda body: st.sampled_from(["S-001", "A-001", "P-01", "L-northmere-01", "C-001", "M-01"]).map(
            lambda i: (i, body)
        )
    )
)
def test_a_good_provision_with_any_body_points_into_the_file(case: tuple[str, str]) -> None:
    """The problems of a body stand in the file, under the front matter."""
    text = provision(case[0], lead=case[1])
    entry = examine(make_entry(AT, text.encode()))
    plain = decode(AT, text.encode())
    assert isinstance(plain, str)
    for problem in entry.problems:
        assert _inside(problem.line, problem.column, plain)


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
)


@STEADY
@given(
    st.dictionaries(PLAIN.filter(bool), st.one_of(PLAIN, st.lists(PLAIN), st.dictionaries(PLAIN.filter(bool), PLAIN)))
)
def test_yaml_round_trip(value: dict[str, object]) -> None:
    """Text that was written as quoted YAML is read as the same text."""
    dumped = yaml.safe_dump(value, default_style='"', allow_unicode=True, sort_keys=False)
    assume(all(len(key) < 120 for key in value))  # longer keys are written with “?”, which nobody types
    read, faults, _empty = parse(dumped, 1)
    assert (read, faults) == (value, [])


@settings(STEADY, max_examples=1500)
@given(BODIES)
@example("[w][S-001]\n\n[S-001]: javascript:x")
@example("a\n---\n\nb\n---")
@example("## A\n\n> ## B")
@example("a | b\n:--|--:\n1 | 2")
@example("a\n\n    code <b>")
@example("[a\n\nb][S-001]")
@example("## ## A")
@example("[`][S-001]`<b>")
def test_the_quick_look_is_sound(body: str) -> None:
    """A body that is taken for harmless without rendering has no flaw when it is rendered, and no address but ids."""
    published = without_comments(body)
    if burden(published) is None and is_plainly_harmless(published):
        found = judge(published)
        assert found.flaws == []
        assert found.addresses <= {"#"}


_HARMLESS_PIECES = [piece for piece in _PIECES if not re.search(r"[<=&]|```|~~~|#", piece)] + ["\n## A\n\n"]


@settings(STEADY, max_examples=800)
@given(st.lists(st.sampled_from(_HARMLESS_PIECES), max_size=25).map("".join))
def test_the_quick_look_is_sound_near_its_edge(body: str) -> None:
    """The same, for bodies without the signs that it looks for first."""
    if is_plainly_harmless(body):
        found = judge(body)
        assert found.flaws == []
        assert found.addresses <= {"#"}


@pytest.mark.parametrize(
    "body", ["Words.", "## A\n\nWords *and* `code`.\n", "See [S-001] and [words][A-001].", "- a\n- b\n\n1. c"]
)
def test_the_quick_look_is_quick_for_ordinary_bodies(body: str) -> None:
    """What most pages hold is not rendered."""
    assert is_plainly_harmless(body)


@settings(STEADY, max_examples=600)
@given(BODIES)
@example("<!-- a --><!-- b -->")
@example("<!<!-- x -->-- y -->")
@example("`<!-- ` --> <!-- x -->")
@example("<!--\n```\n-->\n<!-- x -->\n```")
@example("a\n\n<!-- x -->   b <!-- y -->")
def test_dropping_comments(body: str) -> None:
    """Dropping comments twice does no more than once, and no line moves."""
    once = without_comments(body)
    assert without_comments(once) == once
    assert once.count("\n") == body.count("\n")


@settings(STEADY, max_examples=400)
@given(BODIES)
def test_masking_and_scanning_keep_every_offset(body: str) -> None:
    """Masked text has the length and the lines of the body, and what is found stands where it says."""
    hidden = masked(body)
    assert [len(line) for line in hidden.split("\n")] == [len(line) for line in body.split("\n")]
    seen = scan(body)
    for link in seen.links:
        assert body[link.offset :].startswith(link.to)
    for reference in seen.references:
        assert body[reference.offset :].upper().startswith(reference.id.upper())
    for heading in seen.headings:
        assert heading.offset < heading.start <= heading.end <= len(body)


@STEADY
@given(st.sampled_from(["S-001", "A-001", "P-01", "L-northmere-01", "C-001", "M-01"]), SIGNED, TEXTS, st.booleans())
def test_record_round_trip(identifier: str, body: str, title: str, whole: bool) -> None:  # noqa: FBT001 - given
    """An entry survives being flattened and made whole again, sound or broken."""
    text = provision(identifier, lead=body, title=title, summary="Words." if whole else None)
    entry = examine(make_entry(AT, text.encode()))
    again = restore(to_record(entry))
    assert again == entry
    assert [p.subject for p in again.problems] == [p.subject for p in entry.problems]
    assert again.provision == entry.provision


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(STEADY, max_examples=600)
@given(SIGNED)
@example("a ~ b ~~c~~")
@example("1. a")
@example("+ a")
@example(": a")
@example("= b")
@example("***")
@example("a | b")
@example("<script>alert(1)</script>")
@example("&amp;lt; &#60;")
@example("[x](javascript:alert(1)) ![y](z) <http://x>")
@example("--8<-- 'x'")
@example("*[A]: b")
@example("[^1]: c")
@example("x\\")
def test_any_text_comes_out_as_the_text_it_is(text: str) -> None:
    """Text escaped for Markdown shows as one paragraph of exactly that text, with no element in it."""
    folded = " ".join(text.split())
    assume(folded)
    page = _Text()
    page.feed(render(str(markdown_text(text))).html)
    assert (page.tags, page.text) == (["p"], folded)


@STEADY
@given(SIGNED)
@example("See]: it")
def test_any_text_is_a_safe_label(text: str) -> None:
    """Text escaped for Markdown can stand as the words of a link, whatever signs it holds."""
    folded = " ".join(text.split())
    assume(folded)
    page = _Text()
    page.feed(render(f"[{markdown_text(text)}](x.md)").html)
    assert (page.tags, page.text) == (["p", "a"], folded)


def test_escaping_is_not_double() -> None:
    """An entity in a text is its own letters, and not the sign that it would stand for."""
    page = render(str(markdown_text("&lt;b&gt;"))).html
    assert html.unescape(page) == "<p>&lt;b&gt;</p>"


@STEADY
@given(BODIES)
def test_documents_of_any_body_are_read(body: str) -> None:
    """What stands after the second fence is the body, unchanged but for line ends."""
    document = read_document(AT, f"---\na: 1\n---\n{body}".encode())
    assert isinstance(document, Document)
    assert document.body == body
