"""Numbers with their unit, made comparable: “fifteen working days” is 15 working days, and “a fortnight” two weeks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: i for i, word in enumerate(_ONES.split(), 1)} | {
    word: 10 * i for i, word in enumerate(_TENS.split(), 2)
}
_NUMBER = (
    rf"(?:(?:{'|'.join(_TENS.split())})(?:[- ](?:{'|'.join(_ONES.split()[:9])}))?|{'|'.join(_ONES.split()[::-1])}"
    r"|a|an|half an|\d+(?:\.\d+)?)"
)
_UNIT = (
    r"(?:(?:(?P<sort>working|school|business|court|calendar|clear|consecutive)[- ])?(?P<unit>minute"
    r"|hour|day|week|fortnight|month|year|term)|(?P<rate>per cent|percent|%))"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,-])(?P<number>{_NUMBER})(?: \([\w-]+\))?[- ]?{_UNIT}(?:s|s'|'s)?(?![\w-])(?! (?:old|of age|olds)\b)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?|age of|under|over|turns?|reach(?:es|ed)?|until|born|from)(?: the age of)? $", re.IGNORECASE
)
_WITHOUT_NUMBER = re.compile(
    r"\b(?:(?P<yearly>annually|yearly|every year|each year|once a year)|(?P<monthly>monthly|every month"
    r"|each month)|(?P<weekly>weekly|every week|each week)|(?P<fortnightly>fortnightly|every fortnight))\b",
    re.IGNORECASE,
)
_UNIT_WORDS = (
    "minute minutes hour hours day days week weeks fortnight fortnights month months year years term terms "
    "annually yearly monthly weekly fortnightly cent percent %"
)
UNITS = frozenset(_UNIT_WORDS.split())
"""The words of which a text holds one if it names a quantity."""
_ALONE = re.compile(r"(?:annual|year|month|week|fortnight)ly")
_SORTS = frozenset({"working", "school", "business", "court", "calendar", "clear", "consecutive"})
_NUMBERS = frozenset({*_VALUES, "a", "an", "every", "each"})
_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "fortnight": 336.0}
_MONTHS = {"month": 1.0, "year": 12.0}


class Quantity(NamedTuple):
    """An amount in a unit that amounts of the same kind share; offsets are those of the text that was read."""

    amount: float
    unit: str
    """``hours`` (any clock or calendar time up to weeks), ``months``, ``working days``, ``per cent`` …"""
    start: int
    end: int


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the times and shares that a sentence names; ages are not among them."""
    for match in _QUANTITY.finditer(text):
        unit = (match["unit"] or "per cent").lower()
        if unit == "year" and _AGE.search(text, 0, match.start()):
            continue
        number = _value(match["number"].lower())
        sort = (match["sort"] or "").lower()
        if sort in {"working", "school", "business", "court"} and unit == "day":
            yield Quantity(number, f"{'working' if sort == 'business' else sort} days", match.start(), match.end())
        elif unit in _HOURS:
            yield Quantity(round(number * _HOURS[unit], 4), "hours", match.start(), match.end())
        elif unit in _MONTHS:
            yield Quantity(number * _MONTHS[unit], "months", match.start(), match.end())
        else:
            yield Quantity(number, unit, match.start(), match.end())
    for match in _WITHOUT_NUMBER.finditer(text):
        if match["yearly"] or match["monthly"]:
            yield Quantity(12.0 if match["yearly"] else 1.0, "months", match.start(), match.end())
        elif match["weekly"] or match["fortnightly"]:
            yield Quantity(168.0 if match["weekly"] else 336.0, "hours", match.start(), match.end())


def follows_number(text: str, at: int) -> bool:
    """Tell whether a number stands before the unit at ``at`` of a text in small letters; “monthly” needs none."""
    words = text[max(0, at - 60) : at].replace("-", " ").split()
    if words and words[-1] in _SORTS:
        words.pop()
    if words and (words[-1] in _NUMBERS or words[-1][-1] in "0123456789)"):
        return True
    return text.startswith("cent", at) or _ALONE.match(text, at) is not None


def _value(number: str) -> float:
    if number in {"a", "an"}:
        return 1.0
    if number == "half an":
        return 0.5
    if number[0].isdigit():
        return float(number)
    return float(sum(_VALUES[part] for part in re.split("[- ]", number)))
