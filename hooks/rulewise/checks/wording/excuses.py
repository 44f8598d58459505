"""When a word of force binds nobody: in a question, in history, as inference, in somebody else's mouth, or denied.

Each test looks at one sentence with its quotations blanked out and its white space single, and at the word's place.
"""

import re

from rulewise.checks.wording.inference import DEADLINE
from rulewise.checks.wording.words import ROLE, keyed

_HISTORY = re.compile(
    r"\b(?:until|before|up to|prior to|between|back in) (?:\w+ ){0,2}(?:1[5-9]|20)\d\ds?\b"
    r"|\b(?:in|from|during|between) (?:\w+ )?(?:1[5-9]|20)\d\ds?\b[^.]*\b(?:was|were|had|said|told"
    r"|required|asked|until|used)\b"
    r"|(?<!be )(?<!is )(?<!are )(?<!been )(?<!get )\bused to\b"
    r"|\bno longer (?:\w+ ){0,2}?(?:requir|appl|demand|say|law\b|in force|need|ha(?:s|ve) to|must|do(?:es)?\b|ask)"
    r"|(?:^|[,;:] )(?:formerly|previously|historically|in the past|at (?:that|the) time|in those days"
    r"|in (?:the )?(?:old|early) days|(?:\w+ )?(?:years|decades|a generation) ago|at one time|once upon a time)\b"
    r"|\bthe old (?:rules?|guidance|law|form|system|procedures?|edition|act)\b",
    re.IGNORECASE,
)
_LAWFUL_SOURCE = re.compile(
    r"\b(?:acts?|laws?|legislation|regulations?|guidance|sections?|statutes?|code|rules?|polic(?:y"
    r"|ies)|procedures?|protocols?|standards?|schedule|working together|framework|regulator|directions?"
    r"|keeping children safe)\b",
    re.IGNORECASE,
)
_SAID_THAT = re.compile(
    r"(?<!who )(?<!which )\b(?P<verb>believ|think|thought|feel|felt|assum|suppos|imagin|worr"
    r"|fear|insist|claim|argu|complain|tell|told|sa(?:id|ys?)|ask|wrote|write|hear|conclud|found"
    r"|recommend|suggest|warn|remind|promis|agree|explain|pretend|impl)\w*,? (?:\w+,? ){0,4}?that\b[^.;:]*$",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"(?<!who )(?<!which )\b(?:believ|think|thought|feel|felt|assum|suppos|imagin|fear|said|told"
    r"|claim|argu|insist|says?\b)\w* (?:(?:\w+ ){0,2})?(?:they|he|she|it|we|you|i|the \w+|a \w+|\w+s)(?: (?:also"
    r"|always|still|both|all|was|were|(?:was|were) \w+))? $",
    re.IGNORECASE,
)
_TO_THEM = re.compile(r"\btold that (?:they|he|she) $", re.IGNORECASE)
"""What somebody was told to be is theirs to believe: “children who are told that they must be good”."""
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|where|once|unless|who|which|anyone|whoever|as soon as) (?:\w+ ){0,4}$", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"\b(?:(?:what|whether|how"
    r"|(?<!which is )(?<!that is )(?<!this is )(?<!that's )"
    r"(?<!show )(?<!shows )(?<!shown )(?<!showed )(?<!reason )(?<!reasons )why|whatever"
    r"|whichever|however|whoever)|(?:about|of|on|to|know|say|says|said|decid\w+|ask|asks|tell"
    r"|explain|agree|agreed|settle|record|write|check|show|see|judge|judges|choose|discuss|clarify"
    r"|consider|considers) (?:\w+ ){0,3}?(?:who|whom|when|where|whose|which))\b"
    r"(?: (?!(?:is|means) that\b)[\w'-]+){0,9} $",
    re.IGNORECASE,
)
_SUBJECT = keyed(
    "", rf"(?:whoever|whichever) |(?:what|why|how) (?:an? |the |all |every |each |any |your )?(?:\w+ ){{0,2}}?{ROLE} $"
)
"""A sentence that begins so names somebody (“Whoever holds it must …”) or is a heading (“What a school must do”)."""
_ORDERS = re.compile(
    r"^ (?:not |always |never )?(?:do|remember|avoid|ensure|record|see)\b[^.;]*\b(?:is|are)\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:said|told|thought|felt|wrote|found|heard|\w+ed)\b", re.IGNORECASE)
_SAID_AFTER = re.compile(
    r",[”\"']? (?!(?:as|and|but|or|so|then|which|who|when|if)\b)(?:(?!what|was|were|is"
    r"|be)[\w'-]+ ){1,5}(?:said|says|wrote|told|argued?s?|warned|recalled|thought"
    r"|thinks|felt|believed)\b(?: [\w'-]+){0,4}(?:[.!;:]|$)",
    re.IGNORECASE,
)
_IDIOM_BEFORE = re.compile(
    r"\b(?:if|when|where|as if|as though|because|than|though|although) (?:you|they|we|he|she"
    r"|it|one|somebody|someone) (?:really |absolutely |ever |simply |only )?$"
    r"|\b(?:needs|says?|said|saying|writes?|use|uses|using|reads?|an?|the word|the words|word"
    r"|no|every|any|rather than|not because \w+|just because \w+) $|\bI (?:\w+ )?$",
    re.IGNORECASE,
)
_IDIOM_AFTER = re.compile(
    r"^(?: ?-\w|[ ](?:admit|confess|go on|say that|we (?:say|call)|is|was|means|be (?:said|admitted|confessed))\b)",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:myth|misconception|misunderstanding|fallacy|rumour)\b[^.;]*$"
    r"|\b(?:no|nothing|neither|nor|none|nobody) (?:[\w'-]+ ){0,5}?(?:says?|said|requires?|states?"
    r"|stating|demands?|means?|suggests?)\b[^,.;]*$"
    r"|\b(?:not|n't|never|rarely|seldom|hardly)(?: [\w'-]+)? (?:say|mean|imply|suggest|think"
    r"|assume|believe|follow|require|conclude)\w*\b[^,.;]*$"
    r"|\b(?:rather than|instead of|not because|as opposed to|other than)\b[^,.;]*$"
    r"|\b(?:isn't|is not|it's not) (?:so much )?that\b[^,.;]*$"
    r"|\bno (?:[\w'-]+ )?(?:rule|law|duty|requirement|reason|policy) (?:that|which|saying|why)\b[^.;]*$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|n't|never|nothing|nobody|neither|nor|none|without(?= (?:\w+ )?being\b)|rather than|instead of|hardly"
    r"|seldom|rarely|beyond|more than|less than)\b(?:[ ,]+(?!but\b|so\b|then\b|because\b)[\w'-]+){0,4} ?$"
    r"|\b(?:unless|whether|if|when|where|wherever|until|as though)\b(?: (?!then\b)[\w'-]+){0,4} ?$",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"(?:^|[.;:] )[“\"‘'] *[”\"’'] (?:shows?|means?|signals?|marks?|says?|tells?|stands? for|is (?:used|the word))\b"
)
_DENIED_INSIDE = re.compile(
    r"\b(?:is|are|be)(?: \w+)? not\b(?! (?:lawful|permissible|free to|at liberty|optional|negotiable|a matter|allowed"
    r"|permitted|\w+ly (?:allowed"
    r"|permitted)))|n't\b(?! (?:lawfully|legally|have any|(?:\w+ly )?(?:allowed|permitted)))",
    re.IGNORECASE,
)

