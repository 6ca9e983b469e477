"""What citizens need against what openings answer, and where they live: counts of at least three, never a person.

Counted in the liaison's world: a need that may not be told moves no number here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS, SupportNeed
from jobmatch.domain.small_groups import FEWEST_TOLD, tellable_part
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.travel.places import PLACES

REACH_MIN = 30
"""An opening is near within so many minutes, by each person's own means, and never further than she goes."""
HOUR_STEPS = (2.0, 4.0, 6.0, 10.0, 15.0)


@dataclass(frozen=True, slots=True)
class NeedSupply:
    """One need: how many have it and may have it told, and what the openings answer."""

    need: SupportNeed
    citizens: int
    lacking: int | None
    """How many of them have no opening near that says yes; None when they, or the others, are too few to tell of."""
    nearly_all: bool
    """Whether that is because nearly all of them lack one."""
    yes: int
    partly: int
    unknown: int
    no: int


@dataclass(frozen=True, slots=True)
class HoursSupply:
    """How many can start with so many hours at most, and how many openings take so few."""

    hours: float
    citizens: int | None
    """None when they are too few to be told of."""
    at_least: bool
    """Whether there are some more, too few to be told of."""
    openings: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A postcode with citizens, openings or both."""

    postcode: str
    citizens: int
    """0 also where fewer than three live: those are counted in ``elsewhere``."""
    yes: int
    partly: int
    unknown: int
    no: int

    @property
    def openings(self) -> int:
        """Openings there, whatever they answer."""
        return self.yes + self.partly + self.unknown + self.no


@dataclass(frozen=True, slots=True)
class Demand:
    """The whole picture, or that of one need."""

    need: SupportNeed | None
    citizens: int
    elsewhere: int
    """Citizens who live where too few live to be shown on a map, or whose postcode is not known."""
    needs: tuple[NeedSupply, ...]
    hours: tuple[HoursSupply, ...]
    spots: tuple[Spot, ...]


def demand_of(loaded: LoadedWorld, need: str | None = None) -> Demand:
    """Needs, hours and places, in the liaison's world of ``loaded``.

    Args:
        need: Show on the map only those who need this, and what the openings answer to it.
    """
    seen = loaded.for_liaison
    people = [one for one in seen.world.citizens.values() if proposable(one)]
    rows = np.array([seen.world.citizen_rows[one.citizen_id] for one in people], np.int64)
    table = seen.world.around.placements.records
    opened = table[table["open"] != 0]
    needing = _needing(seen, rows)
    reach = _Reach.of(seen, rows, opened)
    supply = [_supply(one, needing, reach, opened) for one in NEEDS.values()]
    told = sorted((one for one in supply if one.citizens >= FEWEST_TOLD), key=_thinnest)
    shown = np.ones(len(rows), np.bool_)
    if need is not None:
        shown = needing >> NEEDS[need].position & 1 == 1
        shown &= shown.sum() >= FEWEST_TOLD
    home = [people[n].postcode for n in np.flatnonzero(shown)]
    kept = NEEDS[need] if need is not None else None
    spots, elsewhere = _spots(seen, home, opened, kept)
    hours = _hours([one.hours_now for one in people], opened)
    return Demand(kept, int(shown.sum()), elsewhere, tuple(told), hours, spots)


def _thinnest(one: NeedSupply) -> tuple[int, float, int]:
    return -(one.lacking or 0), one.yes / one.citizens, one.need.position


def _needing(seen: LoadedWorld, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    records = seen.world.around.citizens.records[rows]
    return np.asarray(records["must"] | records["important"] | records["wished"], np.int64)


@dataclass(frozen=True, slots=True)
class _Reach:
    """Who reaches which spots; people who start and go alike are looked at once, and so are openings at one spot."""

    group: NDArray[np.int64]
    """Of each person."""
    spot: NDArray[np.int64]
    """Of each opening."""
    near: NDArray[np.bool_]
    """[group, spot] whether it is near."""

    @classmethod
    def of(cls, seen: LoadedWorld, rows: NDArray[np.int64], opened: NDArray[Any]) -> _Reach:
        around = seen.world.around
        records = around.citizens.records[rows]
        longest = np.minimum(np.nan_to_num(records["max_travel_min"], nan=REACH_MIN), REACH_MIN)
        starts = np.stack([records["travel_row"].astype(np.float64), longest])
        groups, group = np.unique(starts, axis=1, return_inverse=True)
        places, spot = np.unique(opened["place"].astype(np.int64), return_inverse=True)
        minutes = around.travel_min[groups[0].astype(np.int64)][:, places]
        near = (minutes >= 0) & (minutes <= groups[1][:, None])
        return cls(group.reshape(-1), spot.reshape(-1), near)

    def any_of(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Who has one of the chosen openings near."""
        there = np.zeros(self.near.shape[1], np.bool_)
        there[self.spot[chosen]] = True
        reached: NDArray[np.bool_] = np.any(self.near & there, axis=1)
        return reached[self.group]


