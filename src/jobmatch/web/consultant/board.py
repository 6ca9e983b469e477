"""*Tavlen*: who does what by when, how the hours go, and how to keep in touch; on one sheet when printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.agreement import ContactAgreement, FleksjobAgreement, NetworkPerson, Task
from jobmatch.domain.follow_up import HOW
from jobmatch.errors import JobmatchError
from jobmatch.services.access.refusals import NotThere
from jobmatch.services.casework.board import Kept
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.citizens import address_of, frame_of, stored_of
from jobmatch.web.consultant.hours_curve import curve_of, shown_course
from jobmatch.web.consultant.reading_forms import day_in, hours_told, lines_in
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.refused import Refused, refused_by

NEXT_DATES = 3
DONE_SHOWN = 6
CONTACTS_SHOWN = 3


def show(request: Request) -> Response:
    """The board as it is."""
    return _page(request)


async def write(request: Request) -> Response:
    """Put something on the board, change it, tick it off or take it away."""
    fields = await fields_of(request)
    return await run_in_threadpool(_written, request, fields)


def _written(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    what = _WRITES.get(fields.get("hvad", ""))
    if what is None:
        raise HTTPException(422)
    try:
        what(request, citizen.citizen_id, fields)
    except JobmatchError as fault:
        return _page(request, refused_by(fault, fields))
    return back_to(address_of(citizen, "tavle"), done="talked" if what is _talked else "board")


def _add(request: Request, citizen_id: str, fields: Fields) -> None:
    application_of(request).casework.board.add(citizen_id, _task(fields), viewer_of(request).name)


def _change(request: Request, citizen_id: str, fields: Fields) -> None:
    kept = _own(request, citizen_id, fields)
    assert isinstance(kept.agreement, Task), "only tasks have this form"
    task = replace(_task(fields), done_on=kept.agreement.done_on)
    board = application_of(request).casework.board
    board.change(kept.number, task, viewer_of(request).name, fields.number("version") or 0)


def _tick(request: Request, citizen_id: str, fields: Fields) -> None:
    kept = _own(request, citizen_id, fields)
    undone = isinstance(kept.agreement, Task) and kept.agreement.done_on is not None
    board = application_of(request).casework.board
    board.done(kept.number, viewer_of(request).name, fields.number("version") or 0, undone=undone)


def _remove(request: Request, citizen_id: str, fields: Fields) -> None:
    kept = _own(request, citizen_id, fields)
    board = application_of(request).casework.board
    board.remove(kept.number, viewer_of(request).name, fields.number("version") or 0)


def _own(request: Request, citizen_id: str, fields: Fields) -> Kept:
    """The agreement that a form is about, when it is this citizen's."""
    number = fields.number("nummer")
    board = application_of(request).casework.board.of(citizen_id)
    found = next((one for one in board.tasks if one.number == number), None)
    if found is None:
        raise NotThere
    return found


def _task(fields: Fields) -> Task:
    return Task(who=fields.get("hvem", ""), what=fields.get("det", ""), due=day_in(fields, "frist"))


def _contact(request: Request, citizen_id: str, fields: Fields) -> None:
    agreement = ContactAgreement(
        how=fields.get("hvordan", ""),
        outside_hours={"ja": True, "nej": False}.get(fields.get("uden_for", "")),
        next_on=day_in(fields, "naeste"),
    )
    _write_one(request, citizen_id, agreement, fields)


def _talked(request: Request, citizen_id: str, fields: Fields) -> None:
    """They have been in touch, beside any follow-up."""
    day = day_in(fields, "dag") or application_of(request).today()
    application_of(request).casework.contacts.note(
        citizen_id, day, fields.get("maade", ""), viewer_of(request).name, note=fields.get("note") or None
    )


def _network(request: Request, citizen_id: str, fields: Fields) -> None:
    nobody = fields.get("ingen") == "ja"
    name, reach = fields.get("navn") or None, fields.get("traeffes") or None
    _write_one(request, citizen_id, NetworkPerson(nobody=nobody, name=name, reach=reach), fields)


def _fleksjob(request: Request, citizen_id: str, fields: Fields) -> None:
    today = application_of(request).today()
    agreement = FleksjobAgreement(
        hours=hours_told(fields, "timer"),
        intensity=hours_told(fields, "intensitet"),
        considerations=tuple(lines_in(fields, "hensyn")),
        review_on=day_in(fields, "ses_igen") or today,
        valid_from=day_in(fields, "fra") or today,
    )
    _write_one(request, citizen_id, agreement, fields)


def _write_one(
    request: Request, citizen_id: str, agreement: ContactAgreement | NetworkPerson | FleksjobAgreement, fields: Fields
) -> None:
    board = application_of(request).casework.board
    board.write(citizen_id, agreement, viewer_of(request).name, fields.number("version") or 0)


_WRITES = {
    "ny": _add,
    "ret": _change,
    "gjort": _tick,
    "fjern": _remove,
    "kontakt": _contact,
    "talt": _talked,
    "netvaerk": _network,
    "fleksjob": _fleksjob,
}


def _page(request: Request, refused: Refused | None = None) -> Response:
    application = application_of(request)
    citizen = stored_of(request).record
    casework = application.casework
    courses = casework.courses.of(citizen.citizen_id)
    course = shown_course(courses)
    today = application.today()
    board = casework.board.of(citizen.citizen_id)
    facts: dict[str, Any] = {
        "board": board,
        "open_tasks": [one for one in board.tasks if _done_on(one) is None],
        "done_tasks": [one for one in board.tasks if _done_on(one) is not None][:DONE_SHOWN],
        "course": course,
        "curve": curve_of(course) if course is not None else None,
        "contacts": casework.contacts.of(citizen.citizen_id)[: -CONTACTS_SHOWN - 1 : -1],
        "ways": [(code, reader_of(request).text(text)) for code, text in HOW.items()],
        "talked": casework.contacts.latest([citizen]).get(citizen.citizen_id),
        "coming": _coming(request, citizen.citizen_id, today),
        "today": today,
    }
    return render(request, "consultant/board.html", refused=refused, **frame_of(request, citizen, "board"), **facts)


def _done_on(kept: Kept) -> date | None:
    return kept.agreement.done_on if isinstance(kept.agreement, Task) else None


def _coming(request: Request, citizen_id: str, today: date) -> list[Any]:
    every = application_of(request).casework.following_up.of(citizen_id)
    return [one for one in every if one.done_on is None and one.due_on >= today][:NEXT_DATES]
