"""Which lists stand in the latest run just as a new night would write them: those need neither reading nor writing."""

from __future__ import annotations

import numpy as np

from jobmatch.core.stitch import at_rows
from jobmatch.services.night.kept import KeptNight
from jobmatch.services.night.lists import Ints, NightLists
from jobmatch.services.night.patch import Patched
from jobmatch.services.night.told import Told
from jobmatch.store.run_lists import NOT_THERE, Settled

_NONE = -1


def positions_before(old: KeptNight, patched: Patched, people: Ints) -> Ints:
    """By person of new lists: her position among the kept ones, -1 when she had none."""
    listed = np.full(len(patched.citizens.ids), _NONE, np.int64)
    now = patched.citizens.new_of_old[old.lists.people]
    listed[now[now >= 0]] = np.flatnonzero(now >= 0)
    return listed[people]


def settled_of(old: KeptNight, patched: Patched, lists: NightLists, told: Told) -> Settled:
    """What is known of the latest run's lists: the kept night is that run's."""
    before = positions_before(old, patched, lists.people)
    alike = told.alike(old.told, before, patched.placements.new_of_old)
    alike &= False if lists.alike is None else lists.alike
    left = np.ones(len(old.lists.people), np.bool_)
    left[before[before >= 0]] = False
    numbers, still = old.numbers, patched.placements.new_of_old >= 0
    places = np.full(len(patched.night.fixed), NOT_THERE, np.int64)
    places[patched.placements.new_of_old[still]] = numbers.places[still]
    return Settled(alike, at_rows(numbers.people, before, NOT_THERE), places, numbers.people[left])
