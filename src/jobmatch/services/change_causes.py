"""Why something moved between two runs: which input is no longer what it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.field_words import words_of
from jobmatch.domain.placement import Placement
from jobmatch.domain.text import join_words
from jobmatch.errors import Text
from jobmatch.services.night.side import days_of, is_open
from jobmatch.store.runs import Run
from jobmatch.store.store import Store
from jobmatch.world.courses import courses
from jobmatch.world.openings import free_slots, held_slots

SAID = {
    "citizen": Text("Borgerens oplysninger er ændret: {what}.", "The citizen's facts have changed: {what}."),
    "citizen_new": Text("Borgeren er kommet med.", "The citizen has been added."),
    "citizen_withdrawn": Text("Borgeren er trukket tilbage.", "The citizen has been withdrawn."),
    "citizen_read": Text(
        "Der er taget stilling til det, der er læst i borgerens fortælling.",
        "Somebody decided about what is read in the citizen's story.",
    ),
    "citizen_course": Text("Der er sket noget i borgerens forløb.", "Something happened in the citizen's course."),
    "placement": Text("Pladsens oplysninger er ændret: {what}.", "The placement's facts have changed: {what}."),
    "placement_new": Text("Pladsen er ny.", "The placement is new."),
    "placement_withdrawn": Text("Pladsen er trukket tilbage.", "The placement has been withdrawn."),
    "taken": Text("Pladsen er taget.", "The place has been taken."),
    "free_again": Text("Der er blevet en ledig plads.", "A place has become free."),
    "opened": Text("Pladsens periode er nu så nær, at den tæller med.", "The period has come within reach."),
    "closed": Text("Perioden er udløbet.", "The period has ended."),
    "workplace": Text("Noget andet på arbejdspladsen er ændret.", "Something else at the workplace has changed."),
    "day": Text("Dagen er gået: svarene er blevet ældre.", "The day has passed: the answers have grown older."),
    "model": Text("Vægtene er ændret.", "The weights have changed."),
    "rules": Text("Reglerne er ændret.", "The rules have changed."),
    "vocabulary": Text("Ordlisten er ændret.", "The vocabulary has changed."),
    "others": Text("Andre steder er rykket forbi eller væk.", "Other placements have moved past it or away."),
}
"""Each cause in a sentence."""
NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Cause:
    """One input that changed."""

    code: str
    what: tuple[str, ...] = ()
    """Names of the fields, where it is a record."""
    called: Text = NOTHING
    """The fields as people call them."""

    def as_dict(self) -> dict[str, Any]:
        """The published object."""
        text = SAID[self.code]
        said = Text(text.da.format(what=self.called.da), text.en.format(what=self.called.en))
        return {"code": self.code, "fields": list(self.what), "text": said.as_dict()}


class Causes:
    """Everything that changed between two runs."""

    def __init__(self, store: Store, earlier: Run, later: Run, citizens: Iterable[str] = ()) -> None:
        self._store, self._earlier, self._later = store, earlier, later
        changed = sorted(store.changed_ids("citizens", earlier.revision, later.revision) & set(citizens))
        before, after = (
            {one.citizen_id: one for one in store.night.citizens(changed, run.revision)} for run in (earlier, later)
        )
        read = store.changed_ids("confirmations", earlier.revision, later.revision)
        causes = ((key, _about_citizen(before.get(key), after.get(key), key in read)) for key in changed)
        self._citizens = {key: cause for key, cause in causes if cause is not None}
        self._versions = [
            (name, Cause(name))
            for name in ("model", "rules", "vocabulary")
            if getattr(earlier, name) != getattr(later, name)
        ]

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        return self._store.changed_pairs(self._earlier.revision, self._later.revision)

    @cached_property
    def _placements(self) -> dict[str, tuple[Placement | None, Placement | None]]:
        """By id: the placements whose row or courses changed, before and after."""
        ids = self._store.changed_ids("placements", self._earlier.revision, self._later.revision)
        ids |= {place for _, place in self._pairs}
        before, after = (
            {one.placement_id: one for one in self._store.night.placements(ids, run.revision)}
            for run in (self._earlier, self._later)
        )
        return {key: (before.get(key), after.get(key)) for key in sorted(ids)}

    @cached_property
    def _moved_at(self) -> set[str]:
        return {place for _, place in self._pairs}

    @cached_property
    def _with_courses(self) -> set[str]:
        return {citizen for citizen, _ in self._pairs}

    @cached_property
    def _free(self) -> tuple[dict[str, int], dict[str, int]]:
        """Slots held, before and after, at the placements whose courses changed."""
        found = []
        for run in (self._earlier, self._later):
            events = self._store.night.events_at(self._moved_at, run.revision)
            found.append(held_slots(courses(events, run.as_of), run.as_of))
        return found[0], found[1]

    def citizen_changed(self, citizen_id: str) -> bool:
        """Whether her own record changed."""
        return citizen_id in self._citizens

    def placement_changed(self, placement_id: str) -> bool:
        """Whether the placement's own record changed."""
        before, after = self._placements.get(placement_id, (None, None))
        return before != after

    def of(self, citizen_id: str, placement_id: str, before: int | None, after: int | None) -> list[Cause]:
        """Why a placement came, went or moved on somebody's list.

        Args:
            before: The pair's points in the earlier run, where the list had it.
            after: The same in the later run.
        """
        found = [cause for _, cause in self._versions]
        if citizen_id in self._citizens:
            found.append(self._citizens[citizen_id])
        if citizen_id in self._with_courses:
            found.append(Cause("citizen_course"))
        found += self._at(placement_id)
        if found:
            return found
        if before is not None and before == after:
            return [Cause("others")]
        moved = self._opened_or_closed(placement_id)
        if moved is not None:
            return [moved]
        return [Cause("day" if self._earlier.as_of != self._later.as_of else "workplace")]

    def _at(self, placement_id: str) -> list[Cause]:
        if placement_id not in self._placements:
            return []
        before, after = self._placements[placement_id]
        found = []
        if before is None or after is None:
            found.append(Cause("placement_new" if before is None else "placement_withdrawn"))
        elif before != after:
            found.append(_difference("placement", Placement, before, after))
        if before is not None and after is not None:
            was, now = free_slots(before, self._free[0]), free_slots(after, self._free[1])
            if placement_id in self._moved_at and (was > 0) != (now > 0):
                found.append(Cause("free_again" if now else "taken"))
        return found

    def _opened_or_closed(self, placement_id: str) -> Cause | None:
        if self._earlier.as_of == self._later.as_of:
            return None
        rows = days_of(self._store.night.placements([placement_id], self._later.revision))
        was, now = is_open(rows, self._earlier.as_of), is_open(rows, self._later.as_of)
        if not len(rows) or was[0] == now[0]:
            return None
        return Cause("opened" if now[0] else "closed")

    def at_workplaces(self) -> list[dict[str, Any]]:
        """What changed at each placement, by workplace; about nobody."""
        found: dict[str, list[dict[str, Any]]] = {}
        names: dict[str, str | None] = {}
        for key, (before, after) in self._placements.items():
            one = after or before
            causes = self._at(key)
            if one is None or not causes:
                continue
            workplace = one.p_number or key
            names[workplace] = one.employer
            row = {"placement_id": key, "title": one.title, "causes": [cause.as_dict() for cause in causes]}
            found.setdefault(workplace, []).append(row)
        return [{"workplace": key, "employer": names[key], "placements": rows} for key, rows in sorted(found.items())]


def _about_citizen(old: Citizen | None, new: Citizen | None, read: bool) -> Cause | None:
    if old == new:
        return Cause("citizen_read") if read else None
    if old is None or new is None:
        return Cause("citizen_new" if old is None else "citizen_withdrawn")
    return _difference("citizen", Citizen, old, new)


def _difference(code: str, record: type[Citizen] | type[Placement], old: object | None, new: object | None) -> Cause:
    """The fields in which two versions of a record differ; all that are known when there is only one."""
    names = tuple(f.name for f in fields(record) if getattr(old, f.name, None) != getattr(new, f.name, None))
    words = [words_of(record, name) for name in names]
    called = Text(join_words([one.da for one in words], "da"), join_words([one.en for one in words], "en"))
    return Cause(code, names, called)
