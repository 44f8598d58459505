"""The words that carry force in English guidance, as patterns.

Here are those that say that somebody is bound (must, shall, is required to, by law). All are for text
whose white space is single, and are searched without regard to case.
"""

import re
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple


def either(*patterns: str) -> str:
    """Return a pattern that finds what any of ``patterns`` finds."""
    return "(?:" + "|".join(patterns) + ")"


_ADVERB = r"(?:(?:\w+ly|also|hereby|always|still|now|then|therefore|first|each|both|all|in turn|at once) )"
_AFTER_BE = rf"(?:{_ADVERB}{{0,2}})"

ROLE = either(
    r"you|everyone|everybody|anyone|anybody|each of you|no one|nobody",
    r"(?:social |support |youth |family |key |duty |health |care |outreach |night )*workers?"
    r"|staff|practitioners?|professionals?|officers?|constables?|police(?: officers?| forces?)?",
    r"teachers?|schools?|colleges?|head ?teachers?|heads?|principals?|governors?|governing bod(?:y"
    r"|ies)|proprietors?|nurser(?:y|ies)|childminders?",
    r"nurses?|midwi(?:fe|ves)|health visitors?|doctors?|GPs?|paediatricians?|clinicians?|consultants?"
    r"|registrars?|dentists?|therapists?|psychologists?|surgeons?",
    r"authorit(?:y|ies)|councils?|partners?|partnerships?|agenc(?:y|ies)|boards?|trusts?|providers?"
    r"|settings?|services?|teams?|bod(?:y|ies)|hospitals?|surger(?:y|ies)|charit(?:y|ies)|clubs?"
    r"|forces?|crews?",
    r"managers?|supervisors?|chairs?|chairpersons?|leads?|directors?|commissioners?|employers?"
    r"|volunteers?|coach(?:es)?|carers?|reviewers?|inspectors?|assessors?|advisers?|advocates?"
    r"|guardians?|trustees?",
    r"courts?|judges?|magistrates?|justices?|solicitors?|barristers?|lawyers?|Cafcass|Ofsted"
    r"|Secretary of State|ministers?|panels?|landlords?|housing officers?|probation(?: officers?)?"
    r"|prisons?|firefighters?|planners?|applicants?|registered persons?|persons?|individuals?"
    r"|panel members?|employees?|students?|trainees?|members?|(?:core )?groups?|committees?|clinics?"
    r"|departments?|colleagues?|conferences?",
)
"""Whom guidance addresses. What is said of parents and children is seldom an instruction to them."""

