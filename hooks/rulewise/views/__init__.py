"""Provisions to pages, as plain Markdown with a little HTML; pure functions, nothing is written."""

from rulewise.views.compose import compose
from rulewise.views.setting import Setting

__all__ = ["Setting", "compose"]
