"""CH001 to CH003: changes that nobody may make like this, as problems at their own lines."""

from collections.abc import Iterator

from rulewise.compare.authority import ORDER
from rulewise.compare.change import VOCABULARY, Change, Grade, Sort
from rulewise.compare.redline import Mark
from rulewise.compare.terms import vocabulary_of
from rulewise.corpus import TEXT, Corpus
from rulewise.model.problem import Problem
from rulewise.model.provision import Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Kind

_OF_SUBSTANCE = frozenset(
    {
        Sort.REWORDED,
        Sort.TITLE,
        Sort.FORCE_RAISED,
        Sort.FORCE_LOWERED,
        Sort.FORCE_TURNED,
        Sort.BEARERS,
        Sort.TIMESCALE,
        Sort.RESTORED,
    }
)
"""What changes in a rule only when its source does, or when our words for it were wrong."""


def protect(base: Corpus, head: Corpus, changes: tuple[Change, ...], as_body: str | None = None) -> tuple[Problem, ...]:
    """List what is wrong with the changes from ``base`` to ``head``; with ``as_body``, also what is not its own.

    Files that cannot be read any more are told with the problems that stand in the way.
    """
    found = [problem for change in changes if change.sort is Sort.UNREADABLE for problem in _reading(head, change)]
    found += [problem for problem in head.problems if problem not in base.problems]
    by_id: dict[str, list[Change]] = {}
    for change in changes:
        by_id.setdefault(change.id, []).append(change)
    for identifier, own in by_id.items():
        found += _removed(own)
        found += _without_source(base, head, Id(identifier), own)
        if as_body:
            found += _not_its_own(base, head, own, as_body)
    return tuple(sorted(set(found)))


def _reading(head: Corpus, change: Change) -> tuple[Problem, ...]:
    entry = head.by_path.get(change.path)
    if entry is None:
        return ()
    if entry.provision:  # readable, and yet no id leads to it
        line, column = place(head, change.path, "id")
        return (Problem(change.path, line, column, "FM009", change.explanation, "give it an id of its own"),)
    return entry.problems


def _removed(changes: list[Change]) -> Iterator[Problem]:
    for change in changes:
        if change.sort is Sort.REMOVED:
            hint = f"put the file back, with: withdrawn: {{on: …, because: …, replaced_by: …}} ({change.title})"
            message = f"{change.id} was removed; links to it, and what people remember of it, now lead nowhere"
            yield Problem(change.path, 1, 1, "CH002", message, hint)


def _without_source(base: Corpus, head: Corpus, identifier: Id, changes: list[Change]) -> Iterator[Problem]:
    was, now = base.get(identifier), head.get(identifier)
    if not isinstance(was, Statutory) or now is None:
        return
    first = next((one for one in changes if _of_substance(one)), None)
    if first is None or _backed(was, now, changes):
        return
    line, column = _first_line(head, first) if first.field == TEXT else place(head, first.path, first.field)
    message = (
        f"{identifier} says what the law requires. Its substance changed ({_before_bracket(first.explanation)}), while"
        " its authority, “amended” and “checked” stand as they were"
    )
    hint = (
        "when its source changed, change its authority or set amended; when our words for it were wrong, compare them"
        " with the source and record that under checked; when you meant advice, give it a page of its own:"
        " rulewise new professional"
    )
    yield Problem(first.path, line, column, "CH001", message, hint)


def _before_bracket(words: str) -> str:
    return words.partition(" (")[0]


def _of_substance(change: Change) -> bool:
    return (change.sort in _OF_SUBSTANCE and change.grade is not Grade.NONE) or (
        change.sort is Sort.RECLASSIFIED and change.field == "kind"
    )


def _backed(was: Statutory, now: Provision, changes: list[Change]) -> bool:
    """Tell whether a change of substance says where it comes from."""
    if now.amended and now.amended != was.amended:
        return True
    if isinstance(now, Statutory) and now.checked and now.checked != was.checked:
        return True
    cited = [change for change in changes if change.sort is Sort.AUTHORITY and change.field != ORDER]
    return any(change.grade is not Grade.NONE for change in cited)


def _not_its_own(base: Corpus, head: Corpus, changes: list[Change], body: str) -> Iterator[Problem]:
    vocabulary = vocabulary_of(base, head)
    change = max(changes, key=lambda one: -one.grade.rank)
    kinds = next((one.may_own for one in vocabulary.bodies if one.id == body), ()) if vocabulary else ()
    if change.id == VOCABULARY:
        if Kind.STATUTORY not in kinds:
            message = f"the vocabulary decides who may own what, and “{body}” does not keep it ({change.explanation})"
            yield Problem(change.path, 1, 1, "CH003", message, "propose it to the body that keeps the law")
        return
    states = [provision for corpus in (base, head) if (provision := corpus.get(change.id))]
    foreign = next((one for one in states if one.owner != body), None)
    forbidden = next((one for one in states if one.kind not in kinds), None)
    line, column = place(head, change.path, "owner")
    if foreign:
        message = f"{change.id} belongs to “{foreign.owner}”, and “{body}” changed it ({change.explanation})"
        yield Problem(change.path, line, column, "CH003", message, f"ask “{foreign.owner}” to make or approve it")
    elif forbidden:
        message = f"“{body}” may not own a {forbidden.kind.value} provision, and changed {change.id}"
        yield Problem(change.path, line, column, "CH003", message, "leave it to a body that may own one")
    elif not states:
        message = f"{change.id} cannot be read, so nobody can say that “{body}” may change it"
        yield Problem(change.path, line, column, "CH003", message, "mend it first: rulewise check")


def place(head: Corpus, path: str, field: str) -> tuple[int, int]:
    """Return where a field of the front matter stands now; the top of the file where it does not."""
    entry = head.by_path.get(path)
    document = head.document(entry) if entry else None
    return document.key_place((field.partition(".")[0],)) if document else (1, 1)


def _first_line(head: Corpus, change: Change) -> tuple[int, int]:
    entry = head.by_path.get(change.path)
    document = head.document(entry) if entry else None
    if document is None:
        return 1, 1
    offset = 0
    for mark, text in change.redline:
        if mark is not Mark.KEPT:
            break
        offset += len(text)
    return document.body_place(min(offset, len(document.body.rstrip())))
