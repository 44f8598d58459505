"""Side by side: every role at one stage, one role through every stage, what a board has at each."""

from typing import Any

from rulewise.model.provision import Provision, Statutory
from rulewise.model.vocabulary import Role, Stage
from rulewise.model.words import Force
from rulewise.source.body import scan, section, without_comments
from rulewise.views.marks import JUDGEMENT, Mark
from rulewise.views.shelf import Shelf
from rulewise.views.text import section_items

MARKS = (
    Mark("Law", "", "duty", "law"),
    Mark("Statutory guidance: should", "", "expectation", "exp"),
    Mark("Advice", "", "advise", "adv"),
    Mark("Nothing requires or forbids this", "", JUDGEMENT.shape, JUDGEMENT.edge),
)
_VERBS = {Force.DUTY: "", Force.PROHIBITION: "must not", Force.POWER: "may", Force.HAVE_REGARD: "take into account"}


def stage_context(shelf: Shelf, stage: Stage) -> dict[str, Any]:
    """Gather the page of one stage: a row for each role that anything here speaks to."""
    provisions = shelf.at(stage)
    rows = [_row(shelf, role.title, role.id, f"roles/{role.id}.md", _for(shelf, provisions, role), role) for role in shelf.vocabulary.roles]
    stages = shelf.vocabulary.stages
    i = stages.index(stage)
    return {
        "page": f"stages/{stage.id}.md",
        "heading": stage.title,
        "summary": stage.summary,
        "trail": [("The journey", "journey.md")],
        "jump": "Go to your role",
        "first_column": "Role",
        "caption": f"What the law requires of each role, what statutory guidance expects, what is advised and what is left to judgement: {stage.title}",
        "rows": [row for row in rows if row],
        "silent": [role.title for role, row in zip(shelf.vocabulary.roles, rows, strict=True) if not row],
        "marks": MARKS,
        "before": stages[i - 1] if i else None,
        "after": stages[i + 1] if i + 1 < len(stages) else None,
    }


def role_context(shelf: Shelf, role: Role) -> dict[str, Any]:
    """Gather the page of one role: a row for each stage at which anything speaks to it."""
    rows = [
        _row(shelf, stage.title, stage.id, f"stages/{stage.id}.md", _for(shelf, shelf.at(stage), role), role)
        for stage in shelf.vocabulary.stages
    ]
    return {
        "page": f"roles/{role.id}.md",
        "heading": role.title,
        "summary": role.summary,
        "trail": [("Roles", "roles/index.md")],
        "jump": "Go to a stage",
        "first_column": "Stage",
        "caption": f"What the law requires at each stage, what statutory guidance expects, what is advised and what is left to judgement: {role.title}",
        "rows": [row for row in rows if row],
        "silent": [stage.title for stage, row in zip(shelf.vocabulary.stages, rows, strict=True) if not row],
        "marks": MARKS,
        "before": None,
        "after": None,
    }


def _for(shelf: Shelf, provisions: list[Provision], role: Role) -> list[Provision]:
    return [p for p in provisions if shelf.speaks_to(p, role)]


def _row(shelf: Shelf, title: str, anchor: str, page: str, provisions: list[Provision], role: Role) -> dict[str, Any] | None:
    law = [p for p in provisions if p in shelf.law]
    expected = [p for p in provisions if p in shelf.expected]
    advice = [p for p in provisions if p in shelf.advice]
    if not (law or expected or advice):
        return None
    judgement = [(p, _open_matters(shelf, p)) for p in [*law, *expected]]
    return {
        "title": title,
        "anchor": anchor,
        "page": page,
        "law": [(p, _note(shelf, p, role)) for p in law],
        "expected": [(p, _note(shelf, p, role)) for p in expected],
        "advice": [(p, "") for p in advice],
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


def _open_matters(shelf: Shelf, provision: Provision) -> list[str]:
    """List what a rule leaves to judgement, in the words with which its own section begins each matter."""
    document = shelf.corpus.document(shelf.corpus.by_id[provision.id])
    if document is None:
        return []
    body = without_comments(document.body)
    text = section(body, scan(body).headings, "Left to judgement")
    return section_items(text or "")
