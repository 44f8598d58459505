"""The pages that gather: the register of rules, A to Z, glossary, indexes, and what has not been verified."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from markdown.extensions.toc import slugify

from rulewise.model.problem import Problem
from rulewise.model.provision import Finding, Measure, Principle, Provision, Statutory
from rulewise.model.words import Kind, Level, Outcome, Scope
from rulewise.views import board as board_page
from rulewise.views import growth, journey
from rulewise.views.facts import outcome_words
from rulewise.views.figures import bars
from rulewise.views.journey import counts, picture
from rulewise.views.marks import mark_of
from rulewise.views.shelf import Shelf

T = TypeVar("T")

_MARKS = "“”‘’\"'(¿¡… "
"""Signs before the first letter of a title that nobody sorts by."""

Page = tuple[str, dict[str, Any]]
"""A template and what it shows; the context holds the page's path under ``page``."""


def pages(shelf: Shelf) -> Iterator[Page]:
    """Yield every gathering page."""
    yield "links", _journey(shelf)
    yield "links", _roles(shelf)
    yield "links", _boards(shelf)
    yield "register", _register(shelf)
    yield "a-to-z", _a_to_z(shelf)
    yield "glossary", _glossary(shelf)
    yield "not-verified", _not_verified(shelf)
    yield "health", _health(shelf)
    yield "list", _all_of(shelf, Principle, "Principles", "What every rule and every piece of advice is for.")
    yield "list", _findings(shelf)
    yield "list", _measures(shelf)
    for board in shelf.vocabulary.boards:
        yield "board", board_page.context(shelf, board)


def _by_edge(provisions: list[Provision]) -> tuple[int, int, int]:
    edges = Counter(mark_of(provision).edge for provision in provisions)
    return edges["law"], edges["exp"], edges["adv"]


def _journey(shelf: Shelf) -> dict[str, Any]:
    return {
        "page": "journey.md",
        "heading": "The journey",
        "picture": picture(shelf),
        "summary": "Step by step: what the law requires, what statutory guidance expects, and what is advised.",
        "entries": [
            (s.title, f"stages/{s.id}.md", s.summary, counts(shelf.at(s)), "") for s in shelf.vocabulary.stages
        ],
    }


def _roles(shelf: Shelf) -> dict[str, Any]:
    entries = []
    for role in shelf.vocabulary.roles:
        entries.append((role.title, f"roles/{role.id}.md", role.summary, counts(shelf.to(role)), ""))
    return {
        "page": "roles/index.md",
        "picture": None,
        "heading": "Roles",
        "summary": "One role through the whole journey.",
        "entries": entries,
    }


def _boards(shelf: Shelf) -> dict[str, Any]:
    entries = []
    for board in shelf.vocabulary.boards:
        text = f"{board.area}." + (" A made-up board, to show how one works." if board.example else "")
        entries.append((board.title, f"boards/{board.id}.md", text, counts(shelf.board_pages(board.id)), board.id))
    return {
        "page": "boards/index.md",
        "picture": None,
        "boards": shelf.vocabulary.boards,
        "heading": "Your area",
        "summary": "What each local board adds to the rules and the advice, and why.",
        "entries": entries,
    }


def _register(shelf: Shelf) -> dict[str, Any]:
    groups = []
    for stage in shelf.vocabulary.stages:
        rules = [p for p in shelf.of(Statutory) if p.stages and p.stages[0] == stage.id]
        if rules:
            groups.append((stage, rules))
    return {
        "page": "register.md",
        "print_edition": shelf.setting.print_edition,
        "heading": "Register of rules",
        "orders": {shape: i for i, shape in enumerate(journey.ORDER)},
        "summary": f"Every rule on one page: {len(shelf.law)} from law, {len(shelf.expected)} from statutory guidance.",
        "groups": groups,
    }


def _a_to_z(shelf: Shelf) -> dict[str, Any]:
    letters = _by_letter((provision.title, provision.id, provision) for provision in shelf.standing)
    return {"page": "a-to-z.md", "heading": "A to Z", "summary": "Every page by its title.", "letters": letters}


def _glossary(shelf: Shelf) -> dict[str, Any]:
    entries: list[dict[str, Any]] = []
    for term in shelf.vocabulary.terms:
        see = shelf.named(term.see)
        entries.append({"word": term.term, "anchor": slugify(term.term, "-"), "term": term, "see": see, "now": None})
        for old in term.formerly:
            entries.append(
                {"word": old, "anchor": slugify(f"old-{old}", "-"), "now": term, "how": "An older word. Now:"}
            )
        for other in term.also:
            entries.append({"word": other, "anchor": slugify(f"also-{other}", "-"), "now": term, "how": "See"})
    unique = {entry["anchor"]: entry for entry in reversed(entries)}
    return {
        "page": "glossary.md",
        "heading": "Glossary",
        "summary": "Words of this field; old words lead to new.",
        "letters": _by_letter((entry["word"], entry["anchor"], entry) for entry in unique.values()),
    }


def _by_letter(found: Iterable[tuple[str, str, T]]) -> list[tuple[str, list[T]]]:
    """Group what words lead to by their first letter, in order; ``found`` holds word, what settles a tie, and thing."""
    letters: dict[str, list[tuple[str, str, T]]] = defaultdict(list)
    for word, tie, thing in found:
        plain = word.lstrip(_MARKS).casefold()
        first = unicodedata.normalize("NFKD", plain[:1])[:1].upper()
        letters[first if first.isalpha() else "0-9"].append((plain, tie, thing))
    ordered = sorted(letters.items())
    return [(letter, [thing for *_key, thing in sorted(group, key=lambda one: one[:2])]) for letter, group in ordered]


