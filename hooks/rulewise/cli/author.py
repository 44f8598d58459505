"""``rulewise new``: the next free id, and a file to fill in."""

import datetime as dt
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from markdown.extensions.toc import slugify

from rulewise.cli.blank import LEANS_ON, LEVEL, TO_WRITE, blank
from rulewise.cli.options import Failure, root_option, say
from rulewise.corpus import Corpus, load, meant, nearest
from rulewise.model.provision import TARGETS
from rulewise.model.values import Id
from rulewise.model.vocabulary import Vocabulary
from rulewise.model.words import Kind

_DIGITS = {Kind.PRINCIPLE: 2, Kind.MEASURE: 2, Kind.LOCAL: 2}
_KINDS = {
    "statutory": "a rule: an Act, regulations or statutory guidance says so",
    "professional": "advice of a profession",
    "principle": "what rules and advice are for",
    "local": "how one area carries something out",
    "finding": "what a case review learned",
    "measure": "a figure that prompts a question",
}
_TIES = {
    "supports": "The rules that it helps people carry out",
    "implements": "What it carries out",
    "bears_on": "What it tells something about",
    "about": "What it asks about",
}


@click.command(name="new")
@click.argument("kind", required=False, metavar="[KIND]")
@click.argument("title", required=False, metavar="[TITLE]")
@click.option("--stage", metavar="STAGE", help="The step of the journey that it belongs to (rules and advice).")
@click.option("--board", metavar="BOARD", help="The board whose procedure it is (local).")
@click.option("--owner", metavar="BODY", help="The body that keeps it.  [default: the one body that may own this kind]")
@click.option(
    *("--supports", "--implements", "--bears-on", "--about", "tied"),
    metavar="IDS",
    help="The provisions that it supports, carries out, bears on or is about: S-047,S-053.",
)
@root_option
def new_command(
    *,
    kind: str | None,
    title: str | None,
    stage: str | None,
    board: str | None,
    owner: str | None,
    tied: str | None,
    root: Path,
) -> None:
    """Start a provision: the next free id, and a file with the fields to fill in.

    At a terminal it asks for what is not given, and shows what there is to choose from. What is left to write is marked
    TO WRITE in the file. The path of the new file is printed.

    \b
    Examples:
      rulewise new
      rulewise new professional "See the child alone" --stage enquiries --owner college-of-policing --supports S-047
    """
    corpus = load(root)
    vocabulary = corpus.vocabulary
    if vocabulary is None:
        raise Failure("the vocabulary cannot be read; run: rulewise check guidance/vocabulary.yml")
    try:
        guided = kind is None  # who knows the kind knows what else to give, and is asked only for what has to be known
        sort = Kind(_chosen("kind", kind, _KINDS))
        title = _title(title)
        level = _level(vocabulary, sort, stage, board)
        body = _owner(vocabulary, sort, level, owner)
        ids = _tied(corpus, sort, tied, ask=guided)
    except click.Abort:
        say("")
        raise Failure("stopped; nothing was written") from None
    path = root / "guidance" / sort.folder / (level or "") / f"{slugify(title, '-')}.md"
    identifier = next_id(corpus, sort, level or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(blank(identifier, sort, title, level=level, owner=body, ids=ids, day=dt.date.today()))
    except OSError as error:
        if not isinstance(error, FileExistsError):
            raise Failure(f"{path.name}: {error.strerror}; choose a shorter title") from None
        raise click.UsageError(f"{path.relative_to(root)} exists already; choose another title") from None
    click.echo(os.path.relpath(path))
    say(f"{identifier} is yours. Write what is marked {TO_WRITE}, then run: rulewise check {os.path.relpath(path)}")


def next_id(corpus: Corpus, kind: Kind, board: str = "") -> Id:
    """Return the id after the highest of its kind; ids that ended are not used again."""
    prefix = f"L-{board}-" if kind is Kind.LOCAL else f"{kind.letter}-"
    numbers = [
        int(i.removeprefix(prefix)) for i in corpus.claimed if i.startswith(prefix) and i.removeprefix(prefix).isdigit()
    ]
    return Id(f"{prefix}{max(numbers, default=0) + 1:0{_DIGITS.get(kind, 3)}d}")


def asks() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()


def _title(title: str | None) -> str:
    def named(text: str) -> str:
        if not slugify(text, "-"):
            raise click.UsageError("the title has no letters or digits to name a file after")
        return text.strip()

    if title is None and asks():
        return str(click.prompt("Title, in plain words", value_proc=named, err=True))
    if title is None:
        raise click.UsageError('say its title: rulewise new KIND "TITLE"')
    return named(title)


def _level(vocabulary: Vocabulary, kind: Kind, stage: str | None, board: str | None) -> str | None:
    wanted = LEVEL.get(kind)
    if wanted is None:
        return None
    entries = vocabulary.stages if wanted == "stage" else vocabulary.boards
    given = stage if wanted == "stage" else board
    return _chosen(wanted, given, {entry.id: entry.title for entry in entries}, option=f" with --{wanted}")


def _owner(vocabulary: Vocabulary, kind: Kind, level: str | None, owner: str | None) -> str:
    if kind is Kind.LOCAL and level and not owner:
        return vocabulary.board(level).body
    able = {body.id: body.title for body in vocabulary.bodies if kind in body.may_own}
    if not able:
        raise Failure(f"no body in vocabulary.yml may own a {kind.value} provision")
    if len(able) == 1 and not owner:
        return next(iter(able))
    stewards = [body.id for body in vocabulary.bodies if body.stands_in and body.id in able]
    return _chosen("owner", owner, able, option=" with --owner", default=stewards[0] if stewards else None)


def _tied(corpus: Corpus, kind: Kind, words: str | None, *, ask: bool) -> list[Id]:
    """Return the ids that the new provision is tied to; none where the kind has no such field, or nobody said."""
    field = LEANS_ON.get(kind)
    if field is None:
        if words:
            raise click.UsageError(f"a {kind.value} provision is not tied to others by a field; leave the ids out")
        return []

    def known(text: str) -> list[Id]:
        proper = {str(one).casefold(): one for one in corpus.claimed}
        ids = [proper.get(word.casefold(), Id(word)) for word in re.split(r"[\s,]+", text) if word]
        for one in ids:
            if one not in corpus.claimed:
                near = nearest(one, corpus.claimed, most=3)
                raise click.UsageError(
                    f"no provision has the id {one}" + (f"; near: {', '.join(near)}" if near else "")
                )
            if field in TARGETS and Kind.of_id(one) not in TARGETS[field]:
                kinds = ", ".join(each.value for each in Kind if each in TARGETS[field])
                raise click.UsageError(f"{one} is of the wrong kind for “{field}”, which takes: {kinds}")
        return ids

    if words is None and ask and asks():
        question = f"{_TIES[field]}: ids such as S-047, or nothing yet"
        answer: list[Id] = click.prompt(question, default="", show_default=False, value_proc=known, err=True)
        return answer
    return known(words or "")


def _chosen(
    name: str, word: str | None, allowed: Mapping[str, str], *, option: str = "", default: str | None = None
) -> str:
    """Return a word of a closed list, showing the list and asking at a terminal when it was not given."""

    def one_of(text: str) -> str:
        if text in allowed:
            return text
        an = "an" if name[0] in "aeiou" else "a"
        hint = f"“{text}” is not {an} {name}. {meant(text, allowed)}".rstrip()
        raise click.UsageError(f"{hint}\nOne of: {', '.join(allowed)}")

    if word is not None:
        return one_of(word)
    if not asks():
        raise click.UsageError(f"say which {name}{option}\nOne of: {', '.join(allowed)}")
    width = max(map(len, allowed))
    say("\n".join(f"  {each:<{width}}  {title}" for each, title in allowed.items()))
    return str(click.prompt(name.capitalize(), default=default, value_proc=one_of, err=True))
