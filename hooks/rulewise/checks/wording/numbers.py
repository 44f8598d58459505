"""WD006: a number or time limit that is not the one in the provision that a page implements, supports or links to.

Two limits contradict each other only when they are about the same thing, so the sentence has to share the event from
which the rule counts, or link to the rule, and share words with what the rule is about.
"""

import datetime as dt
import re
from collections.abc import Iterator

from rulewise.corpus import Corpus, Entry
from rulewise.corpus.entry import Amount
from rulewise.model.problem import Problem
from rulewise.model.provision import Local, Professional, Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.words import Relation

_BOUND = re.compile(
    r"\b(?:within|inside|in under|(?:no|not) (?:later|longer|more|fewer|less) than|at (?:most"
    r"|least|the latest)|up to|maximum|minimum|longest|every|each|exceed|deadline|limit|time ?scale"
    r"|timetable"
    r"|last(?:s|ing)?|due|outer|by the end of|once (?:a|in)|before|after|in (?:\w+ ){1,3}(?:days?"
    r"|weeks?|months?|hours?)|has|have|takes?|gives?|annually|yearly)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:not(?! (?:later|longer|more|exceed))|rather than|instead of|used to|until (?:1[5-9]|20)\d\d|no longer"
    r"|formerly|example|more than enough)\b",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    r"\b(?:another|an? further|an? extra|next|last|past|first|second|old|once|about|around|roughly|say) $",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(r"^(?:s|')* (?:later|earlier|ago|extra|more|before that)\b", re.IGNORECASE)
"""What tells that a figure is no limit, or another one."""
_AIM = re.compile(
    r"\b(?:aim|try|ideal\w*|sooner|early|earlier|good practice|best|often|usual\w*|most|first"
    r"|halfway|midway|well before|well within|check|help|quick\w*|soon|start\w*|plan|diary)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{3,}")
_COMMON_WORDS = (
    "the and for with within from that this than then must should may can not are was were been has have "
    "had its their they them his her each every all any one two three four five six seven eight nine ten "
    "day days working week weeks month months year years hour hours later more most least after before "
    "first last child children authority local limit latest end ends begin starts made make makes take "
    "takes get who when where which what also between during into over under about other such there here "
    "only same other time times fifteen twenty forty being will you your "
)
_COMMON = frozenset(_COMMON_WORDS.split())
_SHARED = 3
"""Words that two sentences have to share to speak of one thing, where no link says so."""
_STEM = re.compile(r"(?:ations?|ments?|ings?|ions?|ences?|ances?|ers?|ies|ied|als?|ed|es|s|y|e)$")
_NOUN = re.compile(r"sions?$")
"""A decision is what one decides, and a conclusion what one concludes."""
_TIME = {"hours": 1.0, "months": 730.0, "working days": 33.6, "school days": 33.6, "court days": 33.6}


def is_limit(sentence: str) -> bool:
    """Tell whether the figures in a sentence are limits, and not the length of a story."""
    return _BOUND.search(sentence) is not None and not sentence.endswith("?")


def check_corpus(corpus: Corpus, as_at: dt.date) -> Iterator[Problem]:
    """Compare every amount on a page with those of the rules that it leans on or links to."""
    for entry in corpus.by_id.values():
        provision = entry.provision
        if entry.amounts and isinstance(provision, Local | Professional) and not provision.is_withdrawn(as_at):
            leaned = provision.implements if isinstance(provision, Local) else provision.supports
            for amount in entry.amounts:
                yield from _compare(corpus, entry, provision, leaned, amount)


def _compare(
    corpus: Corpus, entry: Entry, provision: Provision, leaned: tuple[Id, ...], amount: Amount
) -> Iterator[Problem]:
    targets = list(dict.fromkeys((*amount.targets, *leaned)))
    rules = [
        (t, corpus.by_id[t]) for t in targets if t in corpus.by_id and corpus.by_id[t].amounts and t != provision.id
    ]
    if any(_is_same(amount, other) for _, rule in rules for other in rule.amounts):
        return
    for target, rule in rules:
        other = _contradicted(amount, rule, _needed(provision, amount, rules, rule, linked=target in amount.targets))
        if other is None or _is_right_to_differ(provision, amount, rule):
            continue
        title = rule.provision.title if rule.provision else ""
        line = other.line or _line_of_timescale(corpus, rule)
        message = f"“{amount.words}” is not what {target} ({title}) says: “{other.words}” at {rule.path}:{line}"
        hint = (
            f"write “{other.words}”, or leave the figure out and link [{other.words}][{target}], so that "
            "there is one place to change"
        )
        if isinstance(provision, Local):
            hint += "; if the board means to ask more, set “relation: goes-further” and say why in “because”"
        yield Problem(entry.path, amount.line, amount.column, "WD006", message, hint, amount.words)
        return


def _line_of_timescale(corpus: Corpus, rule: Entry) -> int:
    document = corpus.document(rule)
    return document.place(("timescale", "limit"))[0] if document else 1


def _is_same(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit and one.amount == other.amount


def _needed(provision: Provision, amount: Amount, rules: list[tuple[Id, Entry]], rule: Entry, *, linked: bool) -> int:
    """Return how many words a sentence has to share with a rule to speak of the same thing.

    Fewer where a local page carries out one limit in that unit, and none other, and tells of the event it runs from.
    """
    if linked:
        return 1
    limits = {other.amount for _id, one in rules for other in one.amounts if other.unit == amount.unit}
    if isinstance(provision, Local) and len(limits) == 1 and any(o.unit == amount.unit for o in rule.amounts):
        event = isinstance(rule.provision, Statutory) and rule.provision.timescale
        if provision.relation is Relation.ADOPTS or (event and _stems(event.starts) & _stems(amount.sentence)):
            return 1
        return _SHARED - 1
    return _SHARED


def _contradicted(amount: Amount, rule: Entry, needed: int) -> Amount | None:
    """Return the amount of a rule that speaks of the same thing in another figure."""
    comparable = [
        other
        for other in rule.amounts
        if (other.unit in _TIME) == (amount.unit in _TIME) and (other.unit in _TIME or other.unit == amount.unit)
    ]
    before, _words, after = amount.sentence.partition(amount.words)
    if not comparable or _CONTRAST.search(amount.sentence) or _OTHER_BEFORE.search(before) or _OTHER_AFTER.match(after):
        return None
    said = _stems(amount.sentence)
    best: tuple[int, Amount] | None = None
    for other in comparable:
        event = said & _stems(other.sentence)
        subject = said & _subject(rule)
        score = len(event | subject)
        if score >= needed and (event or needed < _SHARED) and (best is None or score > best[0]):
            best = score, other
    return best[1] if best else None


def _is_right_to_differ(provision: Provision, amount: Amount, rule: Entry) -> bool:
    """Tell whether a page asks for more than its rule on purpose: a board goes further, or advice aims higher."""
    shorter = all(
        _length(amount) < _length(other) for other in rule.amounts if other.unit in _TIME and amount.unit in _TIME
    )
    if isinstance(provision, Local):
        return provision.relation is Relation.GOES_FURTHER and shorter
    return shorter and _AIM.search(amount.sentence) is not None


def _length(amount: Amount) -> float:
    return amount.amount * _TIME.get(amount.unit, 1.0)


def _subject(rule: Entry) -> frozenset[str]:
    provision = rule.provision
    if provision is None:
        return frozenset()
    starts = provision.timescale.starts if isinstance(provision, Statutory) and provision.timescale else ""
    return _stems(f"{provision.title} {provision.summary} {starts}")


def _stems(text: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in _COMMON)
    return frozenset(_STEM.sub("", _NOUN.sub("de", word)) or word for word in words)
