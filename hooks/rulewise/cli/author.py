"""``rulewise new``: the next free id, and a file to fill in."""

import datetime as dt
import os
import sys
from pathlib import Path

import click
from markdown.extensions.toc import slugify

from rulewise.cli.options import Failure, root_option, say
from rulewise.corpus import Corpus, load, meant
from rulewise.model.values import Id
from rulewise.model.vocabulary import Vocabulary
from rulewise.model.words import Kind

_LEVEL = {Kind.STATUTORY: "stage", Kind.PROFESSIONAL: "stage", Kind.LOCAL: "board"}
_DIGITS = {Kind.PRINCIPLE: 2, Kind.MEASURE: 2, Kind.LOCAL: 2}

_FIELDS = {
    Kind.STATUTORY: """\
authority:
  - instrument:             # the Act, regulations or guidance, by its full name
    provision:              # section 47(1)
    source: act             # act | regulations | statutory-guidance
    force: duty             # duty | power | prohibition | have-regard | expectation
    bearers: []             # whom it binds
    url:                    # https://www.legislation.gov.uk/…
""",
    Kind.PROFESSIONAL: """\
supports: []                # the rules that it helps people carry out: [S-047]
strength: advise            # advise | consider
evidence:
  - cite:                   # who, when, what, where
    type: research          # research | review | inquiry | standard | experience
""",
    Kind.PRINCIPLE: "",
    Kind.LOCAL: """\
board: {board}
implements: []              # what it carries out: [S-047, A-012]
relation: adds-detail       # adopts | adds-detail | local-choice | goes-further | custom-and-practice
""",
    Kind.FINDING: """\
review: {{method: , board: , period: , published: }}
pattern:                    # one of the patterns in vocabulary.yml
bears_on: []
outcome: open               # open | advice-changed | local-changed | rule-proposed | no-change
""",
    Kind.MEASURE: """\
core: local                 # national | local
about: []
source:                     # where the figure comes from
""",
}

_HEADINGS = {
    Kind.STATUTORY: ("Left to judgement",),
    Kind.PROFESSIONAL: ("Why", "In practice", "When this may not fit"),
    Kind.PRINCIPLE: ("What this means",),
    Kind.LOCAL: (),
    Kind.FINDING: ("What happened", "Why it made sense", "What helped", "Questions for the board"),
    Kind.MEASURE: ("What it may tell you", "What it cannot tell you"),
}


@click.command(name="new")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("title")
@click.option("--stage", metavar="STAGE", help="The step of the journey that it belongs to (rules and advice).")
@click.option("--board", metavar="BOARD", help="The board whose procedure it is (local).")
@click.option("--owner", metavar="BODY", help="The body that keeps it.  [default: the one body that may own this kind]")
@root_option
def new_command(*, kind: str, title: str, stage: str | None, board: str | None, owner: str | None, root: Path) -> None:
    """Start a provision: the next free id, and a file with the fields to fill in.

    Questions that are not answered by options are asked at a terminal. The path of the new file is printed.

    \b
    Example:
      rulewise new professional "See the child alone" --stage enquiries --owner college-of-policing
    """
    corpus = load(root)
    vocabulary = corpus.vocabulary
    if vocabulary is None:
        raise Failure("the vocabulary cannot be read; run: rulewise check guidance/vocabulary.yml")
    sort = Kind(kind)
    level = _level(vocabulary, sort, stage, board)
    body = _owner(vocabulary, sort, level, owner)
    slug = slugify(title, "-")
    if not slug:
        raise click.UsageError("the title has no letters or digits to name a file after")
    path = root / "guidance" / sort.folder / (level or "") / f"{slug}.md"
    identifier = next_id(corpus, sort, level or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_text(identifier, sort, title, level, body, dt.date.today()))
    except OSError as error:
        if not isinstance(error, FileExistsError):
            raise Failure(f"{path.name}: {error.strerror}; choose a shorter title") from None
        raise click.UsageError(f"{path.relative_to(root)} exists already; choose another title") from None
    click.echo(os.path.relpath(path))
    say(f"{identifier} is yours. Fill in what is empty, then run: rulewise check {os.path.relpath(path)}")


def next_id(corpus: Corpus, kind: Kind, board: str = "") -> Id:
    """Return the id after the highest of its kind; ids that ended are not used again."""
    prefix = f"L-{board}-" if kind is Kind.LOCAL else f"{kind.letter}-"
    numbers = [
        int(i.removeprefix(prefix)) for i in corpus.claimed if i.startswith(prefix) and i.removeprefix(prefix).isdigit()
    ]
    return Id(f"{prefix}{max(numbers, default=0) + 1:0{_DIGITS.get(kind, 3)}d}")


def _level(vocabulary: Vocabulary, kind: Kind, stage: str | None, board: str | None) -> str | None:
    wanted = _LEVEL.get(kind)
    if wanted is None:
        return None
    entries = vocabulary.stages if wanted == "stage" else vocabulary.boards
    return _chosen(wanted, stage if wanted == "stage" else board, [entry.id for entry in entries])


def _owner(vocabulary: Vocabulary, kind: Kind, level: str | None, owner: str | None) -> str:
    if kind is Kind.LOCAL and level and not owner:
        return vocabulary.board(level).body
    able = [body.id for body in vocabulary.bodies if kind in body.may_own]
    if not able:
        raise Failure(f"no body in vocabulary.yml may own a {kind.value} provision")
    return able[0] if len(able) == 1 and not owner else _chosen("owner", owner, able)


def _chosen(name: str, word: str | None, allowed: list[str]) -> str:
    """Return a word of a closed list, asking for it at a terminal when it was not given."""
    if word is None and sys.stdin.isatty():
        word = str(click.prompt(name.capitalize(), type=click.Choice(allowed), err=True))
    if word not in allowed:
        hint = meant(word, allowed) if word else ""
        what = f"“{word}” is not a {name}. {hint}" if word else f"say which {name} with --{name}"
        raise click.UsageError(f"{what}\nOne of: {', '.join(allowed)}")
    return word


def _text(identifier: Id, kind: Kind, title: str, level: str | None, owner: str, day: dt.date) -> str:
    due = day + dt.timedelta(days=365)
    stages = f"[{level}]" if _LEVEL.get(kind) == "stage" else "[]"
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    fields = _FIELDS[kind].format(board=level)
    sections = "".join(f"\n## {heading}\n" for heading in _HEADINGS[kind])
    return f"""\
---
id: {identifier}
kind: {kind.value}
title: {quoted}
summary:                    # one plain sentence that a busy reader can act on
owner: {owner}
stages: {stages}
roles: []                   # whom it speaks to
principles: []
{fields}amended: {day}
reviewed: {day}
review_by: {due}
keywords: []                # what people type that the text does not say
---
{sections}"""
