"""The command: what it prints where, how it exits, and what it writes."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator, FormatChecker

import in_step
from conftest import lay
from rulewise.checks import check
from rulewise.cli import command
from rulewise.cli import options as cli_options
from rulewise.model.problem import CODES
from rulewise.model.values import Id
from rulewise.render.overview import provision_as_text
from rulewise.render.text import problems_as_text
from support import AUTHORITY, GOLDEN, HOOKS, ROOT, corpus_files, path_of, provision

DAY = "2026-11-22"
ESCAPE = "\x1b"


class Done(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(project: Path) -> Run:
    """Return what runs `python -m rulewise` in the project, as a user would."""

    def call(*words: str, cwd: Path = project, **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "rulewise", *words],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(HOOKS), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call


def _invoke(project: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [words[0], "--root", str(project), *words[1:]])


def _break(project: Path) -> Path:
    """Put errors, a warning and notes into a project."""
    files = {
        "guidance/statutory/enquiries/empty.md": "",
        **corpus_files(
            ("S-002", provision("S-002", "See [S-404]\tand <b>100%, a:b</b>.", title=None)),
            ("S-003", provision("S-003", review_by="2026-11-01", authority=[{**AUTHORITY, "until": "2020-01-01"}])),
        ),
    }
    return lay(project, files)


def _golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / name
    if request.config.getoption("--rewrite"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


def _without_pages(sarif: str) -> str:
    """Return a log without the pages of codes, which have a test of their own and may be reworded."""
    log = json.loads(sarif)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        del rule["help"], rule["fullDescription"]
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_check_prints_problems(project: Path, form: str, request: pytest.FixtureRequest) -> None:
    """Each format prints every problem, whole, on stdout, and the count of them on stderr."""
    _break(project)
    done = _invoke(project, "check", "--as-at", DAY, "--format", form)
    _golden(f"check.{form}", _without_pages(done.stdout) if form == "sarif" else done.stdout, request)
    assert done.stderr == "9 files checked: 4 errors, 1 warning, 1 note\n"
    assert done.exit_code == 1


def test_check_of_a_clean_corpus(project: Path) -> None:
    """Nothing on stdout for people; the two formats for programs are whole all the same."""
    outputs = {
        form: _invoke(project, "check", "--as-at", DAY, "--format", form)
        for form in ("text", "json", "github", "sarif")
    }
    assert {form: done.exit_code for form, done in outputs.items()} == dict.fromkeys(outputs, 0)
    assert {done.stderr for done in outputs.values()} == {"6 files checked: no problems\n"}
    assert (outputs["text"].stdout, outputs["github"].stdout) == ("", "")
    assert json.loads(outputs["json"].stdout) == {
        "version": 1,
        "as_at": DAY,
        "files": 6,
        "problems": [],
        "counts": {"error": 0, "warning": 0, "note": 0},
    }
    assert json.loads(outputs["sarif"].stdout)["runs"][0]["results"] == []


SARIF = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text("utf-8"))


def _sarif(root: Path) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(_invoke(root, "check", "--as-at", DAY, "--format", "sarif").stdout)
    Draft202012Validator(SARIF, format_checker=FormatChecker()).validate(log)
    return log


def test_sarif_keeps_to_the_published_schema(project: Path) -> None:
    """A log with problems and one without are valid, and the schema refuses what is not."""
    assert _sarif(project)["runs"][0]["results"] == []
    _break(project)
    log = _sarif(project)
    for wrong in ("results", "tool"):
        run = {**log["runs"][0], wrong: "nothing"}
        assert not Draft202012Validator(SARIF).is_valid({**log, "runs": [run]})


def test_sarif_says_what_code_scanning_shows(project: Path) -> None:
    """Every result points at its rule, every rule brings its page, and every place is relative to the project."""
    _break(project)
    (run,) = _sarif(project)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    for rule in rules:
        page = (ROOT / f"docs/problems/{rule['id']}.md").read_text("utf-8")
        assert rule["help"] == {"text": page, "markdown": page}
        assert rule["fullDescription"]["text"] in page
        assert len(rule["fullDescription"]["text"]) > 50
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        (location,) = result["locations"]
        place = location["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"guidance/[\w./-]+", place["uri"])
        assert place["uriBaseId"] == "%SRCROOT%"
        assert min(location["physicalLocation"]["region"].values()) > 0


def test_sarif_knows_a_problem_again(project: Path) -> None:
    """What marks a problem stays when text above it grows, and tells two of the same in one file apart."""
    path = "guidance/findings/x.md"

    def prints(text: str) -> list[str]:
        lay(project, {path: text})
        results = _sarif(project)["runs"][0]["results"]
        unknown = [result for result in results if result["ruleId"] == "LK001"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in unknown]

    one = provision("C-009", "See [S-998].\n\nSee [S-998].")
    first = prints(one)
    assert len(first) == len(set(first)) == 2
    assert {mark.partition(":")[0] for mark in first} == {first[0].partition(":")[0]}
    assert prints(one.replace("See [S-998]", "More words.\n\nSee [S-998]", 1)) == first
    assert not set(prints(one.replace("S-998", "S-997"))) & set(first)


def test_sarif_addresses_are_addresses(project: Path) -> None:
    """A file whose name holds a space, a percent sign or a letter beyond ASCII has a URI that says so."""
    lay(project, {"guidance/findings/a b%20é.md": ""})
    log = json.loads(_invoke(project, "check", "--format", "sarif").stdout)
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]}
    assert "guidance/findings/a%20b%2520%C3%A9.md" in uris


def test_github_annotations_escape_what_would_end_them(project: Path) -> None:
    """A name with a comma, a colon or a line end in it stays one annotation of that file."""
    lay(project, {"guidance/findings/a,b:c\n::error::d.md": ""})
    done = _invoke(project, "check", "--as-at", DAY, "--format", "github")
    assert [line.partition(",line=")[0] for line in done.stdout.splitlines()] == [
        "::error file=guidance/findings/a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ad.md"
    ]


_WARNING = {"S-002": provision("S-002", review_by="2026-11-01")}


@pytest.mark.parametrize(
    ("files", "words", "code", "err"),
    [
        ({}, ["check"], 0, "6 files checked: no problems\n"),
        ({"guidance/findings/x.md": ""}, ["check"], 1, "7 files checked: 1 error\n"),
        ({path_of("S-002"): _WARNING["S-002"]}, ["check"], 0, "7 files checked: 1 warning, 1 note\n"),
        ({path_of("S-002"): _WARNING["S-002"]}, ["check", "--strict"], 1, "7 files checked: 1 warning, 1 note\n"),
        ({path_of("S-002"): provision("S-002")}, ["check", "--strict"], 0, "7 files checked: 1 note\n"),
        (
            {path_of("S-002"): _WARNING["S-002"]},
            ["check", "--strict", "--ignore", "DT"],
            0,
            "7 files checked: 1 note\n",
        ),
        ({"guidance/findings/x.md": ""}, ["check", "--select", "DT"], 0, "7 files checked: no problems\n"),
        ({"guidance/findings/x.md": ""}, ["check", "--select", "dt, fm001"], 1, "7 files checked: 1 error\n"),
        (
            {"guidance/findings/x.md": ""},
            ["check", "--select", "DT", "--select", "FM"],
            1,
            "7 files checked: 1 error\n",
        ),
        (
            {"guidance/findings/x.md": ""},
            ["check", "--select", "FM", "--ignore", "FM001"],
            0,
            "7 files checked: no problems\n",
        ),
        ({"guidance/findings/x.md": ""}, ["check", "guidance/statutory"], 0, "1 file checked: no problems\n"),
        ({"guidance/findings/x.md": ""}, ["check", "guidance/findings"], 1, "2 files checked: 1 error\n"),
        (
            {"guidance/findings/x.md": ""},
            ["check", "guidance/findings/x.md", "guidance/statutory"],
            1,
            "2 files checked: 1 error\n",
        ),
        ({"guidance/findings/x.md": ""}, ["check", "."], 1, "7 files checked: 1 error\n"),
        (
            {"guidance/findings/x.md": "", "guidance/findings/x.mdx/a.md": ""},
            ["check", "guidance/findings/x.mdx"],
            1,
            "1 file checked: 1 error\n",
        ),
    ],
)
def test_exit_codes_of_check(
    run: Run, project: Path, files: dict[str, str | bytes | None], words: list[str], code: int, err: str
) -> None:
    """Errors fail; warnings do with --strict; notes never; what is not selected or named does not count."""
    lay(project, files)
    done = run(*words, "--as-at", DAY)
    assert (done.code, done.err) == (code, err)
    assert bool(done.out) == (err.split(": ")[1] != "no problems\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--chocolate"], "No such option '--chocolate'."),
        (["inspect"], "No such command 'inspect'."),
        (
            ["check", "--format", "xml"],
            "Invalid value for '--format': 'xml' is not one of 'text', 'json', 'github', 'sarif'.",
        ),
        (["check", "--select", "FM0005"], "“FM0005” is neither a code nor a family. did you mean “FM005”?"),
        (["check", "--ignore", "ZZ"], "“ZZ” is neither a code nor a family."),
        (["check", "--as-at", "22/11/2026"], "“22/11/2026” is not a date: write it as 2026-11-22"),
        (["check", "--as-at", "2026-02-30"], "“2026-02-30” is not a date: write it as 2026-11-22"),
        (["check", "none.md"], "there is no file or folder “none.md”"),
        (["check", ".."], "“..” lies outside"),
        (["check", "--root", "none"], "Directory 'none' does not exist."),
        (["check", "--root", "guidance"], "no folder “guidance” in guidance; name the root with --root DIR"),
        (["show", "S-0O1"], "no provision has the id “S-0O1”. The nearest are: S-001"),
        (["explain", "FM0005"], "“FM0005” is not a problem code. did you mean “FM005”?"),
        (["report", "--board", "northmore"], "“northmore” is not a board. did you mean “northmere”?"),
        (["new", "rule", "X"], "“rule” is not a kind."),
        (["new"], "say which kind\nOne of: statutory, professional, principle, local, finding, measure"),
        (["new", "statutory"], 'say its title: rulewise new KIND "TITLE"'),
        (["new", "statutory", "X"], "say which stage with --stage\nOne of: referral, enquiries"),
        (["new", "statutory", "X", "--stage", "enquirys"], "“enquirys” is not a stage. did you mean “enquiries”?"),
        (["new", "principle", "X", "--owner", "stewardz"], "“stewardz” is not an owner. did you mean “stewards”?"),
        (
            ["new", "professional", "X", "--stage", "enquiries"],
            "say which owner with --owner\nOne of: college, stewards",
        ),
        (["new", "local", "X"], "say which board with --board\nOne of: northmere"),
        (["new", "principle", "§§"], "the title has no letters or digits to name a file after"),
        (["export"], "Missing argument 'OUT'."),
        (["prepare"], "Missing argument 'OUT'."),
        (["build"], "mkdocs.yml"),
    ],
)
def test_misuse(run: Run, project: Path, words: list[str], said: str) -> None:
    """What cannot be carried out ends with exit code 2, a reason on stderr, nothing on stdout and no traceback."""
    before = sorted(project.rglob("*"))
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "Traceback" not in done.err
    assert sorted(project.rglob("*")) == before


def test_no_guidance_anywhere(run: Run, tmp_path: Path) -> None:
    """Outside any project a command says so, and how to name one."""
    (tmp_path / "empty").mkdir()
    done = run("check", cwd=tmp_path / "empty")
    assert (done.code, done.out) == (2, "")
    assert "no folder “guidance” in" in done.err
    assert "name the root with --root DIR" in done.err


def test_a_command_finds_the_root_from_below(run: Run, project: Path) -> None:
    """Started in a folder of the guidance a command works on the whole project, and PATH is taken from where it is."""
    below = project / "guidance/statutory"
    assert run("check", "--as-at", DAY, cwd=below).err == "6 files checked: no problems\n"
    assert run("check", "enquiries", "--as-at", DAY, cwd=below).err == "1 file checked: no problems\n"


def test_a_fault_of_the_program_is_told_as_one(project: Path) -> None:
    """When the program itself fails it says so on stderr and exits with 2, so that nobody takes it for a verdict."""
    script = (
        "import sys; from rulewise.cli import main; import rulewise.cli.check as c\n"
        "def fail(*a, **k): raise ZeroDivisionError('ours')\n"
        "c.check = fail\nsys.argv = ['rulewise', 'check']\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "ZeroDivisionError: ours" in done.stderr
    assert done.stderr.endswith("rulewise failed; this is a fault of the program, not of the guidance\n")


def test_a_reader_who_has_seen_enough(run: Run, project: Path) -> None:
    """Output into a pipe that closes early is no failure and leaves no traceback."""
    lay(project, {f"guidance/findings/{i}.md": "" for i in range(2000)})
    script = f"{sys.executable} -m rulewise check --no-cache 2>err | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{script}; echo ${{PIPESTATUS[0]}}"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in (project / "err").read_text("utf-8")
    assert "BrokenPipe" not in (project / "err").read_text("utf-8")
    assert done.stdout.splitlines()[0].startswith("guidance/findings/0.md:1:1: error FM001")


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}])
def test_piped_output_is_plain(run: Run, project: Path, environment: dict[str, str]) -> None:
    """Into a pipe goes text alone: no colours, no bar."""
    _break(project)
    done = run("check", **environment)
    assert ESCAPE not in done.out + done.err
    assert done.err.count("\n") == 1


class _Terminal:
    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal severities are painted, and nothing is when NO_COLOR is set."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert cli_options.painter(_Terminal())("word", "error") == "\x1b[31m\x1b[1mword\x1b[0m"
    assert cli_options.painter(_Terminal())("word", "dim") == click.style("word", fg="bright_black", bold=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert cli_options.painter(_Terminal())("word", "error") == "word"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("guidance/findings/x.md", '---\nkind: "\\e[2J\\x9b"\n"\\e[31mkey": 1\n---\n'),
        (
            "guidance/findings/x.md",
            '---\nkind: finding\ntitle: "a\\e]0;b\\a"\nwithdrawn: {on: 2026-01-01, because: "\\e[2J"}\n---\n\x1b[2J',
        ),
        ("guidance/findings/\x1b[31m.md", ""),
        ("guidance/findings/\x9b31m\r.md", ""),
    ],
    ids=["values", "text", "name", "name with a control sign"],
)
def test_no_escape_code_of_an_author_reaches_a_terminal(project: Path, path: str, text: str) -> None:
    """Signs that steer a terminal, in a value, in a text or in a file's name, are never printed."""
    lay(project, {path: text})
    problems = check(project, dt.date(2026, 11, 22)).problems
    assert problems
    shown = problems_as_text(problems, cli_options.line_reader(project))
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown) == []


