"""The composed pages, whole; and text that tries to be more than text."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml

from conftest import DAY, lay
from rulewise.checks import Report, check
from rulewise.corpus import load
from rulewise.model.problem import Severity
from rulewise.source.escape import markdown_text
from rulewise.source.markdown import EXTENSIONS
from rulewise.views import Setting, compose
from rulewise.views.edition import Imprint, edition
from rulewise.views.marks import SHAPES, mark_of, shape_svg, sprite
from rulewise.views.text import long_date, picture_paths, relative, section_items
from support import AUTHORITY, GOLDEN, corpus_files, path_of, provision

PAGES = GOLDEN / "pages"
CORPUS = GOLDEN / "corpus"
RULE = "guidance/statutory/enquiries/make-enquiries.md"


@pytest.fixture
def wide(project: Path) -> Path:
    """Return the base corpus with the golden one laid over it."""
    shutil.copytree(CORPUS, project, dirs_exist_ok=True)
    return project


def _compose(root: Path, day: dt.date = DAY, home: str = "# Home\n") -> dict[str, str]:
    report = check(root, day)
    assert [p for p in report.problems if p.severity is Severity.ERROR] == []
    return compose(report, Setting(home))


def test_the_golden_corpus_is_clean(wide: Path) -> None:
    """It has no errors, and shows what a page can say of dates, allowances and company."""
    report = check(wide, DAY)
    assert [p for p in report.problems if p.severity is Severity.ERROR] == []
    assert {p.code for p in report.problems} == {"DT004", "LK004"}
    assert [a.problem.code for a in report.allowed] == ["DT001"]


def test_every_page_is_as_it_was(wide: Path, request: pytest.FixtureRequest) -> None:
    """Every composed page is the golden one, whole, and there is no other."""
    pages = _compose(wide, home=(wide / "docs/index.md").read_text("utf-8"))
    if request.config.getoption("--rewrite"):
        shutil.rmtree(PAGES, ignore_errors=True)
        lay(PAGES, dict(pages))
    golden = {file.relative_to(PAGES).as_posix(): file.read_text("utf-8") for file in PAGES.rglob("*.md")}
    assert sorted(pages) == sorted(golden)
    for path, text in pages.items():
        assert text == golden[path], path


def test_composing_twice_is_the_same(wide: Path) -> None:
    """The pages depend on the corpus and the day, and on nothing else."""
    assert _compose(wide) == _compose(wide)


def test_a_page_depends_on_the_day(wide: Path) -> None:
    """Before a rule ends, begins or is withdrawn its page says nothing of it; on the day it does."""

    def said(identifier: str, day: str) -> list[str]:
        report = check(wide, dt.date.fromisoformat(day))
        page = compose(report, Setting("# Home\n"))[f"statutory/{identifier}.md"]
        return re.findall(r"Withdrawn on|Not in force yet|No longer in force|Not law now|Not law yet", page)

    lay(
        wide,
        corpus_files(
            ("S-012", provision("S-012", authority=[{**AUTHORITY, "until": "2026-09-01"}])),
            ("S-010", provision("S-010", withdrawn={"on": "2026-09-01", "because": "old"})),
        ),
    )
    assert said("S-012", "2026-08-31") == said("S-010", "2026-08-31") == []
    assert said("S-012", "2026-09-01") == ["No longer in force", "Not law now"]
    assert said("S-010", "2026-09-01") == ["Withdrawn on", "Not law now"]
    assert said("S-011", "2026-12-31") == ["Not in force yet", "Not law yet"]
    assert said("S-011", "2027-01-01") == []


def test_a_withdrawn_rule_is_in_no_list(wide: Path) -> None:
    """Its own page stays, and the register, the A to Z and the tables no longer name it."""
    pages = _compose(wide)
    naming = [path for path, text in pages.items() if "S-010" in text]
    assert naming == ["statutory/S-010.md"]


class _Read(HTMLParser):
    """What a browser would make of a page: its elements, addresses, handlers and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, _value in attrs if name.startswith("on")]
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def _published(page: str) -> tuple[dict[str, Any], _Read]:
    """Part a composed page into its front matter and what a browser reads."""
    front, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", page, re.DOTALL).groups()  # type: ignore[union-attr]
    converter = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
    values: dict[str, Any] = yaml.safe_load(front)
    return values, _Read(converter.convert(body))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "{{ 7*7 }} {% x %}",
    "*stars* **and** _lines_ __too__",
    "`code` ``and`` ~~more~~",
    "\"quotes\" and 'others'",
    "&amp; &lt;b&gt; &#60;",
    "# hash ## and",
    "1. one",
    "- dash",
    "> said",
    "a | b",
    "</p></div></section><script>x</script>",
    "[S-001] [w][S-001]",
    "back\\slash \\*",
    "See]: it",
    "<!-- gone -->",
    "](x) [y",
    "+++ === ---",
    "<https://x.example>",
    "javascript:alert(1)",
    "${x} $x$ \\(y\\)",
    'x" onclick="alert(1)',
]


