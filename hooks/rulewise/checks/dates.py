"""DT001 to DT004: is the text due for review, possible, overtaken, or not law on the day?"""

import datetime as dt
from collections import deque
from collections.abc import Iterator

from rulewise.checks.at import at_value
from rulewise.corpus import TEXT, Corpus, Entry
from rulewise.model.problem import Problem
from rulewise.model.provision import Professional, Provision, Statutory
from rulewise.model.values import Id
from rulewise.source.yaml import Path


def check_corpus(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Check every date against the day ``as_at``, and against the dates of what a provision leans on."""
    for entry in corpus.by_id.values():
        if entry.provision:
            yield from _impossible(corpus, entry, entry.provision, as_at)
            if not entry.provision.is_withdrawn(as_at):
                yield from _due(corpus, entry, entry.provision, as_at)
    yield from _stale(corpus, as_at)


def _due(corpus: Corpus, entry: Entry, provision: Provision, as_at: dt.date) -> Iterator[Problem]:
    if provision.review_by < as_at:
        late = (as_at - provision.review_by).days
        yield at_value(
            corpus,
            entry,
            ("review_by",),
            "DT001",
            f"the review was due on {provision.review_by}, {late} day{'s' if late > 1 else ''} ago",
            "read it again; then set reviewed to the day you did, and review_by to the next",
        )
    for i, authority in enumerate(provision.authority if isinstance(provision, Statutory) else ()):
        if authority.in_force and authority.in_force > as_at:
            message = f"{authority.instrument}, {authority.provision}, comes into force on {authority.in_force}"
            yield at_value(corpus, entry, ("authority", i, "in_force"), "DT004", message, "its page says so until then")
        if authority.until and authority.until <= as_at:
            message = f"{authority.instrument}, {authority.provision}, ended on {authority.until}"
            hint = "withdraw the provision, or name the authority that took over"
            yield at_value(corpus, entry, ("authority", i, "until"), "DT004", message, hint)


def _impossible(corpus: Corpus, entry: Entry, provision: Provision, as_at: dt.date) -> Iterator[Problem]:
    done: list[tuple[Path, dt.date | None]] = [(("amended",), provision.amended), (("reviewed",), provision.reviewed)]
    if isinstance(provision, Statutory) and provision.checked:
        done.append((("checked", "on"), provision.checked.on))
    if isinstance(provision, Professional):
        for i, evidence in enumerate(provision.evidence):
            if evidence.checked:
                done.append((("evidence", i, "checked", "on"), evidence.checked.on))
    for path, date in done:
        if date and date > as_at:
            name = ".".join(str(key) for key in path if isinstance(key, str))
            message = f"“{name}” is {date}, which lies after {as_at}"
            yield at_value(corpus, entry, path, "DT002", message, "give the day on which it was done")
    orders: list[tuple[Path, dt.date | None, str, dt.date | None]] = [
        (("review_by",), provision.review_by, "reviewed", provision.reviewed)
    ]
    for i, authority in enumerate(provision.authority if isinstance(provision, Statutory) else ()):
        orders.append((("authority", i, "until"), authority.until, "in_force", authority.in_force))
    for path, later, other, earlier in orders:
        if later and earlier and later < earlier:
            message = f"“{path[-1]}” ({later}) comes before “{other}” ({earlier})"
            yield at_value(corpus, entry, path, "DT002", message, "mend one of the two dates")


def _stale(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Report each provision that something it leans on has overtaken, by the shortest way to the change.

    A change reaches a page through pages that have not been reviewed since it happened: a page that was looked at again
    stops it. Changes are taken from the latest back; a page that a later change has reached was passed on from
    there already, so every page is visited once.
    """
    reached: dict[Id, tuple[Id, Id]] = {}
    changes = _changes(corpus, as_at)
    telling = _not_read_since(corpus, dict(changes)) if changes else set()
    for changed, day in changes:
        queue = deque([changed] if changed in telling else ())
        while queue:
            step = queue.popleft()
            for link in corpus.back_links.get(step, ()):
                if link.source in reached or link.source == changed:
                    continue
                source = corpus.get(link.source)
                if source is None or source.reviewed >= day or source.is_withdrawn(as_at):
                    continue
                if _leans(corpus, source, link.field, step):
                    reached[source.id] = step, changed
                    queue.append(source.id)
    for identifier in sorted(reached):
        yield _staleness(corpus, identifier, reached, as_at)


def _not_read_since(corpus: Corpus, days: dict[Id, dt.date]) -> set[Id]:
    """Return the changed provisions that some page names that was reviewed before: most have none, quickly told."""
    found: set[Id] = set()
    latest = max(days.values())
    for entry in corpus.by_id.values():
        if entry.provision and entry.provision.reviewed < latest:
            named = (*(to for _path, to in entry.provision.references()), *(m.target for m in entry.mentions))
            found.update(to for to in named if to in days and days[to] > entry.provision.reviewed)
    return found


def _leans(corpus: Corpus, source: Provision, field: str, target: Id) -> bool:
    """Tell whether a link is one that its source rests on; a rule that names advice does not rest on it."""
    other = corpus.get(target)
    if isinstance(source, Statutory) and not isinstance(other, Statutory):
        return False
    return field in (*source.leans_on, TEXT)


def _changes(corpus: Corpus, as_at: dt.date) -> list[tuple[Id, dt.date]]:
    found = []
    for provision in corpus.provisions():
        days = [provision.amended] if provision.amended and provision.amended <= as_at else []
        if provision.withdrawn and provision.is_withdrawn(as_at):
            days.append(provision.withdrawn.on)
        if days:
            found.append((provision.id, max(days)))
    return sorted(found, key=lambda change: (-change[1].toordinal(), change[0]))


def overtaken(corpus: Corpus, provision: Provision) -> list[tuple[Id, str]]:
    """List what a provision leans on that was amended or withdrawn after its review, with what happened, by id."""
    found: dict[Id, str] = {}
    for link in corpus.links.get(provision.id, ()):
        target = corpus.get(link.target)
        if target is None or target.id == provision.id or link.field not in (*provision.leans_on, TEXT):
            continue
        if target.withdrawn and target.withdrawn.on > provision.reviewed:
            found[target.id] = f"({target.title}) was withdrawn on {target.withdrawn.on}"
        elif target.amended and target.amended > provision.reviewed:
            found[target.id] = f"({target.title}) was amended on {target.amended}"
    return sorted(found.items())


def _staleness(corpus: Corpus, identifier: Id, reached: dict[Id, tuple[Id, Id]], as_at: dt.date) -> Problem:
    entry = corpus.by_id[identifier]
    step, changed = reached[identifier]
    way = [step]
    while way[-1] != changed:
        way.append(reached[way[-1]][0])
    provision, cause = corpus.get(identifier), corpus.get(changed)
    if provision is None or cause is None:
        raise KeyError(identifier, changed)  # both are in the index
    ended = cause.withdrawn is not None and cause.is_withdrawn(as_at)
    what = f"was withdrawn on {cause.withdrawn.on}" if ended and cause.withdrawn else f"was amended on {cause.amended}"
    through = f", through {' and '.join(way[:-1])}" if len(way) > 1 else ""
    return at_value(
        corpus,
        entry,
        ("reviewed",),
        "DT003",
        f"reviewed on {provision.reviewed}; since then {changed} ({cause.title}), on which it leans{through}, {what}",
        f"read {identifier} beside {changed}; mend it if need be, and set reviewed to the day you did",
    )
