"""``rulewise build``, ``serve``, ``prepare`` and ``export``: from checked guidance to what people and programs read."""

import datetime as dt
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from rulewise.checks import Report
from rulewise.cli.check import fails, run_check
from rulewise.cli.editions import publish_edition, shelved, wanted_edition
from rulewise.cli.options import Failure, as_at_option, line_reader, painter, progress, root_option, say
from rulewise.render.text import problems_as_text, summary

CONFIG = "mkdocs.yml"
PREPARED = ".rulewise-prepared"
"""Marks a folder that `prepare` wrote, and may replace."""


def _checked(root: Path, as_at: dt.date | None, *, strict: bool = False) -> Report:
    """Check the corpus; stop with exit code 1 when something in it may not be published."""
    from rulewise.site.stamp import stamp_of

    report = run_check(root, as_at or stamp_of(root, int(time.time())).day)
    bad = [problem for problem in report.problems if fails(problem, strict=strict)]
    if bad:
        say(problems_as_text(bad, line_reader(root), painter(sys.stderr)).rstrip())
    say(summary(len(report.corpus.entries), report.problems))
    if bad:
        say("Nothing was published; what was there before is as it was.")
        sys.exit(1)
    return report


@click.command(name="build")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to publish.  [default: site, or as mkdocs.yml says]",
)
@click.option("--pdf", is_flag=True, help="Make the print edition of the register too (needs rulewise[pdf] and Pango).")
@click.option(
    "--offline",
    "zipped",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.zip",
    help="Write a copy of the site too that opens without a web server, search and all.",
)
@click.option("--strict", is_flag=True, help="Let warnings in the guidance stop the build too.")
@as_at_option("the day of the commit, or today where files differ from it")
@root_option
def build_command(
    *, site_dir: Path | None, pdf: bool, zipped: Path | None, strict: bool, as_at: dt.date | None, root: Path
) -> None:
    """Check the guidance, compose its pages and publish them as a searchable site.

    The site is built in a folder beside and takes the place of the last one only when it is whole: a failed check, a
    crash or an interruption leaves the last good site untouched. Building one commit twice gives the same bytes.

    Exit code 0: published. 1: the guidance has errors. 2: it could not be built.

    \b
    Examples:
      rulewise build
      rulewise build --strict --site-dir public
      rulewise build --pdf
      rulewise build --offline guidance.zip
    """
    for place in filter(None, (site_dir, zipped)):
        _keep_out(place, root)
    edition = wanted_edition(root, as_at)
    report = _checked(root, as_at, strict=strict) if edition is None else None
    # MkDocs takes half a second to import, which a failed check need not wait for.
    from rulewise.site.publish import NotPublished, publish, target_of

    config, out = root / CONFIG, site_dir.resolve() if site_dir else None
    try:
        if edition:
            folder, count = publish_edition(root, edition, config, out, pdf=pdf)
        elif report:
            with shelved(root, config, target_of(config, out)) as past, progress("Publishing") as advance:
                folder = publish(report, config, out, say, advance, past, pdf=pdf)
            count = len(report.corpus.by_id)
    except NotPublished as error:
        raise Failure(f"{error}\nThe last good site is as it was.") from None
    shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    say(f"Published {count:,} provisions to {shown}/")
    say(f"To look at it: python3 -m http.server --bind 127.0.0.1 --directory {shown}, then open http://127.0.0.1:8000/")
    if zipped:
        _zip(folder, zipped, root)


def _zip(site: Path, out: Path, root: Path) -> None:
    """Write a published site as one file."""
    from rulewise.site.publish import setting_of
    from rulewise.site.stamp import stamp_of
    from rulewise.site.swap import NotOurs
    from rulewise.site.zipped import write_zip

    try:
        write_zip(site, out, stamp_of(root, int(time.time())).seconds, setting_of(root / CONFIG, "").address)
    except NotOurs as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or out}: {error.strerror}") from None
    say(f"Wrote {out} ({out.stat().st_size / 1e6:.1f} MB): unpack it and open index.html")