ACTIVE = {"script", "iframe", "object", "embed", "form", "img"}
OWN = re.compile(r"(?:\.\./)*[\w-]+[/\w.-]*(?:\?role=[\w-]+)?(?:#[\w-]*)?$|#|https://(?:law|department)\.example")
"""Addresses that the pages of this corpus have reason to hold."""

UNTOUCHED = re.compile(
    r"(?:index|as-at/index|health|statutory/S-001|professional/A-001|principles/P-01|findings/C-001|measures/M-01|local/L-northmere-01)\.md"
)
"""Pages that need not show the text."""


def _hostile_project(project: Path, bad: str) -> Path:
    """Put one text into every place that is text."""
    quoted = yaml.safe_dump(bad, default_style='"', width=10_000).strip()
    vocabulary = (project / "guidance/vocabulary.yml").read_text("utf-8")
    vocabulary = re.sub(
        r"(?<=title: )[^,]+(?=[,}])|(?<=summary: )[^,}]+(?=[,}])|(?<=area: )[^,}]+(?=[,}])|(?<=means: )[^,}]+(?=[,}])",
        lambda _m: quoted,
        vocabulary,
    )
    vocabulary = vocabulary.replace("example: true}", f"example: true, contact: {quoted}}}").replace(
        "[investigation]", f"[{quoted}]"
    )
    vocabulary = vocabulary.replace("{term: Enquiries,", f"{{term: {quoted}, also: [{quoted}],")
    part: dict[str, Any] = {"checked": {"on": "2026-05-01", "how": "page", "scope": "part", "note": bad}}
    said: dict[str, Any] = {"title": bad, "summary": bad, "keywords": [bad]}
    authority = [{**AUTHORITY, "instrument": bad, "provision": bad}]
    return lay(
        project,
        {
            "guidance/vocabulary.yml": vocabulary,
            **corpus_files(
                (
                    "S-002",
                    provision(
                        "S-002",
                        "See [S-003], [A-002].",
                        authority=authority,
                        timescale={"limit": bad, "from": bad, "source": "statutory-guidance"},
                        principles=["P-02"],
                        **part,
                        **said,
                    ),
                ),
                (
                    "S-003",
                    provision(
                        "S-003",
                        withdrawn={"on": "2026-01-01", "because": bad, "replaced_by": "S-002"},
                        allow=[{"code": "LK005", "because": bad}],
                        **said,
                    ),
                ),
                (
                    "A-002",
                    provision(
                        "A-002",
                        supports=["S-002"],
                        evidence=[{"cite": bad, "type": "review"}],
                        review_by="2026-11-01",
                        allow=[{"code": "DT001", "because": bad}],
                        **said,
                    ),
                ),
                ("P-02", provision("P-02", **said)),
                (
                    "L-northmere-02",
                    provision("L-northmere-02", implements=["S-002"], relation="goes-further", because=bad, **said),
                ),
                (
                    "C-002",
                    provision(
                        "C-002",
                        bears_on=["S-002"],
                        because=bad,
                        review={"method": bad, "board": bad, "period": bad, "published": bad},
                        **said,
                    ),
                ),
                ("M-02", provision("M-02", about=["S-002"], source=bad, **said)),
            ),
        },
    )


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_is_text(project: Path, bad: str) -> None:
    """Whatever a title, a summary, a reason or a name holds, every composed page shows it as the text it is."""
    report = check(_hostile_project(project, bad), DAY)
    assert [p for p in report.problems if p.severity is Severity.ERROR] == []
    pages = compose(report, Setting("# Home\n\nWords.\n"))
    wanted, wrong = " ".join(bad.split()), []
    for path, page in pages.items():
        front, read = _published(page)
        text = " ".join(read.text.split())
        own = {"form"} if path == "index.md" else set()  # the search's
        wrong += [f"{path}: an element {tag}" for tag in sorted(read.tags & ACTIVE - own)]
        wrong += [f"{path}: the address {address}" for address in read.addresses if not OWN.match(address)]
        wrong += [f"{path}: the handler {name}" for name in read.handlers]
        if not UNTOUCHED.match(path) and wanted not in text:
            wrong.append(f"{path}: the text is not there")
        if path.startswith(("statutory/S-00", "stages/")) and not UNTOUCHED.match(path):
            assert front["title"] == bad
            assert isinstance(front["description"], str)
    paper = _Read(edition(report, Setting("", bad, "https://law.example/"), Imprint(bad, None, changed=True)))
    wrong += [f"on paper: an element {tag}" for tag in sorted(paper.tags & ACTIVE)]
    wrong += [f"on paper: the address {address}" for address in paper.addresses if not OWN.match(address)]
    wrong += [f"on paper: the handler {name}" for name in paper.handlers]
    if wanted not in " ".join(paper.text.split()):
        wrong.append("on paper: the text is not there")
    assert wrong == []


