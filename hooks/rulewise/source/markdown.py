"""The one Markdown that authored text is written in, for the checks and for the site alike."""

from typing import Any, NamedTuple

EXTENSIONS: dict[str, dict[str, Any]] = {
    "tables": {},
    "toc": {},
    "sane_lists": {},
    "md_in_html": {},
    "pymdownx.superfences": {},
    "pymdownx.highlight": {"use_pygments": False},
}
"""Extension to options. None of them reads files or lets an author give text a class, a style or a script."""


class Rendered(NamedTuple):
    """The HTML of a text, and the pieces of it that the author wrote as HTML."""

    html: str
    raw: tuple[str, ...]


def render(text: str) -> Rendered:
    """Turn Markdown into HTML; RecursionError when it is nested too deep."""
    # Most checks never render a page, and have to start fast.
    import markdown

    converter = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
    html = converter.convert(text)
    return Rendered(html, tuple(piece for piece in converter.htmlStash.rawHtmlBlocks if isinstance(piece, str)))
