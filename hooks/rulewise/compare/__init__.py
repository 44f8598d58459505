"""Typed changes between two states of a corpus: pure values, no git and no files."""

from rulewise.compare.change import VOCABULARY, Change, Grade, Sort
from rulewise.compare.compare import compare
from rulewise.compare.comparison import Comparison, gravest
from rulewise.compare.consequence import Leaning, approvers, leaning
from rulewise.compare.ledger import Count, Ledger, counted, ledger
from rulewise.compare.protection import protect
from rulewise.compare.redline import Mark, Piece, redline

__all__ = [
    "VOCABULARY",
    "Change",
    "Comparison",
    "Count",
    "Grade",
    "Leaning",
    "Ledger",
    "Mark",
    "Piece",
    "Sort",
    "approvers",
    "compare",
    "counted",
    "gravest",
    "leaning",
    "ledger",
    "protect",
    "redline",
]
