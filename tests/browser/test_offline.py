"""Reading without a connection: what stays on the device, what is said of it, and that two versions never mix."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.hosts import Host, running
from browser.sites import GUIDE
from conftest import DAY
from rulewise.site.offline import LIST, WORKER, write_offline
from rulewise.views.text import long_date

pytestmark = pytest.mark.xdist_group("browser-3")

SHOWN_DAY = long_date(DAY)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a phone that lets sites keep copies."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def host(small_folder: Path) -> Iterator[Host]:
    """Serve the small site under a sub-path, on a host that can go down."""
    with running(Host(small_folder, GUIDE)) as found:
        yield found


def _ready(page: Page) -> None:
    """Wait until the worker answers for this window."""
    page.evaluate(
        """() => new Promise(done => navigator.serviceWorker.controller ? done()
             : navigator.serviceWorker.addEventListener("controllerchange", () => done()))"""
    )


def _kept(page: Page) -> list[str]:
    """Return the addresses of all that is kept, by the name of its cache."""
    return page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async name =>
             (await (await caches.open(name)).keys()).map(key =>
               `${name.split(" ").slice(2).join(" ")} ${new URL(key.url).pathname}`)
           ))).flat().sort()"""
    )


def _wholes(page: Page) -> list[str]:
    """Return the builds that are kept whole."""
    return [one.split()[1] for one in _kept(page) if one.endswith(f"/{LIST}")]


def _keep_whole(page: Page, host: Host) -> None:
    page.goto(f"{host.url}offline/")
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.locator(".rw-keep [role=status]")).to_have_text(
        "The whole site is kept. It can be read without a connection."
    )


def test_a_page_that_was_read_can_be_read_again(page: Page, host: Host) -> None:
    """Without a connection the copy is shown and says of which day it is; with one it is the page itself."""
    page.goto(host.url)
    _ready(page)
    page.goto(f"{host.url}statutory/S-001/?from=home")
    line = page.locator(".rw-offline")
    expect(line).to_be_hidden()
    host.is_down = True
    page.goto(f"{host.url}statutory/S-001/")
    expect(line).to_be_visible()
    assert line.inner_text() == (
        f"You are offline. This copy is of {SHOWN_DAY}; the law may have changed since. What is kept here"
    )
    assert page.locator("h1").inner_text()
    page.mouse.wheel(0, 2000)
    expect(line).to_be_in_viewport(ratio=1)
    page.emulate_media(media="print")
    expect(line).to_be_visible()
    page.emulate_media(media="screen")
    host.is_down = False
    page.reload()
    expect(line).to_be_hidden()


def test_a_page_that_is_not_kept(page: Page, host: Host) -> None:
    """A page that was never read leads to the page about copies, which names it as text."""
    page.goto(host.url)
    _ready(page)
    host.is_down = True
    page.goto(f"{host.url}statutory/<b>S-777/")
    assert page.url.startswith(f"{host.url}offline/?page=")
    expect(page.locator(".rw-keep")).to_contain_text("is not kept here: statutory/%3Cb%3ES-777/")
    expect(page.locator(".rw-keep b")).to_have_count(0)
    expect(page.locator(".rw-keep [role=status]")).to_have_text("There is no connection, so nothing can be added.")


def test_law_is_read_from_the_network(page: Page, host: Host, tmp_path: Path) -> None:
    """A page that has changed is never shown from its copy while there is a connection."""
    page.goto(host.url)
    _ready(page)
    page.goto(f"{host.url}statutory/S-001/")
    host.folder = shutil.copytree(host.folder, tmp_path / "site")
    changed = host.folder / "statutory/S-001/index.html"
    changed.write_text(changed.read_text("utf-8").replace("<h1", "<h1 id=changed", 1), "utf-8")
    page.goto(f"{host.url}statutory/S-001/")
    expect(page.locator("#changed")).to_be_visible()


def test_a_connection_too_slow(page: Page, host: Host) -> None:
    """A page that does not come is shown as the copy that it is."""
    page.goto(host.url)
    _ready(page)
    page.goto(f"{host.url}register/")
    host.delay = 60
    page.goto(f"{host.url}register/", wait_until="domcontentloaded")
    expect(page.locator(".rw-offline")).to_be_visible()
    host.delay = 0


