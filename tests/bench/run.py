"""Measure the engine against its budgets: `make bench`, or `python tests/bench/run.py [--quick]`.

It measures and does not judge: the exit code is 0 unless something could not be run. Every figure is of a whole
process, its start included, with the files in the system's page cache; "cold" means that nothing of an earlier run
is remembered.
"""

import argparse
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

from corpus import AS_AT
from measure import Engine, NotRun, Run, commit_all, pages_in, plain_site, touch_one, touch_some, without_search
from table import MEMORY, RATIO, SECONDS, Figure, as_table

SIZES = (100, 1_000, 5_000, 10_000)
QUICK = (100, 1_000)
RUNS = 3
LARGE = 1_000
"""Provisions above which a build is measured once."""

CHECK_BUDGETS = {1_000: 0.7, 5_000: 2.0, 10_000: 4.0}
EDIT_BUDGETS = {10_000: 1.0}
DIFF_BUDGETS = {10_000: 10.0}
MEMORY_BUDGETS = {10_000: 400.0}
BUILD_RATIO = 1.3
BUILD_EDIT_BUDGETS = {5_000: 8.0}
SETTLED = 2.2
"""Seconds after writing a corpus before it is read: the engine mistrusts files that are younger than two."""


def tell(text: str) -> None:
    """Say on stderr what is being done."""
    print(text, file=sys.stderr, flush=True)


def repeated(what: str, times: int, run: Callable[[int], Run]) -> list[Run]:
    """Run something so many times, saying how long each took."""
    runs = []
    for i in range(times):
        runs.append(run(i))
        tell(f"  {what}: {runs[-1].seconds:.2f} s, CPU {runs[-1].cpu:.2f} s, {runs[-1].peak_mb:.0f} MB")
    return runs


def checks(engine: Engine, project: Path, size: int, folder: Path) -> Iterator[Figure]:
    """Measure `check` on one project."""
    words = ("check", "--root", str(project), "--as-at", AS_AT)

    def cold(i: int) -> Run:
        return engine.run(folder / f"cold{i}", *words, may_find=True)

    def without_cache(i: int) -> Run:
        return engine.run(folder / f"none{i}", *words, "--no-cache", may_find=True)

    def edited(i: int) -> Run:
        touch_one(project, i)
        return engine.run(folder / "cold0", *words, may_find=True)

    kept = repeated("check, cold", RUNS, cold)
    if any(run.code for run in kept):
        tell("  note: the check finds errors in this corpus, and telling them takes time of its own")
    forgotten = repeated("check, cold, --no-cache", RUNS, without_cache)
    warm = repeated("check, after one edit", RUNS, edited)
    budget = CHECK_BUDGETS.get(size)
    yield Figure(size, "check, cold", *_middle(kept), size, budget)
    yield Figure(size, "check, cold, --no-cache", *_middle(forgotten), size, budget)
    yield Figure(size, "check, after one edit", *_middle(warm), size, EDIT_BUDGETS.get(size))
    peak = max(run.peak_mb for run in (*kept, *forgotten, *warm))
    yield Figure(size, "check, peak memory", peak, MEMORY, budget=MEMORY_BUDGETS.get(size))


def diffs(engine: Engine, project: Path, size: int, folder: Path) -> Iterator[Figure]:
    """Measure `diff` of the folder against a commit, one provision in a hundred being other than it was."""
    commit_all(project)
    touch_some(project, every=100)

    def diff(i: int) -> Run:
        return engine.run(folder / f"diff{i}", "diff", "HEAD", "--root", str(project), may_find=True)

    runs = repeated("diff, one in 100 changed", RUNS, diff)
    yield Figure(size, "diff, one in 100 changed", *_middle(runs), size, DIFF_BUDGETS.get(size))
    yield Figure(size, "diff, peak memory", max(run.peak_mb for run in runs), MEMORY)


