"""A night as it is kept until the next: everything encoded, the lists, and where the plan came out.

It is a second copy of what the database holds, so it is never more than a short cut: it counts only when it is whole
and belongs to the latest run, and it goes when a person is erased.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch import __version__
from jobmatch.core.records import CITIZEN, PLACEMENT, CitizenTable, PlacementTable, Rows
from jobmatch.planning.limits import FACTS, PlaceFacts
from jobmatch.planning.mending import Prices
from jobmatch.services.night.beside import ROWS, Beside, keep_beside, read_beside
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
LAYOUT = 9
"""Goes up when other things are kept, or the same things otherwise."""
_LISTS = ("people", "rows", "points", "feasible", "bound")
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


def keep(
    folder: Path,
    run: Run,
    night: NightWorld,
    lists: NightLists,
    plan: MadePlan,
    told: Told,
    numbers: Numbers,
    before: KeptNight | None = None,
) -> None:
    """Keep a night that was just published.

    Args:
        before: The kept night that it was made from; whatever it still shares with that is not written again.

    Raises:
        OSError: When there is no room or no right to write.
    """
    keep_world(folder / FILE, identity(run), night, lists, plan, told, numbers, before)


def keep_world(
    path: Path,
    named: Mapping[str, Any],
    night: NightWorld,
    lists: NightLists | None = None,
    plan: MadePlan | None = None,
    told: Told | None = None,
    numbers: Numbers = NO_NUMBERS,
    before: KeptNight | None = None,
) -> None:
    """Keep a night's world, with the lists and the plan when they are there.

    The new files are all there before the one that names them takes the old one's place; then what nobody names goes.

    Raises:
        OSError: When there is no room or no right to write.
    """
    world, people = night.loaded.world, night.loaded.world.around.citizens
    arrays = _arrays(night)
    texts = _texts(night)
    if lists is not None and plan is not None and told is not None:
        arrays |= {f"lists.{name}": getattr(lists, name) for name in _LISTS}
        arrays |= {"planned": plan.places, "numbers.people": numbers.people, "numbers.places": numbers.places}
        arrays |= {f"told.{name}": getattr(told, name) for name in ("under_way", "limits")}
        texts["special"] = {str(n): text for n, text in told.special.items()}
        texts["elsewhere"] = {people.ids[lists.people[n]]: key for n, key in plan.elsewhere.items()}
        if plan.prices is not None:
            arrays |= {f"prices.{name}": getattr(plan.prices, name) for name in _PRICES}
        looked = plan.looked
        if looked is not None:
            arrays |= {f"looked.{name}": getattr(looked, name) for name in ("waiting", "roomy", "mentored")}
    arrays |= {f"text.{name}": kept.texts(values) for name, values in texts.items()}
    widths = {name: getattr(people, name).width for name in ROWS}
    files = keep_beside(
        path,
        Beside.of(world.around, night.side.courses, world.words.shares()),
        None if before is None else before.beside,
    )
    kept.write(path, {"identity": dict(named), "widths": widths, "files": files}, arrays)
    named_files = {file for file, _ in files.values()}
    for other in path.parent.glob(f"{path.name}-*"):
        if other.name not in named_files:
            other.unlink()


def _arrays(night: NightWorld) -> dict[str, Any]:
    people, places = night.loaded.world.around.citizens, night.loaded.world.around.placements
    side = night.side
    arrays: dict[str, Any] = {
        "citizens": people.records,
        "placements": places.records,
        "codes": places.codes,
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
    lists = NightLists(*(arrays[f"lists.{name}"] for name in _LISTS)) if "planned" in arrays else None
    return KeptNight(
        revision=revision,
        as_of=as_of,
        citizens=CitizenTable(people, arrays["citizens"], **columns),
        placements=PlacementTable(places, arrays["placements"], arrays["codes"]),
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


def _told(arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, Any], places: Sequence[str]) -> Told:
    nobody = np.zeros(0, np.int8)
    under_way, limits = (arrays.get(f"told.{name}", nobody) for name in ("under_way", "limits"))
    special = {int(n): text for n, text in texts.get("special", {}).items()}
    return Told(places, arrays.get("planned", NO_LISTS.people), under_way, limits, special)


def _looked(arrays: Mapping[str, NDArray[Any]]) -> Looked | None:
    if "looked.waiting" not in arrays:
        return None
    return Looked(*(np.asarray(arrays[f"looked.{name}"], np.bool_) for name in ("waiting", "roomy", "mentored")))
