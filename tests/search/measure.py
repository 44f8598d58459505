"""How well the search answers, beside the stock search of Material over the same pages: ``make search-quality``.

Both are published, served packed as a web host does, and typed into in Chromium, query by query. A third of the queries
is held back: its figures are shown, its misses never, and of it alone the stock search is asked, which is slow.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from rulewise.source.markdown import EXTENSIONS
from search.engines import HEADER, MATERIAL, RULEWISE, Answer, Engine
from search.host import hosted
from search.queries import Query, queries
from search.score import GOALS, aligned, latency, rank, score, table

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FIRST = ("neglect", "police protection", "core group", "strategy discussion", "s47")
"""First searches of a visit over the real guidance."""
FIRST_SYNTHETIC = ("sluice", "ferry landing", "harbour wall", "lantern", "tunnel gate")
"""First searches over the synthetic corpus, which is about waterways."""
BUDGETS = {0: 120, 5000: 160}
"""Kilobytes that a first search may cost, by synthetic provisions; 0 is the real guidance."""

_STOCK = {
    "site_name": "Stock",
    "docs_dir": "pages",
    "site_dir": "stock",
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "nav": [{"Home": "index.md"}],
    "validation": {"nav": {"omitted_files": "ignore"}, "links": {"not_found": "ignore", "anchors": "ignore"}},
    "markdown_extensions": [{name: options} for name, options in EXTENSIONS.items()],
}


def tell(text: str) -> None:
    """Say on stderr what is being done."""
    print(text, file=sys.stderr, flush=True)


def run(*words: str | Path) -> None:
    """Run a Python program, its output shown only when it fails."""
    known = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([sys.executable, *words], env=known, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stderr}")


def published(root: Path, folder: Path) -> dict[str, Path]:
    """Publish a project, and its composed pages with Material's own search; return both folders by engine."""
    tell(f"publishing {root.name} twice")
    run("-m", "rulewise", "build", "--root", root, "--site-dir", folder / "own")
    run("-m", "rulewise", "prepare", folder / "pages", "--root", root)
    (folder / "mkdocs.yml").write_text(json.dumps(_STOCK), "utf-8")  # JSON is YAML too
    run("-m", "mkdocs", "build", "-q", "-f", folder / "mkdocs.yml")
    return {RULEWISE.name: folder / "own", MATERIAL.name: folder / "stock"}


def asked(browser: Browser, engine: Engine, site: Path, some: Sequence[Query]) -> dict[Query, Answer]:
    """Type every query into one visit; the index is there before the first."""
    with hosted(site) as host:
        page = engine.opened(browser, host)
        engine.begin(page)
        engine.ask(page, FIRST[0])
        answers = {}
        for i, query in enumerate(some, 1):
            answers[query] = engine.ask(page, query.words)
            if i % 50 == 0:
                tell(f"  {engine.name}: {i} of {len(some)}")
        page.context.close()
    return answers


def kilobytes(browser: Browser, engine: Engine, site: Path, first: Sequence[str]) -> list[float]:
    """Return what first searches cost, each in an empty profile, the least first."""
    with hosted(site) as host:
        return sorted(engine.first(browser, host, words) / 1000 for words in first)


def weights(browser: Browser, sites: dict[str, Path], size: int) -> str:
    """Lay out the bytes of first searches."""
    rows = [["first search, packed, kB", "median", "most", "budget"]]
    for what, engine in (("in the header", HEADER), ("on its own page", RULEWISE), ("", MATERIAL)):
        cost = kilobytes(browser, engine, sites[engine.name], FIRST_SYNTHETIC if size else FIRST)
        rows.append(
            [
                f"{engine.name} {what}".strip(),
                f"{cost[len(cost) // 2]:.0f}",
                f"{cost[-1]:.0f}",
                str(BUDGETS.get(size, "")),
            ]
        )
    return aligned(rows)


def misses(some: Sequence[Query], answers: dict[Query, Answer]) -> str:
    """Name the queries of the tuning part without a right answer in the first three."""
    lines = []
    for query in some:
        found, place = answers[query].ids, rank(query, answers[query])
        if query.answers and not 1 <= place <= 3:
            lines.append(f"{query.style}: {query.words!r} wants {' '.join(sorted(query.answers))}; got {found[:5]}")
        elif not query.answers and found:
            lines.append(f"{query.style}: {query.words!r} has no answer; got {found[:3]}")
    return "\n".join(lines)


def quality(browser: Browser, sites: dict[str, Path], *, show_misses: bool) -> str:
    """Ask what is held back of both, the rest of our own search alone, and lay it out."""
    every = queries()
    tuning, back = [[q for q in every if q.is_held_back is part] for part in (False, True)]
    both = {
        engine.name: asked(browser, engine, sites[engine.name], some)
        for engine, some in ((RULEWISE, every), (MATERIAL, back))
    }
    own = score(back, both[RULEWISE.name])
    reached = {"hit@3": own.hit3, "MRR@10": own.mrr, "no answer": own.none}
    goals = ", ".join(
        f"{name} {figure:.2f} (goal {GOALS[name]}{'' if figure >= GOALS[name] else ': NOT REACHED'})"
        for name, figure in reached.items()
    )
    times = ", ".join(f"{name} {math.ceil(latency(answers.values()))} ms" for name, answers in both.items())
    parts = [
        f"The third held back ({len(back)} queries)\n\n{table(back, both)}",
        f"The part used for tuning ({len(tuning)} queries)\n\n{table(tuning, {RULEWISE.name: both[RULEWISE.name]})}",
        f"{RULEWISE.name} on the third held back: {goals}",
        f"Median from the last key until the results stand: {times} (goal 100 ms)",
        weights(browser, sites, 0),
    ]
    if show_misses:
        parts.append(misses(tuning, both[RULEWISE.name]))
    return "\n\n".join(parts)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="search.measure", description="Measure the search of the published site.")
    parser.add_argument("--at-size", type=int, metavar="N", help="only the bytes of first searches at N provisions")
    parser.add_argument("--misses", action="store_true", help="name what the tuning part misses")
    told = parser.parse_args()
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory(prefix="rulewise-search-") as name, sync_playwright() as playwright:
        folder, root = Path(name), ROOT
        if told.at_size:
            root = folder / f"{told.at_size} provisions"
            run(ROOT / "tests" / "bench" / "corpus.py", root, "--provisions", str(told.at_size))
        sites = published(root, folder)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        if told.at_size:
            print(f"At {told.at_size:,} provisions:\n\n{weights(browser, sites, told.at_size)}")
        else:
            print(quality(browser, sites, show_misses=told.misses))
        browser.close()


if __name__ == "__main__":
    main()