def builds(engine: Engine, project: Path, size: int, folder: Path) -> Iterator[Figure]:
    """Measure a clean `build` on one project against plain MkDocs on the same composed pages, in turns."""
    without_search(project)
    settings = plain_site(engine, project, folder, AS_AT)

    def build(i: int) -> Run:
        shutil.rmtree(folder / "site", ignore_errors=True)
        words = ("build", "--root", str(project), "--as-at", AS_AT, "--site-dir", str(folder / "site"))
        return engine.run(folder / f"build{i}", *words)

    def plain(i: int) -> Run:
        shutil.rmtree(folder / "plain", ignore_errors=True)
        words = ["-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(folder / "plain")]
        return engine.python(words, folder / f"none{i}")

    ours: list[Run] = []
    theirs: list[Run] = []
    for _ in range(1 if size > LARGE else RUNS):
        ours += repeated("build, clean", 1, build)
        theirs += repeated("plain MkDocs", 1, plain)
    pages = pages_in(folder / "site")
    if pages != pages_in(folder / "plain"):
        raise NotRun(f"{pages} finished pages against {pages_in(folder / 'plain')} of plain MkDocs: nothing to compare")
    yield Figure(size, f"build, clean, {pages:,} pages", *_middle(ours), pages)
    yield Figure(size, f"plain MkDocs + Material, {pages:,} pages", *_middle(theirs), pages)
    ratio, of_work = (ours_in / theirs_in for ours_in, theirs_in in zip(_times(ours), _times(theirs), strict=True))
    yield Figure(size, "build to plain", ratio, RATIO, of_work, budget=BUILD_RATIO)
    yield Figure(size, "build, peak memory", max(run.peak_mb for run in ours), MEMORY, budget=MEMORY_BUDGETS.get(size))
    yield Figure(size, "plain MkDocs, peak memory", max(run.peak_mb for run in theirs), MEMORY)


def edited(engine: Engine, project: Path, size: int, folder: Path) -> Iterator[Figure]:
    """Measure a `build` with search after one edit, when the last site is in place."""

    def build(_i: int) -> Run:
        words = ("build", "--root", str(project), "--as-at", AS_AT, "--site-dir", str(folder / "kept"))
        return engine.run(folder / "known", *words)

    repeated("build, to be kept", 1, build)
    touch_one(project, size)
    once = repeated("build, after one edit", 1, build)
    yield Figure(size, "build, after one edit", *_middle(once), size, BUILD_EDIT_BUDGETS.get(size))


def _times(runs: list[Run]) -> tuple[float, float]:
    return median(run.seconds for run in runs), median(run.cpu for run in runs)


def _middle(runs: list[Run]) -> tuple[float, str, float]:
    """Return what a figure begins with: seconds, their unit, seconds of CPU."""
    seconds, cpu = _times(runs)
    return seconds, SECONDS, cpu


def conditions(engine: Engine) -> str:
    """Say where and with what the figures were measured."""
    names = ("mkdocs", "mkdocs-material", "Markdown", "pydantic", "PyYAML")
    rulewise = engine.says("import rulewise; print(rulewise.__version__)")
    versions = ", ".join([f"rulewise {rulewise}", *(f"{name} {version(name)}" for name in names)])
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    return f"""Python {platform.python_version()}, {cores} cores, load {load} at the start; {versions}.
Check: medians of {RUNS} runs. Build: medians of {RUNS} up to {LARGE:,} provisions, one run above; in turns with MkDocs.
Search is off in both builds, and provisions are outside the navigation in both. A build includes its check, with
nothing remembered. Memory is the most that one process held; from 1,500 files a check has worker processes besides.
CPU is the work on all cores. Where other programs run at the same time, trust it and ratios before seconds.
Not measured here: serve, and the weight of search and of pages."""


def measure(sizes: list[int], build_sizes: list[int]) -> None:
    """Measure every size and print one table."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="rulewise-bench-") as name:
        engine = Engine(Path(name))
        about = conditions(engine)
        for size in sizes:
            folder = Path(name) / str(size)
            project = folder / "project"
            tell(f"{size:,} provisions")
            writer = [
                sys.executable,
                str(Path(__file__).with_name("corpus.py")),
                str(project),
                "--provisions",
                str(size),
            ]
            subprocess.run(
                writer, check=True, stdout=subprocess.DEVNULL
            )  # a process of its own: memory counts what a parent held
            time.sleep(SETTLED)
            figures += checks(engine, project, size, folder)
            if size in build_sizes:
                figures += edited(engine, project, size, folder)
                figures += builds(engine, project, size, folder)
            figures += diffs(engine, project, size, folder)
            shutil.rmtree(folder)
    print(f"{as_table(figures)}\n\n{about}")


def _sizes(text: str) -> list[int]:
    return sorted({int(word.replace("_", "")) for word in text.split(",") if word})


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the engine on synthetic corpora.")
    parser.add_argument("--sizes", type=_sizes, help=f"provisions, with commas; otherwise {','.join(map(str, SIZES))}")
    parser.add_argument("--builds", type=_sizes, help="the sizes at which to build as well; otherwise all of them")
    parser.add_argument("--quick", action="store_true", help=f"only {' and '.join(map(str, QUICK))}")
    told = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that folders are cleared
    sizes = told.sizes or list(QUICK if told.quick else SIZES)
    try:
        measure(sizes, sizes if told.builds is None else told.builds)
    except (NotRun, subprocess.CalledProcessError) as error:
        tell(f"could not be measured: {error}")
        sys.exit(1)


if __name__ == "__main__":
    main()
