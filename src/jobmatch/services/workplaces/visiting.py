"""Taking down what a workplace answers: the placement, the workplace's facts and the contact, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from jobmatch.domain.placement import Placement
from jobmatch.domain.workplace import FactChange, StoredFacts, WorkplaceContact, WorkplaceFacts, workplace_key
from jobmatch.errors import Conflict, NotFound, Text
from jobmatch.services.workplaces.answers import (
    Cells,
    cells_of,
    differences,
    facts_with,
    merged,
    placement_with,
    read_cells,
)
from jobmatch.services.workplaces.effects import Reach, effects_of, reach
from jobmatch.services.worlds import Worlds
from jobmatch.store.changes import Changes, Stored
from jobmatch.store.store import Store
from jobmatch.store.workplaces import PlacementVersion

TRIES = 3
"""So often a save is laid over what somebody else saved in the very same moment."""
_VERSION = re.compile(r"[0-9]{1,12}\.[0-9]{1,12}")
NO_PLACEMENT = Text(
    "Der er ingen plads med det nummer. Måske er nummeret skrevet forkert, eller pladsen er trukket tilbage.",
    "There is no placement with that id. It may be misspelt, or the placement has been withdrawn.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a visit, with the versions that a save must name."""

    placement: Placement
    revision: int
    facts: StoredFacts
    cells: Cells

    @property
    def version(self) -> str:
        """The versions as a form carries them."""
        return f"{self.revision}.{self.facts.version}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody wrote down at the workplace."""

    cells: Cells
    seen: str
    """The version that the form showed."""
    kind: str = "besoeg"
    """How they were in touch."""
    confirmed: bool = True
    """Whether everything else was found to hold too, so that the facts count as fresh."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    number: int
    """The visit's number."""
    changes: tuple[FactChange, ...]
    reach: Reach
    others: tuple[FactChange, ...]
    """What somebody else saved while the form was open; it stands beside the sender's own changes."""
    others_by: str


class Visiting:
    """Reads and saves the form that is filled in at a workplace."""

    def __init__(self, store: Store, worlds: Worlds, today: Callable[[], date]) -> None:
        self._store = store
        self._worlds = worlds
        self._today = today

    def known(self, placement_id: str) -> Known:
        """What is known now.

        Raises:
            NotFound: There is no such placement.
        """
        stored = self._stored(placement_id)
        facts = self._store.workplaces.facts_of(workplace_key(stored.record))
        return Known(stored.record, stored.version, facts, cells_of(stored.record, facts.facts))

    def save(self, placement_id: str, answers: Answers, by: str) -> Saved:
        """Save answers over what is stored now; what others saved meanwhile stays.

        Raises:
            NotFound: There is no such placement.
            Unusable: Some fields cannot be used.
            AnsweredTwice: Somebody else answered the same field differently in the meantime.
        """
        mine = read_cells(answers.cells)
        for _ in range(TRIES - 1):
            try:
                return self._try(placement_id, mine, answers, by)
            except Conflict:  # saved by somebody else between our reading and writing: lay ours over theirs
                continue
        return self._try(placement_id, mine, answers, by)

    def _try(self, placement_id: str, mine: Cells, answers: Answers, by: str) -> Saved:
        now = self.known(placement_id)
        seen = self._seen(placement_id, answers.seen, now)
        newest = self._store.workplaces.history(placement_id)[0]
        others_by = _who_saved(newest, now.facts, seen)
        result = merged(seen.cells, now.cells, mine, others_by)
        placement = placement_with(now.placement, result)
        if answers.confirmed:
            placement = replace(placement, updated=self._today())
        facts = self._after_visit(facts_with(now.facts.facts, result))
        changes = differences(now.cells, result)
        loaded = self._worlds.at()
        effects = effects_of(loaded, placement)
        found = reach(loaded, placement)
        numbers: list[int] = []

        def also(connection: Connection, revision: int) -> None:
            key = workplace_key(now.placement)
            self._store.workplaces.write_facts(connection, key, facts, now.facts.version, by)
            contact = WorkplaceContact(
                workplace=key,
                placement_id=placement_id,
                day=self._today(),
                kind=answers.kind,
                purpose="oplysninger",
                outcome="talt",
                by=by,
            )
            self._store.workplaces.write_contact(connection, contact)
            revisions = (now.revision, revision)
            numbers.append(
                self._store.workplaces.write_visit(
                    connection, placement_id, revisions, (found.before, found.after), changes, effects, by
                )
            )

        expected = {("placements", placement_id): now.revision}
        self._store.save(Changes(what="visit", placements=[placement], expected=expected), by, also=also)  # type: ignore[arg-type]
        return Saved(numbers[0], changes, found, differences(seen.cells, now.cells), others_by)

    def _stored(self, placement_id: str, revision: int | None = None) -> Stored[Placement]:
        stored = self._store.stored_placement(placement_id, revision)
        if stored is None or stored.withdrawn:
            raise NotFound(NO_PLACEMENT)
        return stored

    def seen(self, placement_id: str, version: str) -> Known:
        """What a form showed that carries this version; what is stored now when the version cannot be told.

        Raises:
            NotFound: There is no such placement.
        """
        return self._seen(placement_id, version, self.known(placement_id))

    def _seen(self, placement_id: str, version: str, now: Known) -> Known:
        if version == now.version or not _VERSION.fullmatch(version):
            return now
        revision, _, facts_version = version.partition(".")
        stored = self._stored(placement_id, int(revision))
        facts = self._store.workplaces.facts_at(workplace_key(stored.record), int(facts_version))
        return Known(stored.record, stored.version, facts, cells_of(stored.record, facts.facts))

    def _after_visit(self, facts: WorkplaceFacts) -> WorkplaceFacts:
        """A planned visit is over when the answers are in."""
        planned = facts.next_visit
        if planned is not None and planned <= self._today() + timedelta(days=1):
            return replace(facts, next_visit=None)
        return facts


def _who_saved(newest: PlacementVersion, facts: StoredFacts, seen: Known) -> str:
    """Who saved last what the sender had not seen."""
    if newest.revision != seen.revision:
        return newest.by
    return facts.by if facts.version != seen.facts.version else ""
