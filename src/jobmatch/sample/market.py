"""The labour market of an invented municipality: which placements are near, how they fit, who is there when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from jobmatch.sample.days import NEVER
from jobmatch.sample.draw import Draw, Floats, Integers
from jobmatch.sample.people import DECLINED, SPEED_KM_H, People
from jobmatch.sample.region import Region
from jobmatch.sample.workplaces import DELVIST, NEJ, Openings, Workplaces

_LOOKED_AT = 24
"""How many placements are weighed for a list."""


@dataclass
class Market:
    """The placements, and who is at them when."""

    openings: Openings
    workplaces: Workplaces
    region: Region
    pools: dict[tuple[int, int], Integers] = field(default_factory=dict)
    """Placements by zone and field; (zone, -1) is all of a zone."""
    taken: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    """Per workplace: first and last day of each course."""
    here: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    """Per placement: first and last day of each course."""

    limits: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    """Per placement: first day, last day, slots, workplace, and what the ratio rule allows there."""

    def __post_init__(self) -> None:
        openings = self.openings
        first = np.where(openings.starts == NEVER, -NEVER, openings.starts)
        allowed = self.workplaces.most_supported[openings.workplace]
        columns = (first, openings.ends, openings.slots, openings.workplace, allowed)
        self.limits = list(zip(*(column.tolist() for column in columns), strict=True))
        zone = self.region.zone[self.openings.place]
        usable = np.flatnonzero(self.openings.described & self.openings.measures.any(axis=1))
        key = zone[usable] * 1000 + self.openings.field[usable]
        order = np.argsort(key, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0]) if len(order) else np.array([], dtype=np.int64)
        for part in np.split(usable[order], starts[1:]):
            if len(part):
                self.pools[int(zone[part[0]]), int(self.openings.field[part[0]])] = part
        for each in np.unique(zone[usable]).tolist():
            self.pools[each, -1] = usable[zone[usable] == each]

    def has_room(self, placement: int, first: int, last: int) -> bool:
        """Whether the placement is there, and neither its slots nor the ratio of the workplace are used up."""
        opens, closes, slots, unit, allowed = self.limits[placement]
        if opens > first or closes < first:
            return False
        if placement in self.here and _meanwhile(self.here[placement], first, last) >= slots:
            return False
        return unit not in self.taken or _meanwhile(self.taken[unit], first, last) < allowed

    def book(self, placement: int, first: int, last: int) -> None:
        """Keep a place for a course."""
        self.here[placement].append((first, last))
        self.taken[self.limits[placement][3]].append((first, last))

    def supported_today(self) -> Integers:
        """Per workplace: people in a course on the day of view."""
        return np.array(
            [sum(last > -1 for _, last in self.taken.get(unit, ())) for unit in range(len(self.workplaces.profile))],
            dtype=np.int64,
        )


def _meanwhile(courses: list[tuple[int, int]], first: int, last: int) -> int:
    return sum(1 for a, b in courses if a <= last and first <= b)


@dataclass(frozen=True)
class Weighed:
    """Placements near by and how they fit; one row a citizen, or one citizen's row."""

    placement: Integers
    fit: Floats
    """Higher is better."""
    minutes: Floats
    """Rough travel one way."""

    def row(self, number: int) -> Weighed:
        """One citizen's."""
        return Weighed(self.placement[number], self.fit[number], self.minutes[number])


def weigh(draw: Draw, market: Market, people: People, who: Integers) -> Weighed:
    """For each of ``who``: placements near by, mostly in the person's fields."""
    looked = np.zeros((len(who), _LOOKED_AT), dtype=np.int64)
    zones = market.region.zone[people.place[who]]
    kinds = np.stack([people.field[who], people.wish_field[who], people.second_field[who]], axis=1)
    chosen = draw.pick([45, 25, 10, 20], len(who), _LOOKED_AT)
    luck = draw.uniform(len(who), _LOOKED_AT)
    anywhere = np.flatnonzero(market.openings.described)
    nobody = anywhere if len(anywhere) else np.arange(len(market.openings.place))
    for row, zone in enumerate(zones.tolist()):
        wide = market.pools.get((zone, -1), nobody)
        pools = [market.pools.get((zone, int(kind)), wide) for kind in kinds[row]] + [wide]
        looked[row] = [pools[c][int(u * len(pools[c]))] for c, u in zip(chosen[row], luck[row], strict=True)]
    return _fit(market, people, who, looked)


def _fit(market: Market, people: People, who: Integers, looked: Integers) -> Weighed:
    openings = market.openings
    km = market.region.distance_km(people.place[who][:, None], openings.place[looked])
    minutes = 8 + 60 * (km + 1.5) / SPEED_KM_H[people.transport[who]][:, None]
    limit = np.where(people.max_travel[who] < 0, 60, people.max_travel[who])[:, None]
    hours = np.nan_to_num(people.hours[who], nan=3.0)[:, None]
    needs = people.needs[who][:, None, :]
    strength = np.where(needs == DECLINED, 0, needs).astype(np.float64)
    answers = openings.offers[looked]
    unmet = (strength * (answers == NEJ) + 0.4 * strength * (answers == DELVIST)).sum(axis=2)
    wanted = openings.field[looked] == people.wish_field[who][:, None]
    known = openings.field[looked] == people.field[who][:, None]
    fit = (
        2.0 * wanted
        + 1.5 * known
        - 0.5 * unmet
        - 2.0 * (openings.min_hours[looked] > hours)
        + 0.5 * (openings.max_hours[looked] > hours + 5)
        - 2.0 * (minutes > limit)
        - minutes / 60
    )
    return Weighed(looked, fit, minutes)
