"""The page of one provision: the answer first, then who, when and where from, then what goes with it."""

import datetime as dt
from typing import Any

from markupsafe import Markup

from rulewise.model.provision import (
    Finding,
    Local,
    Measure,
    Principle,
    Professional,
    Provision,
    Statutory,
)
from rulewise.model.vocabulary import Stage
from rulewise.model.words import Kind
from rulewise.source.document import Document
from rulewise.views.facts import RELATIONS, facts, time_in_force
from rulewise.views.marks import mark_of
from rulewise.views.past import section
from rulewise.views.shelf import Shelf
from rulewise.views.text import Prose, long_date, page_of

JUDGED = ("Left to judgement", "When this may not fit")
"""Sections that say what is the reader's own to decide."""


_ON_THE_JOURNEY = frozenset({Kind.STATUTORY, Kind.PROFESSIONAL})


def context(shelf: Shelf, provision: Provision, document: Document) -> dict[str, Any]:
    """Gather what the template of a provision's page shows."""
    page = page_of(provision)
    before, after = shelf.neighbours(provision)
    withdrawn = provision.withdrawn if provision.is_withdrawn(shelf.as_at) else None
    not_yet, no_longer = time_in_force(provision, shelf.as_at)
    return {
        "page": page,
        "p": provision,
        "mark": mark_of(provision),
        "trail": _trail(shelf, provision),
        "ended": withdrawn,
        "replacement": shelf.corpus.get(withdrawn.replaced_by) if withdrawn and withdrawn.replaced_by else None,
        "not_yet": not_yet,
        "no_longer": no_longer,
        "ended_heading": _heading_when_ended(provision, shelf.as_at),
        "prose": Prose(shelf.corpus, document, page),
        "judged": JUDGED,
        "facts": [(name, Markup(text)) for name, text in facts(shelf, provision, page)],  # noqa: S704 - escaped there
        "pair": _pair(shelf, provision),
        "more": _more(shelf, provision),
        "evidence": provision.evidence if isinstance(provision, Professional) else (),
        "departs": _departs(shelf, provision),
        "served": _served(shelf, provision) if isinstance(provision, Principle) else [],
        "stage": provision.stages[0] if provision.stages and provision.kind in _ON_THE_JOURNEY else "",
        "boards": shelf.vocabulary.boards,
        "locals": _locals(shelf, provision),
        "relations": RELATIONS,
        "owner": shelf.vocabulary.body(provision.owner),
        "cite": _citation(shelf, provision),
        "full": bool(shelf.setting.address),
        "past": section(shelf, provision),
        "editor": shelf.setting.editor_of(shelf.corpus.by_id[provision.id].path),
        "contact": shelf.setting.contact_about(f"{provision.id} {provision.title}"),
        "before": before,
        "after": after,
    }


def _heading_when_ended(provision: Provision, day: dt.date) -> str:
    """Return what stands over a text that binds and advises nobody on that day; nothing when it stands."""
    not_yet, no_longer = time_in_force(provision, day)
    law = isinstance(provision, Statutory)
    if provision.is_withdrawn(day) or no_longer:
        return "Not law now: what it said" if law else "Withdrawn: what it said"
    return "Not law yet: what it will say" if not_yet else ""


def _citation(shelf: Shelf, provision: Provision) -> str:
    day = long_date(provision.amended or provision.reviewed)
    address = f"{shelf.setting.address or '/'}{provision.address}"
    return f"{shelf.setting.name}, {provision.id}, {provision.title} ({day}), {address}"


def _trail(shelf: Shelf, provision: Provision) -> list[tuple[str, str]]:
    if provision.stages and provision.kind in _ON_THE_JOURNEY:
        stage = shelf.vocabulary.stage(provision.stages[0])
        return [("The journey", "journey.md"), (stage.title, f"stages/{stage.id}.md")]
    if isinstance(provision, Local):
        return [
            ("Your area", "boards/index.md"),
            (shelf.vocabulary.board(provision.board).title, f"boards/{provision.board}.md"),
        ]
    titles = {Kind.PRINCIPLE: "Principles", Kind.FINDING: "Case reviews", Kind.MEASURE: "Measures"}
    return [(titles[provision.kind], f"{provision.kind.folder}/index.md")] if provision.kind in titles else []


def _pair(shelf: Shelf, provision: Provision) -> list[tuple[str, str, list[Provision], str]]:
    """Advice and rules side by side, whichever of the two the page itself is."""
    if provision.is_withdrawn(shelf.as_at):
        leaning = [p for p in shelf.standing if p.id in {found for found, way in shelf.corpus.leaning_on(provision.id)}]
        return [("What leaned on it: what now protects what it was for?", "leaning", leaning, "Nothing leaned on it.")]
    if isinstance(provision, Statutory):
        advice = _nearest(shelf.naming(provision.id, "supports"), provision)
        binds = not _heading_when_ended(provision, shelf.as_at)
        none = "No advice is tied to this rule: how it is done is yours to judge." if binds else ""
        return [
            ("Advice that helps you do it", "advice", advice, none),
            ("Rules that go with it", "rules", _nearest(shelf.beside(provision, Statutory), provision), ""),
        ]
    if isinstance(provision, Professional):
        rules = shelf.named(provision.supports)
        return [
            (
                "Rules it helps you keep",
                "rules",
                rules,
                "No rule is tied to this advice: nothing here requires or forbids it.",
            ),
            ("Advice that goes with it", "advice", shelf.beside(provision, Professional), ""),
        ]
    if isinstance(provision, Finding):
        return [("It bears on", "bears", shelf.named(provision.bears_on), "")]
    if isinstance(provision, Measure):
        return [("It is about", "about", shelf.named(provision.about), "")]
    return []


def _nearest(provisions: list[Provision], to: Provision) -> list[Provision]:
    """Put what belongs to the same stage first."""
    return sorted(provisions, key=lambda p: not set(p.stages) & set(to.stages))


def _departs(shelf: Shelf, provision: Provision) -> bool:
    """Tell what a reader may depart from with reasons: standing expectations and advice."""
    return mark_of(provision).edge in {"exp", "adv"} and not _heading_when_ended(provision, shelf.as_at)


def _served(shelf: Shelf, principle: Principle) -> list[tuple[Stage, list[Provision]]]:
    """Gather the rules and the advice that name a principle, by the first of their stages, rules before advice."""
    naming = [p for p in shelf.naming(principle.id, "principles") if p.kind in _ON_THE_JOURNEY]
    found = [(stage, [p for p in naming if p.stages[:1] == (stage.id,)]) for stage in shelf.vocabulary.stages]
    order = ("law", "exp", "adv")
    return [(stage, sorted(group, key=lambda p: order.index(mark_of(p).edge))) for stage, group in found if group]


def _more(shelf: Shelf, provision: Provision) -> list[tuple[str, str, list[Provision]]]:
    blocks = [
        ("What case reviews ask", "learnt", shelf.naming(provision.id, "bears_on")),
        ("Numbers that may start a conversation", "measures", shelf.naming(provision.id, "about")),
    ]
    if not isinstance(provision, (Statutory, Professional, Local)):
        blocks.append(("Principles", "principles", shelf.named(provision.principles)))
    return [block for block in blocks if block[2]]


def _locals(shelf: Shelf, provision: Provision) -> list[tuple[Any, Local]]:
    found = [p for p in shelf.naming(provision.id, "implements") if isinstance(p, Local)]
    return [(shelf.vocabulary.board(p.board), p) for p in found]
