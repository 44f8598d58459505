"""Feeds of changes, as Atom: everything, one role's part, one stage's part. No clock but the commits'."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from rulewise.checks.hidden import HIDDEN
from rulewise.corpus import Corpus
from rulewise.history.changes import Altered, Story, known_changes, of_role, of_stage
from rulewise.model.vocabulary import Vocabulary

MOST = 50
"""Entries in a feed, the newest first."""

NOWHERE = "rulewise.invalid"
"""The authority in ids of a site that does not say its address."""

SINCE = "2026"
"""The year in the ids of feeds, which has to stay the same for ever."""


class _Feed(Atom1Feed):  # type: ignore[misc]  # the library is untyped
    """A feed whose time is that of what it is about, even when nothing has changed yet."""

    def __init__(self, quiet: dt.datetime, **about: str | None) -> None:
        super().__init__(**about)
        self.quiet = quiet

    def latest_post_date(self) -> dt.datetime:
        """Return the time of the newest entry."""
        return max((item["updateddate"] for item in self.items), default=self.quiet)


def feeds(story: Story, corpus: Corpus, vocabulary: Vocabulary, name: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every feed.

    ``address`` is where the site is published, with a slash at its end; without it links are relative to the feed, as
    RFC 4287 allows, and ids have no owner.
    """
    changes = known_changes(story, corpus)[::-1]
    of = partial(_feed, story, corpus, name, address)
    yield "changes.xml", of("changes.xml", "changes", changes)
    for role in vocabulary.roles:
        path = f"changes/{role.id}.xml"
        yield path, of(path, f"changes for {role.title}", of_role(changes, role.id))
    for stage in vocabulary.stages:
        path = f"changes/stages/{stage.id}.xml"
        yield path, of(path, f"changes at {stage.title}", of_stage(changes, stage.id))


def _feed(
    story: Story, corpus: Corpus, name: str, address: str, path: str, what: str, changes: Sequence[Altered]
) -> str:
    up = address or "../" * path.count("/")
    page = f"{up}{path.removesuffix('.xml')}/"
    commits = story.history.line.commits
    feed = _Feed(
        _time(commits[-1].seconds if commits else 0),
        title=f"{name}: {what}",
        link=page,
        description="What changed in the guidance, and what it does to practice",
        language="en-GB",
        author_name=name,
        feed_url=f"{address}{path}" if address else None,
        feed_guid=_tag(address, SINCE, path),
    )
    for one in changes[:MOST]:
        provision = corpus.get(one.id)
        when = _time(one.commit.seconds) if one.commit else dt.datetime.combine(one.day, dt.time(), dt.UTC)
        feed.add_item(
            title=_seen(f"{provision.title if provision else one.title} ({one.id}): {one.grade.value}"),
            link=f"{up}{provision.address}" if provision else page,
            description=_seen(_told(one)),
            unique_id=_named(address, one),
            pubdate=when,
            updateddate=when,
            categories=[one.grade.value, *one.roles, *one.stages],
        )
    return str(feed.writeString("utf-8")) + "\n"


def _told(one: Altered) -> str:
    changes = sorted(one.changes, key=lambda change: change.grade.rank)
    items = "".join(f"<li>{escape(change.explanation)}</li>" for change in changes)
    return f"<p>{escape(one.grade.value.capitalize())}.</p><ul>{items}</ul>"


def _named(address: str, one: Altered) -> str:
    """Name a change for ever: by its commit, whatever day that is taken to be of; without git by its day."""
    if one.commit:
        return _tag(address, SINCE, f"{one.id}/{one.commit.id[:12]}")
    return _tag(address, str(one.day), f"{one.id}/amended")


def _tag(address: str, date: str, what: str) -> str:
    parts = urlsplit(address)
    return f"tag:{parts.hostname or NOWHERE},{date}:{parts.path or '/'}{what}"


def _time(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _seen(text: str) -> str:
    return HIDDEN.sub("", text)
