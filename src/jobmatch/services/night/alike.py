"""Which rows of a new night are encoded as they were: they score as they did."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import Kernel
from jobmatch.core.plan import placement_fields
from jobmatch.core.records import UNKNOWN, CitizenTable, PlacementTable
from jobmatch.core.stitch import Stitch, at_rows
from jobmatch.services.night.kept import KeptNight

LISTS = (("licences_from", "licences_to"), ("requires_from", "requires_to"), ("nice_from", "nice_to"),
         ("about_from", "work_to"), ("work_to", "about_to"), ("vetoes_from", "vetoes_to"))  # fmt: skip
"""Fields of a placement's record that say where its lists of codes stand."""
OFFSETS = tuple(dict.fromkeys(name for pair in LISTS for name in pair))
COMPARED = ("row", "workplace")
"""Where it stands: whoever holds a slot there, or is counted there, is compared with it."""
DAILY = (*COMPARED, "age_days")
"""Fields that may differ although nobody's points do, but for what the placement gives to everybody."""


def alike_places(
    old: KeptNight, new: PlacementTable, stitch: Stitch, fields: Collection[str] | None = None
) -> NDArray[np.bool_]:
    """By new placement: whether it is encoded as it was, but for its age and what follows from that for everybody.

    Args:
        fields: Those alone that are compared; where a list begins or ends stands for what is on it.
    """
    looked_at = (
        set(old.placements.records.dtype.names or ()) - set(DAILY)
        if fields is None
        else set(fields).difference(COMPARED)
    )
    lists = [pair for pair in LISTS if looked_at & set(pair)]
    alike = np.zeros(len(new.ids), np.bool_)
    rows = np.flatnonzero(stitch.new_of_old >= 0)
    here = stitch.new_of_old[rows]
    same = np.ones(len(rows), np.bool_)
    for name in looked_at.difference(OFFSETS):
        one, other = old.placements.records[name][rows], new.records[name][here]
        same &= (one == other) | ((one != one) & (other != other))
    alike[here] = same
    again = np.flatnonzero(stitch.fresh[here] & same)
    for row, place in zip(rows[again].tolist(), here[again].tolist(), strict=True):
        alike[place] = all(_codes(old.placements, row, pair) == _codes(new, place, pair) for pair in lists)
    return alike


def moved_factors(
    kernel: Kernel, old: PlacementTable, new: PlacementTable, row_then: NDArray[np.int64], few: NDArray[np.int64]
) -> NDArray[np.int64]:
    """By new placement: of some, the factors as bits of which something is encoded otherwise than it was.

    Args:
        row_then: By new placement, its row among the old ones; below 0 when it was not there.
    """
    found = np.zeros(len(new.ids), np.int64)
    few = few[row_then[few] >= 0]
    was, now = old.records[row_then[few]], new.records[few]
    otherwise: dict[str, NDArray[np.bool_]] = {}
    for pair in LISTS:
        listed = zip(row_then[few].tolist(), few.tolist(), strict=True)
        differs = np.array([_codes(old, a, pair) != _codes(new, b, pair) for a, b in listed], np.bool_)
        otherwise |= {name: otherwise.get(name, False) | differs for name in pair}
    for bit, factor in enumerate(kernel.valued):
        for name in placement_fields(factor.reads).difference(DAILY):
            if name not in otherwise:
                otherwise[name] = (was[name] != now[name]) & ((was[name] == was[name]) | (now[name] == now[name]))
            found[few[otherwise[name]]] |= 1 << bit
    return found


def _codes(table: PlacementTable, row: int, pair: tuple[str, str]) -> tuple[int, list[int]]:
    """One of a placement's lists; with its length, which tells what is unknown from what is empty."""
    first, last = (int(table.records[name][row]) for name in pair)
    return last - first, table.codes[first : max(last, first)].tolist()


def alike_people(old: KeptNight, new: CitizenTable, stitch: Stitch, places: Stitch) -> NDArray[np.bool_]:
    """By new citizen: whether she was read before, holds the slot that she held, and is counted where she was."""
    alike = ~stitch.fresh
    kept = np.flatnonzero(alike)
    held = old.citizens.records["held_row"][stitch.source[kept]]
    moved = at_rows(places.new_of_old, held, UNKNOWN)
    alike[kept] = moved == new.records["held_row"][kept]
    alike[kept] &= old.citizens.records["counted_at"][stitch.source[kept]] == new.records["counted_at"][kept]
    return alike
