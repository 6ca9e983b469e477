"""Nightly runs in the store: publishing one, and reading what was published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from jobmatch.errors import Conflict, Text
from jobmatch.store import alone, night_notes
from jobmatch.store.night_reading import NightReading
from jobmatch.store.run_lists import ListArrays, Reading
from jobmatch.store.run_numbers import Numbers
from jobmatch.store.runs import RankedList, Run, Runs
from jobmatch.store.tables import ERASURES
from jobmatch.store.transaction import reading, writing

_OVERTAKEN = Text(
    "En anden kørsel blev offentliggjort, mens denne regnede. Intet er offentliggjort. Start den igen.",
    "Another run was published while this one was calculating. Nothing was published. Start it again.",
)
_ERASED = Text(
    "En borger blev slettet, mens kørslen regnede. Intet er offentliggjort. Start den igen.",
    "A citizen was erased while the run was calculating. Nothing was published. Start it again.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What must not have changed between the start of a night and its end."""

    latest: tuple[str, datetime | None] | None
    """The run published last: the lists of a new one are written as differences from it."""
    erased: int
    """How many people have been erased: nobody comes back with a night that had read her before."""


class RunStore:
    """The part of the store that the night writes and everybody reads."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.engine = engine
        self._clock = clock
        self._runs = Runs()
        self.night = NightReading(engine)
        self.night_folder: Path | None = None
        """Where nights are kept, when they are."""
        self._latest: tuple[int, Run | None] | None = None
        """By its number, the run that was asked for last: what is published never changes."""

    def standing(self) -> Standing:
        """What a night builds on besides the data of its revision."""
        with reading(self.engine) as connection:
            return self._standing(connection)

    def _standing(self, connection: Connection) -> Standing:
        latest = next(iter(self._runs.newest_first(connection, 1)), None)
        erased = int(connection.scalar(select(func.count()).select_from(ERASURES)) or 0)
        return Standing(None if latest is None else (latest.run_id, latest.published_at), erased)

    def publish(
        self,
        run: Run,
        lists: Iterable[RankedList] | ListArrays,
        notes: Mapping[str, bytes] | None = None,
        made_on: Standing | None = None,
        numbers: Numbers | None = None,
    ) -> Run:
        """Publish a run with all its lists in one transaction: readers see all of it or nothing.

        Nobody else can write while ``lists`` is read, so have the work done before.

        Args:
            notes: What the next night builds on, by name; see ``night_note``.
            made_on: How things stood when the work began.
            numbers: What ``numbers`` said since then.

        Raises:
            Conflict: Somebody was erased, or another run was published, since ``made_on``.
        """
        with writing(self.engine) as connection:
            now = self._standing(connection) if made_on is not None else None
            if made_on is not None and now != made_on:
                raise Conflict(_OVERTAKEN if now is not None and now.erased == made_on.erased else _ERASED)
            published = self._runs.publish(connection, run, lists, self._clock(), numbers)
            night_notes.save(connection, notes or {})
            return published

    def numbers(self, arrays: ListArrays) -> Numbers:
        """The lasting numbers that new lists will be written with, as long as no other run is published first."""
        with reading(self.engine) as connection:
            return self._runs.numbers(connection, arrays)

    def night_note(self, name: str) -> bytes | None:
        """What the latest run left for the next."""
        with reading(self.engine) as connection:
            return night_notes.find(connection, name)

    def alone(self) -> AbstractContextManager[None]:
        """Hold the lock for nightly runs, so that two never work at once; see ``alone``."""
        return alone.alone(self.engine)

    def latest_run(self) -> Run | None:
        """The run that was published last."""
        number = self._runs.newest_number(self.engine)
        known = self._latest
        if known is None or known[0] != number:
            known = self._latest = number, next(iter(self.runs(limit=1)), None)
        return known[1]

    def runs(self, limit: int | None = None) -> list[Run]:
        """Published runs, the newest first."""
        with reading(self.engine) as connection:
            return self._runs.newest_first(connection, limit)

    def run(self, run_id: str) -> Run | None:
        """The run of this id."""
        with reading(self.engine) as connection:
            return self._runs.find(connection, run_id)

    def list_of(self, run_id: str, citizen_id: str) -> RankedList | None:
        """What one citizen got in a run."""
        with reading(self.engine) as connection:
            return self._runs.list_of(connection, run_id, citizen_id)

    def details(self, run_id: str) -> Iterator[RankedList]:
        """What a run keeps about each citizen beside the list, which is left out; in the order of their ids."""
        with reading(self.engine) as connection:
            yield from self._runs.details(connection, run_id)

    def lists(self, run_id: str, citizens: Collection[str] | None = None) -> Iterator[RankedList]:
        """Every list of a run, or those of some citizens, by citizen id."""
        with reading(self.engine) as connection:
            yield from self._runs.lists(connection, run_id, citizens)

    def run_before(self, run_id: str) -> Run | None:
        """The run that was published before this one."""
        with reading(self.engine) as connection:
            return self._runs.before(connection, run_id)

    def packed_lists(self, run_id: str) -> Iterator[tuple[str, bytes, str | None]]:
        """Citizen, list and details as they are written; for those who read a whole country."""
        with reading(self.engine) as connection:
            yield from self._runs.packed(connection, run_id)

    def list_reading(self, run_id: str) -> Reading | None:
        """What it takes to read the packed lists of a run."""
        with reading(self.engine) as connection:
            return self._runs.reading(connection, run_id)

    def first_of(self, run_id: str, length: int) -> Iterator[tuple[str, list[str]]]:
        """Citizen and the first few placements of every list of a run, by citizen id."""
        with reading(self.engine) as connection:
            yield from self._runs.first_of(connection, run_id, length)
