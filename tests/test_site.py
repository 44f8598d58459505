"""A real build: what is published, that it is the same to the byte, and that a failed one leaves the last as it was."""

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from conftest import CASES, lay
from rulewise.model.problem import CODES
from rulewise.site.policy import with_policy
from rulewise.site.stamp import stamp_of
from rulewise.site.swap import NotOurs, beside, swap
from support import HOOKS, ROOT, corpus_files, path_of, provision

DAY = "2026-11-22"
PATIENCE = 60
"""Seconds that a build is waited for."""

MKDOCS = """\
site_name: A small site
site_url: https://site.example/sub/
docs_dir: docs
theme: {name: material, font: false}
plugins: []
hooks: [HOOK]
extra: {generator: false}
validation: {links: {not_found: warn, anchors: warn, absolute_links: ignore, unrecognized_links: warn}}
nav: [{Home: index.md}, {Journey: journey.md}, {Register: register.md}, {About: about.md}]
"""
HOME = "# A small site\n\nWelcome.\n\n## Find your way\n\n- [About](about.md)\n- [A rule](statutory/S-001.md)\n"
PAGES = {
    "how-to-read.md": "# How to read\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n",
    "about.md": "# About\n\nSee [the register](register.md).\n",
}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


class Done(NamedTuple):
    """How a program ended."""

    code: int
    out: str
    err: str


def _environment(**more: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if key not in {"SOURCE_DATE_EPOCH", "GIT_DIR"}}
    return {**clean, "PYTHONPATH": str(HOOKS), "NO_MKDOCS_2_WARNING": "1", **more}


def _program(*words: str, cwd: Path, **environment: str) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        env=_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def _build(root: Path, *words: str, **environment: str) -> Done:
    return _program("rulewise", "build", "--as-at", DAY, *words, cwd=root, **environment)


def _project(root: Path, **files: str) -> Path:
    shutil.copytree(CASES / "base", root)
    lay(root, {"mkdocs.yml": MKDOCS.replace("HOOK", str(HOOKS / "build.py")), "docs/index.md": HOME})
    lay(root, {f"docs/{name}": text for name, text in PAGES.items()})
    return lay(root, dict(files))


def _hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _beside(root: Path) -> list[str]:
    return sorted(one.name for one in root.iterdir() if ".rulewise-" in one.name)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a fresh project that is not built."""
    return _project(tmp_path / "p")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built once, to look at and not to touch."""
    root = _project(tmp_path_factory.mktemp("built") / "p")
    rule = root / "guidance/statutory/enquiries/make-enquiries.md"
    picture = b"\x89PNG\r\n\x1a\n"
    lay(
        root,
        {
            "guidance/statutory/enquiries/map.png": picture,
            rule.relative_to(root).as_posix(): rule.read_text("utf-8")
            + "\n![A map](map.png) and [that advice](../../professional/enquiries/see-the-child.md#why).\n"
            + "\n| x | y |\n|:-:|--:|\n| {{ 7*7 }} | 2 |\n",
            **corpus_files(
                ("S-002", provision("S-002", withdrawn={"on": "2026-01-01", "because": "old", "replaced_by": "S-001"}))
            ),
        },
    )
    done = _build(root)
    assert done.code == 0, done.err
    return root


