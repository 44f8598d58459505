"""Figures as pictures: bars drawn when the site is built, with the same numbers in a table beside them."""

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDE, LINE = 280, 38
"""The width of a picture, and the height of a row: its words with a bar under them."""

_SOLID = '<rect class="rw-bar" x="{x:.1f}" y="{y}" width="{wide:.1f}" height="12"></rect>'
_FRAME = '<rect class="rw-bar rw-bar--{edge}" x="{x:.1f}" y="{y}" width="{wide:.1f}" height="10"></rect>'


def bars(name: str, title: str, text: str, rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Markup:
    """Draw a bar for each row: its words, and its parts by the edge that they have everywhere on the site.

    ``name`` makes the ids of this picture its own.
    """
    most = max((sum(number for _edge, number in parts) for _words, parts in rows), default=0) or 1
    drawn = []
    for i, (words, parts) in enumerate(rows):
        top, x = i * LINE, 0.0
        drawn.append(f'<text x="0" y="{top + 14}">{escape(words)}</text>')
        for edge, number in parts:
            wide = number / most * WIDE
            if number and edge == "law":
                drawn.append(_SOLID.format(x=x, y=top + 20, wide=max(wide - 2, 1)))
            elif number:
                drawn.append(_FRAME.format(edge=edge, x=x + 1, y=top + 21, wide=max(wide - 4, 1)))
            x += wide
    return Markup(  # noqa: S704 - words are escaped
        f'<svg class="rw-bars" viewBox="0 0 {WIDE} {len(rows) * LINE}" role="img"'
        f' aria-labelledby="{name}-title {name}-text"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-text">{escape(text)}</desc>{"".join(drawn)}</svg>'
    )
