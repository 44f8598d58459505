"""From one sentence to the words in it that claim force; whether the page may claim it is judged elsewhere."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from rulewise.checks.wording import excuses
from rulewise.checks.wording.inference import is_inference
from rulewise.checks.wording.soft import EASES, OPENING_EASE, SHOULD, SOFT_KEYS, STRONG_EASE
from rulewise.checks.wording.softness import is_right_ease, is_right_should
from rulewise.checks.wording.words import BINDING_KEYS, LIMIT, OBLIGATIONS, ON_CONDITION, REGARD, How


class Sort(StrEnum):
    """What a word of force claims."""

    MUST = "must"
    """Somebody is bound."""
    LEGAL = "legal"
    """Somebody is bound, by the law's own authority."""
    REGARD = "regard"
    """Somebody is bound to have regard, and to no more."""
    LIMIT = "limit"
    """A power goes so far and no further."""
    SHOULD = "should"
    """Something is expected."""
    EASE = "ease"
    """Something is only suggested."""
    STRONG_EASE = "strong-ease"
    """Something is suggested so softly that not even an expectation is left."""


class Found(NamedTuple):
    """Words that claim force, and where they begin in their sentence."""

    sort: Sort
    words: str
    offset: int


_COMMON = frozenset({"has", "have", "may", "act"})
RARE = BINDING_KEYS - _COMMON
"""Words that are looked at wherever they stand."""
_MAY_BIND = re.compile(
    r"\bha(?:s|ve)\s+(?:\w+\s+){0,2}to\b|\bmay\s+not\b|\bno\s[^.]{1,60}\smay\b|\bact\s|\b(?:nobody|no\s+one)\s+may\b",
    re.IGNORECASE,
)


_BY_LAW = re.compile(r"\b(?:legally|lawfully|by law|in law|statute)\b", re.IGNORECASE)


def could_bind(words: Sequence[str], sentence: str) -> bool:
    """Tell quickly whether a sentence holds a word that can say that somebody is bound; most hold none."""
    return not RARE.isdisjoint(words) or (not _COMMON.isdisjoint(words) and _MAY_BIND.search(sentence) is not None)


def could_soften(words: Sequence[str]) -> bool:
    """Tell quickly whether a sentence holds a word that can expect or suggest."""
    return not SOFT_KEYS.isdisjoint(words)


NEAR = 400
"""Characters on each side of a word that can excuse it: no sentence for readers is longer."""
MOST = 20
"""Matches of one pattern that are looked at in one sentence."""


def _around(sentence: str, start: int, end: int) -> tuple[str, str]:
    return sentence[max(0, start - NEAR) : start], sentence[end : end + NEAR]


def obligations(sentence: str, words: Sequence[str]) -> Iterator[Found]:
    """Yield the words that say that somebody is bound, but for those that bind nobody.

    ``words`` are those of the sentence in small letters; a pattern none of whose words is there is not tried.
    """
    if excuses.is_question(sentence):
        return
    for how, tried in OBLIGATIONS:
        if tried.keys.isdisjoint(words):
            continue
        for match in islice(tried.pattern.finditer(sentence), MOST):
            found, (before, after) = match[0], _around(sentence, *match.span())
            if not (_excused(how, before, found, after) or excuses.is_history(sentence)):
                yield Found(_sort(how, before, found, after), found, match.start())


def _excused(how: How, before: str, words: str, after: str) -> bool:
    if (
        excuses.is_reported(before)
        or excuses.is_said_after(after)
        or excuses.is_not_said(before)
        or excuses.is_embedded(before, after)
    ):
        return True
    if how is How.MODAL:
        guess = words.lower().startswith("must") and is_inference(before, after)
        return guess or excuses.is_idiom(before, words, after) or excuses.is_of_family(before, after)
    if excuses.is_denied(before, words):
        return True
    if how is How.HAVE_TO:
        return not excuses.binds_somebody(before, after)
    return excuses.is_felt(before) or (how is How.REQUIRED and excuses.has_no_agent(before))


def _sort(how: How, before: str, words: str, after: str) -> Sort:
    if how is How.LAW:
        return Sort.LEGAL
    if how is How.DUTY:
        return Sort.REGARD if REGARD.match(after.removeprefix(" to").lstrip()) else Sort.MUST
    if how is How.REQUIRED and _BY_LAW.search(words):
        return Sort.LEGAL
    if LIMIT.match(after) or ON_CONDITION.search(before):
        return Sort.LIMIT
    return Sort.REGARD if REGARD.match(after.lstrip()) else Sort.MUST


def softenings(sentence: str, words: Sequence[str]) -> Iterator[Found]:
    """Yield the words that expect or suggest, but for those that water nothing down; ``words`` as in `obligations`."""
    for match in islice(SHOULD.finditer(sentence), MOST):
        before, after = _around(sentence, *match.span())
        if not is_right_should(sentence, before, after):
            yield Found(Sort.SHOULD, match[0], match.start())
    opening = OPENING_EASE.match(sentence)
    if opening and not excuses.is_question(sentence):
        yield Found(Sort.EASE, opening[0], 0)
        return
    for tried in EASES:
        if tried.keys.isdisjoint(words):
            continue
        for match in islice(tried.pattern.finditer(sentence), MOST):
            if not is_right_ease(sentence, _around(sentence, *match.span())[0], match[0]):
                sort = Sort.STRONG_EASE if STRONG_EASE.match(sentence, match.start()) else Sort.EASE
                yield Found(sort, match[0], match.start())
