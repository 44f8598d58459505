"""A short signature of a body, by which near-copies are found among thousands of pages without comparing each pair.

The first letters of each sentence are hashed, and the last of a long one, without what stands between letters: a copy
shares them, however its lines are broken, and one in which a word was changed, put in or left out still shares one of
the two nearly always.
"""

from array import array
from collections.abc import Iterable
from zlib import crc32

SHORTEST = 48
"""Letters in a sentence that can be a copy; shorter ones are terms of art and turns of phrase."""
TOGETHER = 40
"""Letters hashed together."""

DIGITS = 8
"""Characters of a signature that are one hash."""

_ENDS = ".!?"
_PARTS = bytes(
    ord(".") if chr(i) in _ENDS else ord(chr(i).lower() if chr(i).isascii() and chr(i).isalnum() else " ")
    for i in range(256)
)


def plainly(text: str) -> list[bytes]:
    """Return the sentences of a text, roughly parted: small letters and figures, with spaces for all other signs."""
    # A blank line and a line that begins with a sign, as a list's do, end a sentence too.
    parted = text.replace("\n\n", ".").replace("\n- ", ".")
    return parted.encode("utf-8", "replace").translate(_PARTS).split(b".")


def signature(text: str) -> str:
    """Return the hashes of a body's sentences as one string, which costs next to nothing to keep and to hand on."""
    hashes = array("I")
    for sentence in plainly(text):
        letters = sentence.replace(b" ", b"")
        if len(letters) >= SHORTEST:
            hashes.append(crc32(letters[:TOGETHER]))
            if len(letters) >= 2 * TOGETHER:
                hashes.append(crc32(letters[-TOGETHER:]))
    return hashes.tobytes().hex()


def unpack(packed: Iterable[str]) -> "array[int]":
    """Read the hashes of signatures again, one after another."""
    hashes = array("I")
    hashes.frombytes(bytes.fromhex("".join(packed)))
    return hashes
