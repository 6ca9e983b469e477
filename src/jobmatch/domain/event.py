"""What happened to a match: proposed, chosen, refused, started, hours, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from jobmatch.domain.columns import Kind, Sensitivity, column

_personal = partial(column, sensitivity=Sensitivity.PERSONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of ``forloeb``; keyed by citizen, placement, date and event."""

    citizen_id: str = _personal("borgernr", Kind.KEY, "The citizen.")
    placement_id: str = _personal("pladsnr", Kind.KEY, "The placement.")
    course_id: str | None = _personal("forloebsnr", Kind.TEXT, "Id of the course, when the case system has one.")
    date: date | None = _personal("dato", Kind.DATE, "The day it happened; part of the key.")
    event: str | None = _personal("haendelse", Kind.CODE, "What happened; part of the key.", codes="event")
    reason: str | None = _personal("aarsag", Kind.CODE, "Why, from the event's closed list.", codes="reason")
    hours: float | None = _personal(
        "timer", Kind.DECIMAL, "All attendance that week, or its paid ordinary part.", minimum=0, maximum=100
    )
    agreed_hours: float | None = _personal(
        "aftalte_timer", Kind.DECIMAL, "What was agreed for that week.", minimum=0, maximum=100
    )
    shown_rank: int | None = _personal(
        "vist_rang", Kind.INTEGER, "Position on the list that was shown; 0 = not from the list.", minimum=0
    )
    model_rank: int | None = _personal("model_rang", Kind.INTEGER, "Rank by points, where it was moved.", minimum=1)
    propensity: float | None = _personal(
        "sandsynlighed", Kind.DECIMAL, "Probability with which it was shown.", minimum=0, maximum=1
    )
    decided_by: str | None = _personal("besluttet_af", Kind.TEXT, "User name of who decided.")
