"""Two sites in one list of results: told apart, cut off from one another, and harmless when the other means ill."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.hosts import Host, running
from browser.sites import GUIDE, build_once, ended_project

pytestmark = pytest.mark.xdist_group("browser-3")

CORS = {"Access-Control-Allow-Origin": "*"}


@pytest.fixture(scope="module")
def other(real_folder: Path) -> Iterator[Host]:
    """Serve the real site, for other sites to read."""
    with running(Host(real_folder, GUIDE, headers=CORS)) as found:
        yield found


@pytest.fixture(scope="module")
def own(other: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Serve a small site that searches the real one too."""
    root = ended_project(tmp_path_factory.mktemp("two") / "project")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"extra: {{rulewise: {{also_search: [{{title: The <county>, url: '{other.url}'}}]}}}}\n")
    with running(Host(build_once(root, root.parent / "site"))) as found:
        yield found


@pytest.fixture(autouse=True)
def _restored(other: Host) -> Iterator[None]:
    """Give the other host back as it was."""
    before = other.folder
    yield
    other.folder, other.is_down, other.delay, other.headers = before, False, 0.0, CORS


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a page that may ask another site."""
    return context.new_page()


def _search(page: Page, own: Host, words: str) -> None:
    page.goto(f"{own.url}search/")
    field = page.locator(".rw-search input[name=q]")
    field.press_sequentially(words)
    expect(page.locator(".rw-search__status")).to_contain_text("result")


def _other_folder(other: Host, folder: Path, change: Callable[[Path], None]) -> None:
    """Let the other host serve its site with files of its search changed."""
    other.folder = shutil.copytree(other.folder, folder / "other")
    change(other.folder / "search")


def test_one_list_of_two_sites(own: Host, other: Host, page: Page) -> None:
    """Each result says from which site it is and leads there; facets count both; what is typed is not sent."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _search(page, own, "make enquiries")
    theirs = page.locator(".rw-result", has_text="The <county>")
    expect(theirs.first).to_be_visible()
    expect(page.locator(".rw-source", has_text="Small").first).to_be_visible()
    for link in theirs.locator("a").evaluate_all("links => links.map(link => link.href)"):
        assert link.startswith(other.url)
    expect(page.locator(".rw-search")).to_contain_text(
        "This search also looks in The <county>. What you type is not sent there"
    )
    police = page.get_by_role("checkbox", name="Police officer")
    assert police.count() == 1
    listed = page.locator(".rw-result").count()
    elsewhere = [url for url in asked if not url.startswith(own.url)]
    assert elsewhere
    assert all(url.startswith(f"{other.url}search/") and url.endswith(".json") for url in elsewhere)
    page.locator(".rw-search__sort").select_option("amended")
    expect(page.locator(".rw-result")).to_have_count(listed)
    theirs.locator("a").first.click()
    assert page.url.startswith(other.url)


def test_in_the_header(own: Host, other: Host, page: Page) -> None:
    """The few results at the top of every page say where they are from as well."""
    page.goto(f"{own.url}statutory/S-001/")
    page.locator(".rw-header input[name=q]").press_sequentially("strategy discussion")
    found = page.locator(".rw-hits li", has_text="The <county>")
    expect(found.first).to_be_visible()
    assert str(found.locator("a").first.get_attribute("href")).startswith(other.url)


def test_the_other_is_out_of_reach(own: Host, other: Host, page: Page) -> None:
    """Without the other site the own results stand as ever, and the page says what is missing."""
    other.is_down = True
    _search(page, own, "enquiries")
    note = page.get_by_text("The <county> cannot be reached just now; nothing from there is listed.")
    expect(note).to_be_visible()
    assert page.locator(".rw-result").count() > 0
    expect(page.locator(".rw-result", has_text="The <county>")).to_have_count(0)


def test_the_other_is_slow(own: Host, other: Host, page: Page) -> None:
    """Own results do not wait for the other site; its own come when they come."""
    other.delay = 1.0
    _search(page, own, "enquiries")
    expect(page.locator(".rw-result", has_text="The <county>")).to_have_count(0)
    expect(page.locator(".rw-result", has_text="The <county>").first).to_be_visible()


def test_the_other_lets_nobody_read(own: Host, other: Host, page: Page) -> None:
    """A site that allows no other to read it counts as out of reach."""
    other.headers = {}
    _search(page, own, "enquiries")
    expect(page.get_by_text("cannot be reached just now")).to_be_visible()


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"parts": "../../secret"},
        {"count": 10**9},
        {"lengths": 7},
        {"facets": {}},
        {"titles": None},
        {"shards": [{}]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_index_that_is_not_ours(
    change: dict[str, object], own: Host, other: Host, page: Page, tmp_path: Path
) -> None:
    """An index of another version, or no index at all, is left aside, and the own search works."""

    def spoil(search: Path) -> None:
        base = json.loads((search / "base.json").read_text("utf-8"))
        (search / "base.json").write_text(json.dumps({**base, **change}), "utf-8")

    _other_folder(other, tmp_path, spoil)
    _search(page, own, "enquiries")
    expect(page.get_by_text("cannot be reached just now")).to_be_visible()
    assert page.locator(".rw-result").count() > 0


def test_the_other_means_ill(own: Host, other: Host, page: Page, tmp_path: Path) -> None:
    """What another site sends is shown as text, and its links lead into that site and nowhere else."""
    evil = '<img src=x onerror="document.title=1"><b>x'

    def spoil(search: Path) -> None:
        for part in search.glob("*/r*.json"):
            rows = json.loads(part.read_text("utf-8"))
            where = ["javascript:document.title=1", "https://evil.example/", "//evil.example/", "../../../out"]
            part.write_text(json.dumps([[evil, where[i % 4], evil, evil, evil, ""] for i in range(len(rows))]), "utf-8")
        base = json.loads((search / "base.json").read_text("utf-8"))
        for mark in base["facets"]["mark"][0]:
            mark.update(word=evil, shape='x" onload="document.title=1', edge="x onload=1")
        (search / "base.json").write_text(json.dumps(base), "utf-8")

    _other_folder(other, tmp_path, spoil)
    _search(page, own, "enquiries")
    theirs = page.locator(".rw-result", has_text="The <county>")
    expect(theirs.first).to_contain_text(evil)
    assert page.locator(".rw-search :is(img, b)").count() == 0
    assert set(theirs.locator("a").evaluate_all("links => links.map(link => link.href)")) == {other.url}
    assert page.title() != "1"


def test_the_policy_names_the_other_site_alone(own: Host, other: Host, small_folder: Path) -> None:
    """Scripts may ask the other site’s origin when it is configured, and no other site ever."""
    origin = f"http://127.0.0.1:{other.port}"
    for page in own.folder.rglob("*.html"):
        assert f"connect-src 'self' {origin};" in page.read_text("utf-8")
    for page in small_folder.rglob("*.html"):
        html = page.read_text("utf-8")
        assert "connect-src 'self';" in html
        assert "data-sites" not in html
