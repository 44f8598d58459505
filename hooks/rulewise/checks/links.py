"""LK001 to LK005, LK007 and LK008: does what a provision leans on exist, fit and still stand?"""

import datetime as dt
from collections.abc import Iterator

from rulewise.checks.at import at_mention, at_value
from rulewise.corpus import Corpus, Entry, nearest
from rulewise.model.problem import Problem
from rulewise.model.provision import TARGETS, Local, Professional, Provision
from rulewise.model.values import Id
from rulewise.model.words import Kind

_LETTERS: dict[str | int, str] = {field: "".join(kind.letter for kind in kinds) for field, kinds in TARGETS.items()}
_ANY = "".join(kind.letter for kind in Kind)


_ALONE = "nothing replaced it: say what now protects what it was for, or say it without this page"


def check_corpus(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Check every id that is named, and every provision that ought to be."""
    # A file that can't be read may hold the very page that another seems to lack.
    broken = any(entry.provision is None for entry in corpus.entries)
    sound = {provision.id for provision in corpus.provisions() if not provision.is_withdrawn(as_at)}
    served = {
        target
        for provision in corpus.provisions()
        if isinstance(provision, Professional) and provision.id in sound
        for target in (*provision.principles, *provision.supports)
    }
    for entry in corpus.by_id.values():
        provision = entry.provision
        if provision is None:
            continue
        for path, target in provision.references():
            # Nearly every id that is named stands and fits, which is quick to tell.
            if target not in sound or target == provision.id or target[0] not in _LETTERS.get(path[0], _ANY):
                yield from _reference(corpus, entry, path, target, as_at)
        if not provision.is_withdrawn(as_at) and not broken:
            yield from _company(corpus, entry, provision, served)
        if provision.withdrawn and _circles(corpus, provision):
            yield at_value(
                corpus,
                entry,
                ("withdrawn", "replaced_by"),
                "LK008",
                f"following the replacement of {provision.id} leads back to {provision.id}",
                "name the provision that stands now, or leave replaced_by out",
            )
    for entry in corpus.entries:
        if not all(mention.target in sound for mention in entry.mentions):
            yield from _mentions(corpus, entry, as_at)
    yield from _terms(corpus)


def _reference(
    corpus: Corpus, entry: Entry, path: tuple[str | int, ...], target: Id, as_at: dt.date
) -> Iterator[Problem]:
    field, provision = str(path[0]), entry.provision
    if target not in corpus.claimed:
        yield at_value(corpus, entry, path, "LK001", f"no provision has the id {target}", _near(corpus, target, field))
        return
    wanted = TARGETS.get(field)
    kind = Kind.of_id(target)
    if wanted and kind not in wanted:
        kinds = ", ".join(kind.value for kind in Kind if kind in wanted)
        yield at_value(
            corpus,
            entry,
            path,
            "LK002",
            f"“{field}” names {target}, a provision of kind {kind.value if kind else 'unknown'}; it may name: {kinds}",
            f"ids that it may name begin with: {', '.join(f'{kind.letter}-' for kind in Kind if kind in wanted)}",
        )
    elif provision and target == provision.id and field != "withdrawn":
        yield at_value(corpus, entry, path, "LK002", f"{target} names itself in “{field}”", "take it out")
    if provision and field != "withdrawn" and not provision.is_withdrawn(as_at):
        ended = _ended(corpus, target, as_at)
        if ended:
            yield at_value(corpus, entry, path, "LK005", f"“{field}” names {target}, which {ended[0]}", ended[1])


def _mentions(corpus: Corpus, entry: Entry, as_at: dt.date) -> Iterator[Problem]:
    for mention in entry.mentions:
        if mention.target not in corpus.claimed:
            message = f"no provision has the id {mention.target}"
            yield at_mention(entry, mention, "LK001", message, _near(corpus, mention.target))
        elif entry.provision and not entry.provision.is_withdrawn(as_at):
            ended = _ended(corpus, mention.target, as_at)
            if ended:
                yield at_mention(
                    entry, mention, "LK005", f"the text leans on {mention.target}, which {ended[0]}", ended[1]
                )


def _terms(corpus: Corpus) -> Iterator[Problem]:
    document = corpus.vocabulary_document
    if corpus.vocabulary is None or document is None:
        return
    for i, term in enumerate(corpus.vocabulary.terms):
        for j, target in enumerate(term.see):
            if target not in corpus.claimed:
                line, column = document.place(("terms", i, "see", j))
                message = f"no provision has the id {target}"
                yield Problem(document.path, line, column, "LK001", message, _near(corpus, target), target)


def _ended(corpus: Corpus, target: Id, as_at: dt.date) -> tuple[str, str] | None:
    """Say when and why a withdrawn provision ended, and what stands in its place."""
    provision = corpus.get(target)
    if provision is None or provision.withdrawn is None or not provision.is_withdrawn(as_at):
        return None
    now, seen = corpus.get(provision.withdrawn.replaced_by or ""), {target}
    while now and now.withdrawn and now.is_withdrawn(as_at) and now.id not in seen:
        seen.add(now.id)
        now = corpus.get(now.withdrawn.replaced_by or "")
    stands = now is not None and not now.is_withdrawn(as_at)
    hint = f"name {now.id} ({now.title}), which stands in its place" if now and stands else _ALONE
    return f"was withdrawn on {provision.withdrawn.on}: {provision.withdrawn.because}", hint


def _company(corpus: Corpus, entry: Entry, provision: Provision, served: set[Id]) -> Iterator[Problem]:
    """Report a provision that stands alone where it should have company."""
    if provision.kind is Kind.PRINCIPLE and provision.id not in served:
        yield at_value(
            corpus,
            entry,
            ("id",),
            "LK003",
            f"no professional advice names {provision.id} among its principles, so nothing says how to live by it",
            f"add {provision.id} to “principles” of the advice that serves it",
        )
    if provision.kind is Kind.STATUTORY and provision.id not in served:
        yield at_value(
            corpus,
            entry,
            ("id",),
            "LK004",
            f"no professional advice supports {provision.id}",
            "that may be right: not every rule needs advice",
        )
    if isinstance(provision, Local) and not provision.implements:
        yield at_value(
            corpus,
            entry,
            ("implements",),
            "LK007",
            f"{provision.id} is tied to nothing: its readers cannot tell what it carries out",
            "name in “implements” the provisions that it adopts, details or goes beyond",
        )


def _circles(corpus: Corpus, provision: Provision) -> bool:
    """Tell whether following replacements from a provision leads back to it."""
    seen: set[Id] = set()
    current: Provision | None = provision
    while current and current.withdrawn and current.withdrawn.replaced_by:
        target = current.withdrawn.replaced_by
        if target == provision.id:
            return True
        if target in seen:
            return False
        seen.add(target)
        current = corpus.get(target)
    return False


def _near(corpus: Corpus, target: str, field: str | None = None) -> str:
    """Name the ids that look like ``target``, with their titles so that the right one can be told."""
    wanted = TARGETS.get(field or "")
    choices = [i for i in corpus.claimed if wanted is None or Kind.of_id(i) in wanted]
    near = nearest(target, choices, most=3)
    named = []
    for identifier in near:
        provision = corpus.get(identifier)
        named.append(f"{identifier} ({provision.title})" if provision else identifier)
    return f"the nearest are: {'; '.join(named)}" if named else "add the provision, or take the id out"
