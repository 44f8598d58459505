"""What each commit did to each provision, as the changes that `rulewise.compare` tells apart."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rulewise.compare import Change, Grade, Sort, compare
from rulewise.corpus import Corpus, Entry
from rulewise.corpus.entry import make_entry
from rulewise.corpus.load import path_order
from rulewise.history.line import Commit
from rulewise.history.timeline import History, Version
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id

UNREAD = frozenset({Sort.KEYWORDS})
"""Changes to what stands on no page: the words by which one is found."""


@dataclass(frozen=True)
class Altered:
    """One provision changed by one commit; ``commit`` is None where only the text's own date tells of it."""

    day: dt.date
    id: Id
    title: str
    changes: tuple[Change, ...]
    roles: tuple[str, ...]
    """Whom the text binds or speaks to, before or after."""
    stages: tuple[str, ...]
    commit: Commit | None = None

    @property
    def grade(self) -> Grade:
        """The gravest of its changes."""
        return min((change.grade for change in self.changes), key=lambda grade: grade.rank)

    @property
    def is_read(self) -> bool:
        """Tell a change that readers can see from one that only the search does."""
        return any(change.sort not in UNREAD for change in self.changes)


@dataclass(frozen=True)
class Story:
    """A history with every text read and compared."""

    history: History

    @cached_property
    def altered(self) -> tuple[Altered, ...]:
        """What changed since guidance began here, from the oldest to the newest; the first commit changes nothing."""
        return tuple(self._altered())

    @cached_property
    def of(self) -> dict[tuple[Id, str], Altered]:
        """The same by id and commit."""
        return {(one.id, one.commit.id): one for one in self.altered if one.commit}

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """The file of each version, by hash; a text that has stayed since guidance began is not read."""
        pending = self.history.pending
        moved = [
            versions
            for versions in self.history.versions.values()
            if len(versions) > 1 or not self._first(versions) or versions[0].path in pending
        ]
        wanted = {version.blob: version.path for versions in moved for version in versions if version.blob}
        texts = self.history.read(sorted(wanted))
        return {blob: make_entry(wanted[blob], data) for blob, data in texts.items()}

    def texts_of(self, identifier: Id) -> list[Version]:
        """List the versions of an id in which readers see another text than in the one before."""
        altered = [
            (version, self.of.get((identifier, version.commit.id))) for version in self.history.texts_of(identifier)
        ]
        return [version for version, change in altered if change is None or change.is_read]

    def entry(self, version: Version) -> Entry | None:
        """Return the file of a version; None when it was taken away, or for an id that never changed."""
        return self._entries.get(version.blob or "")

    def _first(self, versions: tuple[Version, ...]) -> bool:
        return versions[0].commit is self.history.first

    def _altered(self) -> Iterator[Altered]:
        steps: dict[str, list[tuple[Version | None, Version]]] = defaultdict(list)
        for versions in self.history.versions.values():
            if not self._first(versions):
                steps[versions[0].commit.id].append((None, versions[0]))
            for before, after in pairwise(versions):
                steps[after.commit.id].append((before, after))
        for commit in self.history.line.commits:
            if found := steps.get(commit.id):
                base = self._corpus(before for before, _after in found)
                head = self._corpus(after for _before, after in found)
                yield from _by_id(commit, compare(base, head), base, head)

    def _corpus(self, versions: Iterable[Version | None]) -> Corpus:
        present = [(version.path, entry) for version in versions if version and (entry := self.entry(version))]
        entries = [entry for _path, entry in sorted(present, key=lambda one: path_order(one[0]))]
        return Corpus(self.history.root, tuple(entries), None, None, past=True)


def known_changes(story: Story, corpus: Corpus) -> tuple[Altered, ...]:
    """List every change that readers can see, from the oldest to the newest.

    Where the history is missing or cut short, the texts' own dates tell what they can of the time before.
    """
    history = story.history
    read = tuple(one for one in story.altered if one.is_read)
    if not history.gap:
        return read
    began = history.line.commits[0].day if history.line.commits else None
    return (*_from_dates(corpus, began), *read)


def of_role(changes: Iterable[Altered], role: str) -> list[Altered]:
    """List the changes to what binds or speaks to a role."""
    return [one for one in changes if role in one.roles]


def of_stage(changes: Iterable[Altered], stage: str) -> list[Altered]:
    """List the changes to what belongs to a stage."""
    return [one for one in changes if stage in one.stages]


def _from_dates(corpus: Corpus, before: dt.date | None) -> Iterator[Altered]:
    words = "amended; the history here does not tell how"
    amended = [(p.amended, p) for p in corpus.provisions() if p.amended and (before is None or p.amended < before)]
    for day, p in sorted(amended, key=lambda one: (one[0], one[1].id)):
        path = corpus.by_id[p.id].path
        change = Change(p.id, Sort.DATES, Grade.MAY, path, p.title, words, "amended", None, str(day))
        yield Altered(day, p.id, p.title, (change,), _readers(p), p.stages)


def _readers(provision: Provision) -> tuple[str, ...]:
    """Return the roles that a provision binds or speaks to."""
    bound = (
        [one for authority in provision.authority for one in authority.bearers]
        if isinstance(provision, Statutory)
        else []
    )

    return tuple(dict.fromkeys([*bound, *provision.roles]))


def _by_id(commit: Commit, changes: tuple[Change, ...], base: Corpus, head: Corpus) -> Iterator[Altered]:
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.id].append(change)
    for identifier, its in found.items():
        both = [provision for corpus in (base, head) if (provision := corpus.get(identifier))]
        roles = dict.fromkeys(role for provision in both for role in _readers(provision))
        stages = dict.fromkeys(stage for provision in both for stage in provision.stages)
        yield Altered(commit.day, Id(identifier), its[0].title, tuple(its), tuple(roles), tuple(stages), commit)
