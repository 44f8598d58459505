"""What the files of a synthetic corpus share: the plan that they follow, their front matter, their links and names."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import words
from prose import Voice, title_of


@dataclass(frozen=True)
class Plan:
    """The ids of a corpus by kind, and the force of each rule."""

    seed: int
    forces: dict[str, str]
    statutory: list[str]
    professional: list[str]
    principles: list[str]
    local: list[str]
    findings: list[str]
    measures: list[str]


def page(
    plan: Plan,
    identifier: str,
    *,
    kind: str,
    owner: str,
    stages: list[str],
    front: list[str],
    body: str,
) -> str:
    """Return the text of one file: what every kind has, then ``front``, then the body."""
    voice = Voice(f"{plan.seed}/{identifier}/page")
    head = [
        f"id: {identifier}",
        f"kind: {kind}",
        f"title: {json.dumps(title_of(identifier, plan.seed))}",
        f"summary: {json.dumps(voice.sentence(words.FACTS))}",
        f"owner: {owner}",
        *([f"stages: {listed(stages)}"] if stages else []),
        *front,
        f"amended: {voice.date(6, 8)}",
        f"reviewed: {voice.date(9, 11)}",
        f"review_by: {voice.date(3, 12).replace('2026', str(2027 + voice.random.randint(0, 1)))}",
        f"keywords: {listed([voice.fill('{adj} {noun}') for _ in range(4)])}",
    ]
    return "---\n" + "\n".join(head) + f"\n---\n{body}\n"


def see(plan: Plan, draw: Random, among: list[str], identifier: str) -> str:
    """Return a sentence that links to another provision, sometimes by id alone and sometimes behind words."""
    other = next(one for one in draw.sample(among, 2) if one != identifier)
    words_of_it = title_of(other, plan.seed).lower().partition(" at ")[0].partition(" of ")[0]
    link = f"[{other}]" if draw.random() < 0.3 else f"[{words_of_it}][{other}]"
    return f"{draw.choice(('See', 'It goes with', 'Read it beside', 'It rests on'))} {link}."


def file_name(plan: Plan, identifier: str) -> str:
    """Return the name of a provision's file: its title as a slug, then its id, since titles may be alike."""
    return f"{title_of(identifier, plan.seed).lower().replace(' ', '-')}-{identifier.lower()}.md"


def listed(values: Iterable[str]) -> str:
    """Return a list as YAML writes it on one line."""
    return f"[{', '.join(values)}]"
