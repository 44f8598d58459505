"""The file that ``rulewise new`` starts: what is known is filled in, and what is left to write is marked."""

import datetime as dt
from collections.abc import Sequence

from rulewise.model.values import Id
from rulewise.model.words import Kind

TO_WRITE = "TO WRITE"
"""Stands wherever an author has something to fill in; until then the check says that it is empty."""

LEVEL = {Kind.STATUTORY: "stage", Kind.PROFESSIONAL: "stage", Kind.LOCAL: "board"}
"""What the folder under a kind's own is named after."""

LEANS_ON = {
    Kind.PROFESSIONAL: "supports",
    Kind.LOCAL: "implements",
    Kind.FINDING: "bears_on",
    Kind.MEASURE: "about",
}
"""The field with the provisions that one of this kind is tied to."""

_FIELDS = {
    Kind.STATUTORY: """\
authority:
  - instrument:             # TO WRITE: the Act, regulations or guidance, by its full name
    provision:              # TO WRITE: section 47(1)
    source: act             # act | regulations | statutory-guidance
    force: duty             # duty | power | prohibition | have-regard | expectation
    bearers: []             # TO WRITE: whom it binds
    url:                    # TO WRITE: https://www.legislation.gov.uk/…
""",
    Kind.PROFESSIONAL: """\
supports: {ids}{pad}# the rules that it helps people carry out
strength: advise            # advise | consider
evidence:
  - cite:                   # TO WRITE: who, when, what, where
    type: research          # research | review | inquiry | standard | experience
""",
    Kind.PRINCIPLE: "",
    Kind.LOCAL: """\
board: {board}
implements: {ids}{pad}# {mark}what it carries out
relation: adds-detail       # adopts | adds-detail | local-choice | goes-further | custom-and-practice
# because:                  # the last three say why
""",
    Kind.FINDING: """\
review:
  method:                   # TO WRITE: how the review was made
  board:                    # TO WRITE: the board, or “not named”
  period:                   # TO WRITE: the time that it looks back on
  published:                # TO WRITE: when it was published
pattern:                    # TO WRITE: one of the patterns in vocabulary.yml
bears_on: {ids}{pad}# {mark}the provisions that it tells something about
outcome: open               # open | advice-changed | local-changed | rule-proposed | no-change
""",
    Kind.MEASURE: """\
core: local                 # national | local
about: {ids}{pad}# {mark}the provisions that it asks about
source:                     # TO WRITE: where the figure comes from
""",
}

_LEAD = {
    Kind.STATUTORY: "who is bound, what they must do, and when",
    Kind.PROFESSIONAL: "what you advise, in the first sentence",
    Kind.PRINCIPLE: "the principle, in a sentence or two",
    Kind.LOCAL: "only what is local: whom to ring, where, which form",
    Kind.FINDING: "what the review learned, in a sentence or two",
    Kind.MEASURE: "what is counted, and out of what",
}
_HEADINGS = {
    Kind.STATUTORY: {"Left to judgement": "two to four things that the rule leaves open"},
    Kind.PROFESSIONAL: {
        "Why": "the reason, and honestly what it rests on",
        "In practice": "things to do and words to say, or take this heading out",
        "When this may not fit": "when judgement points elsewhere, or take this heading out",
    },
    Kind.PRINCIPLE: {"What this means": "what it asks of people at work"},
    Kind.LOCAL: {},
    Kind.FINDING: {
        "What happened": "without blame, and so that nobody can be recognised",
        "Why it made sense": "to each person, at the time",
        "What helped": "what went well, and who made it so",
        "Questions for the board": "each ends with a question mark, and leaves the answer to leaders",
    },
    Kind.MEASURE: {
        "What it may tell you": "how many, how often; never a target",
        "What it cannot tell you": "what a figure cannot see",
    },
}


def blank(
    identifier: Id, kind: Kind, title: str, *, level: str | None, owner: str, ids: Sequence[Id], day: dt.date
) -> str:
    """Return the text of a new provision, dated ``day`` and due for review a year later."""
    stages = f"[{level}]" if LEVEL.get(kind) == "stage" else "[]"
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    listed = f"[{', '.join(ids)}]"
    pad = " " * max(1, 26 - len(listed) - len(LEANS_ON.get(kind, "")))
    fields = _FIELDS[kind].format(board=level, ids=listed, pad=pad, mark="" if ids else f"{TO_WRITE}: ")
    sections = "".join(f"\n## {heading}\n\n{_mark(what)}\n" for heading, what in _HEADINGS[kind].items())
    return f"""\
---
id: {identifier}
kind: {kind.value}
title: {quoted}
summary:                    # TO WRITE: one plain sentence that a busy reader can act on
owner: {owner}
stages: {stages}
roles: []                   # whom it speaks to
principles: []
{fields}amended: {day}
reviewed: {day}
review_by: {day + dt.timedelta(days=365)}
keywords: []                # what people type that the text does not say
---
{_mark(_LEAD[kind])}
{sections}"""


def _mark(what: str) -> str:
    return f"<!-- {TO_WRITE}: {what} -->"
