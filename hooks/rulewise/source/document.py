"""One authored file: bytes to front matter and body, with the line and column of everything kept."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from rulewise.model.problem import Problem
from rulewise.source.burden import burden
from rulewise.source.fault import Fault, Place
from rulewise.source.yaml import Path, Places, Refused, parse

LARGEST = 1_000_000
"""Bytes in the largest file that is read."""

FENCE = "---"


@dataclass(frozen=True)
class Document:
    """A file that could be read: its front matter as plain values, and its body as Markdown.

    ``front`` is the YAML text, which starts on line ``front_line``; ``body`` starts on line ``body_line``.
    ``problems`` are the faults that it could be read in spite of.
    """

    path: str
    text: str
    values: dict[str, Any]
    front: str
    front_line: int
    body: str
    body_line: int
    problems: tuple[Problem, ...] = field(default=())
    empty: bool = False
    """Some field was written down and left empty."""
    refused: bool = False
    """The body was made to hang a Markdown reader, and is not looked at any further."""

    @cached_property
    def _places(self) -> Places:
        # Places cost memory that only a file with a problem needs, so they are found again on demand.
        places = Places()
        parse(self.front, self.front_line, places)
        return places

    def place(self, path: Path) -> Place:
        """Return where the value at ``path`` stands; for one that is not there, its nearest parent."""
        while path:
            if path in self._places.values:
                return self._places.values[path]
            path = path[:-1]
        return 1, 1

    def key_place(self, path: Path) -> Place:
        """Return where the key at ``path`` stands; for a list item, where the item does."""
        return self._places.keys.get(path) or self.place(path)

    def body_place(self, offset: int) -> Place:
        """Return the line and column of an offset in the body."""
        before = self.body[:offset]
        return self.body_line + before.count("\n"), len(before) - before.rfind("\n")


def read_document(path: str, data: bytes) -> Document | tuple[Problem, ...]:
    """Read a Markdown file with front matter, or say why it cannot be read.

    ``path`` is relative to the root, for messages. A byte-order mark and Windows line ends are tolerated.
    """
    text = decode(path, data)
    if isinstance(text, Problem):
        return (text,)
    if text != FENCE and not text.startswith(f"{FENCE}\n"):
        return (
            Problem(
                path,
                1,
                1,
                "FM001",
                "the file does not begin with front matter",
                "begin with a line of exactly “---”, then the fields, then another “---”",
            ),
        )
    front, closed, body = f"\n{text[len(FENCE) + 1 :]}".partition(f"\n{FENCE}\n")
    if not closed:
        if not front.endswith(f"\n{FENCE}"):
            return (
                Problem(
                    path,
                    1,
                    1,
                    "FM001",
                    "the front matter is not closed",
                    "put a line of exactly “---” after the last field",
                ),
            )
        front = front.removesuffix(f"\n{FENCE}")
    front = front[1:]
    try:
        values, faults, empty = parse(front, 2)
    except Refused as refused:
        return (as_problem(path, refused.fault),)
    if not isinstance(values, dict):
        fault = Fault("FM007", (2, 1), "the front matter is not a set of fields", "write one “key: value” a line")
        return (as_problem(path, fault),)
    document = Document(
        path=path,
        text=text,
        values=values,
        front=front,
        front_line=2,
        body=body,
        body_line=front.count("\n") + 4 if front else 3,
        problems=tuple(as_problem(path, fault) for fault in faults),
        empty=empty,
    )
    weight = burden(body)
    if weight is None:
        return document
    fault = Fault(
        "SF001", document.body_place(weight[0]), f"the text holds {weight[1]}", "a page for readers needs far fewer"
    )
    return replace(document, problems=(*document.problems, as_problem(path, fault)), refused=True)


def decode(path: str, data: bytes) -> str | Problem:
    """Turn a file's bytes into text with plain line ends, or say why they are not text."""
    if len(data) > LARGEST:
        return Problem(
            path,
            1,
            1,
            "FM008",
            f"the file holds more than {LARGEST // 1_000_000} MB, the most that is read",
            "split it: one provision a file",
        )
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = _plain_ends(data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff"))
        return Problem(
            path,
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
            "FM008",
            "the text is not UTF-8 from here on",
            "save the file again with the encoding UTF-8",
        )
    return _plain_ends(text)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_problem(path: str, fault: Fault) -> Problem:
    """Give a fault of the YAML its file."""
    return Problem(path, *fault.place, fault.code, fault.message, fault.hint)
