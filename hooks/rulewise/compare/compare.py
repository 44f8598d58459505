"""Every change between two states of a corpus, in the order of ids."""

from collections.abc import Iterator

from rulewise.compare.authority import of_authorities, of_timescale
from rulewise.compare.body import of_body
from rulewise.compare.change import Change, Grade, Sort, in_order
from rulewise.compare.fields import Difference, listed, of_fields
from rulewise.compare.grades import arrival, departure
from rulewise.compare.states import States, entry_of
from rulewise.compare.terms import of_vocabulary
from rulewise.corpus import Corpus, Entry
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Kind

_KINDS = {Kind.PROFESSIONAL: "piece of advice", Kind.LOCAL: "local procedure"}


def compare(base: Corpus, head: Corpus) -> tuple[Change, ...]:
    """List what changed from ``base`` to ``head``; nothing for two states that say the same.

    Follows ids, so that a file that moved is one provision still. Entries that both states share are not looked at.
    """
    states = States(base, head)
    changes = list(of_vocabulary(base, head))
    for identifier in sorted(states.ids(), key=in_order):
        old, new = states.entries(identifier)
        if old is not new:
            changes += _of_entries(states, identifier, old, new)
    return (*changes, *_strays(states))


def _of_entries(states: States, identifier: Id, old: Entry | None, new: Entry | None) -> Iterator[Change]:
    entry = new or old
    if entry is None:
        return
    provision = (new and new.provision) or (old and old.provision)
    title = provision.title if provision else identifier
    for sort, grade, field, before, after, words in _differences(states, old, new):
        yield Change(identifier, sort, grade, entry.path, title, " ".join(words.split()), field, before, after)
    if old and new and old.path != new.path:
        words = f"the file moved: {old.path} → {new.path}"
        yield Change(identifier, Sort.RENAMED, Grade.NONE, new.path, title, words, "path", old.path, new.path)


def _differences(states: States, old: Entry | None, new: Entry | None) -> Iterator[Difference]:
    was, now = old.provision if old else None, new.provision if new else None
    if new is None:
        words = "the file is gone, and an id is for ever: withdraw it instead"
        before = was.summary if was else None
        yield Difference(Sort.REMOVED, departure(was) if was else Grade.MAY, "summary", before, None, words)
    elif now is None:
        if old is None or was or not _same_text(old, new):
            words = "cannot be read, so it cannot be compared; run `rulewise check`"
            yield Difference(Sort.UNREADABLE, Grade.MAY, "summary", was.summary if was else None, None, words)
    elif was is None:
        yield _arrival(states, now, mended=old is not None)
    elif old:
        yield from _between(states, was, now)
        yield from of_body(states.base, states.head, old, new, now)


def _same_text(old: Entry, new: Entry) -> bool:
    """Tell whether two files say the same, neither being usable; of what was not even text only problems are known."""
    if old.document and new.document:
        return old.document.text == new.document.text
    return old.document is new.document and old.problems == new.problems


def _arrival(states: States, now: Provision, *, mended: bool) -> Difference:
    if mended:
        return Difference(
            Sort.READABLE, arrival(now), "summary", None, now.summary, "can be read again, and could not before"
        )
    places = states.heirs.get(now.id)
    words = f"a new {described(now)}" + (f", in the place of {listed(places)}" if places else "")
    if now.withdrawn:
        words += ", withdrawn from the start"
    return Difference(Sort.ADDED, Grade.NONE if now.withdrawn else arrival(now), "summary", None, now.summary, words)


def described(provision: Provision) -> str:
    """Say in a few words what a provision is: “duty on local-authority (…)”, “piece of advice”."""
    if isinstance(provision, Statutory):
        first = provision.authority[0]
        return f"{first.force.value} on {listed(first.bearers)} ({first.instrument}, {first.provision})"
    return _KINDS.get(provision.kind, provision.kind.value)


def _between(states: States, was: Provision, now: Provision) -> Iterator[Difference]:
    if was.kind is not now.kind:
        words = f"{was.kind.value} text became {now.kind.value}: withdraw it and add another instead"
        yield Difference(Sort.RECLASSIFIED, arrival(now), "kind", was.kind.value, now.kind.value, words)
    elif isinstance(was, Statutory) and isinstance(now, Statutory):
        yield from of_authorities(was, now)
        yield from of_timescale(was, now)
    for difference in of_fields(was, now):
        yield _reclassified(states.head, was, now, difference) or difference


def _reclassified(head: Corpus, was: Provision, now: Provision, difference: Difference) -> Difference | None:
    """Return a withdrawal as what it is when a text of another kind takes its place."""
    heir = head.get(now.withdrawn.replaced_by or "") if now.withdrawn else None
    if difference.sort is not Sort.WITHDRAWN or heir is None or heir.kind is was.kind:
        return None
    words = f"{was.kind.value} text became {heir.kind.value}: withdrawn, and {heir.id} takes its place"
    grade = min(arrival(heir), departure(was), key=lambda one: one.rank)
    before, after = f"{was.id} ({was.kind.value})", f"{heir.id} ({heir.kind.value})"
    return Difference(Sort.RECLASSIFIED, grade, "withdrawn", before, after, words)


def _strays(states: States) -> Iterator[Change]:
    """Tell of changed files that no id leads to: those without one, and those with one that another file has."""
    for path, entry in sorted(states.head.by_path.items()):
        before = states.base.by_path.get(path)
        if before is entry or not _is_stray(states.head, entry):
            continue
        if before and _is_stray(states.base, before) and _same_text(before, entry):
            continue
        words = "has no id that can be read"
        if entry.claimed:
            first = entry_of(states.head, entry.claimed)
            words = f"has the id {entry.claimed}, which {first.path if first else 'another'} has already"
        yield Change(entry.claimed or path, Sort.UNREADABLE, Grade.MAY, path, path, f"{words}; run `rulewise check`")


def _is_stray(corpus: Corpus, entry: Entry) -> bool:
    return entry.claimed is None or entry_of(corpus, entry.claimed) is not entry
