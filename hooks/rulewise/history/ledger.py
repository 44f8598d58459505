"""The growth of rules, counted: duties, expectations, advice and words on the days when guidance changed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rulewise.corpus import Corpus, Entry
from rulewise.history.changes import Story
from rulewise.model.provision import Professional, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Force
from rulewise.source.body import without_comments
from rulewise.source.document import Document

COLUMNS = (*(force.value for force in Force), "advice")
"""What is counted; a rule counts once for each force that it has on the day."""

MOST_DAYS = 60
"""Days that are told one by one; beyond that, the last of each month."""

EVERYTHING = ""
"""The group of a count that is not split."""


class By(StrEnum):
    """How a ledger may be split; a rule for two bearers then counts for each of them."""

    BEARER = "bearer"
    STAGE = "stage"


class Facts(NamedTuple):
    """What a ledger needs to know of one text."""

    columns: tuple[tuple[str, dt.date, dt.date], ...]
    """What it counts as, from a day on and before a day."""
    bearers: tuple[str, ...]
    stages: tuple[str, ...]
    words: int

    def on(self, day: dt.date) -> set[str]:
        """Return what the text counts as on a day; nothing when it neither binds nor advises."""
        return {column for column, starts, ends in self.columns if starts <= day < ends}


@dataclass(frozen=True)
class Row:
    """The counts of one day, for everything or for one group."""

    day: dt.date
    group: str
    counts: tuple[int, ...]
    """As `COLUMNS`."""
    rule_words: int
    advice_words: int


@dataclass(frozen=True)
class Ledger:
    """Rows in the order of days, then of groups."""

    rows: tuple[Row, ...]
    monthly: bool
    """There were too many days: these are the last of each month."""
    gap: str

    def of(self, group: str = EVERYTHING) -> list[Row]:
        """List the rows of one group."""
        return [row for row in self.rows if row.group == group]


def ledger(story: Story, corpus: Corpus, as_at: dt.date, by: By | None = None, since: dt.date = dt.date.min) -> Ledger:
    """Count what stood on each day on which guidance changed, and in the corpus itself on the day ``as_at``."""
    now = {identifier: _facts(entry, corpus.document(entry)) for identifier, entry in corpus.by_id.items()}
    states = list(_states(story, corpus, now, as_at))
    last_of_month = {(day.year, day.month): (day, facts) for day, facts in states}
    monthly = len(states) > MOST_DAYS
    kept = [(day, facts) for day, facts in (last_of_month.values() if monthly else states) if day < as_at]
    today = [facts for facts in now.values() if facts]
    rows = [row for day, facts in [*kept, (as_at, today)] if day >= since for row in _rows(day, facts, by)]
    return Ledger(tuple(rows), monthly, story.history.gap)


def _states(
    story: Story, corpus: Corpus, now: dict[Id, Facts | None], as_at: dt.date
) -> Iterator[tuple[dt.date, list[Facts]]]:
    """Yield what stood at the end of each day of change up to a day."""
    steps = sorted(
        (
            (version.commit.seconds, i, identifier, version)
            for identifier, versions in story.history.versions.items()
            for i, version in enumerate(versions)
            if version.commit.day <= as_at
        ),
        key=lambda step: step[:3],
    )
    pending = story.history.pending
    standing: dict[str, Facts | None] = {}
    for i, (_seconds, _i, identifier, version) in enumerate(steps):
        entry, stays = story.entry(version), corpus.by_id.get(identifier)
        if version.blob and entry is None and stays and stays.path not in pending:
            standing[identifier] = now[identifier]  # a text that never changed is the one of today
        else:
            standing[identifier] = _facts(entry, entry.document) if entry else None
        day = version.commit.day
        if i + 1 == len(steps) or steps[i + 1][-1].commit.day != day:
            yield day, [found for found in standing.values() if found]


def _facts(entry: Entry, document: Document | None) -> Facts | None:
    """Return the facts of a rule or a piece of advice; None for all else, and for what can't be read."""
    provision = entry.provision
    if document is None or not isinstance(provision, (Statutory, Professional)):
        return None
    words = len(without_comments(document.body).split())
    ends = provision.withdrawn.on if provision.withdrawn else dt.date.max
    if isinstance(provision, Professional):
        return Facts((("advice", dt.date.min, ends),), provision.roles, provision.stages, words)
    bearers = tuple(dict.fromkeys(bearer for authority in provision.authority for bearer in authority.bearers))
    columns = tuple(
        (one.force.value, one.in_force or dt.date.min, min(ends, one.until or ends)) for one in provision.authority
    )
    return Facts(columns, bearers, provision.stages, words)


def _rows(day: dt.date, facts: Iterable[Facts], by: By | None) -> Iterator[Row]:
    groups: dict[str, list[tuple[set[str], int]]] = {} if by else {EVERYTHING: []}
    for one in facts:
        if columns := one.on(day):
            for group in {By.BEARER: one.bearers, By.STAGE: one.stages}[by] if by else (EVERYTHING,):
                groups.setdefault(group, []).append((columns, one.words))
    for group, found in sorted(groups.items()):
        counts = tuple(sum(column in columns for columns, _words in found) for column in COLUMNS)
        advice = sum(words for columns, words in found if "advice" in columns)
        yield Row(day, group, counts, sum(words for _columns, words in found) - advice, advice)
