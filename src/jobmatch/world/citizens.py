"""Citizens as records: one row a person, with sparse rows for words, vetoes and licences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import time

import numpy as np

from jobmatch.core.records import CITIZEN, UNKNOWN, CitizenTable, Rows
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import NEVER_PROPOSED, STATUS
from jobmatch.domain.licences import rights
from jobmatch.domain.measures import MEASURES, mask_of
from jobmatch.domain.needs import NEEDS
from jobmatch.rules.measures import blocked_for_citizen
from jobmatch.rules.table import RuleTable
from jobmatch.travel.minutes import MODES
from jobmatch.travel.places import PLACES, index_of
from jobmatch.world.words import Words

ALL_DAYS = range(7)
DAY_END_HOURS = 24.0
_STATUS = list(STATUS)
_CERTAINTY = {"usikker": 0, "nogenlunde": 1, "sikker": 2}
Numbering = Callable[[str], int]


def hours_of(moment: time | None, otherwise: float) -> float:
    """A time of day in hours after midnight."""
    return otherwise if moment is None else moment.hour + moment.minute / 60


def free_stretches(citizen: Citizen) -> list[tuple[int, float, float]]:
    """(day, start, end) of the times the person can work: days and window with the fixed times taken out.

    Days and times that are not stated count as free: an unknown never excludes.
    """
    start, end = hours_of(citizen.earliest, 0.0), hours_of(citizen.latest, DAY_END_HOURS)
    stretches: list[tuple[int, float, float]] = []
    for day in sorted(ALL_DAYS if citizen.days is None else citizen.days):
        taken = sorted((hours_of(b.start, 0.0), hours_of(b.end, 0.0)) for b in citizen.blocked or () if b.day == day)
        free_from = start
        for taken_from, taken_to in taken:
            if taken_from > free_from:
                stretches.append((day, free_from, min(taken_from, end)))
            free_from = max(free_from, taken_to)
        if free_from < end:
            stretches.append((day, free_from, end))
    return [(day, begin, stop) for day, begin, stop in stretches if stop > begin]


def needs_mask(citizen: Citizen, strength: str) -> int:
    """The citizen's needs of one strength as bits."""
    return sum(1 << NEEDS[code].position for code in {n.code for n in citizen.needs or () if n.strength == strength})


def travel_row(citizen: Citizen) -> int:
    """Row of the travel table; the last one, all unknown, when postcode or means of travel is not known."""
    place = index_of(citizen.postcode) if citizen.postcode else UNKNOWN
    if place < 0 or citizen.transport not in MODES:
        return len(MODES) * len(PLACES)
    return MODES.index(citizen.transport) * len(PLACES) + place


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def measures_mask(blocked: Iterable[str]) -> int:
    """All measures but the blocked ones, as bits."""
    closed = set(blocked)
    return mask_of(measure for measure in MEASURES if measure not in closed)


def _values(citizen: Citizen, free: tuple[int, int], rules: RuleTable, held_row: int) -> dict[str, float]:
    return {
        "held_row": held_row,
        "status": _STATUS.index(citizen.status) if citizen.status else UNKNOWN,
        "never_proposed": citizen.status in NEVER_PROPOSED,
        "hours_now": _number(citizen.hours_now),
        "hours_goal": _number(citizen.hours_goal),
        "hours_day_max": _number(citizen.hours_day_max),
        "certainty": _CERTAINTY.get(citizen.hours_certainty or "", UNKNOWN),
        "days": UNKNOWN if citizen.days is None else sum(1 << day for day in citizen.days),
        "window_known": citizen.earliest is not None and citizen.latest is not None,
        "free_from": free[0],
        "free_to": free[1],
        "travel_row": travel_row(citizen),
        "max_travel_min": _number(citizen.max_travel_min),
        "must": needs_mask(citizen, "krav"),
        "important": needs_mask(citizen, "vigtigt"),
        "wished": needs_mask(citizen, "oenske"),
        "declines_mentor": any(n.code == "mentor" and n.strength == "nej" for n in citizen.needs or ()),
        "measures_open": measures_mask(blocked_for_citizen(citizen, rules)),
        "under_18": citizen.under_18 is True,
        "licences_known": citizen.licences is not None,
        "competences_known": bool(citizen.competences) or bool(citizen.experience),
        "wishes_known": bool(citizen.wishes),
    }


class _RowsBuilder:
    """Collects one sparse row a citizen."""

    def __init__(self) -> None:
        self.starts = [0]
        self.codes: list[int] = []
        self.shares: list[int] = []

    def add(self, shares: Mapping[int, int]) -> None:
        self.codes.extend(shares.keys())
        self.shares.extend(shares.values())
        self.starts.append(len(self.codes))

    def rows(self, width: int) -> Rows:
        return Rows(
            np.array(self.starts, np.int64), np.array(self.codes, np.int32), np.array(self.shares, np.uint8), width
        )


def covered_shares(citizen: Citizen, words: Words) -> dict[int, int]:
    """Share 0-100 in which the citizen covers each code, by number."""
    shares: dict[int, int] = {}
    for brought in words.brought(citizen):
        for code in words.reach(brought.code, brought.level):
            number, share = words.number(code), words.share(brought, code)
            if share > shares.get(number, 0):
                shares[number] = share
    return shares


def wanted_shares(citizen: Citizen, words: Words) -> dict[int, int]:
    """Share 0-100 in which each code is what the citizen wants, by number."""
    shares: dict[int, int] = {}
    for wish in citizen.wishes or ():
        for code, share in words.wanted(wish).items():
            number = words.number(code)
            shares[number] = max(share, shares.get(number, 0))
    return shares


def encode_citizens(
    citizens: Sequence[Citizen],
    words: Words,
    licence_number: Numbering,
    veto_number: Numbering,
    rules: RuleTable,
    held_row: Callable[[str], int],
) -> Callable[[int, int, int], CitizenTable]:
    """Turn citizens into records; widths are given afterwards, when all words of the world have their numbers.

    Args:
        held_row: By citizen id, the row of the placement whose slot she holds; -1 none.

    Returns:
        A function of (number of codes, of licences, of vetoes) that gives the finished table.
    """
    records = np.zeros(len(citizens), CITIZEN)
    covers, wanted, vetoed, holds = _RowsBuilder(), _RowsBuilder(), _RowsBuilder(), _RowsBuilder()
    stretches: list[tuple[int, float, float]] = []
    columns: dict[str, list[float]] = {name: [] for name in CITIZEN.names or ()}
    for citizen in citizens:
        free = free_stretches(citizen)
        bounds = len(stretches), len(stretches) + len(free)
        stretches.extend(free)
        for name, value in _values(citizen, bounds, rules, held_row(citizen.citizen_id)).items():
            columns[name].append(value)
        covers.add(covered_shares(citizen, words))
        wanted.add(wanted_shares(citizen, words))
        vetoed.add({veto_number(veto): 1 for veto in citizen.vetoes or ()})
        holds.add({licence_number(code): 1 for code in rights(citizen.licences or ())})
    for name, values in columns.items():
        records[name] = values
    free_day, free_start, free_end = (np.array([s[i] for s in stretches], kind) for i, kind in enumerate("ldd"))
    return lambda codes, licences, vetoes: CitizenTable(
        ids=tuple(c.citizen_id for c in citizens),
        records=records,
        covers=covers.rows(codes),
        wanted=wanted.rows(codes),
        vetoed=vetoed.rows(vetoes),
        holds=holds.rows(licences),
        free_day=free_day.astype(np.int64),
        free_start=free_start.astype(np.float64),
        free_end=free_end.astype(np.float64),
    )
