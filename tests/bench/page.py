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


def _page(
    plan: Plan, identifier: str, kind: str, owner: str, stages: list[str], front: list[str], body: str, reviewed: str
) -> str:
    voice = Voice(f"{plan.seed}/{identifier}/page")
    head = [
        f"id: {identifier}",
        f"kind: {kind}",
        f"title: {json.dumps(title_of(identifier, plan.seed))}",
        f"summary: {json.dumps(voice.sentence(words.FACTS))}",
        f"owner: {owner}",
        *([f"stages: {_list(stages)}"] if stages else []),
        *front,
        f"amended: {voice.date(6, 8)}",
        f"reviewed: {reviewed}",
        f"review_by: {voice.date(3, 12).replace('2026', str(2027 + voice.random.randint(0, 1)))}",
        f"keywords: {_list([voice.fill('{adj} {noun}') for _ in range(4)])}",
    ]
    return "---\n" + "\n".join(head) + f"\n---\n{body}\n"


def _see(plan: Plan, draw: Random, among: list[str], identifier: str, count: int) -> str:
    """Link to other provisions, sometimes by id alone and sometimes behind words."""
    others = [other for other in draw.sample(among, min(count + 1, len(among))) if other != identifier][:count]
    links = [
        f"[{other}]" if draw.random() < 0.3 else f"[{title_of(other, plan.seed).lower()}][{other}]" for other in others
    ]
    return f"{draw.choice(('See', 'It goes with', 'Read it beside', 'It rests on'))} {' and '.join(links)}."


def _slug(plan: Plan, identifier: str) -> str:
    return f"{title_of(identifier, plan.seed).lower().replace(' ', '-')}-{identifier.lower()}.md"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
