"""A scratch repository with a scripted history, the same bytes and the same commits on every machine.

Each step is one commit with a tag of its name: a start, a college's edit, a forbidden edit of the law's text, a rule
that becomes advice, a change in law that makes six pages stale, a rename, a removal.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from conftest import CASES, lay
from support import AUTHORITY, path_of, provision

Files = dict[str, str | bytes | None]


class Step(NamedTuple):
    """One commit: its tag, its day, who made it, what it says and what it writes; None takes a file away."""

    name: str
    day: str
    author: str
    message: str
    files: Callable[[], Files]


EXPECTED = {**AUTHORITY, "instrument": "Example Guidance", "source": "statutory-guidance", "force": "expectation"}
_DATES = {"reviewed": "2026-01-10", "review_by": "2027-01-10"}
_LAW = {
    **_DATES,
    "title": "Make enquiries",
    "summary": "The authority must find out whether the child is safe.",
    "roles": ["local-authority", "social-worker"],
    "authority": [AUTHORITY],
}
_VISIT = {
    **_DATES,
    "title": "Visit the child at home",
    "summary": "The authority must visit.",
    "authority": [AUTHORITY],
}
_RECORD = {
    **_DATES,
    "title": "Write down what was said",
    "summary": "The authority should write down what was said.",
    "authority": [EXPECTED],
}
_LISTEN = {
    **_DATES,
    "title": "See the child alone",
    "summary": "Talk with the child where nobody else is listening.",
    "supports": ["S-001"],
}
ENQUIRE = "The authority must find out whether the child is safe. It must begin within 10 working days."


def _start() -> Files:
    texts = {
        "P-01": provision("P-01", **_DATES, title="Keep the child at the centre"),
        "S-001": provision(
            "S-001",
            ENQUIRE,
            **_LAW,
            timescale={"limit": "10 working days", "from": "the referral", "source": "act"},
        ),
        "S-002": provision("S-002", "The authority must visit the child at home.", **_VISIT),
        "S-003": provision("S-003", "The authority should write down what was said, in the child's words.", **_RECORD),
        "A-001": provision("A-001", "Talk with the child where nobody else is listening.", **_LISTEN),
        "A-002": provision("A-002", "Ask twice.", **{**_LISTEN, "title": "Ask twice"}),
        "A-003": provision("A-003", "Say when you will come back.", **{**_LISTEN, "title": "Say when you come back"}),
        "L-northmere-01": provision("L-northmere-01", "Ring the night team.", **_DATES, title="Ring the night team"),
        "C-001": provision("C-001", **_DATES, title="Nobody asked the child"),
        "M-01": provision("M-01", **_DATES, title="Children seen alone"),
    }
    files: Files = {path_of(identifier): text for identifier, text in texts.items()}
    return {"guidance/vocabulary.yml": (CASES / "base/guidance/vocabulary.yml").read_bytes(), **files}


def _college() -> Files:
    lead = "Talk with the child alone, and more than once. Tell the child what you will write down."
    edited = {**_LISTEN, "amended": "2026-02-20", "reviewed": "2026-02-20", "review_by": "2027-02-20"}
    return {path_of("A-001"): provision("A-001", lead, **edited)}


def _forbidden() -> Files:
    return {path_of("S-002"): provision("S-002", "The authority must try to visit the child at home.", **_VISIT)}


def _reclassified() -> Files:
    ended = {**_RECORD, "withdrawn": {"on": "2026-04-20", "because": "it is advice", "replaced_by": "A-004"}}
    advice = {
        **_LISTEN,
        "reviewed": "2026-04-20",
        "review_by": "2027-04-20",
        "supports": ["S-002"],
        "title": "Write down what was said",
        "summary": "Write down what was said, in the child's words.",
    }
    return {
        path_of("S-003"): provision(
            "S-003", "The authority should write down what was said, in the child's words.", **ended
        ),
        path_of("A-004"): provision("A-004", "Write down what was said, in the child's words.", **advice),
    }


def _law() -> Files:
    lead = "The authority must find out whether the child is safe. It must begin within 5 working days."
    amended = {**_LAW, "amended": "2026-05-20", "reviewed": "2026-05-20", "review_by": "2027-05-20"}
    limit = {"limit": "5 working days", "from": "the referral", "source": "act"}
    authority = [{**AUTHORITY, "provision": "section 5A", "bearers": ["local-authority", "police"]}]
    return {path_of("S-001"): provision("S-001", lead, **{**amended, "authority": authority}, timescale=limit)}


def _renamed() -> Files:
    text = _start()[path_of("A-002")]
    return {path_of("A-002"): None, "guidance/professional/enquiries/ask-twice.md": text}


def _removed() -> Files:
    return {path_of("A-003"): None}


STEPS = (
    Step("start", "2026-01-10", "The department", "Begin", _start),
    Step("college", "2026-02-20", "The college", "Say more about seeing the child alone", _college),
    Step("forbidden", "2026-03-20", "The college", "Soften the duty to visit", _forbidden),
    Step("reclassified", "2026-04-20", "The department", "What was a rule is advice", _reclassified),
    Step("law", "2026-05-20", "The department", "The Act was amended", _law),
    Step("renamed", "2026-06-20", "The college", "Name the file for what it says", _renamed),
    Step("removed", "2026-07-20", "The college", "Take a page away", _removed),
)


def scratch(root: Path) -> Path:
    """Make the repository under ``root``; every step is a tag, and ``main`` stands at the last."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    for step in STEPS:
        commit(root, step.files(), step.message, day=step.day, author=step.author)
        git(root, "tag", step.name)
    return root


def commit(root: Path, files: Files, message: str, *, day: str, author: str = "Somebody") -> str:
    """Lay files over a repository and commit all of it as on a day, at noon; return the commit's name."""
    lay(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message, day=day, author=author)
    return git(root, "rev-parse", "HEAD").strip()


def git(root: Path, *words: str, day: str = "2026-01-01", author: str = "Somebody") -> str:
    """Run git as nobody in particular, whatever this machine's own settings are."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", author), ("EMAIL", "someone@example.org"), ("DATE", f"{day}T12:00:00+00:00"))
    }
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *words], cwd=root, env={**os.environ, **who, **alone}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