def _texts(page: _Read) -> str:
    return " ".join(page.text.split())


def test_every_place_of_a_provision_shows_its_text(project: Path) -> None:
    """Each text of the front matter that readers are to see stands on the page of its provision, whole."""
    marks = {
        name: f"*{name}* <b>&amp;</b> `x` ~y~"
        for name in ("title", "limit", "start", "note", "instrument", "place", "because", "cite", "method", "source")
    }
    texts = (
        (
            "S-002",
            provision(
                "S-002",
                title=marks["title"],
                authority=[{**AUTHORITY, "instrument": marks["instrument"], "provision": marks["place"]}],
                timescale={"limit": marks["limit"], "from": marks["start"], "source": "act"},
                checked={"on": "2026-05-01", "how": "page", "note": marks["note"]},
            ),
        ),
        ("S-003", provision("S-003", withdrawn={"on": "2026-01-01", "because": marks["because"]})),
        ("A-002", provision("A-002", evidence=[{"cite": marks["cite"], "type": "review"}])),
        ("L-northmere-02", provision("L-northmere-02", relation="goes-further", because=marks["because"])),
        (
            "C-002",
            provision(
                "C-002",
                review={"method": marks["method"], "board": "b", "period": "p", "published": "2020"},
                because=marks["because"],
            ),
        ),
        ("M-02", provision("M-02", source=marks["source"])),
    )
    pages = _compose(lay(project, dict(corpus_files(*texts))))
    on_page = {
        "S-002": ["title", "limit", "start", "note", "instrument", "place"],
        "S-003": ["because"],
        "A-002": ["cite"],
        "L-northmere-02": ["because"],
        "C-002": ["method", "because"],
        "M-02": ["source"],
    }
    for identifier, names in on_page.items():
        (page,) = [text for path, text in pages.items() if path.endswith(f"/{identifier}.md")]
        shown = _texts(_published(page)[1])
        assert [name for name in names if marks[name] not in shown] == [], identifier


def test_authored_html_and_templates_are_kept_as_the_checks_let_them_through(project: Path) -> None:
    """A body's own Markdown and its few elements work, and what looks like a template is text."""
    lay(project, {path_of("S-002"): provision("S-002", "H<sub>2</sub>O and {{ 7*7 }} and <!-- hidden --> *this*.")})
    page = _compose(project)["statutory/S-002.md"]
    _front, read = _published(page)
    assert {"sub", "em"} <= read.tags
    assert "{{ 7*7 }}" in read.text
    assert "hidden -->" not in page