_TAKES_PLACE = re.compile(r"^ (?:take place|happen|go to|reach|include)\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(?:orders?|plans?|contract|letters?|agreement|notice|forms?|poster|leaflet|note|sign"
    r"|card|e-?mail|script|sheet|terms|bail) (?:that |which )?(?:says?|said|tells?|told|reads?"
    r"|states?)\b[^.;]*$"
    r"|\b(?:belief|idea|notion|feeling|fear|sense|worry|thought|impression|assumption|threat|warning|promise|pressure"
    r"|message|expectation) that\b[^.;]*$"
    r"|^in (?:the|this|that|one|her|his) (?:\w+ ){0,2}?(?:story|film|book|novel|play|song|game|poem|tale)\b"
    r"|\b(?:people|some|many|others|colleagues|workers|staff|neighbours|families|they|he|she) (?:will "
    r"|often |still |sometimes )?say (?:that )?[^.;,]*$",
    re.IGNORECASE,
)
"""Papers and people that make no law, and what they say."""
_NOT_AGENTS = re.compile(
    r"\b(?:skills?|time|care|patience|effort|work|courage|evidence|resources?|support|more|much"
    r"|energy|tact|knowledge|experience|trust|honesty|judgement|money|practice|persistence|persuasion"
    r"|thought|what|all|that|which|humility|strength|discipline|confidence|years?|months?|weeks?|hours?) $",
    re.IGNORECASE,
)
_BEING_FELT = re.compile(r"\b(?:feel|feels|felt|feeling|seem|seems)\b", re.IGNORECASE)


