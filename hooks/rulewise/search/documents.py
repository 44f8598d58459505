"""What the search knows of each page: the words to find it by, what a result shows, and what it can be narrowed by."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markdown.extensions.toc import slugify

from rulewise.corpus import Corpus
from rulewise.model.provision import Finding, Local, Measure, Professional, Provision, Statutory
from rulewise.model.vocabulary import Term
from rulewise.source.body import without_comments, without_references
from rulewise.views.marks import Mark, mark_of
from rulewise.views.shelf import Shelf

FIELDS = ("title", "keywords", "terms", "source", "summary", "people", "time", "text")
"""Where words stand, in the order in which the index numbers them."""

LISTS = frozenset({"keywords", "terms"})
"""Fields that hold a list of phrases, one on each line."""

PAGE = Mark("About this site", "", "", "none")
GLOSSARY = Mark("Glossary", "", "", "none")
STEP = Mark("Step of the journey", "", "", "none")
ROLE = Mark("Role", "", "", "none")
ELSEWHERE = Mark("Not covered here", "", "", "none")

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|<[^<>]+>")
_SIGNS = re.compile(r"[#*_>`|]+")


class SitePage(NamedTuple):
    """A page about the site, as it is written."""

    address: str
    text: str


@dataclass(frozen=True)
class Found:
    """One page that can be found."""

    address: str
    mark: Mark
    title: str
    summary: str
    fields: dict[str, str]
    id: str = ""
    line: str = ""
    """Whom it binds or speaks to, and by when."""
    stages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    owner: str = ""
    board: str = ""
    amended: str = ""
    state: str = ""
    """Said of what binds or advises nobody: withdrawn, not law now, not law yet."""
    withdrawn: bool = False
    instruments: tuple[str, ...] = ()


def documents(shelf: Shelf, pages: tuple[SitePage, ...] = ()) -> list[Found]:
    """List all that can be found: provisions along the journey, those withdrawn, then pages that lead to them.

    Last come the topics that are not covered; they are no pages, but a question about one of them is answered by it.
    """
    named = _named(shelf.vocabulary.terms)
    ended = sorted((p for p in shelf.corpus.provisions() if p.is_withdrawn(shelf.as_at)), key=lambda p: p.id)
    found = [_provision(shelf, provision, named) for provision in [*shelf.standing, *ended]]
    return [*found, *_steps(shelf), *_glossary(shelf), *(_page(page) for page in pages), *_elsewhere(shelf)]


def _provision(shelf: Shelf, provision: Provision, named: dict[str, list[str]]) -> Found:
    vocabulary, words = shelf.vocabulary, _Words()
    roles = tuple(dict.fromkeys([*_bearers(provision), *provision.roles]))
    board = provision.board if isinstance(provision, Local) else ""
    limit = provision.timescale if isinstance(provision, Statutory) else None
    withdrawn = provision.is_withdrawn(shelf.as_at)
    words.add("title", provision.title)
    words.add("keywords", *provision.keywords)
    words.add("terms", *named.get(provision.id, ()))
    words.add("source", provision.id)
    if isinstance(provision, Statutory):
        words.add("source", *(f"{authority.provision} {authority.instrument}" for authority in provision.authority))
    if isinstance(provision, Finding):
        words.add("source", provision.review.method, provision.review.board)
    if isinstance(provision, Measure):
        words.add("source", provision.source)
    words.add("summary", provision.summary)
    words.add("people", *(vocabulary.role(role).title for role in roles))
    words.add("people", *(vocabulary.stage(stage).title for stage in provision.stages))
    words.add("people", vocabulary.board(board).title if board else "")
    if limit:
        words.add("time", limit.limit, limit.starts, "how long deadline time limit timescale")
    words.add("text", plain(shelf.corpus, _body(shelf, provision)))
    return Found(
        address=provision.address,
        mark=mark_of(provision),
        title=provision.title,
        summary=provision.summary,
        fields=words.joined(),
        id=provision.id,
        line=" · ".join(_line(shelf, provision)),
        stages=provision.stages,
        roles=roles,
        owner=provision.owner,
        board=board,
        amended=provision.amended.isoformat() if provision.amended else "",
        state="Withdrawn" if withdrawn else _state(shelf, provision),
        withdrawn=withdrawn,
        instruments=tuple(a.instrument for a in provision.authority) if isinstance(provision, Statutory) else (),
    )


def plain(corpus: Corpus, body: str) -> str:
    """Return the words of a body: a bare reference as the title that stands in its place on the page."""
    titled = re.sub(r"(?<!\])\[([A-Z]-[0-9A-Za-z-]+)\](?![\[(])", lambda m: _title(corpus, m[1]) or m[0], body)
    return _SIGNS.sub(" ", _LINK.sub(lambda m: f" {m[1] or ''} ", without_references(titled)))


class _Words:
    """The words of one page by field."""

    def __init__(self) -> None:
        self._fields: dict[str, list[str]] = defaultdict(list)

    def add(self, field: str, *texts: str) -> None:
        self._fields[field] += filter(None, texts)

    def joined(self) -> dict[str, str]:
        return {field: "\n".join(texts) for field, texts in self._fields.items()}


def _title(corpus: Corpus, identifier: str) -> str:
    provision = corpus.get(identifier)
    return provision.title if provision else ""


def _body(shelf: Shelf, provision: Provision) -> str:
    document = shelf.corpus.document(shelf.corpus.by_id[provision.id])
    return without_comments(document.body) if document else ""


def _bearers(provision: Provision) -> tuple[str, ...]:
    if not isinstance(provision, Statutory):
        return ()
    return tuple(dict.fromkeys(bearer for authority in provision.authority for bearer in authority.bearers))


def _line(shelf: Shelf, provision: Provision) -> Iterator[str]:
    def titles(roles: tuple[str, ...]) -> str:
        return ", ".join(shelf.vocabulary.role(role).title for role in roles)

    if isinstance(provision, Statutory):
        yield f"Binds: {titles(_bearers(provision))}"
        yield f"{provision.authority[0].instrument}, {provision.authority[0].provision}"
        if provision.timescale:
            yield f"By when: {provision.timescale.limit}"
    elif isinstance(provision, Professional) and provision.roles:
        yield f"Speaks to: {titles(provision.roles)}"
    elif isinstance(provision, Local):
        yield shelf.vocabulary.board(provision.board).title
    elif isinstance(provision, Finding):
        yield provision.review.method
    elif isinstance(provision, Measure):
        yield "A question, never a target"


def _state(shelf: Shelf, provision: Provision) -> str:
    if not isinstance(provision, Statutory):
        return ""
    authority = provision.authority[0]
    if authority.until and authority.until <= shelf.as_at:
        return "Not law now"
    return "Not law yet" if authority.in_force and authority.in_force > shelf.as_at else ""


def _named(all_terms: tuple[Term, ...]) -> dict[str, list[str]]:
    """Gather, for each id, the terms of the glossary that lead to it, in all their words."""
    named: dict[str, list[str]] = defaultdict(list)
    for term in all_terms:
        for identifier in term.see:
            named[identifier] += [term.term, *term.formerly, *term.also]
    return named


def _steps(shelf: Shelf) -> Iterator[Found]:
    for stage in shelf.vocabulary.stages:
        fields = {"title": stage.title, "summary": stage.summary}
        yield Found(f"stages/{stage.id}/", STEP, stage.title, stage.summary, fields, stages=(stage.id,))
    for role in shelf.vocabulary.roles:
        fields = {"title": role.title, "summary": role.summary}
        yield Found(f"roles/{role.id}/", ROLE, role.title, role.summary, fields, roles=(role.id,))


def _glossary(shelf: Shelf) -> Iterator[Found]:
    for term in shelf.vocabulary.terms:
        fields = {"title": term.term, "keywords": "\n".join([*term.formerly, *term.also]), "summary": term.means}
        yield Found(f"glossary/#{slugify(term.term, '-')}", GLOSSARY, term.term, term.means, fields)


def _elsewhere(shelf: Shelf) -> Iterator[Found]:
    for topic in shelf.vocabulary.elsewhere:
        yield Found("", ELSEWHERE, topic.title, "", {"title": topic.title, "keywords": "\n".join(topic.say)})


def _page(page: SitePage) -> Found:
    title, _, text = page.text.strip().partition("\n")
    title, text = title.lstrip("# ").strip(), _SIGNS.sub(" ", _LINK.sub(lambda m: f" {m[1] or ''} ", text))
    summary = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return Found(page.address, PAGE, title, summary, {"title": title, "summary": summary, "text": text})