def _answered(opened: NDArray[Any], answer: str, need: SupportNeed) -> NDArray[np.bool_]:
    """Which openings give an answer to a need."""
    given: NDArray[np.bool_] = opened[f"offers_{answer}"] >> need.position & 1 == 1
    return given


def _supply(need: SupportNeed, needing: NDArray[np.int64], reach: _Reach, opened: NDArray[Any]) -> NeedSupply:
    who = needing >> need.position & 1 == 1
    yes, partly, no = (_answered(opened, answer, need) for answer in ("yes", "partly", "no"))
    count, lacking = int(who.sum()), int((who & ~reach.any_of(yes)).sum())
    return NeedSupply(
        need=need,
        citizens=count,
        lacking=lacking if lacking in (0, count) else tellable_part(lacking, count),
        nearly_all=0 < count - lacking < FEWEST_TOLD,
        yes=int(yes.sum()),
        partly=int(partly.sum()),
        unknown=int((~(yes | partly | no)).sum()),
        no=int(no.sum()),
    )


def _hours(known: Iterable[float | None], opened: NDArray[Any]) -> tuple[HoursSupply, ...]:
    now = [hours for hours in known if hours is not None]
    found = []
    told = 0
    for step in HOUR_STEPS:
        citizens = sum(1 for hours in now if hours <= step)
        few_more = 0 < citizens - told < FEWEST_TOLD
        told = told if few_more else citizens
        at_most = None if few_more and not told else told
        found.append(HoursSupply(step, at_most, few_more and told > 0, int((opened["min_hours"] <= step).sum())))
    return tuple(found)


def _spots(
    seen: LoadedWorld, home: Iterable[str | None], opened: NDArray[Any], need: SupportNeed | None
) -> tuple[tuple[Spot, ...], int]:
    """Postcodes on a map, and how many citizens are on none."""
    living = Counter(home)
    ids = seen.world.around.placements.ids
    codes = np.array([seen.world.placements[ids[row]].postcode or "" for row in opened["row"].tolist()], object)
    shown = _told_apart({code: count for code, count in living.items() if _located(code)}, sum(living.values()))
    known = {name: Counter[str]() for name in ("yes", "partly", "no")}
    if need is not None:
        known = {name: Counter(codes[_answered(opened, name, need)].tolist()) for name in known}
    whole = Counter(codes.tolist())
    spots = []
    for code in sorted(code for code in {*shown, *whole} if code is not None and _located(code)):
        yes, partly, no = (known[name][code] for name in ("yes", "partly", "no"))
        count = living[code] if code in shown else 0
        spots.append(Spot(code, count, yes, partly, whole[code] - yes - partly - no, no))
    return tuple(spots), sum(count for code, count in living.items() if code not in shown)


def _told_apart(living: dict[str | None, int], whole: int) -> set[str | None]:
    """The postcodes where so many live that it may be told, without telling how few live at the others together."""
    told = sorted((code for code, count in living.items() if count >= FEWEST_TOLD), key=lambda one: -living[one])
    while told and 0 < whole - sum(living[code] for code in told) < FEWEST_TOLD:
        told.pop()
    return set(told)


def _located(code: str | None) -> bool:
    return code is not None and code in PLACES and PLACES[code].located