def is_question(sentence: str) -> bool:
    """Tell whether a sentence asks; a question in quotation marks does not make the sentence around it one."""
    return sentence.endswith(("?", "?)"))


def is_history(sentence: str) -> bool:
    """Tell whether a sentence says what was once the rule."""
    return _HISTORY.search(sentence) is not None


def is_reported(before: str) -> bool:
    """Tell whether the words before put what follows in the mind or mouth of somebody who makes no law."""
    if _WRITTEN.search(before):
        return True
    match = _SAID_THAT.search(before) or _THOUGHT.search(before)
    if match is None or (_CONDITION.search(before, 0, match.start()) and not _TO_THEM.search(before)):
        return False
    # What the law said is history; what it says is law.
    return _PAST.match(match[0]) is not None or not _LAWFUL_SOURCE.search(before, 0, match.start())


def is_said_after(after: str) -> bool:
    """Tell whether the words after put the sentence in the mouth of somebody who makes no law."""
    match = _SAID_AFTER.search(after)
    return match is not None and not _LAWFUL_SOURCE.search(match[0])


def is_embedded(before: str, after: str) -> bool:
    """Tell whether a word stands in a question inside a sentence: “say what must change”."""
    clause = re.split(r"[;:()]|, (?:and|but|so) |, ", before)[-1]
    match = _EMBEDDED.search(clause)
    if match is None:
        return False
    if clause == before and _SUBJECT.pattern.match(clause):
        return False  # “Whoever holds it must share it” names somebody
    # “What you must do is ring” orders; “say what you must do” does not.
    return not (clause == before and match.start() == 0 and clause.lower().startswith("what ") and _ORDERS.match(after))


_FAMILY = (
    r"(?:child(?:ren)?|bab(?:y|ies)|infants?|toddlers?|boys?|girls?|teenagers?|pupils?|young (?:people|persons?)|sons?"
    r"|daughters?|mothers?|fathers?|mums?|dads?|parents?|famil(?:y|ies)|brothers?|sisters?|siblings?|grand\w+|carers?"
    r"|relatives?|wom[ae]n|m[ae]n|partners?)"
)
_OF_FAMILY = re.compile(
    rf"\b(?:{_FAMILY}|brain|body|mind|life|home|house|one|somebody|someone|those) (?:who|that) (?:\w+ly "
    rf"|always |also )?$"
    rf"|\b(?:when|whenever|if|because|while|since|whether) (?:(?:an?|the|his|her|their|your|one|every|any|some) )?"
    rf"(?:young |small |older |new )?{_FAMILY} (?:\w+ly |always |also )?$",
    re.IGNORECASE,
)


def is_of_family(before: str, after: str) -> bool:
    """Tell whether it is said of a child, or in a condition, what must be: “a child who must always know where she is”.

    What is to be done to a child (“a child who must be seen”) is for somebody to do.
    """
    match = _OF_FAMILY.search(before)
    return match is not None and (_PASSIVE.match(after) is None or match[0][0] in "wWiIbB")


def is_idiom(before: str, word: str, after: str) -> bool:
    """Tell whether “must” is a name, a noun or a turn of phrase."""
    if word[0].isupper() and before.strip() and (not word.isupper() or re.match(r" (?:score|tool|screening)", after)):
        return True
    return _IDIOM_BEFORE.search(before) is not None or _IDIOM_AFTER.match(after) is not None