class _Page(HTMLParser):
    """What a page links to and loads, its anchors, and its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "action", "poster"} and value:
                self.addresses.append(value)
            if name in {"id", "name"} and value:
                self.anchors.add(value)
            if name.startswith("on") or name == "style":
                self.handlers.append(f"{tag} {name}")


def _pages(site: Path) -> dict[str, _Page]:
    return {f.relative_to(site).as_posix(): _Page(f.read_text("utf-8")) for f in sorted(site.rglob("*.html"))}


def test_what_is_published(built: Path) -> None:
    """Every page, the data, the schemas and the picture are there, and nothing of the build beside them."""
    site = built / "site"
    expected = {
        "statutory/S-001/index.html",
        "statutory/S-002/index.html",
        "professional/A-001/index.html",
        "principles/P-01/index.html",
        "local/L-northmere-01/index.html",
        "findings/C-001/index.html",
        "measures/M-01/index.html",
        "index.html",
        "404.html",
        "journey/index.html",
        "register/index.html",
        "a-to-z/index.html",
        "glossary/index.html",
        "health/index.html",
        "stages/enquiries/index.html",
        "roles/police/index.html",
        "boards/northmere/index.html",
        "about/index.html",
        "guidance.json",
        "guidance.schema.json",
        "build.json",
        "data/S-001.json",
        "search/index.html",
        "search/base.json",
        "pictures/statutory/enquiries/map.png",
        "assets/rulewise.css",
        "assets/rulewise.js",
    }
    assert expected - set(_hashes(site)) == set()
    assert _beside(built) == []


def test_the_build_file(built: Path) -> None:
    """It states the day, the engine, the number of each kind, that all was checked, and no commit outside git."""
    assert json.loads((built / "site/build.json").read_text("utf-8")) == {
        "version": 1,
        "commit": None,
        "changed": False,
        "date": DAY,
        "engine": "rulewise 0.1.0",
        "checked": True,
        "counts": {"statutory": 2, "professional": 1, "principle": 1, "local": 1, "finding": 1, "measure": 1},
    }


def test_data_has_whole_addresses(built: Path) -> None:
    """Where the site knows its address, each provision's is whole, and its page is there."""
    for one in json.loads((built / "site/guidance.json").read_text("utf-8"))["provisions"]:
        assert one["url"].startswith("https://site.example/sub/")
        assert (built / "site" / one["url"].removeprefix("https://site.example/sub/") / "index.html").is_file()


def test_every_page_has_a_policy(built: Path) -> None:
    """Each page carries one strict policy before anything it could hold back, and no handler or style."""
    for name, page in _pages(built / "site").items():
        text = (built / "site" / name).read_text("utf-8")
        policies = POLICY.findall(text)
        assert len(policies) == 1, name
        assert "unsafe" not in policies[0]
        assert policies[0].startswith("default-src 'none'; script-src 'self'")
        assert text.index("Content-Security-Policy") < min(
            text.find(s) for s in ("<script", "<link", "<style") if s in text
        )
        for script in re.findall(r"<script(?![^>]*src=)(?![^>]*json)[^>]*>(.+?)</script>", text, re.DOTALL):
            assert _hash(script) in policies[0], name
        assert page.handlers == [], name


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_no_page_asks_another_site(built: Path) -> None:
    """Nothing is loaded from elsewhere by a page or a style sheet of ours."""
    for name in _hashes(built / "site"):
        if name.endswith(".html"):
            text = (built / "site" / name).read_text("utf-8")
            loads = re.findall(
                r"<(?:script|img|link|iframe|source)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//[^\"' >]+", text
            )
            assert [one for one in loads if 'rel="canonical"' not in one and "rel=canonical" not in one] == [], name


def test_every_internal_link_leads_somewhere(built: Path) -> None:
    """Every address of every page is a file of the site, and every anchor stands in its page."""
    site, dead = built / "site", []
    pages = _pages(site)
    for name, page in pages.items():
        for address in page.addresses:
            parts = urlsplit(address.removeprefix("https://site.example/sub"))
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            folder = site if path.startswith("/") else (site / name).parent
            target = (
                (folder / path.removeprefix("/").removeprefix("sub/")).resolve() if path else (site / name).resolve()
            )
            file = target / "index.html" if target.is_dir() else target
            known = (
                pages.get(file.relative_to(site.resolve()).as_posix()) if file.is_relative_to(site.resolve()) else None
            )
            if not file.is_file() or (parts.fragment and known and unquote(parts.fragment) not in known.anchors):
                dead.append(f"{name}: {address}")
    assert dead == []


