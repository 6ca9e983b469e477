"""Citizens as records: one row a person, with sparse rows for words, vetoes and licences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Any

import numpy as np

from jobmatch.core.records import CITIZEN, UNKNOWN, CitizenTable
from jobmatch.core.rows import RowsBuilder
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
_STATUS: dict[str | None, int] = {status: place for place, status in enumerate(STATUS)}
_BIT_OF_NEED = {code: 1 << need.position for code, need in NEEDS.items()}
_FIELDS = tuple(CITIZEN.names or ())
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


def needs_masks(citizen: Citizen) -> tuple[int, int, int, bool]:
    """The citizen's needs as bits: musts, important ones, wished ones; and whether a mentor is declined."""
    masks = {"krav": 0, "vigtigt": 0, "oenske": 0, "nej": 0}
    for need in citizen.needs or ():
        masks[need.strength] |= _BIT_OF_NEED[need.code]
    return masks["krav"], masks["vigtigt"], masks["oenske"], bool(masks["nej"] & _BIT_OF_NEED["mentor"])


@cache
def travel_row(postcode: str | None, transport: str | None) -> int:
    """Row of the travel table; the last one, all unknown, when postcode or means of travel is not known."""
    place = index_of(postcode) if postcode else UNKNOWN
    if place < 0 or transport not in MODES:
        return len(MODES) * len(PLACES)
    return MODES.index(transport) * len(PLACES) + place


def by_days(stretches: Sequence[tuple[int, float, float]]) -> list[tuple[int, float, float]]:
    """(days as bits, start, end): days that are free at the same times stand together."""
    times: dict[int, list[tuple[float, float]]] = {}
    for day, start, end in stretches:
        times.setdefault(day, []).append((start, end))
    alike: dict[tuple[tuple[float, float], ...], int] = {}
    for day, free in times.items():
        alike[tuple(free)] = alike.get(tuple(free), 0) | 1 << day
    return [(days, start, end) for free, days in alike.items() for start, end in free]


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def measures_mask(blocked: Iterable[str]) -> int:
    """All measures but the blocked ones, as bits."""
    closed = set(blocked)
    return mask_of(measure for measure in MEASURES if measure not in closed)


@dataclass(slots=True)
class _Encoder:
    """Turns one citizen after the other into a record; what many have in common is worked out once."""

    words: Words
    licence_number: Numbering
    veto_number: Numbering
    rules: RuleTable
    held_row: Callable[[str], int]
    counted_at: Callable[[str], int]
    stretches: list[tuple[int, float, float]] = field(default_factory=list)
    _free: dict[Any, tuple[int, int]] = field(default_factory=dict)
    _weeks: dict[tuple[Any, ...], tuple[int, int]] = field(default_factory=dict)
    _measures: dict[str | None, int] = field(default_factory=dict)

    def record(self, citizen: Citizen) -> tuple[float, ...]:
        """The fields of a citizen record, in order."""
        must, important, wished, declines_mentor = needs_masks(citizen)
        free_from, free_to = self._free_of(citizen)
        fields: dict[str, float] = {
            "status": _STATUS.get(citizen.status, UNKNOWN),
            "held_row": self.held_row(citizen.citizen_id),
            "never_proposed": citizen.status in NEVER_PROPOSED,
            "hours_now": _number(citizen.hours_now),
            "hours_goal": _number(citizen.hours_goal),
            "hours_day_max": _number(citizen.hours_day_max),
            "certainty": _CERTAINTY.get(citizen.hours_certainty or "", UNKNOWN),
            "days": UNKNOWN if citizen.days is None else sum(1 << day for day in citizen.days),
            "window_known": citizen.earliest is not None and citizen.latest is not None,
            "free_from": free_from,
            "free_to": free_to,
            "travel_row": travel_row(citizen.postcode, citizen.transport),
            "max_travel_min": _number(citizen.max_travel_min),
            "must": must,
            "important": important,
            "wished": wished,
            "declines_mentor": declines_mentor,
            "measures_open": self._measures_of(citizen),
            "under_18": citizen.under_18 is True,
            "counted_at": self.counted_at(citizen.citizen_id),
            "licences_known": citizen.licences is not None,
            "competences_known": bool(citizen.competences or citizen.experience or self.words.has_confirmed(citizen)),
            "wishes_known": bool(citizen.wishes),
        }
        return tuple(fields[name] for name in _FIELDS)

    def _free_of(self, citizen: Citizen) -> tuple[int, int]:
        """Where the free week stands: once however it was stated, so that more citizens are alike."""
        stated = (citizen.days, citizen.earliest, citizen.latest, citizen.blocked)
        if stated not in self._free:
            week = tuple(by_days(free_stretches(citizen)))
            if week not in self._weeks:
                self._weeks[week] = len(self.stretches), len(self.stretches) + len(week)
                self.stretches.extend(week)
            self._free[stated] = self._weeks[week]
        return self._free[stated]

    def _measures_of(self, citizen: Citizen) -> int:
        """What the rules close for a citizen everywhere follows from the target group."""
        known = self._measures.get(citizen.target_group)
        if known is None:
            known = measures_mask(blocked_for_citizen(citizen, self.rules))
            self._measures[citizen.target_group] = known
        return known


def encode_citizens(
    citizens: Sequence[Citizen],
    words: Words,
    licence_number: Numbering,
    veto_number: Numbering,
    rules: RuleTable,
    held_row: Callable[[str], int],
    counted_at: Callable[[str], int],
) -> Callable[[int, int, int], CitizenTable]:
    """Turn citizens into records; widths are given afterwards, when all words of the world have their numbers.

    Args:
        held_row: By citizen id, the row of the placement whose slot she holds; -1 none.
        counted_at: By citizen id, the number of the workplace whose people with support include her; -1 none.

    Returns:
        A function of (number of codes, of licences, of vetoes) that gives the finished table.
    """
    encoder = _Encoder(words, licence_number, veto_number, rules, held_row, counted_at)
    covers, wanted = RowsBuilder(words.shares_of_brought), RowsBuilder(words.shares_of_wish)
    vetoed = RowsBuilder[str](lambda veto: {veto_number(veto): 1})
    holds = RowsBuilder[str](lambda code: {licence_number(code): 1})
    held = cache(rights)
    rows: list[tuple[float, ...]] = []
    for citizen in citizens:
        rows.append(encoder.record(citizen))
        covers.add(words.brought_codes(citizen))
        wanted.add(citizen.wishes or ())
        vetoed.add(citizen.vetoes or ())
        holds.add(held(citizen.licences or ()))
    records = np.array(rows, CITIZEN)
    free_days, free_start, free_end = (np.array([s[i] for s in encoder.stretches]) for i in range(3))
    return lambda codes, licences, vetoes: CitizenTable(
        ids=tuple(c.citizen_id for c in citizens),
        records=records,
        covers=covers.rows(codes),
        wanted=wanted.rows(codes),
        vetoed=vetoed.rows(vetoes),
        holds=holds.rows(licences),
        free_days=free_days.astype(np.int64),
        free_start=free_start.astype(np.float64),
        free_end=free_end.astype(np.float64),
    )
