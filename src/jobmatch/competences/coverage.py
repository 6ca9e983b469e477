"""How much one concept covers another, and which wishes reach what, with the path kept for the explanation."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jobmatch.competences.vocabulary import Vocabulary

_LEVEL_SHARE = {None: 85, 1: 60, 2: 100, 3: 100}
"""What a competence at a level covers of itself; a level nobody has told counts less than a sure one."""

_COVERS = {
    # kind of relation: (share from source to target, share from target to source)
    "same": (100, 100),
    "broader": (80, 50),
    "close": (60, 60),
    "shows": (90, 75),
    "needs_essential": (85, 0),
    "needs_useful": (50, 0),
    "met_in": (60, 0),
}

_REACHES = {
    "same": (100, 100),
    "broader": (55, 85),
    "close": (60, 60),
    "shows": (75, 80),
    "needs_essential": (65, 70),
    "needs_useful": (40, 45),
    "in_industry": (60, 80),
    "met_in": (90, 45),
}

_TYPICAL = 8
"""A skill that more occupations or tasks than this share is no longer typical of any of them."""

_STEPS = 2
_LEAST_COVER = 25
_LEAST_REACH = 30
_LEAST_REACH_OF_INDUSTRY = 50
"""A trade names much already: its own jobs and their work, never the neighbouring trades where they are found too."""

_NEVER_AFTER = {"narrower": "broader", "has_occupation": "in_industry"}
"""Up and down again meets strangers: Arabic is not Danish, and a bakery's machine operator is not its baker."""

_WHOLE_JOB = 80
"""Holding every skill that an occupation needs is most of knowing it."""
_ONE_USEFUL = 50
"""Holding one skill that is useful there is something."""
_WISH_LIKE_SKILL = 80
"""A wish reaches an occupation a little less than holding the same would cover it."""


@dataclass(frozen=True, slots=True)
class Covered:
    """That something held covers something required."""

    share: int
    """0 to 100."""
    path: tuple[str, ...]
    """The codes from the held one to the required one."""
    kind: str
    """same, or the weakest relation on the path: broader, narrower, close, shows, shown_by, occupation."""


class Coverage:
    """The sparse relation over one vocabulary, walked when first asked and then kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._cover_steps = _steps(vocabulary, _COVERS)
        self._reach_steps = _typical(_steps(vocabulary, _REACHES))
        self._jobs = _Jobs(vocabulary)
        self._covers: dict[str, dict[str, Covered]] = {}
        self._near: dict[str, dict[str, int]] = {}

    def covers(self, code: str, level: int | None = None) -> Mapping[str, Covered]:
        """What holding a competence at a level covers, itself included; empty for a code nobody knows."""
        if code not in self.vocabulary.concepts:
            return {}
        if code not in self._covers:
            walked = _walk(code, self._cover_steps, _LEAST_COVER)
            jobs = {job: covered for job, covered in self._jobs.covered_by(walked).items() if job not in walked}
            self._covers[code] = walked | jobs
        factor = _LEVEL_SHARE[level]
        if factor == 100:
            return self._covers[code]
        scaled = {
            other: Covered(covered.share * factor // 100, covered.path, covered.kind)
            for other, covered in self._covers[code].items()
        }
        return {other: covered for other, covered in scaled.items() if covered.share > 0}

    def near(self, code: str) -> Mapping[str, int]:
        """What a wish for a concept reaches, 0 to 100, itself at 100."""
        if code not in self.vocabulary.concepts:
            return {}
        if code not in self._near:
            reached = {other: walked.share for other, walked in _walk(code, self._reach_steps, _LEAST_REACH).items()}
            for other, covered in self.covers(code, 2).items():
                if covered.kind == "needed_by":
                    share = covered.share * _WISH_LIKE_SKILL // 100
                    reached[other] = max(share, reached.get(other, 0))
            is_industry = self.vocabulary.concepts[code].kind == "industry"
            least = _LEAST_REACH_OF_INDUSTRY if is_industry else _LEAST_REACH
            self._near[code] = {other: share for other, share in reached.items() if share >= least}
        return self._near[code]


class _Jobs:
    """What occupations need, to tell how much of one somebody knows who has some of its skills."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._needing: dict[str, list[tuple[str, bool]]] = {}
        for relation in vocabulary.relations:
            if relation.kind in ("needs_essential", "needs_useful"):
                essential = relation.kind == "needs_essential"
                self._needing.setdefault(relation.target, []).append((relation.source, essential))
        self._weight = {skill: min(1.0, math.sqrt(_TYPICAL / len(jobs))) for skill, jobs in self._needing.items()}
        self._whole: dict[str, float] = {}
        for skill, jobs in self._needing.items():
            for job, essential in jobs:
                if essential:
                    self._whole[job] = self._whole.get(job, 0.0) + self._weight[skill]

    def covered_by(self, held: Mapping[str, Covered]) -> dict[str, Covered]:
        """Occupations whose skills are held: the share of the essential ones, the rare ones counting most."""
        essential: dict[str, float] = {}
        best: dict[str, tuple[float, str]] = {}
        for skill, covered in held.items():
            for job, needs_it in self._needing.get(skill, ()):
                worth = covered.share * self._weight[skill]
                if needs_it:
                    essential[job] = essential.get(job, 0.0) + worth
                if worth > best.get(job, (0.0, ""))[0]:
                    best[job] = worth, skill
        found: dict[str, Covered] = {}
        for job, (worth, skill) in best.items():
            whole = essential.get(job, 0.0) / self._whole[job] if job in self._whole else 0.0
            share = int(max(_WHOLE_JOB * whole, _ONE_USEFUL * worth) / 100)
            if share >= _LEAST_COVER:
                found[job] = Covered(share, (*held[skill].path, job), "needed_by")
        return found


