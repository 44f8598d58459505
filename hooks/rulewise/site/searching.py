"""The search of a published site: its page, its index, and what of the theme it makes needless."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from rulewise.checks import Report
from rulewise.search import SitePage, search_files
from rulewise.views import Setting
from rulewise.views.shelf import Shelf

PAGE = "search/index.html"
"""The template of the search's own page, and where it is published."""

_THEME_SCRIPTS = "assets/javascripts/"


def prepare(config: MkDocsConfig, files: Files) -> None:
    """Publish the search's page; leave out the theme's scripts where nothing on the site uses them."""
    config.theme.static_templates.add(PAGE)
    if set(config.theme.get("features") or ()) <= {"navigation.tabs"} and not config.plugins.get("material/search"):
        for file in [file for file in files if file.src_uri.startswith(_THEME_SCRIPTS)]:
            files.remove(file)


def site_pages(files: Files, setting: Setting) -> tuple[SitePage, ...]:
    """Read the pages about the site that readers may search for. Raises `PluginError` for one that is not there."""
    pages = []
    for path in setting.search_pages:
        file = files.get_file_from_path(path)
        if file is None or not file.is_documentation_page():
            raise PluginError(f"extra.rulewise.search_pages names “{path}”, which is no page of the site")
        pages.append(SitePage(file.url, file.content_string))
    return tuple(pages)


def write_search(report: Report, setting: Setting, pages: tuple[SitePage, ...], site: Path) -> None:
    """Write the index; whatever goes wrong here stops the build."""
    if report.corpus.vocabulary is None:
        raise PluginError("the vocabulary could not be read, so nothing could be indexed")
    for path, text in search_files(Shelf(report, report.corpus.vocabulary, setting), pages):
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
