"""What is told beside a list: the texts that are published, and who is told the same as the night before."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from jobmatch.planning.room_left import LIMITS
from jobmatch.services.night.told import NO_LIMIT, Told, told_by_hand

PLACES = ("P-1", "P-2", 'P-"3"')
STILL = np.arange(3)


def told(
    places: list[int], under_way: list[int] | None = None, limits: list[int] | None = None, **special: str
) -> Told:
    """Of so many people; nobody is under way and nobody has met a limit unless said."""
    nobody = np.zeros(len(places), np.bool_)
    nobody[under_way or []] = True
    met = np.array(limits or [NO_LIMIT] * len(places), np.int8)
    return Told(PLACES, np.array(places), nobody, met, {int(key[1:]): text for key, text in special.items()})


def test_the_text_says_where_somebody_may_go_or_what_kept_her() -> None:
    lack = told_by_hand(None, False, "slots", {"hurdles": []})
    said = told([0, 2, -1, -1, -1], [1], [NO_LIMIT, NO_LIMIT, 1, NO_LIMIT, 0], _4=lack)
    assert [json.loads(one) for one in said] == [
        {"plan": {"placement_id": "P-1"}},
        {"plan": {"placement_id": 'P-"3"', "under_way": True}},
        {"plan": None, "limit": LIMITS[1]},
        {"plan": None},
        {"lack": {"hurdles": []}, "plan": None, "limit": "slots"},
    ]
    assert list(said) == [json.dumps(json.loads(one)) for one in said]


def alike(now: Told, old: Told, before: list[int], new_of_old: list[int] | None = None) -> list[bool]:
    found = now.alike(old, np.array(before), STILL if new_of_old is None else np.array(new_of_old))
    return [bool(one) for one in found]


def test_the_same_text_is_known_without_making_it() -> None:
    old = told([0, 1, -1, -1], [1], [NO_LIMIT, NO_LIMIT, 1, NO_LIMIT], _3="special")
    assert alike(old, old, [0, 1, 2, 3]) == [True] * 4
    assert alike(replace(old, special={3: "otherwise"}), old, [0, 1, 2, 3]) == [True, True, True, False]
    assert alike(replace(old, special={}), old, [0, 1, 2, 3]) == [True, True, True, False]
    assert alike(told([1, 1, -1, 0]), old, [0, 1, 2, -1]) == [False] * 4


@pytest.mark.parametrize("place", [0, 1])
def test_a_placement_that_is_gone_is_not_the_same_as_none(place: int) -> None:
    assert alike(told([-1, -1]), told([place, -1]), [0, 1], [-1, -1, 0]) == [False, True]


def test_people_and_placements_are_known_by_what_they_were() -> None:
    old = told([0, 2])
    assert alike(told([1, -1]), old, [1, 0], [-1, 0, 1]) == [True, False]
