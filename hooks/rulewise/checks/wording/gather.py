"""What one file says with force, in numbers and at length: found once, file by file, and kept with the entry."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from rulewise.checks.wording.claims import Found, could_bind, could_soften, obligations, softenings
from rulewise.checks.wording.findings import check_finding
from rulewise.checks.wording.hints import Wanted, places
from rulewise.checks.wording.numbers import is_limit
from rulewise.checks.wording.soft import OPENING_EASE
from rulewise.corpus.entry import Amount, Claim, Entry
from rulewise.model.provision import Finding, Local, Professional, Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Force
from rulewise.source.body import headings_of, ids_in, visible
from rulewise.source.document import Document
from rulewise.source.flat import Flat, flatten
from rulewise.source.quantities import UNITS, quantities
from rulewise.source.sentences import Place, Prose, prose, read, stretches, without_quotations
from rulewise.source.shingles import signature

JUDGEMENT = "left to judgement"
"""The section in which should and may are at home."""

MOST = 300
"""Claims, amounts and problems of one file that are placed; no page for readers has as many."""

BINDING = frozenset({Force.DUTY, Force.PROHIBITION})
"""Forces that say must."""

IN_FRONT = (0, 0)
"""The line and column of an amount in the front matter: they are looked up when a message needs them."""

_PLAIN_ID = re.compile(r"\b(?:[SAC]-\d{3,}|[PM]-\d{2,}|L-[a-z0-9-]+-\d{2,})\b")
_CLAUSE = re.compile(
    r"; ?|, (?:and|but|so|while|whereas|yet) (?=(?:the|an?|every|each|all|any|no|both|most|your) (?:[\w'-]+ ){1,4}"
    r"(?:must|shall|ha(?:s|ve) to|is required|are required)\b)",
    re.IGNORECASE,
)
"""Where a clause begins that speaks for itself: of somebody else, with its own word of force."""
_WORD = re.compile(r"[a-z%]+")
_REGARDS = re.compile(
    r"\b(?:must|required to|duty to)\b[^.]{0,60}\b(?:consider\w*|regard|account|think|mind)\b", re.IGNORECASE
)


class Said(NamedTuple):
    """One sentence as the checks see it: words, the way back to their place, links, and whether choice is at home."""

    flat: Flat
    at: Callable[[int], tuple[int, int]]
    targets: tuple[Id, ...]
    words: list[str]
    """In small letters, without punctuation."""
    later: tuple[tuple[int, tuple[Id, ...]], ...] = ()
    """Where each clause after a semicolon begins in ``flat``, and the links from there on."""
    free: bool = False
    in_title: bool = False


def examine(entry: Entry) -> Entry:
    """Add to an entry what its text claims, counts and says at length, and what its own words get wrong."""
    document, provision = entry.document, entry.provision
    if document is None or provision is None or document.refused:
        return entry
    text, wanted = visible(document.body), _wanted(provision)
    said = [*_front(document, provision, wanted), *_body(document, provision, text, places(text, wanted))]
    problems = tuple(islice(check_finding(document, prose(text)), MOST)) if isinstance(provision, Finding) else ()
    judged = {(p.line, p.column) for p in problems}
    return replace(
        entry,
        claims=tuple(
            claim
            for claim in islice(_claims(provision, document, said, wanted), MOST)
            if (claim.line, claim.column) not in judged
        ),
        amounts=tuple(islice(_amounts(provision, said), MOST)) if wanted.counts else (),
        prints=signature(text),
        problems=(*entry.problems, *problems),
    )


def _front(document: Document, provision: Provision, wanted: Wanted) -> Iterator[Said]:
    both = f"{provision.title}.\n{provision.summary}"
    for field in ("title", "summary") if places(both, wanted) else ():
        text = str(getattr(provision, field))
        targets = tuple(Id(found) for found in _PLAIN_ID.findall(text))
        flat = flatten(without_quotations(text), 0, len(text))
        yield Said(flat, _front_place(document, field, text), targets, _WORD.findall(flat.text.lower()), in_title=True)


def _front_place(document: Document, field: str, text: str) -> Callable[[int], tuple[int, int]]:
    def at(offset: int) -> tuple[int, int]:
        line, column = document.place((field,))
        start = document.text.split("\n")[line - 1].find(text, column - 1)
        # A value folded over several lines has no one place for each of its words.
        return (line, start + 1 + offset) if start >= 0 else (line, column)

    return at


def _body(document: Document, provision: Provision, text: str, found: list[int]) -> Iterator[Said]:
    headings = headings_of(text) if found and isinstance(provision, Statutory) else []
    found = [*found, len(text)]
    for start, end in stretches(text, found[:-1]):
        section = next((h.text for h in reversed(headings) if h.level <= 2 and h.offset < start), "")  # noqa: PLR2004 - ##
        part = read(text[start:end], section)
        listed = _listed(part)
        for sentence in part.sentences:
            here = bisect_left(found, start + sentence.start)
            if sentence.place is Place.QUOTE or found[here] >= start + sentence.end:
                continue
            flat = flatten(part.own, sentence.start, sentence.end)
            around = [*sentence.around, *listed.get((sentence.start, sentence.end), ())]
            targets = _targets(part, around)
            later = tuple(
                (m.end(), _targets(part, [(flat.origin(m.start()), sentence.around[0][1]), *around[1:]]))
                for m in (_CLAUSE.finditer(flat.text) if targets else ())
            )
            free = sentence.section.casefold() == JUDGEMENT
            words = _WORD.findall(flat.text.lower())
            yield Said(flat, _body_place(document, flat, start), targets, words, later, free)


def _targets(part: Prose, stretches: Iterable[tuple[int, int]]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(Id(found) for a, b in stretches for found in ids_in(part.code_free[a:b])))


def _body_place(document: Document, flat: Flat, start: int) -> Callable[[int], tuple[int, int]]:
    return lambda offset: document.body_place(start + flat.origin(offset))


def _listed(text: Prose) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Find the items that each sentence opens a list for: a link in an item speaks for the words above it."""
    items: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for sentence in text.sentences:
        for opening in sentence.around[1:]:
            items.setdefault(opening, []).append((sentence.start, sentence.end))
    return items


