"""``rulewise check --fix`` and ``--diff``: mend what is certain, or show what would be mended."""

import difflib
from collections.abc import Callable
from pathlib import Path

import click

from rulewise.checks.fixes import fixed_file
from rulewise.cli.options import say
from rulewise.cli.review import write_beside_then_swap
from rulewise.corpus import load
from rulewise.model.problem import Problem
from rulewise.source.document import Document, read_document
from rulewise.source.files import read_bytes


def mend(root: Path, wanted: Callable[[str], bool], *, preview: bool) -> None:
    """Write each file that a fix changes; with ``preview``, print the differences instead."""
    corpus, changed = load(root), 0
    for entry in corpus.entries:
        data = read_bytes(root, entry.path) if wanted(entry.path) and entry.provision else None
        if data is None or isinstance(data, Problem):
            continue
        document = read_document(entry.path, data)
        if not isinstance(document, Document):
            continue
        new = fixed_file(document, data, corpus.by_id)
        if new == data:
            continue
        changed += 1
        if preview:
            before, after = (text.decode("utf-8-sig").splitlines(keepends=True) for text in (data, new))
            click.echo("".join(difflib.unified_diff(before, after, entry.path, entry.path)), nl=False)
        else:
            write_beside_then_swap(root / entry.path, new)
    say(
        f"{changed} file{'' if changed == 1 else 's'} {'would be' if preview else 'were' if changed != 1 else 'was'} "
        "mended"
    )