_MODAL = r"\b(?P<modal>must(?:n't)?|shall(?! (?:i|we)\b)|shan't)\b"
_BE = r"(?:is|are|be|being|am|'s|'re)"
_REQUIRED = (
    rf"\b{_BE} {_AFTER_BE}(?P<required>required|obliged|obligated|compelled|mandated|duty[- ]bound"
    rf"|legally bound|bound (?:by|in) (?:law|statute))(?: by [\w ]{{1,40}}?| under [\w ]{{1,40}}?| in law)? (?:to"
    r"|not to)\b"
    r"|\b(?:is|are) (?:always |also )?(?:required|mandated)(?=[.;]| (?:before|within|for (?:every|each|all)"
    r"|at (?:every|each)|in every|every)\b)"
    rf"|\b{_BE} bound to (?=(?:report|tell|record|share|refer|comply|follow|keep|inform|act|obey|notify|disclose"
    r"|observe|provide|respond|consult|answer|hand|pass|send|give|write)\b)"
    r"|^required (?:of|from) [^.:]{1,60}:"
)
_HAVE_TO = (
    r"(?:\b(?:has|have)(?: always| also| still| now| first| then| each| both| all)?(?: got)? to|'(?:ve|s) got to)\b"
)
_DUTY = either(
    rf"\b{_BE} {_AFTER_BE}(?:placed )?under (?:an? |the |any )?(?:\w+ ){{0,3}}?(?:duty|duties|obligation"
    r"|(?:legal|statutory) requirement)\b",
    r"\b(?:has|have|owes?|bears?|carry|carries|share|shares) (?:an? |the )(?:(?!moral|professional"
    r"|ethical|shared|joint|common)\w+ ){0,2}?(?:duty|obligation)\b(?! (?:worker|team|officer"
    r"|desk|rota|manager|solicitor|system|social|phone|line|doctor|roster|night))",
    r"\b(?:it is|it's) (?:your|the|their|a|our|every \w+'s) (?:\w+ )?(?:duty|obligation)\b",
    r"\b(?:your|their|our) (?:legal|statutory) (?:duty|obligation|responsibility) (?:is )?to\b",
    r"\b(?:has|have|carry|carries|bears?) (?:an? |the |your )?(?:legal|statutory) responsibilit(?:y|ies)\b",
    r"\b(?:is|are) incumbent (?:up)?on\b",
    r"\b(?:duty|obligation|legal responsibility)(?: (?:to|of|for) [^.;,]{1,40}?)? (?:falls|lies"
    r"|rests) (?:up)?(?:on|with)\b",
    r"\bthere(?: is|'s) (?:an? )?(?:legal |statutory |clear |general |absolute )?(?:duty|obligation"
    r"|requirement) (?:on [\w ]{1,40}? )?to\b",
    r"\b(?:duty|obligation) (?:on|upon) (?:you|all|every|each|any) ",
    rf"\b{_BE} bound by (?:the |every |each |all |any )[\w ]{{0,30}}?(?:guidance|codes?|protocols?|polic(?:y|ies))\b",
)
_LAW = either(
    r"\b(?:by law|as a matter of law)\b",
    r"^(?:mandatory|compulsory|obligatory|(?:legal|statutory) (?:requirement|duty|obligation))(?: [\w ]{1,40})?:",
    r"\b(?:legally|statutorily) (?:required|obliged|obligated|bound|responsible for|compelled|mandated|must|have to"
    r"|has to|need to|needs to|binding|enforceable|accountable|necessary)\b",
    rf"\b{_BE} {_AFTER_BE}(?:an? |the )?(?:mandatory|compulsory|obligatory|non-negotiable|legal requirement"
    r"|statutory requirement|legal duty|statutory duty|legal obligation|statutory obligation"
    r"|(?:absolute|strict|firm) requirement"
    r"|requirement of the law|matter of law)\b",
    r"\b(?:it is|it's) (?:mandatory|compulsory|obligatory)\b",
    r"\b(?:is|are) not (?:optional|negotiable|a matter of choice)\b",
    r"\b(?:the|this|that) (?:law|act|statute|legislation|code of conduct) (?:\w+ly |also |now )?(?:requires?"
    r"|mandates?|demands?|obliges?|compels?|dictates?|insists?|forbids?|prohibits?|bans?|says (?:that )?you)\b",
    r"\b(?:the regulations|regulations|statutory guidance|working together) (?:\w+ly |also |now )?(?:require"
    r"|demand|oblige|compel|forbid|prohibit)s?\b",
    rf"\b{ROLE} (?:really |simply |therefore )?(?:have|has|had) no (?:choice|option|alternative|discretion)\b",
    rf"\b(?:{ROLE}(?: [\w'-]+){{0,5}}?) (?:have|has) (?:no|any) (?:other |real )?(?:choice|option"
    rf"|alternative) but to\b",
    r"\b(?:leaves?|gives?|leaving) you (?:with )?no (?:choice|option|discretion)\b",
    r"\bthere (?:is|'s) no (?:choice|option|discretion)\b",
    r"\b(?:you|we|they)'ve no (?:choice|option|discretion)\b",
    r"\b(?:it is|it's|that is|that's) the law\b|\bthe law says so\b",
    r"\b(?:the (?:[\w']+ ){1,5}act(?: \d{4})?|statute) (?:\w+ly |also |now )?(?:requires?|mandates?|demands?"
    r"|obliges?|compels?|forbids?|prohibits?)\b",
    r"\b(?:it is|it's) (?:an? )?(?:\w+ )?requirement (?:that|to|of)\b",
    r"\brequired (?:by|under) (?:the )?(?:[\w']+ ){0,3}?(?:act|statute|regulations?|legislation)\b",
    rf"\b(?!any|person|individual){ROLE} (?:(?:who|that) [^.;,]{{1,60}}? )?commits? an? (?:criminal )?offence\b",
    r"\b(?:in|(?:is|are|be) a) breach of (?:the law|(?:\w+ )?(?:statutory|legal) dut(?:y|ies))\b",
    rf"\b{ROLE} (?:\w+ ){{0,2}}break(?:s|ing)? the law\b",
    r"\bfail(?:ure|ing) to [^.;]{1,60} (?:is|would be|will be) (?:\w+ )?(?:an? )?(?:criminal )?(?:offence|unlawful"
    r"|illegal|breach|against the law)\b",
)
FORBIDDEN = (
    "disclose|delegate|detain|enter|search|restrain|remove"
    "|charge|publish|photograph|examine|interview|refuse|administer|sign|accept|withhold|destroy|discharge|share|discuss|reveal"
)
"""What nobody “may not” do by chance: with other verbs “may not” is as often a guess."""
UNLESS = "leave|close|begin|start|proceed|go|take|use|open|visit|contact|act|return|move|place|make|end"
"""What somebody “may not” do until, unless or without."""
_FORBID = either(
    r"\b(?:can ?not|can't|may not|can never|could not) (?:lawfully|legally)\b",
    r"\b(?:it is|it's|it would be) (?:unlawful|illegal|an offence|a criminal offence|against the law"
    r"|a breach of (?:the )?(?:law|duty|statutory duty))\b",
    rf"\b{ROLE} (?:(?:is|are|'re) (?:\w+ly )?(?:not (?:\w+ly )?(?:allowed|permitted)|forbidden|prohibited|barred)"
    r"|(?:isn't|aren't) (?:\w+ly )?(?:allowed|permitted))\b",
    r"\b(?:nobody |no[ -]one |neither |no (?:\w+ ){1,3})(?:is|are) (?:allowed|permitted) to\b",
    rf"\b{ROLE} may not (?:\w+ly )?(?=(?:{FORBIDDEN})\b(?! (?:all|everything|every|enough|much|the whole)\b))",
    rf"\b{ROLE}(?: (?:on|in|at|from) \w+)? may not (?:{UNLESS})\b"
    r"(?=[^.;]{0,80}\b(?:until|unless|without|except)\b)",
    r"(?:^|(?<=[.;:] ))(?:(?:the|an?|any|all|every) )?\w{2,}(?:ing|ure|[ts]ion)s?\b[^.;]{0,80}? (?:is"
    r"|are) (?:strictly |simply )?(?:not (?:permitted|allowed)|forbidden"
    r"|prohibited|unlawful|illegal|banned|against the law|an? (?:criminal )?offence)\b",
    r"\b(?:(?:under|in) no circumstances?|on no account|at no (?:time|point|stage)) (?:may|shall)\b",
    r"\b(?:is|are) (?:strictly |expressly |absolutely )?(?:prohibited|banned|outlawed)\b(?! from\b)",
    r"\b(?:it is|it's) not (?:lawful|permitted|allowed|permissible)\b",
    rf"\b{ROLE} (?:is|are|'re) not (?:free|at liberty) to\b",
    r"\b(?:nobody|no[ -]one) may (?!be |have |seem |feel |not |want |need |help |know |come |fit "
    r"|notice |see |hear |ever |remember |tell )\w+",
    r"\bno (?:\w+ ){1,4}may (?!be |have |seem |feel |not |want |need |help |know |come |fit )\w+",
)


