"""Where blocks of work are done: in this process or in several; the answers are the same bit for bit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from jobmatch.errors import BadInput, Text

R = TypeVar("R")
Block = tuple[int, int]


def blocks_of(count: int, size: int) -> list[Block]:
    """Ranges (first, one past the last) that cover 0..count in order."""
    return [(first, min(first + size, count)) for first in range(0, count, size)]


def map_blocks(
    work: Callable[[Block], R], blocks: Sequence[Block], executor: str = "inprocess", scheduler: str | None = None
) -> Iterator[tuple[Block, R]]:
    """Do the work on each block and give the results in the blocks' order.

    Args:
        executor: ``inprocess``: threads of this process (the kernel lets them run side by side);
            ``joblib``: the same through joblib's threads.

    Raises:
        BadInput: for an executor that is not installed here.
    """
    if executor == "inprocess":
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            yield from zip(blocks, pool.map(work, blocks), strict=True)
    elif executor == "joblib":
        from joblib import Parallel, delayed

        results = Parallel(n_jobs=-1, prefer="threads", return_as="generator")(delayed(work)(b) for b in blocks)
        yield from zip(blocks, results, strict=True)
    else:
        raise BadInput(
            Text(
                f"Denne udgave kan ikke fordele arbejdet med {executor}. Brug inprocess eller joblib.",
                f"This version cannot spread the work with {executor}. Use inprocess or joblib.",
            )
        )
