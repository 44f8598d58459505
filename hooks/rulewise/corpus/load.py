"""A folder of guidance to a corpus: every file read, nothing raised, nothing followed out of it."""

import multiprocessing
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from rulewise.corpus.corpus import Corpus
from rulewise.corpus.entry import Entry, make_entry
from rulewise.corpus.record import Record, restore, to_record
from rulewise.corpus.vocabulary import read_vocabulary, vocabulary_bytes
from rulewise.model.problem import Problem
from rulewise.source.files import Found, read_bytes, walk

GUIDANCE = "guidance"
"""The folder under the root that holds the corpus."""

VOCABULARY = f"{GUIDANCE}/vocabulary.yml"
"""The file of the closed lists."""

MANY = 400
"""Files from which a second process pays for itself."""

BATCH = 50
"""Files that a process takes at a time."""

Examine = Callable[[Entry], Entry]
"""What looks at one file on its own and adds what it finds to the entry's problems."""

Memory = dict[str, tuple[list[int], Record]]
"""What is known of files from an earlier run: path to stamp and record."""

Progress = Callable[[int, int], None]
"""Told how many files of how many are done."""


class NoGuidance(Exception):
    """There is no folder ``guidance`` where one was expected."""


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that holds ``guidance/``; raises `NoGuidance`."""
    for folder in (start, *start.parents):
        if (folder / GUIDANCE).is_dir():
            return folder
    raise NoGuidance(f"no folder “{GUIDANCE}” in {start} or above it; name the root with --root DIR")


def load(
    root: Path,
    examine: Examine = lambda entry: entry,
    memory: Memory | None = None,
    progress: Progress = lambda done, total: None,
) -> Corpus:
    """Read every file under ``root/guidance``.

    ``memory`` is consulted for files that have not changed, and brought up to date in place. Raises `NoGuidance`.
    """
    if not (root / GUIDANCE).is_dir():
        raise NoGuidance(f"no folder “{GUIDANCE}” in {root}; name the root with --root DIR")
    problems: list[Problem] = []
    files: list[Found] = []
    for found in walk(root, GUIDANCE):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            files.append(found)
    known = {} if memory is None else memory
    changed = [file for file in files if known.get(file.path, ((), ()))[0] != list(file.stamp)]
    fresh = _read(root, [file.path for file in changed], examine, progress)
    entries = [fresh[file.path] if file.path in fresh else restore(known[file.path][1]) for file in files]
    if memory is not None:
        stamps = {file.path: list(file.stamp) for file in files}
        kept = {path: memory[path] for path in stamps if path in memory and path not in fresh}
        memory.clear()
        memory.update(kept)
        memory.update({path: (stamps[path], to_record(entry)) for path, entry in fresh.items()})
    return make_corpus(root, entries, vocabulary_bytes(root, VOCABULARY), problems)


def make_corpus(
    root: Path, entries: Iterable[Entry], vocabulary: bytes | Problem | None, problems: Iterable[Problem] = ()
) -> Corpus:
    """Make a corpus of entries in the order of `path_order`, and the bytes of the vocabulary's file if there is one."""
    lists, document, wrong = read_vocabulary(VOCABULARY, vocabulary)
    return Corpus(root, tuple(entries), lists, document, (*wrong, *problems))


def path_order(path: str) -> list[str]:
    """Return the key by which paths are sorted, as `rulewise.source.files.walk` finds them."""
    return path.split("/")


def _read(root: Path, paths: list[str], examine: Examine, progress: Progress) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for entry in _entries(root, paths, examine):
        entries[entry.path] = entry
        if len(entries) % 100 == 0 or len(entries) == len(paths):
            progress(len(entries), len(paths))
    return entries


def _entries(root: Path, paths: list[str], examine: Examine) -> Iterable[Entry]:
    workers = min(os.cpu_count() or 1, 4)
    if len(paths) < MANY or workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        for path in paths:
            yield read_entry(root, path, examine)
        return
    context = multiprocessing.get_context("fork")
    work = _Work(root, examine, [paths[i : i + BATCH] for i in range(0, len(paths), BATCH)], context.Value("i", 0))
    with context.Pool(workers - 1, _prepare, (work,)) as pool:
        # This process reads too: what it reads itself need not be handed from process to process.
        handed = pool.imap_unordered(_read_batch, range(len(work.batches)))
        while batch := work.take():
            for path in batch:
                yield read_entry(root, path, examine)
            with suppress(multiprocessing.TimeoutError, StopIteration):
                while True:
                    yield from map(restore, handed.next(0))
        for records in handed:
            yield from map(restore, records)


def read_entry(root: Path, path: str, examine: Examine) -> Entry:
    """Read and examine one file."""
    data = read_bytes(root, path)
    if isinstance(data, Problem):
        return Entry(path, None, None, None, problems=(data,))
    return examine(make_entry(path, data))


class _Work(NamedTuple):
    """Files in batches, of which every process takes the next when it has done the last."""

    root: Path
    examine: Examine
    batches: list[list[str]]
    taken: Any
    """A number that the processes share."""

    def take(self) -> list[str]:
        """Return the next batch, and nothing when all are taken."""
        with self.taken.get_lock():
            i = self.taken.value
            self.taken.value += 1
        return self.batches[i] if i < len(self.batches) else []


_work: _Work


def _prepare(work: _Work) -> None:
    global _work  # noqa: PLW0603 - a forked worker's whole state, set once when it starts
    _work = work


def _read_batch(_turn: int) -> list[Record]:
    return [to_record(read_entry(_work.root, path, _work.examine)) for path in _work.take()]
