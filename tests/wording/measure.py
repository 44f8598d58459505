"""How often the wording checks are right, on labelled sentences: ``make wording``.

Each line of ``sentences/*.jsonl`` gives a kind, the force of the page (for a local page: of what it implements, or its
relation), a section, a sentence in Markdown and the codes that should be reported. The sets in `OTHERS` were written
later, each by somebody who had not read the checks or before they were mended; there ``links`` says what each id that
a sentence links to is. The halves of each set are told apart by a hash of the sentence: one is for studying, and the
other is held out.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rulewise.checks.wording import check_corpus, examine
from rulewise.corpus import Corpus, Entry
from rulewise.corpus.entry import make_entry

HERE = Path(__file__).parent
DAY = dt.date(2026, 11, 22)
CODES = ("WD001", "WD002", "WD004", "WD005", "WD007")
_TARGETS = {
    "duty": "S-901",
    "prohibition": "S-902",
    "power": "S-903",
    "have-regard": "S-904",
    "expectation": "S-905",
    "advice": "A-901",
}
OTHERS = {
    "unseen": "by a writer who had not seen the checks",
    "fresh": "written before their writer read the checks",
    "last": "written when those had been studied",
    "second": "by a second writer who had not seen the checks",
    "third": "by a third writer who had not seen the checks",
}
"""The later sets, by the name of their file."""
STUDIED_WHOLE = ("last", "second")
"""The sets of which no half was held out."""
_ADVICE = {"advise": "advice", "consider": "advice"}
"""The strengths of advice, by its kind."""
_ASKS = ("Questions for the board",)
"""What stands under these has to ask."""
_HEADINGS = {
    "statutory": ("Left to judgement",),
    "professional": ("Why",),
    "principle": ("What this means",),
    "local": (),
    "finding": ("What happened", "Why it made sense", "What helped", "Questions for the board"),
    "measure": ("What it may tell you", "What it cannot tell you"),
}
_COMMON = "owner: somebody\nstages: [enquiries]\nreviewed: 2026-06-01\nreview_by: 2027-06-01\n"
_FIELDS = {
    "professional": "id: A-001\nsupports: [S-901]\nstrength: advise\nevidence:\n  - {cite: A study, type: research}\n",
    "principle": "id: P-01\n",
    "measure": "id: M-01\ncore: local\nabout: [S-901]\nsource: records\n",
    "finding": "id: C-001\nreview: {method: systems, board: none, period: a year, published: now}\npattern: "
    "work\nbears_on: [S-901]\noutcome: open\n",
}


class Labelled(NamedTuple):
    """A sentence, where it stands, and what should be reported of it."""

    kind: str
    force: str
    section: str
    sentence: str
    expected: frozenset[str]
    links: tuple[tuple[str, str], ...] = ()
    """Ids that the sentence links to, each with its force or kind; other links are to the usual targets."""

    @property
    def is_held_out(self) -> bool:
        """Whether the sentence belongs to the half that is held out."""
        return hashlib.sha256(self.sentence.encode()).digest()[0] % 2 == 1


class Score(NamedTuple):
    """Counts for one code."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was reported, how much was right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what should be reported, how much was."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def labelled() -> Iterator[Labelled]:
    """Yield our own labelled sentences, in the order of the files."""
    for file in sorted((HERE / "sentences").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield Labelled(
                row["kind"], row.get("force", ""), row["section"], row["sentence"], frozenset(row["expected"])
            )


def later(name: str) -> Iterator[Labelled]:
    """Yield the sentences of one of `OTHERS`."""
    for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        force = _ADVICE.get(row["force"], row["force"]) or ""
        section = "" if row["section"] == "lead" else row["section"]
        links = tuple((target, _ADVICE.get(what, what)) for target, what in row.get("links", {}).items())
        yield Labelled(row["kind"], force, section, row["text"], frozenset(row["expect"]), links)


def everything() -> Iterator[Labelled]:
    """Yield every labelled sentence."""
    yield from labelled()
    for name in OTHERS:
        yield from later(name)


def reported(one: Labelled) -> frozenset[str]:
    """Return the wording codes that the checks report of a sentence on a page of its kind."""
    entry = _examined(_path(one.kind), _page(one))
    corpus = Corpus(Path(), (*_targets(), *(_target(i, what) for i, what in one.links), entry), None, None)
    found = [*entry.problems, *check_corpus(corpus, DAY)]
    return frozenset(problem.code for problem in found if problem.path == entry.path)


def score(sentences: Iterable[Labelled], code: str, told: dict[Labelled, frozenset[str]]) -> Score:
    """Count how one code did."""
    judged = [(code in told[one], code in one.expected) for one in sentences]
    return Score(judged.count((True, True)), judged.count((True, False)), judged.count((False, True)))


def table(sentences: list[Labelled], told: dict[Labelled, frozenset[str]]) -> str:
    """Lay out precision and recall, code by code."""
    lines = ["code    reported rightly   wrongly   missed   precision   recall"]
    for code in CODES:
        got = score(sentences, code, told)
        lines.append(
            f"{code}   {got.right:16}   {got.wrong:7}   {got.missed:6}   {got.precision:9.3f}   {got.recall:6.3f}"
        )
    return "\n".join(lines)


def measured() -> tuple[str, list[str]]:
    """Return the figures as text, and the sentences that were judged wrongly."""
    told = {one: reported(one) for one in everything()}
    parts = _described("of our own", list(labelled()), told)
    for name, whose in OTHERS.items():
        parts += _described(whose, list(later(name)), told, whole=name in STUDIED_WHOLE)
    text = "\n".join(parts)
    misses = [
        f"{'held out' if one.is_held_out else 'studied'}  {one.kind} {one.force} {one.section}: {one.sentence}\n"
        f"    expected {', '.join(sorted(one.expected)) or 'nothing'}, "
        f"reported {', '.join(sorted(told[one])) or 'nothing'}"
        for one in told
        if told[one] != one.expected
    ]
    return text, misses


def _described(
    whose: str, sentences: list[Labelled], told: dict[Labelled, frozenset[str]], *, whole: bool = False
) -> list[str]:
    passing = sum(not one.expected for one in sentences)
    lines = [f"{len(sentences)} labelled sentences {whose}, {passing} of which must pass.", ""]
    if whole:
        return [*lines, table(sentences, told), ""]
    for name, held_out in (("held out", True), ("studied", False)):
        half = [one for one in sentences if one.is_held_out is held_out]
        lines += [f"The half {name} ({len(half)} sentences):", "", table(half, told), ""]
    return lines


def _page(one: Labelled) -> str:
    fields = _FIELDS.get(one.kind) or (_statutory("S-001", one.force) if one.kind == "statutory" else _local(one.force))
    title = one.sentence if one.section == "title" else "A page"
    summary = one.sentence if one.section == "summary" else "A page for a test."
    front = f"{fields}kind: {one.kind}\ntitle: {json.dumps(title)}\nsummary: {json.dumps(summary)}\n{_COMMON}"
    texts = {"": one.sentence if one.section == "" else "Some words."}
    sections = dict.fromkeys([*_HEADINGS[one.kind], *([one.section] if one.section[:1].isupper() else [])])
    texts |= {
        heading: one.sentence if heading == one.section else "Is it so?" if heading in _ASKS else "Some words."
        for heading in sections
    }
    return (
        f"---\n{front}---\n"
        + "\n\n".join(f"## {heading}\n\n{text}" if heading else text for heading, text in texts.items())
        + "\n"
    )


def _statutory(identifier: str, force: str) -> str:
    source = "statutory-guidance" if force == "expectation" else "act"
    authority = (
        f"instrument: Example Act 1999, provision: section 4, source: {source}, force: {force}, bearers: "
        "[police], url: https://law.example/4"
    )
    return f"id: {identifier}\nauthority:\n  - {{{authority}}}\n"


def _local(force: str) -> str:
    relation = "goes-further" if force == "goes-further" else "adds-detail"
    target = _TARGETS.get(force, _TARGETS["expectation"])
    return f"id: L-northmere-01\nboard: northmere\nimplements: [{target}]\nrelation: {relation}\nbecause: reasons\n"


def _path(kind: str) -> str:
    return f"guidance/{kind}/page.md"


def _examined(path: str, page: str) -> Entry:
    entry = make_entry(path, page.encode())
    if entry.provision is None:
        raise ValueError(f"{path}: {entry.problems}")
    return examine(entry)


def _targets() -> Iterable[Entry]:
    return (_target(identifier, what) for what, identifier in _TARGETS.items())


@cache
def _target(identifier: str, what: str) -> Entry:
    """Return a page to link to: a rule of a force, or a page of another kind."""
    kind = {"advice": "professional", "principle": "principle", "finding": "finding"}.get(what, "statutory")
    fields = _statutory(identifier, what)
    if kind != "statutory":
        fields = re.sub("^id: .*", f"id: {identifier}", _FIELDS[kind])
    page = f"---\n{fields}kind: {kind}\ntitle: A {what}\nsummary: A target.\n{_COMMON}---\nWords.\n"
    return _examined(f"guidance/{kind}/{identifier}.md", page)


def main() -> None:
    """Print the figures, then the misses."""
    text, misses = measured()
    print(text)
    print("\n".join(misses) or "Nothing was judged wrongly.")


if __name__ == "__main__":
    main()
