"""Put the guidance of another checkout in the place of this one's, as text and pictures alone.

``lay_over.py FROM TO`` replaces ``TO/guidance``. Nothing is run, no link is followed, and whatever is neither text nor
a picture of a fair size stays behind; `rulewise check` has said by then what it thinks of those.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

TEXT, PICTURES = (".md", ".yml"), (".png", ".jpg", ".jpeg", ".gif", ".webp")
LARGEST = {**dict.fromkeys(TEXT, 1_000_000), **dict.fromkeys(PICTURES, 5_000_000)}
MOST = 1_000_000_000
"""Bytes in all."""


def taken(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the plain files under a folder that are text or pictures of a fair size, sorted."""
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir(follow_symlinks=False):
            yield from taken(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            size, largest = entry.stat().st_size, LARGEST.get(Path(entry.name).suffix.lower(), -1)
            if size <= largest:
                yield entry


def lay_over(theirs: Path, ours: Path) -> None:
    """Replace the guidance of ``ours``; raises SystemExit when theirs is no folder, or too large for a preview."""
    source, target = theirs / "guidance", ours / "guidance"
    if source.is_symlink() or not source.is_dir():
        sys.exit("there is no folder “guidance” to show")
    files = list(taken(source))
    if sum(entry.stat().st_size for entry in files) > MOST:
        sys.exit("this is too much for a preview")
    shutil.rmtree(target)
    for entry in files:
        file = target / Path(entry.path).relative_to(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(entry.path, file, follow_symlinks=False)


if __name__ == "__main__":
    lay_over(Path(sys.argv[1]), Path(sys.argv[2]))
