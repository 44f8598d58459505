"""Time on the pages and in the feeds, of the scripted history: exactly what happened, and nothing else."""

import datetime as dt
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest

from conftest import lay
from rulewise.checks import Report, check
from rulewise.export.feeds import feeds
from rulewise.history import History, history_of
from rulewise.history.changes import Story
from rulewise.history.ledger import COLUMNS, Row
from rulewise.history.timeline import no_history
from rulewise.views import Setting, compose
from rulewise.views.growth import picture
from scratch import commit, git, scratch
from support import GOLDEN, path_of, provision

DAY = dt.date(2026, 8, 1)
PAST = GOLDEN / "past"
SITE = "https://site.example/sub/"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scratch repository with its scripted history; nobody writes to it."""
    return scratch(tmp_path_factory.mktemp("told") / "repository")


def _report(root: Path) -> Report:
    return check(root, DAY)


def _pages(root: Path, history: History | None = None) -> dict[str, str]:
    return compose(_report(root), Setting("# Home\n", story=Story(history or history_of(root))))


def _feeds(root: Path, address: str = "", history: History | None = None) -> dict[str, str]:
    corpus = _report(root).corpus
    assert corpus.vocabulary
    return dict(feeds(Story(history or history_of(root)), corpus, corpus.vocabulary, "Small", address))


def _section(page: str, identifier: str) -> str:
    """Return a section of a composed page, from its heading to its end."""
    return page.partition(f'<h2 id="{identifier}">')[2].partition("</section>")[0].partition("</h2>")[2].strip()


def _days(page: str) -> list[tuple[str, str]]:
    """Return the id of each change on a page with its first day, in order."""
    return re.findall(
        r'<p class="rw-small">(?:<svg.*?</svg>[^<]* · )?([ACLMPS]-[\w-]+).*?\n<p class="rw-day">([^<]+)<', page
    )


def test_pages_of_the_past_are_as_they_were(told: Path, request: pytest.FixtureRequest) -> None:
    """Versions, changes, the growth of rules and the feed of the scripted history are the golden ones, whole."""
    pages = {path: text for path, text in _pages(told).items() if "/versions" in path or path.startswith("changes/")}
    pages |= {"health.md": _pages(told)["health.md"], "changes.xml": _feeds(told, SITE)["changes.xml"]}
    if request.config.getoption("--rewrite"):
        shutil.rmtree(PAST, ignore_errors=True)
        lay(PAST, dict(pages))
    golden = {file.relative_to(PAST).as_posix(): file.read_text("utf-8") for file in PAST.rglob("*") if file.is_file()}
    assert sorted(pages) == sorted(golden)
    for path, text in pages.items():
        assert text == golden[path], path


def test_versions_on_the_page_of_a_provision(told: Path) -> None:
    """A page says when it was added, how many texts it had, and where what it said on another day stands."""
    pages = _pages(told)
    other = "[What did it say on another day?](../as-at/index.md)"
    assert _section(pages["statutory/S-001.md"], "versions").split("\n\n") == [
        "Added on 10 January 2026. Last changed on 20 May 2026. Reviewed on 20 May 2026; next review by 20 May 2027.",
        "[2 versions](S-001/versions.md): what changed, and what it said before.",
        other,
    ]
    assert _section(pages["professional/A-004.md"], "versions").split("\n\n") == [
        "Added on 20 April 2026. Reviewed on 20 April 2026; next review by 20 April 2027.",
        "This is its only text here.",
        other,
    ]
    # A file that only moved has had one text.
    assert "professional/A-002/versions.md" not in pages


def test_an_uncommitted_change_is_said(told: Path, tmp_path: Path) -> None:
    """A page whose text is not the committed one says so."""
    root = tmp_path / "copy"
    shutil.copytree(told, root)
    lay(root, {"guidance/professional/enquiries/ask-twice.md": provision("A-002", "Thrice.")})
    assert "What you read here has changes that are not in its history yet." in _pages(root)["professional/A-002.md"]
    assert "not in its history yet" not in _pages(root)["statutory/S-001.md"]


def test_a_shallow_copy_gives_no_wrong_day(told: Path, tmp_path: Path) -> None:
    """A page of a copy that was cut off says what is missing, and when it was added stands nowhere."""
    root = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "3", told.as_uri(), str(root))
    pages = _pages(root)
    gap = "The history here is cut short: what came before 2026-05-20 is not in this copy."
    section = _section(pages["statutory/S-001.md"], "versions")
    assert gap in section
    assert "Added on" not in section
    assert f"{gap} What is known is told from the dates in the texts themselves." in pages["changes/index.md"]
    assert _days(pages["changes/index.md"]) == [
        ("A-003", "20 July 2026"),
        ("A-001", "20 February 2026"),
    ]


def test_changes_to_one_page_are_one_entry(told: Path, tmp_path: Path) -> None:
    """A page that changed often is told once, with its last three days; what was said twice on a day is said once."""
    root = tmp_path / "copy"
    shutil.copytree(told, root)
    before = (root / path_of("S-002")).read_text("utf-8")
    for often, day in (("once", 21), ("twice", 21), ("weekly", 22), ("monthly", 23), ("yearly", 24)):
        text = before.replace("try to visit the child at home", f"visit the child at home {often}")
        commit(root, {path_of("S-002"): text}, "Again", day=f"2026-07-{day}")
    page = _pages(root)["changes/index.md"]
    group = page.partition('<h2 id="must">')[2].partition("</section>")[0]
    assert _days(group) == [("S-002", "24 July 2026"), ("S-001", "20 May 2026")]
    entry = group.partition("**[Visit the child at home]")[2].partition('<div class="rw-change"')[0]
    assert re.findall(r'rw-day">([^<]+)</p>\n<ul>(.*?)</ul>', entry) == [
        (f"{day} July 2026", "<li>text reworded in substance (the lead)</li>") for day in (24, 23, 22)
    ]
    assert "[Word by word](../statutory/S-002/versions.md), and 2 earlier days" in entry


def test_words_of_the_search_are_no_version(told: Path, tmp_path: Path) -> None:
    """Where only the words by which a page is found change, readers are told of no version and no change."""
    root = tmp_path / "copy"
    shutil.copytree(told, root)
    before, fed = _pages(root), _feeds(root, SITE)["changes.xml"]
    for identifier in ("A-001", "L-northmere-01"):  # one with versions, one without
        text = (root / path_of(identifier)).read_text("utf-8")
        found = {path_of(identifier): text.replace("\nid: ", "\nkeywords: [gone quiet]\nid: ")}
        commit(root, found, "People look for this", day="2026-07-30")
    after = _pages(root)
    assert {path for path in after if after[path] != before.get(path)} == {"health.md"}  # which counts days
    assert [entry.id for entry in feedparser.parse(_feeds(root, SITE)["changes.xml"]).entries] == [
        entry.id for entry in feedparser.parse(fed).entries
    ]
    advice = _report(root).corpus.get("A-001")
    assert advice
    assert advice.keywords == ("gone quiet",)


def test_what_changed_longer_ago_is_folded(told: Path, tmp_path: Path) -> None:
    """Twelve pages of a grade are seen at once; the others are folded, and so is all that does nothing to practice."""
    root = tmp_path / "copy"
    shutil.copytree(told, root)
    new = {f"A-{100 + i}": provision(f"A-{100 + i}", "Ask.", title=f"Ask {i}") for i in range(14)}
    commit(root, {path_of(identifier): text for identifier, text in new.items()}, "More advice", day="2026-07-21")
    page = _pages(root)["changes/index.md"]
    seen, _, folded = (
        page.partition('<h2 id="may">')[2].partition("</section>")[0].partition('<details class="rw-more rw-older')
    )
    assert len(_days(seen)) == 12
    assert {identifier for identifier, _day in _days(folded)} > {"A-001", "A-003"}
    assert f"<summary>{len(_days(folded))} more that changed before</summary>" in folded
    nothing = page.partition('<h2 id="none">')[2]
    assert _days(nothing.partition("<details")[0]) == []


def test_without_git_changes_come_from_dates(told: Path) -> None:
    """The page and the feed tell what the texts' own dates do, and say that it is all that is known."""
    nothing = no_history(told, "the folder is in no git repository that can be read")
    page = _pages(told, nothing)["changes/index.md"]
    assert nothing.gap in page
    assert _days(page) == [
        ("S-001", "20 May 2026"),
        ("A-001", "20 February 2026"),
    ]
    read = feedparser.parse(_feeds(told, SITE, nothing)["changes.xml"])
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [
        "tag:site.example,2026-05-20:/sub/S-001/amended",
        "tag:site.example,2026-02-20:/sub/A-001/amended",
    ]


