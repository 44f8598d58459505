"""The founding documents are carried whole: each item is in the map once, with a page or a reason, and links live."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GUIDANCE = ROOT / "guidance"
MAP = DOCS / "founding-documents.md"
PAGES = (
    "about",
    "care-proceedings",
    "for-the-public",
    "founding-documents",
    "how-to-read",
    "ten-principles",
    "writing-guide",
)
"""The pages about the site whose links this file answers for."""

GROUPS = {"A": 52, "B": 62, "P": 10, "F": 9}
"""How many items each part of the founding documents has."""

FOLDERS = {"S": "statutory", "A": "professional", "P": "principles", "L": "local", "C": "findings", "M": "measures"}
COMPOSED = {"register", "a-to-z", "glossary", "health", "not-verified", "not-in-force"}
"""Pages that the build writes, beside one for each provision, stage and role."""

SHORTEST = 3
"""A reason has more words than this."""

_ROW = re.compile(r"^\| ([ABPF][0-9]+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]]+\]\(([^()\s]+)\)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"^id: (\S+)$", re.MULTILINE)
_PROVISION = re.compile(r"^([a-z]+)/(([A-Z])-[a-z0-9-]*[0-9]+)\.md$")


def _ids() -> set[str]:
    return {match for file in GUIDANCE.rglob("*.md") for match in _ID.findall(file.read_text("utf-8"))[:1]}


def _lists() -> dict[str, set[str]]:
    vocabulary = yaml.safe_load((GUIDANCE / "vocabulary.yml").read_text("utf-8"))
    return {name: {item["id"] for item in vocabulary[name]} for name in ("stages", "roles")}


def _is_alive(link: str, ids: set[str], lists: dict[str, set[str]]) -> bool:
    path = link.partition("#")[0]
    provision = _PROVISION.match(path)
    if provision:
        return FOLDERS.get(provision[3]) == provision[1] and provision[2] in ids
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if folder in lists:
        return name in lists[folder]
    return path.removesuffix(".md") in COMPOSED or (DOCS / path).is_file()


def _is_answered(row: tuple[str, str, str]) -> bool:
    """Tell whether a row links to a page or says at some length why no page carries the item."""
    _, says, where = row
    reason = where.removeprefix("No page: ") if where.startswith("No page: ") else ""
    return bool(says.strip()) and (len(reason.split()) > SHORTEST or (not reason and bool(_LINK.search(where))))


def test_every_item_stands_in_the_map_once() -> None:
    """Each item of the founding documents has one row, in order, and there are no others."""
    rows = [row[0] for row in _ROW.findall(MAP.read_text("utf-8"))]
    for group, size in GROUPS.items():
        assert [item for item in rows if item[0] == group] == [f"{group}{n}" for n in range(1, size + 1)]


def test_every_row_leads_somewhere_or_says_why_not() -> None:
    """Each row holds a link, or a reason that begins with “No page”."""
    assert [row for row in _ROW.findall(MAP.read_text("utf-8")) if not _is_answered(row)] == []


@pytest.mark.parametrize(
    "row", [("A1", "words", "nothing"), ("A1", "words", "No page: "), ("A1", "words", "No page: a plan")]
)
def test_a_row_without_link_or_reason_is_seen(row: tuple[str, str, str]) -> None:
    """A row that carries nothing fails, so the test above can fail."""
    assert not _is_answered(row)


@pytest.mark.parametrize("page", PAGES)
def test_links_are_alive(page: str) -> None:
    """Each relative link of a page about the site leads to a provision, a stage, a role or another page."""
    text = _CODE.sub("", (DOCS / f"{page}.md").read_text("utf-8"))
    links = [link for link in _LINK.findall(text) if "://" not in link and link[0] != "#"]
    ids, lists = _ids(), _lists()
    assert links
    assert [link for link in links if not _is_alive(link, ids, lists)] == []


@pytest.mark.parametrize(
    "link", ["professional/A-999.md", "statutory/A-001.md", "stages/nowhere.md", "roles/nobody.md", "nothing.md"]
)
def test_a_dead_link_is_seen(link: str) -> None:
    """A link to an unknown id, the wrong folder or a page that nobody writes is not alive."""
    assert not _is_alive(link, _ids(), _lists())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("ten-principles.md", [f"principles/P-{n:02}.md" for n in range(1, 11)]),
        ("care-proceedings.md", [f"professional/A-{n:03}.md" for n in range(74, 83)]),
    ],
)
def test_the_sets_are_whole(page: str, expected: list[str]) -> None:
    """The ten principles and the nine factors each stand together on one page, in their order."""
    rows = re.findall(
        r"^\| [0-9]+ \| \[[^\[\]]+\]\(([^()\s]+)\) \| .+ \|$", (DOCS / page).read_text("utf-8"), re.MULTILINE
    )
    assert rows == expected
