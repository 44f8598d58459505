"""What a page's HTML holds that guidance has no use for: an allow-list of elements, attributes and addresses.

Python-Markdown passes raw HTML, entities and odd addresses through, so the *rendered* page is what is judged, as a
browser would read it: the first of two attributes counts, and a slash does not close an element.
"""

import html
import re
from html.parser import HTMLParser
from typing import NamedTuple

from rulewise.checks.hidden import HIDDEN, say_hidden
from rulewise.model.values import unsafe_scheme
from rulewise.source.markdown import Rendered

RAW_HTML = ("abbr", "br", "kbd", "sub", "sup")
"""Elements that an author may write by hand."""

_MARKDOWN_MAKES = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong a img hr table thead tbody tr th td".split()
)
_VOID = frozenset({"br", "hr", "img"})
_CODE = '<pre class="highlight"><code'
_CLASS = re.compile(r"\A(?:highlight|language-[\w+#-]+)\Z")
_ALIGN = re.compile(r"\Atext-align: (?:left|right|center);\Z")
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "title"}),
    "ol": frozenset({"start"}),
    "code": frozenset({"class"}),
    "pre": frozenset({"class"}),
    "th": frozenset({"style"}),
    "td": frozenset({"style"}),
    **{f"h{level}": frozenset({"id"}) for level in range(1, 7)},
}
_BROWSERS_DROP = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


class Flaw(NamedTuple):
    """One thing in a page that does not belong there; ``sign`` is what to look for in its source."""

    code: str
    message: str
    hint: str
    sign: str


class Audit(NamedTuple):
    """What is wrong with a page, in the order in which it stands, and the addresses that it links to or loads."""

    flaws: list[Flaw]
    addresses: frozenset[str]


def audit(rendered: Rendered) -> Audit:
    """Judge a rendered page."""
    auditor = _Auditor()
    auditor.feed(rendered.html)
    auditor.close()
    for element in auditor.open:
        auditor.unclosed(element)
    for piece in rendered.raw:
        if not piece.startswith(_CODE):
            handwriting = _Handwriting()
            handwriting.feed(piece)
            auditor.flaws += handwriting.flaws
    return Audit(auditor.flaws, frozenset(auditor.addresses))


class _Handwriting(HTMLParser):
    """Elements that Markdown makes and an author may not write by hand, since the checks read the Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.flaws: list[Flaw] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKDOWN_MAKES:
            self.flaws.append(_refused(tag))


def _refused(tag: str) -> Flaw:
    hint = f"write it in Markdown; the only HTML that may stand here is: {', '.join(RAW_HTML)}"
    return Flaw("SF001", f"the element <{tag}> may not stand in guidance", hint, f"<{tag}")


class _Auditor(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.flaws: list[Flaw] = []
        self.addresses: set[str] = set()
        self.open: list[str] = []
        self._refused: list[str] = []
        self._level = 1

    def flaw(self, code: str, message: str, hint: str, sign: str) -> None:
        self.flaws.append(Flaw(code, message, hint, sign))

    def unclosed(self, tag: str) -> None:
        self.flaw("SF001", f"the element <{tag}> is opened and not closed", "close it, or take it out", f"<{tag}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _MARKDOWN_MAKES and tag not in RAW_HTML:
            self.flaws.append(_refused(tag))
            self._refused.append(tag)
            return
        if tag not in _VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self._heading(int(tag[1]))
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if len({name for name, _value in attrs}) < len(attrs):
            self.flaw("SF001", f"an attribute of <{tag}> is given twice", "keep one", f"<{tag}")
        words = dict(attrs).get("alt") or ""
        if tag == "img" and not words.strip():
            self.flaw("SF005", "a picture has no words for those who cannot see it", "write ![what it shows](…)", "![]")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._refused:
            self._refused.remove(tag)
        elif tag in self.open:
            while (inner := self.open.pop()) != tag:
                self.unclosed(inner)
        else:
            self.flaw("SF001", f"</{tag}> closes something that is not open", "take it out", f"</{tag}")

    def handle_data(self, data: str) -> None:
        if "<" in data:
            self.flaw("SF001", "a “<” opens something that is never closed", "write &lt; for the sign itself", "<")

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.flaw("SF001", "a comment stands where it cannot be dropped", "take it out", "<!")

    def handle_decl(self, decl: str) -> None:
        self.flaw("SF001", "a declaration (“<!…”) may not stand in guidance", "take it out", "<!")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.flaw("SF001", "an instruction (“<?…”) may not stand in guidance", "take it out", "<?")

    def _reference(self, written: str) -> None:
        found = HIDDEN.search(html.unescape(written))
        if found:
            message, hint = say_hidden(found[0])
            self.flaw("SF006", message, hint, written)

    def _heading(self, level: int) -> None:
        if level == 1:
            self.flaw(
                "SF005", "a heading of the first level: the title is the only one", "begin sections with “## ”", "#"
            )
        elif level > self._level + 1:
            after = f"follows one of level {self._level}" if self._level > 1 else "comes first"
            hint = f"begin it with {'#' * (self._level + 1)} and a space, or write \\# if it is no heading"
            self.flaw("SF005", f"a heading of level {level} {after}: a level is skipped", hint, "#" * level)
        self._level = max(level, 1)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in _ATTRIBUTES.get(tag, ()):
            does = "runs a script" if name.startswith("on") else "may not stand in guidance"
            self.flaw("SF001", f"the attribute “{name}” of <{tag}> {does}", "take it out", name)
        elif name == "class" and not all(map(_CLASS.match, value.split(" "))):
            self.flaw("SF001", f"the class “{value}” would change what a page looks like", "take it out", "{")
        elif name == "class" and " " in value:
            self.flaw(
                "SF001", f"the classes “{value}” would change what a page looks like", "keep the language alone", "{"
            )
        elif name == "style" and not _ALIGN.match(value):
            self.flaw("SF001", "a style would change what a page looks like", "take it out", "style")
        elif name in {"href", "src"}:
            self._address(tag, value)

    def _address(self, tag: str, value: str) -> None:
        self.addresses.add(value)
        scheme = unsafe_scheme(value)
        if scheme:
            hint = "link to a page that begins with https://, or to a file of the corpus"
            message = f"an address begins with “{scheme}:”, which a browser may run or read from disk"
            self.flaw("SF002", message, hint, scheme)
        elif tag == "img" and _ELSEWHERE.match(_BROWSERS_DROP.sub("", value)):
            hint = "put the picture in the corpus, beside the file"
            self.flaw("SF003", "a picture is loaded from another site, which would learn who reads this", hint, value)
        elif tag == "img" and value == "#":
            self.flaw(
                "LK006", "an id is no picture", "write [words][S-047] without the “!”, or name a picture file", "!["
            )


def is_elsewhere(address: str) -> bool:
    """Tell whether an address, as a browser reads it, is not one of a file of this site."""
    return _ELSEWHERE.match(_BROWSERS_DROP.sub("", address)) is not None
