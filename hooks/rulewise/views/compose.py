"""A clean corpus to the pages that people read: plain Markdown with a little HTML, for any Python-Markdown builder."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markdown.extensions.toc import slugify
from markupsafe import Markup

from rulewise.checks import Report
from rulewise.corpus import Corpus
from rulewise.model.provision import Provision
from rulewise.source.escape import markdown_text
from rulewise.views import changes, lists, moment, past, provision
from rulewise.views.facts import not_now, place, span, standing
from rulewise.views.journey import picture
from rulewise.views.marks import JUDGEMENT, mark_of, shape_svg
from rulewise.views.setting import Setting
from rulewise.views.shelf import Shelf
from rulewise.views.text import long_date, page_of, relative

HOME = "index.md"
"""The page about the site that becomes the top of the home page."""

LATELY = 5
"""Changes on the home page."""


def compose(report: Report, setting: Setting) -> dict[str, str]:
    """Return every composed page by its path.

    The report has to be of a corpus without errors; ValueError when its vocabulary could not be read.
    """
    if report.corpus.vocabulary is None:
        raise ValueError("the vocabulary could not be read")
    shelf = Shelf(report, report.corpus.vocabulary, setting)
    render = partial(_render, environment(shelf))
    pages = [("provision", context) for context in _provisions(shelf)]
    pages += [("moment", moment.stage_context(shelf, stage)) for stage in shelf.vocabulary.stages]
    pages += [("moment", moment.role_context(shelf, role)) for role in shelf.vocabulary.roles]
    pages += lists.pages(shelf)
    pages += past.pages(shelf)
    pages += changes.pages(shelf)
    pages.append(("home", _home(shelf)))
    return {context["page"]: render(template, context) for template, context in pages}


def _provisions(shelf: Shelf) -> Iterator[dict[str, Any]]:
    corpus: Corpus = shelf.corpus
    for entry in corpus.by_id.values():
        document = corpus.document(entry)
        if entry.provision and document:
            yield provision.context(shelf, entry.provision, document)


def _home(shelf: Shelf) -> dict[str, Any]:
    title, _, text = shelf.setting.home.partition("\n")
    intro, line, rest = text.partition("\n## ")
    amended = [p for p in shelf.standing if p.amended]
    return {
        "page": HOME,
        "heading": title.removeprefix("#").strip(),
        "summary": "What the law requires, what guidance expects, what is advised, and what is left to you.",
        "intro": Markup(intro.strip()),  # noqa: S704 - a page of the site's own
        "rest": Markup(f"## {rest}" if line else ""),  # noqa: S704 - the same
        "four": [
            (moment.MARKS[0], "What the law requires"),
            (moment.MARKS[1], "What statutory guidance expects"),
            (moment.MARKS[2], "What your profession advises"),
            (JUDGEMENT, "What is yours to judge"),
        ],
        "roles": shelf.vocabulary.roles,
        "stages": shelf.vocabulary.stages,
        "boards": shelf.vocabulary.boards,
        "picture": picture(shelf),
        "lately": _lately(amended),
    }


def _lately(provisions: Iterable[Provision]) -> list[Provision]:
    """List what changed last; of one day, what binds and what advises take turns."""
    edges = [mark.edge for mark in moment.MARKS]
    turns: Counter[tuple[int, int]] = Counter()
    found = []
    for one in sorted(provisions, key=lambda p: p.id):
        edge, day = mark_of(one).edge, one.amended.toordinal() if one.amended else 0
        place = edges.index(edge) if edge in edges else len(edges)
        found.append((-day, turns[day, place], place, one))
        turns[day, place] += 1
    return [one for *_order, one in sorted(found, key=lambda found: found[:3])][:LATELY]


def environment(shelf: Shelf) -> jinja2.Environment:
    """Return the templates with what they draw from."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        date=long_date,
        mark=mark_of,
        md=markdown_text,
        page=page_of,
        roles=lambda ids: ", ".join(shelf.vocabulary.role(i).title for i in ids),
        place=place,
        span=span,
        shape=lambda shape, edge="none": Markup(shape_svg(shape, edge)),  # noqa: S704 - our own drawing
        slug=lambda text: slugify(text, "-"),
        standing=lambda p: standing(p, shelf.as_at),
        when=lambda p: not_now(p, shelf.as_at),
        to=relative,
        yaml=lambda value: Markup(json.dumps(value, ensure_ascii=False)),  # noqa: S704 - in the front matter, not in HTML
    )
    return environment


def _render(environment: jinja2.Environment, template: str, context: dict[str, Any]) -> str:
    text = environment.get_template(f"{template}.md.j2").render(context)
    # Blocks that came out empty leave blank lines behind.
    lines: list[str] = []
    for line in text.strip().split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines) + "\n"
