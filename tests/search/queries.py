"""The queries by which search is judged, and the third of them that nobody tunes by."""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("queries.jsonl")
STYLES = (
    "keywords",
    "question",
    "typing mistake",
    "abbreviation",
    "old term",
    "section",
    "lay words",
    "quoted",
    "phone",
    "no answer",
)


class Query(NamedTuple):
    """Words as somebody types them, and the ids of all that answers them: none where the corpus has no answer."""

    words: str
    style: str
    role: str
    answers: frozenset[str]
    held: bool | None = None
    """Said of the queries of a writer whose work as a whole was shown, or was not, to those who tune."""

    @property
    def is_held_back(self) -> bool:
        """Whether the query belongs to the third that is never shown to those who tune; else a hash decides."""
        if self.held is not None:
            return self.held
        return int.from_bytes(hashlib.sha256(self.words.encode()).digest()) % 3 == 0


def queries() -> list[Query]:
    """Read all queries, in the order of the file."""
    rows = map(json.loads, FILE.read_text("utf-8").splitlines())
    return [Query(row["q"], row["style"], row["role"], frozenset(row["answers"]), row.get("held")) for row in rows]
