"""Write a synthetic project to measure with: `python tests/bench/corpus.py OUT --provisions N [--seed 1]`.

The same seed gives the same bytes; nothing here reads a clock.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import bodies
import words
from page import Plan
from prose import Voice

AS_AT = "2026-11-30"
"""The day on which a synthetic corpus is clean: after its last review, before the next one."""

MKDOCS = f"""site_name: Waterways
site_description: A made-up corpus to measure with
docs_dir: docs
site_dir: site
use_directory_urls: true

theme:
  name: material
  language: en
  font: false
  features: [navigation.tabs]

plugins: [rulewise]

extra:
  generator: false
  rulewise: {{as_at: "{AS_AT}"}}

validation:
  nav: {{omitted_files: info, not_found: warn, absolute_links: warn}}
  links: {{not_found: warn, anchors: warn, absolute_links: ignore, unrecognized_links: warn}}

nav:
  - Home: index.md
  - Journey: journey.md
  - Roles: roles/index.md
  - Register of rules: register.md
  - Case reviews: findings/index.md
  - Your area: boards/index.md
"""


def plan(provisions: int, seed: int) -> Plan:
    """Decide what a corpus holds: ids by kind, and for each rule its force."""
    share = words.shares(provisions)
    statutory = [f"S-{i:03}" for i in range(1, share.statutory + 1)]
    draw = Voice(f"{seed}/forces").random
    weights = {"duty": 45, "expectation": 30, "power": 10, "have-regard": 8, "prohibition": 7}
    forces = draw.choices(list(weights), list(weights.values()), k=len(statutory))
    return Plan(
        seed=seed,
        forces=dict(zip(statutory, forces, strict=True)),
        statutory=statutory,
        professional=[f"A-{i:03}" for i in range(1, share.professional + 1)],
        principles=[f"P-{i:02}" for i in range(1, share.principles + 1)],
        local=[f"L-{words.BOARDS[i % len(words.BOARDS)]}-{i // len(words.BOARDS) + 1:02}" for i in range(share.local)],
        findings=[f"C-{i:03}" for i in range(1, share.findings + 1)],
        measures=[f"M-{i:02}" for i in range(1, share.measures + 1)],
    )


def write(out: Path, provisions: int, seed: int = 1) -> None:
    """Write a whole project under ``out``, which must not hold one yet."""
    what = plan(provisions, seed)
    _file(out / "mkdocs.yml", MKDOCS)
    home = Voice(f"{seed}/home").paragraph(words.FACTS, 60)
    _file(out / "docs/index.md", f"# Waterways\n\n{home}\n\n## About\n\nMade up, to measure with.\n")
    _file(out / "guidance/vocabulary.yml", vocabulary(what))
    for path, text in bodies.files(what):
        _file(out / "guidance" / path, text)


def vocabulary(what: Plan) -> str:
    """Return the closed lists of a synthetic corpus, as YAML (JSON is YAML)."""
    voice = Voice(f"{what.seed}/vocabulary")

    def entries(names: Sequence[str]) -> list[dict[str, object]]:
        return [
            {"id": name, "title": name.replace("-", " ").capitalize(), "summary": voice.sentence(words.FACTS)}
            for name in names
        ]

    owners = [
        ("department-for-waterways", ["statutory", "measure"]),
        *((name, ["professional"]) for name in words.ADVISERS[:-1]),
    ]
    owners += [("stewards", ["professional", "principle", "finding", "measure"])]
    owners += [(f"{board}-board", ["local"]) for board in words.BOARDS]
    lists: dict[str, object] = {
        "stages": entries(words.STAGES),
        "roles": entries(words.ROLES),
        "bodies": [
            {"id": name, "title": name.replace("-", " ").capitalize(), "may_own": kinds} for name, kinds in owners
        ],
        "boards": [
            {
                "id": board,
                "title": board.capitalize(),
                "body": f"{board}-board",
                "area": voice.say("place"),
                "example": "true",
            }
            for board in words.BOARDS
        ],
        "patterns": entries(words.PATTERNS),
        "terms": [
            {
                "term": term,
                "means": voice.sentence(words.FACTS),
                "also": [f"{voice.say('adj')} {term}"],
                "see": [what.statutory[i]],
            }
            for i, term in enumerate(words.TERMS)
        ],
    }
    lines: list[str] = []
    for name, items in lists.items():
        assert isinstance(items, list)
        lines += [f"{name}:", *(f"  - {json.dumps(item)}" for item in items)]
    return "\n".join(lines) + "\n"


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(
        description="Write a synthetic project of so many provisions, clean under `rulewise check`."
    )
    parser.add_argument("out", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--provisions", type=int, required=True, help="50 or more")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    if told.provisions < 50 or (told.out.exists() and any(told.out.iterdir())):
        parser.error("OUT must be new or empty, and --provisions 50 or more")
    write(told.out, told.provisions, told.seed)
    print(f"{told.provisions} provisions in {told.out}")


if __name__ == "__main__":
    main()
