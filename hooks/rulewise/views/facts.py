"""What stands beside the answer: whom it binds, by when, where its force comes from, and how far that was checked."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from rulewise.model.provision import (
    Authority,
    Checked,
    Finding,
    Local,
    Measure,
    Professional,
    Provision,
    Statutory,
)
from rulewise.model.words import Level, Outcome, Relation, Scope, Source, Strength
from rulewise.source.escape import markdown_text
from rulewise.source.quantities import quantities
from rulewise.views.marks import Mark, force_mark, mark_of, shape_svg
from rulewise.views.shelf import Shelf
from rulewise.views.text import long_date, page_of, relative

RELATIONS = {
    "adopts": "does it as it stands",
    "adds-detail": "adds how it is done here",
    "local-choice": "makes a choice that the rule leaves open",
    "goes-further": "goes further than the rule",
    "custom-and-practice": "an unwritten custom, with no authority",
}

Facts = Iterator[tuple[str, str]]


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


def facts(shelf: Shelf, provision: Provision, page: str) -> Facts:
    """Yield what stands beside the answer, as names and Markdown; one name may have several texts."""
    if isinstance(provision, Statutory):
        yield from _statutory_facts(shelf, provision)
    elif isinstance(provision, Professional):
        yield from _advice_facts(shelf, provision)
    elif isinstance(provision, Local):
        board = shelf.vocabulary.board(provision.board)
        yield "Board", f"[{markdown_text(board.title)}]({relative(page, f'boards/{board.id}.md')})"
        yield "How it stands to the rule", str(markdown_text(RELATIONS[provision.relation.value]))
        if provision.because:
            yield "Why", str(markdown_text(provision.because))
        for target in shelf.named(provision.implements):
            yield (
                "Cuts across" if provision.relation is Relation.CUSTOM_AND_PRACTICE else "Carries out",
                _marked(target) + _mini(page, target),
            )
        if provision.link:
            yield "The text", _outside(provision.link, "Read it at the board's own site")
    elif isinstance(provision, Finding):
        review = provision.review
        yield "Review", str(markdown_text(f"{review.method}; board: {review.board}"))
        yield "Period", str(markdown_text(review.period))
        yield "Published", str(markdown_text(review.published))
        yield "Pattern", str(markdown_text(shelf.vocabulary.pattern(provision.pattern).title))
        because = f": {markdown_text(provision.because)}" if provision.because else "."
        yield "Outcome", outcome(provision) + because
    elif isinstance(provision, Measure):
        yield "Core", f"{provision.core.value.capitalize()}. A question, never a target."
        yield "Source", str(markdown_text(provision.source))
    if isinstance(provision, (Statutory, Professional, Local)):
        for principle in shelf.named(provision.principles):
            yield "Principles", _mini(page, principle)


def outcome(finding: Finding) -> str:
    """Say what came of a finding, in words and with a ring while it is open."""
    words = outcome_words(finding.outcome)
    return f"{shape_svg('open')} {words}" if finding.outcome is Outcome.OPEN else words


def outcome_words(outcome: Outcome) -> str:
    """Write an outcome as words."""
    return outcome.value.replace("-", " ").capitalize()


def time_in_force(provision: Provision, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return when a rule will come into force, and when it ceased to be, if the day lies outside its time."""
    if not isinstance(provision, Statutory):
        return None, None
    authority = provision.authority[0]
    not_yet = authority.in_force if authority.in_force and authority.in_force > day else None
    no_longer = authority.until if authority.until and authority.until <= day else None
    return not_yet, no_longer


def not_now(provision: Provision, day: dt.date) -> str:
    """Say of a rule that it binds nobody on a day, wherever its title stands; nothing of one that does."""
    not_yet, no_longer = time_in_force(provision, day)
    if not_yet:
        return f"not in force until {long_date(not_yet)}"
    return f"not in force since {long_date(no_longer)}" if no_longer else ""


def standing(provision: Provision, day: dt.date) -> Markup:
    """Say after a title what came of a finding, how a procedure stands to its rule, or that a rule is not in force."""
    if words := not_now(provision, day):
        return Markup(f" · {words}")  # noqa: S704 - our own words and a day
    if isinstance(provision, Finding):
        return Markup(f" · {outcome(provision)}")  # noqa: S704 - our own words and drawing
    if isinstance(provision, Local):
        return Markup(f" · {RELATIONS[provision.relation.value]}")  # noqa: S704 - our own words
    if isinstance(provision, Measure):
        return Markup(f" · {provision.core.value} core")  # noqa: S704 - our own words
    return Markup("")


def span(rule: Statutory) -> str:
    """Return a key that sorts rules by how soon they want something done; those without a limit come last."""
    found = next(quantities(rule.timescale.limit), None) if rule.timescale else None
    if found is None:
        return "a" if rule.timescale else "b"
    return f"{found.amount * _HOURS.get(found.unit, 0):012.2f}"


_HOURS = {"hours": 1, "working days": 33.6, "school days": 33.6, "business days": 33.6, "months": 730.5}
"""What sorts limits of different units; the pages show the limits themselves."""


def place(rule: Statutory) -> str:
    """Return a key that sorts rules by instrument, and sections as numbers: 9 before 11."""
    authority = rule.authority[0]
    number = re.sub(r"\d+", lambda digits: digits[0].zfill(5), authority.provision)
    return re.sub(r"[^a-z0-9]+", " ", f"{authority.instrument} {number}".lower()).strip()


def _advice_facts(shelf: Shelf, provision: Professional) -> Facts:
    firm = provision.strength is Strength.ADVISE
    yield "Strength", "Advised: do it unless this case says otherwise" if firm else "Worth considering"
    yield "Speaks to", str(markdown_text(_roles(shelf, provision.roles)))
    owner = shelf.vocabulary.body(provision.owner)
    yield (
        "Kept by",
        str(markdown_text(owner.title)) + (". No profession has taken it on yet." if owner.stands_in else ""),
    )
    works, seen = len(provision.evidence), sum(1 for work in provision.evidence if work.checked)
    named = "One work" if works == 1 else f"{works} works"
    yield (
        "Rests on",
        f"[{named}](#what-it-rests-on), {'none' if not seen else 'all' if seen == works else seen} seen by us",
    )


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
        yield (
            "Source",
            _force_of(authority, provision) + _outside(authority.url, f"{authority.instrument}, {authority.provision}"),
        )
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


def _force_of(authority: Authority, provision: Statutory) -> str:
    """Tell the force of a further source where it is not that of the page."""
    if authority.force is provision.force:
        return ""
    mark = force_mark(authority.force)
    return f"{shape_svg(mark.shape, mark.edge)} {mark.word}: "


def _origin(source: Source, mark: Mark) -> str:
    """Mark a figure that guidance sets on the page of a law, so that it is never taken for law."""
    if source is Source.STATUTORY_GUIDANCE and mark.edge == "law":
        return f"{shape_svg('expectation', 'exp')} Statutory guidance, not the law itself, gives this figure: "
    return ""


def _outside(url: str, words: str) -> str:
    return f'<a class="rw-cite-url" href="{escape(url)}">{markdown_text(words)}</a>'


def _marked(provision: Provision) -> str:
    mark = mark_of(provision)
    return f"{shape_svg(mark.shape, mark.edge)} {mark.word}: "


def _mini(page: str, provision: Provision) -> str:
    return f"[{markdown_text(provision.title)}]({relative(page, page_of(provision))})"


def _roles(shelf: Shelf, roles: tuple[str, ...]) -> str:
    return ", ".join(shelf.vocabulary.role(role).title for role in roles) or "Everyone"
