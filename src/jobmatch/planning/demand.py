"""Demand that nothing meets: people with too few possibilities who lack the same kind of place in the same area."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import PairScores
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.domain.text import hours_counted, join_words
from jobmatch.errors import Text
from jobmatch.factors.needs import reasons as unmet_needs
from jobmatch.planning.standing import Standing
from jobmatch.planning.unlocks import SMALLEST_PATTERN_HOURS
from jobmatch.travel.places import PLACES, index_of
from jobmatch.world.pair import WorldPair

NEAR_MIN = 30
"""A place counts as near within so many minutes, by each person's own means."""
HOUR_STEPS = (1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0, 25.0, 30.0)
"""People are grouped by the most of these that they can start with."""
NEAREST = 20
"""Nearest misses that tell what somebody lacks."""
NEW_PLACE = "nyt-sted"
CLOSED_FOR_OTHER_REASONS = ("availability", "status", "veto", "measure")
"""Gates that a new place of the right kind would not open."""
_SAID = {
    "schedule": Text("tiderne kan aftales", "the times can be agreed"),
    "licence": Text("der ikke kræves noget bevis", "no licence is asked for"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of place is missing."""

    needs: tuple[str, ...]
    """Needs that nothing in reach meets, in the order of the list."""
    start_hours: float | None
    """One must be able to start with so few hours a week; None when hours are not what is missing."""
    other: tuple[str, ...]
    """Other gates: ``schedule``, ``licence``."""

    @property
    def text(self) -> Text:
        """A place of this kind, in words."""
        da, en = [], []
        if self.start_hours is not None:
            hours = hours_counted(self.start_hours)
            da.append(f"man kan starte med {hours.da} om ugen")
            en.append(f"one can start with {hours.en} a week")
        da += [f"man {NEEDS[code].arrangement.da}" for code in self.needs] + [_SAID[name].da for name in self.other]
        en += [f"one {NEEDS[code].arrangement.en}" for code in self.needs] + [_SAID[name].en for name in self.other]
        if not da:
            return Text("et sted", "a place")
        return Text(f"et sted, hvor {join_words(da, 'da')},", f"a place where {join_words(en, 'en')}")


@dataclass(frozen=True, slots=True)
class Demand:
    """A group of people who lack the same kind of place near the same spot, verified with such a place."""

    kind: Kind
    postcode: str | None
    """The middle of the area; None for people whose travel is not known."""
    people: tuple[str, ...]
    """For each of them a new place of this kind there would fit."""
    none_before: int
    """How many of them have no possibility at all."""
    feasible_before: int
    """What they have today, added up."""
    close_by: bool = False
    """True for people who cannot go even as far as their own postcode reaches: the place must be at their door."""

    @property
    def place(self) -> Placement:
        """The new place that was scored."""
        return Placement(
            placement_id=NEW_PLACE,
            postcode=None if self.close_by else self.postcode,
            min_hours=self.kind.start_hours,
            offers=tuple(Offer(code, "ja") for code in self.kind.needs),
            requires=() if "licence" in self.kind.other else None,
        )

    @property
    def text(self) -> Text:
        """The demand in one sentence."""
        count = len(self.people)
        who = Text("1 borger", "1 citizen") if count == 1 else Text(f"{count} borgere", f"{count} citizens")
        kind = self.kind.text
        verb = "lacks" if count == 1 else "lack"
        if self.postcode is None:
            return Text(f"{who.da} mangler {kind.da.rstrip(',')}.", f"{who.en} {verb} {kind.en}.")
        town = f"{self.postcode} {PLACES[self.postcode].town}"
        if self.close_by:
            return Text(
                f"{who.da} i {town} kan kun komme kort vej og mangler {kind.da} lige i nærheden.",
                f"{who.en} in {town} can only go a short way and {verb} {kind.en}, close by.",
            )
        return Text(
            f"{who.da} mangler {kind.da} højst {NEAR_MIN} minutter fra {town}.",
            f"{who.en} {verb} {kind.en}, at most {NEAR_MIN} minutes from {town}.",
        )


def unmet_demand(standing: Standing) -> list[Demand]:
    """Groups of people with fewer than three possibilities, the largest first; each person stands in one group."""
    by_kind: dict[Kind, list[int]] = defaultdict(list)
    for n in np.flatnonzero(standing.few).tolist():
        kind = _lacked_by(standing, n)
        if kind is not None:
            by_kind[kind].append(n)
    wanted = [(kind, area) for kind, people in by_kind.items() for area in _areas(standing, people)]
    trials = [Demand(kind, area.postcode, (), 0, 0, area.close_by) for kind, area in wanted]
    found = [
        group
        for n, scores in standing.if_changed([trial.place for trial in trials])
        if (group := _verified(standing, trials[n], wanted[n][1].people, scores)) is not None
    ]
    return sorted(found, key=lambda one: (-len(one.people), -one.none_before, one.postcode or "", one.text.da))


def _lacked_by(standing: Standing, n: int) -> Kind | None:
    """The fewest things that would have to be otherwise at the places in reach; the most frequent of them."""
    world, kernel = standing.world, standing.kernel
    ids = world.around.placements.ids
    scores = kernel.pairs(world.around, np.full(len(ids), standing.rows[n], np.int64), np.arange(len(ids)))
    closed = _mask(_gate_bits(standing), (*CLOSED_FOR_OTHER_REASONS, "commute"))
    reach = np.flatnonzero((scores.failed != 0) & (scores.failed & closed == 0))
    gates = np.bitwise_count(scores.failed[reach])
    lacks: Counter[tuple[str, ...]] = Counter()
    for place in reach[np.lexsort((reach, -scores.points[reach], gates))][:NEAREST].tolist():
        lacks[_lacks_at(standing, n, ids[place], int(scores.failed[place]))] += 1
    if not lacks:
        return Kind((), None, ())
    fewest = min(lacks, key=lambda lack: (len(lack), -lacks[lack], lack))
    return _kind(fewest, world.citizens[standing.ids[n]].hours_now)


def _gate_bits(standing: Standing) -> dict[str, int]:
    """The bit of each gate."""
    return {gate.name: 1 << bit for bit, gate in enumerate(standing.kernel.gates)}


def _mask(bits: dict[str, int], names: Iterable[str]) -> int:
    return sum(bits[name] for name in names)


def _lacks_at(standing: Standing, n: int, placement_id: str, failed: int) -> tuple[str, ...]:
    pair = WorldPair(standing.world, standing.ids[n], placement_id, {})
    lacks = []
    for gate in standing.kernel.failed_gates(failed):
        if gate.name == "needs":
            lacks += [f"need:{reason.code}" for reason in unmet_needs(pair)]
        else:
            lacks.append(gate.name)
    return tuple(sorted(lacks))


def _kind(lacks: tuple[str, ...], hours_now: float | None) -> Kind | None:
    """None when no place of any kind would do: somebody who cannot yet come for an hour."""
    start = None
    if "hours" in lacks and hours_now is not None:
        if hours_now < SMALLEST_PATTERN_HOURS:
            return None
        start = max(step for step in HOUR_STEPS if step <= hours_now)
    needs = tuple(code for code in NEEDS if f"need:{code}" in lacks)
    return Kind(needs, start, tuple(name for name in _SAID if name in lacks))


@dataclass(frozen=True, slots=True)
class _Area:
    """A spot, and who of some people live near it."""

    postcode: str | None
    people: list[int]
    close_by: bool = False


def _areas(standing: Standing, people: list[int]) -> Iterator[_Area]:
    """Postcodes that most of the people live near, one after the other, until everybody is in an area."""
    world = standing.world
    own = {n: world.citizens[standing.ids[n]].postcode for n in people}
    codes = sorted({code for code in own.values() if code and index_of(code) >= 0})
    near = _near(standing, people, codes)
    left = np.ones(len(people), np.bool_)
    while len(codes):
        counts = near[left].sum(axis=0)
        best = int(counts.argmax())
        if counts[best] == 0:
            break
        here = left & near[:, best]
        yield _Area(codes[best], [people[i] for i in np.flatnonzero(here)])
        left &= ~here
    at_home: dict[str | None, list[int]] = defaultdict(list)
    for i in np.flatnonzero(left).tolist():
        known = _travels(standing, people[i])
        at_home[own[people[i]] if known else None].append(people[i])
    for code in sorted(at_home, key=str):
        yield _Area(code, at_home[code], close_by=code is not None)


def _near(standing: Standing, people: list[int], codes: list[str]) -> NDArray[np.bool_]:
    """[person, postcode] whether a place there is near, and not further than the person goes."""
    around = standing.world.around
    records = around.citizens.records[standing.rows[people]]
    longest = np.minimum(np.nan_to_num(records["max_travel_min"], nan=NEAR_MIN), NEAR_MIN)
    near: NDArray[np.bool_] = np.zeros((len(people), len(codes)), np.bool_)
    for column, code in enumerate(codes):
        minutes = around.travel_min[records["travel_row"], index_of(code)]
        near[:, column] = (minutes >= 0) & (minutes <= longest)
    return near


def _travels(standing: Standing, n: int) -> bool:
    """Whether it is known where the citizen lives and how she travels."""
    around = standing.world.around
    row = around.citizens.records["travel_row"][standing.rows[n]]
    return bool(row < len(around.travel_min) - 1)


def _verified(standing: Standing, trial: Demand, people: list[int], scores: PairScores) -> Demand | None:
    """The group of those whom a new place of this kind there was seen to fit."""
    fits = [n for n in people if scores.failed[n] == 0]
    if not fits:
        return None
    feasible = standing.feasible[fits]
    return replace(
        trial,
        people=tuple(standing.ids[n] for n in fits),
        none_before=int(np.count_nonzero(feasible == 0)),
        feasible_before=int(feasible.sum()),
    )
