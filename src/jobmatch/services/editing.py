"""Changing a citizen's record by hand: fields read as a file's cells are, and nobody overwrites another unawares."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Column, Kind, columns_of
from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.exchange.cells import format_cell, parse_cell
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.problems import CellError
from jobmatch.services.casework.writing import plain
from jobmatch.store.changes import Changes
from jobmatch.store.history import History, Version
from jobmatch.store.store import Store

COLUMNS: Mapping[str, Column] = {column.name: column for column in columns_of(Citizen)}
TALKED_THROUGH = frozenset(
    {"hours_now", "hours_certainty", "hours_goal", "hours_day_max", "days", "earliest", "latest", "blocked", "needs"}
)
"""Saving these with the citizen says that hours and needs have been talked through today."""

WORDS = (Kind.TEXT, Kind.TERMS, Kind.COMPETENCES)
"""Fields that people write in their own words."""
LONGEST_STORY = 4_000

_WRONG = Text("Noget kan ikke bruges. Det står ved felterne.", "Something cannot be used. See the fields.")
_MEANWHILE = Text(
    "En anden har rettet det samme, mens du skrev. Intet er gemt endnu, og intet er tabt.",
    "Somebody else changed the same thing while you wrote. Nothing is saved yet, and nothing is lost.",
)


class WrongFields(JobmatchError):
    """Some fields cannot be used."""

    status = 422

    def __init__(self, faults: Mapping[str, Text]) -> None:
        super().__init__(_WRONG)
        self.faults = faults

    @property
    def errors(self) -> list[tuple[str, Text]]:
        """Field and fault, as a program is told."""
        return list(self.faults.items())


class ChangedMeanwhile(JobmatchError):
    """Somebody else changed the same fields after the form was opened."""

    status = 409

    def __init__(self, theirs: Citizen, version: int, by: str, fields: Collection[str]) -> None:
        super().__init__(_MEANWHILE)
        self.theirs = theirs
        self.version = version
        """Send it back to save over what they wrote, now that it has been seen."""
        self.by = by
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Change:
    """What one person changed in a record at one time."""

    version: Version
    fields: Mapping[str, tuple[Any, Any]]
    """By field: what it said before and what it says since."""


class Editing:
    """Changes that people make to citizens' records."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._history = History(store.engine)

    def read(self, citizen: Citizen, texts: Mapping[str, str]) -> dict[str, Any]:
        """The fields of a form as a record holds them; each text is what a cell of a file could hold.

        What stood there before is not asked about again, so that an old word never stops somebody from mending another.

        Raises:
            WrongFields: naming every field that cannot be used, also one that names a diagnosis, medicine or a child's
                matters.
        """
        fields: dict[str, Any] = {}
        faults: dict[str, Text] = {}
        for name, text in texts.items():
            try:
                fields[name] = parse_cell(COLUMNS[name], text)
            except CellError as fault:
                faults[name] = fault.text
        faults |= out_of_place(citizen, fields)
        if not faults:
            faults = {name: text for name, text in check_record(replace(citizen, **fields)) if name in fields}
        if faults:
            raise WrongFields(faults)
        return fields

    def save(self, citizen: Citizen, version: int, fields: Mapping[str, Any], by: str, today: date) -> bool:
        """Save what differs from what is stored; True when something did.

        Args:
            citizen: As it is stored now.
            version: The version that the person saw when the form was opened.

        Raises:
            ChangedMeanwhile: The same fields have been changed since then.
        """
        stored = self._store.stored_citizen(citizen.citizen_id)
        assert stored is not None, "the citizen has just been read"
        if stored.version != version:
            self._refuse_overwriting(stored.record, stored.version, version, fields)
        changed = replace(stored.record, **fields)
        if TALKED_THROUGH & fields.keys():
            changed = replace(changed, capacity_date=today)
        if changed == stored.record:
            return False
        key = ("citizens", citizen.citizen_id)
        changes = Changes(what="web: citizen", citizens=[changed], expected={key: stored.version})  # type: ignore[dict-item]
        self._store.save(changes, by)
        return True

    def _refuse_overwriting(self, theirs: Citizen, now: int, seen: int, fields: Mapping[str, Any]) -> None:
        before = self._store.stored_citizen(theirs.citizen_id, revision=seen)
        fresh = [
            name
            for name, mine in fields.items()
            if getattr(theirs, name) != mine
            and (before is None or getattr(before.record, name) != getattr(theirs, name))
        ]
        if fresh:
            raise ChangedMeanwhile(theirs, now, self._history.of(theirs.citizen_id, 1)[0].by, fresh)

    def changes(self, citizen_id: str, newest: int = 5) -> list[Change]:
        """What was changed last, the latest first."""
        versions = self._history.of(citizen_id, newest + 1)
        found = []
        for version, before in zip(versions, versions[1:], strict=False):
            fields = {
                name: (getattr(before.record, name), getattr(version.record, name))
                for name in COLUMNS
                if getattr(before.record, name) != getattr(version.record, name)
            }
            if fields:
                found.append(Change(version, fields))
        return found[:newest]


def out_of_place(before: Citizen | None, fields: Mapping[str, Any]) -> dict[str, Text]:
    """By field that is written anew: what has no place there, a diagnosis, medicine or a child's matters.

    Args:
        before: The citizen as she is stored; None for somebody new.
    """
    faults: dict[str, Text] = {}
    for name, value in fields.items():
        written = cell_of(name, value)
        if COLUMNS[name].kind in WORDS and written != cell_of(name, getattr(before, name, None)):
            try:
                plain(written, LONGEST_STORY)
            except BadInput as fault:
                faults[name] = fault.text
    return faults


def cell_of(name: str, value: Any) -> str:
    """A field's value as a form shows it, and as a file would hold it."""
    return format_cell(COLUMNS[name], value)
