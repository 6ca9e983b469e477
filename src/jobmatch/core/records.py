"""What the kernel reads about a citizen, a placement and what surrounds the pair: fields of flat records.

Unknown is NaN in a decimal field and -1 in a whole-number field. Sets (days, needs, measures) are bit masks.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Records = NDArray[np.void]
UNKNOWN = -1
"""An unknown whole-number field."""
LONGEST_WEEK = 7 * 24.0

CITIZEN_FIELDS: dict[str, tuple[str, str]] = {
    "status": ("i8", "Position in the status list, -1 unknown."),
    "never_proposed": ("i8", "1 when the status allows no proposals at all."),
    "hours_now": ("f8", "Stable hours of attendance a week."),
    "hours_goal": ("f8", "Hours a week wanted in time."),
    "hours_day_max": ("f8", "Longest day in hours."),
    "certainty": ("i8", "0 uncertain, 1 fairly certain, 2 certain, -1 not stated."),
    "days": ("i8", "Bit mask of days, Monday is bit 0; -1 not stated."),
    "window_known": ("i8", "1 when both the earliest start and the latest end are stated."),
    "free_from": ("i8", "First of the citizen's free stretches in world.free_day/free_start/free_end."),
    "free_to": ("i8", "One past the last free stretch."),
    "travel_row": ("i8", "Row of the travel table: mode and postcode; the last row when either is unknown."),
    "max_travel_min": ("f8", "Longest travel one way in minutes."),
    "must": ("i8", "Needs with strength krav, by bit position."),
    "important": ("i8", "Needs with strength vigtigt."),
    "wished": ("i8", "Needs with strength oenske."),
    "declines_mentor": ("i8", "1 when the person declines a mentor."),
    "measures_open": ("i8", "Measures that no known fact blocks for the citizen."),
    "under_18": ("i8", "1 when the rules for under 18 apply."),
    "licences_known": ("i8", "1 when the list of licences is known, also when it is empty."),
    "competences_known": ("i8", "1 when something is known about what the person can do."),
    "wishes_known": ("i8", "1 when at least one wish is known."),
}
PLACEMENT_FIELDS: dict[str, tuple[str, str]] = {
    "row": ("i8", "Position in the table, which is sorted by placement id: the tie-break."),
    "open": ("i8", "1 when the opening exists within eight weeks and has a free slot."),
    "min_hours": ("f8", "Smallest workable pattern in hours a week."),
    "max_hours": ("f8", "Hours a week it can grow to."),
    "min_hours_day": ("f8", "Shortest attendance in hours."),
    "days": ("i8", "Bit mask of days with work; -1 not stated."),
    "earliest_hours": ("f8", "Start of the working window in hours after midnight."),
    "latest_hours": ("f8", "End of the working window in hours after midnight."),
    "place": ("i8", "Column of the travel table; the last column when the postcode is unknown."),
    "offers_yes": ("i8", "Needs that the workplace meets."),
    "offers_partly": ("i8", "Needs that it meets in part."),
    "offers_no": ("i8", "Needs that it cannot meet."),
    "mentor_hours": ("f8", "Hours a week a mentor has for the person."),
    "measures_known": ("i8", "1 when the placement's measures are known."),
    "measures_open": ("i8", "Measures of the placement that no known fact blocks there."),
    "measures_open_under_18": ("i8", "The same for a citizen under 18."),
    "licences_from": ("i8", "First required licence in world.codes."),
    "licences_to": ("i8", "One past the last."),
    "requires_from": ("i8", "First required competence in world.codes; above requires_to when requirements are unknown."),
    "requires_to": ("i8", "One past the last."),
    "nice_from": ("i8", "First nice-to-have competence in world.codes."),
    "nice_to": ("i8", "One past the last."),
    "about_from": ("i8", "First concept that title, tasks and, last, industry speak of, in world.codes."),
    "work_to": ("i8", "One past the last concept of title and tasks."),
    "about_to": ("i8", "One past the last."),
    "vetoes_from": ("i8", "First veto term that title, industry or tasks mention, in world.codes."),
    "vetoes_to": ("i8", "One past the last."),
    "reliability": ("f8", "Share of earlier courses there that held, 0 to 1."),
    "age_days": ("f8", "Days since the workplace confirmed the facts."),
}
WORLD_FIELDS: dict[str, str] = {
    "travel_min": "Minutes one way from this citizen to every place; -1 unknown.",
    "covers": "Share 0-100 in which this citizen covers each concept.",
    "wanted": "Share 0-100 in which each concept is what this citizen wants.",
    "vetoed": "1 for each veto term of this citizen.",
    "holds": "1 for each licence this citizen holds.",
    "codes": "All placements' lists of codes, one after the other.",
    "free_day": "Day of each free stretch, Monday is 0; stretches of one citizen are in order of day.",
    "free_start": "Start of each free stretch in hours after midnight.",
    "free_end": "End of each free stretch in hours after midnight.",
}

CITIZEN = np.dtype([(name, kind) for name, (kind, _) in CITIZEN_FIELDS.items()])
PLACEMENT = np.dtype([(name, kind) for name, (kind, _) in PLACEMENT_FIELDS.items()])
World = namedtuple("World", list(WORLD_FIELDS))  # type: ignore[misc]  # noqa: PYI024  (numba wants a plain namedtuple)
"""What surrounds a pair, as the formulas see it."""


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
    free_day: NDArray[np.int64]
    free_start: NDArray[np.float64]
    free_end: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlacementTable:
    """All placements as records, sorted by id, with their lists of codes."""

    ids: tuple[str, ...]
    records: Records
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The tables that a kernel call needs."""

    citizens: CitizenTable
    placements: PlacementTable
    travel_min: NDArray[np.int16]
    """[citizen.travel_row, placement.place]; -1 unknown."""
