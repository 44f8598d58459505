"""A text of another day in plain words, and two of them side by side; nothing in it can act on the page."""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from rulewise.checks.hidden import HIDDEN
from rulewise.compare import Mark, Piece, redline
from rulewise.corpus import Entry
from rulewise.model.provision import Professional, Provision, Statutory
from rulewise.model.vocabulary import Vocabulary
from rulewise.source.body import REFERENCE, without_comments
from rulewise.views.marks import mark_of
from rulewise.views.text import long_date

UNREADABLE = "This version can’t be read by today’s format, and is shown as its file."
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)")
_STRESS = re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")
_BLOCK = re.compile(r"\s*(?:#{1,6} |[-*+] |\d+[.)] |> )")
_HEADING = re.compile(r"\s*#{1,6} +")
_SAID = {Mark.OUT: ("del", "taken out: "), Mark.IN: ("ins", "put in: ")}

Line = list[Piece]


def told(entry: Entry | None, vocabulary: Vocabulary) -> str:
    """Tell a version in plain words: title, summary, what makes it bind, and its text without Markdown's marks."""
    if entry is None or entry.document is None:
        return UNREADABLE
    if entry.provision is None or entry.document.refused:
        return f"{UNREADABLE}\n\n{entry.document.text}"
    provision = entry.provision
    facts = "\n\n".join(_facts(provision, vocabulary))
    return f"## {provision.title}\n\n{provision.summary}\n\n{facts}\n\n{_plain(entry.document.body)}"


def side_by_side(was: str, now: str) -> Markup:
    """Set two texts side by side: what was taken out and put in, told by line, by shape and by words."""
    return _blocks(redline(was, now))


def plainly(text: str) -> Markup:
    """Lay out one text in paragraphs."""
    return _blocks((Piece(Mark.KEPT, text),))


def _facts(provision: Provision, vocabulary: Vocabulary) -> Iterator[str]:
    titles = {role.id: role.title for role in vocabulary.roles}
    if provision.withdrawn:
        ended = provision.withdrawn
        instead = f" Read instead: {ended.replaced_by}." if ended.replaced_by else ""
        yield f"Withdrawn on {long_date(ended.on)}. {ended.because}{instead}"
    if isinstance(provision, Professional):
        yield f"{mark_of(provision).word}."
    if not isinstance(provision, Statutory):
        return
    for authority in provision.authority:
        mark = mark_of(provision.model_copy(update={"authority": (authority,)}))
        bound = ", ".join(titles.get(bearer, bearer) for bearer in authority.bearers)
        since = f" In force from {long_date(authority.in_force)}." if authority.in_force else ""
        until = f" It ends on {long_date(authority.until)}." if authority.until else ""
        yield f"{mark.word}. Binds: {bound}. Source: {authority.instrument}, {authority.provision}.{since}{until}"
    if provision.timescale:
        yield f"By when: {provision.timescale.limit}, counted from {provision.timescale.starts}."


def _plain(body: str) -> str:
    """Take Markdown's marks out of a body, and keep its words, lines and lists."""
    text = REFERENCE.sub(lambda m: f"{m['words']} ({m['id']})" if m["words"] else m["id"], without_comments(body))
    return _ESCAPED.sub(r"\1", _STRESS.sub(r"\2", _LINK.sub(r"\1", text))).strip()


def _blocks(pieces: tuple[Piece, ...]) -> Markup:
    lines: list[Line] = [[]]
    for mark, text in pieces:
        first, *others = text.split("\n")
        lines[-1].append(Piece(mark, first))
        lines += [[Piece(mark, other)] for other in others]
    blocks: list[Line] = []
    begins = True
    for line in lines:
        words = "".join(piece.text for piece in line)
        if not words.strip():
            begins = True
            continue
        if begins or _BLOCK.match(words):
            blocks.append([])
        else:
            blocks[-1].append(Piece(Mark.KEPT, " "))
        blocks[-1] += [piece for piece in line if piece.text]
        begins = _HEADING.match(words) is not None
    return Markup("").join(map(_block, blocks))


def _block(line: Line) -> Markup:
    heading = _HEADING.match("".join(piece.text for piece in line))
    cut = heading.end() if heading else 0
    parts = []
    for mark, group in groupby(line, key=lambda piece: piece.mark):
        text = "".join(piece.text for piece in group)
        text, cut = text[cut:], max(0, cut - len(text))
        words = escape(HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
        if mark is Mark.KEPT or not text.strip():
            parts.append(words)
        else:
            tag, said = _SAID[mark]
            parts.append(Markup('<{0}><span class="rw-said">{1}</span>{2}</{0}>').format(Markup(tag), said, words))  # noqa: S704 - one of two words
    inner = Markup("").join(parts)
    return Markup('<p class="rw-then">{}</p>').format(inner) if heading else Markup("<p>{}</p>").format(inner)
