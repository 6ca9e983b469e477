"""Lists are made in the order in which they were asked for, a few at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from jobmatch.api.turns import AT_ONCE, Turns

MANY = 12


def answers_of(work: Callable[[int], object]) -> list[Any]:
    """What came of asking many times at once, in the order of asking."""

    async def ask() -> list[Any]:
        turns = Turns()
        asked = (turns.take(partial(work, number)) for number in range(MANY))
        return list(await asyncio.gather(*asked, return_exceptions=True))

    return asyncio.run(ask())


def test_who_came_first_is_served_first_and_no_more_at_once_than_help_each_other() -> None:
    lock, together = threading.Lock(), threading.Barrier(AT_ONCE)
    begun: list[int] = []
    working: list[int] = []
    at_once: list[int] = []

    def work(number: int) -> int:
        with lock:
            begun.append(number)
            working.append(number)
            at_once.append(len(working))
        together.wait(10)
        with lock:
            working.remove(number)
        return number

    assert answers_of(work) == list(range(MANY))
    assert max(at_once) == AT_ONCE
    assert all(abs(place - number) < AT_ONCE for place, number in enumerate(begun))


def test_what_goes_wrong_is_told_to_the_one_who_asked_and_the_others_have_their_turn() -> None:
    def work(number: int) -> int:
        if number % 2:
            raise ValueError(number)
        return number

    found = answers_of(work)
    assert found[::2] == list(range(0, MANY, 2))
    assert [repr(one) for one in found[1::2]] == [f"ValueError({number})" for number in range(1, MANY, 2)]
