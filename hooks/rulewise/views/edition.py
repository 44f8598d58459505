"""The print edition of the register: every statutory rule in full, as one HTML page that can be laid out on paper."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from markupsafe import Markup

from rulewise.checks import Report
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.vocabulary import Stage
from rulewise.model.words import Kind
from rulewise.source.markdown import render
from rulewise.views import provision as page
from rulewise.views.compose import environment
from rulewise.views.marks import SHAPES, mark_of
from rulewise.views.setting import Setting
from rulewise.views.shelf import Shelf

NAMED = "named"
"""The anchor of the list of what is named here and not printed."""

_FOLDER = Kind.STATUTORY.folder
_HREF = re.compile(r'href="([^"]*)"')
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_MARK = re.compile(r'<svg class="rw-mark[^"]*"[^>]*><use href="#rw-([a-z]+)"></use></svg>')
_HEADING_ID = re.compile(r'(<h[1-6]) id="[^"]*"')
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Imprint:
    """What the cover says of the edition, besides the name of the site."""

    about: str
    """What the site is about; empty where nobody said."""
    commit: str | None
    changed: bool
    """Whether files differed from that commit."""


def edition(report: Report, setting: Setting, imprint: Imprint) -> str:
    """Return the whole edition as one HTML page; ValueError when the vocabulary could not be read."""
    if report.corpus.vocabulary is None:
        raise ValueError("the vocabulary could not be read")
    shelf = Shelf(report, report.corpus.vocabulary, setting)
    groups = list(_groups(shelf))
    rules = [rule for _title, _anchor, found in groups for rule in found]
    templates = environment(shelf)
    text = templates.get_template("edition-rule.md.j2")
    links = _Links(shelf, {rule.id for rule in rules})
    bodies = {rule.id: links.settled(render(text.render(context)).html) for rule, context in _contexts(shelf, rules)}
    context = {
        "setting": setting,
        "imprint": imprint,
        "day": shelf.as_at,
        "groups": groups,
        "bodies": {identifier: Markup(html) for identifier, html in bodies.items()},  # noqa: S704 - escaped there
        "marks": sorted({mark_of(rule) for rule in rules}, key=lambda mark: list(SHAPES).index(mark.shape)),
        "law": sum(mark_of(rule).edge == "law" for rule in rules),
        "expected": sum(mark_of(rule).edge == "exp" for rule in rules),
        "sections": _sections(rules),
        "named": [(other, links.outside(f"{other.kind.folder}/{other.id}.md")) for other in links.others()],
        "named_anchor": NAMED,
    }
    return _MARK.sub(r'<span class="mark mark-\1"></span>', templates.get_template("edition.html.j2").render(context))


def _groups(shelf: Shelf) -> Iterator[tuple[str, str, list[Statutory]]]:
    """Yield title, anchor and rules of each stage, every rule at the first of its stages."""
    by_stage: dict[str, list[Statutory]] = defaultdict(list)
    for rule in shelf.of(Statutory):
        if isinstance(rule, Statutory):
            by_stage[rule.stages[0] if rule.stages else ""].append(rule)
    stages: list[Stage] = list(shelf.vocabulary.stages)
    for title, identifier in [*((stage.title, stage.id) for stage in stages), ("Anywhere on the journey", "")]:
        if by_stage[identifier]:
            yield title, f"stage-{identifier or 'any'}", by_stage[identifier]


def _contexts(shelf: Shelf, rules: list[Statutory]) -> Iterator[tuple[Statutory, dict[str, Any]]]:
    for rule in rules:
        document = shelf.corpus.document(shelf.corpus.by_id[rule.id])
        if document:
            yield rule, page.context(shelf, rule, document)


def _sections(rules: list[Statutory]) -> list[tuple[str, list[tuple[str, Statutory]]]]:
    """List the sections of each instrument, in the order of their numbers, with the rule that rests on each."""
    found: dict[str, set[tuple[str, Id]]] = defaultdict(set)
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        for authority in rule.authority:
            found[authority.instrument].add((authority.provision, rule.id))
    return [
        (instrument, [(section, by_id[identifier]) for section, identifier in sorted(places, key=_by_number)])
        for instrument, places in sorted(found.items(), key=lambda item: item[0].casefold())
    ]


def _by_number(place: tuple[str, Id]) -> tuple[list[tuple[int, str]], Id]:
    """Sort section 9 before section 47, and section 47 before section 47A."""
    parts = _DIGITS.split(place[0].casefold())
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts], place[1]


class _Links:
    """Addresses on paper: a rule leads to its page here, and what is not printed to the list that names it."""

    def __init__(self, shelf: Shelf, printed: set[str]) -> None:
        self._corpus = shelf.corpus
        self._printed = printed
        self._address_of_site = shelf.setting.address
        self._named: set[str] = set()

    def settled(self, html: str) -> str:
        """Return the HTML of a rule with its links pointing to where they lead in the edition."""
        return _HREF.sub(lambda match: f'href="{self._address(match[1])}"', _HEADING_ID.sub(r"\1", html))

    def others(self) -> list[Provision]:
        """List what the rules name and the edition does not print, by kind and number."""
        found = [provision for i in sorted(self._named) if (provision := self._corpus.get(i))]
        return sorted(found, key=lambda provision: (list(Kind).index(provision.kind), provision.id))

    def outside(self, path: str) -> str:
        """Return where a page of the site stands, from the site's root where its own address is not known."""
        page = path.removesuffix(".md")
        return f"{self._address_of_site or '/'}{page.removesuffix('index').rstrip('/')}/"

    def _address(self, href: str) -> str:
        if not href or _ABSOLUTE.match(href):
            return href
        path, _, anchor = unescape(href).partition("#")
        target = posixpath.normpath(posixpath.join(_FOLDER, path))
        identifier = posixpath.basename(target).removesuffix(".md")
        if self._corpus.get(identifier):
            if identifier not in self._printed:
                self._named.add(identifier)
            return f"#{identifier}"
        address = self.outside(target) + (f"#{anchor}" if anchor else "")
        return escape(address) if self._address_of_site else f"#{NAMED}"
