"""The world of a new data version in which a few citizens are otherwise: everybody else stays as encoded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.records import UNKNOWN, CitizenTable, PlacementTable, Rows
from jobmatch.core.scan import scan_order
from jobmatch.core.stitch import Stitch
from jobmatch.domain.citizen import Citizen
from jobmatch.world.citizens import encode_citizens
from jobmatch.world.vetoes import Vetoes
from jobmatch.world.words import Words, about_cells
from jobmatch.world.world import World


def with_changed_citizens(world: World, ids: Collection[str], now: Sequence[Citizen], words: Words) -> World:
    """The world with some citizens as they are now; nothing else of the data has changed.

    Args:
        ids: Who changed, came or went.
        now: Those of them who are there.
        words: The same words, with what is decided now about the competences in citizens' stories.
    """
    people = sorted(now, key=lambda one: one.citizen_id)
    world = _with_vetoes(world, [veto for one in people for veto in one.vetoes or ()])
    old = world.around.citizens
    stitch = Stitch.of(old.ids, ids, [one.citizen_id for one in people], world.citizen_rows)
    finish = encode_citizens(
        people, words, world.licences, world.vetoes.number, world.rules, _held_row(world), world.counted.unit_of_citizen
    )
    fresh = finish(words.width, world.licences.width, world.vetoes.width)
    table = _stitched(stitch, old, fresh)
    same = stitch.ids == old.ids
    changed = {one.citizen_id: one for one in people}
    citizens = {**world.citizens, **changed}
    if not same:
        citizens = {key: citizens[key] for key in stitch.ids}
    return replace(
        world,
        words=words,
        citizens=citizens,
        citizen_rows=world.citizen_rows if same else {key: row for row, key in enumerate(stitch.ids)},
        around=replace(world.around, citizens=table),
    )


def _held_row(world: World) -> Callable[[str], int]:
    def row(citizen_id: str) -> int:
        return world.placement_rows.get(world.held_by.get(citizen_id, ""), UNKNOWN)

    return row


def _stitched(stitch: Stitch, old: CitizenTable, fresh: CitizenTable) -> CitizenTable:
    moved = fresh.records.copy() if len(fresh.ids) else np.zeros(0, old.records.dtype)
    for name in ("free_from", "free_to"):
        moved[name] += len(old.free_days)

    def rows(one: Rows, other: Rows) -> Rows:
        return stitch.rows(one, other, other.width)

    return CitizenTable(
        ids=stitch.ids,
        records=stitch.records(old.records, moved),
        covers=rows(old.covers, fresh.covers),
        wanted=rows(old.wanted, fresh.wanted),
        vetoed=rows(old.vetoed, fresh.vetoed),
        holds=rows(old.holds, fresh.holds),
        free_days=np.concatenate([old.free_days, fresh.free_days]),
        free_start=np.concatenate([old.free_start, fresh.free_start]),
        free_end=np.concatenate([old.free_end, fresh.free_end]),
    )


def _with_vetoes(world: World, terms: Iterable[str]) -> World:
    """The world with further vetoes numbered, on the lists of the placements that they meet."""
    if world.vetoes.knows(new := list(terms)):
        return world
    vetoes = world.vetoes.copy()
    phrases = vetoes.with_terms(new)
    met = [row for row, one in enumerate(world.placements.values()) if not phrases.isdisjoint(about_cells(one))]
    world = replace(world, vetoes=vetoes)
    if not met:
        return world
    table = _on_lists(world, vetoes, met)
    return replace(world, around=replace(world.around, placements=table), order=scan_order(table.records))


def _on_lists(world: World, vetoes: Vetoes, rows: Sequence[int]) -> PlacementTable:
    old = world.around.placements
    records = old.records.copy()
    numbers = vetoes.by_placement([world.placements[old.ids[row]] for row in rows])
    codes: list[NDArray[np.int32]] = [old.codes]
    at = len(old.codes)
    for row in rows:
        met = np.array(numbers[old.ids[row]], np.int32)
        codes.append(met)
        records["vetoes_from"][row], records["vetoes_to"][row] = at, at + len(met)
        at += len(met)
    return PlacementTable(old.ids, records, np.concatenate(codes))
