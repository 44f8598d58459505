"""The part of the wording checks that takes the whole corpus: what a page's links and its sources allow it to say."""

import datetime as dt
from collections.abc import Iterator

from rulewise.checks.wording import force, numbers, restatement
from rulewise.corpus import Corpus
from rulewise.model.problem import Problem


def check_corpus(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Judge what each page was found to say; a page that has ended says nothing any more."""
    yield from force.check_corpus(corpus, as_at)
    yield from numbers.check_corpus(corpus, as_at)
    yield from restatement.check_corpus(corpus, as_at)
