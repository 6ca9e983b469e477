"""What is told beside each list, as arrays: from one night to the next it hardly changes; JSON when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.stitch import at_rows
from jobmatch.planning.flow import Ints
from jobmatch.planning.mending import NOBODY
from jobmatch.planning.room_left import LIMITS

Mask = NDArray[np.bool_]
NO_LIMIT = -1
"""Somebody with a place, or whom nothing fits, has met no limit."""
_GONE = -2
as_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Told(Sequence[str]):
    """By person: what is published beside her list."""

    ids: Sequence[str]
    """Of the placements."""
    places: Ints
    """By person: the placement proposed or under way, -1 without one."""
    under_way: Mask
    limits: NDArray[np.int8]
    """By person: position among the limits of the one that she has met; NO_LIMIT for most."""
    special: Mapping[int, str]
    """By person: the text, where more is to be told than that."""

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, n: int) -> str: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[str]: ...
    def __getitem__(self, n: int | slice) -> str | Sequence[str]:
        if isinstance(n, slice):
            return [self[one] for one in range(*n.indices(len(self)))]
        if n in self.special:
            return self.special[n]
        place = self.places[n]
        if place >= 0:
            key, more = as_json(self.ids[place]), ', "under_way": true' if self.under_way[n] else ""
            return f'{{"plan": {{"placement_id": {key}{more}}}}}'
        limit = self.limits[n]
        return '{"plan": null}' if limit == NO_LIMIT else f'{{"plan": null, "limit": "{LIMITS[limit]}"}}'

    def alike(self, old: Told, before: Ints, new_of_old: Ints) -> Mask:
        """By person: whether she was told the very same.

        Args:
            before: By person, her position among the old ones; below 0 without one.
            new_of_old: By old placement, its row now; below 0 when it is gone.
        """
        row_now = np.where(new_of_old < 0, _GONE, new_of_old)
        same: Mask = before >= 0
        same &= at_rows(row_now, at_rows(old.places, before, NOBODY), NOBODY) == self.places
        same &= at_rows(old.under_way, before, False) == self.under_way
        same &= at_rows(old.limits, before, NO_LIMIT) == self.limits
        some = np.isin(before, list(old.special))
        some[list(self.special)] = True
        for n in np.flatnonzero(some & (before >= 0)).tolist():
            same[n] = self[n] == old[int(before[n])]
        return same


def told_by_hand(place: str | None, under_way: bool, limit: str | None, lack: Mapping[str, Any] | None) -> str:
    """The text about somebody of whom more is told than where she may go."""
    one: dict[str, Any] = {} if lack is None else {"lack": lack}
    one["plan"] = None if place is None else {"placement_id": place, **({"under_way": True} if under_way else {})}
    if limit is not None:
        one["limit"] = limit
    return as_json(one)
