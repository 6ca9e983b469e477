"""A choice with its reason: one click, also for accepting the first; and taking it back."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.decision import CHOSEN, DECLINED, NOT_NOW, Decision, Idea
from jobmatch.errors import JobmatchError, NotFound, Text
from jobmatch.services.access.refusals import NotThere
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.casework.people import called
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.citizens import address_of, frame_of, stored_of
from jobmatch.web.consultant.suggestions import Meanwhile, shown_again
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.refused import Refused, refused_by
from jobmatch.web.typed import typed_in

_GONE = Text(
    "Pladsen er ikke ledig mere, så valget er ikke gemt. Her er forslagene, som de ser ud nu.",
    "The place is no longer open, so the choice was not saved. Here are the suggestions as they are now.",
)
LINE_LENGTH = 76
"""Letters on a line of a text to copy, about."""


async def decide(request: Request) -> Response:
    """Choose a placement or set it aside."""
    fields = await fields_of(request)
    return await run_in_threadpool(_decided, request, fields)


def _decided(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    what, _, reason = fields.get("svar", "").partition(":")
    chosen = Choice(
        citizen_id=citizen.citizen_id,
        placement_id=fields.get("plads", ""),
        what=what,
        reason=reason or None,
        note=fields.get("bemaerkning") or None,
        shown=fields.number("vist"),
        expected=fields.number("set"),
    )
    try:
        made = application_of(request).casework.deciding.decide(chosen, viewer_of(request).name)
    except JobmatchError as fault:
        return _again(request, citizen.citizen_id, fields, fault)
    if made.what == CHOSEN:
        return back_to(address_of(citizen, f"valg/{made.number}"), done="chosen")
    done = "not_now" if (made.what, made.reason) == (DECLINED, NOT_NOW) else "set_aside"
    return back_to(address_of(citizen, "forslag"), done=done)


async def own_idea(request: Request) -> Response:
    """Keep a workplace that the citizen thought of."""
    fields = await fields_of(request)
    return await run_in_threadpool(_kept, request, fields)


def _kept(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    idea = Idea(
        employer=fields.get("virksomhed", ""), title=fields.get("titel") or None, contact=fields.get("kontakt") or None
    )
    deciding = application_of(request).casework.deciding
    try:
        made = deciding.own_idea(
            citizen.citizen_id,
            idea,
            viewer_of(request).name,
            note=fields.get("bemaerkning") or None,
            shown=fields.number("vist"),
            expected=fields.number("set"),
        )
    except JobmatchError as fault:
        return _again(request, citizen.citizen_id, fields, fault)
    return back_to(address_of(citizen, f"valg/{made.number}"), done="idea")


def _again(request: Request, citizen_id: str, fields: Fields, fault: JobmatchError) -> Response:
    """The suggestions as they are now: what was decided meanwhile, and what was written."""
    application = application_of(request)
    gone = isinstance(fault, NotFound)
    refused = Refused(fields, _GONE, 409) if gone else refused_by(fault, fields)
    seen = fields.number("set")
    decided = application.casework.deciding.of(citizen_id)
    fresh = [one for one in decided if seen is not None and one.number > seen]
    meanwhile = Meanwhile(
        decided=[(one, said(one), _place(request, one)) for one in fresh],
        gone=called(application.store.placement(fields.get("plads", "")), "") if gone else None,
        typed=typed_in(request) if gone or fresh else (),
    )
    return shown_again(request, refused, meanwhile)


async def undo(request: Request) -> Response:
    """Take a decision back; nothing is deleted."""
    fields = await fields_of(request)
    return await run_in_threadpool(_undone, request, fields)


def _undone(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    deciding = application_of(request).casework.deciding
    number = fields.number("nummer")
    if number is None or number not in {one.number for one in deciding.of(citizen.citizen_id)}:
        raise NotThere
    deciding.undo(number, viewer_of(request).name)
    return back_to(address_of(citizen, "forslag"), done="undone")


async def seen(request: Request) -> Response:
    """What the citizen answered or asked for has been seen."""
    fields = await fields_of(request)
    return await run_in_threadpool(_seen, request, fields)


def _seen(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    replying = application_of(request).casework.replying
    number = fields.number("nummer")
    if number is None or number not in {one.number for one in replying.unseen([citizen.citizen_id])}:
        raise NotThere
    replying.seen(number, viewer_of(request).name)
    return back_to(address_of(citizen), done="reply_seen")


def chosen(request: Request) -> Response:
    """What was decided, with the texts to take along and what comes next."""
    application = application_of(request)
    citizen = stored_of(request).record
    casework = application.casework
    number = request.path_params["number"]
    made = next((one for one in casework.deciding.of(citizen.citizen_id) if one.number == number), None)
    if made is None:
        raise NotThere
    return render(
        request,
        "consultant/chosen.html",
        scripts=("copy.js",),
        **frame_of(request, citizen, "suggestions"),
        made=made,
        said=said(made),
        place=_place(request, made),
        undone=made not in casework.deciding.in_force(citizen.citizen_id),
        texts=_texts(request, number, made.placement_id),
    )


def _place(request: Request, made: Decision) -> str:
    """What a decision is about, as people call it."""
    if made.placement_id is None:
        return ", ".join(word for word in ((made.idea or {}).get("title"), (made.idea or {}).get("employer")) if word)
    return called(application_of(request).store.placement(made.placement_id), made.placement_id)


def _texts(request: Request, number: int, placement_id: str | None) -> list[tuple[str, str, int]]:
    """The texts to take along: (name, text, lines on the screen)."""
    texts, say = application_of(request).casework.texts, reader_of(request).text
    found = [("note", say(texts.note(number)))]
    if placement_id is not None:
        citizen_id = request.path_params["citizen_id"]
        found.append(("employer", say(texts.employer_questions(citizen_id, placement_id))))
        found.append(("vitas", say(texts.vitas(citizen_id, placement_id))))
    return [(name, text, sum(1 + len(line) // LINE_LENGTH for line in text.split("\n"))) for name, text in found]
