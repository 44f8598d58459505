"""A state of the corpus by the name that a person gives it: a revision of git, or a folder."""

from pathlib import Path

from rulewise.corpus import GUIDANCE, Corpus, load
from rulewise.history.git import NoHistory, git, resolve
from rulewise.history.revision import Known, corpus_at, known_in


def states(root: Path, base: str, head: str | None, *, merge_base: bool = False) -> tuple[Corpus, Corpus]:
    """Return two states of the corpus under ``root``; raises `NoHistory`.

    A name that begins with “.” or “/” is a folder that holds ``guidance/``; any other is a revision, or else a folder.
    Without ``head`` it is the folder ``root`` as it stands. ``merge_base``: ``base`` is where ``head`` left it.
    """
    if merge_base:
        base = git(root, "merge-base", resolve(root, base), resolve(root, head or "HEAD")).decode().strip()
    before, after = _revision(root, base), _revision(root, head) if head else root
    known: Known = {}
    if isinstance(after, str):
        return _state(root, before, known), _state(root, after, known)
    later = load(after)
    if isinstance(before, str):
        known = known_in(after, later, like=before)
    return _state(root, before, known), later


def _revision(root: Path, name: str) -> str | Path:
    """Return the commit that a name stands for, or the folder."""
    folder = Path(name)
    if not name.startswith((".", "/")):
        try:
            return resolve(root, name)
        except NoHistory:
            if not (folder / GUIDANCE).is_dir():
                raise
    if not (folder / GUIDANCE).is_dir():
        raise NoHistory(f"no folder “{GUIDANCE}” in “{name}”; name a revision, or a folder that holds one")
    return folder.resolve()


def _state(root: Path, place: str | Path, known: Known) -> Corpus:
    return corpus_at(root, place, known) if isinstance(place, str) else load(place)
