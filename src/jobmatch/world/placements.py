"""Placements as records: one row an opening, sorted by id, with its lists of codes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from itertools import compress
from operator import attrgetter, is_not
from types import MappingProxyType

import numpy as np

from jobmatch.core.records import PLACEMENT, UNKNOWN, PlacementTable
from jobmatch.domain.licences import licence_code
from jobmatch.domain.measures import mask_of
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.rules.measures import blocked_at_placement, blocked_under_18, freed_at_placement
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace
from jobmatch.travel.places import PLACES, index_of
from jobmatch.world.citizens import hours_of
from jobmatch.world.openings import Reliability, free_slots, period_is_open
from jobmatch.world.words import Words, competence_words

LATE_START_HOURS = 10.0
"""A late start is one at ten or later (contract)."""
ROOM_TO_STEP_HOURS = 2.0
"""Hours can go up and down when the most is at least this far above the least (contract)."""
NAN = float("nan")
_BIT_OF_NEED = {code: 1 << need.position for code, need in NEEDS.items()}


def latest_hours(moment: time | None) -> float:
    """The end of the window; midnight at the end of the day is 24."""
    hours = hours_of(moment, NAN)
    return 24.0 if hours == 0.0 else hours


def column_answers(placement: Placement) -> dict[str, bool]:
    """Needs that a filled column answers, whoever the citizen is; it wins over the offer (contract)."""
    answers: dict[str, bool] = {}
    if placement.latest is not None:
        starts = max(LATE_START_HOURS, hours_of(placement.earliest, 0.0))
        room = latest_hours(placement.latest) - starts
        answers["sen_start"] = room > 0 and room >= (placement.min_hours_day or 0.0)
    if placement.min_hours is not None and placement.max_hours is not None:
        answers["trappe"] = placement.max_hours >= placement.min_hours + ROOM_TO_STEP_HOURS
    if placement.mentor_hours is not None:
        answers["mentor"] = placement.mentor_hours >= 1
    if placement.requires is not None:
        codes = required_licences(placement)
        answers["ingen_koersel"] = not any(code.startswith("koerekort") for code in codes)
    return answers


def offer_masks(placement: Placement) -> dict[str, int]:
    """The answers to the needs as bits, columns before offers."""
    masks = {"ja": 0, "delvist": 0, "nej": 0, "ukendt": 0}
    answered = 0
    for code, met in column_answers(placement).items():
        masks["ja" if met else "nej"] |= _BIT_OF_NEED[code]
        answered |= _BIT_OF_NEED[code]
    for offer in reversed(placement.offers or ()):  # the last answer to a need stands
        bit = _BIT_OF_NEED[offer.code]
        if not answered & bit:
            masks[offer.answer] |= bit
            answered |= bit
    return masks


def required_licences(placement: Placement) -> list[str]:
    """Codes of the licences needed from day one."""
    codes = [licence_code(cell) for cell in placement.requires or ()]
    return [code for code in codes if code is not None]


class _Codes:
    """All placements' lists of codes, one after the other; equal lists stand there once, so that equals are seen."""

    def __init__(self, words: Words, begun: int = 0) -> None:
        """Args: begun: How many codes stand before these."""
        self.flat: list[int] = []
        self._begun = begun
        self._words = words
        self._numbers: dict[tuple[str, ...], list[int]] = {}
        self._places: dict[tuple[int, ...], tuple[int, int]] = {}

    def numbers(self, cells: Sequence[str]) -> list[int]:
        """The codes of cells as numbers, each once; the same cells are read once."""
        key = tuple(cells)
        known = self._numbers.get(key)
        if known is None:
            codes = dict.fromkeys(code for cell in cells for code in self._words.codes_in(cell))
            known = self._numbers[key] = [self._words.number(code) for code in codes]
        return known

    def add(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Where the list stands: (first, one past the last)."""
        key = tuple(numbers)
        place = self._places.get(key)
        if place is None:
            begins = self._begun + len(self.flat)
            place = self._places[key] = begins, begins + len(key)
            self.flat.extend(key)
        return place


def _lists(
    placement: Placement, flat: _Codes, licence_number: Callable[[str], int], vetoes: Sequence[int]
) -> dict[str, float]:
    numbers = flat.numbers

    licences = flat.add([licence_number(code) for code in required_licences(placement)])
    requires = flat.add(numbers(competence_words(placement.requires)))
    nice = flat.add(numbers(competence_words(placement.nice_to_have)))
    work_cells = [placement.title] if placement.title else []
    work = numbers([*work_cells, *(placement.tasks or ())])
    industry = [n for n in (numbers([placement.industry]) if placement.industry else []) if n not in work]
    about = flat.add([*work, *industry])
    veto = flat.add(vetoes)
    unknown_requirements = placement.requires is None
    return {
        "licences_from": licences[0],
        "licences_to": licences[1],
        "requires_from": requires[0],
        "requires_to": requires[0] - 1 if unknown_requirements else requires[1],
        "nice_from": nice[0],
        "nice_to": nice[1],
        "about_from": about[0],
        "work_to": about[0] + len(work),
        "about_to": about[1],
        "vetoes_from": veto[0],
        "vetoes_to": veto[1],
    }


def _number(value: float | None) -> float:
    return NAN if value is None else float(value)


def _facts(
    placement: Placement, as_of: date, held: Mapping[str, int], reliability: Reliability | None
) -> dict[str, float]:
    place = index_of(placement.postcode) if placement.postcode else UNKNOWN
    return {
        "open": period_is_open(placement, as_of),
        "free": free_slots(placement, held) > 0,
        **_times_and_offers(placement),
        "place": place if place >= 0 else len(PLACES),
        "reliability": NAN if reliability is None else reliability.share,
        "age_days": NAN if placement.updated is None else max(0, (as_of - placement.updated).days),
    }


_TIMES_AND_OFFERS = frozenset(
    ("min_hours", "max_hours", "min_hours_day", "days", "earliest", "latest", "offers", "mentor_hours", "requires")
)
"""Fields that are read for no other fact than hours, days and offers."""


_ANSWERS = _TIMES_AND_OFFERS - {"days"}
"""Fields that answer a need."""
_TIMES: Mapping[str, tuple[str, Callable[[Placement], float]]] = MappingProxyType(
    {
        "min_hours": ("min_hours", lambda one: _number(one.min_hours)),
        "max_hours": ("max_hours", lambda one: _number(one.max_hours)),
        "min_hours_day": ("min_hours_day", lambda one: _number(one.min_hours_day)),
        "days": ("days", lambda one: UNKNOWN if one.days is None else sum(1 << day for day in one.days)),
        "earliest": ("earliest_hours", lambda one: hours_of(one.earliest, NAN)),
        "latest": ("latest_hours", lambda one: latest_hours(one.latest)),
        "mentor_hours": ("mentor_hours", lambda one: _number(one.mentor_hours)),
    }
)
"""By field: the one fact that follows from it alone."""


def _times_and_offers(placement: Placement, names: Collection[str] = _TIMES_AND_OFFERS) -> dict[str, float]:
    """The facts about hours, days and offers that follow from fields of these names."""
    facts = {_TIMES[name][0]: _TIMES[name][1](placement) for name in names if name in _TIMES}
    if not _ANSWERS.isdisjoint(names):
        masks = offer_masks(placement)
        facts |= {"offers_yes": masks["ja"], "offers_partly": masks["delvist"], "offers_no": masks["nej"]}
    return facts


def _measures(
    placement: Placement, workplace: Workplace | None, rules: RuleTable, counted: Callable[[Placement], int]
) -> dict[str, float]:
    offered = set(placement.measures or ())
    closed = offered.intersection(blocked_at_placement(placement, workplace, rules))
    freed = freed_at_placement(placement, workplace, rules, closed)
    return {
        "measures_known": bool(offered),
        "measures_open": mask_of(offered - closed),
        "measures_freed": mask_of(freed),
        "measures_closed_under_18": mask_of(offered & blocked_under_18(placement, rules).keys()),
        "workplace": counted(placement) if freed else UNKNOWN,
    }


_FIELDS = tuple(field.name for field in fields(Placement))
_CELLS = attrgetter(*_FIELDS)
_SAID = frozenset(("title", "tasks", "industry", "requires", "nice_to_have"))
"""Fields whose words are on the lists of codes."""
_RULED = frozenset(
    ("measures", "p_number", "ordinary_staff", "supported_now", "updated", "available_from")
    + ("min_hours", "min_hours_day", "days", "earliest", "latest")
)
"""Fields that the rules about measures read."""


@dataclass(frozen=True)
class PlacementEncoder:
    """Turns placements into records, as they stand on one day beside everything else."""

    words: Words
    licence_number: Callable[[str], int]
    as_of: date
    held: Mapping[str, int]
    reliability: Mapping[str, Reliability]
    workplaces: Mapping[str, Workplace]
    rules: RuleTable
    counted: Callable[[Placement], int]
    """The number of a placement's workplace where somebody with a running course is counted; -1 none."""

    def table(self, placements: Sequence[Placement], vetoes: Mapping[str, Sequence[int]]) -> PlacementTable:
        """Placements, sorted by id.

        Args:
            vetoes: Numbers of the vetoes that meet each one.
        """
        flat = _Codes(self.words)
        columns: dict[str, list[float]] = {name: [] for name in PLACEMENT.names or ()}
        for row, placement in enumerate(placements):
            values: dict[str, float] = {"row": row}
            values |= self._facts(placement)
            values |= self._measures(placement)
            values |= self._lists(placement, flat, vetoes)
            for name, value in values.items():
                columns[name].append(value)
        records = np.zeros(len(placements), PLACEMENT)
        for name, column in columns.items():
            records[name] = column
        return PlacementTable(tuple(p.placement_id for p in placements), records, np.array(flat.flat, np.int32))

    def changed(
        self,
        table: PlacementTable,
        rows: Sequence[int],
        before: Sequence[Placement],
        after: Sequence[Placement],
        vetoes: Callable[[Sequence[Placement]], Mapping[str, Sequence[int]]],
    ) -> PlacementTable:
        """Placements of a table as changed: what follows from other fields than the changed ones stays as it is.

        Args:
            rows: Where each stands in the table.
            vetoes: The numbers of the vetoes that meet placements, by id; asked for those alone that say other words.
        """
        records = table.records[list(rows)]
        flat = _Codes(self.words, len(table.codes))
        touched = [_touched(old, new) for old, new in zip(before, after, strict=True)]
        met = vetoes([new for new, names in zip(after, touched, strict=True) if names & _SAID])
        columns: dict[str, tuple[list[int], list[float]]] = {}
        for n, (new, names) in enumerate(zip(after, touched, strict=True)):
            values = _times_and_offers(new, names) if names <= _TIMES_AND_OFFERS else self._facts(new)
            if names & _RULED:
                values |= self._measures(new)
            if names & _SAID:
                values |= self._lists(new, flat, met)
            for name, value in values.items():
                places, column = columns.setdefault(name, ([], []))
                places.append(n)
                column.append(value)
        for name, (places, column) in columns.items():
            records[name][places] = column
        codes = np.concatenate([table.codes, np.array(flat.flat, np.int32)]) if flat.flat else table.codes
        return PlacementTable(tuple(new.placement_id for new in after), records, codes)

    def _facts(self, placement: Placement) -> dict[str, float]:
        return _facts(placement, self.as_of, self.held, self.reliability.get(placement.placement_id))

    def _measures(self, placement: Placement) -> dict[str, float]:
        workplace = self.workplaces.get(placement.p_number) if placement.p_number else None
        return _measures(placement, workplace, self.rules, self.counted)

    def _lists(self, placement: Placement, flat: _Codes, vetoes: Mapping[str, Sequence[int]]) -> dict[str, float]:
        return _lists(placement, flat, self.licence_number, vetoes.get(placement.placement_id, ()))


def _touched(old: Placement, new: Placement) -> set[str]:
    """Names of the fields that are not the same."""
    names = compress(_FIELDS, map(is_not, _CELLS(old), _CELLS(new)))
    return {name for name in names if getattr(old, name) != getattr(new, name)}
