"""``rulewise review`` records a review and changes nothing else; dates are judged by what they lean on."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rulewise.cli import command

ADVICE = "guidance/professional/enquiries/see-the-child.md"
RULE = "guidance/statutory/enquiries/make-enquiries.md"


def _run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments, "--root", str(project)])


def test_records_a_review_and_keeps_every_other_byte(project: Path) -> None:
    """Both dates move by the same span; comments, quotation marks and line ends stay."""
    file = project / ADVICE
    before = (
        file.read_bytes()
        .replace(b"reviewed: 2026-06-01", b'reviewed: "2026-06-01"  # by two of us')
        .replace(b"\n", b"\r\n")
    )
    file.write_bytes(before)
    rule = project / RULE
    rule.write_text(rule.read_text().replace("reviewed:", "amended: 2026-07-01\nreviewed:", 1))
    result = _run(project, "review", "a-001", "--reviewed", "2026-08-01")
    assert result.exit_code == 0, result.output
    assert file.read_bytes() == before.replace(b"2026-06-01", b"2026-08-01").replace(b"2027-06-01", b"2027-08-01")
    assert "reviewed 2026-06-01 → 2026-08-01, review by 2027-06-01 → 2027-08-01" in result.output
    assert "since 2026-06-01: S-001 (Make enquiries) was amended on 2026-07-01" in result.output
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("A-009",), "no provision has the id “A-009”. The nearest are: A-001"),
        (("A-001", "--reviewed", "2026-02-30"), "is not a date"),
        (("A-001", "--reviewed", "2999-01-01"), "has not come yet"),
        (("A-001", "--reviewed", "2025-01-01"), "which is later than 2025-01-01"),
    ],
)
def test_refuses_what_cannot_be(project: Path, arguments: tuple[str, ...], said: str) -> None:
    """A bad id or date ends with code 2 and a reason, and the file is as it was."""
    before = (project / ADVICE).read_bytes()
    result = _run(project, "review", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert (project / ADVICE).read_bytes() == before


def test_fix_previews_then_mends(project: Path) -> None:
    """``--diff`` shows what ``--fix`` would write, and writes nothing."""
    file = project / ADVICE
    file.write_text(
        file.read_text()
        .replace("[S-001]", "S-001", 1)
        .replace("supports: S-001", "supports: [S-001]")
        .replace("helps with [S-001]", "helps with S-001")
    )
    before = file.read_bytes()
    shown = _run(project, "check", "--diff")
    assert "+Talk with the child where nobody else is listening. It helps with [S-001]." in shown.output
    assert file.read_bytes() == before
    _run(project, "check", "--fix", "--no-cache")
    assert file.read_bytes() == before.replace(b"helps with S-001", b"helps with [S-001]")


def test_says_what_changed_further_off(project: Path) -> None:
    """A page that leans on a page that leans on what changed is told of the change, and through what."""
    rule = project / RULE
    rule.write_text(rule.read_text().replace("reviewed:", "amended: 2026-07-01\nreviewed:", 1))
    near = (project / ADVICE).read_text()
    far = (
        near.replace("id: A-001", "id: A-002")
        .replace("supports: [S-001]", "supports: []")
        .replace("[S-001]", "[A-001]")
    )
    (project / ADVICE).with_name("further-off.md").write_text(far)
    result = _run(project, "review", "A-002", "--reviewed", "2026-08-01")
    assert result.exit_code == 0, result.output
    assert (
        "since then S-001 (Make enquiries), on which it leans, through A-001, was amended on 2026-07-01"
        in result.output
    )