def test_the_whole_site(page: Page, host: Host) -> None:
    """Its size is told first; once it is kept every page can be read and found; and it can be removed."""
    page.goto(f"{host.url}offline/")
    _ready(page)
    button = page.get_by_role("button", name="Keep the whole site")
    size = f"{json.loads((host.folder / LIST).read_text('utf-8'))['bytes'] / 1e6:.1f} MB"
    expect(button).to_have_text(f"Keep the whole site as of {SHOWN_DAY} ({size})")
    _keep_whole(page, host)
    expect(page.locator(".rw-keep")).to_contain_text(f"The whole site, as of {SHOWN_DAY}:")
    host.is_down = True
    for path in ("statutory/S-003/", "register/", "roles/police/", ""):
        page.goto(host.url + path)
        expect(page.locator(".rw-offline")).to_be_visible()
        assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length)")
    page.goto(f"{host.url}search/?q=make+enquiries")
    expect(page.locator(".rw-search__results a").first).to_have_text("Make enquiries")
    page.goto(f"{host.url}search/?q=whom+to+speak+with+first")
    expect(page.locator(".rw-result__excerpt").first).to_have_text("… Whom to speak with first.")
    page.goto(f"{host.url}statutory/S-003")
    assert page.url == f"{host.url}statutory/S-003/"
    page.goto(f"{host.url}offline/")
    page.get_by_role("button", name="Remove all that is kept").click()
    expect(page.locator(".rw-keep [role=status]")).to_contain_text("All is removed")
    assert _kept(page) == []
    host.is_down = False
    page.goto(host.url)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_keeping_is_broken_off_and_taken_up(page: Page, host: Host) -> None:
    """A lost connection says so, keeps nothing half for whole, and what came is not fetched again."""
    page.goto(f"{host.url}offline/")
    _ready(page)
    page.get_by_role("button", name="Keep the whole site").wait_for()
    page.route("**/statutory/S-003/", lambda route: route.abort())
    page.get_by_role("button", name="Keep the whole site").click()
    expect(page.locator(".rw-keep [role=status]")).to_contain_text("Keeping the site was broken off.")
    assert _wholes(page) == []
    page.unroute_all()
    host.asked.clear()
    _keep_whole(page, host)
    assert "/statutory/S-003/" in host.asked
    assert host.asked.count("/statutory/S-001/") == 0


def test_a_new_version_is_taken_whole(page: Page, host: Host, tmp_path: Path) -> None:
    """A new version takes the place of a kept site in one step, fetches only what changed, and the old one goes."""
    _keep_whole(page, host)
    before = _wholes(page)
    assert len(before) == 1
    host.folder = shutil.copytree(host.folder, tmp_path / "site")
    _change(host.folder, "statutory/S-001", "register")
    (host.folder / "register").rename(tmp_path / "lost")  # the new version can't be had whole
    _updated(page)
    assert _wholes(page) == before
    host.is_down = True
    page.goto(f"{host.url}statutory/S-001/")
    expect(page.locator("#new")).to_have_count(0)
    host.is_down = False
    (tmp_path / "lost").rename(host.folder / "register")
    host.asked.clear()
    page.goto(host.url)
    _updated(page)
    assert "/register/" in host.asked
    assert "/statutory/S-003/" not in host.asked
    assert len(_wholes(page)) == 1
    assert _wholes(page) != before
    host.is_down = True
    page.goto(f"{host.url}statutory/S-001/")
    expect(page.locator("#new")).to_be_visible()
    expect(page.locator(".rw-offline")).to_be_visible()


def test_a_new_version_renews_what_was_read(page: Page, host: Host, tmp_path: Path) -> None:
    """Copies of pages that were read come along into a new version, as it has them."""
    page.goto(host.url)
    _ready(page)
    page.goto(f"{host.url}statutory/S-001/")
    page.wait_for_load_state("networkidle")
    host.folder = shutil.copytree(host.folder, tmp_path / "site")
    _change(host.folder, "statutory/S-001")
    _updated(page)
    host.is_down = True
    page.goto(f"{host.url}statutory/S-001/")
    expect(page.locator("#new")).to_be_visible()


def test_the_words_of_a_search_are_not_kept(page: Page, host: Host) -> None:
    """No address that is kept holds what somebody typed."""
    page.goto(host.url)
    _ready(page)
    page.goto(f"{host.url}register/?q=something+private")
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async name => "
        "(await (await caches.open(name)).keys()).map(key => key.url)))).flat()"
    )
    assert any(url.endswith("/register/") for url in kept)
    assert not [url for url in kept if "private" in url]


def test_a_reading_that_goes_on_offline(page: Page, host: Host) -> None:
    """A page that is open when the connection goes says so at once."""
    page.goto(host.url)
    line = page.locator(".rw-offline")
    page.context.set_offline(True)
    expect(line).to_be_visible()
    page.context.set_offline(False)
    expect(line).to_be_hidden()


def _updated(page: Page) -> None:
    """Have the browser look for a new version, and wait until its worker works or was refused."""
    page.evaluate(
        """async () => {
             const all = await navigator.serviceWorker.getRegistration();
             const found = await all.update();
             const coming = found.installing || found.waiting;
             if (coming) await new Promise(done => coming.addEventListener("statechange", () =>
               ["activated", "redundant"].includes(coming.state) && done()));
           }"""
    )


def _change(folder: Path, *pages: str) -> None:
    """Publish other headings on some pages, with a list and a worker that fit."""
    for name in pages:
        file = folder / name / "index.html"
        file.write_text(file.read_text("utf-8").replace("<h1", '<h1 id="new"', 1), "utf-8")
    for name in (LIST, WORKER):
        (folder / name).unlink()
    write_offline(folder, DAY.isoformat())
