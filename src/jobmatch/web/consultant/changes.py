"""What was changed in a citizen's record, as a line that people can read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from jobmatch.domain import codes
from jobmatch.domain.citizen import BlockedTime, Competence, Need
from jobmatch.domain.columns import Kind
from jobmatch.domain.licences import LICENCES
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.target_groups import target_group
from jobmatch.domain.viewer import CITIZEN_NAME
from jobmatch.errors import Text
from jobmatch.services.editing import COLUMNS, Change
from jobmatch.travel.places import PLACES
from jobmatch.web import reading
from jobmatch.web.labels import LABELS

_LISTS: Mapping[str, Mapping[str, Text]] = {
    "status": codes.STATUS,
    "hours_certainty": codes.HOURS_CERTAINTY,
    "transport": codes.TRANSPORT,
    "licence": LICENCES,
    "need": {code: need.label for code, need in NEEDS.items()},
}
_YES_NO = {True: Text("ja", "yes"), False: Text("nej", "no")}


@dataclass(frozen=True, slots=True)
class Line:
    """One field that was changed."""

    field: str
    before: str
    """Empty when nothing was known; what there is none of says so."""
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one person changed at one time."""

    at: datetime
    by: str
    lines: tuple[Line, ...]


def told(change: Change, language: str) -> Told:
    """A change in the reader's words."""
    lines = tuple(_line(name, before, after, language) for name, (before, after) in change.fields.items())
    return Told(change.version.at, change.version.by, lines)


def own_words(changes: Iterable[Change], fields: Collection[str]) -> date | None:
    """The day of the latest change of some fields when the citizen herself made it; None when somebody else did.

    Args:
        changes: The latest first.
    """
    latest = next((one.version for one in changes if not one.fields.keys().isdisjoint(fields)), None)
    return latest.at.date() if latest is not None and latest.by == CITIZEN_NAME else None


def _line(name: str, before: Any, after: Any, language: str) -> Line:
    if isinstance(before, tuple | None) and isinstance(after, tuple | None) and COLUMNS[name].kind is not Kind.DAYS:
        old, new = (dict.fromkeys(_items(name, value, language)) for value in (before, after))
        added, removed = tuple(x for x in new if x not in old), tuple(x for x in old if x not in new)
        if added or removed:
            return Line(name, "", "", added, removed)
    return Line(name, words(name, before, language), words(name, after, language))


def _items(name: str, value: Iterable[Any] | None, language: str) -> list[str]:
    return [_item(name, one, language) for one in value or ()]


def words(name: str, value: Any, language: str) -> str:
    """A field's value in the reader's words; empty when it is unknown."""
    column = COLUMNS[name]
    if value is None:
        return ""
    if value == ():
        return LABELS["none"].in_language(language)
    if column.kind is Kind.DAYS:
        return reading.day_range(value, language)
    if isinstance(value, tuple):
        return ", ".join(_items(name, value, language))
    return _item(name, value, language)


def _item(name: str, value: Any, language: str) -> str:
    listed = _LISTS.get(COLUMNS[name].codes or "", {})
    if isinstance(value, bool):
        return _YES_NO[value].in_language(language)
    if isinstance(value, str):
        return listed[value].in_language(language) if value in listed else _plain(name, value, language)
    if isinstance(value, int | float):
        return reading.hours(value, language)
    if isinstance(value, date):
        return reading.long_date(value, language)
    if isinstance(value, time):
        return reading.clock(value, language)
    return _compound(value, language)


def _plain(name: str, value: str, language: str) -> str:
    group = target_group(value) if COLUMNS[name].codes == "target_group" else None
    if group is not None:
        return group.label.in_language(language)
    if COLUMNS[name].kind is Kind.POSTCODE and value in PLACES:
        return f"{value} {PLACES[value].town}"
    return value


def _compound(value: Competence | Need | BlockedTime, language: str) -> str:
    if isinstance(value, Competence):
        level = LABELS[f"level_{value.level}"].in_language(language) if value.level else ""
        return f"{value.term} ({level})" if level else value.term
    if isinstance(value, Need):
        strength = codes.STRENGTH.get(value.strength, _YES_NO[False]).in_language(language)
        return f"{NEEDS[value.code].label.in_language(language)} ({strength})"
    start, end = (reading.clock(moment, language) for moment in (value.start, value.end))
    return f"{reading.day_name(value.day, language)} {start}–{end}"
