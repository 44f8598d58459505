"""When “should” and its like dilute nothing: the rule itself gives the choice, or somebody else is quoted."""

import re

from rulewise.checks.wording.excuses import is_embedded, is_history, is_question, is_reported

_OPENING = re.compile(r"(?:^|[,;:] |\b(?:and|or|but) )$")
_INVERTED = re.compile(
    r"^ (?:a|an|the|any|this|that|these|they|it|he|she|you|anyone|someone|there|circumstances|things|\w+s)\b",
    re.IGNORECASE,
)
_SUBJUNCTIVE = re.compile(
    r"\b(?:decid|satisf|think|thought|order|direct|recommend|propos|agree|determin|opinion|view"
    r"|desirable|necessary|appropriate|right|reason|whether|possib|request|wish|want|insist|anxious"
    r"|consider|conclud|conclusion|believ|certif|intend|so|likely|afraid|lest|case|need|principle"
    r"|presum|appear|seem)\w*,?(?: [\w'-]+){0,3}? (?:that|if|whether)\b[^.;:]*$|\b(?:so that|in order that"
    r"|lest|in case)\b[^.;:]*$",
    re.IGNORECASE,
)
_THINKS_IT = re.compile(
    r"\b(?:considers?|thinks?|believes?|decides?|agrees?|concludes?) (?:it |the \w+ |a \w+ |they |he |she |\w+ ){0,3}$",
    re.IGNORECASE,
)
_IF_SHOULD = re.compile(r"\b(?:if|unless|in case|lest) (?:[\w'-]+ ){1,4}$", re.IGNORECASE)
_FIRST = re.compile(
    r"^(?:where|when|if|once|before|after|because|since|unless|until)\b.*, (?=(?:it|they|the|an?|every|each) [^,]*$)",
    re.IGNORECASE,
)
"""The clause that stands before what a sentence says: “Where there is reason to believe that …, it should …”."""
_ASKED_WHERE = re.compile(r"^(?:where|when|who|which) (?:[\w'-]+ ){1,8}$", re.IGNORECASE)
_IS_ASKED = re.compile(r"^ [^,.;]* (?:is|are|depends?|belongs?) ", re.IGNORECASE)
"""“Where the child should live is for the court”: the question is what the sentence is about."""
_WHICH_ONE = re.compile(r"^(?!(?:it|this|that|there)(?: (?:is|are)|'s)\b).*[^,] (?:who|that|which) $", re.IGNORECASE)
"""“Any child who should be in care”: the words say of whom the rule speaks, and not what it asks."""
_REGRET = re.compile(
    r"^ (?:not )?(?:to )?(?:not )?have (?:been|\w{2,}ed|known|seen|heard|done|made|told|taken|gone|had|got|rung|sent"
    r"|written|left|kept|found|come|met|read|said|felt|held|given)\b(?! regard)",
    re.IGNORECASE,
)
_AS_IT_SHOULD = re.compile(r"\b(?:as|than|like) (?:it|they|he|she|you|we) $|\bno \w+ how it $", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"\b(?:guidance|framework|codes? of practice|working together|keeping children safe|home office"
    r"|department|ministers?|secretary of state|ofsted|college of policing|nice|panel|regulator"
    r"|circular|explanatory notes?|toolkit)\b[^.;:]{0,60}\b(?:says?|said|states?|advises?|advised"
    r"|recommends?|expects?|suggests?|asks?|adds?|gives?|looks?|calls?|sets?|describes?|explains?"
    r"|envisages?)\b"
    r"|\b(?:under|in|according to|by|says) (?:the )?(?:\w+ )?(?:statutory )?(?:guidance|working together"
    r"|keeping children safe|code of practice)\b",
    re.IGNORECASE,
)
_NOT_MERELY = re.compile(
    r"\b(?:not|never|n't|rather than|instead of|more than|not (?:just|merely|only|simply)|nothing"
    r"|no longer|far from|as well as)(?: [\w'-]+){0,4} ?$",
    re.IGNORECASE,
)
_NOT_INSIDE = re.compile(
    r"\b(?:is|are|it's) not (?!recommended|advis|encouraged|desirable|good|best|wise|sensible)\w+|\bmay not\b|n't\b",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"\b(?:must|shall|required to|has to|duty to|duty is to|has|have|its|their|the|an?|whose"
    r"|that|which|who|parents?|child(?:ren)?|families|family|person|adult|he|she|plan|order|arrangements?"
    r"|services?|may|might|can|could|act|section|rule|duty|law|power|provision|review|policy|programme) $",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b(?:child(?:ren)?|parents?|person|young people|famil(?:y|ies)|he|she|they|mother|father"
    r"|carers?|adult|pupil|young person|relative|guardian) (?:who |also )?$",
    re.IGNORECASE,
)


def is_right_should(sentence: str, before: str, after: str) -> bool:
    """Tell whether “should” in this place waters no duty down."""
    if is_question(sentence) or is_history(sentence) or is_reported(before) or is_embedded(before, after):
        return True
    if before[:1].isupper() and is_attributed(before):
        return True
    if (_OPENING.search(before) and _INVERTED.match(after)) or _IF_SHOULD.search(before):
        return True
    if _WHICH_ONE.match(before) or (_ASKED_WHERE.match(before) and _IS_ASKED.match(after)):
        return True
    if _REGRET.match(after) or _AS_IT_SHOULD.search(before):
        return True
    before = _FIRST.sub("", before)
    if before.endswith((", and ", ", but ")):
        return False
    return _SUBJUNCTIVE.search(before) is not None or _THINKS_IT.search(before) is not None


def is_right_ease(sentence: str, before: str, words: str) -> bool:
    """Tell whether soft words in this place water no duty down."""
    if (
        is_question(sentence)
        or is_history(sentence)
        or is_reported(before)
        or is_embedded(before, "")
        or is_attributed(before)
    ):
        return True
    if _NOT_MERELY.search(before) or (_NOT_INSIDE.search(words) is not None):
        return True
    first = words.split(maxsplit=1)[0].lower()
    if first.startswith(("aim", "seek", "strive", "endeavour", "tr", "do")) and _AIMED.search(before):
        return True
    # What a child or a parent may wish is not what the rule asks of those it binds.
    return first in {"may", "might", "could", "can", "will"} and _PERMISSION.search(before) is not None


def is_attributed(text: str) -> bool:
    """Tell whether the words before give what follows to guidance, in so many words."""
    return _ATTRIBUTED.search(text) is not None