def test_show_prints_no_escape_code_of_an_author(project: Path) -> None:
    """Nor does `show`, which prints titles and reasons."""
    lay(
        project,
        corpus_files(
            ("S-002", provision("S-002", title="a \x1b[2J b", withdrawn={"on": "2026-01-01", "because": "\x1b[K"}))
        ),
    )
    report = check(project, dt.date(2026, 11, 22))
    shown = provision_as_text(report, Id("S-002"))
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown) == []


def test_a_name_that_is_not_utf_8_can_be_told(run: Run, project: Path) -> None:
    """A problem in a file whose name holds a stray byte is printed in every format."""
    name = os.fsencode(project / "guidance/findings") + b"/stra\xffe.md"
    with open(name, "wb"):  # noqa: PTH123 - the name is bytes
        pass
    for form in ("text", "json", "github", "sarif"):
        done = run("check", "--no-cache", "--format", form)
        assert (done.code, "Traceback" in done.err) == (1, False), form


def test_as_at_judges_dates(project: Path) -> None:
    """The day of --as-at is the day on which dates are judged and the one that JSON states."""
    early = _invoke(project, "check", "--as-at", "2026-05-31", "--format", "json")
    late = _invoke(project, "check", "--as-at", "2027-06-02", "--format", "json")
    assert {p["code"] for p in json.loads(early.stdout)["problems"]} == {"DT002"}
    assert {p["code"] for p in json.loads(late.stdout)["problems"]} == {"DT001"}
    assert (json.loads(early.stdout)["as_at"], json.loads(late.stdout)["as_at"]) == ("2026-05-31", "2027-06-02")
    today = json.loads(_invoke(project, "check", "--format", "json").stdout)["as_at"]
    assert abs((dt.date.fromisoformat(today) - dt.date.today()).days) <= 1


