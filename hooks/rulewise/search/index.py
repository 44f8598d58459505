"""The index that MiniSearch would make of the same words, in a form that can be fetched in parts."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

Postings = dict[int, dict[int, int]]
"""For each field by number: how often a term stands in each document by number."""


LONG = 16
"""A phrase of more terms counts as one of this less one."""


@dataclass
class Index:
    """Terms with where they stand, and what the ranking needs to know of each field's length."""

    fields: int
    postings: dict[str, Postings] = field(default_factory=dict)
    lengths: list[list[int]] = field(default_factory=list)
    """For each document, how many different terms each of its fields holds."""
    averages: list[float] = field(default_factory=list)
    phrases: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    """For each term: in which phrases of each document it stands, counted from 1, each as ``place * LONG + length``."""

    def add(self, words: Sequence[Iterable[str] | None], phrases: Iterable[Iterable[str]] = ()) -> None:
        """Take in the next document: the terms of each of its fields in order, or None where it lacks the field.

        ``phrases`` are the terms of each phrase that people may type for it.
        """
        number, lengths = len(self.lengths), []
        self.averages = self.averages or [0.0] * self.fields
        for at, found in enumerate(words):
            if found is None:
                lengths.append(0)
                continue
            counts = Counter(found)
            lengths.append(len(counts))
            # The running mean, step by step as MiniSearch computes it, so that the last digit is the same too.
            self.averages[at] = (self.averages[at] * number + len(counts)) / (number + 1)
            for term, often in counts.items():
                self.postings.setdefault(term, {}).setdefault(at, {})[number] = often
        self.lengths.append(lengths)
        for place, phrase in enumerate(phrases, 1):
            different = dict.fromkeys(phrase)
            for term in different:
                told = place * LONG + min(len(different), LONG - 1)
                self.phrases.setdefault(term, {}).setdefault(number, []).append(told)

    def rows(self) -> Iterator[list[object]]:
        """Yield each term, in order, with its postings as they are fetched."""
        for term in sorted(self.postings):
            yield [term, *packed(self.postings[term]), *self._packed_phrases(self.phrases.get(term, {}))]

    def _packed_phrases(self, places: dict[int, list[int]]) -> Iterator[object]:
        """Yield one more field: each step to the next document, and after it, negative, its phrases."""
        if places:
            steps = [number - last for last, number in pairwise([-1, *places])]
            yield self.fields
            yield [
                one for step, found in zip(steps, places.values(), strict=True) for one in (step, *(-n for n in found))
            ]


def packed(postings: Postings) -> list[object]:
    """Write postings as field, steps, field, steps: each step the distance from the last document.

    A negative number after a step says how often the term stands there, where that is more than once.
    """
    out: list[object] = []
    for at, counts in sorted(postings.items()):
        steps, last = [], -1
        for number, often in sorted(counts.items()):
            steps.append(number - last)
            last = number
            if often > 1:
                steps.append(-often)
        out += [at, steps]
    return out


def shards(rows: Iterable[list[object]], largest: int) -> list[list[list[object]]]:
    """Cut the rows into runs of about ``largest`` numbers, so that a few words fetch little."""
    out: list[list[list[object]]] = []
    size = largest
    for row in rows:
        weight = len(str(row[0])) // 2 + sum(len(part) for part in row if isinstance(part, list))
        if size + weight > largest:
            out.append([])
            size = 0
        out[-1].append(row)
        size += weight
    return out


def grouped(values: Iterable[V]) -> tuple[list[V], list[int]]:
    """Return the different values in order of first use, and for each place the number of its value."""
    numbers: dict[V, int] = defaultdict(lambda: len(numbers))
    places = [numbers[value] for value in values]
    return list(numbers), places
