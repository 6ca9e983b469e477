"""*Mine borgere*: who is where, hours now against what was agreed, the next date, and where to talk now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import NEVER_PROPOSED, PROPOSED_AT_NIGHT, STATUS
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.following_up import NextDate
from jobmatch.services.casework.signals import Signal
from jobmatch.store.runs import Run
from jobmatch.web import picture
from jobmatch.web.access import viewer_of, visit_of
from jobmatch.web.consultant.citizens import is_to_talk
from jobmatch.web.page import application_of, render

PAGE = 30
"""Citizens on one page: twice what one consultant has."""
EVERYBODY = "alle"
UNDER_WAY = tuple(status for status in STATUS if status not in (*PROPOSED_AT_NIGHT, *NEVER_PROPOSED))


@dataclass(frozen=True)
class Row:
    """One citizen on the list."""

    citizen: Citizen
    agreed: float | None
    """Hours a week that are agreed in the course under way."""
    options: int | None
    """How many placements fit in the latest run; None when the citizen was not in it."""
    next_date: NextDate | None
    signals: Sequence[Signal]
    to_talk: bool


def listing(request: Request) -> Response:
    """The citizens of one consultant, of one team, or of all that the viewer sees."""
    application, visit = application_of(request), visit_of(request)
    asked, team, after = (request.query_params.get(name) or "" for name in ("konsulent", "team", "efter"))
    consultants = application.store.consultants()
    consultant = asked or (viewer_of(request).name if viewer_of(request).name in consultants else EVERYBODY)
    found = application.store.citizen_page(
        after=after,
        limit=PAGE + 1,
        teams=[team] if team else None,
        consultant=None if consultant == EVERYBODY else consultant,
        scope=visit.scope,
    )
    citizens = [one.record for one in found[:PAGE]]
    visit.saw(one.citizen_id for one in citizens)
    run = application.store.latest_run()
    return render(
        request,
        "consultant/people.html",
        rows=_rows(request, citizens, run),
        run=run,
        consultant=consultant,
        everybody=EVERYBODY,
        consultants=consultants,
        unknown=consultant not in (EVERYBODY, *consultants),
        team=team,
        teams=sorted(visit.scope.teams or {one.team for one in citizens if one.team}),
        load=_load(application.settings.caseload, consultant, citizens, len(found) > PAGE or bool(after)),
        following=citizens[-1].citizen_id if len(found) > PAGE else None,
        hours_line=picture.hours_line,
        status_names=STATUS,
        paused=NEVER_PROPOSED,
        under_way=UNDER_WAY,
        today=application.today(),
        nobody_at_all=not citizens and not asked and not team and not after and not consultants,
    )


def _rows(request: Request, citizens: Sequence[Citizen], run: Run | None) -> list[Row]:
    application = application_of(request)
    casework = application.casework
    dates, courses = casework.following_up.next_dates(citizens), casework.courses.of_all(citizens)
    signals: Mapping[str, Sequence[Signal]] = casework.signals.of(citizens)
    rows = []
    for citizen in citizens:
        key = citizen.citizen_id
        ranked = application.store.list_of(run.run_id, key) if run else None
        row = Row(
            citizen=citizen,
            agreed=_agreed(courses[key]),
            options=ranked.feasible_count if ranked else None,
            next_date=dates.get(key),
            signals=signals.get(key, ()),
            to_talk=is_to_talk(request, citizen),
        )
        rows.append(row)
    return sorted(rows, key=lambda row: (citizen_rests(row.citizen), not row.signals))


def citizen_rests(citizen: Citizen) -> bool:
    """Whether the citizen gets no proposals: such rows stand last."""
    return citizen.status in NEVER_PROPOSED


def _agreed(courses: Sequence[CourseView]) -> float | None:
    running = (one.agreed_now for one in courses if one.is_running)
    return next((one.hours for one in running if one is not None), None)


def _load(most: int, consultant: str, citizens: Sequence[Citizen], more: bool) -> tuple[int, int, bool] | None:
    """How many active citizens one consultant has, against the most there should be; None for a mixed list."""
    if consultant == EVERYBODY or more:
        return None
    active = sum(not citizen_rests(one) for one in citizens)
    return active, most, active > most
