"""The words that expect or suggest (should, may wish to, where possible) and so water a duty down, as patterns."""

import re

from rulewise.checks.wording.words import ROLE, Words, either, keyed

SHOULD = re.compile(r"\b(?:should(?:n't)?|ought(?:n't)?(?= (?:not )?to\b))", re.IGNORECASE)
"""Words of expectation."""

EASES: tuple[Words, ...] = (
    keyed(
        "may might could can will",
        either(
            r"\b(?:may|might|could|can) (?:also |well |usefully |then |like to |want to |wish to )?(?:wish"
            r"|want|like|prefer|choose|care|find it (?:helpful|useful))(?: to\b|(?=[,.;]))",
            r"\b(?:may|might|could|can) (?:also |well |usefully |then |want to |wish to |like to )?(?:consider"
            r"|think about)\b",
            r"\b(?:may|might|could|can) usefully\b",
            r"\bwill (?:often |usually |also )?(?:want|wish) to\b(?! know\b)",
            r"\bmay,? if (?:they|you|he|she|it|the \w+|a \w+) (?:so )?(?:wish|want|like|prefer|choose)(?:e?s)?\b",
        ),
    ),
    keyed(
        "appropriate good best better safer kinder advisable helpful useful sensible wise prudent desirable "
        "recommended preferable worth",
        r"\b(?:it is|it's|it would be|it may be|it can be) (?:not |never |\w+ly |often |usually |also )?(?:a )?(?:good"
        r"|best|better|safer|kinder|advisable|helpful|useful|sensible|wise|prudent|desirable|recommended"
        r"|preferable|good idea|worth)\b|\bit will (?:\w+ly )?be (?:appropriate|best|wise|sensible|helpful|prudent)\b",
    ),
    keyed(
        "advisable desirable recommended preferable optional encouraged invited urged advised expected asked",
        either(
            r"\b(?:is|are|would be) (?:\w+ly )?(?:advisable|desirable|recommended|preferable|optional"
            r"|encouraged|invited|urged|advised)\b",
            rf"\b{ROLE} (?:is|are|would be) (?:\w+ly )?(?:expected|asked)(?:,[^,]{{1,40}},)? to\b",
        ),
    ),
    keyed(
        "practice",
        either(
            r"\b(?:as|is|are|considered|regarded as|seen as) (?:a )?(?:matter of )?(?:good|best) practice\b",
            r"\b(?:good|best) practice (?:is|would|suggests?|means|requires|includes|indicates|dictates|says)\b",
        ),
    ),
    keyed(
        "advise recommend suggest encourage urge advises recommends suggests encourages urges",
        r"\b(?:we|the college|this college|our advice is to)(?:'d)? (?:strongly |would |also |therefore )*(?:advise"
        r"|recommend|suggest|encourage|urge)s?\b",
    ),
    keyed(
        "would",
        r"\bwould (?:also |often )?(?:do well|be (?:well advised|wise|sensible|prudent)) to\b",
    ),
    keyed(
        "helps pays hopefully hoped tip",
        r"\bit (?:often |also |usually )?(?:helps|pays) to\b|\bhopefully\b|\bit is hoped\b|\b(?:useful"
        r"|good|top|helpful) tip\b",
    ),
    keyed(
        "useful helpful sensible wise best worthwhile advisable desirable",
        r"\b(?:is|are) (?:often|usually|generally|normally|also) (?:useful|helpful|sensible|wise"
        r"|best|worthwhile|advisable|desirable)\b",
    ),
    keyed(
        "can effort",
        either(
            r"\b(?:if|when|where|wherever|whenever|as best) (?:it|they|you|he|she|we) can(?= ?(?:[,.;]|$))",
            r"\bdo(?:es)? (?:what|all|everything) (?:it|they|you|he|she) can\b(?= to\b|[,.;])",
            r"\bmakes? every effort\b",
        ),
    ),
    keyed(
        "could might",
        rf"^(?:the |an? |each |every |any |all )?(?:\w+ ){{0,2}}?(?!court|judge|magistrate){ROLE} (?:could|might) "
        r"(?!not\b|have\b|be\b|also be\b)",
    ),
    keyed("supposed hopes hope", rf"\b{ROLE} (?:(?:is|are) supposed|hopes?) to\b|\bwe hope\b"),
    keyed(
        "suggested preferred customary usual courteous polite",
        r"\bit is (?:\w+ly )?(?:suggested|preferred|customary|usual|courteous|polite)\b",
    ),
    keyed("voluntary discretionary", r"\b(?:is|are) (?:entirely |purely )?(?:voluntary|discretionary)\b"),
    keyed(
        "permitting subject",
        either(
            r"\b(?:time|resources|funds|budgets?|staffing|workloads?|circumstances) permitting\b",
            r"\bsubject to (?:available |local )?(?:resources|capacity|funding|budgets?|staffing)\b",
        ),
    ),
    keyed(
        "chooses choose likes wishes prefers",
        r"\bif (?:it|they|he|she) (?:so )?(?:chooses?|likes?|wishes|prefers?)\b",
    ),
    keyed(
        "discouraged recommended advised advisable encouraged desirable avoided",
        r"\b(?:is|are) (?:strongly |generally |actively )?(?:discouraged|not (?:recommended|advised|advisable"
        r"|encouraged"
        r"|desirable)|best avoided)\b",
    ),
    keyed(
        "good best better prudent wise sensible",
        r"\b(?:good|best|better|prudent|wise|sensible) (?:councils?|authorit(?:y|ies)|schools?|teams?|workers?"
        r"|practitioners?|officers?|services?|nurses?|partnerships?)\b",
    ),
    keyed("idea", r"\bis (?:usually |often |always )?an? (?:good|sensible|wise) idea\b"),
    keyed("ideal", r"\bin an ideal world\b"),
    keyed("normally usually generally often", rf"\b{ROLE} (?:will|would) (?:normally|usually|generally|often)\b"),
    keyed("free welcome", rf"\b{ROLE} (?:is|are) (?:entirely |quite )?(?:free|welcome) to\b"),
    keyed("advice", r"\bour advice is\b"),
    keyed("ideally preferably", r"\b(?:ideally|preferably)\b"),
    keyed(
        "possible feasible convenient practical",
        r"\b(?:where|wherever|when|whenever|if|as far as|so far as|insofar as|in so far as)(?: it)?(?: is)?(?: at all"
        r"| ever| reasonably)? (?:possible|feasible|convenient|practical)\b",
    ),
    keyed(
        "allows permits allow permit",
        r"\b(?:if|when|where|as) (?:time|resources?|capacity|workloads?|staffing|circumstances) (?:allows?|permits?)\b",
    ),
    keyed(
        "try tries aim aims seek seeks strive strives endeavour endeavours best",
        either(
            r"\b(?:try|tries) (?:hard )?(?:not )?(?:to|and)\b",
            r"\b(?:aims?|seeks?|strives?|endeavours?) to\b(?= (?!be\b))",
            r"\bdo(?:es)? (?:your|their|its|our) best to\b",
        ),
    ),
    keyed("normally usually generally", r"\bmust,? (?:normally|usually|generally)\b"),
    keyed(
        "sense merit value option",
        r"\bit (?:\w+ )?makes (?:\w+ )?sense to\b|\bthere(?: is|'s) (?:merit|value|sense) in\b|\b(?:one"
        r"|the) option (?:is|of)\b",
    ),
    keyed(
        "thumb rule often discretion",
        r"\bas a (?:rule of thumb|general rule)\b|\bmore often than not\b|\bat (?:your|their|its) discretion\b",
    ),
)
"""Words that water a duty down to advice."""

