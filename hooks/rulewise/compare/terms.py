"""Changes to the vocabulary: the closed lists, entry by entry."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from rulewise.compare.change import VOCABULARY, Change, Grade, Sort
from rulewise.compare.fields import listed, said
from rulewise.corpus import Corpus
from rulewise.corpus.load import VOCABULARY as PATH
from rulewise.model.vocabulary import Entry, Term, Vocabulary


def of_vocabulary(base: Corpus, head: Corpus) -> Iterator[Change]:
    """Compare the closed lists of two states."""
    was, now = base.vocabulary, head.vocabulary
    if was is None or now is None:
        if was or _text(base) != _text(head):
            words = "can be read again" if now else "the vocabulary cannot be read; run `rulewise check`"
            sort, grade = (Sort.READABLE, Grade.NONE) if now else (Sort.UNREADABLE, Grade.MAY)
            yield Change(VOCABULARY, sort, grade, PATH, "Vocabulary", words)
        return
    for name in type(now).model_fields:
        yield from _of_list(name, getattr(was, name), getattr(now, name))


def _text(corpus: Corpus) -> object:
    return corpus.vocabulary_document.text if corpus.vocabulary_document else corpus.problems


def _of_list(name: str, was: Sequence[Entry | Term], now: Sequence[Entry | Term]) -> Iterator[Change]:
    if was == now:
        return
    before, after = {_key(item): item for item in was}, {_key(item): item for item in now}
    one = {"bodies": "body"}.get(name, name.removesuffix("s"))
    for key, item in before.items():
        if key not in after:
            words = f"{one} “{_title(item)}” is gone"
            yield _change(Sort.VOCABULARY_REMOVED, f"{name}.{key}", _title(item), None, words)
    for key, item in after.items():
        if key not in before:
            yield _change(Sort.VOCABULARY_ADDED, f"{name}.{key}", None, _title(item), f"{one} “{_title(item)}” is new")
        else:
            yield from _of_item(one, f"{name}.{key}", before[key], item)
    stayed, stay = [key for key in before if key in after], [key for key in after if key in before]
    if stayed != stay:
        words = f"{name} in another order: {listed(_moved(stayed, stay))} moved"
        yield _change(Sort.VOCABULARY_REORDERED, name, ", ".join(stayed), ", ".join(stay), words)


def _key(item: Entry | Term) -> str:
    return item.term.casefold() if isinstance(item, Term) else item.id


def _title(item: Entry | Term) -> str:
    return item.term if isinstance(item, Term) else item.title


def _of_item(one: str, where: str, was: Entry | Term, now: Entry | Term) -> Iterator[Change]:
    if _title(was) != _title(now):
        words = f"{one} “{_title(was)}” is now called “{_title(now)}”"
        yield _change(Sort.VOCABULARY_RENAMED, where, _title(was), _title(now), words)
    for field in type(now).model_fields:
        before, after = getattr(was, field), getattr(now, field)
        if before != after and field not in {"id", "title", "term"}:
            words = f"{one} “{_title(now)}”, {field}: {_shown(before)} → {_shown(after)}"
            yield _change(Sort.VOCABULARY_CHANGED, f"{where}.{field}", said(before), said(after), words)


def _shown(value: Any) -> str:
    return said(value) or "none"


def _moved(was: list[str], now: list[str]) -> list[str]:
    """Return the fewest entries that have to move for the one order to become the other."""
    kept = set()
    for _start, at, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        kept.update(now[at : at + size])
    return [key for key in now if key not in kept]


def _change(sort: Sort, where: str, was: str | None, now: str | None, words: str) -> Change:
    return Change(VOCABULARY, sort, Grade.NONE, PATH, "Vocabulary", " ".join(words.split()), where, was, now)


def vocabulary_of(base: Corpus, head: Corpus) -> Vocabulary | None:
    """Return the vocabulary that decides who may do what: the one before, so that no change grants itself anything."""
    return base.vocabulary or head.vocabulary
