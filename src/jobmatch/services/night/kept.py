"""A night as it is kept until the next: everything encoded, the lists, and where the plan came out.

It is a second copy of what the database holds, so it is never more than a short cut: it counts only when it is whole
and belongs to the latest run, and it goes when a person is erased.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import disk_usage
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from jobmatch import __version__
from jobmatch.core.records import CITIZEN, PLACEMENT, CitizenTable, PlacementTable, Rows
from jobmatch.planning.limits import FACTS, PlaceFacts
from jobmatch.planning.mending import Prices
from jobmatch.services.night.beside import ROWS, Beside, Files, forget_beside, keep_beside, read_beside
from jobmatch.services.night.courses import COURSE, CourseArrays, CourseRows
from jobmatch.services.night.lists import Ints, NightLists
from jobmatch.services.night.plan import Looked, MadePlan
from jobmatch.services.night.side import DAYS, Ragged, SideTables
from jobmatch.services.night.told import Told
from jobmatch.services.night.world import NightWorld
from jobmatch.store import kept
from jobmatch.store.run_numbers import Numbers
from jobmatch.store.runs import Run
from jobmatch.travel.minutes import Minutes
from jobmatch.world.shares import Shares

FILE = "night"
PLENTY = 4 << 30
"""Bytes: where less is free, nothing is kept before the night is published."""
LAYOUT = 10
"""Goes up when other things are kept, or the same things otherwise."""
_LISTS = ("people", "feasible", "bound")
_NONE = np.zeros((0, 1), np.int32)
NO_LISTS = NightLists(np.zeros(0, np.int64), _NONE, _NONE, np.zeros(0, np.int64), np.zeros(0, np.int64))
NO_NUMBERS = Numbers(NO_LISTS.people, NO_LISTS.people)
_PRICES = ("slots", "mentors", "workplaces")
_FREE = ("free_days", "free_start", "free_end")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers that codes have in the tables."""

    words: Sequence[str]
    licences: Sequence[str]
    veto_keys: Sequence[str]
    vetoes: Sequence[str]
    met: Sequence[Sequence[int]]
    """By phrase of the side tables: the vetoes that it mentions."""


@dataclass(frozen=True, slots=True)
class KeptNight:
    """The latest night, to be brought up to date."""

    revision: int
    as_of: date
    citizens: CitizenTable
    placements: PlacementTable
    facts: PlaceFacts
    workplaces: Sequence[str]
    travel_min: Minutes
    side: SideTables
    course_rows: CourseRows
    numbering: Numbering
    shares: tuple[Shares, Shares]
    """What things brought and wishes reach; see ``Words.shares``."""
    fixed: Ints
    lists: NightLists
    planned: Ints
    """By person of the lists: the placement, -1 without one."""
    elsewhere: Mapping[str, str]
    """By citizen: a placement under way that was not in the world."""
    told: Told
    """By person of the lists: what was published beside each."""
    numbers: Numbers
    """The lasting numbers of the lists' people and of the placements."""
    looked: Looked | None
    prices: Prices | None
    """By placement: those at which the plan came out."""
    beside: Beside
    """What lies in files of its own."""


def identity(run: Run) -> dict[str, Any]:
    """What a kept night must say to belong to a run."""
    assert run.published_at is not None
    return {
        "program": [__version__, LAYOUT],
        "records": [str(CITIZEN), str(PLACEMENT), str(FACTS), str(DAYS), str(COURSE)],
        "run": run.run_id,
        "published": run.published_at.isoformat(),
        "revision": run.revision,
        "as_of": run.as_of.isoformat(),
        "versions": [run.model, run.rules, run.vocabulary],
    }


def begin(folder: Path, erased: bool) -> None:
    """Have a folder for a night; what the one before it kept goes where somebody was erased since, on any machine.

    Raises:
        OSError: When it cannot be removed.
    """
    for path in folder.glob(f"{FILE}*") if erased else ():
        path.unlink(missing_ok=True)
    with suppress(OSError):  # it is told of when the night is kept
        kept.make_folder(folder)


