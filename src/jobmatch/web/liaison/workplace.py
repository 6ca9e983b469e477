"""One workplace: its openings, the ratio check, the contact log, a pause and the next visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import REASON
from jobmatch.domain.follow_up import HOW
from jobmatch.domain.small_groups import tellable_pair
from jobmatch.domain.workplace import (
    CONTACT_KIND,
    CONTACT_OUTCOME,
    CONTACT_PURPOSE,
    REFUSAL_EVENT,
    WorkplaceVisit,
)
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.exchange.problems import CellError
from jobmatch.exchange.times import parse_date
from jobmatch.services.workplaces.answers import Unusable
from jobmatch.services.workplaces.contacts import LONGEST_NOTE, NewContact, Waiting
from jobmatch.services.workplaces.sites import Site, is_stale
from jobmatch.web.access import viewer_of, visit_of
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.labels import LABELS
from jobmatch.web.liaison.cells import field_label, shown_cell
from jobmatch.web.liaison.due import calls_due
from jobmatch.web.page import Reader, application_of, reader_of, render
from jobmatch.web.refused import Refused, refused_by

CONTACTS_SHOWN = 12
VISITS_SHOWN = 5
HOW_OF_CALL = {"telefon": "opkald", "besoeg": "besoeg", "sms": "mail", "moede": "andet"}
"""How a follow-up was held, and what kind of contact that is."""
_NOT_DUE = Text(
    "Opfølgningen er holdt eller flyttet af en anden. Åbn siden igen.",
    "The follow-up was held or moved by somebody else. Open the page again.",
)
_DATE = Text("Skriv datoen som 30-11-2026.", "Write the date as 30-11-2026.")
_PAST = Text("Vælg en dag, der ikke er gået.", "Choose a day that has not passed.")
_MEANWHILE = Text(
    "En anden har ændret oplysningerne om stedet i mellemtiden. Se dem her, og gem igen, hvis det stadig passer.",
    "Somebody else changed what is known of the workplace meanwhile. See it here, and save again if it still holds.",
)


def one(request: Request) -> Response:
    """One workplace."""
    return _page(request, _site(request))


def _site(request: Request) -> Site:
    return application_of(request).workplaces.site(request.path_params["placement_id"])


async def change(request: Request) -> Response:
    """Keep a contact, a pause or a planned visit."""
    sent = await fields_of(request)
    return await run_in_threadpool(_change, request, sent)


def _change(request: Request, sent: Fields) -> Response:
    site = _site(request)
    address = f"/arbejdspladser/{quote(site.head.placement_id, safe='')}"
    acts = {"contact": _log, "pause": _pause, "visit": _plan, "call": _call}
    act = acts.get(sent.get("what", ""))
    if act is None:
        raise BadInput(
            Text("Formularen kan ikke bruges, så intet er ændret.", "The form cannot be used, so nothing was changed.")
        )
    try:
        done = act(request, site, sent)
    except Unusable as fault:
        return _page(request, site, Refused(sent, LABELS["visit_wrong"], 422, fault.wrong))
    except Conflict:
        return _page(request, site, Refused(sent, _MEANWHILE, 409))
    except BadInput as fault:
        return _page(request, site, refused_by(fault, sent))
    return back_to(address, done=done)


def _log(request: Request, site: Site, sent: Fields) -> str:
    contacts = application_of(request).workplaces.contacts
    about = _about(contacts.waiting(site), sent.get("about", ""))
    given = NewContact(
        day=_day(sent.get("day", ""), "day") or application_of(request).today(),
        kind=sent.get("kind", ""),
        purpose=sent.get("purpose", ""),
        outcome=sent.get("outcome", ""),
        reason=sent.get("reason") or None,
        note=sent.get("note", ""),
        about=about,
    )
    contacts.log(site, given, viewer_of(request).name)
    return "talked"


def _about(waiting: list[Waiting], key: str) -> Waiting | None:
    if not key:
        return None
    found = next((one for one in waiting if f"{one.citizen_id} {one.placement_id}" == key), None)
    if found is None:
        raise Unusable({"about": Text("Borgeren venter ikke på svar herfra.", "Nobody waits for an answer from here.")})
    return found


def _call(request: Request, site: Site, sent: Fields) -> str:
    """A follow-up of the workplace's side was held: it is done, and it is a contact with the workplace."""
    due = {one.follow_up_id: one for one in calls_due(request, site.placement_ids)}
    call = due.get(sent.get("call", ""))
    if call is None:
        raise BadInput(_NOT_DUE)
    application, by = application_of(request), viewer_of(request).name
    note = sent.get("note", "").strip()
    today = application.today()
    contact = NewContact(
        day=today, kind=HOW_OF_CALL.get(sent.get("how", ""), "andet"), purpose="opfoelgning", outcome="talt", note=note
    )
    application.casework.following_up.done(
        call.follow_up_id,
        by,
        day=today,
        how=sent.get("how") or None,
        note=note or None,
        expected=_version(sent),
        beside=application.workplaces.contacts.beside(site, contact, by),
    )
    return "call"


