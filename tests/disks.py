"""Small disks for tests, and databases that lie on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jobmatch.store import Store
from jobmatch.store.backup import restore
from tests.databases import Postgres, start_server


class Disk:
    """A real file system of a few megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    @property
    def free(self) -> int:
        """Bytes that can still be written."""
        return shutil.disk_usage(self.folder).free

    def fill(self, left: int = 0) -> None:
        """Leave so many bytes."""
        self.make_room()
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, self.free - left)
        assert self.free <= left

    def make_room(self) -> None:
        """Take the filling out."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A small disk; only who may mount one can have it."""
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m,mode=755"]
    done = subprocess.run(["mount", *options, "jobmatch-test", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mounting a small disk takes root")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class Ground:
    """Where databases lie on a small disk: files, or a server's folder."""

    def __init__(self, disk: Disk, server: Postgres | None = None) -> None:
        self.disk = disk
        self._server = server
        self._made: list[str] = []

    def database(self, source: Path) -> str:
        """The address of a new database that holds what a SQLite file holds."""
        if self._server is None:
            path = self.disk.folder / f"{len(self._made)}-{source.name}"
            shutil.copyfile(source, path)
            self._made.append(f"sqlite:///{path}")
        else:
            self._made.append(self._server.ready())
            store = Store.open(self._made[-1])
            restore(store.engine, source, overwrite=True)
            store.close()
            self._server.run("CHECKPOINT")
        return self._made[-1]

    def clear(self) -> None:
        """Take every database away, and what was left beside it."""
        self.disk.make_room()
        for address in self._made:
            if self._server is not None:
                self._server.drop(address)
        if self._server is None:
            for path in self.disk.folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._made = []


@contextmanager
def ground_for(kind: str, megabytes: int) -> Iterator[Ground]:
    """A small disk with nothing but room for databases of a kind.

    It lies outside pytest's folders, which are closed to the user that PostgreSQL runs as.
    """
    folder = Path(tempfile.mkdtemp(prefix="jobmatch-disk-"))
    folder.chmod(0o755)
    try:
        with mounted(folder, megabytes) as disk:
            if kind == "sqlite":
                yield Ground(disk)
                return
            server: Any = start_server(folder / "server")
            try:
                yield Ground(disk, Postgres(server))
            finally:
                server.cleanup()
    finally:
        folder.rmdir()
