"""What a page's HTML holds that guidance has no use for: an allow-list of elements, attributes and addresses.

Python-Markdown passes raw HTML, entities and odd addresses through, so the *rendered* page is what is judged.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from rulewise.model.values import unsafe_scheme

RAW_HTML = ("abbr", "br", "kbd", "sub", "sup")
"""Elements that an author may write by hand."""

_ELEMENTS = frozenset(
    (
        *RAW_HTML,
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a"),
        *("img", "hr", "table", "thead", "tbody", "tr", "th", "td"),
    )
)
_VOID = frozenset({"br", "hr", "img"})
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


class Flaw(NamedTuple):
    """One thing in a page that does not belong there; ``sign`` is what to look for in its source."""

    code: str
    message: str
    hint: str
    sign: str


def audit(html: str) -> list[Flaw]:
    """List what is wrong with a rendered page, each thing once, in the order in which it stands."""
    auditor = _Auditor()
    auditor.feed(html)
    auditor.close()
    for element in auditor.open:
        auditor.flaw("SF001", f"the element <{element}> is opened and not closed", "close it, or take it out", f"<{element}")
    return list(dict.fromkeys(auditor.flaws))


class _Auditor(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.flaws: list[Flaw] = []
        self.open: list[str] = []
        self._level = 1

    def flaw(self, code: str, message: str, hint: str, sign: str) -> None:
        self.flaws.append(Flaw(code, message, hint, sign))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            hint = f"write it in Markdown; the only raw HTML that may stand here is: {', '.join(RAW_HTML)}"
            self.flaw("SF001", f"the element <{tag}> may not stand in guidance", hint, f"<{tag}")
            return
        if tag not in _VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self._heading(int(tag[1]))
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            self._attribute(tag, name, value)
        if tag == "img" and not values.get("alt", "").strip():
            self.flaw("SF005", "a picture has no words for those who cannot see it", "write ![what it shows](…)", "![")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _ELEMENTS and tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ELEMENTS or tag in _VOID or not self.open or self.open.pop() != tag:
            self.flaw("SF001", f"</{tag}> closes something that is not open", "take it out", f"</{tag}")

    def handle_data(self, data: str) -> None:
        if "<" in data:
            self.flaw("SF001", "a “<” opens something that is never closed", "write &lt; for the sign itself", "<")

    def handle_comment(self, data: str) -> None:
        self.flaw("SF001", "a comment stands where it cannot be dropped", "take it out", "<!")

    def handle_decl(self, decl: str) -> None:
        self.flaw("SF001", "a declaration (“<!…”) may not stand in guidance", "take it out", "<!")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.flaw("SF001", "an instruction (“<?…”) may not stand in guidance", "take it out", "<?")

    def _heading(self, level: int) -> None:
        if level == 1:
            self.flaw("SF005", "a heading of the first level: the title is the only one", "begin sections with “## ”", "#")
        elif level > self._level + 1:
            self.flaw(
                "SF005",
                f"a heading of level {level} follows one of level {self._level}: a level is skipped",
                f"write it with {self._level + 1} “#”",
                "#" * level,
            )
        self._level = max(level, 1)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in _ATTRIBUTES.get(tag, ()):
            what = "script in" if name.startswith("on") else "the attribute"
            self.flaw("SF001", f"{what} “{name}” of <{tag}> may not stand in guidance", "take it out", name)
        elif name == "class" and not _CLASS.match(value):
            self.flaw("SF001", f"the class “{value}” would change what a page looks like", "take it out", "class")
        elif name == "style" and not _ALIGN.match(value):
            self.flaw("SF001", "a style would change what a page looks like", "take it out", "style")
        elif name in {"href", "src"}:
            self._address(tag, value)

    def _address(self, tag: str, value: str) -> None:
        scheme = unsafe_scheme(value)
        if scheme:
            hint = "link to a page that begins with https://, or to a file of the corpus"
            self.flaw("SF002", f"an address begins with “{scheme}:”, which a browser may run or read from disk", hint, scheme)
        elif tag == "img" and re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", value, re.IGNORECASE):
            hint = "put the picture in the corpus, beside the file"
            self.flaw("SF003", "a picture is loaded from another site, which would learn who reads this", hint, value)
