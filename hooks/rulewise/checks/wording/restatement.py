"""WD003: a passage that another provision says already, nearly word for word, and that will drift from it.

Pages that share hashes of their words are found through one index, each held against the first page that says it, so
that the cost grows with the corpus and not with its square. Only pages that share enough of them are read again,
and their sentences compared.
"""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rulewise.corpus import Corpus, Entry
from rulewise.model.problem import Problem
from rulewise.model.words import Kind
from rulewise.source.document import FENCE, decode
from rulewise.source.files import read_bytes
from rulewise.source.sentences import Place, Prose, Sentence, prose
from rulewise.source.shingles import DIGITS, TOGETHER, plainly, unpack

ALIKE = 86
"""How alike two sentences are to be near-copies, of 100."""
SHARED = 0.7
"""How many of a sentence's words its copy has at least, of 1: with fewer, pages only share a turn of phrase."""
SHORTEST = 12
"""Words in a sentence that can be a copy; shorter ones are terms of art and turns of phrase."""
LONG = 100
"""Characters that one repeated sentence has to have, to be more than a formula (“this duty is the council's”)."""
LONG_TOGETHER = 180
"""Characters that several repeated sentences have to have."""
MOST_READ = 250
"""Pairs of pages that one run reads again, those that share most before others."""

_ORDER = (Kind.STATUTORY, Kind.PRINCIPLE, Kind.PROFESSIONAL, Kind.MEASURE, Kind.FINDING, Kind.LOCAL)
"""Whose text a passage is when two kinds share it."""


class Passage(NamedTuple):
    """A sentence long enough to be a copy; offsets are those of the body."""

    start: int
    end: int
    words: str


def check_corpus(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Report each page that repeats sentences of another, once for each page that it repeats."""
    wordings = lru_cache(maxsize=512)(lambda path: _wordings(corpus, corpus.by_path[path]))
    passages = lru_cache(maxsize=512)(lambda path: _passages(corpus, corpus.by_path[path]))
    for copy, original in _pairs(corpus, as_at):
        if not _share_words(wordings(copy.path), wordings(original.path)):
            continue
        repeated = list(_repeated(passages(copy.path), passages(original.path)))
        if repeated:
            yield from _problem(corpus, copy, original, repeated)


def _pairs(corpus: Corpus, as_at: dt.date) -> list[tuple[Entry, Entry]]:
    """List the pages that may repeat a passage, each with the page whose it is."""
    rank = {kind: i for i, kind in enumerate(_ORDER)}
    standing = [
        (rank[entry.provision.kind], entry.provision.id, entry)
        for entry in corpus.by_id.values()
        if entry.prints and entry.provision and not entry.provision.is_withdrawn(as_at)
    ]
    standing.sort(key=lambda item: item[:2])
    pages = [entry for _rank, _id, entry in standing]
    hashes = unpack(entry.prints for entry in pages)
    repeated = {value for value, times in Counter(hashes).items() if times > 1}
    ends = list(accumulate(len(entry.prints) // DIGITS for entry in pages))
    first: dict[int, int] = {}
    shared: Counter[tuple[int, int]] = Counter()
    for i, value in enumerate(hashes):
        if value in repeated:
            page = bisect_right(ends, i)
            original = first.setdefault(value, page)
            if original != page:
                shared[page, original] += 1
    found = sorted(shared, key=lambda pair: (-shared[pair], pair))[:MOST_READ]
    return [(pages[copy], pages[original]) for copy, original in found]


def _wordings(corpus: Corpus, entry: Entry) -> list[frozenset[bytes]]:
    """Return the words of each long sentence: all that is needed to see that two pages only share a turn of phrase."""
    data = read_bytes(corpus.root, entry.path) if entry.document is None else b""
    text = decode(entry.path, data) if isinstance(data, bytes) else ""
    body = entry.document.body if entry.document else text.partition(f"\n{FENCE}\n")[2] if isinstance(text, str) else ""
    return [frozenset(sentence.split()) for sentence in plainly(body) if len(sentence) >= TOGETHER]


def _share_words(copy: list[frozenset[bytes]], original: list[frozenset[bytes]]) -> bool:
    return any(len(mine & theirs) > SHARED * max(len(mine), len(theirs)) for mine in copy for theirs in original)


def _passages(corpus: Corpus, entry: Entry) -> list[Passage]:
    document = corpus.document(entry)
    if document is None:
        return []
    text = prose(document.body)
    return [
        Passage(sentence.start, sentence.end, words)
        for sentence in text.sentences
        if sentence.place not in {Place.QUOTE, Place.HEADING}
        and len((words := " ".join(text.plain[sentence.start : sentence.end].lower().split())).split()) >= SHORTEST
        and _is_own(text, sentence)
    ]


def _is_own(text: Prose, sentence: Sentence) -> bool:
    """Tell whether a sentence is more than half the page's own words; quoting is not copying."""
    own = text.own[sentence.start : sentence.end]
    return len(own.split()) * 2 > len(text.plain[sentence.start : sentence.end].split())


def _repeated(copy: list[Passage], original: list[Passage]) -> Iterator[tuple[Passage, Passage]]:
    from rapidfuzz import fuzz, process  # only where pages share something, which is rare

    said = [passage.words for passage in original]
    for passage in copy:
        best = process.extractOne(passage.words, said, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best:
            yield passage, original[best[2]]


def _problem(
    corpus: Corpus, copy: Entry, original: Entry, repeated: list[tuple[Passage, Passage]]
) -> Iterator[Problem]:
    lengths = [passage.end - passage.start for passage, _ in repeated]
    here, there = corpus.document(copy), corpus.document(original)
    provision = original.provision
    if (max(lengths) < LONG and sum(lengths) < LONG_TOGETHER) or here is None or there is None or provision is None:
        return
    mine, theirs = repeated[0]
    words = here.body[mine.start : mine.end]
    if len(repeated) == 1 and provision.id in words:
        return  # one sentence that links to the page whose words it uses leads its reader there
    line, column = here.body_place(mine.start)
    other_line, _column = there.body_place(theirs.start)
    many = "this sentence repeats"
    if len(repeated) > 1:
        many = f"this and {len(repeated) - 1} more sentence{'s' if len(repeated) > 2 else ''} repeat"  # noqa: PLR2004 - more than one more
    message = f"{many} {provision.id} ({provision.title}), at {original.path}:{other_line}, nearly word for word"
    hint = (
        "link instead, so that there is one text to keep right: "
        f"[{provision.title}][{provision.id}]; keep here only what is your own"
    )
    yield Problem(copy.path, line, column, "WD003", message, hint, words.split("\n")[0])