def _claims(provision: Provision, document: Document, said: list[Said], wanted: Wanted) -> Iterator[Claim]:
    for one in said:
        found: list[Found] = []
        if wanted.binds and could_bind(one.words, one.flat.text):
            found += obligations(one.flat.text, one.words)
        if wanted.softens and not one.free and could_soften(one.words):
            found += [
                claim
                for claim in softenings(one.flat.text, one.words)
                if not (OPENING_EASE.match(claim.words) and _may_open_so(provision, document, one))
            ]
        for claim in found:
            targets = one.targets
            for start, links in one.later:
                # A clause that has its own words of force answers for them, and its link speaks for it alone.
                if start <= claim.offset and any(other.offset < start for other in found):
                    targets = links
            yield Claim(claim.sort.value, claim.words, *one.at(claim.offset), targets, one.in_title)


def _may_open_so(provision: Provision, document: Document, one: Said) -> bool:
    """Tell whether “Consider …” is at home: under a duty to consider, and in a title, which is often an imperative."""
    if not isinstance(provision, Statutory):
        return one.in_title
    ordered = any(authority.force in BINDING for authority in provision.authority)
    return (one.in_title and not ordered) or _REGARDS.search(document.body) is not None


def _wanted(provision: Provision) -> Wanted:
    counts = isinstance(provision, Statutory | Professional | Local)
    if isinstance(provision, Statutory):
        forces = {authority.force for authority in provision.authority}
        return Wanted(not BINDING & forces, softens=True, expects=Force.EXPECTATION not in forces, counts=counts)
    softens = isinstance(provision, Local | Finding)
    return Wanted(binds=True, softens=softens, expects=softens, counts=counts)


def _amounts(provision: Provision, said: Iterable[Said]) -> Iterator[Amount]:
    if isinstance(provision, Statutory) and provision.timescale:
        timescale = provision.timescale
        for quantity in quantities(timescale.limit):
            words = timescale.limit[quantity.start : quantity.end]
            yield Amount(
                quantity.amount, quantity.unit, words, f"{timescale.limit} from {timescale.starts}", *IN_FRONT, ()
            )
    for one in said:
        text = one.flat.text
        if UNITS.isdisjoint(one.words) or not (isinstance(provision, Statutory) or is_limit(text)):
            continue
        for quantity in quantities(text):
            words = text[quantity.start : quantity.end]
            yield Amount(quantity.amount, quantity.unit, words, text, *one.at(quantity.start), one.targets)