class Keeping:
    """A night that is kept while it is still being made: what is known is written beside the rest of the work.

    Left without having been finished, it leaves what lay there before and nothing else.
    """

    def __init__(
        self, path: Path, night: NightWorld, lists: NightLists | None = None, before: KeptNight | None = None
    ) -> None:
        """Args: before: The kept night that it was made from; what it still shares with that is not written again."""
        world = night.loaded.world
        self._path, self._night, self._lists = path, night, lists
        self._before = None if before is None else before.beside
        self._beside = Beside.of(world.around, night.side.courses, world.words.shares(), lists)
        self._files: Future[Files] | None = None
        self._finished = False

    def __enter__(self) -> Self:
        if _has_plenty(self._path.parent):
            writer = ThreadPoolExecutor(1, "keeping")
            self._files = writer.submit(keep_beside, self._path, self._beside, self._before)
            writer.shutdown(wait=False)
        return self

    def __exit__(self, *_: object) -> None:
        if self._files is not None and not self._finished and self._files.exception() is None:
            forget_beside(self._path, self._files.result(), self._before)

    def finish(
        self,
        named: Mapping[str, Any],
        plan: MadePlan | None = None,
        told: Told | None = None,
        numbers: Numbers = NO_NUMBERS,
    ) -> None:
        """Keep it, with the plan when there is one.

        The new files are all there before the one that names them takes the old one's place; then what nobody names
        goes.

        Raises:
            OSError: When there is no room or no right to write.
        """
        path, people = self._path, self._night.loaded.world.around.citizens
        arrays, texts = _arrays(self._night), _texts(self._night)
        if self._lists is not None and plan is not None and told is not None:
            arrays |= _planned(self._lists, plan, told, numbers)
            texts["special"] = {str(n): text for n, text in told.special.items()}
            texts["elsewhere"] = {people.ids[self._lists.people[n]]: key for n, key in plan.elsewhere.items()}
        arrays |= {f"text.{name}": kept.texts(values) for name, values in texts.items()}
        widths = {name: getattr(people, name).width for name in ROWS}
        files = keep_beside(path, self._beside, self._before) if self._files is None else self._files.result()
        kept.write(path, {"identity": dict(named), "widths": widths, "files": files}, arrays)
        self._finished = True
        named_files = {file for file, _ in files.values()}
        for other in path.parent.glob(f"{path.name}-*"):
            if other.name not in named_files:
                other.unlink()


def _has_plenty(folder: Path) -> bool:
    """Whether there is room for a night before the published run has had its own."""
    try:
        return disk_usage(folder if folder.is_dir() else folder.parent).free > PLENTY
    except OSError:  # it will be told of when the night is kept
        return False


def _planned(lists: NightLists, plan: MadePlan, told: Told, numbers: Numbers) -> dict[str, Any]:
    """The lists and the plan, but for what lies in files of its own."""
    arrays: dict[str, Any] = {f"lists.{name}": getattr(lists, name) for name in _LISTS}
    arrays |= {"planned": plan.places, "numbers.people": numbers.people, "numbers.places": numbers.places}
    arrays |= {f"told.{name}": getattr(told, name) for name in ("under_way", "limits")}
    if plan.prices is not None:
        arrays |= {f"prices.{name}": getattr(plan.prices, name) for name in _PRICES}
    if plan.looked is not None:
        arrays |= {f"looked.{name}": getattr(plan.looked, name) for name in ("waiting", "roomy", "mentored")}
    return arrays


def _arrays(night: NightWorld) -> dict[str, Any]:
    people, side = night.loaded.world.around.citizens, night.side
    arrays: dict[str, Any] = {
        "codes": night.loaded.world.around.placements.codes,
        "facts": night.facts,
        "days": side.days,
        "cells.starts": side.cells.starts,
        "cells.values": side.cells.values,
        "course.citizens": night.course_rows.citizens,
        "course.placements": night.course_rows.placements,
        "fixed": night.fixed,
        **{name: getattr(people, name) for name in _FREE},
    }
    return arrays


