"""The one Markdown that authored text is written in, for the checks and for the site alike."""

from typing import Any

import markdown

EXTENSIONS: dict[str, dict[str, Any]] = {
    "tables": {},
    "toc": {},
    "sane_lists": {},
    "md_in_html": {},
    "pymdownx.superfences": {},
    "pymdownx.highlight": {"use_pygments": False},
}
"""Extension to options. None of them reads files or lets an author give text a class, a style or a script."""


def converter() -> markdown.Markdown:
    """Make a converter from Markdown to HTML; call ``reset`` on it between two texts."""
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
