"""The page of one provision: the answer first, then who, when and where from, then what goes with it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from rulewise.model.provision import (
    Checked,
    Finding,
    Local,
    Measure,
    Principle,
    Professional,
    Provision,
    Statutory,
)
from rulewise.model.words import Kind, Level, Relation, Scope, Source, Strength
from rulewise.source.document import Document
from rulewise.views.marks import Mark, mark_of, shape_svg
from rulewise.views.shelf import Shelf
from rulewise.views.text import Prose, long_date, markdown_text, page_of, relative

JUDGED = ("Left to judgement", "When this may not fit")
"""Sections that say what is the reader's own to decide."""

RELATIONS = {
    "adopts": "does it as it stands",
    "adds-detail": "adds how it is done here",
    "local-choice": "makes a choice that the rule leaves open",
    "goes-further": "goes further than the rule",
    "custom-and-practice": "an unwritten custom, with no authority",
}

Facts = Iterator[tuple[str, str]]


def context(shelf: Shelf, provision: Provision, document: Document) -> dict[str, Any]:
    """Gather what the template of a provision's page shows."""
    page = page_of(provision)
    before, after = shelf.neighbours(provision)
    withdrawn = provision.withdrawn if provision.is_withdrawn(shelf.as_at) else None
    not_yet, no_longer = _time_in_force(provision, shelf.as_at)
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
        "facts": [(name, Markup(text)) for name, text in _facts(shelf, provision, page)],  # noqa: S704 - escaped there
        "pair": _pair(shelf, provision),
        "more": _more(shelf, provision),
        "evidence": provision.evidence if isinstance(provision, Professional) else (),
        "locals": _locals(shelf, provision),
        "relations": RELATIONS,
        "owner": shelf.vocabulary.body(provision.owner),
        "cite": _citation(shelf, provision),
        "editor": shelf.setting.editor_of(shelf.corpus.by_id[provision.id].path),
        "contact": shelf.setting.contact_about(f"{provision.id} {provision.title}"),
        "before": before,
        "after": after,
    }


def state_of(checked: Checked | None) -> dict[str, Any]:
    """Say how far a text was compared with its source, in a mark and words."""
    if checked is None:
        return {"shape": "open", "words": "Not checked against its source."}
    whole = checked.scope is Scope.WHOLE
    words = "Found and checked in full." if whole else "Checked in part."
    if checked.level is Level.SECONDARY:
        words += " The page that was read is somebody else's account, not the source itself."
    site = urlsplit(checked.against).hostname if checked.against else ""
    return {
        "shape": "whole" if whole and checked.level is not Level.SECONDARY else "part",
        "words": words,
        "against": checked.against,
        "site": site,
        "on": checked.on,
        "note": checked.note,
    }


