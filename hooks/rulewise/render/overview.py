"""One provision with all that touches it, and the state of the whole, as text and as plain data."""

from typing import Any

from rulewise.checks import Report
from rulewise.corpus import Corpus
from rulewise.model.problem import Severity
from rulewise.model.provision import Local, Principle, Professional, Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.vocabulary import Vocabulary
from rulewise.model.words import Force
from rulewise.render.text import Paint, plain, visible

WITHOUT_IT = "What now protects what it was for?"
"""Asked wherever something ends that others lean on."""

_FIELDS = {
    "supports": "supports",
    "implements": "implements",
    "bears_on": "bears on",
    "about": "is about",
    "principles": "serves",
    "related": "is related to",
    "withdrawn": "is replaced by",
    "text": "names in its text",
}


def provision_as_text(report: Report, identifier: Id, paint: Paint = plain) -> str:
    """Lay out a provision, what it names, what names it, and what a check says of it."""
    corpus = report.corpus
    entry = corpus.by_id[identifier]
    provision = entry.provision
    assert provision is not None  # noqa: S101 - only provisions are indexed by id
    lines = [f"{provision.id}  {visible(provision.title)}", visible(provision.summary), ""]
    lines += [f"  {name:<10} {visible(value)}" for name, value in _particulars(provision, entry.path)]
    lines += _links("Names", corpus, [(link.field, link.target) for link in corpus.links.get(identifier, ())])
    lines += _links("Named by", corpus, [(link.field, link.source) for link in corpus.back_links.get(identifier, ())])
    problems = [problem for problem in report.problems if problem.path == entry.path]
    if problems:
        lines += ["", "Problems"]
        lines += [
            f"  {problem.line}:{problem.column} {paint(problem.code, problem.severity)} {visible(problem.message)}"
            for problem in problems
        ]
    return "\n".join(lines) + "\n"


def impact_as_text(report: Report, identifier: Id) -> str:
    """List everything that leans on a provision, and ask what would be lost without it."""
    corpus = report.corpus
    provision = corpus.get(identifier)
    if provision is None:
        raise KeyError(identifier)
    leaning = corpus.leaning_on(identifier)
    lines = [f"{provision.id}  {visible(provision.title)}", "", f"Leaning on it: {len(leaning)}"]
    for found, way in leaning:
        other = corpus.get(found)
        through = f" (through {', '.join(way[:-1])})" if len(way) > 1 else ""
        lines.append(f"  {found:<8} {visible(other.title) if other else 'unreadable'}{through}")
    ended = provision.is_withdrawn(report.as_at)
    lines += ["", WITHOUT_IT if ended else f"If it were withdrawn: {WITHOUT_IT[0].lower()}{WITHOUT_IT[1:]}"]
    purposes = [principle for target in provision.principles if (principle := corpus.get(target))]
    lines += [f"  it served {purpose.id}: {visible(purpose.title)}" for purpose in purposes]
    return "\n".join(lines) + "\n"


def _particulars(provision: Provision, path: str) -> list[tuple[str, str]]:
    rows = [("kind", provision.kind.value), ("file", path), ("owner", provision.owner)]
    if isinstance(provision, Statutory):
        for authority in provision.authority:
            rows.append(("force", f"{authority.force.value} on {', '.join(authority.bearers)}"))
            rows.append(("source", f"{authority.instrument}, {authority.provision}"))
        if provision.timescale:
            limit = provision.timescale
            rows.append(("by when", f"{limit.limit}, from {limit.starts} ({limit.source.value})"))
        rows.append(("checked", str(provision.checked.on) if provision.checked else "never"))
    if isinstance(provision, Professional):
        rows.append(("strength", provision.strength.value))
    if isinstance(provision, Local):
        rows.append(("relation", provision.relation.value))
    rows.append(("stages", ", ".join(provision.stages) or "none"))
    rows.append(("reviewed", f"{provision.reviewed}, next by {provision.review_by}"))
    if provision.withdrawn:
        rows.append(("withdrawn", f"{provision.withdrawn.on}: {provision.withdrawn.because}"))
    return rows


def _links(heading: str, corpus: Corpus, links: list[tuple[str, Id]]) -> list[str]:
    if not links:
        return []
    lines = ["", heading]
    for field, identifier in links:
        other = corpus.get(identifier)
        title = visible(other.title) if other else "unreadable"
        lines.append(f"  {identifier:<8} {title} ({_FIELDS.get(field, field)})")
    return lines


