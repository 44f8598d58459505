"""Plain values to models, with everything that is wrong said in an editor's words."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rulewise.corpus.suggest import meant
from rulewise.model.problem import Problem
from rulewise.model.provision import MODELS
from rulewise.source.document import Document
from rulewise.source.yaml import Path, scalars

M = TypeVar("M", bound=BaseModel)

_OWN_CODES = {"missing_because": "FM005", "impossible_date": "DT002", "unsafe_address": "SF002"}
_SHAPES = {
    "string_type": "is text: write it on one line, in quotation marks if it holds a colon",
    "tuple_type": "is a list: write it in square brackets, with commas between",
    "model_type": "is a set of fields: write one “key: value” a line, indented under it",
    "model_attributes_type": "is a set of fields: write one “key: value” a line, indented under it",
    "string_too_long": "is too long",
}
_MAY_BE_EMPTY = "because"
"""In an allowance: what is wrong then is that it gives no reason, which has a code of its own."""


def validate(model: type[M], document: Document) -> tuple[M | None, list[Problem]]:
    """Make a ``model`` of a document's front matter; None with the problems that stand in the way."""
    details: list[ErrorDetails] = []
    made = None
    try:
        made = model.model_validate(document.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
    places = {detail["loc"] for detail in details}
    empty = [path for path in _left_empty(document) if path not in places] if document.empty else []
    if made and not empty:
        return made, []
    problems = [_problem(model, document, detail) for detail in details if not _echoes(detail, places)]
    return None, [
        *problems,
        *(_emptiness(model, document, path) for path in empty if _field(_model_at(model, path), path)),
    ]


def _left_empty(document: Document) -> Iterator[Path]:
    """Find the fields that were written down and left empty."""
    for path, value in scalars(document.values):
        if value is None and not (path[:1] == ("allow",) and path[-1] == _MAY_BE_EMPTY):
            yield path


def _echoes(detail: ErrorDetails, places: set[tuple[str | int, ...]]) -> bool:
    """Tell of a list that it is called too short only because its one item is wrong."""
    path = detail["loc"]
    return detail["type"] == "too_short" and any(place != path and place[: len(path)] == path for place in places)


def _problem(model: type[BaseModel], document: Document, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    kind, value, name = detail["type"], detail["input"], _name(detail["loc"])
    if kind == "missing":
        return _missing(model, document, path)
    if kind == "extra_forbidden":
        return _unknown(model, document, path, name)
    if value is None or kind in {"too_short", "string_too_short"}:
        return _emptiness(model, document, path)
    line, column = document.place(path)
    subject = value if isinstance(value, str) else ""
    said = f"“{subject[:80]}” " if subject else ""
    message, hint = f"“{name}”: {said}{detail['msg']}" if name else detail["msg"], ""
    if kind == "enum":
        allowed = [word.strip("'") for word in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        message = f"{said or 'what stands here '}is not a value of “{name}”; it is one of: {', '.join(allowed)}"
        hint = meant(subject, allowed) if subject else ""
    elif kind == "string_pattern_mismatch":
        what = (
            "small letters, digits and hyphens, such as local-authority"
            if path[-1] != "code"
            else "a problem code, such as WD001"
        )
        message = f"“{name}”: {said}is not {what}"
    elif kind == "tuple_type" and isinstance(value, dict):
        message = f"“{name}” is a list: begin each of its items with “- ”"
    elif kind in _SHAPES:
        message = f"“{name}” {_SHAPES[kind]}"
    elif kind == "missing_because":
        line, column = 1, 1
    return Problem(document.path, line, column, _OWN_CODES.get(kind, "FM007"), message, hint, subject)


def _name(path: Path) -> str:
    return ".".join(str(key) for key in path if isinstance(key, str))


def _missing(model: type[BaseModel], document: Document, path: Path) -> Problem:
    line, column = document.place(path[:-1])
    where = f" in “{_name(path[:-1])}”" if len(path) > 1 else ""
    described = _description(model, path)
    hint = f"add a line “{path[-1]}: …”" + (f": {described}" if described else "")
    return Problem(document.path, line, column, "FM005", f"“{path[-1]}” is missing{where}", hint)


def _emptiness(model: type[BaseModel], document: Document, path: Path) -> Problem:
    line, column = document.key_place(path)
    if isinstance(path[-1], int):
        return Problem(
            document.path, line, column, "FM005", f"an item of “{_name(path)}” is empty", "fill it in, or delete it"
        )
    field = _field(_model_at(model, path), path)
    hint = "fill it in" if field is None or field.is_required() else "fill it in, or delete the line"
    described = _description(model, path)
    return Problem(
        document.path,
        line,
        column,
        "FM005",
        f"“{_name(path)}” is empty",
        f"{hint}: {described}" if described else hint,
        str(path[-1]),
    )


def _unknown(model: type[BaseModel], document: Document, path: Path, name: str) -> Problem:
    line, column = document.key_place(path)
    key = str(path[-1])
    owner = _model_at(model, path)
    known = [field.alias or name for name, field in owner.model_fields.items()] if owner else []
    homes = [kind.value for kind, other in MODELS.items() if len(path) == 1 and key in other.model_fields]
    hint = meant(key, known)
    if homes:
        hint = f"it belongs to: {', '.join(homes)}"
    elif not hint:
        hint = f"the fields here are: {', '.join(known)}"
    return Problem(document.path, line, column, "FM006", f"“{name}” is not a field of this format", hint, key)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model, nested in ``model``, that the last key of a path is a field of."""
    current: type[BaseModel] | None = model
    for i, key in enumerate(path[:-1]):
        if isinstance(key, str):
            field = _field(current, path[: i + 1])
            current = next(iter(_models_in(field.annotation)), None) if field else None
    return current


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _field(model: type[BaseModel] | None, path: Path) -> Any:
    """Return the field that the last word of a path names in a model, or None."""
    key = next((part for part in reversed(path) if isinstance(part, str)), None)
    for name, field in model.model_fields.items() if model else ():
        if key == (field.alias or name):
            return field
    return None


def _description(model: type[BaseModel], path: Path) -> str:
    field = _field(_model_at(model, path), path)
    text = (field.description or "") if field else ""
    return text.split("\n")[0].rstrip(".")