def _time_in_force(provision: Provision, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return when a rule will come into force, and when it ceased to be, if the day lies outside its time."""
    if not isinstance(provision, Statutory):
        return None, None
    authority = provision.authority[0]
    not_yet = authority.in_force if authority.in_force and authority.in_force > day else None
    no_longer = authority.until if authority.until and authority.until <= day else None
    return not_yet, no_longer


def _heading_when_ended(provision: Provision, day: dt.date) -> str:
    """Return what stands over a text that binds and advises nobody on that day; nothing when it stands."""
    not_yet, no_longer = _time_in_force(provision, day)
    law = isinstance(provision, Statutory)
    if provision.is_withdrawn(day) or no_longer:
        return "Not law now: what it said" if law else "Withdrawn: what it said"
    return "Not law yet: what it will say" if not_yet else ""


def _citation(shelf: Shelf, provision: Provision) -> str:
    day = long_date(provision.amended or provision.reviewed)
    address = f"{shelf.setting.address or '/'}{provision.address}"
    return f"{shelf.setting.name}, {provision.id}, {provision.title} ({day}), {address}"


def _trail(shelf: Shelf, provision: Provision) -> list[tuple[str, str]]:
    if provision.stages and provision.kind in {Kind.STATUTORY, Kind.PROFESSIONAL}:
        stage = shelf.vocabulary.stage(provision.stages[0])
        return [("The journey", "journey.md"), (stage.title, f"stages/{stage.id}.md")]
    if isinstance(provision, Local):
        return [
            ("Your area", "boards/index.md"),
            (shelf.vocabulary.board(provision.board).title, f"boards/{provision.board}.md"),
        ]
    titles = {Kind.PRINCIPLE: "Principles", Kind.FINDING: "Case reviews", Kind.MEASURE: "Measures"}
    return [(titles[provision.kind], f"{provision.kind.folder}/index.md")] if provision.kind in titles else []


def _facts(shelf: Shelf, provision: Provision, page: str) -> Facts:
    if isinstance(provision, Statutory):
        yield from _statutory_facts(shelf, provision)
    elif isinstance(provision, Professional):
        firm = provision.strength is Strength.ADVISE
        yield "Strength", "Advised: do it unless this case says otherwise" if firm else "Worth considering"
        yield "Speaks to", str(markdown_text(_roles(shelf, provision.roles)))
    elif isinstance(provision, Local):
        board = shelf.vocabulary.board(provision.board)
        yield "Board", f"[{markdown_text(board.title)}]({relative(page, f'boards/{board.id}.md')})"
        yield "How it stands to the rule", str(markdown_text(RELATIONS[provision.relation.value]))
        if provision.because:
            yield "Why", str(markdown_text(provision.because))
        for target in shelf.named(provision.implements):
            yield (
                "Cuts across" if provision.relation is Relation.CUSTOM_AND_PRACTICE else "Carries out",
                _mini(page, target),
            )
        if provision.link:
            yield "The text", _outside(provision.link, "Read it at the board's own site")
    elif isinstance(provision, Finding):
        review = provision.review
        yield "Review", str(markdown_text(f"{review.method}; board: {review.board}"))
        yield "Period", str(markdown_text(review.period))
        yield "Published", str(markdown_text(review.published))
        yield "Pattern", str(markdown_text(shelf.vocabulary.pattern(provision.pattern).title))
        outcome = provision.outcome.value.replace("-", " ").capitalize()
        yield "Outcome", str(markdown_text(outcome + (f": {provision.because}" if provision.because else "")))
    elif isinstance(provision, Measure):
        yield "Core", f"{provision.core.value.capitalize()}. A question, never a target."
        yield "Source", str(markdown_text(provision.source))
    if isinstance(provision, (Statutory, Professional, Local)):
        for principle in shelf.named(provision.principles):
            yield "Principles", _mini(page, principle)


def _statutory_facts(shelf: Shelf, provision: Statutory) -> Facts:
    bound = tuple(dict.fromkeys(bearer for authority in provision.authority for bearer in authority.bearers))
    yield "Binds", str(markdown_text(_roles(shelf, bound)))
    also = tuple(role for role in provision.roles if role not in bound)
    if also:
        yield "Speaks to", str(markdown_text(_roles(shelf, also)))
    limit = provision.timescale
    if limit:
        origin = _origin(limit.source, mark_of(provision))
        yield "By when", f"{origin}{markdown_text(limit.limit)}, counted from {markdown_text(limit.starts)}."
    else:
        yield "By when", "No time limit is given here."
    for authority in provision.authority:
        yield "Source", _outside(authority.url, f"{authority.instrument}, {authority.provision}")
        if authority.in_force:
            yield (
                "In force",
                f"From {long_date(authority.in_force)}"
                + (f" to {long_date(authority.until)}" if authority.until else ""),
            )
    state = state_of(provision.checked)
    text = f"{shape_svg(state['shape'])} {markdown_text(state['words'])}"
    if state.get("against"):
        text += f" {_outside(state['against'], 'Read at ' + state['site'])}, {long_date(state['on'])}."
    if state.get("note"):
        text += f" {markdown_text(state['note'])}"
    yield "Verified", text


def _origin(source: Source, mark: Mark) -> str:
    """Mark a figure that guidance sets on the page of a law, so that it is never taken for law."""
    if source is Source.STATUTORY_GUIDANCE and mark.edge == "law":
        return f"{shape_svg('expectation', 'exp')} Statutory guidance, not the law itself, gives this figure: "
    return ""


def _outside(url: str, words: str) -> str:
    return f'<a class="rw-cite-url" href="{escape(url)}">{markdown_text(words)}</a>'


def _mini(page: str, provision: Provision) -> str:
    return f"[{markdown_text(provision.title)}]({relative(page, page_of(provision))})"


def _roles(shelf: Shelf, roles: tuple[str, ...]) -> str:
    return ", ".join(shelf.vocabulary.role(role).title for role in roles) or "Everyone"


def _pair(shelf: Shelf, provision: Provision) -> list[tuple[str, str, list[Provision], str]]:
    """Advice and rules side by side, whichever of the two the page itself is."""
    if provision.is_withdrawn(shelf.as_at):
        leaning = [p for p in shelf.standing if p.id in {found for found, way in shelf.corpus.leaning_on(provision.id)}]
        return [("What leaned on it: what now protects what it was for?", "leaning", leaning, "Nothing leaned on it.")]
    if isinstance(provision, Statutory):
        advice = shelf.naming(provision.id, "supports")
        return [
            (
                "Advice that helps you do it",
                "advice",
                advice,
                "No advice is tied to this rule: how it is done is yours to judge.",
            ),
            ("Rules that go with it", "rules", shelf.beside(provision, Statutory), ""),
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
    if isinstance(provision, Principle):
        served = shelf.naming(provision.id, "principles")
        return [
            ("Rules that serve it", "rules", [p for p in served if isinstance(p, Statutory)], "No rule names it."),
            (
                "Advice that serves it",
                "advice",
                [p for p in served if isinstance(p, Professional)],
                "No advice names it.",
            ),
        ]
    if isinstance(provision, Finding):
        return [("It bears on", "bears", shelf.named(provision.bears_on), "")]
    if isinstance(provision, Measure):
        return [("It is about", "about", shelf.named(provision.about), "")]
    return []


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
