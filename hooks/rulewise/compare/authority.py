"""Changes to what makes a rule a rule: its authorities, their force, whom they bind, and the time they allow."""

from collections.abc import Iterator

from rulewise.compare.change import Grade, Sort
from rulewise.compare.fields import Difference, listed, said
from rulewise.compare.grades import binding
from rulewise.model.provision import Authority, Statutory, Timescale
from rulewise.model.words import Force, Source
from rulewise.source.quantities import Quantity, quantities

_WEIGHT = {Force.POWER: 0, Force.HAVE_REGARD: 1, Force.EXPECTATION: 2, Force.DUTY: 3, Force.PROHIBITION: 3}
_CITED = ("instrument", "provision", "source", "url", "in_force", "until")
ORDER = "authority.order"
"""The field of a change that only put authorities in another order."""

_DAYS = {"in_force", "until"}


def of_authorities(was: Statutory, now: Statutory) -> Iterator[Difference]:
    """Compare the authorities of a rule, each with the one that it became."""
    for old, new in _pairs(was.authority, now.authority):
        if old and new:
            yield from _of_force(old, new)
            yield from _of_bearers(old, new)
            yield from _of_citation(old, new)
        elif new:
            grade = Grade.MUST if binding(new.force) else Grade.MAY
            words = f"a further authority: {_cited(new)}, a {new.force.value} on {listed(new.bearers)}"
            yield Difference(Sort.AUTHORITY, grade, "authority", None, _whole(new), words)
        elif old:
            words = f"no longer rests on {_cited(old)}, a {old.force.value} on {listed(old.bearers)}"
            yield Difference(Sort.AUTHORITY, Grade.MAY, "authority", _whole(old), None, words)
    if was.authority != now.authority and set(was.authority) == set(now.authority):
        grade = Grade.NONE if was.force is now.force else Grade.MAY
        before, after = ("; ".join(map(_whole, one.authority)) for one in (was, now))
        words = f"authorities in another order: {_cited(now.authority[0])}, a {now.force.value}, now stands first"
        yield Difference(Sort.AUTHORITY, grade, ORDER, before, after, words)


def _pairs(
    was: tuple[Authority, ...], now: tuple[Authority, ...]
) -> Iterator[tuple[Authority | None, Authority | None]]:
    """Pair authorities by what they cite and then by their order; what is left over was added or dropped."""
    left, right = list(was), list(now)
    for same in (lambda a, b: a == b, lambda a, b: _place(a) == _place(b), lambda a, b: a.instrument == b.instrument):
        for old in list(left):
            new = next((other for other in right if same(old, other)), None)
            if new:
                left.remove(old)
                right.remove(new)
                yield old, new
    while left or right:
        yield left.pop(0) if left else None, right.pop(0) if right else None


def _place(authority: Authority) -> tuple[str, str]:
    return authority.instrument, authority.provision


def _cited(authority: Authority) -> str:
    return f"{authority.instrument}, {authority.provision}"


def _whole(authority: Authority) -> str:
    return f"{_cited(authority)}: {authority.force.value} on {', '.join(authority.bearers)}"


def _of_force(old: Authority, new: Authority) -> Iterator[Difference]:
    if old.force is new.force:
        return
    step = _WEIGHT[new.force] - _WEIGHT[old.force]
    words = f"from {old.force.value} to {new.force.value} ({_cited(new)})"
    if step > 0:
        sort, grade, words = Sort.FORCE_RAISED, Grade.MUST, f"force raised {words}"
    elif step < 0:
        sort, grade, words = Sort.FORCE_LOWERED, Grade.MAY, f"force lowered {words}"
    else:
        sort, grade, words = Sort.FORCE_TURNED, Grade.MUST, f"force turned {words}"
    yield Difference(sort, grade, "authority.force", old.force.value, new.force.value, words)


def _of_bearers(old: Authority, new: Authority) -> Iterator[Difference]:
    if set(old.bearers) == set(new.bearers):
        return
    more = [bearer for bearer in new.bearers if bearer not in old.bearers]
    fewer = [bearer for bearer in old.bearers if bearer not in new.bearers]
    words = [f"now also binds {listed(more)}"] if more else []
    words += [f"no longer binds {listed(fewer)}"] if fewer else []
    grade = Grade.MUST if more and binding(new.force) else Grade.MAY
    yield Difference(
        Sort.BEARERS,
        grade,
        "authority.bearers",
        ", ".join(old.bearers),
        ", ".join(new.bearers),
        f"{'; '.join(words)} ({_cited(new)})",
    )


def _of_citation(old: Authority, new: Authority) -> Iterator[Difference]:
    changed = [field for field in _CITED if getattr(old, field) != getattr(new, field)]
    # The order of two bearers says nothing, and still somebody changed it.
    if not changed and old.bearers != new.bearers and set(old.bearers) == set(new.bearers):
        changed = ["bearers"]
    for field in changed:
        grade = Grade.NONE if field in {"url", "bearers"} else Grade.MAY
        if field in _DAYS and binding(new.force):
            grade = Grade.MUST
        was, now = said(getattr(old, field)), said(getattr(new, field))
        words = f"{field} of its authority ({_cited(new)}): {was or 'none'} → {now or 'none'}"
        yield Difference(Sort.AUTHORITY, grade, f"authority.{field}", was, now, words)


def of_timescale(was: Statutory, now: Statutory) -> Iterator[Difference]:
    """Compare the time that a rule allows; what cannot be told to be longer is taken to be shorter."""
    old, new = was.timescale, now.timescale
    if old == new:
        return
    before, after = _limit(old), _limit(new)
    if new is None:
        grade, words = Grade.MAY, f"no time limit any more; it was {before}"
    elif old is None:
        grade, words = Grade.MUST, f"a time limit: {after}"
    else:
        grade, words = _longer_or_shorter(old, new), f"time limit: {before} → {after}"
    yield Difference(Sort.TIMESCALE, grade, "timescale", before, after, words)


def _limit(timescale: Timescale | None) -> str | None:
    return f"{timescale.limit}, from {timescale.starts} ({timescale.source.value})" if timescale else None


def _longer_or_shorter(old: Timescale, new: Timescale) -> Grade:
    binds = {Source.ACT, Source.REGULATIONS}
    if old.starts.casefold() != new.starts.casefold() or (new.source in binds and old.source not in binds):
        return Grade.MUST
    before, after = _only(old.limit), _only(new.limit)
    if before and after and before.unit == after.unit:
        return Grade.MUST if after.amount < before.amount else Grade.MAY
    return Grade.MUST


def _only(limit: str) -> Quantity | None:
    found = list(quantities(limit))
    return found[0] if len(found) == 1 else None
