"""What follows from a change: who must approve it, and what is to be read again because it leans on it."""

import datetime as dt
from typing import NamedTuple

from rulewise.compare.change import VOCABULARY, Change, Grade, in_order
from rulewise.compare.terms import vocabulary_of
from rulewise.corpus import Corpus
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Kind


def approvers(change: Change, base: Corpus, head: Corpus) -> tuple[str, ...]:
    """Return the bodies that must approve a change: who owned the text, who owns it now, who keeps the law.

    What the law says, and the vocabulary, is kept by the bodies that may own statutory text.
    """
    identifier = Id(change.id)
    owned = [provision for corpus in (base, head) if (provision := corpus.get(identifier))]
    found = [provision.owner for provision in owned]
    if change.id == VOCABULARY or any(provision.kind is Kind.STATUTORY for provision in owned):
        keepers = keepers_of_law(base, head)
        found += [] if set(keepers) & set(found) else keepers
    return tuple(dict.fromkeys(found))


def keepers_of_law(base: Corpus, head: Corpus) -> list[str]:
    """Return the bodies that may own statutory text."""
    vocabulary = vocabulary_of(base, head)
    return [body.id for body in vocabulary.bodies if Kind.STATUTORY in body.may_own] if vocabulary else []


class Leaning(NamedTuple):
    """What is to be read again: what rests on a page or names it, and what rests on that in turn."""

    near: tuple[Id, ...] = ()
    far: tuple[Id, ...] = ()


def leaning(change: Change, base: Corpus, head: Corpus) -> Leaning:
    """Return what leans on a changed provision and was not reviewed again: stale once the change is made.

    Nothing for a change that does nothing to practice. Where the provision is gone, what leant on it before. A rule
    that names advice does not lean on it.
    """
    if change.grade is Grade.NONE or change.id == VOCABULARY:
        return Leaning()
    identifier = Id(change.id)
    corpus = head if identifier in head.by_id else base
    itself, changed = corpus.get(identifier), head.get(identifier)
    near, far = [], []
    for found, way in corpus.leaning_on(identifier):
        if not _stale(base.get(found), head.get(found), changed.amended if changed else None):
            continue
        if len(way) > 1:
            far.append(found)
        elif isinstance(itself, Statutory) or not isinstance(corpus.get(found), Statutory):
            near.append(found)
    return Leaning(tuple(sorted(near, key=in_order)), tuple(sorted(far, key=in_order)))


def _stale(was: Provision | None, now: Provision | None, since: dt.date | None) -> bool:
    """Tell whether a text stands that nobody read again, or not since the day ``since``."""
    if was is None or now is None or now.withdrawn:
        return False
    return now.reviewed <= was.reviewed or (since is not None and now.reviewed < since)