def test_what_changed_lately_is_not_of_one_sort(project: Path) -> None:
    """Of one day, what binds and what advises take turns; a later day comes before an earlier one."""
    days = {f"S-{i:03}": "2026-03-01" for i in range(101, 107)} | {"A-101": "2026-03-01", "A-102": "2026-04-01"}
    texts = [(one, provision(one, amended=day)) for one, day in days.items()]
    home = _compose(lay(project, dict(corpus_files(*texts))))["index.md"]
    lately = home.partition("What changed lately")[2].partition("Find your way")[0]
    assert re.findall(r"· ([SA]-1\d\d) ·", lately) == ["A-102", "S-101", "A-101", "S-102", "S-103"]


def test_composing_needs_the_vocabulary(project: Path) -> None:
    """Without the closed lists there are no pages."""
    lay(project, {"guidance/vocabulary.yml": "["})
    with pytest.raises(ValueError, match="the vocabulary could not be read"):
        compose(Report(load(project), DAY, (), ()), Setting("# Home\n"))


def test_every_mark_has_its_word_and_its_shape(wide: Path) -> None:
    """No two marks have one word, every shape is drawn in the sprite, and each is hidden from screen readers."""
    marks = {mark_of(p) for p in load(wide).provisions()}
    assert len({mark.word for mark in marks}) == len(marks) >= 10
    for mark in marks:
        assert f'id="rw-{mark.shape}"' in sprite()
        assert 'aria-hidden="true"' in shape_svg(mark.shape)
    assert set(re.findall(r'id="rw-([a-z-]+)"', sprite())) == set(SHAPES)


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("a/b.md", "a/c.md", "c.md"),
        ("a/b.md", "c/d.md", "../c/d.md"),
        ("a.md", "b/c.md", "b/c.md"),
        ("a/b.md", "c.md", "../c.md"),
    ],
)
def test_relative_addresses(page: str, target: str, address: str) -> None:
    """An address is written from the page that it stands in."""
    assert relative(page, target) == address


def test_small_words() -> None:
    """Days are written in full, text is escaped on one line, and judgement's items are their first words."""
    assert long_date(dt.date(2026, 11, 2)) == "2 November 2026"
    assert str(markdown_text("a\n  *b*")) == "a \\*b\\*"
    assert section_items("- **One.** Words\n* **Two:** more\n- three\n  - **Four.**\n") == ["One", "Two"]


def test_what_ended_is_recommended_to_nobody(project: Path) -> None:
    """A withdrawn text does not say “use it where it fits”, asks for no reasons, and has lost the edge of its force."""
    ended = {"withdrawn": {"on": "2026-02-01", "because": "It did harm."}}
    lay(project, corpus_files(*((key, provision(key, **ended)) for key in ("A-002", "L-northmere-02")), *_standing()))
    pages = compose(check(project, DAY), Setting("# Home\n"))
    for path in ("professional/A-002.md", "local/L-northmere-02.md"):
        assert "rw-answer--none" in pages[path]
        assert "rw-notlaw" not in pages[path]
        assert "rw-departure" not in pages[path]
    assert "rw-notlaw" in pages["professional/A-003.md"]
    assert "rw-notlaw" in pages["local/L-northmere-03.md"]


def _standing() -> Iterator[tuple[str, str]]:
    yield from ((key, provision(key)) for key in ("A-003", "L-northmere-03"))


def test_words_stand_under_their_first_letter(project: Path) -> None:
    """Signs before a title and accents do not count; what begins with a number comes before all letters."""
    titles = {"A-002": "“Zoë” asks", "A-003": "Élan", "A-004": "ease", "A-005": "72 hours", "A-006": "eager"}
    lay(project, corpus_files(*((key, provision(key, title=title)) for key, title in titles.items())))
    page = compose(check(project, DAY), Setting("# Home\n"))["a-to-z.md"]
    groups = {part[0]: re.findall(r"\[([^]]+)\]\(professional/A-00[2-6]", part[1]) for part in _letters(page)}
    assert {letter: found for letter, found in groups.items() if found} == {
        "0-9": ["72 hours"],
        "E": ["eager", "ease", "Élan"],
        "Z": ["“Zoë” asks"],
    }
    assert re.findall(r'href="#(letter-[^"]+)"', page) == re.findall(r'<h2 id="(letter-[^"]+)"', page)


def _letters(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<h2 id="letter-[^"]+">([^<]+)</h2>(.*?)(?=<h2|\Z)', page, re.DOTALL)


