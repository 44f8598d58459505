"""A folder of guidance as one thing: load it, index it, follow its links both ways."""

from rulewise.corpus.corpus import TEXT, Corpus, Link
from rulewise.corpus.entry import Entry, Mention
from rulewise.corpus.load import GUIDANCE, NoGuidance, find_root, load
from rulewise.corpus.suggest import meant, nearest

__all__ = [
    "GUIDANCE",
    "TEXT",
    "Corpus",
    "Entry",
    "Link",
    "Mention",
    "NoGuidance",
    "find_root",
    "load",
    "meant",
    "nearest",
]
