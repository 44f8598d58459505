"""FM009 to FM011, and closed lists: is the file what and where it says it is, with the sections it needs?"""

import re
from collections.abc import Iterator

from rulewise.checks.at import at_value
from rulewise.corpus import Corpus, Entry, meant
from rulewise.corpus.entry import kind_of_path
from rulewise.model.problem import Problem
from rulewise.model.provision import MODELS, Finding, Local, Provision, Statutory
from rulewise.model.words import Kind
from rulewise.source.body import headings_of, lead, section, without_comments
from rulewise.source.document import Document

_WORDLESS = re.compile(r"^#.*$|^ {0,3}\[[^\]\n]+\]:.*$|&[#\w]+;|<[^>\n]*>", re.MULTILINE)
_PLAINLY = re.compile(r"[\s*-]*\w")
"""What begins so is neither heading nor definition, entity nor tag: quick to tell of nearly every section."""
_LEVELS = {Kind.STATUTORY: "stage", Kind.PROFESSIONAL: "stage", Kind.LOCAL: "board"}


def check_entry(entry: Entry) -> Iterator[Problem]:
    """Check one file on its own: its place, and its headings."""
    document = entry.document
    if document is None:
        return
    if entry.provision:
        yield from _place(entry.provision, document)
    named = document.values.get("kind")
    kind = (Kind.named(named) if isinstance(named, str) else None) or kind_of_path(entry.path)
    if kind and not document.refused:
        yield from _headings(kind, document)


def check_corpus(corpus: Corpus) -> Iterator[Problem]:
    """Check what takes the whole corpus: ids given twice, and words outside the closed lists."""
    vocabulary = corpus.vocabulary
    names = ("stages", "roles", "boards", "patterns") if vocabulary else ()
    lists = {name: [entry.id for entry in getattr(vocabulary, name)] for name in names}
    for entry in corpus.entries:
        first = corpus.claimed.get(entry.claimed) if entry.claimed else None
        if first and first is not entry:
            yield at_value(
                corpus,
                entry,
                ("id",),
                "FM009",
                f"“{entry.claimed}” is already the id of {first.path}",
                "give this file the next free id: ids are for ever, so the older file keeps it",
            )
        if entry.provision and lists:
            yield from _closed_lists(corpus, entry, entry.provision, lists)


def _place(provision: Provision, document: Document) -> Iterator[Problem]:
    kind, parts = provision.kind, document.path.split("/")

    def problem(field: str, message: str, hint: str) -> Problem:
        line, column = document.place((field,))
        return Problem(document.path, line, column, "FM010", message, hint, str(document.values.get(field, "")))

    if Kind.of_id(provision.id) is not kind:
        yield problem(
            "id",
            f"“{provision.id}” is not the id of a {kind.value} provision",
            f"ids of this kind begin with {kind.letter}-",
        )
    level = _LEVELS.get(kind)
    expected = f"guidance/{kind.folder}/" + (f"<{level}>/" if level else "")
    if parts[1] != kind.folder or len(parts) != (4 if level else 3):
        yield problem("kind", f"a {kind.value} provision belongs in {expected}", "move the file, or mend its kind")
    elif level == "stage" and parts[2] not in provision.stages:
        yield problem(
            "stages",
            f"the folder is “{parts[2]}”, which is not one of the provision's stages",
            f"add “{parts[2]}” to stages, or move the file to the folder of one of its stages",
        )
    elif isinstance(provision, Local):
        if parts[2] != provision.board:
            yield problem(
                "board", f"the folder is “{parts[2]}”, and the board is “{provision.board}”", "mend one of the two"
            )
        elif not provision.id.removeprefix(f"L-{provision.board}-").isdigit():
            yield problem("id", f"“{provision.id}” does not name its board", f"write L-{provision.board}- and a number")


def _headings(kind: Kind, document: Document) -> Iterator[Problem]:
    # Comments become a space on as many lines, so lines are those of the file and headings begin theirs.
    published = without_comments(document.body)
    headings = headings_of(published)
    first = document.body_place(len(document.body) - len(document.body.lstrip()))
    if not document.body.strip():
        first = document.text.rstrip("\n").count("\n") + 1, 1
    elsewhere = kind is Kind.LOCAL and "link" in document.values
    if not elsewhere and not _says_something(lead(published, headings)):
        yield Problem(
            document.path,
            *first,
            "FM011",
            "the text does not begin with a lead",
            "say the main thing before the first heading",
        )
    for title in MODELS[kind].headings:
        text = section(published, headings, title)
        if text is None:
            near = meant(title, [heading.text for heading in headings])
            hint = near or f"add a line “## {title}” and text under it"
            yield Problem(document.path, *first, "FM011", f"the section “{title}” is missing", hint)
        elif not _says_something(text):
            heading = next(h for h in headings if h.level == 2 and h.text.casefold() == title.casefold())  # noqa: PLR2004 - ##
            line = document.body_line + published.count("\n", 0, heading.offset)
            message = f"the section “{title}” is empty"
            yield Problem(document.path, line, 1, "FM011", message, "write what belongs under it", f"## {title}")


def _says_something(text: str) -> bool:
    """Tell whether Markdown shows a reader any words, headings and definitions aside."""
    return _PLAINLY.match(text) is not None or re.search(r"\w", _WORDLESS.sub("", text)) is not None


def _closed_lists(corpus: Corpus, entry: Entry, provision: Provision, lists: dict[str, list[str]]) -> Iterator[Problem]:
    for path, word, listed in _listed_words(provision):
        if word not in lists[listed]:
            hint = meant(word, lists[listed]) or f"the list has: {', '.join(lists[listed])}"
            yield at_value(
                corpus, entry, path, "FM007", f"“{word}” is not in the list of {listed} in vocabulary.yml", hint
            )


def _listed_words(provision: Provision) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield the words that have to be in a closed list: their place, themselves, and the list."""
    for i, stage in enumerate(provision.stages):
        yield ("stages", i), stage, "stages"
    for i, role in enumerate(provision.roles):
        yield ("roles", i), role, "roles"
    if isinstance(provision, Statutory):
        for i, authority in enumerate(provision.authority):
            for j, bearer in enumerate(authority.bearers):
                yield ("authority", i, "bearers", j), bearer, "roles"
    elif isinstance(provision, Local):
        yield ("board",), provision.board, "boards"
    elif isinstance(provision, Finding):
        yield ("pattern",), provision.pattern, "patterns"
