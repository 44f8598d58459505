"""The print edition: every rule once, tagged, in step with its contents, asking nobody; and what is said without."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from conftest import CASES, DAY, lay
from rulewise.checks import check
from rulewise.model.provision import Statutory
from rulewise.site.printer import Printer
from rulewise.views import Setting
from rulewise.views.edition import Imprint, edition
from rulewise.views.text import long_date
from support import AUTHORITY, GOLDEN, HOOKS, ROOT, corpus_files, provision

SETTING = Setting("", "A small site", "https://site.example/sub/")
IMPRINT = Imprint("How it works", "abc123", changed=False)
GOLDEN_PAGE = GOLDEN / "edition.html"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000020001e527de"
    "fc0000000049454e44ae426082"
)
MKDOCS = "site_name: A small site\nsite_url: https://site.example/sub/\ntheme: {name: material, font: false}\n"
RULE = "guidance/statutory/enquiries/make-enquiries.md"


def _project(root: Path) -> Path:
    """Write a project with rules at two stages and of every force, one with a picture, and one that was withdrawn."""
    shutil.copytree(CASES / "base", root)
    shutil.copytree(GOLDEN / "corpus", root, dirs_exist_ok=True)
    early = {"stages": ["referral", "enquiries"]}
    power = [{**AUTHORITY, "force": "power", "provision": "section 47A"}]
    withdrawn = {"on": "2026-01-01", "because": "Nobody needed it.", "replaced_by": "S-001"}
    picture = (root / RULE).read_text("utf-8") + "\n![A map of the area](map.png)\n"
    return lay(
        root,
        {
            "guidance/statutory/enquiries/map.png": PIXEL,
            RULE: picture,
            "mkdocs.yml": f"{MKDOCS}plugins: [search, rulewise]\nnav: [index.md, register.md, about.md]\n",
            "docs/about.md": "# About\n",
            "docs/how-to-read.md": "# How to read\n",
            **{
                path.replace("enquiries/", "referral/"): text
                for path, text in corpus_files(
                    ("S-020", provision("S-020", "You may ask, as [before][S-021].", authority=power, **early))
                ).items()
            },
            **corpus_files(("S-021", provision("S-021", title="The old way", withdrawn=withdrawn))),
        },
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the root of a fresh project."""
    return _project(tmp_path / "project")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a project that was published with its print edition, and what was said meanwhile."""
    root = _project(tmp_path_factory.mktemp("edition") / "project")
    done = _build(root, "--pdf")
    assert done.returncode == 0, done.stderr
    return root, done.stderr


def _build(root: Path, *words: str, before: Path | None = None) -> subprocess.CompletedProcess[str]:
    paths = ":".join(str(path) for path in (before, HOOKS) if path)
    return subprocess.run(
        [sys.executable, "-m", "rulewise", "build", "--as-at", str(DAY), *words],
        cwd=root,
        env={"PYTHONPATH": paths, "PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(root / ".cache")},
        capture_output=True,
        text=True,
        check=False,
    )


def _rules(root: Path) -> list[Statutory]:
    corpus = check(root, DAY).corpus
    return [p for p in corpus.provisions() if isinstance(p, Statutory) and not p.is_withdrawn(DAY)]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _outline(reader: pypdf.PdfReader) -> Iterator[tuple[int, str, int]]:
    """Yield depth, title and page number of every bookmark."""

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                page = reader.get_destination_page_number(item)
                assert page is not None
                yield depth, _flat(str(item.title)), page + 1

    return walk(reader.outline, 0)


def test_the_page_is_as_it_was(root: Path, request: pytest.FixtureRequest) -> None:
    """The page that is laid out is the golden one, whole."""
    html = edition(check(root, DAY), SETTING, IMPRINT)
    if request.config.getoption("--rewrite"):
        GOLDEN_PAGE.write_text(html, "utf-8")
    assert html == GOLDEN_PAGE.read_text("utf-8")


@pytest.mark.parametrize("where", [ROOT, None], ids=["this repository", "small"])
def test_every_rule_once(where: Path | None, root: Path) -> None:
    """Every standing rule has one place, whatever its stages, and every link inside leads to a place that is there."""
    html = edition(check(where or root, DAY), SETTING, IMPRINT)
    found = re.findall(r'<article id="([^"]+)">', html)
    assert sorted(found) == sorted(rule.id for rule in _rules(where or root))
    anchors = re.findall(r' id="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(anchors)
    assert {href.split("//")[0] for href in re.findall(r'href="([^"#]+)', html)} <= {"https:", "http:"}


def test_what_the_paper_says(built: tuple[Path, str]) -> None:
    """Force in words, bearer, timescale, source with its address, judgement and verification stand with every rule."""
    reader = pypdf.PdfReader(built[0] / "site/register.pdf")
    text = _flat("".join(page.extract_text() + "\n" for page in reader.pages))
    for rule in _rules(built[0]):
        assert text.count(f"{rule.title} {rule.id}") == 1, rule.id
        for authority in rule.authority:
            assert f"{authority.instrument}, {authority.provision}".replace(" ", "") in text.replace(" ", "")
            assert authority.url in text.replace(" ", "")
        if rule.timescale:
            assert rule.timescale.limit in text
    for words in ("Law: must", "Law: may", "Binds", "Left to judgement", "Not checked against its source."):
        assert words in text
    assert f"As at {long_date(DAY)}" in text
    assert "You may ask, as before (page " in text
    assert "The old way S-021 · Law: must, withdrawn · https://site.example/sub/statutory/S-021/" in text


def test_tagged_for_screen_readers(built: tuple[Path, str]) -> None:
    """It says its language and title, is tagged as PDF/UA-1, and the one figure has its words."""
    reader = pypdf.PdfReader(built[0] / "site/register.pdf")
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(r"pdfuaid:part(?:=\"|>)1", root["/Metadata"].get_data().decode())
    assert reader.metadata is not None
    assert reader.metadata.title == f"Register of rules: A small site, {long_date(DAY)}"
    tags: dict[str, int] = {}
    words = []

    def walk(element: Any) -> None:
        element = element.get_object()
        for one in element if isinstance(element, list) else [element]:
            held = one.get_object()
            if isinstance(held, dict):
                tags[str(held.get("/S"))] = tags.get(str(held.get("/S")), 0) + 1
                words.extend([held["/Alt"]] if "/Alt" in held else [])
                if "/K" in held:
                    walk(held["/K"])

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Art"} <= set(tags)
    assert (tags["/Figure"], words) == (1, ["A map of the area"])


def test_contents_and_bookmarks_agree(built: tuple[Path, str]) -> None:
    """Every stage and every rule has its bookmark, and the number in the contents is the page where it stands."""
    reader = pypdf.PdfReader(built[0] / "site/register.pdf")
    pages = [_flat(page.extract_text()) for page in reader.pages]
    first = next(i for i, page in enumerate(pages) if " Contents " in page)
    contents = re.sub(r"[ .]*\.[ .]+(?=\d)", " ", pages[first])
    marks = list(_outline(reader))
    assert [title for depth, title, _page in marks if depth == 0] == [
        "How to read the marks",
        "Contents",
        "Referral",
        "Enquiries",
        "Index by section",
        "Named here, and printed elsewhere",
    ]
    rules = {f"{rule.title} {rule.id}": rule.title for rule in _rules(built[0])}
    assert sorted(title for depth, title, _page in marks if depth == 1) == sorted(rules)
    for _depth, title, number in marks:
        assert title in pages[number - 1]
        if title in rules or title in {"Referral", "Enquiries", "Index by section"}:
            assert f"{rules.get(title, title)} {number}" in contents
    for number, page in enumerate(pages[1:], start=2):
        assert page.endswith(f" {number}"), "no page number at the foot"
        assert f"Register of rules, as at {long_date(DAY)}" in page


def test_the_register_leads_to_it_only_where_it_is(built: tuple[Path, str]) -> None:
    """The site's register links the paper when it was made; without --pdf there is neither, and the old one is gone."""
    root, said = built
    assert "Failed" not in said
    assert 'href="../register.pdf"' in (root / "site/register/index.html").read_text("utf-8")
    assert _build(root, "--site-dir", "other").returncode == 0
    assert "register.pdf" not in (root / "other/register/index.html").read_text("utf-8")
    assert not (root / "other/register.pdf").exists()


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (
            "raise ModuleNotFoundError(\"No module named 'weasyprint'\", name='weasyprint')",
            "the print edition needs weasyprint, which is not installed: python3 -m pip install 'rulewise[pdf]'; or ",
        ),
        (
            "print('long words of its own'); raise OSError('cannot load library libpango-1.0-0')",
            "on Debian or Ubuntu apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; or build without --pdf",
        ),
    ],
    ids=["no package", "no library"],
)
def test_what_is_missing_is_named(module: str, said: str, root: Path, tmp_path: Path) -> None:
    """Without what makes PDF nothing is published, the last site is as it was, and the way out is told."""
    lay(root, {"site/index.html": "the last good site"})
    lay(tmp_path, {"first/weasyprint.py": module})
    done = _build(root, "--pdf", before=tmp_path / "first")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.endswith("The last good site is as it was.\n")
    assert [file.name for file in (root / "site").iterdir()] == ["index.html"]
    assert not [one for one in root.iterdir() if ".rulewise-" in one.name]
    assert _build(root, before=tmp_path / "first").returncode == 0


def test_nothing_is_asked_of_anybody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A page that names other sites and other files of the machine is laid out without them."""
    (tmp_path / "secret.png").write_bytes(PIXEL)
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **_more: asked.append(words))
    pictures = {"pictures/map.png": tmp_path / "secret.png"}
    told: list[None] = []

    def images(source: str) -> int:
        html = f'<html lang="en"><title>x</title><link rel="stylesheet" href="{source}"><img alt="x" src="{source}">'
        made = Printer().pdf(html, folder="statutory", pictures=pictures, told_page=lambda: told.append(None))
        (tmp_path / "out.pdf").write_bytes(made)
        return sum(len(page.images) for page in pypdf.PdfReader(tmp_path / "out.pdf").pages)

    for refused in ("https://other.example/x.png", (tmp_path / "secret.png").as_uri(), "../secret.png", "/etc/passwd"):
        assert images(refused) == 0
    assert images("../pictures/map.png") == 1
    assert asked == []
    assert told