def _not_verified(shelf: Shelf) -> dict[str, Any]:
    whole, part, second, unread = _verified(shelf)
    rules = sum(map(len, (whole, part, second, unread)))
    summary = (
        f"Of {rules} rules, {len(unread)} rest on general knowledge, {len(part)} were checked in part, and"
        f" {len(second)} against somebody else's account. Read the source before you rely on these."
    )
    return {
        "page": "not-verified.md",
        "heading": "What we have not verified",
        "summary": summary,
        "groups": [
            ("Not checked against a source", "unread", "Nobody has compared these with their source.", unread),
            ("Checked in part", "part", "Something here was not compared with the source; each line says what.", part),
            ("Checked against another's account", "second", "The page that was read is not the source itself.", second),
        ],
    }


def _verified(shelf: Shelf) -> tuple[list[Statutory], ...]:
    """Part the rules: checked in full, in part, against another's account, and not at all."""
    whole: list[Statutory] = []
    part: list[Statutory] = []
    second: list[Statutory] = []
    unread: list[Statutory] = []
    for rule in (*shelf.law, *shelf.expected):
        checked = rule.checked
        if checked is None:
            unread.append(rule)
        elif checked.scope is Scope.PART:
            part.append(rule)
        else:
            (second if checked.level is Level.SECONDARY else whole).append(rule)
    return whole, part, second, unread


def _health(shelf: Shelf) -> dict[str, Any]:
    def told(code: str) -> list[tuple[Provision, str]]:
        return [found for problem in shelf.report.problems if problem.code == code for found in _told(shelf, problem)]

    coverage = [(stage, *_by_edge(shelf.at(stage))) for stage in shelf.vocabulary.stages]
    whole, part, second, unread = _verified(shelf)
    verified = [
        ("Checked in full", len(whole)),
        ("Checked in part", len(part)),
        ("Checked against another’s account", len(second)),
        ("Not checked", len(unread)),
    ]
    allowed = [(p, f"{a.problem.code}: {a.because}") for a in shelf.report.allowed if (p := shelf.corpus.get(a.id))]
    return {
        "page": "health.md",
        "heading": "Health of this site",
        "summary": "What is covered, what is due for review, what may be out of date, and what was let pass.",
        "growth": growth.context(shelf),
        "coverage": coverage,
        "coverage_picture": bars(
            "coverage",
            "Provisions by stage and force",
            "A bar for each stage, from law over statutory guidance to advice. The table has the same numbers.",
            [(stage.title, list(zip(("law", "exp", "adv"), numbers, strict=True))) for stage, *numbers in coverage],
        ),
        "verified": verified,
        "verified_picture": bars(
            "verified",
            "How far the rules were checked against their sources",
            "A bar for each state. The table has the same numbers.",
            [(words, [("law", number)]) for words, number in verified],
        ),
        "lists": [
            ("Review overdue", "These were due to be read again.", told("DT001")),
            ("May be stale", "Something they lean on has changed since they were reviewed.", told("DT003")),
            ("Not in force, or no longer", "These bind nobody today.", told("DT004")),
            ("Rules with no advice", "That may be right: not every rule needs advice.", told("LK004")),
            ("Allowances", "A check objected, and a person gave a reason to let it pass.", allowed),
        ],
    }


def _told(shelf: Shelf, problem: Problem) -> Iterator[tuple[Provision, str]]:
    entry = shelf.corpus.by_path.get(problem.path)
    if entry and entry.provision:
        yield entry.provision, problem.message


def _all_of(shelf: Shelf, kind: type[Provision], heading: str, summary: str) -> dict[str, Any]:
    provisions = shelf.of(kind)
    folder = {Principle: Kind.PRINCIPLE, Finding: Kind.FINDING, Measure: Kind.MEASURE}[kind].folder
    ordered = sorted(provisions, key=lambda p: p.id)
    return {
        "page": f"{folder}/index.md",
        "heading": heading,
        "summary": summary,
        "intro": "",
        "picture": None,
        "groups": [(f"{len(ordered)} in all", "all", "", ordered)] if ordered else [],
    }


def _findings(shelf: Shelf) -> dict[str, Any]:
    context = _all_of(shelf, Finding, "Case reviews", "What was learnt, told without blame and ended with questions.")
    findings = [p for p in shelf.of(Finding) if isinstance(p, Finding)]
    groups = []
    for pattern in shelf.vocabulary.patterns:
        found = sorted((p for p in findings if p.pattern == pattern.id), key=lambda p: p.id)
        if found:
            groups.append((pattern.title, pattern.id, pattern.summary, found))
    outcomes = Counter(p.outcome for p in findings)
    told = ", ".join(
        f"{outcomes[outcome]} {outcome_words(outcome).lower()}" for outcome in Outcome if outcomes[outcome]
    )
    intro = f"{len(findings)} in all: {told}." if findings else ""
    return {**context, "groups": groups, "intro": intro}


def _measures(shelf: Shelf) -> dict[str, Any]:
    context = _all_of(
        shelf,
        Measure,
        "Measures",
        "Numbers along the journey that may start a conversation. Each is a question, never a target.",
    )
    measures = shelf.of(Measure)
    groups = []
    for stage in shelf.vocabulary.stages:
        found = [p for p in measures if p.stages and p.stages[0] == stage.id]
        if found:
            groups.append((stage.title, stage.id, "", found))
    loose = [p for p in measures if not p.stages]
    if loose:
        groups.append(("Anywhere on the journey", "anywhere", "", loose))
    return {**context, "groups": groups, "picture": journey.measures(shelf) if groups else None}
