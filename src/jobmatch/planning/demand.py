"""Demand that nothing meets: people with too few possibilities who lack the same kind of place in the same area."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.domain.text import hours_counted, join_words
from jobmatch.errors import Text
from jobmatch.factors.needs import reasons as unmet_needs
from jobmatch.planning.standing import Ints, Standing
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
CLOSED_FOR_OTHER_REASONS = ("availability", "status", "veto", "measure", "commute")
"""A place that one of these gates closes tells nothing about the kind of place that is missing in reach."""
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
    fitting = standing.fit_new([trial.place for trial in trials], [area.people for _, area in wanted])
    found = [_verified(standing, trial, people) for trial, people in zip(trials, fitting, strict=True) if len(people)]
    return sorted(found, key=lambda one: (-len(one.people), -one.none_before, one.postcode or "", one.text.da))


def _lacked_by(standing: Standing, n: int) -> Kind | None:
    """The fewest things that would have to be otherwise at the places in reach; the most frequent of them."""
    world, kernel = standing.world, standing.kernel
    near = kernel.survey(world.around, int(standing.rows[n]), 0, NEAREST, CLOSED_FOR_OTHER_REASONS).near
    masks = kernel.pairs(world.around, np.full(len(near), standing.rows[n]), near).failed
    lacks: Counter[tuple[str, ...]] = Counter()
    like: WorldPair | None = None
    for place, mask in zip(near.tolist(), masks.tolist(), strict=True):
        like = WorldPair(world, standing.ids[n], world.around.placements.ids[place], {}, like)
        lacks[_lacks_at(standing, like, mask)] += 1
    if not lacks:
        return Kind((), None, ())
    fewest = min(lacks, key=lambda lack: (len(lack), -lacks[lack], lack))
    return _kind(fewest, world.citizens[standing.ids[n]].hours_now)


def _lacks_at(standing: Standing, pair: WorldPair, failed: int) -> tuple[str, ...]:
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
    people: Ints
    close_by: bool = False


def _areas(standing: Standing, people: list[int]) -> Iterator[_Area]:
    """Postcodes that most of the people live near, one after the other, until everybody is in an area."""
    world = standing.world
    own = {n: world.citizens[standing.ids[n]].postcode for n in people}
    codes = sorted({code for code in own.values() if code and index_of(code) >= 0})
    near = _near(standing, people, codes)
    everyone = np.array(people, np.int64)
    left = np.ones(len(people), np.bool_)
    counts = near.sum(axis=0)
    while len(codes):
        best = int(counts.argmax())
        if counts[best] == 0:
            break
        here = left & near[:, best]
        yield _Area(codes[best], everyone[here])
        left &= ~here
        counts -= near[here].sum(axis=0)
    at_home: dict[str | None, list[int]] = defaultdict(list)
    for i in np.flatnonzero(left).tolist():
        known = _travels(standing, people[i])
        at_home[own[people[i]] if known else None].append(people[i])
    for code in sorted(at_home, key=str):
        yield _Area(code, np.array(at_home[code], np.int64), close_by=code is not None)


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


def _verified(standing: Standing, trial: Demand, people: Ints) -> Demand:
    """The group of those whom a new place of this kind there was seen to fit."""
    feasible = standing.feasible[people]
    return replace(
        trial,
        people=tuple(standing.ids[n] for n in people.tolist()),
        none_before=int(np.count_nonzero(feasible == 0)),
        feasible_before=int(feasible.sum()),
    )
