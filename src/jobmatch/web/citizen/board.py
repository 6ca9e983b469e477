"""*Min tavle*: what is agreed, how the hours go, and asking for more, fewer or a pause."""

from __future__ import annotations

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.agreement import NetworkPerson, Task
from jobmatch.domain.decision import ABOUT_HOURS, REPLY
from jobmatch.domain.follow_up import CITIZEN
from jobmatch.errors import JobmatchError
from jobmatch.services.access.refusals import NotThere
from jobmatch.services.casework.board import Kept
from jobmatch.web.access import viewer_of
from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.consultant.hours_curve import curve_of, shown_course
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, render
from jobmatch.web.refused import Refused, refused_by

ASKED_SHOWN = 3
DONE_SHOWN = 6


def show(request: Request) -> Response:
    """The board as it is."""
    return _page(request)


def _page(request: Request, refused: Refused | None = None) -> Response:
    citizen, application = own_of(request).record, application_of(request)
    casework, today = application.casework, application.today()
    board = casework.board.of(citizen.citizen_id)
    course = shown_course(casework.courses.of(citizen.citizen_id))
    asked = [one for one in casework.replying.of(citizen.citizen_id) if one.what in ABOUT_HOURS]
    coming = casework.following_up.of(citizen.citizen_id)
    return render(
        request,
        "citizen/board.html",
        refused=refused,
        **frame_of(citizen),
        open_tasks=[one for one in board.tasks if _done_on(one) is None],
        done_tasks=[one for one in board.tasks if _done_on(one) is not None][:DONE_SHOWN],
        board=board,
        course=course,
        curve=curve_of(course) if course is not None else None,
        coming=[one for one in coming if one.side == CITIZEN and one.done_on is None and one.due_on >= today][:2],
        asked=list(reversed(asked))[:ASKED_SHOWN],
        wishes=ABOUT_HOURS,
        replies=REPLY,
        today=today,
    )


def _done_on(kept: Kept) -> date | None:
    return kept.agreement.done_on if isinstance(kept.agreement, Task) else None


async def say(request: Request) -> Response:
    """Ask for something, tick something off, or choose a network person."""
    fields = await fields_of(request)
    return await run_in_threadpool(_said, request, fields)


def _said(request: Request, fields: Fields) -> Response:
    citizen_id = own_of(request).record.citizen_id
    say_it = _SAYS.get(fields.get("hvad", ""))
    if say_it is None:
        raise HTTPException(422)
    try:
        say_it(request, citizen_id, fields)
    except JobmatchError as fault:
        return _page(request, refused_by(fault, fields))
    return back_to("/min-tavle", done="own_asked" if fields["hvad"] == "bed" else "own_saved")


def _ask(request: Request, citizen_id: str, fields: Fields) -> None:
    replying = application_of(request).casework.replying
    replying.ask(citizen_id, fields.get("om", ""), viewer_of(request).name, words=fields.get("ord"))


def _tick(request: Request, citizen_id: str, fields: Fields) -> None:
    board = application_of(request).casework.board
    number = fields.number("nummer")
    kept = next((one for one in board.of(citizen_id).tasks if one.number == number), None)
    if kept is None:
        raise NotThere
    board.done(kept.number, viewer_of(request).name, fields.number("version") or 0, undone=_done_on(kept) is not None)


def _network(request: Request, citizen_id: str, fields: Fields) -> None:
    person = NetworkPerson(
        nobody=fields.get("ingen") == "ja", name=fields.get("navn") or None, reach=fields.get("traeffes") or None
    )
    board = application_of(request).casework.board
    board.write(citizen_id, person, viewer_of(request).name, fields.number("version") or 0)


_SAYS = {"bed": _ask, "gjort": _tick, "netvaerk": _network}
