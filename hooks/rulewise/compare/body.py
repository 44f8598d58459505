"""Changes to a text: its words by section, and what it links to."""

from collections.abc import Iterator

from rulewise.compare.change import Grade, Sort
from rulewise.compare.fields import Difference, listed
from rulewise.compare.grades import arrival, departure
from rulewise.compare.substance import same_substance
from rulewise.corpus import TEXT, Corpus, Entry
from rulewise.model.provision import Provision, Statutory
from rulewise.source.body import headings_of, lead
from rulewise.source.document import Document

OPEN = "left to judgement"
"""The section of a rule in which it says what it does not rule."""
_LEAD = "the lead"
_FEW = 3


def of_body(base: Corpus, head: Corpus, old: Entry, new: Entry, now: Provision) -> Iterator[Difference]:
    """Compare the bodies of one provision's files."""
    before, after = base.document(old), head.document(new)
    if before and after and before.body != after.body:
        yield _of_words(before, after, now)
    was, is_now = dict.fromkeys(_linked(old)), dict.fromkeys(_linked(new))
    more, fewer = [link for link in is_now if link not in was], [link for link in was if link not in is_now]
    if more:
        words = f"the text now links to {listed(more)}"
        yield Difference(Sort.LINKS_ADDED, Grade.NONE, TEXT, None, ", ".join(more), words)
    if fewer:
        words = f"the text no longer links to {listed(fewer)}"
        yield Difference(Sort.LINKS_DROPPED, Grade.NONE, TEXT, ", ".join(fewer), None, words)


def _linked(entry: Entry) -> Iterator[str]:
    yield from (mention.target for mention in entry.mentions)
    yield from (destination.to for destination in entry.destinations)


def _of_words(before: Document, after: Document, now: Provision) -> Difference:
    # A text that was made to hang a reader is not read: it says something else, and the check says the rest.
    hostile = before.refused or after.refused
    if not hostile and same_substance(before.body, after.body):
        return Difference(
            Sort.REWORDED_IN_FORM, Grade.NONE, TEXT, before.body, after.body, "text reworded in form only"
        )
    changed = [] if hostile else _changed_sections(before.body, after.body)
    where = f" ({', '.join(changed[:_FEW])}{' and more' if len(changed) > _FEW else ''})" if changed else ""
    only_open = isinstance(now, Statutory) and {name.casefold() for name in changed} == {OPEN}
    grade = departure(now) if only_open else arrival(now)
    return Difference(Sort.REWORDED, grade, TEXT, before.body, after.body, f"text reworded in substance{where}")


def _changed_sections(was: str, now: str) -> list[str]:
    before, after = _sections(was), _sections(now)
    names = dict.fromkeys([*before, *after])
    return [name for name in names if not same_substance(before.get(name, ""), after.get(name, ""))]


def _sections(body: str) -> dict[str, str]:
    headings = [heading for heading in headings_of(body) if heading.level <= 2]  # noqa: PLR2004 - Markdown's ##
    found = {_LEAD: lead(body, headings)}
    for heading in headings:
        found[heading.text] = found.get(heading.text, "") + body[heading.start : heading.end]
    return found
