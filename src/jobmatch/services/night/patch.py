"""The world of a new night from the kept one: only rows whose inputs changed are read and encoded again.

What is encoded decides every score, so two rows that are encoded alike score alike. Everything that moves with the day
(which openings lie ahead, who holds a slot, how workplaces have done, how old the facts are) is worked out for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import Kernel
from jobmatch.core.plan import placement_fields
from jobmatch.core.records import UNKNOWN, CitizenTable, PlacementTable, Rows, Surroundings
from jobmatch.core.scan import scan_order
from jobmatch.core.stitch import RowsById, Stitch
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.planning.limits import place_facts
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, workplaces
from jobmatch.services.night.alike import OFFSETS, alike_people, alike_places
from jobmatch.services.night.courses import CourseRows
from jobmatch.services.night.day import Day, put_day
from jobmatch.services.night.kept import KeptNight
from jobmatch.services.night.lazy import LazyRecords, LazyValues
from jobmatch.services.night.lists import Ints, fixed_points
from jobmatch.services.night.side import DAYS, Ragged, SideTables, days_of
from jobmatch.services.night.world import NightWorld
from jobmatch.services.worlds import LoadedWorld
from jobmatch.store.store import Store
from jobmatch.world.citizens import encode_citizens
from jobmatch.world.courses import courses
from jobmatch.world.placements import PlacementEncoder
from jobmatch.world.vetoes import FindMentions, Vetoes
from jobmatch.world.words import Words, about_cells
from jobmatch.world.world import Numbers, World


@dataclass(frozen=True, slots=True)
class Patched:
    """A new night's world, and what is otherwise than in the kept one."""

    night: NightWorld
    citizens: Stitch
    placements: Stitch
    citizens_touched: NDArray[np.bool_]
    """By new row: encoded otherwise than before, or new."""
    touched_before: NDArray[np.bool_]
    """By old placement: gone, or encoded otherwise now."""
    touched_after: NDArray[np.bool_]
    """By new placement: new, or encoded otherwise before."""
    gated_before: NDArray[np.bool_]
    """By old placement: touched so that others may have it now."""
    gated_after: NDArray[np.bool_]
    """By new placement: touched so that others may have it than before."""
    shift: Ints
    """By new placement that was not touched: what it gives to everybody now, less what it gave."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a patch is made with."""

    store: Store
    words: Words
    """Of the vocabulary in force; its numbers are set to those of the kept night."""
    prepare: Callable[[Iterable[Citizen], Iterable[Placement]], object]
    """Links the words of records."""
    find_mentions: FindMentions
    kernel: Kernel
    rules: RuleTable
    as_of: date
    revision: int


def _nobody(_: object) -> int:
    """What the day decides is put in for all rows at once."""
    return UNKNOWN


