"""The vocabulary: occupations, skills, tasks, industries and motives, and how they hang together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jobmatch.domain.text import Text

KINDS = ("occupation", "skill", "task", "industry", "motive")
"""What a concept can be."""

RELATIONS = ("needs_essential", "needs_useful", "broader", "close", "shows", "in_industry", "met_in", "same")
"""How two concepts can hang together; ``same`` joins the shipped vocabulary with an imported one."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a person can be, can do, has done, or wants."""

    code: str
    """Stable, with its kind in front: ``skill.opvask``, or an ESCO address."""
    kind: str
    """One of ``KINDS``."""
    label: Text
    """What it is called."""
    synonyms: tuple[str, ...] = ()
    """What people also say, mostly Danish."""
    isco: str | None = None
    """The four-digit ISCO-08 group of an occupation."""

    @property
    def imported(self) -> bool:
        """Whether it came with an imported vocabulary, whose codes are addresses."""
        return "://" in self.code

    @property
    def terms(self) -> tuple[str, ...]:
        """Every way to say it, the Danish label first, none twice."""
        return tuple(dict.fromkeys(term for term in (self.label.da, *self.synonyms, self.label.en) if term))


class Relation(NamedTuple):
    """That one concept has to do with another. A plain tuple: ESCO has more than a hundred thousand of them."""

    source: str
    """The code it goes from: the occupation, the narrower skill, the task."""
    kind: str
    """One of ``RELATIONS``."""
    target: str
    """The code it goes to: the skill, the wider skill, the industry."""


class Vocabulary:
    """Concepts and relations with a version that changes when, and only when, their content does."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        relations: Iterable[Relation],
        version: str | None = None,
        *,
        sound: bool = False,
    ) -> None:
        """Concepts and relations of any origin.

        Args:
            version: Told by whoever knows what it is made of; else worked out from the content when asked.
            sound: That every relation is known to stand once and between concepts that are here; else that is seen to.
        """
        if version is not None:
            self.__dict__["version"] = version
        self.concepts: Mapping[str, Concept] = {concept.code: concept for concept in concepts}
        self.dangling: tuple[Relation, ...] = ()
        if sound:
            self.relations = tuple(relations)
            return
        every = dict.fromkeys(relations)
        known = self.concepts
        self.relations = tuple([r for r in every if r[0] in known and r[2] in known])
        if len(self.relations) != len(every):
            self.dangling = tuple(r for r in every if r.source not in known or r.target not in known)

    @cached_property
    def version(self) -> str:
        """A short hash of everything in it."""
        digest = hashlib.sha256()
        for concept in sorted(self.concepts.values(), key=lambda c: c.code):
            parts = (concept.code, concept.kind, concept.label.da, concept.label.en, concept.isco or "")
            digest.update("\x1f".join((*parts, *concept.synonyms)).encode() + b"\x1e")
        for line in sorted(f"{r.source}\x1f{r.kind}\x1f{r.target}" for r in self.relations):
            digest.update(line.encode() + b"\x1e")
        return digest.hexdigest()[:12]

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Relation, ...]]:
        """Code → the relations that go from it."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            found.setdefault(relation.source, []).append(relation)
        return {code: tuple(relations) for code, relations in found.items()}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Relation, ...]]:
        """Code → the relations that go to it."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            found.setdefault(relation.target, []).append(relation)
        return {code: tuple(relations) for code, relations in found.items()}

    def of_kind(self, kind: str) -> list[Concept]:
        """The concepts of one kind, in the vocabulary's order."""
        return [concept for concept in self.concepts.values() if concept.kind == kind]
