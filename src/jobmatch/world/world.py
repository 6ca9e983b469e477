"""One world: all citizens and placements of a data version on a day, ready for the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.records import UNKNOWN, CitizenTable, PlacementTable, Surroundings
from jobmatch.core.scan import ScanOrder, scan_order
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, workplaces
from jobmatch.travel.minutes import travel_minutes
from jobmatch.world.citizens import encode_citizens, needs_masks
from jobmatch.world.counted import Counted, counted
from jobmatch.world.courses import Course, courses
from jobmatch.world.openings import CHOICE_HOLDS_DAYS, Reliability, held_by, held_slots, reliabilities
from jobmatch.world.placements import PlacementEncoder
from jobmatch.world.vetoes import FindMentions, Vetoes
from jobmatch.world.words import Words


class Numbers:
    """Numbers for codes, given out in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, code: str) -> int:
        return self._numbers.setdefault(code, len(self._numbers))

    @property
    def width(self) -> int:
        """How many there are."""
        return len(self._numbers)

    def numbered(self) -> list[str]:
        """The codes in the order of their numbers."""
        return list(self._numbers)

    @classmethod
    def of(cls, codes: Iterable[str]) -> Numbers:
        """Codes that were numbered before."""
        numbers = cls()
        for code in codes:
            numbers(code)
        return numbers


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a score depends on, but for the model."""

    as_of: date
    rules: RuleTable
    words: Words
    vetoes: Vetoes
    licences: Numbers
    citizens: Mapping[str, Citizen]
    placements: Mapping[str, Placement]
    courses: Sequence[Course]
    held: Mapping[str, int]
    held_by: Mapping[str, str]
    reliability: Mapping[str, Reliability]
    workplaces: Mapping[str, Workplace]
    counted: Counted
    citizen_rows: Mapping[str, int]
    placement_rows: Mapping[str, int]
    around: Surroundings
    order: ScanOrder
    quotes_stories: bool = True
    """Whether explanations may quote the citizens' own free text; not to a liaison."""

    def with_citizens(self, citizens: Iterable[Citizen]) -> World:
        """A world with these citizens alone, as changed, among the same placements."""
        people = sorted(citizens, key=lambda c: c.citizen_id)
        vetoes = self._vetoes_for(people)
        placements = None if vetoes is self.vetoes else list(self.placements.values())
        return self._with_tables(people, placements, vetoes)

    def with_needs(self, change: Callable[[Citizen], Citizen]) -> World:
        """The same people after a change that touches their needs, and nothing else that decides a score."""
        people = {key: change(citizen) for key, citizen in self.citizens.items()}
        table = self.around.citizens
        records = table.records.copy()
        masks = np.array([needs_masks(people[key]) for key in table.ids], np.int64).reshape(len(table.ids), 4)
        for column, name in enumerate(("must", "important", "wished", "declines_mentor")):
            records[name] = masks[:, column]
        around = replace(self.around, citizens=replace(table, records=records))
        return replace(self, citizens=people, around=around)

    def with_placements(self, placements: Iterable[Placement], citizens: Sequence[Citizen] | None = None) -> World:
        """A world with these placements alone, as changed, among the same (or the given) citizens."""
        people = list(self.citizens.values()) if citizens is None else list(citizens)
        return self._with_tables(people, sorted(placements, key=lambda p: p.placement_id), self._vetoes_for(people))

    def with_workplace_of(self, placement: Placement) -> World:
        """The same world with the numbers of one workplace as they are when this placement stands as changed.

        Nothing is scored by it before placements are encoded in it.
        """
        if not placement.p_number:
            return self
        rows = [one for one in self.placements.values() if one.p_number == placement.p_number]
        others = [one for one in rows if one.placement_id != placement.placement_id]
        there = workplaces([*others, placement])
        if there[placement.p_number] == self.workplaces.get(placement.p_number):
            return self
        numbers = {**self.workplaces, **there}
        openings = {**self.placements, placement.placement_id: placement}
        return replace(self, workplaces=numbers, counted=counted(self.courses, openings, numbers, self.rules))

    def if_changed(self, placements: Sequence[Placement]) -> Surroundings:
        """The same citizens beside these placements alone, as changed, in their order, in words known here.

        Each keeps its number among all placements, so that somebody's own slot is still known as hers; a new one has
        a number that nobody holds.
        """
        if not all(one.placement_id in self.placement_rows for one in placements):
            table = self._encode(placements, self.vetoes)
            new = len(self.placements)
            table.records["row"] = [self.placement_rows.get(one.placement_id, new) for one in placements]
            return replace(self.around, placements=table)
        keys = [one.placement_id for one in placements]
        table = self._encoder.changed(
            self.around.placements,
            [self.placement_rows[key] for key in keys],
            [self.placements[key] for key in keys],
            placements,
            self.vetoes.by_placement,
        )
        return replace(self.around, placements=table)

    def _vetoes_for(self, citizens: Iterable[Citizen]) -> Vetoes:
        """This world's vetoes when they hold all of the citizens', else new ones."""
        terms = [veto for citizen in citizens for veto in citizen.vetoes or ()]
        return self.vetoes if self.vetoes.knows(terms) else Vetoes.of(terms, self.vetoes.find_mentions)

    def _with_tables(self, citizens: list[Citizen], placements: list[Placement] | None, vetoes: Vetoes) -> World:
        table = self.around.placements
        kept = self.placements
        rows = self.placement_rows
        if placements is not None:
            kept = {p.placement_id: p for p in placements}
            table = self._encode(placements, vetoes)
            rows = _rows(table.ids)
        held_row = partial(_held_row, self.held_by, rows)
        finish = encode_citizens(
            citizens, self.words, self.licences, vetoes.number, self.rules, held_row, self.counted.unit_of_citizen
        )
        people = finish(self.words.width, self.licences.width, vetoes.width)
        return replace(
            self,
            vetoes=vetoes,
            citizens={c.citizen_id: c for c in citizens},
            placements=kept,
            citizen_rows=_rows(people.ids),
            placement_rows=rows,
            around=Surroundings(people, table, self.around.travel_min),
            order=scan_order(table.records) if placements is not None else self.order,
        )

    def _encode(self, placements: Sequence[Placement], vetoes: Vetoes) -> PlacementTable:
        return self._encoder.table(placements, vetoes.by_placement(placements))

    @property
    def _encoder(self) -> PlacementEncoder:
        return PlacementEncoder(
            self.words, self.licences, self.as_of, self.held, self.reliability, self.workplaces, self.rules,
            self.counted.unit_in_use,
        )  # fmt: skip


