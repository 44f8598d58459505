"""A fault in content as a value, and the register of every code that a check may report."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """What a problem does: an error stops a build, a warning does not, a note is shown on the health page."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """One sort of problem, for ever."""

    code: str
    name: str
    severity: Severity

    @property
    def family(self) -> str:
        """The two letters that group codes."""
        return self.code[:2]

    @property
    def allowable(self) -> bool:
        """Whether ``allow`` in front matter may silence it."""
        return self.family not in {"FM", "SF", "AL", "CH"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it is, what it is, what was expected and a way out.

    ``path`` is relative to the project's root, with forward slashes; ``line`` and ``column`` start at 1.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    subject: str = field(default="", compare=False)
    """The text that the pointer under a source excerpt should underline, if any."""

    @property
    def name(self) -> str:
        """The short name of its code."""
        return CODES[self.code].name

    @property
    def severity(self) -> Severity:
        """How grave its code is."""
        return CODES[self.code].severity


def _codes() -> dict[str, Code]:
    error, warning, note = Severity.ERROR, Severity.WARNING, Severity.NOTE
    table = [
        ("FM001", "front matter missing or unclosed", error),
        ("FM002", "unreadable YAML", error),
        ("FM003", "unsafe YAML", error),
        ("FM004", "duplicate key", error),
        ("FM005", "missing field", error),
        ("FM006", "unknown field", error),
        ("FM007", "wrong value", error),
        ("FM008", "not UTF-8, or too large", error),
        ("FM009", "duplicate id", error),
        ("FM010", "kind, folder and id disagree", error),
        ("FM011", "required heading missing or empty", error),
        ("LK001", "unknown id", error),
        ("LK002", "wrong kind of target", error),
        ("LK003", "principle with no practice page", warning),
        ("LK004", "statutory rule with no advice", note),
        ("LK005", "leans on something withdrawn", warning),
        ("LK006", "broken page link or anchor", error),
        ("LK007", "local procedure tied to nothing", warning),
        ("LK008", "replacement goes in a circle", error),
        ("WD001", "advice stated as duty", error),
        ("WD002", "rule diluted", error),
        ("WD003", "restates another provision instead of linking", warning),
        ("WD004", "finding instructs instead of asks", warning),
        ("WD005", "local procedure raises or lowers force", error),
        ("WD006", "number or time limit differs", warning),
        ("WD007", "says more than its authority", error),
        ("DT001", "review overdue", warning),
        ("DT002", "date impossible or in the future", error),
        ("DT003", "may be stale", warning),
        ("DT004", "not in force, or no longer", note),
        ("OW001", "this body may not own this kind", error),
        ("OW002", "nobody owns it", error),
        ("SF001", "active content", error),
        ("SF002", "dangerous address", error),
        ("SF003", "loads from another site", error),
        ("SF004", "reads a file outside the corpus", error),
        ("SF005", "picture without words, or heading level skipped", error),
        ("SF006", "hidden or direction-changing characters", error),
        ("AL001", "allowance without a reason", error),
        ("AL002", "allowance that allows nothing", warning),
        ("CH001", "law changed without its source", error),
        ("CH002", "removed instead of withdrawn", error),
        ("CH003", "changed by a body that may not", error),
    ]
    return {code: Code(code, name, severity) for code, name, severity in table}


CODES = _codes()
"""Every code, by code, in the order of the families."""
