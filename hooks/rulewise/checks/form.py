"""FM009 to FM011, and closed lists: is the file what and where it says it is, with the sections it needs?"""

from collections.abc import Iterator

from rulewise.checks.at import at_value
from rulewise.corpus import Corpus, Entry, meant
from rulewise.model.problem import Problem
from rulewise.model.provision import Local, Provision, Statutory
from rulewise.model.words import Kind
from rulewise.source.body import lead, scan, section, without_comments
from rulewise.source.document import Document

_LEVELS = {Kind.STATUTORY: "stage", Kind.PROFESSIONAL: "stage", Kind.LOCAL: "board"}


def check_entry(entry: Entry) -> Iterator[Problem]:
    """Check one file on its own: its place, and its headings."""
    if entry.provision is None or entry.document is None:
        return
    yield from _place(entry.provision, entry.document)
    if not entry.document.refused:
        yield from _headings(entry.provision, entry.document)


def check_corpus(corpus: Corpus) -> Iterator[Problem]:
    """Check what takes the whole corpus: ids given twice, and words outside the closed lists."""
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
        if entry.provision and corpus.vocabulary:
            yield from _closed_lists(corpus, entry, entry.provision)


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
            yield problem("board", f"the folder is “{parts[2]}”, and the board is “{provision.board}”", "mend one of the two")
        if not provision.id.startswith(f"L-{provision.board}-"):
            yield problem("id", f"“{provision.id}” does not name its board", f"write L-{provision.board}- and a number")


def _headings(provision: Provision, document: Document) -> Iterator[Problem]:
    published = without_comments(document.body)
    headings = scan(published).headings
    first = document.body_place(len(document.body) - len(document.body.lstrip()))
    if not document.body.strip():
        first = document.body_line, 1
    elsewhere = isinstance(provision, Local) and provision.link is not None
    if not elsewhere and not lead(published, headings).strip():
        yield Problem(
            document.path, *first, "FM011", "the text does not begin with a lead", "say the main thing before the first heading"
        )
    for title in provision.headings:
        text = section(published, headings, title)
        if text is None:
            yield Problem(
                document.path, *first, "FM011", f"the section “{title}” is missing", f"add a line “## {title}” and text under it"
            )
        elif not text.strip():
            heading = next(h for h in headings if h.level == 2 and h.text.casefold() == title.casefold())
            line, column = document.body_place(heading.offset)
            yield Problem(
                document.path, line, column, "FM011", f"the section “{title}” is empty", "write what belongs under it", title
            )


def _closed_lists(corpus: Corpus, entry: Entry, provision: Provision) -> Iterator[Problem]:
    vocabulary = corpus.vocabulary
    if vocabulary is None:
        return
    stages = [stage.id for stage in vocabulary.stages]
    roles = [role.id for role in vocabulary.roles]
    named: list[tuple[tuple[str | int, ...], str, list[str]]] = []
    named += [(("stages", i), stage, stages) for i, stage in enumerate(provision.stages)]
    named += [(("roles", i), role, roles) for i, role in enumerate(provision.roles)]
    if isinstance(provision, Statutory):
        for i, authority in enumerate(provision.authority):
            named += [(("authority", i, "bearers", j), b, roles) for j, b in enumerate(authority.bearers)]
    if isinstance(provision, Local):
        named.append((("board",), provision.board, [board.id for board in vocabulary.boards]))
    pattern = getattr(provision, "pattern", None)
    if pattern is not None:
        named.append((("pattern",), pattern, [p.id for p in vocabulary.patterns]))
    for path, word, allowed in named:
        if word not in allowed:
            field = next(key for key in reversed(path) if isinstance(key, str))
            yield at_value(
                corpus,
                entry,
                path,
                "FM007",
                f"“{word}” is not in the list of {field} in vocabulary.yml",
                meant(word, allowed) or f"the list has: {', '.join(allowed)}",
            )


