"""A comparison as Markdown for a pull request: short at the top, details folded, safe whatever the texts hold."""

import html
import re
from collections.abc import Iterable, Iterator

from rulewise.compare import Change, Comparison, Grade, Mark, Piece, gravest
from rulewise.render.changes import ledger_rows, questions, read_again
from rulewise.render.redlines import redline_of
from rulewise.render.text import visible
from rulewise.source.escape import markdown_text

LARGEST = 900_000
"""Bytes of a summary, under the 1 MiB that GitHub takes; what is over is left out, and said to be."""

ROWS = 200
"""Provisions that are named at the top; the details name the rest."""

_NAMES = re.compile(r"(@|(?<!&)#)(?=\w)")
_ADDRESSES = re.compile(r"[~$]|(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def _text(text: object) -> str:
    """Escape for GitHub's Markdown, which also makes links of addresses, names and numbers, and knows ~ and $."""
    return _harmless(str(markdown_text(visible(str(text)))))


def _html(text: str) -> str:
    """Escape for a line of HTML, in which Markdown's signs are plain."""
    return _harmless(html.escape(" ".join(visible(text).split())))


def _harmless(text: str) -> str:
    """Write signs that GitHub looks for as entities; a space of no width keeps “@” and “#” from naming anything."""
    return _NAMES.sub(r"\1&#8203;", _ADDRESSES.sub(lambda match: f"&#{ord(match[0])};", text))


def changes_as_markdown(comparison: Comparison) -> str:
    """Write what a pull request does: how grave, what is wrong, the ledger, then each provision folded."""
    head = f"## What this changes\n\n{_text(comparison.base_name)} → {_text(comparison.head_name)}\n"
    if not comparison.changes and not comparison.problems:
        return f"{head}\nNothing in the guidance changes.\n"
    top = [head, _counts(comparison), *_problems(comparison), _table(comparison), _ledger(comparison)]
    return _fitted(top, (_details(comparison, own) for own in comparison.groups), len(comparison.groups))


def _fitted(top: list[str], details: Iterator[str], number: int) -> str:
    """Put the parts together as far as they fit."""
    parts = ["\n".join(top)]
    room = LARGEST - _bytes(parts[0])
    for i, part in enumerate(details):
        room -= _bytes(part) + 1
        if room < 0:
            rest = f"The details of {number - i:,} more provisions are left out: this page can hold no more."
            return "\n".join([*parts, f"{rest} `rulewise diff` shows them all.\n"])
        parts.append(part)
    return "\n".join(parts)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))  # the name of a file may hold bytes that are no text


def _counts(comparison: Comparison) -> str:
    return "".join(f"- {grade.value}: **{comparison.count(grade):,}**\n" for grade in Grade)


def _problems(comparison: Comparison) -> Iterator[str]:
    problems = comparison.problems
    if problems:
        lines = [
            f"- **{problem.code}** {_text(problem.path)}:{problem.line}: {_text(problem.message)}"
            f"{f' → {_text(problem.hint)}' if problem.hint else ''}\n"
            for problem in problems[:ROWS]
        ]
        lines += [_more(len(problems) - ROWS)] if len(problems) > ROWS else []
        yield f"### This cannot stay as it is\n\n{''.join(lines)}"


def _more(number: int) -> str:
    return f"- … and {number:,} more\n"


def _table(comparison: Comparison) -> str:
    rows = ["| provision | what it does | grade | to be approved by |", "| --- | --- | --- | --- |"]
    shown = [own for own in comparison.groups if gravest(own) is not Grade.NONE][:ROWS]
    for own in shown:
        sorts = dict.fromkeys(change.sort.value for change in own if change.grade is gravest(own))
        cells = (
            f"{_text(own[0].id)} {_text(own[0].title)}",
            ", ".join(sorts),
            gravest(own).value,
            _text(", ".join(comparison.approvers(own))),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "".join(f"{row}\n" for row in rows) if shown else "No practice has to change.\n"


def _ledger(comparison: Comparison) -> str:
    rows = ["| ledger | added | removed |", "| --- | ---: | ---: |"]
    rows += [f"| {name} | {added:,} | {removed:,} |" for name, added, removed in ledger_rows(comparison.ledger)]
    asked = [f"\n**{_text(question)}**" for question in questions(comparison)[:ROWS]]
    return "".join(f"{row}\n" for row in [*rows, *asked])


def _details(comparison: Comparison, own: tuple[Change, ...]) -> str:
    first = own[0]
    lines = [
        f"<details><summary>{_html(first.id)} {_html(first.title)}: {gravest(own).value}</summary>",
        "",
        f"{_text(first.path)}",
        "",
    ]
    for change in own:
        lines.append(f"- {_text(change.explanation)} (`{change.sort.value}`)")
        lines += [f"  > {line}\n  >" for line in _redlines(redline_of(change))]
    lines += ["", f"To be approved by: {_text(', '.join(comparison.approvers(own)) or 'nobody is named')}"]
    again = read_again(comparison.leaning(own))
    lines += ["", f"T{again[1:]}"] if again else []
    return "\n".join([*lines, "", "</details>", ""])


def _redlines(lines: Iterable[list[Piece]]) -> Iterator[str]:
    marks = {Mark.KEPT: "", Mark.OUT: "~~", Mark.IN: "**"}
    for line in lines:
        yield " ".join(f"{marks[mark]}{_text(text)}{marks[mark]}" for mark, text in line)
