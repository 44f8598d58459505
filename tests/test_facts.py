"""No entry of our sources was lost on the way here, and none of their sentences was copied.

``facts/slugs.txt`` names every entry. ``facts/shingles.txt.gz`` holds a fingerprint of every run of twelve words in
them (the first ten hexadecimal digits of its SHA-256; words in lower case, without marks), so that copying shows and
the text does not.
"""

import gzip
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

FACTS = Path(__file__).parent / "facts"
ROOT = Path(__file__).parent.parent
GUIDANCE = ROOT / "guidance"
RUN = 12

_WORD = re.compile(r"[a-z0-9]+")
_TARGET = re.compile(r"\]\[[^\[\]]*\]|\]\([^()]*\)")


def _runs(text: str) -> Iterator[str]:
    """Yield every run of words, reading links as their words and don't as one word."""
    words = _WORD.findall(_TARGET.sub("]", text).lower().replace("’", "").replace("'", ""))
    return (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _fingerprint(run: str) -> str:
    return sha256(run.encode()).hexdigest()[:10]


def _copied(text: str, known: frozenset[str]) -> list[str]:
    return [run for run in _runs(text) if _fingerprint(run) in known]


def _known() -> frozenset[str]:
    return frozenset(gzip.decompress((FACTS / "shingles.txt.gz").read_bytes()).decode("ascii").split())


@pytest.mark.parametrize(("kind", "count"), [("statutory", 110), ("professional", 86)])
def test_no_entry_was_lost(kind: str, count: int) -> None:
    """Each entry of our sources has its file in the guidance, under its own name."""
    lines = [line.split() for line in (FACTS / "slugs.txt").read_text("utf-8").splitlines()]
    slugs = {slug for of, slug in lines if of == kind}
    files = [file.stem for file in (GUIDANCE / kind).glob("*/*.md")]
    assert len(slugs) == count
    assert slugs - set(files) == set()
    assert len(files) == len(set(files))


def test_fingerprints_are_as_described() -> None:
    """The fingerprints are sorted, each given once, ten digits long, and many."""
    lines = gzip.decompress((FACTS / "shingles.txt.gz").read_bytes()).decode("ascii").splitlines()
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"[0-9a-f]{10}", line) for line in lines)
    assert len(lines) > 6000


def test_no_sentence_was_copied() -> None:
    """No run of twelve words in the guidance, its notes or the pages about the site stands in our sources."""
    known = _known()
    files = sorted([*GUIDANCE.rglob("*.md"), *GUIDANCE.rglob("*.yml"), *(ROOT / "docs").rglob("*.md")])
    copied = {file.relative_to(ROOT).as_posix(): _copied(file.read_text("utf-8"), known) for file in files}
    assert {path: runs for path, runs in copied.items() if runs} == {}


def test_copying_is_seen() -> None:
    """A copied run is found whatever its capitals, marks, apostrophes and links."""
    source = "Nobody can see the child's room before the kettle boils or the dog barks"
    known = frozenset(_fingerprint(run) for run in _runs(source))
    assert len(known) == 3
    assert (
        len(_copied("NOBODY can see [the child’s\nroom][S-047], before the kettle boils; or the dog… barks!", known))
        == 3
    )
    assert _copied("Nobody can see the child's room while the kettle boils", known) == []