_Steps = Mapping[str, list[tuple[str, int, str]]]

_FORTH = {"needs_essential": "occupation", "needs_useful": "occupation"}
_BACK = {"broader": "narrower", "shows": "shown_by", "needs_essential": "needed_by", "needs_useful": "needed_by",
         "in_industry": "has_occupation", "met_in": "meets"}  # fmt: skip


def _steps(vocabulary: Vocabulary, shares: Mapping[str, tuple[int, int]]) -> _Steps:
    found: dict[str, list[tuple[str, int, str]]] = {}
    for relation in vocabulary.relations:
        forth, back = shares.get(relation.kind, (0, 0))
        if forth:
            kind = _FORTH.get(relation.kind, relation.kind)
            found.setdefault(relation.source, []).append((relation.target, forth, kind))
        if back:
            kind = _BACK.get(relation.kind, relation.kind)
            found.setdefault(relation.target, []).append((relation.source, back, kind))
    return found


def _typical(steps: _Steps) -> _Steps:
    """Weakens steps to and from what everything has to do with: sweeping is done everywhere and tells little."""
    arriving: dict[tuple[str, str], int] = {}
    for reached in steps.values():
        for there, _, kind in reached:
            arriving[there, kind] = arriving.get((there, kind), 0) + 1
    weakened: dict[str, list[tuple[str, int, str]]] = {}
    for here, reached in steps.items():
        leaving: dict[str, int] = {}
        for _, _, kind in reached:
            leaving[kind] = leaving.get(kind, 0) + 1
        weakened[here] = [
            (there, round(share * _rarity(kind, leaving[kind], arriving[there, kind])), kind)
            for there, share, kind in reached
        ]
    return weakened


def _rarity(kind: str, leaving: int, arriving: int) -> float:
    if kind in {"needed_by", "shown_by"}:
        return min(1.0, math.sqrt(_TYPICAL / leaving))
    if kind in {"occupation", "shows"}:
        return min(1.0, math.sqrt(_TYPICAL / arriving))
    return 1.0


def _walk(code: str, steps: _Steps, least: int) -> dict[str, Covered]:
    """The strongest path of at most two steps to every concept; ``same`` costs no step."""
    best: dict[str, tuple[Covered, int]] = {code: (Covered(100, (code,), "same"), 0)}
    frontier = [code]
    while frontier:
        next_frontier: list[str] = []
        for here in frontier:
            covered, taken = best[here]
            for there, share, kind in _ordered(steps.get(here, ())):
                cost = taken + (kind != "same")
                reached = covered.share * share // 100
                known = best.get(there)
                if covered.kind == _NEVER_AFTER.get(kind, ""):
                    continue
                if cost > _STEPS or reached < least or (known is not None and known[0].share >= reached):
                    continue
                weakest = kind if covered.kind == "same" or share * 100 < covered.share * 100 else covered.kind
                best[there] = (Covered(reached, (*covered.path, there), weakest), cost)
                next_frontier.append(there)
        frontier = next_frontier
    strongest = sorted(best.items(), key=lambda item: (-item[1][0].share, item[0]))
    return {there: covered for there, (covered, _) in strongest}


def _ordered(steps: Iterable[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    return sorted(steps, key=lambda step: (-step[1], step[0]))
