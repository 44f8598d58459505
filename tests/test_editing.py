"""The front door for editors: every command on their pages runs, the forms and the hook are well formed."""

import datetime as dt
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
import yaml

from conftest import CASES, lay
from rulewise.checks import check
from support import HOOKS, ROOT, path_of, provision
from test_site import MKDOCS

PAGES = sorted((ROOT / "docs/editing").glob("*.md"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PROGRAMS = Path(sys.executable).parent
ANSWERS = {"rulewise new": b"professional\nSit where the child sits\nassessment\nrulewise-stewards\nS-035\n"}
"""What somebody at the terminal answers; elsewhere, Enter."""

SERVERS = {"rulewise serve": "--address 127.0.0.1:{}", "python3 -m http.server --bind 127.0.0.1": "{}"}
"""What runs until it is stopped, and how it is told a port of its own."""


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


LINES = [
    (page.name, line)
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]
    for block in _blocks(page, "sh")
    for line in block.splitlines()
]


def _environment() -> dict[str, str]:
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(HOOKS), "NO_MKDOCS_2_WARNING": "1", "TERM": "dumb"}


@pytest.mark.parametrize(("page", "line"), [one for one in LINES if one[1] not in SERVERS])
def test_every_command_on_the_pages_runs(page: str, line: str, tmp_path: Path) -> None:
    """Each is run as it stands, at a terminal, over the guidance that is here."""
    shutil.copytree(ROOT / "guidance", tmp_path / "guidance")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    ours, its = pty.openpty()
    try:
        os.write(ours, ANSWERS.get(line, b"\n"))
        done = subprocess.run(
            line, shell=True, cwd=tmp_path, env=_environment(), stdin=its, capture_output=True, text=True, timeout=60,
            check=False,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(its)
    assert done.returncode == 0, f"{page}: {line}\n{done.stdout}{done.stderr}"
    assert done.stdout + done.stderr


@pytest.mark.parametrize("line", SERVERS)
def test_what_serves_serves(line: str, tmp_path: Path) -> None:
    """What the pages start to look at the site shows it until Ctrl-C."""
    assert line in {each for _page, each in LINES}
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    lay(tmp_path, {"mkdocs.yml": MKDOCS.replace("HOOK", str(HOOKS / "build.py")), "index.html": "Ours"})
    lay(tmp_path, {"docs/index.md": "# Ours\n", "docs/how-to-read.md": "# How\n", "docs/about.md": "# About\n"})
    port = 20000 + os.getpid() % 20000
    words = f"{line} {SERVERS[line].format(port)}".split()
    with subprocess.Popen(
        words, cwd=tmp_path, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            assert b"Ours" in _answer(f"http://127.0.0.1:{port}/", server)
        finally:
            server.send_signal(signal.SIGINT)
        try:
            assert server.wait(timeout=60) is not None
        finally:
            server.kill()


def _answer(address: str, server: subprocess.Popen[bytes]) -> bytes:
    """Ask until the server is there."""
    for _ in range(300):
        assert server.poll() is None
        try:
            with urlopen(address, timeout=10) as answer:
                body: bytes = answer.read()
                return body
        except OSError:
            time.sleep(0.2)
    pytest.fail("nothing answered")


def test_the_front_matter_on_the_page_about_law_is_sound(tmp_path: Path) -> None:
    """What editors are shown to write when the law changes is what the check takes."""
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    told: dict[str, Any] = {}
    for block in _blocks(ROOT / "docs/editing/law.md", "yaml"):
        told |= yaml.load(block, yaml.BaseLoader)  # every value as the text that it is
    assert set(told) == {"checked", "amended", "reviewed", "authority", "withdrawn"}
    told["withdrawn"]["replaced_by"] = "S-001"
    lay(tmp_path, {path_of("S-050"): provision("S-050", review_by="2028-01-01", **told)})
    assert [
        problem for problem in check(tmp_path, dt.date(2027, 9, 2)).problems if problem.path == path_of("S-050")
    ] == []


def test_every_picture_has_words_and_is_ours() -> None:
    """Each picture on the pages is told in words, draws itself without other files, and is used."""
    shown = {}
    for page in PAGES:
        shown |= {file: words for words, file in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8"))}
    assert set(shown) == {file.name for file in (ROOT / "docs/editing").iterdir() if file.suffix != ".md"}
    for name, words in shown.items():
        assert len(words.split()) >= 8
        picture = ET.parse(ROOT / "docs/editing" / name).getroot()
        tags = {element.tag.split("}")[1] for element in picture.iter()}
        assert tags <= {"svg", "title", "style", "rect", "circle", "path", "text"}
        text = (ROOT / "docs/editing" / name).read_text("utf-8")
        assert "prefers-color-scheme:dark" in text
        assert not re.search(r"url\(|href|@import|http(?!://www\.w3\.org/2000/svg)", text)


def test_the_steps_in_the_pictures_are_those_in_the_text() -> None:
    """The numbers that are drawn are told one by one, in their order."""
    page = (ROOT / "docs/editing/change.md").read_text("utf-8")
    drawn: list[int] = []
    for name in re.findall(r"\]\(([^)]+\.svg)\)", page):
        text = (ROOT / "docs/editing" / name).read_text("utf-8")
        drawn += sorted(int(number) for number in re.findall(r'class="num"[^>]*>(\d)<', text))
    assert drawn == list(range(1, 10))
    assert [int(number) for number in re.findall(r"\((\d)\)", page)] == drawn


def test_the_forms() -> None:
    """Three, each with fields that GitHub knows, and each says first and last that nobody may be recognised."""
    assert [yaml.safe_load(form.read_text("utf-8"))["name"] for form in FORMS] == [
        "This advice does not fit practice",
        "Propose advice",
        "Report an error in law",
    ]
    for form in FORMS:
        whole = yaml.safe_load(form.read_text("utf-8"))
        assert set(whole) == {"name", "description", "title", "labels", "body"}
        fields = whole["body"]
        assert {field["type"] for field in fields} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}
        assert fields[0]["attributes"]["value"].startswith("**Never write about a real ")
        assert fields[-1]["attributes"]["options"][0]["required"] is True
        names = [field["id"] for field in fields[1:]]
        assert len(set(names)) == len(names)
        for field in fields[1:]:
            assert field["attributes"]["label"]
            assert set(field) <= {"type", "id", "attributes", "validations"}
    config = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text("utf-8"))
    assert config["blank_issues_enabled"] is False
    assert [set(link) for link in config["contact_links"]] == [{"name", "url", "about"}]


def test_the_pull_request_template_asks_what_matters() -> None:
    """What changes, how we know, who approves and what could go; and never anybody's details."""
    text = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    assert re.findall(r"^\*\*(.+?)\*\*", text, re.MULTILINE) == [
        "What changes for somebody at work?",
        "How do we know?",
        "Who approves?",
        "What could go instead?",
    ]
    assert text.startswith("<!-- Never name or describe a real child, family or colleague")
    assert text.count("- [ ]") == 3
    for path in re.findall(r"`(docs/[^`]+)`", text):
        assert (ROOT / path).exists()


def test_the_hook_that_others_can_name(tmp_path: Path) -> None:
    """pre-commit takes the definition, and its command refuses a commit with errors and lets a clean one through."""
    program = PROGRAMS / "pre-commit"
    definition = ROOT / ".pre-commit-hooks.yaml"
    environment = {**_environment(), "PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": os.devnull}

    def call(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert call(program, "validate-manifest", definition).returncode == 0
    (hook,) = yaml.safe_load(definition.read_text("utf-8"))
    (named,) = yaml.safe_load(_blocks(ROOT / "docs/editing/elsewhere.md", "yaml")[0])["repos"]
    assert [one["id"] for one in named["hooks"]] == [hook["id"]]
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    here = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    lay(tmp_path, {".pre-commit-config.yaml": yaml.safe_dump(here), ".gitignore": "home/\n"})
    call("git", "init", "-q")
    call("git", "add", "-A")
    clean = call(program, "run")
    assert clean.returncode == 0, clean.stdout
    lay(tmp_path, {path_of("S-002"): provision("S-002", title=None)})
    call("git", "add", "-A")
    refused = call(program, "run")
    assert refused.returncode == 1
    assert "FM005" in refused.stdout
