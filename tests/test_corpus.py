"""A folder as one thing: links both ways, claims, suggestions, several processes, and memory between runs."""

import json
import multiprocessing
import os
import pwd
import shutil
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

from conftest import DAY, lay
from rulewise.checks import Report, check
from rulewise.checks.run import examine
from rulewise.cli.check import run_check
from rulewise.corpus import Corpus, Entry, NoGuidance, find_root, load, meant, nearest
from rulewise.corpus import memory as memory_module
from rulewise.corpus.load import Memory
from rulewise.corpus.memory import TOO_FRESH, recall, remember
from rulewise.model.problem import Problem
from rulewise.model.values import Id
from support import corpus_files, path_of, provision

RULE = "guidance/statutory/enquiries/make-enquiries.md"
LONG_AGO = 1_000_000_000_000_000_000
"""A time in nanoseconds, long before any run."""


def _load_module() -> ModuleType:
    return sys.modules["rulewise.corpus.load"]  # the package's own name for it is the function


def _told(corpus: Corpus) -> list[str]:
    return [f"{p.path}:{p.line}:{p.column} {p.code}" for entry in corpus.entries for p in entry.problems]


def test_links_both_ways(project: Path) -> None:
    """Every name in front matter and text is a link, known from both ends, once for each field."""
    corpus = load(project)
    plain = {identifier: [(link.field, link.target) for link in links] for identifier, links in corpus.links.items()}
    assert plain == {
        "C-001": [("principles", "P-01"), ("bears_on", "S-001"), ("bears_on", "A-001")],
        "L-northmere-01": [("implements", "S-001")],
        "M-01": [("about", "S-001")],
        "P-01": [],
        "A-001": [("principles", "P-01"), ("supports", "S-001"), ("text", "S-001")],
        "S-001": [("principles", "P-01"), ("text", "A-001")],
    }
    assert {i: [(link.source, link.field) for link in links] for i, links in corpus.back_links.items()} == {
        "A-001": [("C-001", "bears_on"), ("S-001", "text")],
        "P-01": [("A-001", "principles"), ("C-001", "principles"), ("S-001", "principles")],
        "S-001": [
            ("A-001", "supports"),
            ("A-001", "text"),
            ("C-001", "bears_on"),
            ("L-northmere-01", "implements"),
            ("M-01", "about"),
        ],
    }
    assert list(corpus.back_links) == sorted(corpus.back_links)
    assert all(link.target == target for target, links in corpus.back_links.items() for link in links)


def test_a_link_is_told_once_and_never_to_itself(project: Path) -> None:
    """Naming one id three times is one link; naming oneself, or nothing that exists, is no back-link."""
    lay(
        project,
        corpus_files(("S-002", provision("S-002", "See [S-001], [S-001], [S-002] and [S-999].", related=["S-001"]))),
    )
    corpus = load(project)
    assert [(link.field, link.target) for link in corpus.links[Id("S-002")]] == [
        ("related", "S-001"),
        ("text", "S-001"),
        ("text", "S-002"),
        ("text", "S-999"),
    ]
    found = {str(target): [str(link.source) for link in links] for target, links in corpus.back_links.items()}
    assert "S-002" not in found
    assert "S-999" not in found
    assert found["S-001"].count("S-002") == 2
    assert corpus.naming(Id("S-001"), "related") == ["S-002"]
    assert corpus.naming(Id("S-002"), "related") == []


