"""Strict YAML: one document of mappings, lists and text, with the place of everything.

libyaml reads the events; nothing is guessed from them. A scalar is the text that was written (``no`` is the
word, ``010`` three characters); an empty plain scalar is None. Anchors, aliases and tags are refused, and so
are duplicate keys: two values for one key would lose one without a word.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml as pyyaml
from yaml._yaml import CParser

from rulewise.source.fault import Fault, Place, explain

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a document."""

_RARE_LINE_ENDS = {0x85: " ", 0x2028: " ", 0x2029: " "}

DEEPEST = 12
"""Levels of nesting; the format needs four."""


class Places:
    """Where the values and the keys of a document stand."""

    def __init__(self) -> None:
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}


class Refused(Exception):
    """The document can't be used; carries the fault that says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Parsed(NamedTuple):
    """A document's value, the faults that it could be read in spite of, and whether any value was left empty."""

    value: Any
    faults: list[Fault]
    empty: bool


def parse(text: str, first_line: int, places: Places | None = None) -> Parsed:
    """Read one YAML document, noting in ``places``, where given, where everything stands.

    ``first_line`` is the line of the file on which ``text`` starts. Raises `Refused` when there is nothing to use.
    """
    # libyaml takes these for ends of lines, and an editor does not: every later line would be told one too low.
    text = text.translate(_RARE_LINE_ENDS) if not text.isascii() else text
    reader = _Reader(text, first_line, places)
    try:
        return Parsed(reader.document(), reader.faults, reader.empty)
    except pyyaml.MarkedYAMLError as error:
        raise Refused(explain(error, text, first_line)) from None
    except pyyaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode("utf-8", "replace")
        place = (first_line + before.count("\n"), len(before) - before.rfind("\n"))
        message = f"the character U+{error.character:04X} cannot stand in front matter"
        raise Refused(Fault("FM002", place, message, "delete it; it is often pasted by accident")) from None


def scalars(value: Any, path: Path = ()) -> Iterator[tuple[Path, str | None]]:
    """Yield every scalar of a parsed document with its path; None where a value was left empty."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from scalars(part, (*path, key))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from scalars(part, (*path, i))
    else:
        yield path, value


class _Reader:
    """A walk over libyaml's events."""

    def __init__(self, text: str, first_line: int, places: Places | None) -> None:
        self._next: Callable[[], Any] = CParser(text).get_event
        self._first_line = first_line
        self._places = places
        self._depth = 0
        self.faults: list[Fault] = []
        self.empty = False

    def place(self, mark: Any) -> Place:
        return mark.line + self._first_line, mark.column + 1

    def document(self) -> Any:
        self._next()  # the stream starts
        event = self._next()
        if isinstance(event, pyyaml.StreamEndEvent):
            return {}
        value = self._value(self._next(), ())
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, pyyaml.StreamEndEvent):
            raise Refused(
                Fault("FM002", self.place(after.start_mark), "a second document starts here", "delete this line")
            )
        return value

    def _value(self, event: Any, path: Path) -> Any:
        kind = type(event)
        if event.anchor or kind is pyyaml.AliasEvent or event.tag:
            self._refuse(event)
        if self._places:
            self._places.values[path] = self.place(event.start_mark)
        if kind is pyyaml.ScalarEvent:
            if event.value or event.style:
                return event.value
            self.empty = True
            return None
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse_depth(event)
        value = self._list(path) if kind is pyyaml.SequenceStartEvent else self._mapping(path)
        self._depth -= 1
        return value

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not pyyaml.SequenceEndEvent:
            items.append(self._value(event, (*path, len(items)) if self._places else path))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        while type(event := self._next()) is not pyyaml.MappingEndEvent:
            if event.anchor or type(event) is pyyaml.AliasEvent or event.tag:
                self._refuse(event)
            if type(event) is not pyyaml.ScalarEvent:
                hint = 'put a value that begins with “{” or “[” in quotation marks: title: "{{ title }}"'
                place = self.place(event.start_mark)
                raise Refused(Fault("FM002", place, "a bracket stands where the name of a field belongs", hint))
            key = event.value
            if key in mapping:
                message = f"“{key}” is here again; the first is on line {self.place(marks[key])[0]}"
                self.faults.append(Fault("FM004", self.place(event.start_mark), message, "keep one of them"))
                self._skip()
                continue
            marks[key] = event.start_mark
            where = (*path, key) if self._places else path
            if self._places:
                self._places.keys[where] = self.place(event.start_mark)
            mapping[key] = self._value(self._next(), where)
        return mapping

    def _skip(self) -> None:
        """Pass over one value, still refusing what is unsafe in it."""
        depth = 0
        while True:
            event = self._next()
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                self._refuse(event)
            if isinstance(event, pyyaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, pyyaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                self._refuse_depth(event)
            if depth == 0:
                return

    def _refuse_depth(self, event: Any) -> None:
        message = f"brackets stand more than {DEEPEST} deep in each other"
        raise Refused(Fault("FM002", self.place(event.start_mark), message))

    def _refuse(self, event: Any) -> None:
        what, sign = ("anchor", "&") if event.anchor else ("tag", "!")
        if type(event) is pyyaml.AliasEvent:
            what, sign = "alias", "*"
        raise Refused(
            Fault(
                "FM003",
                self.place(event.start_mark),
                f"a YAML {what} (“{sign}…”) is not allowed here: every value is written out in full",
                f"write the value itself, or put it in quotation marks if it really begins with “{sign}”",
            )
        )
