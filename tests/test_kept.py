"""Pages kept from the last site: after any edit the whole site is, byte for byte, the one that is made from nothing."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import lay
from rulewise.checks import check
from rulewise.site.kept import in_navigation
from rulewise.site.publish import NotPublished, publish
from support import HOOKS, path_of, provision
from test_site import DAY, _hashes, _project

ADVICE = "guidance/professional/enquiries/see-the-child.md"
RULE = "guidance/statutory/enquiries/make-enquiries.md"
Change = Callable[[Path], None]


def _edit(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        lay(root, {path: text.replace(old, new, 1)})

    return change


def _lay(files: dict[str, str | bytes | None]) -> Change:
    return lambda root: lay(root, files) and None


def _overridden(root: Path) -> None:
    _edit("mkdocs.yml", "name: material", "name: material, custom_dir: mine")(root)
    lay(root, {"mine/partials/copyright.html": "<p>Ours</p>"})


def _tampered(root: Path) -> None:
    page = root / "warm/professional/A-001/index.html"
    page.write_text("<p>Not what was written</p>", "utf-8")


EDITS: dict[str, tuple[Change, bool]] = {
    "nothing": (lambda _root: None, True),
    "a sentence": (_edit(ADVICE, "## Why", "One sentence more.\n\n## Why"), True),
    "a title": (_edit(RULE, "title: Make enquiries", "title: Make proper enquiries"), True),
    "a provision more": (_lay({path_of("A-060"): provision("A-060", supports=["S-001"])}), False),
    "a provision withdrawn": (
        _lay({path_of("A-060"): provision("A-060", supports=["S-001"],
                                          withdrawn={"on": "2026-01-01", "because": "old"})}),
        True,
    ),
    "a provision gone": (_lay({path_of("A-060"): None}), False),
    "a role's name": (_edit("guidance/vocabulary.yml", "title: Police officer", "title: Constable"), True),
    "a stage's name": (_edit("guidance/vocabulary.yml", "title: Enquiries,", "title: Asking,"), False),
    "a page about the site": (_edit("docs/about.md", "# About", "# About us"), True),
    "a page in the navigation": (_edit("docs/about.md", "# About us", "---\nstatus: new\n---\n# About us"), False),
    "the name of the site": (_edit("mkdocs.yml", "site_name: A small site", "site_name: Another site"), False),
    "a template": (_overridden, False),
    "that template": (_lay({"mine/partials/copyright.html": "<p>Still ours</p>"}), False),
    "a page in the published site": (_tampered, True),
    "a picture": (_lay({"docs/picture.png": b"\x89PNG\r\n\x1a\n"}), False),
}  # fmt: skip
"""Edits, one on top of the other, and whether pages may be kept after each."""


def _publish(root: Path, name: str, monkeypatch: pytest.MonkeyPatch, *, cache: str) -> tuple[int, list[str]]:
    """Publish a project; return how many pages were made, and what was said."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / cache))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    made: list[int] = []
    said: list[str] = []
    report = check(root, dt.date.fromisoformat(DAY))
    publish(report, root / "mkdocs.yml", root / name, said.append, lambda done, _total: made.append(done))
    return len(made), said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project of its own."""
    return _project(tmp_path / "p")


def test_a_warm_build_is_a_cold_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each of many edits the two trees are the same, and pages are kept wherever that is sound."""
    whole, _said = _publish(root, "warm", monkeypatch, cache="known")
    kept = {}
    for name, (change, _may_keep) in EDITS.items():
        change(root)
        made, _said = _publish(root, "warm", monkeypatch, cache="known")
        cold, _said = _publish(root, "cold", monkeypatch, cache=f"new-{name}")
        assert _hashes(root / "warm") == _hashes(root / "cold"), name
        kept[name] = made < cold
        shutil.rmtree(root / "cold")
    assert kept == {name: may_keep for name, (_change, may_keep) in EDITS.items()}
    assert whole > 20


def test_a_link_to_a_heading_that_went_is_told_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept page that links to a heading refuses the build when that heading goes, as a new one does."""
    docs = "docs/steps.md"
    advice = (root / ADVICE).read_text("utf-8")
    lay(root, {docs: "# Steps\n\n## First\n\nOne.\n", ADVICE: advice + "\n[First](../../../docs/steps.md#first)\n"})
    _publish(root, "warm", monkeypatch, cache="known")
    before = _hashes(root / "warm")
    report = check(root, dt.date.fromisoformat(DAY))
    lay(root, {docs: "# Steps\n\n## Second\n\nTwo.\n"})  # after the check, so that only the build can tell
    for cache in ("known", "new"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / cache))
        said: list[str] = []
        with pytest.raises(NotPublished, match="strict mode"):
            publish(report, root / "mkdocs.yml", root / "warm", said.append, lambda _done, _total: None)
        assert any("does not contain an anchor '#first'" in line for line in said), said
    assert _hashes(root / "warm") == before


@pytest.mark.parametrize(
    "text", ["", "[]", '{"around": 1, "pages": {"a": [1]}}', '{"around": "x", "pages": 3}', "{" * 9999]
)
def test_a_spoilt_record_is_as_none(root: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Whatever stands in the record, the site is whole, and the record is written anew."""
    whole, _said = _publish(root, "warm", monkeypatch, cache="known")
    (record,) = (root.parent / "known/rulewise").glob("*.pages.json")
    record.write_text(text, "utf-8")
    assert _publish(root, "warm", monkeypatch, cache="known")[0] == whole
    assert json.loads(record.read_text("utf-8"))["pages"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plugins: []", "plugins: [search]"),
        ("{About: about.md}", "about.md"),
        ("hooks: [", "hooks: [other.py, "),
        ("site_name: A small site", "site_name: !ENV [NO_SUCH_NAME, Ours]"),
    ],
)
def test_what_is_not_known_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """With another plugin, another hook, or a navigation that takes its words from pages, every page is made."""
    _edit("mkdocs.yml", old, new)(root)
    lay(root, {"other.py": "def on_page_markdown(markdown, **_more):\n    return markdown\n"})
    whole, _said = _publish(root, "warm", monkeypatch, cache="known")
    assert _publish(root, "warm", monkeypatch, cache="known")[0] == whole


def test_the_pages_in_a_navigation() -> None:
    """Each is found at any depth, with whether it is given its words there."""
    nav = [{"Home": "index.md"}, {"More": [{"A": "a.md"}, "b.md", {"Deep": ["c.md"]}]}]
    assert in_navigation(nav) == {"index.md": True, "a.md": True, "b.md": False, "c.md": False}
    assert in_navigation(None) == {}
    assert os.fspath(HOOKS)