class How(StrEnum):
    """By what sort of words somebody is said to be bound; each has its own excuses."""

    MODAL = "modal"
    REQUIRED = "required"
    HAVE_TO = "have-to"
    DUTY = "duty"
    LAW = "law"
    """By words that claim the law's own authority."""


_compiled = cache(partial(re.compile, flags=re.IGNORECASE))


class Words(NamedTuple):
    """A pattern, and the words of which a sentence holds at least one if the pattern is to be found in it."""

    keys: frozenset[str]
    expression: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, searched without regard to case: made when it is needed, since few files need them all."""
        return _compiled(self.expression)


def keyed(keys: str, expression: str) -> Words:
    """Return a pattern with its keys."""
    return Words(frozenset(keys.split()), expression)


OBLIGATIONS: tuple[tuple[How, Words], ...] = (
    (How.MODAL, keyed("must shall mustn shan", _MODAL)),
    (How.REQUIRED, keyed("required obliged obligated compelled mandated bound", _REQUIRED)),
    (How.HAVE_TO, keyed("has have got", _HAVE_TO)),
    (How.DUTY, keyed("duty duties obligation responsibility responsibilities requirement incumbent bound", _DUTY)),
    (
        How.LAW,
        keyed(
            "law legally statutorily mandatory compulsory obligatory negotiable requirement duty obligation act "
            "statute legislation conduct regulations choice option alternative discretion optional failure "
            "failing offence required requires require obliges oblige compels",
            _LAW,
        ),
    ),
    (
        How.LAW,
        keyed(
            "lawfully lawful legally unlawful illegal offence law breach allowed permitted permissible "
            "forbidden prohibited barred banned outlawed free liberty may",
            _FORBID,
        ),
    ),
)
"""Words that say that somebody is bound."""

BINDING_KEYS = frozenset().union(*(words.keys for _how, words in OBLIGATIONS))

REGARD = re.compile(
    r"^(?:,[^,]{1,60},)? ?(?:\w+ly |also |always |then |in turn |therefore )*(?:have (?:due "
    r"|proper |particular |full )?regard|pay (?:due |proper )?(?:regard|attention)|take\b[^.;]{0,60}\b(?:in)?to account"
    r"|take (?:due |proper )?account|consider\b|weigh\b|bear\b[^.;]{0,40}\bin mind|keep\b[^.;]{0,40}\bin mind"
    r"|think about|look at|give (?:\w+ )?(?:consideration|regard|weight|thought)|be able to (?:explain"
    r"|show|say))",
    re.IGNORECASE,
)
"""What follows “must” where the duty is to have regard and no more."""

LIMIT = re.compile(
    r"^(?:(?: only\b| first be satisfied| be satisfied| (?:first )?have reasonable (?:cause|grounds)"
    r"| (?:reasonably )?believe| be (?:made|given|sought|exercised|used|obtained|granted|issued) (?:in writing|by|only"
    r"|within|for|before|from)\b| be necessary| be proportionate| be (?:an? )?\w+ (?:of the rank|or above)"
    r"| end\b| lapse| cease)| not\b.{0,80}\b(?:exceed|last|longer|more than|beyond|unless|except"
    r"|without|until|if|when|where|only|solely)\b)",
    re.IGNORECASE,
)
"""What follows “must” where a power is bounded and not ordered."""

ON_CONDITION = re.compile(r"\bmay\b[^.;]*,? (?:and|but) $")
"""What stands before “must” where the same sentence gives the power, and then says how far: “may enter, but must …”."""
