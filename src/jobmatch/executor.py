"""Where blocks of work are done: in this process, in joblib's threads or on a cluster; the answers are the same."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from jobmatch.errors import BadInput, NotReady, Text

R = TypeVar("R")
Block = tuple[int, int]
AHEAD = 4
"""Blocks that each worker has waiting: enough to keep it busy, few enough to bound the memory."""
CONNECT_SECONDS = 30

_UNKNOWN = Text(
    "Arbejdet kan ikke fordeles med {executor}. Brug inprocess, joblib eller dask.",
    "The work cannot be spread with {executor}. Use inprocess, joblib or dask.",
)
_NO_DASK = Text(
    "Dask er ikke installeret. Kør: pip install 'jobmatch[dask]'.",
    "Dask is not installed. Run: pip install 'jobmatch[dask]'.",
)
_NO_ADDRESS = Text(
    "Sig, hvor klyngen er, for eksempel: --scheduler tcp://server:8786",
    "Say where the cluster is, for example: --scheduler tcp://server:8786",
)
_NO_ANSWER = Text(
    "Klyngen på {address} svarer ikke. Se efter, at den kører, og at adressen er rigtig.",
    "The cluster at {address} does not answer. Check that it runs and that the address is right.",
)
_NO_WORKERS = Text(
    "Klyngen på {address} har ingen arbejdere. Start mindst én: dask worker {address}",
    "The cluster at {address} has no workers. Start at least one: dask worker {address}",
)
_LOST = Text(
    "Klyngen på {address} forsvandt midt i arbejdet. Intet er offentliggjort. Start den igen, og prøv så på ny.",
    "The cluster at {address} was lost in the middle of the work. Nothing was published. Start it, and try again.",
)
_GIVEN_UP = Text(
    "Klyngen på {address} gav op: arbejdere forsvandt gang på gang. Intet er offentliggjort. Se efter, om de har "
    "hukommelse nok, og prøv igen.",
    "The cluster at {address} gave up: workers were lost time after time. Nothing was published. Check whether they "
    "have memory enough, and try again.",
)


def blocks_of(count: int, size: int) -> list[Block]:
    """Ranges (first, one past the last) that cover 0..count in order."""
    return [(first, min(first + size, count)) for first in range(0, count, size)]


def map_blocks(
    work: Callable[[Block], R], blocks: Sequence[Block], executor: str = "inprocess", scheduler: str | None = None
) -> Iterator[tuple[Block, R]]:
    """Do the work on each block and give the results in the blocks' order, few at a time.

    Args:
        executor: ``inprocess``: threads of this process (the kernel lets them run side by side);
            ``joblib``: the same through joblib's threads; ``dask``: the workers of a cluster.
        scheduler: Address of the cluster's scheduler, ``tcp://server:8786``.

    Raises:
        BadInput: for an executor that there is not, or a cluster without an address.
        NotReady: when the cluster does not answer or does not finish.
    """
    if executor == "inprocess":
        yield from _in_threads(work, blocks)
    elif executor == "joblib":
        from joblib import Parallel, delayed

        results = Parallel(n_jobs=-1, prefer="threads", return_as="generator")(delayed(work)(b) for b in blocks)
        yield from zip(blocks, results, strict=True)
    elif executor == "dask":
        yield from _on_cluster(work, blocks, scheduler)
    else:
        raise BadInput(_UNKNOWN.fill(executor=executor))


def _in_threads(work: Callable[[Block], R], blocks: Sequence[Block]) -> Iterator[tuple[Block, R]]:
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(max_workers=workers) as pool:
        waiting: deque[tuple[Block, Any]] = deque()
        for block in blocks:
            waiting.append((block, pool.submit(work, block)))
            if len(waiting) > workers * AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()


def _on_cluster(
    work: Callable[[Block], R], blocks: Sequence[Block], scheduler: str | None
) -> Iterator[tuple[Block, R]]:
    """The tables are sent to the workers once; blocks that a lost worker had are done again by another."""
    if scheduler is None:
        raise BadInput(_NO_ADDRESS)
    try:
        from distributed import Client
    except ImportError as error:
        raise BadInput(_NO_DASK) from error
    from concurrent.futures import CancelledError

    from distributed.scheduler import KilledWorker

    try:
        connect: Any = Client
        client = connect(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NotReady(_NO_ANSWER.fill(address=scheduler)) from error
    with client:
        workers = len(client.scheduler_info()["workers"])
        if not workers:
            raise NotReady(_NO_WORKERS.fill(address=scheduler))
        try:
            yield from _from_workers(client, work, blocks, workers)
        except KilledWorker as error:
            raise NotReady(_GIVEN_UP.fill(address=scheduler)) from error
        except (OSError, TimeoutError, CancelledError) as error:
            raise NotReady(_LOST.fill(address=scheduler)) from error


def _from_workers(
    client: Any, work: Callable[[Block], R], blocks: Sequence[Block], workers: int
) -> Iterator[tuple[Block, R]]:
    import dask

    # The scheduler keeps the tables, so that they outlive any worker; that they are large is meant so.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "100 GiB"}):
        shared = client.submit(_itself, work, pure=False)
    waiting: deque[tuple[Block, Any]] = deque()
    for block in blocks:
        waiting.append((block, client.submit(_do, shared, block, pure=False, retries=3)))
        if len(waiting) > workers * AHEAD:
            first, future = waiting.popleft()
            yield first, future.result()
    while waiting:
        first, future = waiting.popleft()
        yield first, future.result()


def _itself(work: R) -> R:
    """Keeps the work on the cluster: made again from the scheduler's copy if the worker that holds it is lost."""
    return work


def _do(work: Callable[[Block], R], block: Block) -> R:
    return work(block)
