"""WD001, WD002, WD005 and WD007: may this page say that, with this force?

Force is decided by the source. A claim is judged against the authority of its own page, against what a local page
implements, and against the provisions that its sentence links to: they carry what they themselves say.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from rulewise.checks.wording.claims import Sort
from rulewise.checks.wording.findings import question_for
from rulewise.checks.wording.gather import BINDING
from rulewise.corpus import Corpus, Entry
from rulewise.corpus.entry import Claim
from rulewise.model.problem import Problem
from rulewise.model.provision import Authority, Local, Professional, Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Force, Kind, Relation

SOFT = frozenset({Sort.SHOULD, Sort.EASE, Sort.STRONG_EASE})

_NAMES = {
    Force.DUTY: "a duty",
    Force.PROHIBITION: "a prohibition",
    Force.POWER: "a power",
    Force.HAVE_REGARD: "a duty to have regard",
    Force.EXPECTATION: "an expectation",
}
_SAYS = {
    Force.DUTY: "must",
    Force.PROHIBITION: "must not",
    Force.POWER: "may",
    Force.HAVE_REGARD: "must have regard",
    Force.EXPECTATION: "should",
}


class Judge(NamedTuple):
    """What judging takes: the corpus, and the day on which a withdrawn provision carries nothing."""

    corpus: Corpus
    as_at: dt.date

    def forces(self, identifier: Id) -> frozenset[Force]:
        """Return the forces of a rule that stands; none for anything else."""
        provision = self.corpus.get(identifier)
        if not isinstance(provision, Statutory) or provision.is_withdrawn(self.as_at):
            return frozenset()
        return frozenset(authority.force for authority in provision.authority)

    def is_unknown(self, identifier: Id) -> bool:
        """Tell whether an id names nothing that can be judged, which is a problem of its own."""
        return identifier not in self.corpus.by_id

    def carries(self, claim: Claim, targets: tuple[Id, ...]) -> bool:
        """Tell whether one of ``targets`` says with its own force what the claim says."""
        return any(self.is_unknown(target) or _may_say(self.forces(target), claim.sort) for target in targets)

    def leaves_open(self, claim: Claim, target: Id) -> bool:
        """Tell whether what a sentence links to leaves the choice it speaks of; an expectation leaves little."""
        firm = BINDING | {Force.HAVE_REGARD}
        if claim.sort == Sort.STRONG_EASE:
            firm |= {Force.EXPECTATION}
        return self.is_unknown(target) or not self.forces(target) & firm


def check_corpus(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Judge every claim of force."""
    judge = Judge(corpus, as_at)
    for entry in corpus.by_id.values():
        provision = entry.provision
        if not entry.claims or provision is None or provision.is_withdrawn(as_at):
            continue
        seen: set[tuple[str, int, int]] = set()
        for problem in _problems(judge, entry, provision):
            # Two words of force in one place are one fault; so are “should” and “try to” on one line of one sentence.
            key = problem.code, problem.line, problem.column
            if key not in seen:
                seen.add(key)
                yield problem


def _problems(judge: Judge, entry: Entry, provision: Provision) -> Iterator[Problem]:
    for claim in entry.claims:
        if isinstance(provision, Statutory):
            fault = _statutory(judge, provision, claim)
        elif isinstance(provision, Local):
            fault = _local(judge, provision, claim)
        elif provision.kind is Kind.FINDING and claim.sort != Sort.LEGAL:
            fault = None if claim.sort in SOFT - {Sort.SHOULD} else _finding(judge, claim)
        else:
            fault = None if claim.sort in SOFT else _advice(judge, provision, claim)
        if fault:
            code, message, hint = fault
            yield Problem(entry.path, claim.line, claim.column, code, message, hint, claim.words)


def _may_say(forces: frozenset[Force], sort: str) -> bool:
    if forces & BINDING:
        return True
    if sort == Sort.REGARD:
        return Force.HAVE_REGARD in forces
    return sort == Sort.LIMIT and Force.POWER in forces


Fault = tuple[str, str, str]
"""Code, message, hint."""


def _advice(judge: Judge, provision: Provision, claim: Claim) -> Fault | None:
    if judge.carries(claim, claim.targets):
        return None
    what = "advice" if provision.kind is Kind.PROFESSIONAL else f"a {provision.kind.value}, which binds nobody"
    message = f"“{claim.words}” states a duty, and this is {what}: "
    if claim.targets:
        weak = claim.targets[0]
        message += (
            f"the sentence links to {weak}, which is {_describe(judge, weak)} and does not say so with that force"
        )
    else:
        message += "the sentence links to no duty that says so"
    candidates = provision.supports if isinstance(provision, Professional) else ()
    rule = next((target for target in candidates if judge.forces(target) & BINDING), None)
    link = f"[{claim.words}][{rule}]" if rule and not claim.in_title else "[words][S-…]"
    where = "in the text, link" if claim.in_title else "link"
    return (
        "WD001",
        message,
        f"{where} the rule that says so, as in {link}; or say it as advice, with “should” or no such word",
    )