def test_feeds_of_roles_and_stages(told: Path) -> None:
    """There is a feed for each role and stage, valid, with only what is theirs."""
    found = {path: feedparser.parse(text) for path, text in _feeds(told, SITE).items()}
    assert {path: [entry.title for entry in read.entries] for path, read in found.items() if path != "changes.xml"} == {
        "changes/local-authority.xml": [
            "Make enquiries (S-001): practice must change",
            "Write down what was said (S-003): practice may change",
            "Visit the child at home (S-002): practice must change",
        ],
        "changes/social-worker.xml": ["Make enquiries (S-001): practice must change"],
        "changes/police.xml": ["Make enquiries (S-001): practice must change"],
        "changes/stages/referral.xml": [],
        "changes/stages/enquiries.xml": [entry.title for entry in found["changes.xml"].entries],
    }
    for path, read in found.items():
        assert not read.bozo, path
        assert read.version == "atom10"
        assert read.feed.id == f"tag:site.example,2026:/sub/{path}"
        assert {link.rel: link.href for link in read.feed.links} == {
            "alternate": f"{SITE}{path.removesuffix('.xml')}/",
            "self": f"{SITE}{path}",
        }
    assert len({entry.id for entry in found["changes.xml"].entries}) == 6
    # Nothing has changed at this stage, and its time is the last commit's, never the clock's.
    assert found["changes/stages/referral.xml"].feed.updated == "2026-07-20T12:00:00+00:00"


