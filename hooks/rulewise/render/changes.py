"""A comparison for a terminal, and for programs."""

import json

from rulewise.compare import Change, Comparison, Grade, Leaning, Ledger, Mark, Piece, gravest
from rulewise.render.redlines import redline_of
from rulewise.render.text import Paint, plain, visible

ROW_NAMES = {
    "duty": "duties",
    "prohibition": "prohibitions",
    "power": "powers",
    "have-regard": "have-regard duties",
    "expectation": "expectations",
    "professional": "advice",
    "principle": "principles",
    "local": "local procedures",
    "finding": "findings",
    "measure": "measures",
}
_STYLES = {Grade.MUST: "error", Grade.MAY: "warning", Grade.NONE: "dim"}
_MARKS = {Mark.OUT: ("[-", "-]", "error"), Mark.IN: ("{+", "+}", "note")}


def question(identifier: str, title: str) -> str:
    """Ask of a new duty what everybody who bears one more will ask."""
    return f"{identifier} ({title}) adds a duty. What does it replace, or why can nothing go?"


def changes_as_text(comparison: Comparison, paint: Paint = plain) -> str:
    """Lay out changes provision by provision, the gravest first, then the ledger."""
    blocks = [_group(comparison, own, paint) for own in comparison.groups]
    if comparison.changes:
        blocks.append(_ledger_as_text(comparison))
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def _group(comparison: Comparison, own: tuple[Change, ...], paint: Paint) -> list[str]:
    first, grade = own[0], gravest(own)
    lines = [f"{visible(first.id)}  {visible(first.title)}  {paint(f'[{grade.value}]', _STYLES[grade])}"]
    lines.append(f"  {paint(visible(first.path), 'dim')}")
    for change in own:
        lines.append(f"  {visible(change.explanation)}  {paint(change.sort.value, 'dim')}")
        lines += [f"    {' '.join(_painted(piece, paint) for piece in line)}" for line in redline_of(change)]
    lines.append(f"  to be approved by: {visible(', '.join(comparison.approvers(own)) or 'nobody is named')}")
    again = read_again(comparison.leaning(own))
    return [*lines, f"  {again}"] if again else lines


def read_again(leaning: Leaning) -> str:
    """Say what leans on a changed page; nothing when nothing does."""
    far = f"{len(leaning.far):,} more further off" if leaning.far else ""
    names = ", ".join(leaning.near)
    if not names:
        return far and f"to be read again: {far}, through other pages"
    return f"to be read again, since they lean on it: {names}{f'; and {far}' if far else ''}"


def _painted(piece: Piece, paint: Paint) -> str:
    if piece.mark is Mark.KEPT:
        return visible(piece.text)
    opening, closing, style = _MARKS[piece.mark]
    return paint(f"{opening}{visible(piece.text)}{closing}", style)


def _ledger_as_text(comparison: Comparison) -> list[str]:
    lines = [f"{'Ledger':<22}{'added':>7}{'removed':>9}"]
    lines += [f"  {name:<20}{added:>7,}{removed:>9,}" for name, added, removed in ledger_rows(comparison.ledger)]
    lines += [f"  {visible(asked)}" for asked in questions(comparison)]
    return lines


def ledger_rows(ledger: Ledger) -> list[tuple[str, int, int]]:
    """Return the rows of a ledger that say something, words last."""
    rows = [(ROW_NAMES[row], *count) for row, count in ledger.rows.items() if any(count)]
    return [*rows, ("words", *ledger.words)]


def questions(comparison: Comparison) -> list[str]:
    """Return what new duties make everybody ask."""
    asked = [(identifier, comparison.head.get(identifier)) for identifier in comparison.ledger.unanswered]
    return [question(identifier, provision.title) for identifier, provision in asked if provision]


def counts(comparison: Comparison) -> str:
    """Say in one line how many provisions changed, by grade."""
    if not comparison.changes:
        return "nothing changed"
    return ", ".join(f"{grade.value}: {comparison.count(grade):,}" for grade in Grade)


def changes_as_json(comparison: Comparison) -> str:
    """Give a comparison as one JSON object, in the shape that the README describes."""
    ledger = comparison.ledger
    document = {
        "version": 1,
        "base": comparison.base_name,
        "head": comparison.head_name,
        "changes": [
            {
                "id": change.id,
                "change": change.sort.value,
                "grade": change.grade.value,
                "path": change.path,
                "from": change.was,
                "to": change.now,
                "field": change.field,
                "title": change.title,
                "explanation": change.explanation,
                "approve": list(comparison.approvers((change,))),
                "stale": list(comparison.leaning((change,)).near),
                "further": list(comparison.leaning((change,)).far),
            }
            for change in comparison.changes
        ],
        "ledger": {
            **{row: count._asdict() for row, count in ledger.rows.items()},
            "words": ledger.words._asdict(),
            "unanswered": list(ledger.unanswered),
        },
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in comparison.problems
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
