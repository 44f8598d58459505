"""From text to the terms that are looked up. The browser does the same to a query, with the same tables.

``assets/search/words.js`` is this module's other half; ``tests/search/words.json`` holds both to the same answers.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rulewise.search.tables import ENDINGS, GLUED, IRREGULAR, NUMBERS, STOP, TENS, UNITS

SHORTEST, LONGEST = 2, 5
"""Terms in a phrase that is a term of its own."""

_UNIT = "|".join(sorted(UNITS, key=lambda unit: (-len(unit), unit)))
_SUB = r"(?:\([0-9a-z]{1,4}\))"
_NUMBER = r"[0-9]{1,3}(?:[a-z]{1,3}| [b-hj-qt-z](?![a-z0-9'])|)"
"""17, 17ZA, or 23 C as some write it; a letter that may begin another word or unit (a, i, r, s) stands close."""
_PLACE = rf"{_NUMBER}(?: ?{_SUB})*"
_JOIN = rf"(?: ?(?:,|-|to|and|&|or) ?(?:{_PLACE}(?![0-9a-z])|{_SUB}+))"
_ID = r"[sapcm]-[0-9]{1,5}|[sapcm] ?0[0-9]{1,4}|l-[a-z0-9]+(?:-[a-z0-9]+)*-[0-9]{1,4}"
_LETTERS = r"[^\W_]+(?:['-][^\W_]+)*"
_TOKEN = re.compile(
    rf"(?P<id>(?<![a-z0-9_-])(?:{_ID})(?![a-z0-9_-]))"
    rf"|(?P<unit>(?<![a-z0-9_'])(?:{_UNIT}))(?P<gap>\.? ?)(?P<places>{_PLACE}(?![0-9a-z]){_JOIN}*)"
    rf"|(?P<word>{_LETTERS})"
)
_WORD = re.compile(_LETTERS)
_ONE = re.compile(rf"(?P<join>,|-|to|and|&|or)?\s*(?P<number>{_NUMBER})?(?P<subs>{_SUB}*)")
_SUBS = re.compile(_SUB)
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?![a-z0-9_])")
_MARKS = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": " "})
_SPELT = re.compile(
    rf"(?<![a-z0-9_'])(?P<unit>{'|'.join(unit for unit in _UNIT.split('|') if len(unit) > SHORTEST)})\.? "
    rf"(?P<number>(?:{'|'.join(NUMBERS)})(?:[ -](?:{'|'.join(NUMBERS)}))?)(?![a-z0-9_])"
)
"""A section whose number is spelt out, such as section forty-seven."""
_UNDER = re.compile(rf",? sub-?section \(?(?P<number>{'|'.join(NUMBERS)}|[0-9]{{1,3}}[a-z]{{0,2}}\b)\)?")
"""A subsection that is named and not bracketed, such as section 47, subsection one."""
_GLUED = re.compile(rf"([0-9]+)([a-z]{{4,}}|{'|'.join(GLUED)})\Z")
"""A number with its unit, such as 72hrs."""
_ASIDE = re.compile(r"\([^()]*\)")
_DATED = re.compile(r"(.+?) ([12][0-9]{3})\b")
"""The name of an Act or regulations with its year."""
_TELLING = 3
"""First letters that are more than these tell which Act is meant without its year."""
_FIRSTS = re.compile(r"\b[A-Z]")
_SILENT = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Accents, and signs that nobody sees."""
_WIDEST = 12
"""Places that a range such as “regulations 3 to 7” may name; a longer one is taken to be something else."""


def fold(text: str) -> str:
    """Return a text in small letters, without accents, its quotes and dashes straight and its spaces single."""
    text = text.translate(_MARKS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in _SILENT)
    return _POSSESSIVE.sub("", " ".join(text.lower().split()))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what is left of a folded word without its ending."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():  # noqa: PLR2004 - a shorter word has no ending to lose
        return word
    for ending, instead, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsze":  # noqa: PLR2004 - the double letter of stopped
        return word[:-1]
    if len(word) > 4 and word.endswith("e"):  # noqa: PLR2004 - care is not car
        return word[:-1]
    return word


