"""WD004: a finding asks, it does not instruct, and each of its questions for the board is a question."""

import re
from collections.abc import Iterator

from rulewise.checks.wording import excuses
from rulewise.checks.wording.words import ROLE, keyed
from rulewise.model.problem import Problem
from rulewise.source.document import Document
from rulewise.source.flat import Flat, flatten
from rulewise.source.sentences import Place, Prose, Sentence, without_quotations

QUESTIONS = "questions for the board"

_WHO = (
    r"(?:we|i|(?:this|the|our) (?:\w+ ){0,2}?(?:review|report|panel|reviewers?|authors?|lead reviewer)"
    r"|reviewers|the authors)"
)
_THING = (
    r"(?:training|procedures?|polic(?:y|ies)|guidance|protocols?|systems?|arrangements|practice"
    r"|supervision|forms?|templates?|pathways?|records?|meetings?|assessments?|briefings?|learning"
    r"|children|lessons|steps|action|audits?|visits?)"
)
_INSTRUCTS = keyed(
    "",
    rf"\b{_WHO} (?:also |therefore |strongly |further |would )*(?P<said>recommends?|advises?|urges?"
    r"|proposes?|calls? (?:on|for)|requires?|requests?)\b"
    r"|\b(?P<passive>it is (?:therefore |strongly |also )?(?:recommended|advised|proposed|essential"
    r"|imperative|vital) (?:that|to))\b"
    r"|^(?P<label>(?:key |main |single-agency |multi-agency )?(?:recommendations?|actions? (?:point"
    r"|required|for)|learning points?)(?: \d+| [a-z])?\b(?=:| \d| that| is| are|\.|$))"
    rf"|\b{ROLE} (?:now |also |all |therefore |urgently )*(?P<bound>needs? to|(?:is|are) (?:now "
    r"|again )?(?:to be )?(?:reminded|required|instructed|directed|asked|told|advised|expected"
    r"|urged) (?:to|that|of)|(?:is|are) to (?=\w+)|will (?:now )?(?=(?:ensure|make sure|remind"
    r"|provide|deliver|review|train|seek assurance)\b)|ha(?:s|ve) to)"
    r"|\bthere (?P<lack>needs? to be|has to be|have to be)\b"
    rf"|\b{_THING} (?:now |also |all |\w+ ){{0,3}}?(?P<thing>(?:needs? to|(?:is|are) to|has to|have to) be)\b",
)
_IMPERATIVE = re.compile(
    r"^(?:if (?:not|so),? )?(?:please |always |never |urgently |then )?(?P<verb>ensure|make sure"
    r"|remind|provide|train|review|update|introduce|develop|implement|require|establish|audit"
    r"|amend|revise|strengthen|improve|arrange|instruct|issue|put in place|put (?:that|this|it) right"
    r"|set up|tell (?:us|me|the board)"
    r"|commission|deliver|raise awareness|refresh|embed|promote|retrain|roll out|monitor|undertake"
    r"|create|adopt|appoint|mandate|enforce|check that|see that|seek assurance|tell (?:staff"
    r"|all|every)|write to|rewrite|stop|always|never|do not|don't)\b",
    re.IGNORECASE,
)
_COULD = re.compile(
    r"need|recommend|advis|urge|propos|call|requir|request|essential|imperative|vital|action"
    r"|learning|remind|instruct|direct"
    r"|asked|told|expected|will|(?:is|are|has|have)(?: now| again)? to"
)
"""What stands in small letters wherever `_INSTRUCTS` finds anything: most sentences hold none of it."""
_TELLS_A_STORY = re.compile(
    r"\b(?:was|were|had|did|didn't|went|helped|told|said|gave|made|became|came)\b", re.IGNORECASE
)
_PAST_SAYING = re.compile(
    r"\b(?:earlier|previous|past|other|many|older|traditional|some|most|usual) (?:\w+ )?(?:reviews?"
    r"|reports?|inquir(?:y|ies))\b",
    re.IGNORECASE,
)

EXAMPLES = {
    "train": "“What gets in the way of staff doing what they were trained to do?”",
    "remind": "“What makes it hard to do this on an ordinary day?”",
    "polic": "“Does the procedure fit the work as it is done? Where does it not?”",
    "procedur": "“Does the procedure fit the work as it is done? Where does it not?”",
    "record": "“What do workers need a record for, and what gets in the way of keeping it?”",
    "": "“How would the board know whether this happens, and what gets in the way?”",
}
"""A question to ask instead, by what the instruction is about."""


def check_finding(document: Document, text: Prose) -> Iterator[Problem]:
    """Report the sentences of a finding that instruct, and the items among its questions that are none."""
    told: set[int] = set()
    for field in ("title", "summary"):
        words = str(document.values.get(field, ""))
        flat = flatten(without_quotations(words), 0, len(words))
        found = _instruction(flat.text)
        if found:
            line, column = document.place((field,))
            yield _problem(document.path, line, column, flat, found[0])
    for sentence in text.sentences:
        if sentence.place is Place.QUOTE:
            continue
        flat = flatten(text.own, sentence.start, sentence.end)
        found = _instruction(flat.text)
        if found:
            if sentence.section.casefold() == QUESTIONS:
                told.add(sentence.item)
            yield _problem(document.path, *document.body_place(flat.origin(found[1])), flat, found[0])
    yield from _unasked(document, text, told)


def question_for(sentence: str) -> str:
    """Return an example of a question that could stand in place of an instruction."""
    lower = sentence.lower()
    return next(example for word, example in EXAMPLES.items() if word in lower)


def _instruction(sentence: str) -> tuple[str, int] | None:
    found = _order(sentence)
    if found and not (excuses.is_question(sentence) or excuses.is_history(sentence) or _PAST_SAYING.search(sentence)):
        return found
    return None


def _order(sentence: str) -> tuple[str, int] | None:
    match = _IMPERATIVE.match(sentence)
    if match and not _TELLS_A_STORY.search(sentence):
        return match[0], 0
    for match in _INSTRUCTS.pattern.finditer(sentence) if _COULD.search(sentence.lower()) else ():
        group = match.lastgroup or ""
        before = sentence[: match.start(group)]
        if not (excuses.is_reported(before) or excuses.is_embedded(before, "") or excuses.is_not_said(before)):
            return match[group], match.start(group)
    return None


def _problem(path: str, line: int, column: int, flat: Flat, words: str) -> Problem:
    message = f"“{words.strip()}” instructs, and a finding asks: what to do is for the board to decide"
    return Problem(
        path,
        line,
        column,
        "WD004",
        message,
        f"ask instead, for example {question_for(flat.text)}",
        words.strip(),
    )


def _unasked(document: Document, text: Prose, told: set[int]) -> Iterator[Problem]:
    items: dict[int, list[Sentence]] = {}
    asked = [s for s in text.sentences if s.section.casefold() == QUESTIONS and s.place is not Place.HEADING]
    listed = any(sentence.item >= 0 for sentence in asked)
    for sentence in asked:
        # Without a list, what stands there is one item: a paragraph may give the reason for its question.
        if sentence.item >= 0 or not listed:
            items.setdefault(sentence.item, []).append(sentence)
    for item, sentences in items.items():
        words = [text.plain[s.start : s.end].rstrip("\"”’') ") for s in sentences]
        if item in told or any(said.endswith("?") for said in words):
            continue
        start = sentences[0].start
        line, column = document.body_place(start)
        message = "this item under “Questions for the board” is not a question"
        hint = f"end it with a question that the board can answer, for example {question_for(' '.join(words))}"
        yield Problem(document.path, line, column, "WD004", message, hint, words[0].split("\n")[0])
