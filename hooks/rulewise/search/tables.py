"""The words that say nothing, the forms and endings of words, numbers, and the names of the parts of an Act."""

from typing import Any

STOP = frozenset(
    "a an and any are as at be been being but by can could did do does doing done for from get gets getting go goes"
    " going got had has have having he her hers him his how i if in into is it its just let like me my of on or our"
    " ours please say says shall she should so some such tell than that the their them then there these they thing"
    " things this those to too us use was we were what whats when where whether which while who whom whos whose why"
    " will with would you your yours am about know now really much ever cannot something someone anything anyone"
    " another cant dont doesnt isnt im ive not no".split()
)
"""Words that say nothing of what is asked, question words among them."""

IRREGULAR = {
    "children": "child",
    "childrens": "child",
    "women": "woman",
    "men": "man",
    "people": "person",
    "families": "family",
    "mums": "mum",
    "dads": "dad",
    "police": "police",
    "wives": "wife",
    "lives": "life",
    "died": "die",
    "dying": "die",
    "dies": "die",
    "told": "tell",
    "seen": "see",
    "saw": "see",
    "taken": "take",
    "taking": "take",
    "took": "take",
    "kept": "keep",
    "hurting": "hurt",
    "caring": "care",
    "spoken": "speak",
    "spoke": "speak",
    "gave": "give",
    "given": "give",
    "giving": "give",
    "made": "make",
    "making": "make",
    "ran": "run",
    "running": "run",
    "left": "leave",
    "sharing": "share",
    "living": "live",
    "wrote": "write",
    "written": "write",
    "writing": "write",
    "hid": "hide",
    "hidden": "hide",
    "hiding": "hide",
    "held": "hold",
}
"""Word forms that no ending explains."""

ENDINGS = (
    ("ations", "", 5),
    ("ation", "", 5),
    ("ements", "", 4),
    ("ement", "", 4),
    ("ments", "", 4),
    ("ment", "", 4),
    ("ings", "", 4),
    ("ing", "", 4),
    ("ions", "", 5),
    ("ion", "", 5),
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("ed", "", 4),
    ("ss", "ss", 1),
    ("us", "us", 1),
    ("is", "is", 1),
    ("s", "", 3),
)
"""An ending, what stands in its place, and how many letters have to be left before it; the first that fits."""

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_SMALL += ["seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS = {word: i for i, word in enumerate(_SMALL)} | {word: 20 + 10 * i for i, word in enumerate(TENS)}
"""Numbers as words; written as digits, so that fifteen is 15."""

GLUED = ("day", "hrs", "min", "mth", "wks", "yrs", "hr", "wk", "yo", "yr", "w")
"""Short units that are typed right behind their number, as in 26w; longer words need not be listed."""

UNITS = {
    "section": "s", "sections": "s", "sec": "s", "secs": "s", "sect": "s", "sects": "s", "s": "s", "ss": "s",
    "regulation": "reg", "regulations": "reg", "reg": "reg", "regs": "reg", "r": "reg", "rr": "reg",
    "paragraph": "para", "paragraphs": "para", "para": "para", "paras": "para",
    "schedule": "sch", "schedules": "sch", "sch": "sch", "sched": "sch",
    "article": "art", "articles": "art", "art": "art",
    "chapter": "ch", "chapters": "ch", "ch": "ch",
    "part": "pt", "parts": "pt",
}  # fmt: skip
"""How people name the parts of an Act, and the letters that a term of each begins with."""

TABLES: dict[str, Any] = {
    "stop": sorted(STOP),
    "irregular": IRREGULAR,
    "endings": ENDINGS,
    "numbers": NUMBERS,
    "units": UNITS,
    "glued": GLUED,
}
"""What the browser needs to do the same."""