def test_provisions_are_not_in_the_navigation(built: Path) -> None:
    """The menu of a page names what mkdocs.yml does, and no provision."""
    text = (built / "site/about/index.html").read_text("utf-8")
    assert not re.search(r"(?:statutory/S|professional/A|principles/P|findings/C|measures/M)-\d", text)
    assert "register/" in text


def test_authored_text_is_published_as_it_is(built: Path) -> None:
    """What looks like a template stays text, tables are aligned by classes, and links lead to composed pages."""
    text = (built / "site/statutory/S-001/index.html").read_text("utf-8")
    assert "{{ 7*7 }}" in text
    assert 'class="rw-center"' in text
    assert 'class="rw-right"' in text
    assert "text-align" not in text
    assert 'href="../../professional/A-001/#why"' in text
    assert 'src="../../pictures/statutory/enquiries/map.png"' in text


def test_a_withdrawn_page_stays(built: Path) -> None:
    """It says when and why it ended and what to read instead."""
    text = " ".join((built / "site/statutory/S-002/index.html").read_text("utf-8").split())
    assert "Withdrawn on 1 January 2026." in text
    assert 'Read instead: <a href="../S-001/">Make enquiries</a>' in text


def _git(root: Path, *words: str) -> str:
    names = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
        "GIT_AUTHOR_DATE": f"{DAY}T12:00:00Z",
        "GIT_COMMITTER_DATE": f"{DAY}T12:00:00Z",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    done = subprocess.run(
        ["git", *words], cwd=root, env={**os.environ, **names}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_one_commit_gives_the_same_bytes(tmp_path: Path) -> None:
    """Builds of one commit in other folders, time zones and with other hash seeds are the same to the byte."""
    first = _project(tmp_path / "one", **{".gitignore": "site/\n"})
    _git(first, "init", "-q")
    _git(first, "add", "-A")
    _git(first, "commit", "-qm", "all")
    second = tmp_path / "another/place/two"
    _git(tmp_path, "clone", "-q", str(first), str(second))
    assert _program("rulewise", "build", "--pdf", cwd=first, PYTHONHASHSEED="1", TZ="Pacific/Auckland").code == 0
    assert _program("rulewise", "build", "--pdf", cwd=second, PYTHONHASHSEED="2", TZ="America/Los_Angeles").code == 0
    assert _hashes(first / "site") == _hashes(second / "site")
    about = json.loads((first / "site/build.json").read_text("utf-8"))
    assert (about["commit"], about["changed"], about["date"]) == (_git(first, "rev-parse", "HEAD"), False, DAY)
    once = _hashes(first / "site")
    assert "register.pdf" in once
    assert _program("rulewise", "build", "--pdf", cwd=first).code == 0
    assert _hashes(first / "site") == once
    lay(first, {"guidance/note.txt": "new"})
    assert stamp_of(first, 0).changed


def test_what_is_not_committed_belongs_to_today(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit is of its own day; with files that differ from it, the day is today's, all day the same."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    lay(small, {".gitignore": "site/\n"})
    _git(small, "init", "-q")
    _git(small, "add", "-A")
    _git(small, "commit", "-qm", "all")
    later = stamp_of(small, 0).seconds + 3 * 86400
    assert stamp_of(small, later).day.isoformat() == DAY
    lay(small, {"docs/about.md": "# About\n\nNew words.\n"})
    assert (stamp_of(small, later).day - stamp_of(small, 0).day).days == 3
    assert stamp_of(small, later - later % 86400) == stamp_of(small, later - later % 86400 + 86399)
    assert stamp_of(small, 0).day.isoformat() == DAY, "a clock that is behind changes nothing"


def test_the_hook_and_the_plugin_publish_the_same(small: Path) -> None:
    """Built by MkDocs itself, as a hook or as a plugin, the site is the one that `rulewise build` makes."""
    by_command = _build(small, "--site-dir", "one", SOURCE_DATE_EPOCH="1795305600")
    assert by_command.code == 0, by_command.err
    by_hook = _program("mkdocs", "build", "-q", "-d", "two", cwd=small, SOURCE_DATE_EPOCH="1795305600")
    assert by_hook.code == 0, by_hook.err
    settings = (small / "mkdocs.yml").read_text("utf-8")
    lay(small, {"mkdocs.yml": re.sub(r"hooks: .*\n", "", settings).replace("plugins: []", "plugins: [rulewise]")})
    by_plugin = _build(small, "--site-dir", "three", SOURCE_DATE_EPOCH="1795305600")
    assert by_plugin.code == 0, by_plugin.err
    assert _hashes(small / "one") == _hashes(small / "two") == _hashes(small / "three")
    assert _beside(small) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda text: text.replace("plugins: []", "plugins: [rulewise]"),
            "rulewise runs as a hook and as a plugin: keep one of the two",
        ),
        (
            lambda text: text + "markdown_extensions: [attr_list]\n",
            "Markdown extensions that the checks do not know: attr_list",
        ),
        (
            lambda text: text + "markdown_extensions: [pymdownx.snippets]\n",
            "Markdown extensions that the checks do not know: pymdownx.snippets",
        ),
        (
            lambda text: re.sub(r"hooks: .*\n", "", text),
            "names neither the hook hooks/build.py nor the plugin rulewise",
        ),
        (lambda text: text + "nonsense: [\n", "mkdocs.yml"),
        (
            lambda text: text + "extra: {rulewise: {search_pages: [about.md, nowhere.md]}}\n",
            "extra.rulewise.search_pages names “nowhere.md”, which is no page of the site",
        ),
    ],
    ids=["twice", "attributes", "snippets", "not at all", "broken", "a page that is not there"],
)
def test_settings_that_are_refused(small: Path, change: Callable[[str], str], said: str) -> None:
    """Settings under which something other than the checked text would be published end with exit code 2."""
    lay(
        small,
        {"mkdocs.yml": change((small / "mkdocs.yml").read_text("utf-8")), "site/index.html": "the last good site"},
    )
    done = _build(small)
    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())
    assert "Traceback" not in done.err
    assert (set(_hashes(small / "site")), _beside(small)) == ({"index.html"}, [])


