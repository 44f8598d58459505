"""What results can be narrowed by: kinds and forces, in the words of the marks."""

from rulewise.views.marks import Mark

MARK = ("word", "shape", "edge", "kind", "force")
"""What the browser is told of a mark."""

KINDS = {
    "law": "Law",
    "guidance": "Statutory guidance",
    "advice": "Advice",
    "local": "Local procedure",
    "finding": "From a case review",
    "principle": "Principle",
    "measure": "Measure",
    "page": "Glossary and other pages",
}

FORCES = {
    "duty": "Must",
    "prohibition": "Must not",
    "power": "May",
    "regard": "Take into account",
    "expectation": "Should",
    "advise": "Advised",
    "consider": "Worth considering",
}

_BY_EDGE = {"law": "law", "exp": "guidance", "adv": "advice"}


def kind_of(mark: Mark) -> tuple[str, str]:
    """Return the kind that a mark stands for, and its force, if it has one."""
    kind = _BY_EDGE.get(mark.edge) or (mark.shape if mark.shape in KINDS else "page")
    return kind, mark.shape if mark.shape in FORCES else ""
