"""Sentences of synthetic guidance, from templates with so many fillings that no two pages share a long run of words."""

import re
from collections.abc import Callable
from random import Random

import words

_SLOT = re.compile(r"\{(\w+)\}")
_DIGITS = re.compile(r"\d")
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z")


def third(word: str) -> str:
    """Return a regular verb as it goes with he or she, or a noun as it goes with many: watches, studies, gates."""
    if _CONSONANT_Y.search(word):
        return f"{word[:-1]}ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


def past(verb: str) -> str:
    """Return the form of a regular verb for what is done: watched, studied, measured."""
    if _CONSONANT_Y.search(verb):
        return f"{verb[:-1]}ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def title_of(identifier: str, seed: int) -> str:
    """Return the title of a provision: a verb, a thing and a place, always the same for one id and seed."""
    voice = Voice(f"{seed}/{identifier}/title")
    return f"{voice.pick(words.VERBS).capitalize()} {voice.say('np')} at {voice.say('place')}"


class Voice:
    """A writer whose every choice comes from one seed."""

    def __init__(self, seed: str, bearer: str = "", limit: str = "") -> None:
        self.random = Random(seed)
        self._bearer, self._limit = bearer, limit
        self._slots: dict[str, Callable[[], str]] = {
            "np": self._thing,
            "adj": lambda: self.pick(words.ADJECTIVES),
            "noun": lambda: self.pick(words.NOUNS),
            "nouns": lambda: third(self.pick(words.NOUNS)),
            "verb": lambda: self.pick(words.VERBS),
            "verbs": lambda: third(self.pick(words.VERBS)),
            "verbed": lambda: past(self.pick(words.VERBS)),
            "actor": lambda: f"the {self.pick(words.ROLES[:-1]).replace('-', ' ')}",
            "place": self._place,
            "time": lambda: self.pick(words.TIMES),
            "reason": lambda: self.fill(self.pick(words.REASONS)),
            "bearer": lambda: self._bearer,
            "limit": lambda: f" {self._limit}" if self._limit else "",
        }

    def pick(self, choices: list[str]) -> str:
        """Return one of the choices."""
        return choices[int(self.random.random() * len(choices))]

    def say(self, slot: str) -> str:
        """Return something for a slot; with a capital when its name has one."""
        text = self._slots[_DIGITS.sub("", slot).lower()]()
        return text[:1].upper() + text[1:] if slot[0].isupper() else text

    def fill(self, template: str) -> str:
        """Return a template with every slot filled."""
        return _SLOT.sub(lambda match: self.say(match[1]), template)

    def sentence(self, templates: list[str]) -> str:
        """Return one sentence with its full stop, where the template has none."""
        text = self.fill(self.pick(templates))
        return text if text.endswith((".", "?")) else f"{text}."

    def paragraph(self, templates: list[str], least: int) -> str:
        """Return sentences until there are at least so many words."""
        said: list[str] = []
        while sum(len(sentence.split()) for sentence in said) < least:
            said.append(self.sentence(templates))
        return " ".join(said)

    def items(self, templates: list[str], count: int, mark: str = "- ") -> str:
        """Return a list of so many sentences, each on its line."""
        return "\n".join(f"{mark}{self.sentence(templates)}" for _ in range(count))

    def date(self, first: int, last: int) -> str:
        """Return a day of the year 2026 between two of its months, both included."""
        return f"2026-{self.random.randint(first, last):02}-{self.random.randint(1, 20):02}"

    def _thing(self) -> str:
        first = f"the {self.pick(words.ADJECTIVES)} {self.pick(words.NOUNS)}"
        if self.random.random() < 0.35:
            return f"{first} of {self._place()}"
        return first

    def _place(self) -> str:
        name = self.pick(words.NAME_STARTS) + self.pick(words.NAME_ENDS)
        return f"{name} {self.pick(words.NAME_TAILS)}" if self.random.random() < 0.5 else name