_FAILING_INDEX = """from rulewise.site import searching
from mkdocs.exceptions import PluginError

def _fail(*args):
    raise PluginError("of the index")

searching.search_files = _fail

def on_config(config):
    return config
"""
_FAILING_HOOK = "def {event}(*args, **kwargs):\n    raise RuntimeError('of the hook')\n"


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({path_of("S-009"): "no front matter"}, 1, "error FM001"),
        ({"docs/about.md": "# About\n\n[nowhere](nowhere.md)\n"}, 2, "nowhere.md"),
        ({"docs/about.md": "# About\n\n[rule](statutory/S-001.md#nowhere)\n"}, 2, "nowhere"),
        ({"fail.py": _FAILING_HOOK.format(event="on_page_content")}, 2, "of the hook"),
        ({"fail.py": _FAILING_HOOK.format(event="on_post_build")}, 2, "of the hook"),
        ({"fail.py": _FAILING_HOOK.format(event="on_files")}, 2, "of the hook"),
        ({"fail.py": _FAILING_INDEX}, 2, "of the index"),
    ],
    ids=[
        "a failed check",
        "a broken link",
        "a broken anchor",
        "a fault in a page",
        "a fault at the end",
        "a fault at the start",
        "a fault in the index",
    ],
)
@pytest.mark.parametrize("how", ["hook", "plugin"])
def test_a_failed_build_leaves_the_last_good_site(
    small: Path, files: dict[str, str | bytes | None], code: int, said: str, how: str
) -> None:
    """Whatever goes wrong, the last good site is as it was to the byte, and nothing is left beside it."""
    settings = (small / "mkdocs.yml").read_text("utf-8")
    if how == "plugin":
        settings = re.sub(r"hooks: .*\n", "hooks: []\n", settings).replace("plugins: []", "plugins: [rulewise]")
    if "fail.py" in files:
        settings = settings.replace("hooks: []", "hooks: [fail.py]").replace("build.py]", "build.py, fail.py]")
    lay(small, {"mkdocs.yml": settings, "site/index.html": "the last good site", "site/old/page.html": "old", **files})
    before = _hashes(small / "site")
    done = _build(small)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert _hashes(small / "site") == before
    assert _beside(small) == []


