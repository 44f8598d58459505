"""All provisions with the vocabulary, indexed, with links both ways."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rulewise.corpus.entry import Entry
from rulewise.model.problem import Problem
from rulewise.model.provision import Provision
from rulewise.model.values import Id
from rulewise.model.vocabulary import Vocabulary
from rulewise.source.document import Document, read_document
from rulewise.source.files import read_bytes

TEXT = "text"
"""The field of a link that stands in a body."""


class Link(NamedTuple):
    """One provision leaning on another: through a field of the front matter, or in its text."""

    source: Id
    field: str
    target: Id


@dataclass(frozen=True)
class Corpus:
    """A folder of guidance as it was read. ``vocabulary`` is None when its file can't be used.

    ``problems`` are those of the folder and the vocabulary; each entry has its own.
    """

    root: Path
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary | None
    vocabulary_document: Document | None
    problems: tuple[Problem, ...] = ()
    past: bool = False
    """It is a state that git keeps: what the folder holds now is not its text."""

    @cached_property
    def by_id(self) -> dict[Id, Entry]:
        """The entries that hold a provision; of two with one id, the first by path."""
        index: dict[Id, Entry] = {}
        for entry in self.entries:
            if entry.provision:
                index.setdefault(entry.provision.id, entry)
        return index

    @cached_property
    def claimed(self) -> dict[Id, Entry]:
        """The first entry that gives itself each id, broken files included."""
        index: dict[Id, Entry] = {}
        for entry in self.entries:
            if entry.claimed:
                index.setdefault(entry.claimed, entry)
        return index

    @cached_property
    def by_path(self) -> dict[str, Entry]:
        """The entries by path from the root."""
        return {entry.path: entry for entry in self.entries}

    @cached_property
    def _provisions(self) -> dict[str, Provision]:
        return {identifier: entry.provision for identifier, entry in self.by_id.items() if entry.provision}

    def provisions(self) -> Iterable[Provision]:
        """Return every provision once, in the order of paths."""
        return self._provisions.values()

    def get(self, identifier: str) -> Provision | None:
        """Return a provision by id, or None."""
        return self._provisions.get(identifier)

    @cached_property
    def links(self) -> dict[Id, list[Link]]:
        """What each provision names, in the order in which it does."""
        return {identifier: list(_links(entry)) for identifier, entry in self.by_id.items()}

    @cached_property
    def back_links(self) -> dict[Id, list[Link]]:
        """What names each provision, by the id of the one that does."""
        back: dict[Id, list[Link]] = defaultdict(list)
        for links in self.links.values():
            for link in links:
                if link.target in self.by_id and link.target != link.source:
                    back[link.target].append(link)
        return {target: sorted(set(found)) for target, found in sorted(back.items())}

    def naming(self, identifier: Id, field: str) -> list[Id]:
        """List the provisions that name ``identifier`` in ``field``."""
        return self._naming.get((identifier, field), [])

    def leaning_on(self, identifier: Id) -> list[tuple[Id, tuple[Id, ...]]]:
        """List what leans on a provision, each with the way from it to the provision, the shortest ways first.

        Near: what its front matter rests on or its text names. Further: through front matter alone, since texts name so
        much that nearly everything would lean on everything.
        """
        ways: dict[Id, tuple[Id, ...]] = {identifier: ()}
        queue = deque([identifier])
        while queue:
            step = queue.popleft()
            for link in self.back_links.get(step, ()):
                source = self.get(link.source)
                near = link.field == TEXT and step == identifier
                if source and source.id not in ways and (near or link.field in source.leans_on):
                    ways[source.id] = (step, *ways[step])
                    queue.append(source.id)
        return [(found, way) for found, way in ways.items() if way]

    @cached_property
    def _naming(self) -> dict[tuple[Id, str], list[Id]]:
        found: dict[tuple[Id, str], list[Id]] = defaultdict(list)
        for target, links in self.back_links.items():
            for link in links:
                found[target, link.field].append(link.source)
        return found

    def document(self, entry: Entry) -> Document | None:
        """Return the text of an entry, read again when it was not read in this run."""
        if entry.document or self.past:
            return entry.document
        data = read_bytes(self.root, entry.path)
        if isinstance(data, Problem):
            return None
        document = read_document(entry.path, data)
        return document if isinstance(document, Document) else None


def _links(entry: Entry) -> Iterator[Link]:
    provision = entry.provision
    if provision is None:
        return
    seen = set()
    named = [(str(path[0]), target) for path, target in provision.references()]
    for field, target in [*named, *((TEXT, mention.target) for mention in entry.mentions)]:
        if (field, target) not in seen:
            seen.add((field, target))
            yield Link(provision.id, field, target)
