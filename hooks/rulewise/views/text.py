"""Words as they stand on a page: escaped for Markdown, dated in full, linked from where they are."""

import datetime as dt
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from markupsafe import Markup

from rulewise.checks.pages import is_relative, target_path
from rulewise.corpus import Corpus
from rulewise.model.provision import Provision
from rulewise.source.body import Body, headings_of, lead, scan, without_comments
from rulewise.source.document import Document
from rulewise.source.escape import markdown_text


def long_date(day: dt.date) -> str:
    """Write a day as 22 November 2026."""
    return f"{day.day} {day:%B %Y}"


def page_of(provision: Provision) -> str:
    """Return the path of a provision's composed page, from the folder of all composed pages."""
    return f"{provision.kind.folder}/{provision.id}.md"


@lru_cache(maxsize=100_000)
def relative(page: str, target: str) -> str:
    """Return the address of the composed page ``target`` as written in ``page``."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


class Prose:
    """An authored body ready for a composed page: references defined, links re-written, cut at its headings."""

    def __init__(self, corpus: Corpus, document: Document, page: str) -> None:
        published = without_comments(document.body)
        found = scan(published)
        named = {reference.id: provision for reference in found.references if (provision := corpus.get(reference.id))}
        body = _rewritten(published, [*_links(corpus, document.path, found, page), *_titles(found, named)])
        headings = [heading for heading in headings_of(body) if heading.level == 2]  # noqa: PLR2004 - Markdown's ##
        self.lead = Markup(lead(body, headings).strip("\n"))  # noqa: S704 - what the checks let through
        self.sections = [
            (heading.text, Markup(body[heading.start : heading.end].strip("\n")))  # noqa: S704 - the same
            for heading in headings
        ]
        definitions = [f"[{i}]: {relative(page, page_of(provision))}" for i, provision in sorted(named.items())]
        self.definitions = Markup("\n".join(definitions))  # noqa: S704 - made of ids


def section_items(text: str) -> list[str]:
    """Return the words in bold with which the list items of a section begin, without their full stops."""
    return [match[1].rstrip(".:") for match in re.finditer(r"^[-*] \*\*(.+?)\*\*", text, re.MULTILINE)]


Change = tuple[int, int, str]
"""Where a piece of a body starts and ends, and what stands in its place."""


def _rewritten(body: str, changes: list[Change]) -> str:
    pieces, last = [], 0
    for start, end, text in sorted(changes):
        pieces += [body[last:start], text]
        last = end
    return "".join([*pieces, body[last:]])


def _links(corpus: Corpus, path: str, found: Body, page: str) -> Iterator[Change]:
    """Point links that were written against the source file at the composed pages."""
    for link in found.links:
        target = target_path(path, link.to) if is_relative(link.to) else None
        if target is None:
            continue
        entry = corpus.by_path.get(target)
        if entry and entry.provision:
            composed = page_of(entry.provision)
        else:
            composed = target.removeprefix("docs/").replace("guidance/", "pictures/", 1)
        anchor = link.to.partition("#")[2]
        address = relative(page, composed) + (f"#{anchor}" if anchor else "")
        yield link.offset, link.offset + len(link.to), address


def _titles(found: Body, named: dict[str, Provision]) -> Iterator[Change]:
    """Put titles in the place of bare references, since an id alone tells a reader nothing."""
    for reference in found.references:
        if reference.words is None and reference.id in named:
            title = markdown_text(named[reference.id].title)
            yield reference.start, reference.end, f"[{title}][{reference.id}]"


def picture_paths(corpus: Corpus, suffixes: tuple[str, ...], is_file: Callable[[str], bool]) -> list[str]:
    """List the pictures in the corpus that bodies show, as paths from the root."""
    found = set()
    for entry in corpus.entries:
        for destination in entry.destinations:
            target = target_path(entry.path, destination.to) if is_relative(destination.to) else None
            if target and target.lower().endswith(suffixes) and is_file(target):
                found.add(target)
    return sorted(found)
