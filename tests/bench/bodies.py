"""The files of a synthetic corpus: front matter and body of each kind, with links to one another."""

import json
from collections.abc import Iterator
from random import Random

import words
from page import Plan, file_name, listed, page, see
from prose import Voice


def files(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the path under ``guidance/`` and the text of every provision."""
    for i, identifier in enumerate(plan.statutory):
        stage = words.STAGES[i % len(words.STAGES)]
        yield f"statutory/{stage}/{file_name(plan, identifier)}", _statutory(plan, identifier, stage)
    for i, identifier in enumerate(plan.professional):
        stage = words.STAGES[i % len(words.STAGES)]
        yield f"professional/{stage}/{file_name(plan, identifier)}", _professional(plan, identifier, stage, i)
    for identifier in plan.principles:
        yield f"principles/{file_name(plan, identifier)}", _principle(plan, identifier)
    for identifier in plan.local:
        board = identifier.split("-")[1]
        yield f"local/{board}/{file_name(plan, identifier)}", _local(plan, identifier, board)
    for identifier in plan.findings:
        yield f"findings/{file_name(plan, identifier)}", _finding(plan, identifier)
    for identifier in plan.measures:
        yield f"measures/{file_name(plan, identifier)}", _measure(plan, identifier)


def _statutory(plan: Plan, identifier: str, stage: str) -> str:
    force = plan.forces[identifier]
    draw = Random(f"{plan.seed}/{identifier}/front")
    bearers = draw.sample(words.ROLES[:-1], draw.choice((1, 1, 2)))
    source = "statutory-guidance" if force == "expectation" else draw.choice(("act", "act", "regulations"))
    limit = f"{draw.randint(2, 60)} working days" if force in {"duty", "expectation"} and draw.random() < 0.3 else ""
    bearer = " and ".join(f"the {name.replace('-', ' ')}" for name in bearers)
    voice = Voice(f"{plan.seed}/{identifier}", bearer, f"within {limit}" if limit else "")
    name = (
        f"{voice.say('place')} Navigation {'Guidance' if force == 'expectation' else 'Act'} {draw.randint(1948, 2019)}"
    )
    section = draw.randint(1, 180)
    front = [
        f"roles: {listed(dict.fromkeys([*bearers, *draw.sample(words.ROLES, 2)]))}",
        f"principles: {listed(sorted(draw.sample(plan.principles, 2)))}",
        "authority:",
        f"  - instrument: {json.dumps(name)}",
        f"    provision: section {section}({draw.randint(1, 9)})",
        f"    source: {source}",
        f"    force: {force}",
        f"    bearers: {listed(bearers)}",
        f"    url: https://law.example/{identifier.lower()}/section/{section}",
        f"    in_force: {draw.randint(1975, 2019)}-0{draw.randint(1, 9)}-01",
    ]
    if limit:
        front.append(f"timescale: {{limit: {limit}, from: {voice.say('np')}, source: {source}}}")
    read = voice.date(6, 8)
    if draw.random() < 0.6:
        front.append(
            f"checked: {{on: {read}, how: page, level: official, against: https://law.example/{identifier.lower()}}}"
        )
    says = words.FORCES[force]
    lead = f"{voice.fill(says[0])}. {voice.paragraph(words.FACTS, 60)}"
    more = f"{voice.fill(says[1])}. {voice.paragraph(words.FACTS, 50)} {see(plan, draw, plan.statutory, identifier)}"
    judged = f"{voice.items(words.OPEN_MATTERS, 3, '')}\n\n{see(plan, draw, plan.professional, identifier)}"
    body = f"{lead}\n\n{more}\n\n## Left to judgement\n\n{judged}"
    return page(
        plan, identifier, kind="statutory", owner="department-for-waterways", stages=[stage], front=front, body=body
    )


def _professional(plan: Plan, identifier: str, stage: str, i: int) -> str:
    voice, draw = Voice(f"{plan.seed}/{identifier}"), Random(f"{plan.seed}/{identifier}/front")
    supports = list(dict.fromkeys([plan.statutory[i % len(plan.statutory)], *draw.sample(plan.statutory, 2)]))
    principles = sorted({plan.principles[i % 10], draw.choice(plan.principles)})
    front = [
        f"roles: {listed(draw.sample(words.ROLES, 3))}",
        f"principles: {listed(principles)}",
        f"supports: {listed(supports)}",
        f"strength: {draw.choice(('advise', 'advise', 'consider'))}",
        "evidence:",
    ]
    read = voice.date(6, 8)
    for n in range(draw.randint(1, 3)):
        cite = f"{voice.say('place')} survey, volume {draw.randint(1, 90)}: {voice.say('np')}"
        front += [
            f"  - cite: {json.dumps(cite)}",
            f"    type: {draw.choice(('research', 'review', 'standard', 'experience'))}",
        ]
        if draw.random() < 0.5:
            front += [
                f"    url: https://evidence.example/{identifier.lower()}/{n}",
                f"    checked: {{on: {read}, how: page}}",
            ]
    body = "\n\n".join(
        (
            f"{voice.paragraph(words.ORDERS, 35)} {see(plan, draw, supports, identifier)}",
            f"## Why\n\n{voice.paragraph(words.FACTS, 60)}",
            f"## In practice\n\n{voice.items(words.ORDERS, 5)}\n- {see(plan, draw, plan.professional, identifier)}",
            f"## When this may not fit\n\n{voice.items(words.FACTS, 2)}",
        )
    )
    return page(
        plan, identifier, kind="professional", owner=draw.choice(words.ADVISERS), stages=[stage], front=front, body=body
    )


def _principle(plan: Plan, identifier: str) -> str:
    voice, draw = Voice(f"{plan.seed}/{identifier}"), Random(f"{plan.seed}/{identifier}/front")
    means = f"{voice.items(words.ORDERS, 7)}\n- {see(plan, draw, plan.professional, identifier)}"
    body = f"{voice.paragraph(words.FACTS, 90)}\n\n## What this means\n\n{means}"
    return page(plan, identifier, kind="principle", owner="stewards", stages=[], front=[], body=body)


def _local(plan: Plan, identifier: str, board: str) -> str:
    voice, draw = Voice(f"{plan.seed}/{identifier}"), Random(f"{plan.seed}/{identifier}/front")
    implements = draw.choice(
        [rule for rule in draw.sample(plan.statutory, 12) if plan.forces[rule] in {"duty", "expectation"}]
    )
    relation = draw.choice(("adopts", "adds-detail", "local-choice"))
    front = [
        f"roles: {listed(draw.sample(words.ROLES, 2))}",
        f"principles: {listed([draw.choice(plan.principles)])}",
        f"board: {board}",
        f"implements: {listed([implements])}",
        f"relation: {relation}",
    ]
    if relation == "local-choice":
        front.append(f"because: {json.dumps(voice.sentence(words.FACTS))}")
    verb = "must" if plan.forces[implements] == "duty" else "should"
    lead = voice.fill(f"{{Actor}} {verb} {{verb}} {{np}} at {{place}}, as [the rule][{implements}] says.")
    body = f"{lead} {voice.paragraph(words.FACTS, 90)}\n\n{voice.paragraph(words.FACTS, 90)}"
    return page(
        plan,
        identifier,
        kind="local",
        owner=f"{board}-board",
        stages=draw.sample(words.STAGES, 1),
        front=front,
        body=body,
    )


def _finding(plan: Plan, identifier: str) -> str:
    voice, draw = Voice(f"{plan.seed}/{identifier}"), Random(f"{plan.seed}/{identifier}/front")
    front = [
        f"review: {{method: a made-up review, board: {draw.choice(words.BOARDS)}, period: 2024, published: 2025}}",
        f"pattern: {draw.choice(words.PATTERNS)}",
        f"bears_on: {listed([*draw.sample(plan.statutory, 2), *draw.sample(plan.professional, 2)])}",
        "outcome: open",
    ]
    parts = [voice.paragraph(words.FACTS, 45) for _ in range(4)]
    headings = ("## What happened\n\n", "## Why it made sense\n\n", "## What helped\n\n")
    told = "\n\n".join([parts[0], *(heading + part for heading, part in zip(headings, parts[1:], strict=True))])
    body = f"{told}\n\n## Questions for the board\n\n{voice.items(words.ASKED, 4, '1. ')}"
    return page(plan, identifier, kind="finding", owner="stewards", stages=["learning"], front=front, body=body)


def _measure(plan: Plan, identifier: str) -> str:
    voice, draw = Voice(f"{plan.seed}/{identifier}"), Random(f"{plan.seed}/{identifier}/front")
    front = [
        f"core: {draw.choice(('national', 'local'))}",
        f"about: {listed(draw.sample(plan.statutory, 2))}",
        f"source: {json.dumps(voice.sentence(words.FACTS))}",
    ]
    may = f"## What it may tell you\n\n{voice.items(words.ASKED, 4)}\n- {see(plan, draw, plan.statutory, identifier)}"
    body = f"{voice.paragraph(words.FACTS, 90)}\n\n{may}\n\n## What it cannot tell you\n\n{voice.items(words.ASKED, 4)}"
    return page(
        plan, identifier, kind="measure", owner="stewards", stages=draw.sample(words.STAGES, 1), front=front, body=body
    )
