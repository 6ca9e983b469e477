"""What citizens need against what openings answer, and where they live: counts of at least three, never a person.

Counted in the liaison's world: a need that may not be told moves no number here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS, SupportNeed
from jobmatch.services.gaps import SMALLEST_GROUP
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.travel.places import PLACES
from jobmatch.world.placements import offer_masks

REACH_MIN = 30
"""An opening is near within so many minutes, by each person's own means, and never further than she goes."""
HOUR_STEPS = (2.0, 4.0, 6.0, 10.0, 15.0)


@dataclass(frozen=True, slots=True)
class NeedSupply:
    """One need: how many have it and may have it told, and what the openings answer."""

    need: SupportNeed
    citizens: int
    lacking: int | None
    """How many of them have no opening near that says yes; None when they are too few to be told of."""
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
    opened = np.flatnonzero(seen.world.around.placements.records["open"])
    near = _near(seen, rows, opened)
    needing = _needing(seen, rows)
    supply = [_supply(seen, one, needing, near, opened) for one in NEEDS.values()]
    told = sorted((one for one in supply if one.citizens >= SMALLEST_GROUP), key=_thinnest)
    shown = np.ones(len(rows), np.bool_)
    if need is not None:
        shown = needing >> NEEDS[need].position & 1 == 1
        shown &= shown.sum() >= SMALLEST_GROUP
    home = [people[n].postcode for n in np.flatnonzero(shown)]
    spots, elsewhere = _spots(seen, home, opened, need)
    hours = _hours([one.hours_now for one in people], seen, opened)
    kept = NEEDS[need] if need is not None else None
    return Demand(kept, int(shown.sum()), elsewhere, tuple(told), hours, spots)


def _thinnest(one: NeedSupply) -> tuple[int, float, int]:
    return -(one.lacking or 0), one.yes / one.citizens, one.need.position


def _needing(seen: LoadedWorld, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    records = seen.world.around.citizens.records[rows]
    return np.asarray(records["must"] | records["important"] | records["wished"], np.int64)


def _near(seen: LoadedWorld, rows: NDArray[np.int64], opened: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[person, opening] whether it is near."""
    around = seen.world.around
    records = around.citizens.records[rows]
    longest = np.minimum(np.nan_to_num(records["max_travel_min"], nan=REACH_MIN), REACH_MIN)
    places = around.placements.records["place"][opened].astype(np.int64)
    minutes = around.travel_min[records["travel_row"].astype(np.int64)][:, places]
    near: NDArray[np.bool_] = (minutes >= 0) & (minutes <= longest[:, None])
    return near


def _answers(seen: LoadedWorld, opened: NDArray[np.int64], need: SupportNeed) -> list[str]:
    ids = seen.world.around.placements.ids
    found = []
    for row in opened.tolist():
        masks = offer_masks(seen.world.placements[ids[row]])
        known = (answer for answer in ("ja", "delvist", "nej") if masks[answer] >> need.position & 1)
        found.append(next(known, "ukendt"))
    return found


def _supply(
    seen: LoadedWorld,
    need: SupportNeed,
    needing: NDArray[np.int64],
    near: NDArray[np.bool_],
    opened: NDArray[np.int64],
) -> NeedSupply:
    answers = _answers(seen, opened, need)
    counts = Counter(answers)
    who = needing >> need.position & 1 == 1
    yes = np.array([answer == "ja" for answer in answers], np.bool_)
    lacking = int((who & ~(near & yes).any(axis=1)).sum()) if len(opened) else int(who.sum())
    return NeedSupply(
        need=need,
        citizens=int(who.sum()),
        lacking=lacking if lacking == 0 or lacking >= SMALLEST_GROUP else None,
        yes=counts["ja"],
        partly=counts["delvist"],
        unknown=counts["ukendt"],
        no=counts["nej"],
    )


def _hours(known: Iterable[float | None], seen: LoadedWorld, opened: NDArray[np.int64]) -> tuple[HoursSupply, ...]:
    now = [hours for hours in known if hours is not None]
    least = seen.world.around.placements.records["min_hours"][opened]
    found = []
    for step in HOUR_STEPS:
        citizens = sum(1 for hours in now if hours <= step)
        told = citizens if citizens == 0 or citizens >= SMALLEST_GROUP else None
        found.append(HoursSupply(step, told, int((least <= step).sum())))
    return tuple(found)


def _spots(
    seen: LoadedWorld, home: Iterable[str | None], opened: NDArray[np.int64], need: str | None
) -> tuple[tuple[Spot, ...], int]:
    """Postcodes on a map, and how many citizens are on none."""
    living = Counter(home)
    ids = seen.world.around.placements.ids
    answers = _answers(seen, opened, NEEDS[need]) if need is not None else ["ukendt"] * len(opened)
    offered: dict[str | None, Counter[str]] = {}
    for row, answer in zip(opened.tolist(), answers, strict=True):
        offered.setdefault(seen.world.placements[ids[row]].postcode, Counter())[answer] += 1
    shown = {code for code, count in living.items() if count >= SMALLEST_GROUP and _located(code)}
    codes = sorted(code for code in {*shown, *offered} if code is not None and _located(code))
    spots = []
    for code in codes:
        said = offered.get(code, Counter())
        count = living[code] if code in shown else 0
        spots.append(Spot(code, count, said["ja"], said["delvist"], said["ukendt"], said["nej"]))
    return tuple(spots), sum(count for code, count in living.items() if code not in shown)


def _located(code: str | None) -> bool:
    return code is not None and code in PLACES and PLACES[code].located
