"""Write an invented municipality: three files as a real one would send them, and a note that all is invented."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from types import TracebackType
from typing import TextIO

import numpy as np

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import columns_of
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, Text
from jobmatch.sample.cells import Cells, citizen_cells, event_cells, placement_cells
from jobmatch.sample.days import AS_OF
from jobmatch.sample.draw import Draw, Integers
from jobmatch.sample.history import Happening, Outcome, live_through
from jobmatch.sample.market import Market, weigh
from jobmatch.sample.people import People, make_people
from jobmatch.sample.region import Region, choose_region
from jobmatch.sample.words import Words, shipped_words
from jobmatch.sample.workplaces import make_openings, make_workplaces

BLOCK = 4000
"""Citizens made at a time: what bounds the memory."""
_PLACES, _CITIZENS, _TEXTS, _LIVES = 1, 2, 3, 4
"""Streams of random numbers, so that one kind of thing does not disturb another."""
_SHARE_WITH_HISTORY = 0.4

_NOTE = """# Opdigtet · Invented

Alt i denne mappe er opdigtet: personer, virksomheder, numre og hændelser. Postnumrene findes.
Tal fra denne mappe siger intet om virkeligheden. Den er set fra den {day}.

Everything in this folder is invented: people, firms, numbers and events. The postcodes exist.
Figures from this folder say nothing about the real world. It is seen from {day}.

citizens {citizens}, placements {placements}, seed {seed}
"""


def write_sample(
    folder: Path,
    citizens: int,
    placements: int,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write ``borgere.csv``, ``pladser.csv``, ``forloeb.csv`` and a note; the same seed gives the same bytes.

    Raises:
        BadInput: when the folder holds such files already or cannot be written to.
    """
    names = ("borgere.csv", "pladser.csv", "forloeb.csv", "README.md")
    paths = [folder / name for name in names]
    _make_room(folder, paths)
    words = shipped_words()
    draw = Draw(seed, _PLACES)
    region = choose_region(draw, words, citizens)
    workplaces = make_workplaces(draw, words, region, placements)
    openings = make_openings(draw, words, workplaces, placements)
    market = Market(openings, workplaces, region)
    with _Table(paths[0], Citizen) as citizen_file, _Table(paths[2], Event) as event_file:
        for first in range(0, citizens, BLOCK):
            count = min(BLOCK, citizens - first)
            block = _Block(seed, words, region, market, first, count, citizens, placements)
            citizen_file.write(block.citizens)
            event_file.write(block.events)
            if progress is not None:
                progress(first + count, citizens)
    supported = _supported(draw, market)
    with _Table(paths[1], Placement) as placement_file:
        placement_file.write(placement_cells(draw, words, region, workplaces, openings, supported))
    note = _NOTE.format(day=AS_OF.strftime("%d-%m-%Y"), citizens=citizens, placements=placements, seed=seed)
    paths[3].write_text(note, encoding="utf-8")
    return paths


def _make_room(folder: Path, paths: Sequence[Path]) -> None:
    there = [path.name for path in paths if path.exists()]
    if there:
        raise BadInput(
            Text(
                "Mappen {folder} indeholder allerede {names}. Vælg en tom mappe, så intet bliver overskrevet.",
                "The folder {folder} already holds {names}. Choose an empty folder, so that nothing is overwritten.",
            ).fill(folder=folder, names=", ".join(there))
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise BadInput(
            Text(
                "Der kan ikke skrives i mappen {folder}. Vælg en anden mappe.",
                "The folder {folder} cannot be written to. Choose another folder.",
            ).fill(folder=folder)
        )


def _supported(draw: Draw, market: Market) -> Integers:
    """Per workplace: those in a course today and some that came another way, as far as the ratio allows."""
    running = market.supported_today()
    room = market.workplaces.most_supported - running
    others = np.floor(draw.uniform(len(room)) ** 2 * (room + 1)).astype(np.int64)
    return np.asarray(running + np.clip(others, 0, np.maximum(0, room)), dtype=np.int64)


class _Block:
    """A block of citizens with their year, ready to be written."""

    def __init__(
        self,
        seed: int,
        words: Words,
        region: Region,
        market: Market,
        first: int,
        count: int,
        citizens: int,
        placements: int,
    ) -> None:
        draw = Draw(seed, _CITIZENS, first)
        people = make_people(draw, words, region, count)
        happened, outcomes = self._live(seed, draw, market, people, first)
        for row, outcome in outcomes.items():
            if outcome.hours is not None:
                people.hours[row] = outcome.hours
                people.certainty[row] = max(0, int(people.certainty[row]))
        self.citizens = citizen_cells(Draw(seed, _TEXTS, first), words, region, people, first, citizens)
        self.citizens["status"] = _statuses(draw, people, outcomes)
        self.events = event_cells(happened, citizens, placements, self.citizens["konsulent"], first)

    def _live(
        self, seed: int, draw: Draw, market: Market, people: People, first: int
    ) -> tuple[list[Happening], dict[int, Outcome]]:
        who = np.flatnonzero(draw.chance(_SHARE_WITH_HISTORY, len(people.group)))
        weighed = weigh(draw, market, people, who)
        chance = Random(f"{seed} {_LIVES} {first}")
        happened: list[Happening] = []
        outcomes: dict[int, Outcome] = {}
        for number, row in enumerate(who.tolist()):
            told, outcomes[row] = live_through(chance, market, people, row, first + row, weighed.row(number))
            happened.extend(told)
        return happened, outcomes


def _statuses(draw: Draw, people: People, outcomes: dict[int, Outcome]) -> list[str]:
    """What the year has led to; else ready, or still finding out, now and then paused."""
    count = len(people.group)
    unsure = np.isnan(people.hours) | (people.certainty == 2)
    usual = draw.pick_by_row(np.array([[0.90, 0.06, 0.04], [0.45, 0.48, 0.07]]), unsure.astype(np.int64)).tolist()
    reached = [outcomes[row].status if row in outcomes else "" for row in range(count)]
    return [status or ("klar", "afklaring", "pause")[kind] for status, kind in zip(reached, usual, strict=True)]


class _Table:
    """A CSV file that is written a block of rows at a time."""

    def __init__(self, path: Path, record: type) -> None:
        self._path = path
        self._headers = [column.danish for column in columns_of(record)]

    def __enter__(self) -> _Table:
        self._file: TextIO = self._path.open("w", encoding="utf-8-sig", newline="")
        self._file.write(";".join(self._headers) + "\r\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, cells: Cells) -> None:
        """Append rows; the words hold nothing that would need quoting."""
        height = len(next(iter(cells.values())))
        empty = [""] * height
        columns = [cells.get(header, empty) for header in self._headers]
        self._file.writelines(";".join(row) + "\r\n" for row in zip(*columns, strict=True))