def test_order_of_provisions_and_index(project: Path) -> None:
    """Provisions come in the order of paths; of two files with one id the first by path holds it."""
    lay(project, {"guidance/statutory/enquiries/aaa.md": provision("S-001", title="The copy")})
    corpus = load(project)
    provision_of = corpus.get("S-001")
    assert provision_of is not None
    assert provision_of.title == "The copy"
    assert [str(p.id) for p in corpus.provisions()] == ["C-001", "L-northmere-01", "M-01", "P-01", "A-001", "S-001"]
    assert corpus.get("S-404") is None


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("---\nid: S-007\ntitle: [\n---\n", "S-007"),
        ("---\nid: 'S-007'\nbad: &x 1\n---\n", "S-007"),
        ("---\nid: S-007\ntitle: x\n", "S-007"),
        ("---\r\nid: S-007\r\ntitle: [\r\n---\r\n", "S-007"),
        ("---\nid: S-007\nkind: nothing\n---\n", "S-007"),
        ("---\ntitle: [\n---\nid: S-007\n", None),
        ("no front matter\nid: S-007\n", None),
        ("---\nid: S-7\ntitle: [\n---\n", None),
        ("---\nid: [S-007]\n---\n", None),
    ],
)
def test_a_broken_file_keeps_its_claim(project: Path, text: str, claimed: str | None) -> None:
    """The id that an unreadable file gives itself is known, so that links to it are not called broken as well."""
    lay(
        project,
        {path_of("S-007"): text, **corpus_files(("A-002", provision("A-002", "See [S-007].", related=["S-007"])))},
    )
    report = check(project, DAY)
    entry = report.corpus.by_path[path_of("S-007")]
    assert (entry.provision, entry.claimed) == (None, claimed)
    unknown = [problem.message for problem in report.problems if problem.code == "LK001"]
    assert unknown == ([] if claimed else ["no provision has the id S-007"] * 2)


def test_text_that_is_not_utf_8_keeps_its_claim(project: Path) -> None:
    """So does a file with a wrong byte in it."""
    lay(project, {path_of("S-007"): b"---\nid: S-007\ntitle: \xff\n---\n"})
    assert load(project).by_path[path_of("S-007")].claimed == "S-007"


def test_nearest() -> None:
    """Suggestions are the likest words, the likest first, in any letters, and none that is far."""
    choices = ["social-worker", "police", "school", "local-authority"]
    assert nearest("socail-worker", choices) == ["social-worker"]
    assert nearest("POLICE", choices) == ["police"]
    assert nearest("zzz", choices) == []
    assert nearest("S-0471", ["S-047", "S-471", "A-001", "S-048"], most=2) == ["S-047", "S-471"]
    assert nearest("S-0471", reversed(["S-047", "S-471", "A-001", "S-048"]), most=2) == ["S-047", "S-471"]
    assert meant("polise", choices) == "did you mean “police”?"
    assert meant("zzz", choices) == ""


def test_find_root(tmp_path: Path) -> None:
    """The nearest folder above that holds guidance/ is the root; without one the message says what to do."""
    (tmp_path / "outer/guidance/deep").mkdir(parents=True)
    (tmp_path / "outer/inner/guidance").mkdir(parents=True)
    assert find_root(tmp_path / "outer/guidance/deep") == tmp_path / "outer"
    assert find_root(tmp_path / "outer/inner/guidance") == tmp_path / "outer/inner"
    with pytest.raises(NoGuidance, match="name the root with --root DIR"):
        find_root(tmp_path)
    with pytest.raises(NoGuidance, match="no folder “guidance”"):
        load(tmp_path)


def _mixed(project: Path) -> Path:
    files = {
        path_of(f"S-{i:03}"): provision(f"S-{i:03}", f"See [S-{i + 1:03}] and <b>x</b>." if i % 5 == 0 else "Words.")
        for i in range(100, 140)
    }
    files |= {path_of(f"A-{i:03}"): "---\nid: [\n" for i in range(100, 110)}
    files |= {path_of(f"A-{i:03}"): provision(f"A-{i:03}", title=None) for i in range(110, 120)}
    return lay(project, {**files, "guidance/findings/bytes.md": b"\xff"})


