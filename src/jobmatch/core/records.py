"""What the kernel reads about a citizen, a placement and what surrounds the pair: fields of flat records.

Unknown is NaN in a decimal field and -1 in a whole-number field. Sets (days, needs, measures) are bit masks.
The layout of the records follows from the annotations below, so a misspelt field is found before anything runs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from jobmatch.core.sheet import Sheet

Records = NDArray[np.void]
UNKNOWN = -1
"""An unknown whole-number field."""


def picked(records: Records, which: NDArray[np.integer[Any]] | NDArray[np.bool_]) -> Records:
    """Some records, each copied as one piece of memory: numpy goes through the fields of what it knows to have some."""
    found: Records = records.view(f"V{records.dtype.itemsize}")[which].view(records.dtype)
    return found


class CitizenRecord:
    """A citizen as the formulas see her."""

    status: int
    """Position in the status list, -1 unknown."""
    held_row: int
    """Row of the placement whose slot the citizen holds, by a running course or a fresh choice; -1 none."""
    never_proposed: int
    """1 when the status allows no proposals at all."""
    hours_now: float
    """Stable hours of attendance a week."""
    hours_goal: float
    """Hours a week wanted in time."""
    hours_day_max: float
    """Longest day in hours."""
    certainty: int
    """0 uncertain, 1 fairly certain, 2 certain, -1 not stated."""
    days: int
    """Bit mask of days, Monday is bit 0; -1 not stated."""
    window_known: int
    """1 when both the earliest start and the latest end are stated."""
    free_from: int
    """First of the citizen's free stretches in world.free_days/free_start/free_end."""
    free_to: int
    """One past the last free stretch."""
    travel_row: int
    """Row of the travel table: mode and postcode; the last row when either is unknown."""
    max_travel_min: float
    """Longest travel one way in minutes."""
    must: int
    """Needs with strength krav, by bit position."""
    important: int
    """Needs with strength vigtigt."""
    wished: int
    """Needs with strength oenske."""
    declines_mentor: int
    """1 when the person declines a mentor."""
    measures_open: int
    """Measures that no known fact blocks for the citizen."""
    under_18: int
    """1 when the rules for under 18 apply."""
    counted_at: int
    """Number of the workplace whose stated people with support she is one of, by a running course; -1 none."""
    licences_known: int
    """1 when the list of licences is known, also when it is empty."""
    competences_known: int
    """1 when something is known about what the person can do."""
    wishes_known: int
    """1 when at least one wish is known."""


class PlacementRecord:
    """A placement as the formulas see it."""

    row: int
    """Position in the table, which is sorted by placement id: the tie-break."""
    open: int
    """1 when the opening exists within eight weeks."""
    free: int
    """1 when a slot is held by nobody."""
    min_hours: float
    """Smallest workable pattern in hours a week."""
    max_hours: float
    """Hours a week it can grow to."""
    min_hours_day: float
    """Shortest attendance in hours."""
    days: int
    """Bit mask of days with work; -1 not stated."""
    earliest_hours: float
    """Start of the working window in hours after midnight."""
    latest_hours: float
    """End of the working window in hours after midnight."""
    place: int
    """Column of the travel table; the last column when the postcode is unknown."""
    offers_yes: int
    """Needs that the workplace meets."""
    offers_partly: int
    """Needs that it meets in part."""
    offers_no: int
    """Needs that it cannot meet."""
    mentor_hours: float
    """Hours a week a mentor has for the person."""
    measures_known: int
    """1 when the placement's measures are known."""
    measures_open: int
    """Measures of the placement that no known fact blocks there."""
    measures_freed: int
    """Measures that are blocked there, but not for one of those whom the stated people with support are made of."""
    workplace: int
    """Number of the workplace where measures are freed and somebody is counted; else -1."""
    measures_closed_under_18: int
    """Measures of the placement that are blocked there for a citizen under 18 alone."""
    licences_from: int
    """First required licence in world.codes."""
    licences_to: int
    """One past the last."""
    requires_from: int
    """First required competence in world.codes; above requires_to when requirements are unknown."""
    requires_to: int
    """One past the last."""
    nice_from: int
    """First nice-to-have competence in world.codes."""
    nice_to: int
    """One past the last."""
    about_from: int
    """First concept that title, tasks and, last, industry speak of, in world.codes."""
    work_to: int
    """One past the last concept of title and tasks."""
    about_to: int
    """One past the last."""
    vetoes_from: int
    """First veto term that title, industry or tasks mention, in world.codes."""
    vetoes_to: int
    """One past the last."""
    reliability: float
    """Share of earlier courses there that held, 0 to 1."""
    age_days: float
    """Days since the workplace confirmed the facts."""


class World(NamedTuple):
    """What surrounds a pair, as the formulas see it."""

    travel_min: NDArray[np.int16]
    """Minutes one way from this citizen to every place; -1 unknown."""
    covers: NDArray[np.uint8]
    """Share 0-100 in which this citizen covers each concept."""
    wanted: NDArray[np.uint8]
    """Share 0-100 in which each concept is what this citizen wants."""
    vetoed: NDArray[np.uint8]
    """1 for each veto term of this citizen."""
    holds: NDArray[np.uint8]
    """1 for each licence this citizen holds."""
    codes: NDArray[np.int32]
    """All placements' lists of codes, one after the other."""
    free_days: NDArray[np.int64]
    """Days of each free stretch as bits, Monday is bit 0; those of the same days stand together."""
    free_start: NDArray[np.float64]
    """Start of each free stretch in hours after midnight."""
    free_end: NDArray[np.float64]
    """End of each free stretch in hours after midnight."""


def _layout(record: type) -> np.dtype[np.void]:
    kinds = {"int": "i8", "float": "f8"}
    return np.dtype([(name, kinds[kind]) for name, kind in record.__annotations__.items()])


CITIZEN = _layout(CitizenRecord)
PLACEMENT = _layout(PlacementRecord)


@dataclass(frozen=True, slots=True)
class Rows:
    """One sparse row of codes a citizen; spread out into a dense row while the citizen is scored."""

    starts: NDArray[np.int64]
    """n + 1 offsets into ``codes``."""
    codes: NDArray[np.int32]
    shares: NDArray[np.uint8]
    width: int
    """How many codes there are in all."""


@dataclass(frozen=True, slots=True)
class CitizenTable:
    """All citizens as records, with their sparse rows and free stretches."""

    ids: tuple[str, ...]
    records: Records
    covers: Rows
    wanted: Rows
    vetoed: Rows
    holds: Rows
    free_days: NDArray[np.int64]
    free_start: NDArray[np.float64]
    free_end: NDArray[np.float64]
    kinds: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Who is alike in what formulas read, once somebody has asked about most of them."""


@dataclass(frozen=True, slots=True)
class PlacementTable:
    """All placements as records, sorted by id, with their lists of codes."""

    ids: tuple[str, ...]
    records: Records
    codes: NDArray[np.int32]
    sheets: dict[str, Sheet] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Laid out for surveys, once for each model, by its version."""

    def positions(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where placements with these rows stand in this table; in a world's own table just there."""
        order = np.argsort(self.records["row"], kind="stable")
        found: NDArray[np.int64] = order[np.searchsorted(self.records["row"][order], rows)]
        return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The tables that a kernel call needs."""

    citizens: CitizenTable
    placements: PlacementTable
    travel_min: NDArray[np.int16]
    """[citizen.travel_row, placement.place]; -1 unknown."""
