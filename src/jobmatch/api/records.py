"""Citizens and placements as JSON: models made from the field declarations, so that no field is written twice."""

from __future__ import annotations

import dataclasses
import re
from contextlib import suppress
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model
from pydantic_core import PydanticCustomError

from jobmatch.domain.citizen import BlockedTime, Citizen, Competence, Need
from jobmatch.domain.codes import ANSWER, DECLINES, STRENGTH, WEEKDAY
from jobmatch.domain.columns import FIRST_DAY, LAST_DAY, Column, Kind, columns_of
from jobmatch.domain.placement import Offer, Placement

STRICT = ConfigDict(strict=True, extra="forbid", str_strip_whitespace=True)
DAYS = tuple(WEEKDAY)
_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LONGEST_TEXT = 4000
LONGEST_LIST = 200


def _iso_day(value: object) -> date:
    """A day as ``2026-11-21`` and nothing else: no number of seconds, no time of day, no year that nobody lives in."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if not isinstance(value, date) or not FIRST_DAY <= value <= LAST_DAY:
        raise PydanticCustomError("date_of_ours", "not a day")
    return value


IsoDay = Annotated[date, BeforeValidator(_iso_day)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Clock = Annotated[str, Field(pattern=_TIME, examples=["08:30"])]
Day = Literal["man", "tir", "ons", "tor", "fre", "loer", "soen"]
assert get_args(Day) == DAYS


class CompetenceBody(BaseModel):
    """A thing the person can do, in the person's own word."""

    model_config = STRICT
    term: Short
    level: Annotated[int, Field(ge=1, le=3)] | None = None


class NeedBody(BaseModel):
    """A support need and how strong it is."""

    model_config = STRICT
    code: Short
    strength: Literal["krav", "vigtigt", "oenske", "nej"]


class OfferBody(BaseModel):
    """What the workplace answers to one support need."""

    model_config = STRICT
    code: Short
    answer: Literal["ja", "delvist", "nej", "ukendt"]


class BlockedBody(BaseModel):
    """A fixed time in the week that is taken."""

    model_config = STRICT
    day: Day
    start: Clock
    end: Clock


assert set(get_args(NeedBody.model_fields["strength"].annotation)) == {*STRENGTH, DECLINES}
assert set(get_args(OfferBody.model_fields["answer"].annotation)) == set(ANSWER)

_LISTS: dict[Kind, Any] = {
    Kind.CODES: Short,
    Kind.TERMS: Short,
    Kind.COMPETENCES: CompetenceBody,
    Kind.NEEDS: NeedBody,
    Kind.OFFERS: OfferBody,
    Kind.DAYS: Day,
    Kind.BLOCKED: BlockedBody,
}
_SINGLE: dict[Kind, Any] = {
    Kind.KEY: Short,
    Kind.CODE: Short,
    Kind.TEXT: Annotated[str, Field(max_length=LONGEST_TEXT)],
    Kind.TIME: Clock,
    Kind.POSTCODE: Annotated[str, Field(pattern=r"^[0-9]{4}$")],
    Kind.CVR: Annotated[str, Field(pattern=r"^[0-9]{8}$")],
    Kind.P_NUMBER: Annotated[str, Field(pattern=r"^[0-9]{10}$")],
    Kind.DATE: IsoDay,
    Kind.YES_NO: bool,
}


def _type_of(column: Column) -> Any:
    if column.kind in _LISTS:
        item: Any = _LISTS[column.kind]
        return Annotated[list[item], Field(max_length=LONGEST_LIST)]
    if column.kind in (Kind.DECIMAL, Kind.PERCENT, Kind.INTEGER):
        number = int if column.kind is Kind.INTEGER else float
        bounds = Field(ge=column.minimum, le=2**31 - 1 if column.maximum is None else column.maximum)
        return Annotated[number, bounds]
    return _SINGLE[column.kind]


def _model(record: type, name: str, with_key: bool) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for column in columns_of(record):
        if column.kind is Kind.KEY:
            if with_key:
                fields[column.name] = (_type_of(column), Field(description=column.meaning))
            continue
        fields[column.name] = (_type_of(column) | None, Field(default=None, description=column.meaning))
    return create_model(name, __config__=STRICT, **fields)


if TYPE_CHECKING:  # models made at run time are no types to a type checker

    class CitizenBody(BaseModel): ...

    class CitizenChange(BaseModel): ...

    class PlacementBody(BaseModel): ...

    class PlacementChange(BaseModel): ...

else:
    CitizenBody = _model(Citizen, "Citizen", with_key=True)
    CitizenChange = _model(Citizen, "CitizenChange", with_key=False)
    PlacementBody = _model(Placement, "Placement", with_key=True)
    PlacementChange = _model(Placement, "PlacementChange", with_key=False)


def to_json(record: Any) -> dict[str, Any]:
    """A record as JSON: null is unknown, an empty list is known to be none."""
    noun: Any = type(record)
    return {column.name: _out(column.kind, getattr(record, column.name)) for column in columns_of(noun)}


def _out(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.DAYS:
        return [DAYS[day] for day in value]
    if kind is Kind.BLOCKED:
        return [{"day": DAYS[b.day], "start": _clock(b.start), "end": _clock(b.end)} for b in value]
    if kind in (Kind.COMPETENCES, Kind.NEEDS, Kind.OFFERS):
        return [dataclasses.asdict(item) for item in value]
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, time):
        return _clock(value)
    return value.isoformat() if isinstance(value, date) else value


def _clock(value: time) -> str:
    return value.strftime("%H:%M")


def from_body(column: Column, value: Any) -> Any:
    """One changed field, as the record holds it; the shape has been checked by the model."""
    if value is None:
        return None
    if column.kind is Kind.DAYS:
        return tuple(sorted({DAYS.index(day) for day in value}))
    if column.kind is Kind.BLOCKED:
        return tuple(
            BlockedTime(DAYS.index(b["day"]), time.fromisoformat(b["start"]), time.fromisoformat(b["end"]))
            for b in value
        )
    if column.kind is Kind.COMPETENCES:
        return tuple(Competence(c["term"], c.get("level")) for c in value)
    if column.kind is Kind.NEEDS:
        return tuple(Need(n["code"], n["strength"]) for n in value)
    if column.kind is Kind.OFFERS:
        return tuple(Offer(o["code"], o["answer"]) for o in value)
    if column.kind is Kind.TIME:
        return time.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