def test_no_cache_keeps_nothing(project: Path) -> None:
    """With --no-cache nothing is left in the user's cache folder; without it something is, and never in the project."""
    home, before = Path(os.environ["XDG_CACHE_HOME"]), sorted(project.rglob("*"))
    _invoke(project, "check", "--no-cache")
    assert list(home.rglob("*")) == []
    _invoke(project, "check")
    assert len(list(home.rglob("*.json"))) == 1
    assert sorted(project.rglob("*")) == before


def test_a_check_imports_little(run: Run, project: Path) -> None:
    """Checking imports neither what builds and compares, nor templates, nor the terminal library."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "rulewise", "check"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    imported = {module.split(".")[0] for module in modules}
    assert {"click", "pydantic", "yaml"} <= imported
    assert imported & {"mkdocs", "jinja2", "rich", "hypothesis"} == set()
    assert modules & {f"rulewise.{part}" for part in ("compare", "history", "views", "export", "site")} == set()


@pytest.mark.parametrize("name", in_step.commands())
def test_help(project: Path, name: str) -> None:
    """Every command has help, short and long, that begins with its sentence in the README's table."""
    done = CliRunner().invoke(command, [name, "--help"], terminal_width=300)
    assert done.exit_code == 0
    assert CliRunner().invoke(command, [name, "-h"], terminal_width=300).output == done.output
    said = {call.split()[1]: does for call, does in in_step.calls().items()}[name]
    assert said.rstrip(".") in " ".join(done.output.split())
    assert f"| `rulewise {name}" in (ROOT / "README.md").read_text("utf-8")