def test_many_files_are_read_by_several_processes_to_the_same_end(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process and several make equal entries, in the same order, and tell of the same progress."""
    _mixed(project)
    told: list[tuple[int, int]] = []
    alone = load(project, examine, None, lambda done, total: told.append((done, total)))
    here = os.getpid()
    monkeypatch.setattr(_load_module(), "MANY", 10)
    monkeypatch.setattr(_load_module(), "BATCH", 5)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    shared = multiprocessing.get_context("fork").Event()
    own: list[str] = []

    def spying(entry: Entry) -> Entry:
        if os.getpid() == here:
            assert shared.wait(60), "nobody else reads"
            own.append(entry.path)
        shared.set()
        return examine(entry)

    told_again: list[tuple[int, int]] = []
    together = load(project, spying, None, lambda done, total: told_again.append((done, total)))
    assert 0 < len(own) < len(together.entries)
    assert together.entries == alone.entries
    assert [e.path for e in together.entries] == [e.path for e in alone.entries]
    assert told_again == told == [(67, 67)]
    assert len(_told(alone)) == 29


class _Reads:
    """Counts the files that are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[str] = []
        module = _load_module()
        real = module.read_bytes

        def spying(root: Path, path: str) -> bytes | Problem:
            self.paths.append(path)
            result: bytes | Problem = real(root, path)
            return result

        monkeypatch.setattr(module, "read_bytes", spying)

    def take(self) -> list[str]:
        taken, self.paths = self.paths, []
        return taken


def _same(one: Report, other: Report) -> None:
    assert other.problems == one.problems
    assert other.allowed == one.allowed
    assert other.corpus.entries == one.corpus.entries
    assert other.corpus.links == one.corpus.links


def test_unchanged_files_are_not_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what an earlier run learnt only new and changed files are read, and the outcome is that of a fresh run."""
    _mixed(project)
    reads, memory = _Reads(monkeypatch), Memory()
    first = check(project, DAY, memory)
    assert len(reads.take()) == 67
    _same(first, check(project, DAY, memory))
    assert reads.take() == []
    lay(
        project,
        {RULE: provision("S-001", "Other words."), path_of("S-200"): provision("S-200"), path_of("A-110"): None},
    )
    again = check(project, DAY, memory)
    assert sorted(reads.take()) == sorted([RULE, path_of("S-200")])
    assert path_of("A-110") not in memory
    _same(check(project, DAY), again)


def test_memory_survives_json(project: Path) -> None:
    """What is remembered is the same after it was written down."""
    _mixed(project)
    memory = Memory()
    first = check(project, DAY, memory)
    _same(first, check(project, DAY, json.loads(json.dumps(memory))))


def test_a_change_that_keeps_size_and_time_is_noticed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the same size and modification time that was written in place, or replaced, is read again."""
    reads, memory = _Reads(monkeypatch), Memory()
    file = project / RULE
    check(project, DAY, memory)
    reads.take()
    before, text = file.stat(), file.read_text("utf-8")
    file.write_text(text.replace("safe", "well"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    check(project, DAY, memory)
    assert reads.take() == [RULE]
    memory[RULE][0][1] = after.st_ctime_ns + 1
    check(project, DAY, memory)
    assert reads.take() == [RULE]
    memory[RULE][0][3] += 1
    check(project, DAY, memory)
    assert reads.take() == [RULE]
    check(project, DAY, memory)
    assert reads.take() == []


def _aged(project: Path) -> Memory:
    """Make a memory whose every file is old."""
    memory = Memory()
    check(project, DAY, memory)
    for stamp, _record in memory.values():
        stamp[:2] = [LONG_AGO, LONG_AGO]
    return memory


def _cache_file() -> Path:
    (file,) = (Path(os.environ["XDG_CACHE_HOME"]) / "rulewise").iterdir()
    return file


def test_recall_gives_what_was_remembered(project: Path) -> None:
    """What one run keeps the next one finds, for the same folder alone, and outside the project."""
    memory = _aged(project)
    remember(project, memory, time.time_ns())
    assert recall(project) == json.loads(json.dumps(memory))
    assert recall(project.parent) == {}
    assert not _cache_file().is_relative_to(project)
    assert recall(project / "guidance/..") == json.loads(json.dumps(memory))


def test_files_that_may_still_have_been_changing_are_not_recalled(project: Path) -> None:
    """A file written shortly before a run began may change without its times showing it, so it is read again."""
    memory, now = _aged(project), LONG_AGO * 2
    paths = sorted(memory)
    memory[paths[0]][0][0] = now - TOO_FRESH
    memory[paths[1]][0][1] = now - TOO_FRESH
    memory[paths[2]][0][0] = now - TOO_FRESH - 1
    remember(project, memory, now)
    assert sorted(recall(project)) == paths[2:]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[]",
        '"x"',
        "{}",
        '{"engine": "another", "at": 0, "files": {}}',
        "\xff",
        '{"engine": "ENGINE"}',
        '{"engine": "ENGINE", "at": "now", "files": {}}',
        '{"engine": "ENGINE", "at": 0, "files": []}',
        '{"engine": "ENGINE", "at": 9e18, "files": {"a": 1}}',
        "[" * 100_000,
    ],
)
def test_a_strange_cache_is_ignored(project: Path, content: str) -> None:
    """A cache of another engine, broken or of another shape is as good as none, and the check gives what it would."""
    remember(project, _aged(project), time.time_ns())
    file = _cache_file()
    engine = json.loads(file.read_text("utf-8"))["engine"]
    file.write_bytes(content.replace("ENGINE", engine).encode("latin-1"))
    assert recall(project) == {}
    assert run_check(project, DAY).problems == check(project, DAY).problems


def test_a_change_to_the_engine_is_another_engine(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of a check, or of a library that it uses, learnt is not believed."""
    remember(project, _aged(project), time.time_ns())
    assert recall(project)
    with monkeypatch.context() as patch:
        patch.setattr(memory_module, "version", lambda name: "0")
        assert recall(project) == {}
    package = Path(memory_module.__file__).parents[1]
    copy = project.parent / "rulewise"
    shutil.copytree(package, copy)
    for part in ("model", "source", "corpus", "checks"):
        with monkeypatch.context() as patch:
            patch.setattr(memory_module, "__file__", str(copy / "corpus/memory.py"))
            remember(project, _aged(project), time.time_ns())
            assert recall(project)
            (file, *_rest) = sorted((copy / part).glob("*.py"))
            file.write_bytes(file.read_bytes() + b"\n")
            assert recall(project) == {}, part


def test_an_unwritable_cache_is_passed_over(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where nothing can be kept the check is the same, and silent about it."""
    lay(project.parent, {"a-file": "not a folder"})
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.parent / "a-file"))
    assert run_check(project, DAY).problems == check(project, DAY).problems
    assert capfd.readouterr() == ("", "")


