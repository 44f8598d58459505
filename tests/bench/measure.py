"""What a measurement needs: a timed child process, a copy of the engine that nobody edits, a plain site beside it."""

import compileall
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HOOKS = Path(__file__).resolve().parents[2] / "hooks"

NOT_IN_NAV = ("/statutory/S-*", "/professional/A-*", "/principles/P-*", "/local/L-*", "/findings/C-*", "/measures/M-*")
"""The pages of provisions, which the engine keeps out of the navigation too."""


class NotRun(Exception):
    """A program that was to be measured failed; the message holds what it said."""


class Run(NamedTuple):
    """One child process: its exit code, how long it took, and the most memory that it or a child of its own held."""

    code: int
    seconds: float
    cpu: float
    """Seconds of work on all cores, which other programs disturb less."""
    peak_mb: float
    said: str
    """The end of what it wrote on stderr."""


class Engine:
    """A copy of the engine, run as a user would run it, with a cache folder of its own for each use."""

    def __init__(self, folder: Path) -> None:
        self._home = folder
        shutil.copytree(HOOKS / "rulewise", folder / "rulewise", ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(folder, quiet=1)  # as it is once installed, whether or not Python may write here later
        about = folder / "rulewise_bench-0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: rulewise-bench\nVersion: 0\n", "utf-8")
        plugin = "[mkdocs.plugins]\nrulewise = rulewise.site.plugin:RulewisePlugin\n"
        (about / "entry_points.txt").write_text(plugin, "utf-8")

    def run(self, cache: Path, *words: str, may_find: bool = False) -> Run:
        """Run `rulewise`. Raises `NotRun` unless it ends with 0, or with 1 when it ``may_find`` problems."""
        return self.python(["-m", "rulewise", *words], cache, 1 if may_find else 0)

    def python(self, words: Sequence[str], cache: Path, worst: int = 0) -> Run:
        """Run this Python with the engine's copy on its path. Raises `NotRun` when the exit code is above ``worst``."""
        known = {
            "PYTHONPATH": str(self._home),
            "XDG_CACHE_HOME": str(cache),
            "NO_COLOR": "1",
            "NO_MKDOCS_2_WARNING": "1",
        }
        run = timed([sys.executable, *words], {**os.environ, **known}, self._home / "said")
        if not 0 <= run.code <= worst:
            raise NotRun(f"{' '.join(words)} ended with {run.code}:\n{run.said}")
        return run

    def says(self, code: str) -> str:
        """Return what a line of Python prints with the engine on its path."""
        known = {**os.environ, "PYTHONPATH": str(self._home)}
        done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotRun(done.stderr)
        return done.stdout.strip()


def timed(command: Sequence[str], environment: Mapping[str, str], said: Path) -> Run:
    """Run a command to its end, its output thrown away but for the last of stderr."""
    with said.open("wb") as err:
        began = time.perf_counter()
        child = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=err
        )
        try:
            _pid, status, used = os.wait4(child.pid, 0)
        except BaseException:  # stopped from outside: what was being measured stops too
            child.kill()
            raise
        seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(
        child.returncode,
        seconds,
        used.ru_utime + used.ru_stime,
        kilobytes / 1000,
        said.read_text("utf-8", "replace")[-2000:],
    )


def without_search(project: Path) -> None:
    """Switch the search plugin off in a synthetic project."""
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[search, rulewise]", "[rulewise]"), "utf-8")


def plain_site(engine: Engine, project: Path, folder: Path, as_at: str) -> Path:
    """Write the composed pages of a project with settings for MkDocs alone; return the settings' file."""
    pages = folder / "pages"
    engine.run(folder / "prepare", "prepare", str(pages), "--root", str(project), "--as-at", as_at)
    extensions = json.loads(
        engine.says("import json; from rulewise.source.markdown import EXTENSIONS; print(json.dumps(EXTENSIONS))")
    )
    settings = (project / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("docs_dir: docs", "docs_dir: pages").replace("plugins: [rulewise]", "plugins: []")
    settings += f"\nmarkdown_extensions: {json.dumps([{name: options} for name, options in extensions.items()])}\n"
    settings += "\nnot_in_nav: |\n" + "".join(f"  {pattern}\n" for pattern in NOT_IN_NAV)
    file = folder / "mkdocs.yml"
    file.write_text(settings, "utf-8")
    return file


def pages_in(site: Path) -> int:
    """Count the finished pages of a site."""
    return sum(1 for _ in site.rglob("*.html"))


def touch_one(project: Path, number: int) -> None:
    """Change one provision of a synthetic project, as an editor would: a sentence more at the end."""
    files = sorted((project / "guidance" / "professional").rglob("*.md"))
    with files[len(files) // 2].open("a", encoding="utf-8") as file:
        file.write(f"\nA line more, number {number}.\n")


def touch_some(project: Path, every: int) -> None:
    """Change one provision in ``every`` of a synthetic project, its text and its dates."""
    for file in sorted((project / "guidance").rglob("*.md"))[::every]:
        text = file.read_text("utf-8").replace("\nreviewed: ", "\namended: 2026-11-01\nreviewed: ", 1)
        file.write_text(f"{text}\nA line more than there was.\n", "utf-8", newline="\n")


def commit_all(project: Path) -> None:
    """Keep a synthetic project in a repository of its own."""
    who = {f"GIT_{role}_{what}": "bench@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Measure"]):
        done = subprocess.run(
            ["git", *words], cwd=project, env={**os.environ, **who}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise NotRun(done.stderr)