def _rows(ids: Iterable[str]) -> dict[str, int]:
    return {key: row for row, key in enumerate(ids)}


def _held_row(held_by: Mapping[str, str], rows: Mapping[str, int], citizen_id: str) -> int:
    return rows.get(held_by.get(citizen_id, ""), UNKNOWN)


def travel_table() -> NDArray[np.int16]:
    """Minutes [mode × place, place] with a last row and a last column for what is unknown."""
    minutes = travel_minutes()
    modes, places, _ = minutes.shape
    table = np.full((modes * places + 1, places + 1), UNKNOWN, np.int16)
    table[:-1, :-1] = minutes.reshape(modes * places, places)
    return table


def build_world(
    citizens: Iterable[Citizen],
    placements: Iterable[Placement],
    events: Iterable[Event],
    words: Words,
    find_mentions: FindMentions,
    rules: RuleTable,
    as_of: date,
    choice_holds_days: int = CHOICE_HOLDS_DAYS,
    progress: Callable[[str], None] = lambda _: None,
) -> World:
    """Turn a data version into a world on a day. Citizens and placements are put in order of id."""
    people = sorted(citizens, key=lambda c: c.citizen_id)
    openings = sorted(placements, key=lambda p: p.placement_id)
    history = courses(events, as_of)
    held = held_slots(history, as_of, choice_holds_days)
    holding = held_by(history, as_of, choice_holds_days)
    reliability = reliabilities(openings, history)
    places = workplaces(openings)
    licences = Numbers()
    progress("vetoes")
    vetoes = Vetoes.of((v for c in people for v in c.vetoes or ()), find_mentions)
    met = vetoes.by_placement(openings)
    progress("placements")
    own = counted(history, {p.placement_id: p for p in openings}, places, rules)
    encoder = PlacementEncoder(words, licences, as_of, held, reliability, places, rules, own.unit_in_use)
    table = encoder.table(openings, met)
    progress("citizens")
    rows = _rows(table.ids)
    held_row = partial(_held_row, holding, rows)
    finish = encode_citizens(people, words, licences, vetoes.number, rules, held_row, own.unit_of_citizen)
    citizen_table: CitizenTable = finish(words.width, licences.width, vetoes.width)
    return World(
        as_of=as_of,
        rules=rules,
        words=words,
        vetoes=vetoes,
        licences=licences,
        citizens={c.citizen_id: c for c in people},
        placements={p.placement_id: p for p in openings},
        courses=history,
        held=held,
        held_by=holding,
        reliability=reliability,
        workplaces=places,
        counted=own,
        citizen_rows=_rows(citizen_table.ids),
        placement_rows=rows,
        around=Surroundings(citizen_table, table, travel_table()),
        order=scan_order(table.records),
    )
