"""A short signature of a body, by which near-copies are found among thousands of pages without comparing each pair.

Of each long sentence the first few and the last few of its longer words are hashed: a copy shares both, and one in
which a word was changed, put in or left out still shares one of the two nearly always. Of a sentence with few long
words all words are hashed.
"""

from array import array
from base64 import b64decode, b64encode
from zlib import crc32

LONG = 5
"""Letters in a word that counts; shorter ones are in every sentence."""
TOGETHER = 4
"""Words hashed together."""
SHORTEST = 9
"""Words in a sentence that can be a copy; shorter ones are terms of art and turns of phrase."""

Words = list[list[bytes]]
"""A text as sentences of words."""

_ENDS = b".!?"
_ASCII = 128
_TABLE = bytes(
    ord(".") if i in _ENDS else ord(chr(i).lower()) if i < _ASCII and (chr(i).isalnum() or chr(i) == "\n") else ord(" ")
    for i in range(256)
)


def plainly(text: str) -> Words:
    """Return the words of a text in small letters, without signs, roughly parted where its sentences end."""
    plain = text.encode("utf-8", "replace").translate(_TABLE)
    # A blank line and a sign at the margin, which is a space by now, end a sentence too.
    return [sentence.split() for sentence in plain.replace(b"\n\n", b".").replace(b"\n  ", b".").split(b".")]


def signature(text: Words) -> str:
    """Return the hashes of a body's sentences as one string, which costs next to nothing to keep and to hand on."""
    hashes: list[int] = []
    for words in text:
        if len(words) < SHORTEST:
            continue
        long = [word for word in words if len(word) >= LONG]
        if len(long) < TOGETHER:
            hashes.append(crc32(b" ".join(words)))
        else:
            hashes += (crc32(b" ".join(long[:TOGETHER])), crc32(b" ".join(long[-TOGETHER:])))
    return b64encode(array("I", hashes).tobytes()).decode() if hashes else ""


def unpack(packed: str) -> "array[int]":
    """Read a signature again."""
    hashes = array("I")
    hashes.frombytes(b64decode(packed))
    return hashes