def test_a_user_without_a_home_can_check(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no home folder, as in some containers, nothing is kept and all else works."""

    def unknown(uid: int) -> NoReturn:
        raise KeyError(uid)

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert run_check(project, DAY).problems == check(project, DAY).problems


def test_run_check_remembers_only_when_asked(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run with the cache leaves one behind and uses it; a run without neither reads nor writes."""
    for file in (project / "guidance").rglob("*.md"):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
    monkeypatch.setattr(memory_module, "TOO_FRESH", -(10**12))
    home = Path(os.environ["XDG_CACHE_HOME"])
    reads = _Reads(monkeypatch)
    run_check(project, DAY, cache=False)
    assert (len(reads.take()), list(home.iterdir())) == (6, [])
    run_check(project, DAY)
    assert len(reads.take()) == 6
    run_check(project, DAY)
    assert reads.take() == []
    run_check(project, DAY, cache=False)
    assert len(reads.take()) == 6


def test_a_name_that_is_not_utf_8_is_read_like_any_other(project: Path) -> None:
    """A file whose name holds a stray byte stops neither the check nor what is kept of it."""
    name = os.fsencode(project / "guidance/statutory/enquiries") + b"/stra\xffe.md"
    with open(name, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(provision("S-002").encode())
    report = run_check(project, DAY)
    assert len(report.corpus.entries) == 7


def test_the_text_of_an_entry_is_read_again_when_it_was_not_kept(project: Path) -> None:
    """An entry out of memory has its text read on demand; one whose file went has none."""
    memory = Memory()
    check(project, DAY, memory)
    corpus = load(project, examine, memory)
    entry = corpus.by_path[RULE]
    assert entry.document is None
    document = corpus.document(entry)
    assert document is not None
    assert document.values["id"] == "S-001"
    (project / RULE).unlink()
    assert corpus.document(entry) is None


def test_a_folder_that_cannot_be_listed_is_a_problem(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that nobody may look into is told, and the rest is checked."""
    closed, real = project / "guidance/findings", os.scandir

    def scandir(path: Path) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = check(project, DAY)
    assert [(p.path, p.code) for p in report.problems if p.path.startswith("guidance/findings")] == [
        ("guidance/findings", "FM008")
    ]
    assert len(report.corpus.entries) == 5