def _statutory(judge: Judge, provision: Statutory, claim: Claim) -> Fault | None:
    forces = frozenset(authority.force for authority in provision.authority)
    first = provision.authority[0]
    if claim.sort in SOFT:
        if Force.EXPECTATION in forces and (claim.sort != Sort.STRONG_EASE or len(forces) > 1):
            return None
        if any(judge.leaves_open(claim, target) and target != provision.id for target in claim.targets):
            return None
        return "WD002", _diluted(first, claim), _dilution_hint(first)
    if _may_say(forces, claim.sort) or judge.carries(claim, claim.targets):
        return None
    message = f"“{claim.words}” says more than {_source(first)} does: its force is {first.force.value}"
    if first.force is Force.EXPECTATION:
        message += ", which comes from guidance, and no Act requires it"
    elif first.force is Force.HAVE_REGARD:
        message += ", which binds to weigh a thing and not to follow it"
    else:
        message += ", which allows and does not order"
    hint = f"write “{_SAYS[first.force]}”; or, if another rule requires it, link that rule in the sentence"
    return "WD007", message, hint


def _diluted(authority: Authority, claim: Claim) -> str:
    force = authority.force
    if force is Force.POWER:
        return (
            f"“{claim.words}” puts advice into a rule: {_source(authority)} gives a power, and does not "
            "say how to use it"
        )
    if force is Force.EXPECTATION:
        return f"“{claim.words}” waters down an expectation: {_source(authority)} says “should”"
    return f"“{claim.words}” waters down {_NAMES[force]}: {_source(authority)} says “{_SAYS[force]}”"


def _dilution_hint(authority: Authority) -> str:
    return (
        f"write “{_SAYS[authority.force]}”; or, if it is advice, move it under “Left to judgement” "
        "or to a page of advice, and link that"
    )


def _local(judge: Judge, provision: Local, claim: Claim) -> Fault | None:
    linked = [target for target in claim.targets if target in provision.implements]
    measured = linked or list(provision.implements)
    if any(judge.is_unknown(target) for target in measured):
        return None
    forces = frozenset(force for target in measured for force in judge.forces(target))
    all_forces = frozenset(force for target in provision.implements for force in judge.forces(target))
    if claim.sort in SOFT:
        return _lowered(judge, provision, claim, measured, forces)
    if (
        provision.relation is Relation.GOES_FURTHER
        or _may_say(forces, claim.sort)
        or judge.carries(claim, claim.targets)
    ):
        return None
    strongest = next((target for target in measured if judge.forces(target)), measured[0] if measured else None)
    if strongest is None:
        message = f"“{claim.words}” states a duty on this page's own authority: it implements nothing that says so"
    else:
        said = _describe(judge, strongest)
        message = f"“{claim.words}” says more than {strongest}, which this page implements: that is {said}"
    if linked and all_forces & BINDING:
        hint = f"link the duty that says so in this sentence, or write “{_word(forces)}”"
    else:
        hint = (
            f"write “{_word(forces)}”, or link the duty that says so; if the board means to ask more, "
            "set “relation: goes-further” and say why in “because”"
        )
    return "WD005", message, hint


def _lowered(
    judge: Judge, provision: Local, claim: Claim, measured: list[Id], forces: frozenset[Force]
) -> Fault | None:
    if provision.relation is Relation.LOCAL_CHOICE or not measured:
        return None
    if not all(judge.forces(target) for target in measured):
        return None  # advice and principles leave a choice, so soft words may be about them
    if Force.POWER in forces or any(judge.leaves_open(claim, target) for target in claim.targets):
        return None
    if Force.EXPECTATION in forces and claim.sort != Sort.STRONG_EASE:
        return None
    strongest = measured[0]
    message = (
        f"“{claim.words}” says less than {strongest}, which this page implements: that is {_describe(judge, strongest)}"
    )
    return "WD005", message, f"write “{_word(forces)}”; or link the advice that this sentence carries out"


def _finding(judge: Judge, claim: Claim) -> Fault | None:
    if judge.carries(claim, claim.targets):
        return None
    message = f"“{claim.words}” instructs, and a finding asks: what to do is for the board to decide"
    return "WD004", message, f"ask instead, for example {question_for(claim.words)}; or link the duty that says so"


def _word(forces: frozenset[Force]) -> str:
    for force in (Force.DUTY, Force.PROHIBITION, Force.HAVE_REGARD, Force.EXPECTATION, Force.POWER):
        if force in forces:
            return _SAYS[force]
    return "should"


def _describe(judge: Judge, identifier: Id) -> str:
    provision = judge.corpus.get(identifier)
    if provision is None:
        return "not known"
    if provision.is_withdrawn(judge.as_at):
        return "withdrawn"
    if isinstance(provision, Statutory):
        return f"{_NAMES[provision.force]} ({_source(provision.authority[0])})"
    return {Kind.PROFESSIONAL: "advice", Kind.PRINCIPLE: "a principle", Kind.LOCAL: "a local procedure"}.get(
        provision.kind, f"a {provision.kind.value}"
    )


def _source(authority: Authority) -> str:
    return f"{authority.instrument}, {authority.provision}"
