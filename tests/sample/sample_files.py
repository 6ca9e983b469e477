"""Reading a sample folder and telling its courses, for the tests beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.exchange.read import read_files


@dataclass(frozen=True)
class Folder:
    """What a folder holds."""

    citizens: dict[str, Citizen]
    placements: dict[str, Placement]
    events: list[Event]


@dataclass
class Course:
    """A started placement with its weeks."""

    citizen_id: str
    placement_id: str
    started: Event
    weeks: list[Event] = field(default_factory=list)
    end: Event | None = None


def read_folder(path: Path) -> Folder:
    """Everything in the folder; fails on any error or warning."""
    files = read_files([path])
    assert files.errors == []
    assert files.warnings == []
    citizens = [row.record for row in files.citizens if row.record is not None]
    placements = [row.record for row in files.placements if row.record is not None]
    return Folder(
        citizens={citizen.citizen_id: citizen for citizen in citizens},
        placements={placement.placement_id: placement for placement in placements},
        events=[row.record for row in files.events if row.record is not None],
    )


def courses_of(events: Sequence[Event]) -> list[Course]:
    """The courses; fails when weeks or endings belong to none, or a citizen is in two at once."""
    courses: list[Course] = []
    running: dict[str, Course] = {}
    by_citizen: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_citizen[event.citizen_id].append(event)
    for citizen_id, happened in by_citizen.items():
        for event in happened:
            if event.event == "startet":
                assert citizen_id not in running, f"{citizen_id} starts twice"
                running[citizen_id] = Course(citizen_id, event.placement_id, event)
                courses.append(running[citizen_id])
            elif event.event in ("timer", "loennede_timer", "afbrudt", "gennemfoert"):
                course = running[citizen_id]
                assert course.placement_id == event.placement_id
                if event.event in ("afbrudt", "gennemfoert"):
                    course.end = event
                    del running[citizen_id]
                else:
                    course.weeks.append(event)
    return courses