def _pause(request: Request, site: Site, sent: Fields) -> str:
    until = None if "end" in sent else _ahead(request, sent.get("pause_until", ""), "pause_until")
    contacts = application_of(request).workplaces.contacts
    contacts.pause(site, until, _version(sent), viewer_of(request).name)
    return "rest" if until else "rest_over"


def _plan(request: Request, site: Site, sent: Fields) -> str:
    day = None if "end" in sent else _ahead(request, sent.get("next_visit", ""), "next_visit")
    contacts = application_of(request).workplaces.contacts
    contacts.plan_visit(site, day, _version(sent), viewer_of(request).name)
    return "planned" if day else "unplanned"


def _version(sent: Fields) -> int:
    seen = sent.number("version")
    return -1 if seen is None else seen


def _day(given: str, field: str) -> date | None:
    try:
        return parse_date(given) if given.strip() else None
    except CellError as fault:
        raise Unusable({field: fault.text}) from fault


def _ahead(request: Request, given: str, field: str) -> date:
    day = _day(given, field)
    if day is None:
        raise Unusable({field: _DATE})
    if day < application_of(request).today():
        raise Unusable({field: _PAST})
    return day


def _page(request: Request, site: Site, refused: Refused | None = None) -> Response:
    application = application_of(request)
    desk, store = application.workplaces, application.store.workplaces
    row = desk.with_questions([desk.row(site)])[0]
    contacts = store.contacts([site.key], site.placement_ids)
    visits = store.visits(site.placement_ids, VISITS_SHOWN)
    reader, saved = reader_of(request), _saved(request, visits)
    waiting, calls = desk.contacts.waiting(site), calls_due(request, site.placement_ids)
    visit_of(request).saw({one.citizen_id for one in waiting} | {one.citizen_id for one in calls})
    return render(
        request,
        "liaison/workplace.html",
        refused=refused,
        site=site,
        row=row,
        marks=row.marks,
        stored=store.facts_of(site.key),
        ratio=desk.ratio(site),
        contacts=contacts[:CONTACTS_SHOWN],
        more_contacts=max(0, len(contacts) - CONTACTS_SHOWN),
        visits=visits,
        saved=saved,
        reach=tellable_pair(saved.fits_before, saved.fits_after) if saved else None,
        told=lambda change: (field_label(change.field), *_before_and_after(change, reader.language)),
        waiting=waiting,
        calls=calls,
        how_options=[(code, reader.text(HOW[code])) for code in HOW_OF_CALL],
        about_options=[
            (f"{one.citizen_id} {one.placement_id}", reader.label("citizen_number", number=one.citizen_id))
            for one in waiting
        ],
        kind_options=_options(reader, CONTACT_KIND),
        purpose_options=_options(reader, CONTACT_PURPOSE),
        outcome_options=_options(reader, CONTACT_OUTCOME),
        reason_options=_options(reader, REASON[REFUSAL_EVENT]),
        reasons=REASON[REFUSAL_EVENT],
        kinds=CONTACT_KIND,
        purposes=CONTACT_PURPOSE,
        outcomes=CONTACT_OUTCOME,
        longest_note=LONGEST_NOTE,
        stale=is_stale,
        today=application.today(),
    )


def _options(reader: Reader, codes: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(code, reader.text(name)) for code, name in codes.items()]


def _before_and_after(change: object, language: str) -> tuple[str, str]:
    field, before, after = (getattr(change, name) for name in ("field", "before", "after"))
    return shown_cell(field, before, language), shown_cell(field, after, language)


def _saved(request: Request, visits: list[WorkplaceVisit]) -> WorkplaceVisit | None:
    """The visit that the page was reached from."""
    number = request.query_params.get("besoeg", "")
    return next((visit for visit in visits if str(visit.number) == number), None)
