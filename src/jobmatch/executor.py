"""Where blocks of work are done: in this process, in joblib's threads or on a cluster; the answers are the same."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from socket import create_connection
from time import monotonic
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from jobmatch import __version__
from jobmatch.errors import BadInput, NotReady, Text

R = TypeVar("R")
Block = tuple[int, int]
AHEAD = 4
"""Blocks that each worker has waiting: enough to keep it busy, few enough to bound the memory."""
CONNECT_SECONDS = 30
LOOK_SECONDS = 5.0
"""So often somebody who waits for a cluster looks whether it still has workers."""
PATIENCE_SECONDS = 60.0
"""So long a cluster may be without any worker before it is given up."""

Make = tuple[str | None, str]
"""Which jobmatch, None where there is none, and which Python: with other ones the answers could be others."""
OURS: Make = (__version__, ".".join(map(str, sys.version_info[:2])))
_ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://\S+:[0-9]+")

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
_BAD_ADDRESS = Text(
    "{address} er ikke adressen på en klynge. Skriv den som tcp://server:8786.",
    "{address} is not the address of a cluster. Write it as tcp://server:8786.",
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
_OTHER_MAKE = Text(
    "Klyngen på {address} kan ikke bruges: {who} har {theirs}, og her bruges {ours}. Intet er offentliggjort. "
    "Installér den samme jobmatch og Python på alle maskiner, start klyngen igen, og prøv så på ny.",
    "The cluster at {address} cannot be used: {who} has {theirs}, and here it is {ours}. Nothing was published. "
    "Install the same jobmatch and Python on every machine, start the cluster again, and try again.",
)
_WITHOUT = Text("ikke jobmatch", "no jobmatch")
_NONE_LEFT = Text(
    "Klyngen på {address} har ingen arbejdere mere. Intet er offentliggjort. Start mindst én, og prøv igen: "
    "dask worker {address}",
    "The cluster at {address} has no workers any more. Nothing was published. Start at least one, and try again: "
    "dask worker {address}",
)


def blocks_of(count: int, size: int) -> list[Block]:
    """Ranges (first, one past the last) that cover 0..count in order."""
    return [(first, min(first + size, count)) for first in range(0, count, size)]


def in_blocks(work: Callable[[int, int], R], count: int, each: int) -> Iterator[R]:
    """The parts of some work on 0..count, stretch by stretch, on all processors of this machine."""
    return (found for _, found in map_blocks(lambda block: work(*block), blocks_of(count, each)))


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
    scheduler = _address_of(scheduler)
    from concurrent.futures import CancelledError

    from distributed import Client
    from distributed.scheduler import KilledWorker
    from distributed.versions import VersionMismatchWarning

    try:
        connect: Any = Client
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is said below, in a sentence
            client = connect(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NotReady(_NO_ANSWER.fill(address=scheduler)) from error
    with client:
        try:
            yield from _Cluster(client, scheduler).each(work, blocks)
        except KilledWorker as error:
            raise NotReady(_GIVEN_UP.fill(address=scheduler)) from error
        except (OSError, TimeoutError, CancelledError) as error:
            raise NotReady(_LOST.fill(address=scheduler)) from error


def _address_of(scheduler: str | None) -> str:
    """The address as it can be used."""
    if scheduler is None:
        raise BadInput(_NO_ADDRESS)
    if not _ADDRESS.fullmatch(scheduler):
        raise BadInput(_BAD_ADDRESS.fill(address=scheduler))
    if find_spec("distributed") is None:
        raise BadInput(_NO_DASK)
    return scheduler


def missed(executor: str, scheduler: str | None) -> Text | None:
    """Why the cluster that was asked for could not have been used: said after work so small that nobody asked it."""
    if executor != "dask":
        return None
    try:
        where = urlsplit(_address_of(scheduler))
        with create_connection((where.hostname or "", where.port or 0), LOOK_SECONDS):
            return None
    except BadInput as error:
        return error.here
    except OSError:
        return _NO_ANSWER.fill(address=scheduler)


class _Cluster:
    """The workers behind a scheduler: only those that would give the very same answers are given work."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._alike: set[str] = set()
        """Workers that were asked what they run."""
        self._alone_since: float | None = None

    def each(self, work: Callable[[Block], R], blocks: Sequence[Block]) -> Iterator[tuple[Block, R]]:
        import dask

        workers = len(self._checked())
        if not workers:
            raise NotReady(_NO_WORKERS.fill(address=self._address))
        # The scheduler keeps the tables, so that they outlive any worker; that they are large is meant so.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "100 GiB"}):
            shared = self._client.submit(_itself, work, pure=False)
        waiting: deque[tuple[Block, Any]] = deque()
        for block in blocks:
            waiting.append((block, self._client.submit(_do, shared, block, pure=False, retries=3)))
            if len(waiting) > workers * AHEAD:
                first, future = waiting.popleft()
                yield first, self._result(future)
        while waiting:
            first, future = waiting.popleft()
            yield first, self._result(future)

    def _result(self, future: Any) -> Any:
        while True:
            try:
                return future.result(timeout=LOOK_SECONDS)
            except TimeoutError:
                if future.done():  # it came as the time was up, or is an error of that kind itself
                    return future.result()
                self._look()

    def _look(self) -> None:
        """While an answer is waited for: whether anybody is there who could give it."""
        if self._checked():
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = monotonic()
        elif monotonic() - self._alone_since > PATIENCE_SECONDS:
            raise NotReady(_NONE_LEFT.fill(address=self._address))

    def _checked(self) -> set[str]:
        """The workers that are there; each was asked what it runs before it counts."""
        workers = set(self._client.nthreads())
        if workers - self._alike:
            makes = self._makes()
            for who, theirs in makes.items():
                if theirs != OURS:
                    raise NotReady(_other_make(self._address, who, theirs))
            self._alike |= makes.keys()
        return workers & self._alike

    def _makes(self) -> dict[str, Make]:
        """What the scheduler and each worker run; a worker with another Python could not even read the question."""
        found = self._client.get_versions()
        pythons = {address: _python_of(about) for address, about in found["workers"].items()}
        pythons[self._address] = _python_of(found["scheduler"])
        if set(pythons.values()) - {OURS[1]}:
            return {who: (OURS[0], python) for who, python in pythons.items()}
        version = _question()
        versions = self._client.run(version, on_error="ignore")  # one that is going down does not answer
        versions[self._address] = self._client.run_on_scheduler(version)
        return {who: (found, OURS[1]) for who, found in versions.items()}


def _python_of(about: Mapping[str, Any]) -> str:
    return ".".join(about["packages"]["python"].split(".")[:2])


def _question() -> Callable[[], str | None]:
    """Asks a process for its jobmatch; made here so that it travels as it is, also to where there is none."""

    def version() -> str | None:
        try:
            from jobmatch import __version__
        except ImportError:
            return None
        return __version__

    return version


def _other_make(address: str, who: str, theirs: Make) -> Text:
    def said(make: Make, lang: Literal["da", "en"]) -> str:
        jobmatch = f"jobmatch {make[0]}" if make[0] is not None else getattr(_WITHOUT, lang)
        return f"{jobmatch} (Python {make[1]})"

    return Text(
        _OTHER_MAKE.da.format(address=address, who=who, theirs=said(theirs, "da"), ours=said(OURS, "da")),
        _OTHER_MAKE.en.format(address=address, who=who, theirs=said(theirs, "en"), ours=said(OURS, "en")),
    )


def _itself(work: R) -> R:
    """Keeps the work on the cluster: made again from the scheduler's copy if the worker that holds it is lost."""
    return work


def _do(work: Callable[[Block], R], block: Block) -> R:
    return work(block)
