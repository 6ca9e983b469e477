"""How much one concept covers another, and which wishes reach what, with the path kept for the explanation."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
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
        self._cover_steps = _Steps(vocabulary, _COVERS)
        self._reach_steps = _Steps(vocabulary, _REACHES, typical=True)
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
        self._vocabulary = vocabulary
        self._whole: dict[str, float] = {}
        self._weights: dict[str, float] = {}

    def covered_by(self, held: Mapping[str, Covered]) -> dict[str, Covered]:
        """Occupations whose skills are held: the share of the essential ones, the rare ones counting most."""
        essential: dict[str, float] = {}
        best: dict[str, tuple[float, str]] = {}
        for skill, covered in held.items():
            for job, kind, _ in self._vocabulary.incoming.get(skill, ()):
                if kind not in _NEEDS:
                    continue
                worth = covered.share * self._weight(skill)
                if kind == "needs_essential":
                    essential[job] = essential.get(job, 0.0) + worth
                if worth > best.get(job, (0.0, ""))[0]:
                    best[job] = worth, skill
        found: dict[str, Covered] = {}
        for job, (worth, skill) in best.items():
            whole = essential[job] / self._whole_of(job) if job in essential else 0.0
            share = int(max(_WHOLE_JOB * whole, _ONE_USEFUL * worth) / 100)
            if share >= _LEAST_COVER:
                found[job] = Covered(share, (*held[skill].path, job), "needed_by")
        return found

    def _weight(self, skill: str) -> float:
        """How much a skill tells of an occupation: less the more occupations need it."""
        if skill not in self._weights:
            needing = sum(kind in _NEEDS for _, kind, _ in self._vocabulary.incoming.get(skill, ()))
            self._weights[skill] = min(1.0, math.sqrt(_TYPICAL / needing))
        return self._weights[skill]

    def _whole_of(self, job: str) -> float:
        """The weight of everything that an occupation cannot do without."""
        if job not in self._whole:
            needs = (target for _, kind, target in self._vocabulary.outgoing[job] if kind == "needs_essential")
            self._whole[job] = sum(self._weight(skill) for skill in needs)
        return self._whole[job]


_NEEDS = frozenset(("needs_essential", "needs_useful"))
_FORTH = {"needs_essential": "occupation", "needs_useful": "occupation"}
_BACK = {"broader": "narrower", "shows": "shown_by", "needs_essential": "needed_by", "needs_useful": "needed_by",
         "in_industry": "has_occupation", "met_in": "meets"}  # fmt: skip
_FOUND_EVERYWHERE = {"occupation": _NEEDS, "shows": frozenset(("shows",))}
"""Kinds of step that tell little when many arrive where they lead, and the relations that arrive."""

Step = tuple[str, int, str]


class _Steps:
    """The steps that can be taken from a concept, strongest first: worked out when somebody stands there."""

    def __init__(self, vocabulary: Vocabulary, shares: Mapping[str, tuple[int, int]], *, typical: bool = False) -> None:
        """Args: typical: Whether steps to and from what everything has to do with are weakened: sweeping is done
        everywhere and tells little.
        """
        self._vocabulary = vocabulary
        self._shares = shares
        self._typical = typical
        self._known: dict[str, list[Step]] = {}
        self._arriving: dict[tuple[str, str], float] = {}

    def of(self, code: str) -> list[Step]:
        """The steps from a concept."""
        if code not in self._known:
            steps = list(self._all(code))
            if self._typical:
                leaving = Counter(kind for _, _, kind in steps)
                steps = [(to, round(share * self._rarity(kind, leaving[kind], to)), kind) for to, share, kind in steps]
            self._known[code] = sorted(steps, key=lambda step: (-step[1], step[0]))
        return self._known[code]

    def is_by_the_way(self, before: str, kind: str, industry: str, job: str) -> bool:
        """Whether a motive would reach a job through an industry where the job is merely found too.

        Offices are cleaned, but cleaning them is not working with computers. An occupation's first industry is its own.
        """
        if before != "met_in" or kind != "has_occupation":
            return False
        return industry != next(to for _, relation, to in self._vocabulary.outgoing[job] if relation == "in_industry")

    def _all(self, code: str) -> Iterator[Step]:
        for _, relation, target in self._vocabulary.outgoing.get(code, ()):
            forth = self._shares.get(relation, (0, 0))[0]
            if forth:
                yield target, forth, _FORTH.get(relation, relation)
        for source, relation, _ in self._vocabulary.incoming.get(code, ()):
            back = self._shares.get(relation, (0, 0))[1]
            if back:
                yield source, back, _BACK.get(relation, relation)

    def _rarity(self, kind: str, leaving: int, there: str) -> float:
        if kind in {"needed_by", "shown_by"}:
            return min(1.0, math.sqrt(_TYPICAL / leaving))
        relations = _FOUND_EVERYWHERE.get(kind)
        if relations is None:
            return 1.0
        if (there, kind) not in self._arriving:
            arriving = sum(relation in relations for _, relation, _ in self._vocabulary.incoming.get(there, ()))
            self._arriving[there, kind] = min(1.0, math.sqrt(_TYPICAL / arriving))
        return self._arriving[there, kind]


def _walk(code: str, steps: _Steps, least: int) -> dict[str, Covered]:
    """The strongest path of at most two steps to every concept; ``same`` costs no step."""
    best: dict[str, tuple[Covered, int]] = {code: (Covered(100, (code,), "same"), 0)}
    frontier = [code]
    while frontier:
        next_frontier: list[str] = []
        for here in frontier:
            covered, taken = best[here]
            for there, share, kind in steps.of(here):
                cost = taken + (kind != "same")
                reached = covered.share * share // 100
                if reached < least:
                    break
                known = best.get(there)
                if covered.kind == _NEVER_AFTER.get(kind, "") or steps.is_by_the_way(covered.kind, kind, here, there):
                    continue
                if cost > _STEPS or (known is not None and known[0].share >= reached):
                    continue
                weakest = kind if covered.kind == "same" or share * 100 < covered.share * 100 else covered.kind
                best[there] = (Covered(reached, (*covered.path, there), weakest), cost)
                next_frontier.append(there)
        frontier = next_frontier
    strongest = sorted(best.items(), key=lambda item: (-item[1][0].share, item[0]))
    return {there: covered for there, (covered, _) in strongest}