def test_a_good_build_replaces_the_last_one_whole(small: Path) -> None:
    """Pages of the last site that are no more are gone, and so is the folder beside."""
    lay(small, {"site/index.html": "the last good site", "site/old/page.html": "old"})
    assert _build(small).code == 0
    assert not (small / "site/old").exists()
    assert "the last good site" not in (small / "site/index.html").read_text("utf-8")
    assert _beside(small) == []


_WAITING_HOOK = """
import time
def on_post_build(config):
    open("ready", "w").close()
    time.sleep(100)
on_post_build.mkdocs_priority = 100
"""


def _interrupted(root: Path, number: int) -> subprocess.Popen[bytes]:
    settings = (root / "mkdocs.yml").read_text("utf-8")
    lay(
        root,
        {
            "mkdocs.yml": settings.replace("build.py]", "build.py, wait.py]"),
            "wait.py": _WAITING_HOOK,
            "site/index.html": "the last good site",
        },
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "rulewise", "build", "--as-at", DAY],
        cwd=root,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _try in range(PATIENCE * 20):
        if (root / "ready").exists():
            break
        assert running.poll() is None, "the build ended by itself"
        time.sleep(0.05)
    assert len(_beside(root)) == 1
    running.send_signal(number)
    running.wait(PATIENCE)
    return running


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_asked_to_stop(small: Path, number: int) -> None:
    """Stopped politely in the middle, a build leaves the last good site and clears what it began."""
    running = _interrupted(small, number)
    assert running.returncode != 0
    assert (set(_hashes(small / "site")), _beside(small)) == ({"index.html"}, [])


def test_a_build_that_is_killed(small: Path) -> None:
    """Killed in the middle, a build leaves the last good site; the next one clears what it began."""
    assert _interrupted(small, signal.SIGKILL).returncode == -signal.SIGKILL
    assert _hashes(small / "site").keys() == {"index.html"}
    assert len(_beside(small)) == 1
    lay(small, {"wait.py": ""})
    assert _build(small).code == 0
    assert _beside(small) == []
    assert len(_hashes(small / "site")) > 40


def test_a_site_behind_a_link(small: Path) -> None:
    """Where the site is a link to a folder elsewhere, the build is published there, and the link stays."""
    served = lay(small.parent / "served", {"index.html": "the last good site"})
    (small / "site").symlink_to(served)
    done = _build(small)
    assert done.code == 0, done.err
    assert (small / "site").is_symlink()
    assert (served / "build.json").is_file()
    assert _beside(small) == _beside(small.parent) == []


@pytest.mark.parametrize("name", ["guidance", "mine"])
def test_a_build_never_replaces_what_people_wrote(small: Path, name: str) -> None:
    """A folder that holds anything but a published site is refused, whatever --site-dir says."""
    lay(small, {"mine/letter.txt": "Dear all"})
    before = _hashes(small)
    done = _build(small, "--site-dir", name)
    assert _hashes(small / name) == {
        k.removeprefix(f"{name}/"): v for k, v in before.items() if k.startswith(f"{name}/")
    }
    assert done.code == 2


def test_export_never_replaces_a_site(built: Path, tmp_path: Path) -> None:
    """A published site holds the data files too, and is not what `export` wrote."""
    site = tmp_path / "site"
    shutil.copytree(built / "site", site)
    before = _hashes(site)
    done = _program("rulewise", "export", str(site), cwd=built)
    assert _hashes(site) == before
    assert done.code == 2