def test_the_program_itself() -> None:
    """Its help lists every command in the README's order, and it knows its version."""
    shown = CliRunner().invoke(command, ["--help"], terminal_width=300).output.partition("Commands:\n")[2]
    assert [line.split()[0] for line in shown.splitlines()] == list(in_step.commands())
    assert CliRunner().invoke(command, ["--version"]).output == "rulewise, version 0.1.0\n"


def test_show(project: Path, request: pytest.FixtureRequest) -> None:
    """A provision is shown with what it names, what names it and its problems; small letters do."""
    lay(
        project,
        corpus_files(
            (
                "S-002",
                provision(
                    "S-002",
                    "See [S-001] and <b>x</b>.",
                    timescale={"limit": "5 days", "from": "a call", "source": "act"},
                ),
            )
        ),
    )
    for words, name in (
        (["S-001"], "show-rule.txt"),
        (["S-002"], "show-problems.txt"),
        (["l-Northmere-01"], "show-local.txt"),
    ):
        done = _invoke(project, "show", *words)
        assert (done.exit_code, done.stderr) == (0, "")
        _golden(name, done.stdout, request)
    assert _invoke(project, "show", "s-001").stdout == _invoke(project, "show", "S-001").stdout


@pytest.mark.parametrize("written", ["S-009", "s-009"])
def test_show_of_a_broken_file_says_where_it_is(project: Path, written: str) -> None:
    """An id that a file claims and cannot be shown leads to the file, in any letters."""
    lay(project, {path_of("S-009"): "---\nid: S-009\ntitle: [\n"})
    done = _invoke(project, "show", written)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"is in {path_of('S-009')}, which cannot be read; run: rulewise check {path_of('S-009')}" in done.stderr


