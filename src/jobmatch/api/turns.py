"""Lists are made one after the other, in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request

R = TypeVar("R")
SHORT = 20
"""A list of so many rows is soon made; whoever asks for more waits beside those who ask for less."""


class Turns:
    """The queues for lists of an application: a list that has begun is soon done, whoever asks meanwhile.

    One thread at a time runs Python, so that two lists at once would each take twice as long, and whoever saves
    something or sends an answer would wait for both.
    """

    def __init__(self) -> None:
        self._usual = CapacityLimiter(1)
        self._others = CapacityLimiter(1)

    async def take(self, work: Callable[[], R], usual: bool = True) -> R:
        """Do a piece of work in a thread of its own, when those who came before are done.

        Args:
            usual: Whether it is soon done; what is not has a queue of its own, so that the others need not wait for it.
        """
        return await to_thread.run_sync(work, limiter=self._usual if usual else self._others)


async def _turns(request: Request) -> Turns:
    turns: Turns = request.app.state.turns
    return turns


InTurn = Annotated[Turns, Depends(_turns)]
"""What a route takes to wait for its turn: ``await turns.take(work)``."""
