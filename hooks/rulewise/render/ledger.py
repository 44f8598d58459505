"""The ledger as text, CSV and JSON."""

import csv
import io
import json
from typing import Any

from rulewise.history.ledger import COLUMNS, Ledger, Row

HEADS = ("day", "group", *COLUMNS, "words of rules", "words of advice")


def ledger_as_text(found: Ledger) -> str:
    """Lay the counts out as a table, with what the days are and what is missing."""
    split = any(row.group for row in found.rows)
    heads = [head for head in HEADS if split or head != "group"]
    table = [heads, *([str(cell) for cell in _cells(row, split=split)] for row in found.rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(heads))]
    words = 2 if split else 1
    lines = [
        "  ".join(
            cell.ljust(width) if i < words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in table
    ]
    return "\n".join([*(line.rstrip() for line in lines), "", days_told(found), *([found.gap] if found.gap else [])])


def ledger_as_csv(found: Ledger) -> str:
    """Write the counts as comma-separated values, a row for each day and group."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows(_cells(row, split=True) for row in found.rows)
    return out.getvalue()


def ledger_as_json(found: Ledger) -> str:
    """Write the counts for other programs."""
    rows = [dict(zip(HEADS, _cells(row, split=True), strict=True)) for row in found.rows]
    value = {"version": 1, "days": "last of each month" if found.monthly else "each day of change", "gap": found.gap}
    return json.dumps({**value, "rows": rows}, ensure_ascii=False, indent=2)


def days_told(found: Ledger) -> str:
    """Say in a sentence which days the rows are."""
    which = "The last day of change in each month" if found.monthly else "Each day on which guidance changed"
    return f"{which}, and today’s text: what bound or was advised at the end of that day."


def _cells(row: Row, *, split: bool) -> list[Any]:
    return [row.day.isoformat(), *([row.group] if split else []), *row.counts, row.rule_words, row.advice_words]
