"""Blocks on a real cluster of processes over TCP: the same bytes, and a worker that is killed costs time only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.errors import BadInput, NotReady
from jobmatch.executor import Block, blocks_of, map_blocks

distributed = pytest.importorskip("distributed", reason="the extra jobmatch[dask] is not installed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes and a scheduler, all talking TCP; a worker that dies is started again."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        protocol="tcp",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as made:
        yield made


def slow_square(block: Block) -> tuple[int, int]:
    """Which process did it, and a result; slow enough to be interrupted."""
    time.sleep(0.2)
    return os.getpid(), sum(n * n for n in range(*block))


def test_a_killed_worker_costs_time_only(cluster: Any) -> None:
    blocks = blocks_of(40, 2)
    found = []
    for number, (block, (process, result)) in enumerate(
        map_blocks(slow_square, blocks, "dask", cluster.scheduler_address)
    ):
        if number == 1:
            os.kill(process, signal.SIGKILL)
        found.append((block, result))
    assert found == [(block, sum(n * n for n in range(*block))) for block in blocks]


def test_a_night_on_a_cluster_is_the_night_in_process(cluster: Any, own_sample: Application) -> None:
    here = own_sample.nightly.run(full=True)
    there = own_sample.nightly.run(full=True, executor="dask", scheduler=cluster.scheduler_address)
    assert list(own_sample.store.lists(there["run_id"])) == list(own_sample.store.lists(here["run_id"]))
    assert there["counts"]["feasible_pairs"] == here["counts"]["feasible_pairs"]


@contextmanager
def own_cluster(folder: Path, worker_path: Sequence[str] = ()) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler that has one worker, and both processes; they run by themselves, as on a cluster.

    Args:
        worker_path: Folders in which the worker finds modules before anywhere else.
    """
    file = folder / "scheduler.json"
    here = ["--no-dashboard", "--scheduler-file", str(file)]
    commands = (
        ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *here],
        ["distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(folder), *here],
    )
    paths = (sys.path, [*worker_path, *sys.path])
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
            stderr=subprocess.DEVNULL,
        )
        for command, path in zip(commands, paths, strict=True)
    ]
    try:
        for _ in range(1_200):
            if file.is_file() and file.read_text():
                break
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        with distributed.Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=120)
        yield address, processes
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A cluster with one worker that is not started again."""
    with own_cluster(tmp_path) as found:
        yield found


def test_a_night_whose_scheduler_is_lost_ends_plainly_and_publishes_nothing(
    scheduler: tuple[str, list[subprocess.Popen[bytes]]], own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, (process, _) = scheduler
    before = own_sample.store.runs()
    monkeypatch.setattr("jobmatch.services.night.lists.BLOCK_CITIZENS", 1)

    def lose(done: int, of: int) -> None:
        if done > 25:  # loaded, and the first block is scored
            process.kill()

    with pytest.raises(NotReady, match="forsvandt midt i arbejdet. Intet er offentliggjort") as caught:
        own_sample.nightly.run(full=True, executor="dask", scheduler=address, progress=lose)
    assert address in caught.value.text.en
    assert own_sample.store.runs() == before
    assert own_sample.nightly.run(full=True)["published"]


def test_a_cluster_that_loses_its_last_worker_is_not_waited_for_for_ever(
    scheduler: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, (_, worker) = scheduler
    monkeypatch.setattr("jobmatch.executor.LOOK_SECONDS", 0.2)
    monkeypatch.setattr("jobmatch.executor.PATIENCE_SECONDS", 1.0)
    results = map_blocks(slow_square, blocks_of(200, 1), "dask", address)
    next(results)
    worker.kill()
    with pytest.raises(NotReady, match="ingen arbejdere mere. Intet er offentliggjort"):
        list(results)


@pytest.mark.parametrize(
    ("module", "said"),
    [('__version__ = "99.1"', "har jobmatch 99.1"), ('raise ImportError("not here")', "har ikke jobmatch")],
)
def test_a_worker_that_could_answer_otherwise_gets_no_work(tmp_path: Path, module: str, said: str) -> None:
    folder = tmp_path / "other" / "jobmatch"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(module)
    with own_cluster(tmp_path, [str(folder.parent)]) as (address, _):
        with pytest.raises(NotReady, match=said) as caught:
            list(map_blocks(slow_square, [(0, 1)], "dask", address))
    assert "Intet er offentliggjort" in caught.value.text.da
    assert "Nothing was published" in caught.value.text.en


def test_a_worker_with_another_python_gets_no_work(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.executor.OURS", ("0.1.0", "3.99"))
    with pytest.raises(NotReady, match=r"her bruges jobmatch 0.1.0 \(Python 3.99\)"):
        list(map_blocks(slow_square, [(0, 1)], "dask", cluster.scheduler_address))


@pytest.mark.parametrize("address", ["nonsense", "http://server:8786", "tcp://server", ""])
def test_what_is_no_address_is_said_at_once(address: str) -> None:
    with pytest.raises(BadInput, match="tcp://server:8786"):
        list(map_blocks(slow_square, [(0, 1)], "dask", address))


def test_a_cluster_needs_an_address() -> None:
    with pytest.raises(BadInput, match="scheduler"):
        list(map_blocks(slow_square, [(0, 1)], "dask"))


def test_a_cluster_that_does_not_answer_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.executor.CONNECT_SECONDS", 1)
    with pytest.raises(NotReady, match="tcp://127.0.0.1:1"):
        list(map_blocks(slow_square, [(0, 1)], "dask", "tcp://127.0.0.1:1"))


def test_a_fault_in_the_work_is_not_hidden(cluster: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_blocks(_fails, [(0, 1)], "dask", cluster.scheduler_address))


def _kills(block: Block) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_work_that_kills_every_worker_ends_plainly(cluster: Any) -> None:
    with pytest.raises(NotReady, match="arbejdere forsvandt"):
        list(map_blocks(_kills, [(0, 1)], "dask", cluster.scheduler_address))


def _fails(block: Block) -> float:
    return 1 / block[0]