@pytest.mark.parametrize("code", CODES)
def test_explain(code: str) -> None:
    """Every code is explained by its page, in any letters."""
    done = CliRunner().invoke(command, ["explain", code.lower()])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (ROOT / "docs/problems" / f"{code}.md").read_text("utf-8")


@pytest.mark.parametrize("words", [[], ["--board", "northmere"]], ids=["whole", "board"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_report(project: Path, form: str, words: list[str], request: pytest.FixtureRequest) -> None:
    """Coverage and health come as text and as JSON, for the whole and with what one board has and lacks."""
    lay(
        project,
        corpus_files(
            ("S-002", provision("S-002", review_by="2026-08-01", allow=[{"code": "DT001", "because": "on its way"}])),
            ("S-003", provision("S-003", amended="2026-10-01", reviewed="2026-10-01", review_by="2026-11-01")),
            ("A-002", provision("A-002", supports=["S-003"])),
            ("S-004", provision("S-004", withdrawn={"on": "2026-01-01", "because": "old"})),
        ),
    )
    done = _invoke(project, "report", "--as-at", DAY, "--format", form, *words)
    assert (done.exit_code, done.stderr) == (0, "")
    _golden(f"report{'-board' if words else ''}.{form}", done.stdout, request)


@pytest.mark.parametrize("name", ["report", "new"])
def test_a_broken_vocabulary_is_a_failure(project: Path, name: str) -> None:
    """What needs the closed lists says where to look when they cannot be read."""
    lay(project, {"guidance/vocabulary.yml": "["})
    done = _invoke(project, name, *(["principle", "X"] if name == "new" else []))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "Error: the vocabulary cannot be read; run: rulewise check guidance/vocabulary.yml\n"


def test_export(project: Path, request: pytest.FixtureRequest) -> None:
    """The data files hold every provision with all its fields, its text and its links both ways, and no more."""
    lay(project, {RULE: (project / RULE).read_text("utf-8") + "\n<!-- not for readers --> {{ 7*7 }}\n"})
    done = _invoke(project, "export", str(project / "out"), "--as-at", DAY)
    assert (done.exit_code, done.stdout) == (0, "")
    ids = ["A-001", "C-001", "L-northmere-01", "M-01", "P-01", "S-001"]
    files = {file.relative_to(project / "out").as_posix() for file in (project / "out").rglob("*") if file.is_file()}
    assert files == {
        "build.json",
        "guidance.json",
        "guidance.schema.json",
        "vocabulary.schema.json",
        *(f"data/{i}.json" for i in ids),
    }
    everything = json.loads((project / "out/guidance.json").read_text("utf-8"))
    assert list(everything) == ["version", "provisions", "vocabulary"]
    assert [p["id"] for p in everything["provisions"]] == ids
    for one in everything["provisions"]:
        assert json.loads((project / f"out/data/{one['id']}.json").read_text("utf-8")) == {"version": 1, **one}
    _golden("export-S-001.json", (project / "out/data/S-001.json").read_text("utf-8"), request)
    pairs = {(p["id"], link["field"], link["id"]) for p in everything["provisions"] for link in p["links"]["to"]}
    assert pairs == {
        (link["id"], link["field"], p["id"]) for p in everything["provisions"] for link in p["links"]["from"]
    }
    assert {p["url"] for p in everything["provisions"]} == {
        f"{folder}/{i}/"
        for folder, i in zip(
            ("professional", "findings", "local", "measures", "principles", "statutory"), ids, strict=True
        )
    }
    about = json.loads((project / "out/build.json").read_text("utf-8"))
    assert about == {
        "version": 1,
        "commit": None,
        "changed": False,
        "date": DAY,
        "engine": "rulewise 0.1.0",
        "counts": {"statutory": 1, "professional": 1, "principle": 1, "local": 1, "finding": 1, "measure": 1},
        "checked": True,
    }


RULE = "guidance/statutory/enquiries/make-enquiries.md"
PAGES = {
    "a-to-z.md",
    "as-at/index.md",
    "boards/index.md",
    "boards/northmere.md",
    "findings/C-001.md",
    "findings/index.md",
    "glossary.md",
    "health.md",
    "index.md",
    "journey.md",
    "local/L-northmere-01.md",
    "measures/M-01.md",
    "measures/index.md",
    "not-verified.md",
    "principles/P-01.md",
    "principles/index.md",
    "professional/A-001.md",
    "register.md",
    "roles/index.md",
    "roles/local-authority.md",
    "roles/police.md",
    "roles/social-worker.md",
    "stages/enquiries.md",
    "stages/referral.md",
    "statutory/S-001.md",
    *(
        f"changes{name}"
        for page in ("local-authority", "police", "social-worker", "stages/enquiries", "stages/referral")
        for name in (f"/{page}.md", f"/{page}.xml")
    ),
    "changes/index.md",
    "changes.xml",
}


def test_prepare(project: Path) -> None:
    """Every composed page is written, with the pages about the site and the pictures of the guidance."""
    picture = "guidance/statutory/enquiries/map.png"
    lay(
        project,
        {
            RULE: (project / RULE).read_text("utf-8") + "\n![A map](map.png)\n",
            picture: b"PNG",
            "docs/index.md": "# Welcome\n\nHello.\n",
            "docs/about.md": "# About\n",
        },
    )
    done = _invoke(project, "prepare", str(project / "out"), "--as-at", DAY)
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    files = {file.relative_to(project / "out").as_posix() for file in (project / "out").rglob("*") if file.is_file()}
    assert files == PAGES | {"about.md", "pictures/statutory/enquiries/map.png", ".rulewise-prepared"}
    assert "![A map](../pictures/statutory/enquiries/map.png)" in (project / "out/statutory/S-001.md").read_text(
        "utf-8"
    )
    assert "# Welcome" in (project / "out/index.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["prepare", "export"])
def test_out_replaces_its_own_and_refuses_what_is_not(project: Path, name: str) -> None:
    """A folder that the command wrote is replaced as a whole; one with anything else is refused and left alone."""
    lay(project, {"foreign/mine.txt": "mine", "docs/index.md": "# Home\n"})
    before = sorted(project.rglob("*"))
    refused = _invoke(project, name, str(project / "foreign"))
    assert refused.exit_code == 2
    assert "holds files that are not from this command; name an empty or a new folder" in refused.stderr
    assert sorted(project.rglob("*")) == before
    out = project / "out"
    out.mkdir()
    assert _invoke(project, name, str(out)).exit_code == 0
    first = sorted(out.rglob("*"))
    lay(out, {"data/old.json" if name == "export" else "statutory/S-999.md": "left from before"})
    assert _invoke(project, name, str(out)).exit_code == 0
    assert sorted(out.rglob("*")) == first
    assert [one.name for one in project.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("out", ["docs", "guidance", ".", "other-site"])
def test_prepare_never_replaces_what_people_wrote(project: Path, out: str) -> None:
    """The sources, and another project's pages, are refused even where they hold an index.md."""
    lay(
        project,
        {
            "docs/index.md": "# Home\n",
            "docs/about.md": "# About\n",
            "other-site/index.md": "# Theirs\n",
            "other-site/b.md": "x",
        },
    )
    before = {file: file.read_bytes() for file in project.rglob("*") if file.is_file()}
    done = _invoke(project, "prepare", str(project / out))
    assert {file: file.read_bytes() for file in project.rglob("*") if file.is_file()} == before
    assert done.exit_code == 2


@pytest.mark.parametrize("name", ["prepare", "export", "build"])
def test_nothing_is_published_from_broken_guidance(project: Path, name: str) -> None:
    """Errors end with exit code 1, are told on stderr, and nothing is written."""
    _break(project)
    out = ["--site-dir", str(project / "out")] if name == "build" else [str(project / "out")]
    done = _invoke(project, name, *out, "--as-at", DAY)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "guidance/statutory/enquiries/empty.md:1:1: error FM001" in done.stderr
    assert done.stderr.endswith(
        "9 files checked: 4 errors, 1 warning, 1 note\nNothing was published; what was there before is as it was.\n"
    )
    assert not (project / "out").exists()


def test_show_impact(run: Run, project: Path) -> None:
    """All that leans on a provision is listed, and what its end would leave unprotected is asked."""
    done = run("show", "s-001", "--impact")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "S-001  Make enquiries\n"
        "\n"
        "Leaning on it: 4\n"
        "  A-001    See the child alone\n"
        "  C-001    Nobody asked the child\n"
        "  L-northmere-01 Whom to ring at night\n"
        "  M-01     Children seen alone\n"
        "\n"
        "If it were withdrawn: what now protects what it was for?\n"
        "  it served P-01: Keep the child at the centre\n"
    )
