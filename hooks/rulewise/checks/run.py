"""One run over a corpus: every file on its own, then everything together."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from rulewise.checks import allowances, dates, form, links, ownership, pages, safety, wording
from rulewise.checks.allowances import Allowed
from rulewise.checks.hidden import hidden_in
from rulewise.corpus import Corpus, Entry, load
from rulewise.corpus.load import Memory, Progress
from rulewise.model.problem import Problem, Severity


@dataclass(frozen=True)
class Report:
    """What a check found on the day ``as_at``: problems in the order of files, and what was allowed."""

    corpus: Corpus
    as_at: dt.date
    problems: tuple[Problem, ...]
    allowed: tuple[Allowed, ...]

    def count(self, severity: Severity) -> int:
        """Count the problems of one severity."""
        return sum(problem.severity is severity for problem in self.problems)


def examine(entry: Entry) -> Entry:
    """Add to an entry the problems that its file has on its own."""
    entry = safety.examine(entry)
    found = [*form.check_entry(entry)]
    return wording.examine(replace(entry, problems=(*entry.problems, *found)) if found else entry)


def check(
    root: Path,
    as_at: dt.date,
    memory: Memory | None = None,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Load the corpus under ``root`` and check all of it; raises `rulewise.corpus.NoGuidance`."""
    corpus = load(root, examine, memory, progress)
    return report_on(corpus, as_at)


def report_on(corpus: Corpus, as_at: dt.date) -> Report:
    """Check a corpus whose files have been examined."""
    found = list(corpus.problems)
    if corpus.vocabulary_document:
        found += hidden_in(corpus.vocabulary_document)
    for entry in corpus.entries:
        found += entry.problems
    found += form.check_corpus(corpus)
    found += links.check_corpus(corpus, as_at)
    found += pages.check_corpus(corpus)
    found += wording.check_corpus(corpus, as_at)
    found += dates.check_corpus(corpus, as_at)
    found += ownership.check_corpus(corpus)
    standing, allowed = allowances.apply(corpus, found)
    return Report(corpus, as_at, tuple(sorted(set(standing))), tuple(sorted(allowed)))
