"""The marks: for every kind and force one word, one shape and one edge, the same wherever they stand."""

from dataclasses import dataclass

from rulewise.model.provision import Professional, Provision, Statutory
from rulewise.model.words import Force, Kind, Strength


@dataclass(frozen=True)
class Mark:
    """How readers are told what a text asks of them."""

    word: str
    """On the tag, and beside the shape everywhere."""
    heading: str
    """Over the text itself."""
    shape: str
    """The symbol of the sprite."""
    edge: str
    """``law``, ``exp``, ``adv`` or ``none``: the heavier the edge, the less choice."""


_FORCES = {
    Force.DUTY: Mark("Law: must", "The law requires", "duty", "law"),
    Force.PROHIBITION: Mark("Law: must not", "The law forbids", "prohibition", "law"),
    Force.POWER: Mark("Law: may", "The law allows", "power", "law"),
    Force.HAVE_REGARD: Mark("Law: take into account", "The law says: take into account", "regard", "law"),
    Force.EXPECTATION: Mark("Statutory guidance: should", "Statutory guidance expects", "expectation", "exp"),
}
_STRENGTHS = {
    Strength.ADVISE: Mark("Advice", "The profession advises", "advise", "adv"),
    Strength.CONSIDER: Mark("Advice: worth considering", "The profession suggests", "consider", "adv"),
}
_KINDS = {
    Kind.LOCAL: Mark("Local procedure", "In this area", "local", "none"),
    Kind.FINDING: Mark("From a case review", "The finding", "finding", "none"),
    Kind.PRINCIPLE: Mark("Principle", "The principle", "principle", "none"),
    Kind.MEASURE: Mark("Measure", "What is counted", "measure", "none"),
}
JUDGEMENT = Mark("Yours to judge", "Left to judgement", "judge", "own")


def mark_of(provision: Provision) -> Mark:
    """Return the mark of a provision: by force for a rule, by strength for advice, else by kind."""
    if isinstance(provision, Statutory):
        return _FORCES[provision.force]
    if isinstance(provision, Professional):
        return _STRENGTHS[provision.strength]
    return _KINDS[provision.kind]


def force_mark(force: Force) -> Mark:
    """Return the mark of a force."""
    return _FORCES[force]


SHAPES = {
    "duty": '<rect x="1" y="1" width="14" height="14"/>',
    "prohibition": '<path d="M1 1h14v14H1zM3.5 6.6v2.8h9V6.6z" fill-rule="evenodd"/>',
    "power": '<path d="M1 1h14v4H5v6h10v4H1z"/>',
    "regard": '<path d="M1 1h14v14H1zM8 4.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z" fill-rule="evenodd"/>',
    "expectation": '<path d="M1 1h14v14H1zM8 3v10h5V3z" fill-rule="evenodd"/>',
    "advise": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.9"'
    ' stroke-dasharray="2.2 1.26"/><circle cx="8" cy="8" r="2.6"/>',
    "consider": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.9"'
    ' stroke-dasharray="2.2 1.26"/>',
    "judge": '<path d="M8 0v3.4M8 12.6V16M0 8h3.4M12.6 8H16M2.5 2.5l2.3 2.3M11.2 11.2l2.3 2.3M2.5 13.5l2.3-2.3'
    'M11.2 4.8l2.3-2.3" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "local": '<path d="M8 1.2 14.5 7v8h-13V7z" fill="none" stroke="currentColor" stroke-width="1.8"'
    ' stroke-linejoin="round"/>',
    "finding": '<path d="M8 1.3 14.7 8 8 14.7 1.3 8z" fill="none" stroke="currentColor" stroke-width="1.8"'
    ' stroke-linejoin="round"/><circle cx="8" cy="8" r="1.5"/>',
    "principle": '<path d="M8 .5 10 6l5.5 2-5.5 2L8 15.5 6 10 .5 8 6 6z"/>',
    "measure": '<path d="M1.5 9h3v6h-3zM6.5 5h3v10h-3zM11.5 1h3v14h-3z"/>',
    "measure-local": '<path d="M2 9.5h2v5H2zM7 5.5h2v9H7zM12 1.5h2v13h-2z" fill="none" stroke="currentColor"/>',
    "whole": '<path d="m1.5 8.6 1.8-1.8 3.2 3.2 6.2-6.4 1.8 1.8-8 8.2z"/>',
    "part": '<path d="M8 1.4a6.6 6.6 0 1 0 0 13.2z"/><circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor"'
    ' stroke-width="1.6"/>',
    "open": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.6"/>',
}
"""The drawing of each shape in a box of 16 by 16."""


def shape_svg(shape: str, edge: str = "none") -> str:
    """Return the picture of a mark; hidden from screen readers, since its word always stands beside it."""
    return (
        f'<svg class="rw-mark rw-mark--{edge}" viewBox="0 0 16 16" aria-hidden="true">'
        f'<use href="#rw-{shape}"></use></svg>'
    )


def sprite() -> str:
    """Return the drawings of all shapes, for the top of a page."""
    symbols = "".join(
        f'<symbol id="rw-{name}" viewBox="0 0 16 16" fill="currentColor">{drawing}</symbol>'
        for name, drawing in SHAPES.items()
    )
    return f'<svg class="rw-sprite" aria-hidden="true" width="0" height="0">{symbols}</svg>'
