"""A fault planted in any page of the real corpus is reported there, at its line."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from rulewise.checks import check
from rulewise.checks.run import examine, report_on
from rulewise.corpus import Corpus, Entry
from rulewise.corpus.entry import make_entry
from rulewise.model.provision import Local, Statutory
from rulewise.model.words import Force, Kind, Relation

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 12, 1)
BINDING = {Force.DUTY, Force.PROHIBITION}
PLACES = {
    "lead": "{}",
    "item": "- The first thing.\n- {}",
    "cell": "| When | What |\n| --- | --- |\n| on the day | {} |",
    "bold": "Some words before it, and **{}**",
}
"""Where a sentence is planted in a lead, as Markdown."""


@pytest.fixture(scope="module")
def real() -> Corpus:
    """The corpus of this repository, in which nothing is wrong."""
    report = check(ROOT, DAY)
    assert [problem for problem in report.problems if problem.code.startswith("WD")] == []
    assert [allowed for allowed in report.allowed if allowed.problem.code.startswith("WD")] == []
    return report.corpus


def faults(corpus: Corpus, entry: Entry) -> tuple[str, str] | None:
    """Return a sentence that a page may not say, with the code that it gets; None where it may say anything."""
    provision = entry.provision
    assert provision
    if provision.withdrawn:
        return None
    if isinstance(provision, Statutory):
        forces = {authority.force for authority in provision.authority}
        if forces <= BINDING:
            return "The worker should consider a letter.", "WD002"
        return None if forces & BINDING else ("The worker must write a letter.", "WD007")
    if isinstance(provision, Local):
        rules = [corpus.get(target) for target in provision.implements]
        forces = {authority.force for rule in rules if isinstance(rule, Statutory) for authority in rule.authority}
        if all(isinstance(rule, Statutory) for rule in rules) and forces and forces <= BINDING:
            free = provision.relation is Relation.LOCAL_CHOICE
            return None if free else ("The worker should consider a letter.", "WD005")
        if forces & BINDING or provision.relation is Relation.GOES_FURTHER:
            return None
        return "The worker must write a letter.", "WD005"
    return "The worker must write a letter.", "WD004" if provision.kind is Kind.FINDING else "WD001"


def reported(corpus: Corpus, planted: dict[str, tuple[str, str, int]]) -> tuple[set[object], set[object]]:
    """Check a corpus with some texts replaced; return what was planted and what was reported, each with its line."""
    entries = [
        examine(make_entry(entry.path, planted[entry.path][0].encode())) if entry.path in planted else entry
        for entry in corpus.entries
    ]
    report = report_on(replace(corpus, entries=tuple(entries)), DAY)
    told = {
        (p.path, p.line, p.code) for p in report.problems if p.code in {code for _text, code, _line in planted.values()}
    }
    return {(path, line, code) for path, (_text, code, line) in planted.items()}, told


@pytest.mark.parametrize("where", PLACES)
def test_a_sentence_planted_in_any_lead_is_reported(real: Corpus, where: str) -> None:
    """A “must” in any advice, a “should consider” in any duty: in a paragraph, a list, a table, in bold."""
    planted = {}
    for entry in real.by_id.values():
        fault = faults(real, entry)
        if fault:
            text = (ROOT / entry.path).read_text("utf-8")
            before, _fence, body = text.partition("\n---\n")
            block = PLACES[where].format(fault[0])
            line = before.count("\n") + 3 + block.count("\n")
            planted[entry.path] = f"{before}\n---\n{block}\n\n{body}", fault[1], line
    assert len(planted) > 200
    expected, told = reported(real, planted)
    assert told == expected


def test_a_sentence_planted_under_any_heading_is_reported(real: Corpus) -> None:
    """The same at the end of every section but those in which choice is at home, and those that ask."""
    sections = 0
    for heading in ("Why", "In practice", "When this may not fit", "What this means", "What happened", "What helped"):
        planted = {}
        for entry in real.by_id.values():
            fault = faults(real, entry)
            text = (ROOT / entry.path).read_text("utf-8")
            found = re.search(rf"^## {heading}\n", text, re.MULTILINE)
            if fault and found:
                line = text[: found.end()].count("\n") + 2
                planted[entry.path] = f"{text[: found.end()]}\n{fault[0]}\n{text[found.end() :]}", fault[1], line
        sections += len(planted)
        expected, told = reported(real, planted)
        assert told == expected
    assert sections > 200


@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_sentence_planted_in_front_is_reported(real: Corpus, field: str) -> None:
    """The same in the title and in the summary of every page."""
    planted = {}
    for entry in real.by_id.values():
        fault = faults(real, entry)
        if fault:
            text = (ROOT / entry.path).read_text("utf-8")
            found = re.search(rf"^{field}: .*(?:\n +.*)*$", text, re.MULTILINE)
            assert found
            changed = f"{text[: found.start()]}{field}: {json.dumps(fault[0])}{text[found.end() :]}"
            planted[entry.path] = changed, fault[1], text[: found.start()].count("\n") + 1
    expected, told = reported(real, planted)
    assert told == expected


def test_a_changed_time_limit_is_reported(real: Corpus) -> None:
    """A local page that names the limit of its rule is reported when the figure is another one."""
    changed = 0
    for entry in real.by_id.values():
        provision = entry.provision
        if not isinstance(provision, Local) or provision.relation is Relation.GOES_FURTHER:
            continue
        document = real.document(entry)
        rules = [real.by_id[target] for target in provision.implements if target in real.by_id]
        for amount in entry.amounts:
            same = any((amount.unit, amount.amount) == (o.unit, o.amount) for rule in rules for o in rule.amounts)
            if not document or not same or "day" not in amount.words:
                continue
            lines = document.text.split("\n")
            said = lines[amount.line - 1]
            lines[amount.line - 1] = said.replace(amount.words, re.sub(r"^[\w-]+", "37", amount.words), 1)
            planted = {entry.path: ("\n".join(lines), "WD006", amount.line)}
            expected, told = reported(real, planted)
            assert expected <= told, said
            changed += 1
    assert changed
