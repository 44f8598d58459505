"""What the pages know beyond the corpus: where the site stands, and how a reader can change it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from rulewise.history import Edition
from rulewise.history.changes import Story

KEYS = ("also_search", "as_at", "contact", "edit_url", "search_pages")
"""What ``extra.rulewise`` in mkdocs.yml may hold."""

_SITE = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~%/-]*)?", re.ASCII)
"""A page's address with nothing in it that a content security policy could misread."""


@dataclass(frozen=True)
class OtherSite:
    """Another site whose guidance the search looks in too."""

    title: str
    url: str
    """Its address, with a slash at its end."""

    @property
    def origin(self) -> str:
        """Where it is asked, as a policy names it."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.url))


@dataclass(frozen=True)
class Setting:
    """The site around the corpus; all but the first has a default, so that a small site needs no settings."""

    home: str
    """Markdown for the top of the home page."""
    name: str = "Rulewise"
    """What the site is called, for citations."""
    address: str = ""
    """Where the site is published, with a slash at its end; nothing when nobody said."""
    edit: str | None = None
    """The start of the address at which a file opens in an editor; its path from the root follows."""
    search_pages: tuple[str, ...] = ()
    """Pages about the site that readers may search for: paths from ``docs/``."""
    also_search: tuple[OtherSite, ...] = ()
    """Other sites that the search looks in too."""
    contact: str | None = None
    """The address that takes a suggestion from a reader without an account: of a page, or ``mailto:``."""
    print_edition: str = ""
    """The path of the register as PDF, where there is one to lead to."""
    story: Story | None = None
    """The corpus through time; None where nobody looked for it."""
    editions: tuple[Edition, ...] = ()
    """The days whose text stays published under ``/as-at/``."""

    @classmethod
    def told(cls, home: str, name: str, address: str | None, extra: Mapping[str, Any] | None) -> "Setting":
        """Read a site's name, its address and its ``extra.rulewise``; ValueError says what is wrong."""
        extra = extra or {}
        if strange := sorted(set(extra) - set(KEYS)):
            raise ValueError(
                f"extra.rulewise holds {', '.join(strange)}, which nothing reads: it may hold {', '.join(KEYS)}"
            )
        edit, contact = _text(extra, "edit_url"), _text(extra, "contact")
        if edit and not _is_page(edit):
            raise ValueError(f"extra.rulewise.edit_url is “{edit}”: write the address, https:// and all")
        if contact and "@" in contact and "/" not in contact and ":" not in contact:
            contact = f"mailto:{quote(contact, safe='@+')}"
        if contact and not (contact.startswith("mailto:") or _is_page(contact)):
            raise ValueError(
                f"extra.rulewise.contact is “{contact}”: write a mail address, or that of a page, https:// and all"
            )
        found = extra.get("search_pages") or []
        if not isinstance(found, list) or not all(isinstance(page, str) for page in found):
            raise ValueError("extra.rulewise.search_pages is a list of pages, such as [how-to-read.md]")
        return cls(
            home=home,
            name=name,
            address=f"{address.rstrip('/')}/" if address else "",
            edit=f"{edit.rstrip('/')}/" if edit else None,
            search_pages=tuple(found),
            also_search=tuple(_others(extra.get("also_search") or [])),
            contact=contact,
        )

    def contact_about(self, subject: str) -> str | None:
        """Return the address that takes a suggestion; a mail begins with its subject."""
        if self.contact and self.contact.startswith("mailto:") and "?" not in self.contact:
            return f"{self.contact}?subject={quote(subject)}"
        return self.contact

    def editor_of(self, path: str) -> str | None:
        """Return the address at which a file of the corpus opens in an editor, if the site names one."""
        return f"{self.edit}{quote(path)}" if self.edit else None


def _text(extra: Mapping[str, Any], key: str) -> str | None:
    value = extra.get(key)
    return str(value).strip() or None if value is not None else None


def _others(told: Any) -> Iterator[OtherSite]:
    for one in told if isinstance(told, list) else [told]:
        about = one if isinstance(one, dict) and set(one) == {"title", "url"} else {}
        title, url = _text(about, "title"), _text(about, "url")
        if not title or not url or not _SITE.fullmatch(url):
            raise ValueError(
                f"extra.rulewise.also_search holds “{one}”: each site there has a title and the url of its home page,"
                " such as {title: Northmere, url: https://northmere.example/guide/}"
            )
        yield OtherSite(title, f"{url.rstrip('/')}/")


def _is_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
