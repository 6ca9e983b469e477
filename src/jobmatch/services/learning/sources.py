"""Where events come from: what is stored, or files that are checked like an import and not saved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, Text
from jobmatch.exchange.problems import Problem
from jobmatch.exchange.read import read_files
from jobmatch.services.import_checks import ImportChecks
from jobmatch.store.store import Store

STORED = "stored"
"""What a card says where the events are those of the database."""
_NAMED = 5
_BAD_FILES = Text(
    "Der er {count} fejl i filerne, så intet er lært af dem: {first}",
    "The files have {count} faults, so nothing was learned from them: {first}",
)
_WHERE = Text("{file}, række {row}, {column}: {message}", "{file}, row {row}, {column}: {message}")


@dataclass(frozen=True, slots=True)
class Source:
    """Events and the records that they are about."""

    name: str
    """``stored``, or the names of the files and a hash of what they hold."""
    events: list[Event]
    citizens: dict[str, Citizen]
    placements: dict[str, Placement]

    @property
    def from_files(self) -> bool:
        """Whether the events are not those of the database."""
        return self.name != STORED


def stored(store: Store) -> Source:
    """Everything that is stored; records also when they are withdrawn, for history is about them too."""
    citizens = {one.citizen_id: one for one in store.citizens(include_withdrawn=True)}
    placements = {one.placement_id: one for one in store.placements(include_withdrawn=True)}
    return Source(STORED, store.events(), citizens, placements)


def from_files(store: Store, paths: Sequence[Path]) -> Source:
    """The events of files; records are those that are stored, and from the files those that are not.

    Raises:
        BadInput: naming what is wrong with the files.
    """
    files = read_files(paths, keep_cells=False)
    ImportChecks(files, store, partial=False).run()
    if files.errors:
        first = [_told(problem) for problem in files.errors[:_NAMED]]
        listed = Text("; ".join(one.da for one in first), "; ".join(one.en for one in first))
        raise BadInput(_BAD_FILES.fill(count=len(files.errors), first=listed))
    kept = stored(store)
    return Source(
        name=_named(paths),
        events=[record for part in files.events.parts() for record in part.records()],
        citizens={one.citizen_id: one for part in files.citizens.parts() for one in part.records()} | kept.citizens,
        placements={one.placement_id: one for part in files.placements.parts() for one in part.records()}
        | kept.placements,
    )


def _told(problem: Problem) -> Text:
    if problem.row is None:
        return Text("{file}: {message}", "{file}: {message}").fill(file=problem.file, message=problem.message)
    return _WHERE.fill(file=problem.file, row=problem.row, column=problem.column or "–", message=problem.message)


def _named(paths: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    inside = [one for path in paths for one in (sorted(path.iterdir()) if path.is_dir() else [path])]
    for path in inside:
        if path.is_file():
            whole.update(path.read_bytes())
    return f"{', '.join(path.name for path in paths)} (sha256 {whole.hexdigest()[:16]})"
