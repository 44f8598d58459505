"""Text that anybody may have written, made harmless where it is to be shown as it stands."""

import html
import re

from markupsafe import Markup

_SIGNS = re.compile(r"([\\`*_{}#!|])")
_BRACKETS = {ord("["): "&#91;", ord("]"): "&#93;"}
"""As entities, since Markdown looks for definitions before it looks at back-slashes."""

_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=:~])")


def markdown_text(text: object) -> Markup:
    """Escape text so that Markdown shows it as it was written, whatever signs it holds."""
    escaped = html.escape(" ".join(str(text).split()), quote=False)
    escaped = _SIGNS.sub(r"\\\1", escaped).translate(_BRACKETS)
    escaped = _LIST_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}" if m[3] in "-+" else f"&#{ord(m[3])};", escaped
    )
    return Markup(escaped)  # noqa: S704 - escaped on the line before