@click.command(name="serve")
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@root_option
def serve_command(*, address: str, root: Path) -> None:
    """Show the site in a browser and build it again whenever a file changes. Stop it with Ctrl-C."""
    from rulewise.site.publish import NotPublished
    from rulewise.site.serving import serve

    try:
        serve(root / CONFIG, address, say)
    except NotPublished as error:
        raise Failure(str(error)) from None


@click.command(name="prepare")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@as_at_option("the day of the commit, or today where files differ from it")
@root_option
def prepare_command(*, out: Path, as_at: dt.date | None, root: Path) -> None:
    """Write the composed pages as plain Markdown to OUT, for any other site builder.

    The pages about the site (docs/), the guidance's pictures and the feeds of changes come along. OUT is replaced as
    a whole.
    """
    report = _checked(root, as_at)
    from rulewise.checks.pages import PICTURES
    from rulewise.history import history_of
    from rulewise.history.changes import Story
    from rulewise.site.past import composed_of
    from rulewise.site.publish import NotPublished, setting_of
    from rulewise.views.text import picture_paths

    with _replaced(out, root, lambda folder: (folder / PREPARED).is_file()) as new:
        docs = root / "docs"
        if docs.is_dir():
            shutil.copytree(docs, new, dirs_exist_ok=True, ignore=_links_in)
        home = (new / "index.md").read_text("utf-8") if (new / "index.md").is_file() else "# Guidance\n"
        try:
            setting = replace(setting_of(root / CONFIG, home), story=Story(history_of(root)))
            pages = composed_of(report, setting)
        except NotPublished as error:
            raise Failure(str(error)) from None
        for path, text in pages.items():
            _write(new / path, text)
        for picture in picture_paths(report.corpus, PICTURES, lambda path: (root / path).is_file()):
            target = new / picture.replace("guidance/", "pictures/", 1)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / picture, target)
        _write(new / PREPARED, "Written by rulewise prepare, which may replace this folder.\n")
    say(f"Wrote {len(pages):,} composed pages to {out}/")


@click.command(name="export")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@as_at_option("the day of the commit, or today where files differ from it")
@root_option
def export_command(*, out: Path, as_at: dt.date | None, root: Path) -> None:
    """Write the data files alone to OUT: guidance.json, its schema, one file a provision, and build.json.

    OUT is replaced as a whole.
    """
    report = _checked(root, as_at)
    from rulewise.export import build_file, data_files
    from rulewise.site.stamp import stamp_of

    stamp = stamp_of(root, int(time.time()))
    with _replaced(out, root, _is_export) as new:
        for path, text in data_files(report.corpus):
            _write(new / path, text)
        about = build_file(report.corpus, commit=stamp.commit, changed=stamp.changed, as_at=report.as_at.isoformat())
        _write(new / "build.json", about)
    say(f"Wrote {len(report.corpus.by_id):,} provisions to {out}/")


@contextmanager
def _replaced(out: Path, root: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give a folder beside ``out`` that takes its place when the block ends well."""
    from rulewise.site.swap import NotOurs, beside, ended_by_signals, swap

    _keep_out(out, root)
    try:
        with ended_by_signals():
            new = beside(out.resolve(), is_ours)
            yield new
            swap(new, out.resolve())
    except NotOurs as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename or out}: {error.strerror}") from None


def _keep_out(out: Path, root: Path) -> None:
    """Refuse a place among what people write."""
    for source in ("guidance", "docs"):
        if out.resolve().is_relative_to((root / source).resolve()):
            raise click.UsageError(f"“{out}” lies in {source}/, which people write; name a folder outside it")


def _links_in(folder: str, names: list[str]) -> list[str]:
    """Name the symbolic links in a folder, which are never followed."""
    return [name for name in names if (Path(folder) / name).is_symlink()]


def _is_export(folder: Path) -> bool:
    """Tell what `export` wrote from a published site, which holds the same files and pages too."""
    return (folder / "guidance.json").is_file() and not (folder / "index.html").exists()


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
