"""Making problems at the place of a value or a mention."""

from typing import Any

from rulewise.corpus import Corpus, Entry, Mention
from rulewise.model.problem import Problem
from rulewise.source.yaml import Path


def at_value(corpus: Corpus, entry: Entry, path: Path, code: str, message: str, hint: str = "") -> Problem:
    """Report a problem where a front-matter value stands."""
    document = corpus.document(entry)
    line, column = document.place(path) if document else (1, 1)
    return Problem(entry.path, line, column, code, message, hint, subject_of(entry, path))


def at_mention(entry: Entry, mention: Mention, code: str, message: str, hint: str = "") -> Problem:
    """Report a problem where a body names an id."""
    return Problem(entry.path, mention.line, mention.column, code, message, hint, mention.target)


def subject_of(entry: Entry, path: Path) -> str:
    """Return the text at a path of the front matter, for the pointer under an excerpt."""
    value: Any = entry.values
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return ""
    return value if isinstance(value, str) else ""
