"""Lists are made one after the other, in the order in which they were asked for."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from jobmatch.api.turns import Turns

MANY = 12


def answers_of(work: Callable[[int], object]) -> list[Any]:
    """What came of asking many times at once, in the order of asking."""

    async def ask() -> list[Any]:
        turns = Turns()
        asked = (turns.take(partial(work, number)) for number in range(MANY))
        return list(await asyncio.gather(*asked, return_exceptions=True))

    return asyncio.run(ask())


def test_who_came_first_is_served_first_and_nobody_else_meanwhile() -> None:
    begun: list[int] = []
    busy = threading.Lock()

    def work(number: int) -> int:
        assert busy.acquire(blocking=False)
        begun.append(number)
        time.sleep(0.002)
        busy.release()
        return number

    assert answers_of(work) == list(range(MANY))
    assert begun == list(range(MANY))


def test_what_takes_long_keeps_nobody_waiting_who_asks_for_little() -> None:
    done = threading.Event()

    async def ask() -> list[bool]:
        turns = Turns()
        long = asyncio.ensure_future(turns.take(lambda: done.wait(10), usual=False))
        short = [await turns.take(done.is_set) for _ in range(MANY)]
        done.set()
        assert await long
        return short

    assert not any(asyncio.run(ask()))


def test_what_goes_wrong_is_told_to_the_one_who_asked_and_the_others_have_their_turn() -> None:
    def work(number: int) -> int:
        if number % 2:
            raise ValueError(number)
        return number

    found = answers_of(work)
    assert found[::2] == list(range(0, MANY, 2))
    assert [repr(one) for one in found[1::2]] == [f"ValueError({number})" for number in range(1, MANY, 2)]
