"""The net ledger: what two states of a corpus ask of people, as sums."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from rulewise.compare.change import Change, Sort
from rulewise.compare.states import States
from rulewise.compare.substance import tokens
from rulewise.corpus import Corpus
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Force, Kind

ROWS = (*(force.value for force in Force), *(kind.value for kind in Kind if kind is not Kind.STATUTORY))
"""What is counted: rules by force, and every other kind; withdrawn text counts no longer."""


_OTHER_WORDS = frozenset({Sort.REWORDED, Sort.REWORDED_IN_FORM, Sort.TITLE})
_GONE = frozenset({Sort.REMOVED, Sort.WITHDRAWN, Sort.RECLASSIFIED})
_UNKNOWN = frozenset({Sort.READABLE, Sort.UNREADABLE})
"""Of what could not be read nobody can say what it asked."""


class Count(NamedTuple):
    """How many came and how many went."""

    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Sums of one comparison. ``unanswered`` are new duties and prohibitions that take nothing's place."""

    rows: dict[str, Count]
    words: Count
    unanswered: tuple[Id, ...]


def counted(provision: Provision) -> set[str]:
    """Return the rows in which a provision counts: a rule in one for each force that it has."""
    if provision.withdrawn:
        return set()
    if isinstance(provision, Statutory):
        return {authority.force.value for authority in provision.authority}
    return {provision.kind.value}


def ledger(base: Corpus, head: Corpus, changes: tuple[Change, ...]) -> Ledger:
    """Count what came and went between two states, ``changes`` being what was found between them."""
    states = States(base, head)
    came: Counter[str] = Counter()
    went: Counter[str] = Counter()
    unanswered = []
    readable = [change for change in changes if change.sort not in _UNKNOWN]
    for identifier in dict.fromkeys(Id(change.id) for change in readable):
        was, now = base.get(identifier), head.get(identifier)
        before, after = (counted(provision) if provision else set() for provision in (was, now))
        came.update(after - before)
        went.update(before - after)
        if (after - before) & {Force.DUTY, Force.PROHIBITION} and not before & {Force.DUTY, Force.PROHIBITION}:
            unanswered += [] if identifier in states.heirs else [identifier]
    rows = {row: Count(came[row], went[row]) for row in ROWS}
    return Ledger(rows, _words(base, head, changes), tuple(unanswered))


def _words(base: Corpus, head: Corpus, changes: tuple[Change, ...]) -> Count:
    """Count the words that came into texts and went out of them, whole texts among them."""
    came: Counter[str] = Counter()
    went: Counter[str] = Counter()
    for change in changes:
        if change.sort in _OTHER_WORDS:
            before, after = Counter(words_of(change.was or "")), Counter(words_of(change.now or ""))
            came += after - before
            went += before - after
        elif change.sort is Sort.ADDED:
            came.update(_whole(head, Id(change.id)))
        elif change.sort in _GONE and change.field != "kind":
            went.update(_whole(base, Id(change.id)))
    return Count(came.total(), went.total())


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a Markdown text."""
    return [word for word in tokens(text) if word.isalnum()]


def _whole(corpus: Corpus, identifier: Id) -> list[str]:
    entry = corpus.by_id.get(identifier)
    document = corpus.document(entry) if entry else None
    if entry is None or entry.provision is None or document is None:
        return []
    provision = entry.provision
    return words_of(f"{provision.title}\n\n{provision.summary}\n\n{document.body}")
