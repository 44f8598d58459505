"""When “must” draws a conclusion and orders nothing: “she must have been frightened”, “there must be a reason”."""

import re

_FEELING = (
    r"(?:hard|harder|difficult|frighten\w*|terrif\w*|exhaust\w*|lone(?:ly|some)|alone|confus\w*"
    r"|scar(?:ed|y)|afraid|worr(?:ied|ying|y)|anxious|tir(?:ed|ing)|upset\w*|awful"
    r"|dreadful|hell|strange|odd|bewilder\w*|painful|tough|unbearable|desperate|reliev\w*|relief"
    r"|devastat\w*|distress\w*|hungry|cold|tempting|lost|trapped|angry|ashamed|sad|happy"
    r"|overwhelm\w*|abandon\w*|helpless|powerless|guilty|humiliat\w*|embarrass\w*|invisible|proud"
    r"|delight\w*|daunting|stressful|heavy|horrible|horrific|traumatic|isolat\w*|sore|sick|unwell"
    r"|an? (?:\w+ )?(?:shock|worry|nightmare|struggle|strain|blow|ordeal|mistake|coincidence"
    r"|misunderstanding|burden|comfort)|like|mistaken|wrong|true|right that|impossible|obvious that)"
)
_INFERENCE = re.compile(
    r"^ (?:(?:surely|really|often|also|at times|sometimes|still|all|both|have) )*(?:be|feel|seem"
    r"|sound|look|find it|have been|have felt|have seemed|have found it|become|get) (?:(?:very"
    rf"|so|quite|really|terribly|deeply|all the|utterly|rather|even|too|\w+ly) )*{_FEELING}\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:(?i:he|she|it|they|this|that|there|someone|somebody|something|you|i|we)|(?i:the|a"
    r"|this|that|her|his|their|every|each|one|another|both|these|many|some|most) (?:\w+ ){0,2}?(?:child(?:ren)?"
    r"|bab(?:y|ies)|boys?|girls?|sons?|daughters?|mothers?|fathers?|mums?|dads?|parents?|famil(?:y"
    r"|ies)|brothers?|sisters?|siblings?|grandmother|grandfather|grandparents?|neighbours?|teenagers?"
    r"|infants?|women|woman|men|man|pupils?|victims?|siblings?|fall|injur(?:y|ies)|bruises?|burns?)"
    r"|[A-Z][a-z]+) $"
)
_PERFECT = re.compile(
    r"^ (?:(?:surely|really|never|not|also|already|still|often|always|once|\w+ly) )*have (?:(?:surely"
    r"|really|never|not|also|already|\w+ly) )*(?:been|had|felt|known|seen|heard|thought|meant"
    r"|taken|told|come|gone|left|lost|found|made|fallen|hurt|happened|got|grown|kept|spent|said"
    r"|done|given|cost|\w{2,}ed)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"^ (?:\w+ )?have (?:\w+ly )?(?:been (?:checked|trained|registered|approved|completed|agreed"
    r"|signed|vetted|cleared|notified|held|reviewed|assessed|appointed|informed|authorised|consulted"
    r"|offered|recorded|made)|agreed|completed|named|published|signed|trained|written|documented"
    r"|designated|appointed)\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"\b(?:before|within|prior to|in advance of|no later than|by (?:noon|midnight|\w+day|the end))\b", re.IGNORECASE
)
"""By when: what has one is ordered."""
_STATE = re.compile(
    r"^ (?:surely |often |sometimes |at times |by now |also )*(?:seem|appear to|know (?:more|something)"
    r"|get (?:very |so )?(?:little|few|no)|count (?:among|as)|be (?:among|one of|(?:\w+ and )?(?:fed|loved))\b"
    r"|mean (?:that|something|a lot|little)|feel (?:worse|better|like|that|as (?:if|though))"
    r"|be (?:about|nearly|almost|around) (?:\w+ )?(?:years|months|weeks|days|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|twelve|\d+)\b|be (?:[\w-]+ ){0,3}(?:day|week|month|year)s? old"
    r"|be (?:wondering|having|thinking|hoping|waiting|feeling|dreading|missing|hurting|struggling"
    r"|wishing|longing|asking (?:him|her|them)sel)"
    r"|have (?:gone|come from|happened|slipped|got lost|lost|forgotten|missed|misread|grown))\b",
    re.IGNORECASE,
)
"""What nobody is ordered to be or do: the conclusion is drawn from what is seen."""
_OPINION = re.compile(
    r"^ (?:surely |sometimes |often )*(?:think|wonder|hate|love|dread|miss|wish|feel that|by now)\b", re.IGNORECASE
)
_GUESS = re.compile(
    r"^ (?:surely |really |also )?(?:know|want|need|love|hate|think|believe|remember|like|wish"
    r"|miss|wonder|mean|be (?!being|willing|ongoing|existing|working|attending|living)\w{3,}ing)\b",
    re.IGNORECASE,
)
_GUESSED = re.compile(
    r"\b(?:she|he|someone|somebody|something|(?:someone|somebody) (?:who|in|on|at|from|else)\b[^,;]{0,80}) $",
    re.IGNORECASE,
)
_EXISTS = re.compile(
    r"^ (?:surely )?be (?:some|something|someone|somebody|another|other|more|a (?:good |better "
    r"|simple |reason)|a (?:hundred|thousand|dozen)|countless|an? (?:\w+ )?(?:explanation|reason"
    r"|link|cause|way)|reasons|times|days|moments|many)\b",
    re.IGNORECASE,
)


def is_inference(before: str, after: str) -> bool:
    """Tell whether “must” draws a conclusion: “she must have been frightened”."""
    after = re.sub(r"^'ve\b", " have", after)
    if _INFERENCE.match(after) or _STATE.match(after):
        return True
    person = _PERSON.search(before) is not None
    if person and _OPINION.match(after) and not before.lower().endswith(("you ", "we ", "i ")):
        return True
    if _PERFECT.match(after) and not re.match(r"^ have (?:due |proper )?regard", after):
        if person and not before.lower().endswith("you "):
            return not (_STEPS.match(after) and DEADLINE.search(after))
        if DEADLINE.search(after) or _STEPS.match(after):
            return False
        return person or _GUESSED.search(before) is not None or " have been " in after
    if _GUESSED.search(before) and _GUESS.match(after):
        return True
    return re.search(r"\bthere $", before, re.IGNORECASE) is not None and _EXISTS.match(after) is not None
