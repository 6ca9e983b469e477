"""What a proposal would move: everybody's list as it is, beside the list as it would be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobmatch.services.worlds import LoadedWorld, proposable

LENGTH = 5
"""So much of each list is compared: what a consultant looks at in a meeting."""
EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Moved:
    """One citizen's list before and after; ids of placements, the best first."""

    citizen_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts over citizens; a proposal moves lists, never a person."""

    citizens: int
    """Citizens whose lists were compared."""
    other_first: int
    """Would have another placement first."""
    other_list: int
    """Would have another list, in what it holds or in its order."""
    left_without: int
    """Have a placement now, and would have none."""
    helped: int
    """Have none now, and would have one."""
    gaining: tuple[tuple[str, int], ...]
    """Placements that would stand first for more citizens, with how many more."""
    losing: tuple[tuple[str, int], ...]
    """Placements that would stand first for fewer citizens, with how many fewer."""
    examples: tuple[Moved, ...]
    """Some of the citizens whose lists would change."""


def preview(before: LoadedWorld, after: LoadedWorld, own: Collection[str]) -> Preview:
    """Compare the lists of some citizens in two worlds of the same data.

    Args:
        own: Ids of the citizens that the one who asks may see.
    """
    people = [(key, row) for row, (key, one) in enumerate(before.world.citizens.items()) if proposable(one)]
    people = [(key, row) for key, row in people if key in own]
    rows = np.array([row for _, row in people], np.int64)
    old, new = _lists(before, rows), _lists(after, rows)
    ids = before.world.around.placements.ids
    first_moved = old[:, 0] != new[:, 0]
    moved = (old != new).any(axis=1)
    examples = [
        Moved(people[n][0], _named(old[n], ids), _named(new[n], ids)) for n in np.flatnonzero(moved)[:EXAMPLES].tolist()
    ]
    gaining, losing = _shifts(old[:, 0], new[:, 0], ids)
    return Preview(
        citizens=len(people),
        other_first=int(first_moved.sum()),
        other_list=int(moved.sum()),
        left_without=int(((old[:, 0] >= 0) & (new[:, 0] < 0)).sum()),
        helped=int(((old[:, 0] < 0) & (new[:, 0] >= 0)).sum()),
        gaining=gaining,
        losing=losing,
        examples=tuple(examples),
    )


def _lists(loaded: LoadedWorld, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Citizens × LENGTH rows of placements, −1 where a list is shorter."""
    if not len(rows):
        return np.full((0, LENGTH), -1, np.int64)
    found = loaded.kernel.best_of(loaded.world.around, loaded.world.order, rows, LENGTH)
    return np.asarray(found.rows, np.int64)


def _named(rows: NDArray[np.int64], ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(ids[row] for row in rows.tolist() if row >= 0)


def _shifts(
    old: NDArray[np.int64], new: NDArray[np.int64], ids: Sequence[str]
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    size = len(ids)
    change = np.bincount(new[new >= 0], minlength=size) - np.bincount(old[old >= 0], minlength=size)
    by_size = [(ids[row], int(change[row])) for row in np.argsort(-change, kind="stable").tolist() if change[row]]
    gaining = tuple((name, count) for name, count in by_size if count > 0)[:EXAMPLES]
    losing = tuple((name, -count) for name, count in reversed(by_size) if count < 0)[:EXAMPLES]
    return gaining, losing
