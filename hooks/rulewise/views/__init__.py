"""Provisions to pages, as plain Markdown with a little HTML; pure functions, nothing is written."""

from rulewise.views.compose import compose

__all__ = ["compose"]