def test_swapping(tmp_path: Path) -> None:
    """A folder takes the place of another, or of none; what was there goes; folders of killed runs are cleared."""
    lay(
        tmp_path,
        {
            "out/old": "1",
            ".out.rulewise-999999/x": "left",
            ".out.rulewise-999999.old/x": "left",
            ".other.rulewise-999999/x": "not ours",
        },
    )
    target = tmp_path / "out"
    new = beside(target, lambda _folder: True)
    assert _beside(tmp_path) == sorted([".other.rulewise-999999", new.name])
    lay(new, {"new": "2"})
    swap(new, target)
    assert (set(_hashes(target)), _beside(tmp_path)) == ({"new"}, [".other.rulewise-999999"])
    fresh = tmp_path / "deep/er/out"
    new = beside(fresh, lambda _folder: True)
    lay(new, {"new": "2"})
    swap(new, fresh)
    assert _hashes(fresh).keys() == {"new"}


@pytest.mark.parametrize("name", ["out[1]", "out*", "ou?t"])
def test_clearing_after_a_killed_run_with_any_name(tmp_path: Path, name: str) -> None:
    """The name of the folder is a name, and not a pattern."""
    lay(
        tmp_path,
        {
            f".{name}.rulewise-999999/x": "left",
            ".outer.rulewise-999999/x": "of another",
            ".ouxt.rulewise-999999/x": "of another",
        },
    )
    new = beside(tmp_path / name, lambda _folder: True)
    assert _beside(tmp_path) == sorted([".outer.rulewise-999999", ".ouxt.rulewise-999999", new.name])