def test_pictures(project: Path) -> None:
    """The pictures that bodies show are listed once, those that are no files or lie elsewhere are not."""

    def bodies() -> Iterator[tuple[str, str]]:
        yield "S-002", provision("S-002", "![a](b.png) ![a](b.png#c) ![a](none.png) ![a](../../x/c.JPG) [d](d.pdf)")
        yield "S-003", provision("S-003", "![a](https://x.example/y.png) ![a](b.png)")

    lay(
        project,
        {
            **corpus_files(*bodies()),
            "guidance/statutory/enquiries/b.png": "",
            "guidance/x/c.JPG": "",
            "guidance/statutory/enquiries/d.pdf": "",
        },
    )
    corpus = load(project)
    found = picture_paths(corpus, (".png", ".jpg"), lambda path: (project / path).is_file())
    assert found == ["guidance/statutory/enquiries/b.png", "guidance/x/c.JPG"]


@pytest.mark.parametrize(
    ("extra", "edit", "contact"),
    [
        (None, None, None),
        ({"edit_url": "https://git.example/edit/main"}, "https://git.example/edit/main/guidance/a%20b.md", None),
        ({"contact": "words@board.example"}, None, "mailto:words@board.example"),
        ({"contact": "https://board.example/write", "as_at": "2026-01-01"}, None, "https://board.example/write"),
        ({"contact": "mailto:a@b.example", "edit_url": ""}, None, "mailto:a@b.example"),
    ],
)
def test_settings(extra: dict[str, Any] | None, edit: str | None, contact: str | None) -> None:
    """A site says where a file is edited and who takes suggestions, or neither."""
    setting = Setting.told("# Home", "Guide", "https://site.example/guide", extra)
    assert setting.address == "https://site.example/guide/"
    assert setting.editor_of("guidance/a b.md") == edit
    assert setting.contact == contact
    about = setting.contact_about("S-001 Make & do")
    assert about == (f"{contact}?subject=S-001%20Make%20%26%20do" if contact and "@" in contact else contact)


def test_other_sites_that_are_searched() -> None:
    """Each has a title, an address that ends in a slash, and the origin that a policy names."""
    told = [
        {"title": "North", "url": "https://north.example:8443/guide"},
        {"title": "East", "url": "http://east.example"},
    ]
    found = Setting.told("# Home", "Guide", None, {"also_search": told}).also_search
    assert [(site.title, site.url, site.origin) for site in found] == [
        ("North", "https://north.example:8443/guide/", "https://north.example:8443"),
        ("East", "http://east.example/", "http://east.example"),
    ]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"edit_url": "git.example"}, "extra.rulewise.edit_url is “git.example”: write the address"),
        ({"edit_url": "javascript:alert(1)"}, "extra.rulewise.edit_url"),
        ({"contact": "javascript:alert(1)"}, "extra.rulewise.contact"),
        ({"contact": "somebody"}, "write a mail address, or that of a page"),
        ({"search_pages": "about.md"}, "extra.rulewise.search_pages is a list of pages, such as [how-to-read.md]"),
        ({"search_pages": [1]}, "extra.rulewise.search_pages is a list"),
        ({"editurl": "https://x.example"}, "extra.rulewise holds editurl, which nothing reads"),
        ({"also_search": "https://x.example/"}, "extra.rulewise.also_search holds “https://x.example/”: each site"),
        ({"also_search": [{"title": "X"}]}, "each site there has a title and the url of its home page"),
        ({"also_search": [{"title": "X", "url": "x.example"}]}, "such as {title: Northmere"),
        ({"also_search": [{"title": "X", "url": "https://x.example/; script-src *"}]}, "also_search holds"),
        ({"also_search": [{"title": "X", "url": "https://me@x.example/"}]}, "also_search holds"),
        ({"also_search": [{"title": "X", "url": "https://x.example/?q=1"}]}, "also_search holds"),
        ({"also_search": [{"title": "", "url": "https://x.example/"}]}, "also_search holds"),
    ],
)
def test_settings_that_are_wrong(extra: dict[str, Any], message: str) -> None:
    """A setting that no reader could use stops the build with what was expected."""
    with pytest.raises(ValueError, match=re.escape(message)):
        Setting.told("# Home", "Guide", None, extra)
