"""The words that somebody probably meant."""

from collections.abc import Iterable

NEAR = 60
"""How alike two words are to be offered, of 100."""


def nearest(word: str, choices: Iterable[str], most: int = 1) -> list[str]:
    """Return up to ``most`` of ``choices`` that look like ``word``, the likest first."""
    # Wanted only where something is misspelt.
    from rapidfuzz import fuzz, process

    found = process.extract(
        word, sorted(choices), scorer=fuzz.ratio, processor=str.casefold, limit=most, score_cutoff=NEAR
    )
    return [choice for choice, _score, _index in found]


def meant(word: str, choices: Iterable[str]) -> str:
    """Return a hint such as “did you mean “duty”?”, or nothing when no choice is near."""
    near = nearest(word, choices)
    return f"did you mean “{near[0]}”?" if near else ""