def test_feeds_without_an_address(told: Path) -> None:
    """A site that does not say where it stands has feeds with links from where they are, and ids of nobody."""
    read = feedparser.parse(_feeds(told)["changes/stages/enquiries.xml"])
    assert not read.bozo
    assert read.entries[1].link == "../../statutory/S-001/"
    assert read.entries[1].id.startswith("tag:rulewise.invalid,2026:/S-001/")
    assert [link.rel for link in read.feed.links] == ["alternate"]


def test_ids_of_entries_stay(told: Path, tmp_path: Path) -> None:
    """Another commit leaves every entry that was published as it was."""
    root = tmp_path / "copy"
    shutil.copytree(told, root)
    before = feedparser.parse(_feeds(root, SITE)["changes.xml"]).entries
    commit(root, {path_of("S-002"): provision("S-002", "The authority must visit.")}, "Again", day="2026-07-30")
    after = feedparser.parse(_feeds(root, SITE)["changes.xml"]).entries
    assert [entry.id for entry in after[1:]] == [entry.id for entry in before]


HOSTILE = (
    "<script>alert(1)</script>",
    "</p></div><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% x %} *a* [b](javascript:alert(1))",
    "]]> & \" ' \u202e \ufeff",
)


class _Tags(HTMLParser):
    """The elements and handlers of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its handlers."""
        self.tags |= {tag, *(name for name, _value in attrs if name.startswith("on"))}

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_texts_of_the_past_are_text(tmp_path: Path, bad: str) -> None:
    """What was once written, by whom and why, is shown as words, even where today's checks would refuse it."""
    from markdown import Markdown

    from rulewise.source.markdown import EXTENSIONS

    root = scratch(tmp_path / "hostile")
    path = path_of("S-002")
    commit(
        root,
        {path: provision("S-002", f"Before {bad} after.\n\n- {bad}\n\n# {bad}", title=bad)},
        bad,
        day="2026-07-21",
        author=bad,
    )
    commit(root, {path: f"---\nid: S-002\ntitle: [\n---\n{bad}\n"}, bad, day="2026-07-22", author=bad)
    commit(root, {path: provision("S-002", "Clean.", title="Visit")}, "Mend", day="2026-07-23")
    pages = _pages(root)
    for name in ("statutory/S-002/versions.md", "changes/index.md"):
        body = pages[name].split("---\n", 2)[2]
        read = _Tags(Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS).convert(body))
        assert not read.tags & {"script", "img", "onerror", "iframe", "form", "style"}, name
        assert "javascript:" not in re.sub(r">[^<]*<", "><", Markdown(extensions=list(EXTENSIONS)).convert(body)), name
    wanted = " ".join(bad.replace("\u202e", "").replace("\ufeff", "").split())
    read = _Tags(
        Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS).convert(
            pages["statutory/S-002/versions.md"]
        )
    )
    shown = " ".join(read.text.replace("\N{REPLACEMENT CHARACTER}", "").split())
    if "javascript" not in bad:
        assert shown.count(wanted) >= 3
    assert "can’t be read by today’s format" in shown
    for text in _feeds(root, SITE).values():
        assert not feedparser.parse(text).bozo


def _row(day: str, *counts: int) -> Row:
    return Row(dt.date.fromisoformat(day), "", counts, 0, 0)


def test_picture_of_growth() -> None:
    """Each line is told by its stroke, the shape of its points and its words; labels stand apart."""
    assert len(COLUMNS) == 6
    drawn = str(picture([_row("2026-01-01", 2, 1, 0, 0, 3, 3), _row("2026-12-31", 40, 1, 1, 1, 43, 44)]))
    assert 'role="img" aria-labelledby="growth-title growth-desc"' in drawn
    assert '<title id="growth-title">Rules and advice from 1 January 2026 to 31 December 2026</title>' in drawn
    assert "law: 3, then 43; statutory guidance: 3, then 43; advice: 3, then 44." in drawn
    ends = [float(y) for y in re.findall(r'<text x="494" y="([\d.]+)">', drawn)]
    assert sorted(b - a >= 21.9 for a, b in zip(sorted(ends), sorted(ends)[1:], strict=False)) == [True, True]
    assert "style=" not in drawn
    assert re.findall(r'text-anchor="end">(\d+)<', drawn) == ["0", "25", "50"]