def _texts(night: NightWorld) -> dict[str, Any]:
    world, side = night.loaded.world, night.side
    return {
        "workplaces": list(night.workplaces),
        "words": world.words.numbered(),
        "licences": world.licences.numbered(),
        "veto_keys": world.vetoes.keys(),
        "vetoes": world.vetoes.terms(),
        "met": [world.vetoes.met_by(phrase) for phrase in side.phrases],
        "phrases": side.phrases,
        "next_event": {key: day.isoformat() for key, day in side.next_event.items()},
    }


def load(folder: Path, run: Run) -> KeptNight | None:
    """The kept night of a run; None when there is none, or when anything about it is not right."""
    return load_world(folder / FILE, identity(run), run.revision, run.as_of)


def load_world(path: Path, named: Mapping[str, Any], revision: int, as_of: date) -> KeptNight | None:
    """The kept world of this name; None when there is none, or when anything about it is not right."""
    found = kept.read(path)
    if found is None or found.facts.get("identity") != named:
        return None
    arrays, files = found.arrays, found.facts["files"]
    beside = read_beside(path, files)
    if beside is None:
        return None
    parts, widths = beside.parts, found.facts["widths"]
    (people, places), (travel_min,) = parts["ids"], parts["travel"]
    (person_records,), (place_records,) = parts["people"], parts["places"]
    columns: dict[str, Any] = {name: arrays[name] for name in _FREE}
    columns |= {name: Rows(*(*parts[name], widths[name])) for name in ROWS}
    texts = {name.removeprefix("text."): kept.texts_of(a) for name, a in arrays.items() if name.startswith("text.")}
    side = SideTables(
        arrays["days"],
        Ragged(arrays["cells.starts"], arrays["cells.values"]),
        tuple(texts["phrases"]),
        CourseArrays(*parts["courses"]),
        {key: date.fromisoformat(day) for key, day in texts["next_event"].items()},
    )
    lists = _listed(arrays, *parts["lists"]) if "lists" in parts else None
    return KeptNight(
        revision=revision,
        as_of=as_of,
        citizens=CitizenTable(people, person_records, **columns),
        placements=PlacementTable(places, place_records, arrays["codes"]),
        facts=arrays["facts"],
        workplaces=texts["workplaces"],
        travel_min=travel_min,
        side=side,
        course_rows=CourseRows(arrays["course.citizens"], arrays["course.placements"]),
        numbering=Numbering(*(texts[name] for name in ("words", "licences", "veto_keys", "vetoes", "met"))),
        shares=(Shares(*parts["brought"]), Shares(*parts["wishes"])),
        fixed=arrays["fixed"],
        lists=lists or NO_LISTS,
        planned=arrays.get("planned", NO_LISTS.people),
        elsewhere=texts.get("elsewhere", {}),
        told=_told(arrays, texts, places),
        numbers=Numbers(arrays["numbers.people"], arrays["numbers.places"]) if lists else NO_NUMBERS,
        looked=_looked(arrays),
        prices=Prices(*(arrays[f"prices.{name}"] for name in _PRICES)) if "prices.slots" in arrays else None,
        beside=beside,
    )


def _listed(arrays: Mapping[str, NDArray[Any]], rows: NDArray[np.int32], points: NDArray[np.int32]) -> NightLists:
    people, feasible, bound = (arrays[f"lists.{name}"] for name in _LISTS)
    return NightLists(people, rows, points, feasible, bound)


def _told(arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, Any], places: Sequence[str]) -> Told:
    nobody = np.zeros(0, np.int8)
    under_way, limits = (arrays.get(f"told.{name}", nobody) for name in ("under_way", "limits"))
    special = {int(n): text for n, text in texts.get("special", {}).items()}
    return Told(places, arrays.get("planned", NO_LISTS.people), under_way, limits, special)


def _looked(arrays: Mapping[str, NDArray[Any]]) -> Looked | None:
    if "looked.waiting" not in arrays:
        return None
    return Looked(*(np.asarray(arrays[f"looked.{name}"], np.bool_) for name in ("waiting", "roomy", "mentored")))
