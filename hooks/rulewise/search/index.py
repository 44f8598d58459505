"""The index that MiniSearch would make of the same words, in a form that can be fetched in parts."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

Postings = dict[int, dict[int, int]]
"""For each field by number: how often a term stands in each document by number."""


@dataclass
class Index:
    """Terms with where they stand, and what the ranking needs to know of each field's length."""

    fields: int
    postings: dict[str, Postings] = field(default_factory=dict)
    lengths: list[list[int]] = field(default_factory=list)
    """For each document, how many different terms each of its fields holds."""
    averages: list[float] = field(default_factory=list)

    def add(self, words: Sequence[Iterable[str] | None]) -> None:
        """Take in the next document: the terms of each of its fields in order, or None where it lacks the field."""
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


def shards(postings: dict[str, Postings], largest: int) -> list[list[list[object]]]:
    """Cut the terms, in order, into runs of about ``largest`` numbers, so that a few words fetch little."""
    out: list[list[list[object]]] = []
    size = largest
    for term in sorted(postings):
        weight = sum(map(len, postings[term].values())) + len(term) // 2
        if size + weight > largest:
            out.append([])
            size = 0
        out[-1].append([term, *packed(postings[term])])
        size += weight
    return out


def grouped(values: Iterable[V]) -> tuple[list[V], list[int]]:
    """Return the different values in order of first use, and for each place the number of its value."""
    numbers: dict[V, int] = defaultdict(lambda: len(numbers))
    places = [numbers[value] for value in values]
    return list(numbers), places
