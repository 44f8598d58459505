"""Side by side: every role at one stage, one role through every stage, what a board has at each."""

from typing import Any

from rulewise.model.provision import Provision, Statutory
from rulewise.model.vocabulary import Role, Stage
from rulewise.model.words import Force
from rulewise.views.facts import not_now
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
        "filters": True,
        "everyone": [],
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
        "filters": False,
        "everyone": [] if role.everyone else [other for other in shelf.vocabulary.roles if other.everyone],
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
    law_binds, law = _noted(shelf, by_edge["law"], role)
    expected_binds, expected = _noted(shelf, by_edge["exp"], role)
    judgement = [(p, shelf.open_matters(p.id)) for p in [*by_edge["law"], *by_edge["exp"]]]
    return {
        "title": title,
        "anchor": anchor,
        "page": page,
        "at": f"?role={role.id}#{role.id}" if anchor != role.id else "",
        "everyone": role.everyone and anchor == role.id,
        "law": law,
        "law_binds": law_binds,
        "expected": expected,
        "expected_binds": expected_binds,
        "advice": [(p, "") for p in by_edge["adv"]],
        "judgement": [(p, items) for p, items in judgement if items],
        "no_law": "No rule here binds by name.",
    }


def _noted(shelf: Shelf, provisions: list[Provision], role: Role) -> tuple[str, list[tuple[Provision, str]]]:
    """Say what the links' place in the table does not: another verb than must, or another bearer.

    The bearer is said once where it is the same throughout.
    """
    binds = [_binds(shelf, provision, role) for provision in provisions]
    verbs = [_VERBS.get(p.force, "") if isinstance(p, Statutory) else "" for p in provisions]
    shared = binds[0] if len(binds) > 1 and len(set(binds)) == 1 else ""
    times = [not_now(p, shelf.as_at) for p in provisions]
    notes = [
        "; ".join(filter(None, (time, verb, "" if shared else bound)))
        for time, verb, bound in zip(times, verbs, binds, strict=True)
    ]
    return shared, list(zip(provisions, notes, strict=True))


def _binds(shelf: Shelf, provision: Provision, role: Role) -> str:
    """Name whom a rule binds when it is not the role that it speaks to."""
    authorities = provision.authority if isinstance(provision, Statutory) else ()
    bearers = list(dict.fromkeys(b for authority in authorities for b in authority.bearers))
    if not bearers or role.id in bearers:
        return ""
    return "binds: " + ", ".join(shelf.vocabulary.role(bearer).title for bearer in bearers)