def coverage(report: Report, vocabulary: Vocabulary, board: str | None = None) -> dict[str, Any]:
    """Count what there is by stage, role and principle, and name what is missing, due, stale or allowed."""
    corpus = report.corpus
    standing = [p for p in corpus.provisions() if not p.is_withdrawn(report.as_at)]
    found: dict[str, Any] = {
        "as_at": report.as_at.isoformat(),
        "files": len(corpus.entries),
        "problems": {severity.value: report.count(severity) for severity in Severity},
        "stages": {s.id: _counts([p for p in standing if s.id in p.stages]) for s in vocabulary.stages},
        "roles": {
            r.id: _counts([p for p in standing if r.id in p.roles or r.id in _bearers(p)]) for r in vocabulary.roles
        },
        "principles": {
            p.id: len([s for s in corpus.naming(p.id, "principles") if isinstance(corpus.get(s), Professional)])
            for p in sorted(standing, key=lambda p: p.id)
            if isinstance(p, Principle)
        },
        "unchecked": [p.id for p in standing if isinstance(p, Statutory) and p.checked is None],
        "overdue": _ids(report, "DT001"),
        "stale": _ids(report, "DT003"),
        "allowed": [{"id": a.id, "code": a.problem.code, "because": a.because} for a in report.allowed],
    }
    if board:
        own = [p for p in standing if isinstance(p, Local) and p.board == board]
        tied = {target for p in own for target in p.implements}
        rules = [p for p in standing if isinstance(p, Statutory)]
        found["board"] = {
            "id": board,
            "procedures": {p.id: {"title": p.title, "relation": p.relation.value} for p in own},
            "tied": sorted(tied),
            "not_tied": [p.id for p in rules if p.id not in tied],
        }
    return found


def _bearers(provision: Provision) -> set[str]:
    if not isinstance(provision, Statutory):
        return set()
    return {bearer for authority in provision.authority for bearer in authority.bearers}


def _counts(provisions: list[Provision]) -> dict[str, int]:
    rules = [p for p in provisions if isinstance(p, Statutory)]
    expected = sum(p.force is Force.EXPECTATION for p in rules)
    return {
        "law": len(rules) - expected,
        "statutory guidance": expected,
        "advice": sum(isinstance(p, Professional) for p in provisions),
    }


def _ids(report: Report, code: str) -> list[str]:
    entries = [report.corpus.by_path.get(p.path) for p in report.problems if p.code == code]
    return sorted({entry.claimed for entry in entries if entry and entry.claimed})


def coverage_as_text(found: dict[str, Any]) -> str:
    """Lay out what `coverage` found."""
    lines = [f"As at {found['as_at']}: {found['files']:,} files"]
    for heading, key in (("Stage", "stages"), ("Role", "roles")):
        lines += ["", f"{heading:<24}{'law':>6}{'guidance':>10}{'advice':>8}"]
        for name, counts in found[key].items():
            law, expected, advice = counts["law"], counts["statutory guidance"], counts["advice"]
            note = "" if law + expected else "   nothing here requires or forbids anything"
            note += "" if advice else "   nothing here is advised"
            lines.append(f"{name:<24}{law:>6}{expected:>10}{advice:>8}{note}")
    lines += ["", "Advice that names each principle: " + ", ".join(f"{i} {n}" for i, n in found["principles"].items())]
    for key, words in (
        ("unchecked", "Rules not checked against a source"),
        ("overdue", "Review overdue"),
        ("stale", "May be stale"),
    ):
        ids = found[key]
        lines.append(f"{words}: {len(ids)}" + (f" ({', '.join(ids)})" if ids else ""))
    lines.append(f"Allowances: {len(found['allowed'])}")
    lines += [f"  {a['id']} {a['code']}: {visible(a['because'])}" for a in found["allowed"]]
    if "board" in found:
        board = found["board"]
        lines += [
            "",
            f"Board {board['id']}: {len(board['procedures'])} procedures, tied to {len(board['tied'])} provisions",
        ]
        lines += [f"  {i}  {visible(p['title'])} ({p['relation']})" for i, p in board["procedures"].items()]
        lines.append(
            f"Rules with no procedure of this board: {len(board['not_tied'])} ({', '.join(board['not_tied'])})"
        )
    return "\n".join(lines)
