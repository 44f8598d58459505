"""A comparison with all that is said about it: changes, ledger, problems, and what follows from each change."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from rulewise.compare.change import Change, Grade
from rulewise.compare.compare import compare
from rulewise.compare.consequence import Leaning, approvers, leaning
from rulewise.compare.ledger import Ledger, ledger
from rulewise.compare.protection import protect
from rulewise.corpus import Corpus
from rulewise.model.problem import Problem


@dataclass(frozen=True)
class Comparison:
    """Two states of a corpus, by the names that they were asked for; ``as_body`` is who made the change, if told."""

    base: Corpus
    head: Corpus
    base_name: str
    head_name: str
    as_body: str | None = None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in the order of ids."""
        return compare(self.base, self.head)

    @cached_property
    def groups(self) -> tuple[tuple[Change, ...], ...]:
        """The changes of each provision together, the gravest first; those of one grade in the order of ids."""
        together = [tuple(own) for _id, own in groupby(self.changes, key=lambda change: change.id)]
        return tuple(sorted(together, key=lambda own: gravest(own).rank))

    @cached_property
    def ledger(self) -> Ledger:
        """What came and what went."""
        return ledger(self.base, self.head, self.changes)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the changes."""
        return protect(self.base, self.head, self.changes, self.as_body)

    def approvers(self, changes: tuple[Change, ...]) -> tuple[str, ...]:
        """Return the bodies that must approve some changes."""
        return tuple(dict.fromkeys(body for change in changes for body in approvers(change, self.base, self.head)))

    def leaning(self, changes: tuple[Change, ...]) -> Leaning:
        """Return what is to be read again after the changes of one provision."""
        return leaning(min(changes, key=lambda change: change.grade.rank), self.base, self.head)

    def count(self, grade: Grade) -> int:
        """Count the provisions whose gravest change is of this grade."""
        return sum(gravest(own) is grade for own in self.groups)


def gravest(changes: tuple[Change, ...]) -> Grade:
    """Return the gravest grade among some changes."""
    return min((change.grade for change in changes), key=lambda grade: grade.rank)
