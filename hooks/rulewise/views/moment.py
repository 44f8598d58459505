"""Side by side: every role at one stage, one role through every stage, what a board has at each."""

from typing import Any

from rulewise.model.provision import Provision, Statutory
from rulewise.model.vocabulary import Role, Stage
from rulewise.model.words import Force
from rulewise.views.marks import JUDGEMENT, Mark, mark_of
from rulewise.views.shelf import Shelf

MARKS = (
    Mark("Law", "", "duty", "law"),
    Mark("Statutory guidance: should", "", "expectation", "exp"),
    Mark("Advice", "", "advise", "adv"),
    Mark("Nothing requires or forbids this", "", JUDGEMENT.shape, JUDGEMENT.edge),
)
_VERBS = {Force.DUTY: "", Force.PROHIBITION: "must not", Force.POWER: "may", Force.HAVE_REGARD: "take into account"}


def stage_context(shelf: Shelf, stage: Stage) -> dict[str, Any]:
    """Gather the page of one stage: a row for each role that anything here speaks to."""
    rows = [
        (role.title, role.id, f"roles/{role.id}.md", shelf.to(role, stage), role) for role in shelf.vocabulary.roles
    ]
    stages = shelf.vocabulary.stages
    i = stages.index(stage)
    return {
        **_table(shelf, stage, rows),
        "page": f"stages/{stage.id}.md",
        "trail": [("The journey", "journey.md")],
        "jump": "Go to your role",
        "first_column": "Role",
        "before": stages[i - 1] if i else None,
        "after": stages[i + 1] if i + 1 < len(stages) else None,
    }


def role_context(shelf: Shelf, role: Role) -> dict[str, Any]:
    """Gather the page of one role: a row for each stage at which anything speaks to it."""
    rows = [
        (stage.title, stage.id, f"stages/{stage.id}.md", shelf.to(role, stage), role)
        for stage in shelf.vocabulary.stages
    ]
    return {
        **_table(shelf, role, rows),
        "page": f"roles/{role.id}.md",
        "trail": [("Roles", "roles/index.md")],
        "jump": "Go to a stage",
        "first_column": "Stage",
        "before": None,
        "after": None,
    }


def _table(
    shelf: Shelf, subject: Stage | Role, rows: list[tuple[str, str, str, list[Provision], Role]]
) -> dict[str, Any]:
    """Lay out rows of a title, an anchor, a page, its provisions and the role that they are read by."""
    full = [_row(shelf, *row) for row in rows if row[3]]
    return {
        "heading": subject.title,
        "summary": subject.summary,
        "caption": f"{subject.title}: what the law requires, what guidance expects, what is advised, what is open",
        "rows": full,
        "silent": [row[0] for row in rows if not row[3]],
        "marks": MARKS,
    }


def _row(shelf: Shelf, title: str, anchor: str, page: str, provisions: list[Provision], role: Role) -> dict[str, Any]:
    by_edge: dict[str, list[Provision]] = {"law": [], "exp": [], "adv": []}
    for provision in provisions:
        by_edge[mark_of(provision).edge].append(provision)
    judgement = [(p, shelf.open_matters(p.id)) for p in [*by_edge["law"], *by_edge["exp"]]]
    return {
        "title": title,
        "anchor": anchor,
        "page": page,
        "law": [(p, _note(shelf, p, role)) for p in by_edge["law"]],
        "expected": [(p, _note(shelf, p, role)) for p in by_edge["exp"]],
        "advice": [(p, "") for p in by_edge["adv"]],
        "judgement": [(p, items) for p, items in judgement if items],
        "no_law": "No rule here binds by name.",
    }


def _note(shelf: Shelf, provision: Provision, role: Role) -> str:
    """Say what the link's place in the table does not: another verb than must, or another bearer."""
    if not isinstance(provision, Statutory):
        return ""
    bearers = dict.fromkeys(b for authority in provision.authority for b in authority.bearers)
    notes = [_VERBS.get(provision.force, "")]
    if role.id not in bearers:
        notes.append("binds: " + ", ".join(shelf.vocabulary.role(bearer).title for bearer in bearers))
    return "; ".join(note for note in notes if note)
