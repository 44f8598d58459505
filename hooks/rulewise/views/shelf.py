"""What the pages draw from: provisions by stage, role and kind, each with its way to be shown."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from rulewise.checks import Report
from rulewise.corpus import TEXT, Corpus
from rulewise.history.changes import Story
from rulewise.history.timeline import no_history
from rulewise.model.provision import Local, Principle, Professional, Provision, Statutory
from rulewise.model.values import Id
from rulewise.model.vocabulary import Role, Stage, Vocabulary
from rulewise.model.words import Force, Kind
from rulewise.source.body import headings_of, section, without_comments
from rulewise.views.setting import Setting
from rulewise.views.text import section_items


@dataclass(frozen=True)
class Shelf:
    """A clean corpus on the day it is published."""

    report: Report
    vocabulary: Vocabulary
    setting: Setting

    @cached_property
    def story(self) -> Story:
        """The corpus through time; empty where nobody looked."""
        return self.setting.story or Story(no_history(self.corpus.root, "it was not looked for"))

    @property
    def corpus(self) -> Corpus:
        """The corpus."""
        return self.report.corpus

    @property
    def as_at(self) -> dt.date:
        """The day."""
        return self.report.as_at

    @cached_property
    def standing(self) -> list[Provision]:
        """Every provision that has not been withdrawn, in the order of the journey, then of ids."""
        order = {stage.id: i for i, stage in enumerate(self.vocabulary.stages)}
        kept = [p for p in self.corpus.provisions() if not p.is_withdrawn(self.as_at)]
        return sorted(kept, key=lambda p: (min((order.get(s, 99) for s in p.stages), default=99), p.id))

    def of(self, kind: type[Provision]) -> list[Provision]:
        """The standing provisions of one kind."""
        return [p for p in self.standing if isinstance(p, kind)]

    @cached_property
    def law(self) -> list[Statutory]:
        """Standing rules that an Act or regulations make."""
        return [p for p in self.standing if isinstance(p, Statutory) and p.force is not Force.EXPECTATION]

    @cached_property
    def expected(self) -> list[Statutory]:
        """Standing rules that statutory guidance makes."""
        return [p for p in self.standing if isinstance(p, Statutory) and p.force is Force.EXPECTATION]

    @cached_property
    def advice(self) -> list[Professional]:
        """Standing advice."""
        return [p for p in self.standing if isinstance(p, Professional)]

    def naming(self, identifier: Id, field: str) -> list[Provision]:
        """The standing provisions that name one in a field, in order."""
        return self._in_order(self.corpus.naming(identifier, field))

    def named(self, identifiers: tuple[Id, ...]) -> list[Provision]:
        """The provisions with these ids, as they were listed."""
        found = (self.corpus.get(identifier) for identifier in identifiers)
        return [provision for provision in found if provision]

    def beside(self, provision: Provision, kind: type[Provision]) -> list[Provision]:
        """The standing provisions of a kind that this one names, and those of its stages that name it.

        A rule that half the corpus mentions would otherwise have half the corpus beside it.
        """
        fields = {TEXT, "related"}
        named = {link.target for link in self.corpus.links.get(provision.id, ()) if link.field in fields}
        naming = {link.source for link in self.corpus.back_links.get(provision.id, ()) if link.field in fields}
        near = {i for i in naming if (p := self.corpus.get(i)) and set(p.stages) & set(provision.stages)}
        return [p for p in self._in_order(sorted((named | near) - {provision.id})) if isinstance(p, kind)]

    def at(self, stage: Stage) -> list[Provision]:
        """The standing provisions of one stage."""
        return self._by_stage.get(stage.id, [])

    def to(self, role: Role, stage: Stage | None = None) -> list[Provision]:
        """The standing rules and advice that bind or speak to a role, at one stage or at all."""
        spoken = self._by_role.get(role.id, [])
        return [p for p in spoken if stage.id in p.stages] if stage else spoken

    def neighbours(self, provision: Provision) -> tuple[Provision | None, Provision | None]:
        """The rules or the advice before and after this one along the journey."""
        shelf, places = self._by_kind[provision.kind]
        i = places.get(provision.id)
        if i is None:
            return None, None
        return (shelf[i - 1] if i else None), (shelf[i + 1] if i + 1 < len(shelf) else None)

    def board_pages(self, board: str) -> list[Local]:
        """The standing procedures of one board."""
        return [p for p in self.standing if isinstance(p, Local) and p.board == board]

    def principles(self) -> list[Provision]:
        """The principles, by number."""
        return self.of(Principle)

    def _in_order(self, identifiers: list[Id]) -> list[Provision]:
        places = self._places
        return [self.standing[place] for place in sorted({places[i] for i in identifiers if i in places})]

    @cached_property
    def _places(self) -> dict[Id, int]:
        return {p.id: i for i, p in enumerate(self.standing)}

    @cached_property
    def _by_kind(self) -> dict[Kind, tuple[list[Provision], dict[Id, int]]]:
        shelves = {kind: [p for p in self.standing if p.kind is kind] for kind in Kind}
        return {kind: (shelf, {p.id: i for i, p in enumerate(shelf)}) for kind, shelf in shelves.items()}

    @cached_property
    def _by_stage(self) -> dict[str, list[Provision]]:
        shelves: dict[str, list[Provision]] = defaultdict(list)
        for provision in self.standing:
            for stage in provision.stages:
                shelves[stage].append(provision)
        return shelves

    @cached_property
    def _by_role(self) -> dict[str, list[Provision]]:
        shelves: dict[str, list[Provision]] = defaultdict(list)
        for provision in [*self.law, *self.expected, *self.advice]:
            authorities = provision.authority if isinstance(provision, Statutory) else ()
            bearers = (bearer for authority in authorities for bearer in authority.bearers)
            for role in dict.fromkeys([*bearers, *provision.roles]):
                shelves[role].append(provision)
        return shelves

    def open_matters(self, identifier: Id) -> list[str]:
        """List what a rule leaves to judgement, in the words with which its own section begins each matter."""
        if identifier not in self._matters:
            document = self.corpus.document(self.corpus.by_id[identifier])
            body = without_comments(document.body) if document else ""
            text = section(body, headings_of(body), "Left to judgement")
            self._matters[identifier] = section_items(text or "")
        return self._matters[identifier]

    @cached_property
    def _matters(self) -> dict[Id, list[str]]:
        return {}
