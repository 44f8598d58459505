"""Where the code in a Markdown body is: blanked out, with every offset and line kept."""

import re

_SIGNS = ("`", "~", "\n    ", "\n\t")
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_BREAK = r"\n[ \t]*(?:\n|>|#|[-*+][ \t]|\d+[.)][ \t])"
_SPAN = re.compile(rf"(?<![\\`])(`+)(?!`)((?:(?!{_BREAK}).)+?)(?<!`)\1(?!`)", re.DOTALL)
_LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_IN_LIST = 8
"""Spaces before code that belongs to a list item."""


def masked(body: str) -> str:
    """Return the body with code as spaces."""
    if not any(sign in body for sign in _SIGNS) and not body.startswith((" ", "\t")):
        return body
    text = "\n".join(_without_blocks(body.split("\n")))
    return _SPAN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _without_blocks(lines: list[str]) -> list[str]:
    fences = {i: match for i, line in enumerate(lines) if (match := _FENCE.match(line))}
    end = -1
    in_list, after_break = False, True
    for i, line in enumerate(lines):
        if i <= end:
            lines[i] = " " * len(line)
            continue
        if i in fences:
            end = _end_of_fence(lines, fences, i)
            if end > i:
                lines[i] = " " * len(line)
                continue
        if not line.strip():
            after_break = True
            continue
        depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if after_break and depth >= (_IN_LIST if in_list else 4):
            lines[i] = " " * len(line)
            continue
        if depth < 4:  # noqa: PLR2004 - what Markdown takes for the margin
            in_list = bool(_LIST_ITEM.match(line)) or (in_list and not after_break)
        after_break = line.startswith("#")
    return lines


def _end_of_fence(lines: list[str], fences: dict[int, re.Match[str]], start: int) -> int:
    """Return the last line of the code block that opens on line ``start``; that line itself when none closes it."""
    opening = fences[start]
    quoted = ">" in opening["indent"]
    for i, match in fences.items():
        if i > start and match["fence"].startswith(opening["fence"]) and not match["info"].strip():
            if quoted and any(not line.lstrip().startswith(">") for line in lines[start:i]):
                return start
            return i
    return start