def terms(text: str) -> Iterator[str]:
    """Yield the terms of a text in order: ``child``, ``15``, ``s47``, ``s47(1)``, ``#s-47``."""
    for match in _TOKEN.finditer(_SPELT.sub(_in_digits, _UNDER.sub(_in_brackets, fold(text)))):
        if match["word"]:
            yield from _of_word(match["word"])
        elif match["id"]:
            yield id_term(match["id"])
        else:
            yield from _of_places(UNITS[match["unit"]], match["places"])


def _in_brackets(match: re.Match[str]) -> str:
    return f"({NUMBERS.get(match['number'], match['number'])})"


def _in_digits(match: re.Match[str]) -> str:
    parts = re.split("[ -]", match["number"])
    number = _number(parts)
    last = f" {parts[1]}" if len(parts) > 1 else ""
    return f"{match['unit']} {NUMBERS[parts[0]]}{last}" if number is None else f"{match['unit']} {number}"


def phrases(text: str) -> Iterator[str]:
    """Yield the terms of a list with one phrase on each line, and each phrase of a few terms as one term too."""
    for line in text.split("\n"):
        found = list(terms(line))
        yield from found
        if SHORTEST <= len(found) <= LONGEST:
            yield "+".join(found)


def short_names(instrument: str) -> list[str]:
    """Return the name of an Act or regulations with what people call it: CA 1989, CA1989, CA 89, CA89; LASSA alone.

    There is none without a year.
    """
    match = _DATED.match(instrument)
    first = "".join(_FIRSTS.findall(_ASIDE.sub("", match[1]))) if match else ""
    if not match or len(first) < SHORTEST:
        return []
    year = match[2]
    alone = [first] if len(first) > _TELLING else []
    return [match[0], f"{first} {year}", f"{first}{year}", f"{first} {year[-2:]}", f"{first}{year[-2:]}", *alone]


def id_term(identifier: str) -> str:
    """Return the term of an id, whatever zeros it was written with."""
    head, digits = re.findall(r"^(.*?)[ -]?([0-9]+)$", identifier.lower())[0]
    return f"#{head}-{int(digits)}"


def surfaces(text: str) -> set[str]:
    """Return the words of a text as they are written, but for case and accents: what a mistyped one may have meant."""
    words = {part for word in set(_WORD.findall(fold(text))) for part in word.replace("'", "").split("-")}
    return {word for word in words if len(word) > 3 and word.isalpha() and word not in STOP}  # noqa: PLR2004 - too short


@lru_cache(maxsize=200_000)
def _of_word(word: str) -> tuple[str, ...]:
    return tuple(_parts(word))


def _parts(word: str) -> Iterator[str]:
    parts = word.replace("'", "").split("-")
    number = _number(parts)
    if number is not None:
        yield str(number)
        return
    for part in parts:
        glued = _GLUED.match(part)
        if part in NUMBERS:
            yield str(NUMBERS[part])
        elif glued:
            yield glued[1]
            yield stem(glued[2])
        elif part not in STOP and (len(part) > 1 or part.isdigit()):
            yield stem(part)
    if len(parts) > 1 and all(part.isalpha() for part in parts):
        yield stem("".join(parts))


def _number(parts: list[str]) -> int | None:
    """Read twenty-six."""
    if len(parts) == 2 and all(part in NUMBERS for part in parts) and parts[0] in TENS:  # noqa: PLR2004 - tens and ones
        return NUMBERS[parts[0]] + NUMBERS[parts[1]]
    return None


def _of_places(unit: str, places: str) -> Iterator[str]:
    """Yield each place that a list such as “17(3) and (10)”, “44(1) and 45” or “3 to 7” names."""
    number, subs = "", ""
    for match in _ONE.finditer(places.replace(" (", "(")):
        if not match["number"] and not match["subs"]:
            continue
        between = match["join"] in {"-", "to"}
        if match["number"]:
            if between:
                for named in _between(number, match["number"]):
                    yield unit + named
            number = match["number"].replace(" ", "")
            yield unit + number
        elif between:
            for named in _between(subs.strip("()"), match["subs"].strip("()")):
                yield f"{unit}{number}({named})"
        subs = ""
        for sub in _SUBS.findall(match["subs"]):
            subs += sub
            yield unit + number + subs


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _WIDEST:
        return [str(i) for i in range(int(first) + 1, int(last))]
    return []
