"""Two states of one corpus, and what is asked of both together."""

from dataclasses import dataclass
from functools import cached_property

from rulewise.corpus import Corpus, Entry
from rulewise.model.provision import Provision
from rulewise.model.values import Id


@dataclass(frozen=True)
class States:
    """The corpus before and after."""

    base: Corpus
    head: Corpus

    @cached_property
    def heirs(self) -> dict[Id, list[Id]]:
        """What was withdrawn between the two, by the id that takes its place."""
        found: dict[Id, list[Id]] = {}
        for provision in self.head.provisions():
            if provision.withdrawn and provision.withdrawn.replaced_by and not _withdrawn(self.base, provision):
                found.setdefault(provision.withdrawn.replaced_by, []).append(provision.id)
        return found

    def ids(self) -> set[Id]:
        """Return every id of either state."""
        return {*self.base.claimed, *self.head.claimed}

    def entries(self, identifier: Id) -> tuple[Entry | None, Entry | None]:
        """Return the files that hold a provision before and after, or that claim to."""
        return entry_of(self.base, identifier), entry_of(self.head, identifier)


def entry_of(corpus: Corpus, identifier: Id) -> Entry | None:
    """Return the file that holds a provision, or else the first that claims to."""
    return corpus.by_id.get(identifier) or corpus.claimed.get(identifier)


def _withdrawn(corpus: Corpus, provision: Provision) -> bool:
    before = corpus.get(provision.id)
    return before is not None and before.withdrawn is not None
