"""The site as one file, unpacked and opened without a web server: all of it can be read and searched."""

import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from rulewise.site.swap import NotOurs
from rulewise.site.zipped import write_zip

pytestmark = pytest.mark.xdist_group("browser-3")

MOMENT = 1_795_305_600  # 22 November 2026
LINK = re.compile(r'<[^>]*\b(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="module")
def unpacked(real_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home folder of the real site, packed and unpacked."""
    folder = tmp_path_factory.mktemp("zip")
    write_zip(real_folder, folder / "guidance.zip", MOMENT, "https://site.example/sub/")
    with zipfile.ZipFile(folder / "guidance.zip") as packed:
        packed.extractall(folder)
    return folder / "guidance"


def test_from_the_home_page_to_a_moment(unpacked: Path, watched: Page) -> None:
    """Home, a search for a section, its rule and the step of the journey, with no fault and no request elsewhere."""
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.goto((unpacked / "index.html").as_uri())
    field = watched.get_by_role("searchbox")
    field.fill("what does the court look at in the permanence provisions")
    field.press("Enter")
    expect(watched.locator(".rw-search__results a").first).to_be_visible()
    field = watched.locator(".rw-search input[name=q]")
    field.fill("arrange for someone else to make them")
    rule = watched.locator(".rw-result", has_text="S-047")
    expect(rule.locator(".rw-result__excerpt")).to_contain_text("or arrange for someone else to make them")
    field.fill("s47")
    field.press("Enter")
    watched.locator(".rw-search__results a[href*=S-047]").click()
    expect(watched.locator("h1")).to_contain_text("Make enquiries")
    assert watched.url == (unpacked / "statutory/S-047/index.html").as_uri()
    watched.locator("main a[href*='stages/enquiries']").first.click()
    assert watched.url.startswith((unpacked / "stages/enquiries/index.html").as_uri())
    expect(watched.locator(".rw-offline")).to_have_text(
        re.compile(r"^You are reading a copy\. This copy is of \d+ \w+ 2026; the law may have changed since\. The site")
    )
    assert [url for url in asked if not url.startswith("file:")] == []


def test_the_page_about_copies(unpacked: Path, watched: Page) -> None:
    """Files cannot keep copies of themselves, and the page says where copies are kept."""
    watched.goto((unpacked / "offline/index.html").as_uri())
    expect(watched.locator(".rw-keep")).to_contain_text("You are reading a copy that somebody gave you as files.")


def test_every_page_says_that_it_is_a_copy(unpacked: Path) -> None:
    """No page can be taken for the site; editions of other days say their own day instead."""
    pages = [page for page in unpacked.rglob("*.html") if "as-at" not in page.relative_to(unpacked).parts]
    assert len(pages) > 300
    assert [page for page in pages if '<p class="rw-offline"><strong>' not in page.read_text("utf-8")] == []


def test_every_link_names_a_file(unpacked: Path) -> None:
    """On a file system a link to a folder shows a list of files, so none is left."""
    wrong = set()
    for page in unpacked.rglob("*.html"):
        for link in LINK.findall(page.read_text("utf-8")):
            path = unquote(unescape(link)).partition("#")[0].partition("?")[0]
            if path and ":" not in path and not (page.parent / path).is_file():
                wrong.add((page.relative_to(unpacked).as_posix(), link))
    assert wrong == set()


def test_same_site_same_bytes(small_folder: Path, tmp_path: Path) -> None:
    """Packed twice it is the same file, and nothing is left beside it."""
    for name in ("one", "two"):
        write_zip(small_folder, tmp_path / name / "guidance.zip", MOMENT, "")
    one, two = (tmp_path / name / "guidance.zip" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert list(one.parent.iterdir()) == [one]
    with zipfile.ZipFile(one) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2026, 11, 22, 0, 0, 0)}
        assert not {"guidance/sw.js", "guidance/offline.json", "guidance/404.html"} & set(packed.namelist())
    write_zip(small_folder, one, 0, "")
    with zipfile.ZipFile(one) as packed:
        assert packed.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_files_of_others_are_left_alone(small_folder: Path, tmp_path: Path) -> None:
    """A file that this command did not write is not replaced, be it a zip or not."""
    text, other = tmp_path / "thesis.zip", tmp_path / "photos.zip"
    text.write_text("no zip at all")
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("a.jpg", b"x")
    before = text.read_bytes(), other.read_bytes()
    for out in (text, other):
        with pytest.raises(NotOurs, match="is not from this command"):
            write_zip(small_folder, out, MOMENT, "")
    assert (text.read_bytes(), other.read_bytes()) == before
