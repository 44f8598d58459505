"""The page of a problem code, as it is published and as `rulewise explain` shows it."""

from pathlib import Path

_PACKAGED = Path(__file__).parents[1] / "problems"
_CHECKOUT = Path(__file__).parents[3] / "docs" / "problems"


def page_of_code(code: str) -> str:
    """Return the Markdown page of a code: from the installed package, or from the checkout that this runs in."""
    for folder in (_PACKAGED, _CHECKOUT):
        file = folder / f"{code}.md"
        if file.is_file():
            return file.read_text("utf-8")
    raise FileNotFoundError(f"{code}.md is in neither {_PACKAGED} nor {_CHECKOUT}")
