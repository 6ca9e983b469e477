"""Lists are made in the order in which they were asked for, a few at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request

R = TypeVar("R")
AT_ONCE = 2
"""While the compiled loop of one list runs, another one's sentences are made; a third would only make both wait."""


class Turns:
    """The one queue for lists of an application: a list that has begun is soon done, whoever asks meanwhile."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(AT_ONCE)

    async def take(self, work: Callable[[], R]) -> R:
        """Do a piece of work in a thread of its own, when those who came before have theirs or are done."""
        return await to_thread.run_sync(work, limiter=self._limiter)


async def _turns(request: Request) -> Turns:
    turns: Turns = request.app.state.turns
    return turns


InTurn = Annotated[Turns, Depends(_turns)]
"""What a route takes to wait for its turn: ``await turns.take(work)``."""
