"""Changes to the front matter, field by field; a field that nothing here names is seen all the same."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from rulewise.compare.change import Grade, Sort
from rulewise.compare.grades import arrival, departure
from rulewise.compare.substance import same_substance
from rulewise.model.provision import TARGETS, Provision, Withdrawn
from rulewise.model.words import Strength


class Difference(NamedTuple):
    """A change before it is told whose it is."""

    sort: Sort
    grade: Grade
    field: str
    was: str | None
    now: str | None
    words: str


ELSEWHERE = frozenset({"id", "kind", "authority", "timescale"})
"""Fields that are compared by other modules."""

LINKS = frozenset({*TARGETS, "related"})
_SORTS = {
    "owner": Sort.OWNER,
    "stages": Sort.STAGES,
    "roles": Sort.ROLES,
    "keywords": Sort.KEYWORDS,
    "amended": Sort.DATES,
    "reviewed": Sort.DATES,
    "review_by": Sort.DATES,
    "allow": Sort.ALLOWANCE,
    "checked": Sort.CHECKED,
    "evidence": Sort.EVIDENCE,
    "relation": Sort.RELATION,
}
_MAY = frozenset({"stages", "roles", "relation", "board", "link"})
"""Fields by which a text comes to other people, at other moments or with another claim on them."""
_NAMES = {"reviewed": "reviewed", "review_by": "next review", "amended": "amended", "allow": "allowances"}


def said(value: Any) -> str | None:
    """Write a value of the front matter as text; None for one that is not there."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return "; ".join(filter(None, map(said, value))) if isinstance(value[0], BaseModel) else ", ".join(value)
    if isinstance(value, BaseModel):
        parts = value.model_dump(mode="json", by_alias=True, exclude_none=True)
        return ", ".join(f"{key}: {said_part(part)}" for key, part in parts.items())
    return str(value)


def said_part(value: Any) -> str:
    """Write a value inside a value of the front matter."""
    if isinstance(value, dict):
        return f"({', '.join(f'{key}: {said_part(part)}' for key, part in value.items())})"
    return ", ".join(map(said_part, value)) if isinstance(value, list) else str(value)


def listed(words: Iterable[str]) -> str:
    """Write words as a list in a sentence."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def of_fields(was: Provision, now: Provision) -> Iterator[Difference]:
    """Compare the fields that both kinds have, in the order of the format; links and wording among them."""
    for field in type(now).model_fields:
        old, new = getattr(was, field, None), getattr(now, field)
        if field in ELSEWHERE or old == new or not (old or new):
            continue
        if field in {"title", "summary", "because"}:
            yield _of_words(now, field, old, new)
        elif field in LINKS:
            yield from _of_links(field, old or (), new)
        elif field == "withdrawn":
            yield _of_withdrawal(now, old, new)
        elif field == "strength":
            yield _of_strength(old, new)
        else:
            yield _of_value(field, old, new)
    for field in type(was).model_fields:  # of a kind that it no longer is
        if field not in type(now).model_fields and field not in ELSEWHERE and getattr(was, field):
            yield _of_value(field, getattr(was, field), None)


def _of_words(now: Provision, field: str, old: str | None, new: str | None) -> Difference:
    form = same_substance(old or "", new or "")
    if field == "title":
        return Difference(Sort.TITLE, Grade.NONE if form else departure(now), field, old, new, f"title: {old} → {new}")
    if form:
        return Difference(Sort.REWORDED_IN_FORM, Grade.NONE, field, old, new, f"{field} reworded in form only")
    return Difference(Sort.REWORDED, arrival(now), field, old, new, f"{field} reworded in substance")


def _of_links(field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Difference]:
    more, fewer = [i for i in new if i not in old], [i for i in old if i not in new]
    name = field.replace("_", " ")
    if more:
        yield Difference(Sort.LINKS_ADDED, Grade.NONE, field, None, ", ".join(more), f"{name}: {listed(more)} added")
    if fewer:
        words = f"{name}: {listed(fewer)} dropped"
        yield Difference(Sort.LINKS_DROPPED, Grade.NONE, field, ", ".join(fewer), None, words)
    if not more and not fewer:
        yield Difference(Sort.DETAILS, Grade.NONE, field, ", ".join(old), ", ".join(new), f"{name} in another order")


def _of_withdrawal(now: Provision, old: Withdrawn | None, new: Withdrawn | None) -> Difference:
    before, after = said(old), said(new)
    if old and new:
        words = f"withdrawal: {before} → {after}"
        return Difference(Sort.WITHDRAWAL, Grade.NONE, "withdrawn", before, after, words)
    if new:
        heir = f"; {new.replaced_by} takes its place" if new.replaced_by else ""
        words = f"withdrawn from {new.on}: {new.because}{heir}"
        return Difference(Sort.WITHDRAWN, departure(now), "withdrawn", before, after, words)
    return Difference(Sort.RESTORED, arrival(now), "withdrawn", before, after, "no longer withdrawn")


def _of_strength(old: Strength | None, new: Strength) -> Difference:
    raised = new is Strength.ADVISE
    words = f"strength {'raised' if raised else 'lowered'} from {old} to {new}"
    sort = Sort.STRENGTH_RAISED if raised else Sort.STRENGTH_LOWERED
    return Difference(sort, Grade.MAY, "strength", said(old), said(new), words)


def _of_value(field: str, old: Any, new: Any) -> Difference:
    sort = _SORTS.get(field, Sort.DETAILS)
    was, now = said(old), said(new)
    name = _NAMES.get(field, field.replace("_", " "))
    if isinstance(old, tuple) and isinstance(new, tuple) and all(isinstance(i, str) for i in (*old, *new)):
        words = _membership(name, old, new)
        grade = Grade.MAY if field in _MAY and set(old) != set(new) else Grade.NONE
    else:
        words = f"{name}: {was or 'none'} → {now or 'none'}"
        grade = Grade.MAY if field in _MAY else Grade.NONE
    return Difference(sort, grade, field, was, now, words)


def _membership(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    more, fewer = [i for i in new if i not in old], [i for i in old if i not in new]
    parts = [f"{listed(more)} added"] if more else []
    parts += [f"{listed(fewer)} dropped"] if fewer else []
    return f"{name}: {', '.join(parts) or 'in another order'}"
