"""Changes to the vocabulary: the closed lists, entry by entry."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from rulewise.compare.change import VOCABULARY, Change, Grade, Sort
from rulewise.compare.fields import listed, said
from rulewise.corpus import Corpus
from rulewise.corpus.load import VOCABULARY as PATH
from rulewise.model.vocabulary import Item, Vocabulary

_ONE = {"bodies": "body", "lay": "everyday word", "elsewhere": "topic that is not covered"}
"""What one entry of a list is called, where that is not the list's name without its last letter."""


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


def _of_list(name: str, was: Sequence[Item], now: Sequence[Item]) -> Iterator[Change]:
    if was == now:
        return
    before, after = {item.key: item for item in was}, {item.key: item for item in now}
    one = _ONE.get(name, name.removesuffix("s"))
    for key, item in before.items():
        if key not in after:
            words = f"{one} “{item.name}” is gone"
            yield _change(Sort.VOCABULARY_REMOVED, f"{name}.{key}", item.name, None, words)
    for key, item in after.items():
        if key not in before:
            yield _change(Sort.VOCABULARY_ADDED, f"{name}.{key}", None, item.name, f"{one} “{item.name}” is new")
        else:
            yield from _of_item(one, f"{name}.{key}", before[key], item)
    stayed, stay = [key for key in before if key in after], [key for key in after if key in before]
    if stayed != stay:
        words = f"{name} in another order: {listed(_moved(stayed, stay))} moved"
        yield _change(Sort.VOCABULARY_REORDERED, name, ", ".join(stayed), ", ".join(stay), words)


def _of_item(one: str, where: str, was: Item, now: Item) -> Iterator[Change]:
    if was.name != now.name:
        words = f"{one} “{was.name}” is now called “{now.name}”"
        yield _change(Sort.VOCABULARY_RENAMED, where, was.name, now.name, words)
    for field in type(now).model_fields:
        before, after = getattr(was, field), getattr(now, field)
        if before != after and field not in {"id", "title", "term"}:
            words = f"{one} “{now.name}”, {field}: {_shown(before)} → {_shown(after)}"
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