def test_swapping_without_the_systems_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where folders cannot be exchanged in one step, two renames do; if the second fails, the first is undone."""
    monkeypatch.setattr("rulewise.site.swap._exchange", lambda new, target: False)
    target = lay(tmp_path, {"out/old": "1"}) / "out"
    new = beside(target, lambda _folder: True)
    lay(new, {"new": "2"})
    swap(new, target)
    assert (set(_hashes(target)), _beside(tmp_path)) == ({"new"}, [])
    with pytest.raises(OSError, match="No such file"):
        swap(tmp_path / "missing", target)
    assert _hashes(target).keys() == {"new"}


def test_the_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside git the day is the clock's, unless SOURCE_DATE_EPOCH tells another; nonsense is passed over."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert (stamp_of(tmp_path, 86400).commit, stamp_of(tmp_path, 86400).changed) == (None, False)
    assert stamp_of(tmp_path, 86400).day.isoformat() == "1970-01-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert stamp_of(tmp_path, 86400).day.isoformat() == "1970-01-01"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert stamp_of(tmp_path, 86400).day.isoformat() == "1970-01-02"


@pytest.mark.parametrize(
    ("page", "scripts", "styles"),
    [
        ('<meta charset="utf-8"><script>a()</script>', ["a()"], []),
        ("<meta charset=utf-8><SCRIPT type='module'>a()</SCRIPT><style>b{}</style>", ["a()"], ["b{}"]),
        ('<meta charset="utf-8"><script src="x.js"></script><script type="application/json">{}</script>', [], []),
        ('<meta charset="utf-8"><script>a()</script><script>a()</script><script>\nb\n</script>', ["a()", "\nb\n"], []),
    ],
)
def test_policies(page: str, scripts: list[str], styles: list[str]) -> None:
    """What a page may run is named by its hash, once; what is loaded or is data needs none."""
    out = with_policy(page)
    (policy,) = POLICY.findall(out)
    parts = dict(part.partition(" ")[::2] for part in policy.split("; "))
    assert parts["script-src"] == " ".join(["'self'", *sorted({_hash(one) for one in scripts})])
    assert parts["style-src"] == " ".join(["'self'", *sorted({_hash(one) for one in styles})])
    assert (parts["default-src"], parts["base-uri"]) == ("'none'", "'none'")
    assert POLICY.sub("", out).replace("\n", "") == page.replace("\n", "")


def test_the_wheel_stands_alone(small: Path, tmp_path: Path) -> None:
    """Installed from its wheel, away from the checkout, the package explains a code and builds a site as a plugin."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    source = tmp_path / "source"
    source.mkdir()
    for name in ("hooks", "docs", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, source / name)
    made = subprocess.run(
        [*pip, "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(tmp_path), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (wheel,) = tmp_path.glob("rulewise-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"rulewise/problems/{code}.md" for code in CODES} <= names
    ours = {
        f.relative_to(HOOKS).as_posix()
        for f in (HOOKS / "rulewise").rglob("*")
        if f.is_file() and "__pycache__" not in f.parts
    }
    assert ours <= names
    assert [name for name in names if "__pycache__" in name or name.startswith(("tests", "guidance"))] == []
    target = tmp_path / "installed"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)],
        capture_output=True,
        check=True,
    )
    (entry_points,) = target.glob("rulewise-*.dist-info/entry_points.txt")
    assert entry_points.read_text("utf-8").split() == [
        "[console_scripts]",
        "rulewise",
        "=",
        "rulewise.cli:main",
        "[mkdocs.plugins]",
        "rulewise",
        "=",
        "rulewise.site.plugin:RulewisePlugin",
    ]
    explained = _program("rulewise", "explain", "FM001", cwd=small, PYTHONPATH=str(target))
    assert (explained.code, explained.out) == (0, (ROOT / "docs/problems/FM001.md").read_text("utf-8"))
    settings = (small / "mkdocs.yml").read_text("utf-8")
    lay(small, {"mkdocs.yml": re.sub(r"hooks: .*\n", "", settings).replace("plugins: []", "plugins: [rulewise]")})
    done = _build(small, PYTHONPATH=str(target))
    assert done.code == 0, done.err
    assert (small / "site/statutory/S-001/index.html").is_file()
    where = subprocess.run(
        [sys.executable, "-c", "import rulewise; print(rulewise.__file__)"],
        cwd=small,
        env=_environment(PYTHONPATH=str(target)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(target)


def test_a_folder_of_somebody_elses_is_not_replaced(tmp_path: Path) -> None:
    """An empty folder may be replaced, one with files only when they are known, and a file never."""
    lay(tmp_path, {"full/x": "1", "file": "2"})
    (tmp_path / "empty").mkdir()
    assert beside(tmp_path / "empty", lambda _folder: False).is_dir()
    assert beside(tmp_path / "full", lambda folder: (folder / "x").is_file()).is_dir()
    for name in ("full", "file"):
        with pytest.raises(NotOurs, match="holds files that are not from this command"):
            beside(tmp_path / name, lambda _folder: False)
    with pytest.raises(NotOurs):
        beside(tmp_path / "file", lambda _folder: True)


def test_a_copy_as_one_file(small: Path) -> None:
    """`build --offline` writes the zip beside the site, says how to open it, and leaves a stranger's file alone."""
    done = _build(small, "--offline", "copies/guidance.zip")
    assert done.code == 0, done.err
    assert re.search(r"Wrote copies/guidance\.zip \(\d+\.\d MB\): unpack it and open index\.html", done.err)
    with zipfile.ZipFile(small / "copies/guidance.zip") as packed:
        home = packed.read("guidance/index.html").decode()
    assert "<strong>You are reading a copy.</strong> This copy is of 22 November 2026;" in home
    assert '<a href="https://site.example/sub/">The site itself</a>' in home
    (small / "thesis.zip").write_text("mine")
    done = _build(small, "--offline", "thesis.zip")
    assert done.code == 2
    assert "“thesis.zip” is not from this command; name a new file" in done.err
    assert (small / "thesis.zip").read_text() == "mine"
