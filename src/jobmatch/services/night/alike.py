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
    old: KeptNight,
    new: PlacementTable,
    stitch: Stitch,
    fields: Collection[str] | None = None,
    among: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """By new placement: whether it is encoded as it was, but for its age and what follows from that for everybody.

    Args:
        fields: Those alone that are compared; where a list begins or ends stands for what is on it.
        among: By new placement, whether it is compared; all are unless told.
    """
    looked_at = (
        set(old.placements.records.dtype.names or ()) - set(DAILY)
        if fields is None
        else set(fields).difference(COMPARED)
    )
    lists = [pair for pair in LISTS if looked_at & set(pair)]
    alike = np.zeros(len(new.ids), np.bool_)
    rows = np.flatnonzero(stitch.new_of_old >= 0)
    if among is not None:
        rows = rows[among[stitch.new_of_old[rows]]]
    here = stitch.new_of_old[rows]
    same = np.ones(len(rows), np.bool_)
    for name in looked_at.difference(OFFSETS):
        one, other = old.placements.records[name][rows], new.records[name][here]
        same &= (one == other) | ((one != one) & (other != other))
    alike[here] = same
    again = np.flatnonzero(stitch.fresh[here] & same)
    for pair in lists:
        alike[here[again]] &= ~_list_differs(old.placements, rows[again], new, here[again], pair)
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
        differs = _list_differs(old, row_then[few], new, few, pair)
        otherwise |= {name: otherwise.get(name, False) | differs for name in pair}
    for bit, factor in enumerate(kernel.valued):
        for name in placement_fields(factor.reads).difference(DAILY):
            if name not in otherwise:
                otherwise[name] = (was[name] != now[name]) & ((was[name] == was[name]) | (now[name] == now[name]))
            found[few[otherwise[name]]] |= 1 << bit
    return found


def _list_differs(
    old: PlacementTable, was: NDArray[np.int64], new: PlacementTable, now: NDArray[np.int64], pair: tuple[str, str]
) -> NDArray[np.bool_]:
    """Whether one of the lists of each placement is another than it was; what is unknown differs from what is empty."""
    began, ended = (old.records[name][was] for name in pair)
    begins, ends = (new.records[name][now] for name in pair)
    differs: NDArray[np.bool_] = ended - began != ends - begins
    length = np.where(differs, 0, np.maximum(ended - began, 0))
    which = np.repeat(np.arange(len(was)), length)
    place = np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
    differs[which[old.codes[began[which] + place] != new.codes[begins[which] + place]]] = True
    return differs


def alike_people(old: KeptNight, new: CitizenTable, stitch: Stitch, places: Stitch) -> NDArray[np.bool_]:
    """By new citizen: whether she was read before, holds the slot that she held, and is counted where she was."""
    alike = ~stitch.fresh
    kept = np.flatnonzero(alike)
    held = old.citizens.records["held_row"][stitch.source[kept]]
    moved = at_rows(places.new_of_old, held, UNKNOWN)
    alike[kept] = (moved == new.records["held_row"][kept]) & ((moved >= 0) == (held >= 0))
    alike[kept] &= old.citizens.records["counted_at"][stitch.source[kept]] == new.records["counted_at"][kept]
    return alike
