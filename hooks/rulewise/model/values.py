"""The small values that provisions are made of: ids, dates, addresses and plain text."""

import datetime as dt
import re
from functools import lru_cache
from typing import Annotated, Any, NewType

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

Id = NewType("Id", str)
"""The name of a provision, for ever: ``S-047``, ``P-04``, ``L-northmere-01``."""

ID_PATTERN = r"(?:[SAC]-[0-9]{3,}|[PM]-[0-9]{2,}|L-[a-z0-9]+(?:-[a-z0-9]+)*-[0-9]{2,})"

_WHOLE_ID = re.compile(rf"\A{ID_PATTERN}\Z")
_DATE = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SCHEME = re.compile(r"\A([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ADDRESS = re.compile(r"\Ahttps?://[^\s/?#<>\"'\\]+[^\s<>\"\\]*\Z", re.IGNORECASE)
_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
_HANDLE_PATTERN = rf"@{_NAME}(?:/{_NAME})*|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_HANDLE = re.compile(rf"\A(?:{_HANDLE_PATTERN})\Z")
_IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20]")


@lru_cache(maxsize=50_000)
def is_id(text: str) -> bool:
    """Tell whether ``text`` has the form of an id."""
    return _WHOLE_ID.match(text) is not None


def unsafe_scheme(address: str) -> str | None:
    """Return the scheme of an address that a browser might run or read from disk, or None.

    Browsers ignore white space and control characters inside a scheme, and so does this.
    """
    match = _SCHEME.match(_IGNORED_IN_SCHEMES.sub("", address))
    scheme = match[1].lower() if match else ""
    return None if scheme in {"", "http", "https", "mailto", "tel"} else scheme


def _id(value: Any) -> Id:
    if isinstance(value, str) and is_id(value):
        return Id(value)
    if isinstance(value, list):
        raise PydanticCustomError("wrong_id", "is a list inside a list: take one pair of brackets away")
    raise PydanticCustomError(
        "wrong_id",
        "is not an id: a capital letter, a hyphen and three digits or more (S-047), two for principles and measures"
        " (P-04), and for a board its name in small letters and two digits (L-northmere-01)",
    )


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        value = ""
    try:
        day = _day(value)
    except ValueError:
        raise PydanticCustomError(
            "impossible_date", "is not a day in the calendar: mend the day or the month"
        ) from None
    if day is None:
        raise PydanticCustomError("wrong_date", "is not a date: write it as 2026-11-22")
    return day


@lru_cache(maxsize=10_000)
def _day(text: str) -> dt.date | None:
    """Read a date, of which a corpus has few and each many times; None for what has not the form of one."""
    return dt.date.fromisoformat(text) if _DATE.match(text) else None


def _address(value: Any) -> str:
    if isinstance(value, str):
        scheme = unsafe_scheme(value)
        if scheme:
            raise PydanticCustomError(
                "unsafe_address",
                "begins with “{scheme}:”, which a browser may run or read from disk; write one that begins with https://",
                {"scheme": scheme},
            )
        if _ADDRESS.match(value):
            return value
    raise PydanticCustomError("wrong_address", "is not a web address: it begins with https:// and holds no spaces")


def _handle(value: Any) -> str:
    if isinstance(value, str) and _HANDLE.match(value):
        return value
    raise PydanticCustomError(
        "wrong_handle", "is not a handle: write “@organisation/team”, “@person” or an e-mail address"
    )


def _flag(value: Any) -> bool:
    if isinstance(value, bool) or value in {"true", "false"}:
        return value in {True, "true"}
    raise PydanticCustomError("wrong_flag", "is not true or false")


Text = Annotated[str, StringConstraints(min_length=1, max_length=5000, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Ref = Annotated[Id, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$"})]
Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Address = Annotated[
    str,
    BeforeValidator(_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
Handle = Annotated[
    str,
    BeforeValidator(_handle),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_HANDLE_PATTERN})$"}),
]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
