"""What must hold between the cells of one row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import REASON
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.exchange.codes import unknown_code
from jobmatch.exchange.numbers import format_number
from jobmatch.exchange.times import format_date, format_time


def check_record(record: Citizen | Placement | Event) -> list[tuple[str, Text]]:
    """Every contradiction between fields: the field to look at, and what is wrong.

    An import asks once more after a row is laid over what is stored, since a file may hold only one of the two fields.
    """
    if isinstance(record, Event):
        return list(_event(record))
    if isinstance(record, Placement):
        return [*_window(record), *_placement(record)]
    return list(_window(record))


def _window(record: Citizen | Placement) -> Iterator[tuple[str, Text]]:
    if _after(record.earliest, record.latest):
        yield (
            "earliest",
            Text(
                "tidligst ({first}) ligger efter senest ({last}). Byt dem om, eller ret den ene.",
                "earliest ({first}) lies after latest ({last}). Swap them, or correct one.",
            ).fill(first=format_time(record.earliest), last=format_time(record.latest)),  # type: ignore[arg-type]
        )


def _placement(record: Placement) -> Iterator[tuple[str, Text]]:
    if _after(record.min_hours, record.max_hours):
        yield (
            "min_hours",
            Text(
                "min_timer_uge ({least}) er mere end maks_timer_uge ({most}). Ret den ene.",
                "min_hours ({least}) is more than max_hours ({most}). Correct one.",
            ).fill(least=format_number(record.min_hours), most=format_number(record.max_hours)),  # type: ignore[arg-type]
        )
    if _after(record.available_from, record.available_to):
        yield (
            "available_from",
            Text(
                "fra ({first}) ligger efter til ({last}). Ret den ene.",
                "available_from ({first}) lies after available_to ({last}). Correct one.",
            ).fill(first=format_date(record.available_from), last=format_date(record.available_to)),  # type: ignore[arg-type]
        )


def _event(record: Event) -> Iterator[tuple[str, Text]]:
    if record.event is None or record.reason is None:
        return
    reasons = REASON.get(record.event)
    if reasons is None:
        yield (
            "reason",
            Text(
                "Hændelsen {event} har ingen årsag. Lad aarsag være tom.",
                "The event {event} takes no reason. Leave reason empty.",
            ).fill(event=record.event),
        )
    elif record.reason not in reasons:
        wrong = unknown_code(record.reason, reasons)
        yield (
            "reason",
            Text(
                f"Årsagen passer ikke til {record.event}. {wrong.da}",
                f"The reason does not go with {record.event}. {wrong.en}",
            ),
        )


def _after(first: Any, last: Any) -> bool:
    return first is not None and last is not None and bool(first > last)