class Patch:
    """The steps from a kept night to the next one's world."""

    def __init__(self, old: KeptNight, inputs: Inputs) -> None:
        self._old, self._in = old, inputs
        self._store, self._words = inputs.store, inputs.words
        self._words.take_numbers(old.numbering.words, old.shares)
        self._licences = Numbers.of(old.numbering.licences)
        met = dict(zip(old.side.phrases, old.numbering.met, strict=True))
        self._vetoes = Vetoes.known(inputs.find_mentions, old.numbering.veto_keys, old.numbering.vetoes, met)
        self._numbers = {key: n for n, key in enumerate(old.workplaces)}

    def made(self) -> Patched:
        """The new world and what changed."""
        old, store, revision = self._old, self._store, self._in.revision
        changed = store.changed_ids("citizens", old.revision)
        people = store.night.citizens(changed, revision)
        openings, replaced = self._openings(store.changed_ids("placements", old.revision))
        self._in.prepare(people, openings)
        citizens = Stitch.of(old.citizens.ids, changed, [one.citizen_id for one in people])
        placements = Stitch.of(old.placements.ids, replaced, [one.placement_id for one in openings])
        meeting = self._vetoes.with_terms(v for one in people for v in one.vetoes or ())
        places, facts, cells = self._placements(openings, placements, meeting)
        table = self._citizens(people, citizens)
        side = self._side(openings, placements, cells)
        there = CourseRows(
            citizens.rows_again(side.courses.citizens, old.course_rows.citizens),
            placements.rows_again(side.courses.placements, old.course_rows.placements),
        )
        night = self._night(table, places, facts, side, there)
        return self._compared(night, citizens, placements)

    def _openings(self, changed: set[str]) -> tuple[list[Placement], set[str]]:
        """The changed placements and all others of their workplaces, before and after; as they are now."""
        old, revision = self._old, self._in.revision
        rows = RowsById(old.placements.ids)
        now = self._store.night.placements(changed, revision)
        at = {int(old.facts["workplace"][rows[key]]) for key in changed if key in rows}
        at |= {self._numbers[one.p_number] for one in now if one.p_number in self._numbers}
        beside = np.flatnonzero(np.isin(old.facts["workplace"], list(at)))
        replaced = changed | {old.placements.ids[row] for row in beside.tolist()}
        others = self._store.night.placements(replaced - changed, revision)
        return sorted([*now, *others], key=lambda one: one.placement_id), replaced

    def _placements(
        self, openings: list[Placement], stitch: Stitch, meeting: set[str]
    ) -> tuple[PlacementTable, NDArray[np.void], Ragged]:
        """Placements' records without what the day decides, their limits, and the phrases that tell of them."""
        old, rules = self._old, self._in.rules
        there = workplaces(openings)
        vetoed = self._vetoes.by_placement(openings)
        encoder = PlacementEncoder(self._words, self._licences, self._in.as_of, {}, {}, there, rules, _nobody)
        fresh = encoder.table(openings, vetoed)
        facts = place_facts(openings, fresh.records, there, rules, self._numbers)
        moved = fresh.records.copy()
        for name in OFFSETS:
            moved[name] += len(old.placements.codes)
        phrases = {phrase: n for n, phrase in enumerate(old.side.phrases)}
        new = Ragged.of([phrases.setdefault(cell, len(phrases)) for cell in about_cells(one)] for one in openings)
        self._phrases = tuple(phrases)
        starts, (values,) = stitch.ragged(old.side.cells.starts, [old.side.cells.values], new.starts, [new.values])
        cells = Ragged(starts, values.astype(np.int64))
        records = stitch.records(old.placements.records, moved)
        codes = [old.placements.codes, fresh.codes]
        rows = self._rows_that_say(cells, [phrases[one] for one in meeting]) & ~stitch.fresh
        self._put_vetoes(records, np.flatnonzero(rows), cells, codes)
        records["row"] = np.arange(len(records))
        table = PlacementTable(stitch.ids, records, np.concatenate(codes).astype(np.int32))
        return table, stitch.records(old.facts, facts), cells

    def _rows_that_say(self, cells: Ragged, phrases: list[int]) -> NDArray[np.bool_]:
        found = np.zeros(len(cells.starts) - 1, np.bool_)
        row_of = np.repeat(np.arange(len(found)), np.diff(cells.starts))
        found[row_of[np.isin(cells.values, phrases)]] = True
        return found

    def _put_vetoes(self, records: NDArray[np.void], rows: Ints, cells: Ragged, codes: list[NDArray[np.int32]]) -> None:
        """New vetoes on the lists of placements that are otherwise as they were."""
        at = sum(len(part) for part in codes)
        for row in rows.tolist():
            phrases = [self._phrases[n] for n in cells.values[cells.starts[row] : cells.starts[row + 1]].tolist()]
            met = sorted({n for phrase in phrases for n in self._vetoes.met_by(phrase)})
            codes.append(np.array(met, np.int32))
            records["vetoes_from"][row], records["vetoes_to"][row] = at, at + len(met)
            at += len(met)

    def _citizens(self, people: list[Citizen], stitch: Stitch) -> CitizenTable:
        """Citizens' records without whose slot they hold."""
        old = self._old.citizens
        finish = encode_citizens(
            people, self._words, self._licences, self._vetoes.number, self._in.rules, _nobody, _nobody
        )
        fresh = finish(self._words.width, self._licences.width, self._vetoes.width)
        moved = fresh.records.copy() if len(people) else np.zeros(0, old.records.dtype)
        for name in ("free_from", "free_to"):
            moved[name] += len(old.free_days)

        def rows(name: str, width: int) -> Rows:
            return stitch.rows(getattr(old, name), getattr(fresh, name), width)

        return CitizenTable(
            ids=stitch.ids,
            records=stitch.records(old.records, moved),
            covers=rows("covers", self._words.width),
            wanted=rows("wanted", self._words.width),
            vetoed=rows("vetoed", self._vetoes.width),
            holds=rows("holds", self._licences.width),
            free_days=np.concatenate([old.free_days, fresh.free_days]),
            free_start=np.concatenate([old.free_start, fresh.free_start]),
            free_end=np.concatenate([old.free_end, fresh.free_end]),
        )

    def _side(self, openings: list[Placement], placements: Stitch, cells: Ragged) -> SideTables:
        old, day = self._old, self._in.as_of
        pairs = self._store.changed_pairs(old.revision)
        again = {citizen_id for citizen_id, _ in pairs} | old.side.courses.due(day)
        again |= {key for key, first in old.side.next_event.items() if first <= day}
        events = self._store.night.course_events(again, self._in.revision)
        known = old.side.courses.with_courses(again, courses(events, day)) if again else old.side.courses
        coming = {key: first for key, first in old.side.next_event.items() if key not in again}
        for event in events:
            if event.date is not None and event.date > day:
                coming[event.citizen_id] = min(event.date, coming.get(event.citizen_id, event.date))
        days = placements.records(old.side.days, days_of(openings) if openings else np.zeros(0, DAYS))
        return SideTables(days, cells, self._phrases, known, coming)

    def _night(
        self,
        people: CitizenTable,
        places: PlacementTable,
        facts: NDArray[np.void],
        side: SideTables,
        there: CourseRows,
    ) -> NightWorld:
        """Everything put together, with what the day decides."""
        held = side.courses.holdings(self._in.as_of, there)
        day = put_day(people, places, facts, side, there, held, self._numbers, self._in.as_of)
        around = Surroundings(people, places, self._old.travel_min)
        world = self._world(around, facts, day)
        loaded = LoadedWorld(world, self._in.kernel, self._in.revision)
        return NightWorld(
            loaded=loaded,
            facts=facts,
            workplaces=self._numbers,
            holdings=held,
            held_by=day.held_by,
            fixed=fixed_points(self._in.kernel, around),
            side=side,
            course_rows=there,
        )

    def _world(self, around: Surroundings, facts: NDArray[np.void], day: Day) -> World:
        citizen_rows, placement_rows = RowsById(around.citizens.ids), RowsById(around.placements.ids)
        night, revision = self._store.night, self._in.revision

        def workplace(p_number: str) -> Workplace:
            rows = np.flatnonzero(facts["workplace"] == self._numbers[p_number])
            return workplaces(night.placements([around.placements.ids[row] for row in rows.tolist()], revision))[
                p_number
            ]

        def read_citizens(ids: Iterable[str]) -> list[Citizen]:
            return night.citizens(ids, revision)

        def read_placements(ids: Iterable[str]) -> list[Placement]:
            return night.placements(ids, revision)

        return World(
            as_of=self._in.as_of,
            rules=self._in.rules,
            words=self._words,
            vetoes=self._vetoes,
            licences=self._licences,
            citizens=LazyRecords(citizen_rows, read_citizens, "citizen_id"),
            placements=LazyRecords(placement_rows, read_placements, "placement_id"),
            courses=(),
            held=day.held,
            held_by=day.held_by,
            reliability=day.reliability,
            workplaces=LazyValues(lambda: self._numbers, workplace),
            counted=day.counted,
            citizen_rows=citizen_rows,
            placement_rows=placement_rows,
            around=around,
            order=scan_order(around.placements.records),
        )

    def _compared(self, night: NightWorld, citizens: Stitch, placements: Stitch) -> Patched:
        """What is encoded otherwise than it was."""
        old, new = self._old, night.loaded.world.around
        after = ~alike_places(old, new.placements, placements)
        still = np.flatnonzero(placements.new_of_old >= 0)
        shift = np.zeros(len(after), np.int64)
        shift[placements.new_of_old[still]] = night.fixed[placements.new_of_old[still]] - old.fixed[still]
        after |= shift > 0  # what nobody's list shows might rise onto it
        fields = {name for gate in self._in.kernel.gates for name in placement_fields(gate.reads)}
        gated = after & ~alike_places(old, new.placements, placements, fields, after)

        def by_old(new_ones: NDArray[np.bool_]) -> NDArray[np.bool_]:
            found = np.ones(len(old.placements.ids), np.bool_)
            found[still] = new_ones[placements.new_of_old[still]]
            return found

        people = ~alike_people(old, new.citizens, citizens, placements)
        return Patched(night, citizens, placements, people, by_old(after), after, by_old(gated), gated, shift)