def is_denied(before: str, word: str = "") -> bool:
    """Tell whether a claim of law is denied or only supposed: “no law requires”, “when the law requires it”."""
    clause = re.split(r"[;:()]", before)[-1]
    return (
        _DENIED.search(clause) is not None
        or _DENIED_BEFORE.search(clause) is not None
        or _DENIED_INSIDE.search(word) is not None
    )


def is_not_said(before: str) -> bool:
    """Tell whether the words before deny what follows, or explain a word: “it does not mean that you must”."""
    return _DENIED_BEFORE.search(before) is not None or _EXPLAINED.search(before) is not None


def has_no_agent(before: str) -> bool:
    """Tell whether what is “required to” do something is a thing: “patience is required to hear a small child”."""
    return _NOT_AGENTS.search(before) is not None


def is_felt(before: str) -> bool:
    """Tell whether somebody only feels bound."""
    return _BEING_FELT.search(before[-40:]) is not None


_HAVE_TO_AGENT = keyed(
    "",
    r"(?:^|[,;:(—–-] ?|\b(?:then|that|and|so|but|the|a|an|all|every|each|any|both|your|their"
    rf"|our|this|\w+'s) )(?:(?!what|if|when|how|because|than|things?\b|all\b)[\w'-]+ ){{0,3}}?"
    rf"{ROLE}(?<!^trust) (?:\w+ly "
    r"|also |both |all )?$",
)
_PASSIVE = re.compile(
    r"^ (?:always |first |also )?be (?:\w+ly )?(?:\w{2,}ed|made|held|given|sent|seen|told|done"
    r"|taken|kept|put|written|shown|met|brought|set|begun)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:if|when|whenever|where|what|whatever|how|why|because|than|though|although|until|who"
    r"|whom|which|things?|time|work|something|anything|everything|all|part|more) (?:[\w'-]+ ){0,3}$",
    re.IGNORECASE,
)
_LAW_SAYS = re.compile(
    r"\b(?:the|this) (?:law|act|statute|legislation|regulations?) (?:also |now )?(?:says?|states?) (?:that )?[^.;,]*$"
    r"|^(?:every|each|all) (?:[\w'-]+ ){1,4}$",
    re.IGNORECASE,
)
_WHO_DOES = keyed("", rf"(?:^|[;:,] )(?:the |an? |any |every |each )?(?:\w+ )?{ROLE} (?:who|that) [^.;,]{{1,60}} $")
_AT_TIMES = re.compile(r"\b(?:sometimes|occasionally|now and then|at times)\b", re.IGNORECASE)
_OF_THE_OFFICE = re.compile(
    r"\b(?:forms?|records?|notes?|referrals?|reports?|minutes|visits?|assessments?|decisions?|checks?) $", re.IGNORECASE
)
"""What no family has or does, but an office."""
_BY_SOMEBODY = keyed("", rf"^ be \w+(?: \w+)? by (?:an? |the |two |another )?(?:\w+ ){{0,2}}?{ROLE}\b")
_IDLE = re.compile(r"^ (?:say|offer|do with|hand|spare|give|share)\b(?= (?:in|is|when|to)\b|[.,;:!?]|$)", re.IGNORECASE)


def binds_somebody(before: str, after: str) -> bool:
    """Tell whether “has to” binds a person of a role, or a thing by a deadline, and is no turn of phrase."""
    if _LAW_SAYS.search(before) or _WHO_DOES.pattern.search(before):
        return True
    if _SUBORDINATE.search(before) or _IDLE.match(after) or _AT_TIMES.search(before):
        return False
    if _HAVE_TO_AGENT.pattern.search(f"{before.rstrip()} "):  # “you've got to” leaves no space
        return True
    done = _PASSIVE.match(after) is not None
    if done and (_OF_THE_OFFICE.search(before) or _BY_SOMEBODY.pattern.search(after)):
        return True
    return (done or _TAKES_PLACE.match(after) is not None) and DEADLINE.search(after) is not None
