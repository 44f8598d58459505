"""A content security policy for every page, without ``unsafe-inline``: what a page may run is named by its hash."""

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<code>.*?)</style>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"type\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)


def with_policy(html: str, others: Iterable[str] = (), *, live: bool = False) -> str:
    """Return a page with its policy right after its character set, before anything that it could hold back.

    Scripts may fetch from ``others``, the origins of sites that are searched too, and from nowhere else. A ``live``
    page, which only the machine that made it sees, also lets in the script by which its server reloads it.
    """
    scripts = {
        _hash(match["code"])
        for match in _SCRIPT.finditer(html)
        if match["code"] and "src=" not in match["attributes"] and not _DATA.search(match["attributes"])
    }
    styles = {_hash(match["code"]) for match in _STYLE.finditer(html)}
    policy = "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *(["'unsafe-inline'"] if live else sorted(scripts)))),
            " ".join(("style-src 'self'", *sorted(styles))),
            "img-src 'self' data:",
            "font-src 'self'",
            " ".join(("connect-src 'self'", *others)),
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda match: f"{match[0]}\n{meta}", html, count=1)


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
