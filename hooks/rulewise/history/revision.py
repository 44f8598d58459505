"""The corpus as it stood at a revision, read from git's own store."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from rulewise.corpus import GUIDANCE, Corpus, Entry
from rulewise.corpus.entry import make_entry
from rulewise.corpus.load import VOCABULARY, make_corpus, path_order
from rulewise.history.git import blobs, git, resolve
from rulewise.model.problem import Problem
from rulewise.source.files import EXTENSION, read_bytes

Known = dict[tuple[str, str], Entry]
"""Entries by path and blob: what one state has read, another need not read again."""

_FILE, _LINK = "100", "120000"


class Blob(NamedTuple):
    """A file of a revision: its path from the root, the name of its contents, and its mode."""

    path: str
    name: str
    mode: str


def corpus_at(root: Path, revision: str, known: Known | None = None) -> Corpus:
    """Return the corpus under ``root`` as it stood at ``revision``; raises `rulewise.history.git.NoHistory`.

    ``known`` saves reading what another state holds too, and is added to. Every entry keeps its text. A revision
    without guidance is a corpus without entries.
    """
    known = {} if known is None else known
    files = files_at(root, resolve(root, revision))
    pages = sorted((file for file in files if _is_page(file.path)), key=lambda file: path_order(file.path))
    wanted = [file for file in files if file.path == VOCABULARY and file.mode.startswith(_FILE)]
    wanted += [file for file in pages if file.mode.startswith(_FILE) and (file.path, file.name) not in known]
    contents = dict(zip((file.path for file in wanted), blobs(root, (file.name for file in wanted)), strict=True))
    vocabulary = contents.pop(VOCABULARY, None)
    for file in wanted:
        if file.path in contents:
            known[file.path, file.name] = make_entry(file.path, contents[file.path])
    entries = [known[file.path, file.name] for file in pages if file.mode.startswith(_FILE)]
    problems = [_outside(file.path) for file in pages if file.mode == _LINK]
    return replace(make_corpus(root, entries, vocabulary, problems), past=True)


def files_at(root: Path, commit: str, parts: tuple[str, ...] = (GUIDANCE,)) -> list[Blob]:
    """List every file under ``guidance``, or other parts of a project, at a commit."""
    found = []
    for line in git(root, "ls-tree", "-r", "-z", commit, "--", *parts).split(b"\0"):
        if line:
            facts, _tab, path = line.partition(b"\t")
            mode, _sort, name = facts.decode().split()
            found.append(Blob(os.fsdecode(path), name, mode))
    return found


def known_in(root: Path, corpus: Corpus, *, like: str) -> Known:
    """Return the entries of a folder's corpus by the names that git would give their contents.

    ``like`` is the name of any object of the repository: its length tells how git names things there.
    """
    digest = hashlib.sha256 if len(like) == hashlib.sha256().digest_size * 2 else hashlib.sha1
    found: Known = {}
    for entry in corpus.entries:
        data = read_bytes(root, entry.path)
        if not isinstance(data, Problem):
            found[entry.path, digest(b"blob %d\0%b" % (len(data), data)).hexdigest()] = entry
    return found


def _is_page(path: str) -> bool:
    return path.lower().endswith(EXTENSION) and not any(part.startswith(".") for part in path.split("/"))


def _outside(path: str) -> Problem:
    message = f"“{path}” is a symbolic link, which is never followed"
    return Problem(path, 1, 1, "SF004", message, "put the file itself in the corpus")
