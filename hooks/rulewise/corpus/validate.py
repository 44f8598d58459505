"""Plain values to models, with everything that is wrong said in an editor's words."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rulewise.corpus.suggest import meant
from rulewise.model.problem import Problem
from rulewise.model.provision import MODELS
from rulewise.source.document import Document
from rulewise.source.yaml import Path

M = TypeVar("M", bound=BaseModel)

_OWN_CODES = {
    "missing": "FM005",
    "missing_because": "FM005",
    "extra_forbidden": "FM006",
    "impossible_date": "DT002",
    "unsafe_address": "SF002",
}
_SHAPES = {
    "string_type": "is text: write it on one line, in quotation marks if it holds a colon",
    "tuple_type": "is a list: write it in square brackets, with commas between",
    "model_type": "is a set of fields: write one “key: value” a line, indented under it",
    "model_attributes_type": "is a set of fields: write one “key: value” a line, indented under it",
    "string_too_long": "is too long",
}


def validate(model: type[M], document: Document) -> tuple[M | None, list[Problem]]:
    """Make a ``model`` of a document's front matter; None with the problems that stand in the way."""
    try:
        return model.model_validate(document.values), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    # A model-wide rule can't be judged while a part is wrong, and pydantic does not try.
    return None, [_problem(model, document, detail) for detail in details]


def _problem(model: type[BaseModel], document: Document, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    kind, value = detail["type"], detail["input"]
    name = ".".join(str(key) for key in path if isinstance(key, str))
    if kind == "missing":
        return _missing(model, document, path, name)
    if value is None or (kind in {"too_short", "string_too_short"}):
        line, column = document.key_place(path)
        return Problem(
            document.path, line, column, "FM005", f"“{name}” is empty", _description(model, path) or "fill it in, or delete the line"
        )
    if kind == "extra_forbidden":
        return _unknown(model, document, path, name)
    line, column = document.place(path)
    subject = str(value) if isinstance(value, str) else ""
    said = f"“{subject[:80]}” " if subject else ""
    if kind == "enum":
        allowed = [member.strip("'") for member in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        message = f"“{name}” is {said or 'not text, and it is '}one of: {', '.join(allowed)}"
        if subject:
            message = f"{said}is not a value of “{name}”; it is one of: {', '.join(allowed)}"
        return Problem(document.path, line, column, "FM007", message, meant(subject, allowed), subject)
    if kind == "string_pattern_mismatch":
        what = "is not an id of lower-case words and hyphens, such as “local-authority”"
        if path[-1] == "code":
            what = "is not a problem code, such as WD001"
        return Problem(document.path, line, column, "FM007", f"“{name}”: {said}{what}", "", subject)
    shape = _SHAPES.get(kind, detail["msg"])
    message = f"“{name}” {shape}" if kind in _SHAPES else f"{f'“{name}”: ' if name else ''}{said}{shape}"
    return Problem(document.path, line, column, _OWN_CODES.get(kind, "FM007"), message, "", subject)


def _missing(model: type[BaseModel], document: Document, path: Path, name: str) -> Problem:
    line, column = document.place(path[:-1])
    where = f" in “{'.'.join(str(p) for p in path[:-1] if isinstance(p, str))}”" if len(path) > 1 else ""
    described = _description(model, path)
    hint = f"add a line “{path[-1]}: …”" + (f": {described}" if described else "")
    return Problem(document.path, line, column, "FM005", f"“{path[-1]}” is missing{where}", hint)


def _unknown(model: type[BaseModel], document: Document, path: Path, name: str) -> Problem:
    line, column = document.key_place(path)
    key = str(path[-1])
    owner = _model_at(model, path[:-1])
    known = _names(owner) if owner else []
    homes = [kind.value for kind, other in MODELS.items() if len(path) == 1 and key in _names(other)]
    hint = meant(key, known)
    if homes:
        hint = f"it belongs to: {', '.join(homes)}"
    elif not hint:
        hint = f"the fields here are: {', '.join(known)}"
    return Problem(document.path, line, column, "FM006", f"“{name}” is not a field of this format", hint, key)


def _names(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Follow a path through nested models to the one that it ends in."""
    current: type[BaseModel] | None = model
    for key in path:
        if isinstance(key, int) or current is None:
            continue
        field = _field(current, key)
        current = next(_models_in(field.annotation), None) if field else None
    return current


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _field(model: type[BaseModel], key: str) -> Any:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return field
    return None


def _description(model: type[BaseModel], path: Path) -> str:
    owner = _model_at(model, path[:-1])
    field = _field(owner, str(path[-1])) if owner else None
    text = (field.description or "") if field else ""
    return text.split("\n")[0].rstrip(".")