EXPECTING = frozenset({"should", "shouldn", "ought", "oughtn"})
"""The words of `SHOULD`."""

SOFT_KEYS = (EXPECTING | {"consider", "think", "bear", "perhaps"}).union(*(words.keys for words in EASES))

EASY_KEYS = EASES[0].keys
"""Words that soften only in some company: beside a wish, or “can” at the end of a clause."""

WISHES = frozenset(
    {"wish", "wishes", "want", "wants", "like", "likes", "prefer", "prefers"}
    | {"choose", "chooses", "care", "find", "usefully", "consider", "think"}
)
"""The wishes, one of which `EASES` has after each of `EASY_KEYS`."""

STRONG_EASE = re.compile(
    either(
        r"\b(?:may|might|could) (?:also |well |usefully )?(?:wish|want|like|prefer|care)(?: to\b|(?=[,.;]))",
        r"\b(?:might|could) (?:also |usefully |perhaps )?(?:consider|think about)\b",
        r"\bmay,? if (?:they|you|he|she|it|the \w+|a \w+) (?:so )?(?:wish|want|like|prefer|choose)(?:e?s)?\b",
        r"\b(?:is|are) (?:entirely |purely )?optional\b",
        r"\b(?:is|are) (?:\w+ly )?(?:encouraged|invited) to\b",
        r"\bwe (?:strongly |would )?(?:advise|recommend|suggest)\b",
    ),
    re.IGNORECASE,
)
"""Words that water even an expectation down."""

OPENING_EASE = re.compile(
    r"^(?:please )?(?:consider|think about|bear in mind|feel free to|(?:do )?try (?:not )?to|(?:best"
    r"|better) (?:not )?to|aim to|do consider|perhaps)\b",
    re.IGNORECASE,
)
"""A sentence that begins so only suggests."""
