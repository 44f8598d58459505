"""What the browser tests share: the published sites, one browser for each worker, and a page that is watched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from browser.sites import GUIDE, Site, build_once, ended_project, past_project, served, started
from browser.watch import Watch
from support import ROOT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "sites"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def real_folder(shared: Path) -> Path:
    """Publish this repository's own guidance, once in a run."""
    return build_once(ROOT, shared / "real")


@pytest.fixture(scope="session")
def small_folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a small corpus with rules and advice that ended, once in a run."""
    return build_once(ended_project(tmp_path_factory.mktemp("small")), shared / "small")


@pytest.fixture(scope="session")
def site(real_folder: Path) -> Iterator[Site]:
    """Serve the real site at the root of its address."""
    with served(real_folder) as found:
        yield found


@pytest.fixture(scope="session")
def below(real_folder: Path) -> Iterator[Site]:
    """Serve the real site under a sub-path."""
    with served(real_folder, GUIDE) as found:
        yield found


@pytest.fixture(scope="session")
def small(small_folder: Path) -> Iterator[Site]:
    """Serve the small site under the sub-path that its settings name."""
    with served(small_folder, GUIDE) as found:
        yield found


@pytest.fixture(scope="session")
def past(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Publish and serve a small site with a scripted history, and with an edition of an earlier day."""
    with served(build_once(past_project(tmp_path_factory.mktemp("past")), shared / "past"), GUIDE) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one browser for all tests of a worker."""
    with sync_playwright() as playwright:
        running = started(playwright)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a fresh profile of a laptop’s size that keeps no copies; nothing glides, and nothing waits for long."""
    made = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", service_workers="block"
    )
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """Open a page that fails its test at any error in it and any request to another address than its own."""
    page = context.new_page()
    watch = Watch(page)
    yield page
    assert watch.faults == []
