"""The workplace behind a placement: what is agreed with it, and the contacts with it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, Cursor, Id, IdempotencyKey, IfMatch, Limit, answer, opened, page
from jobmatch.api.decisions import expected_number
from jobmatch.api.once import Once, change_once
from jobmatch.api.problems import Refusal, describe
from jobmatch.api.records import STRICT, IsoDay, Short
from jobmatch.bootstrap import Application
from jobmatch.domain.workplace import FACTS, WorkplaceContact
from jobmatch.errors import Conflict, Text
from jobmatch.services.access.policy import Action
from jobmatch.services.workplaces.answers import Unusable
from jobmatch.services.workplaces.contacts import LONGEST_NOTE, NewContact, Waiting
from jobmatch.services.workplaces.sites import Site

router = APIRouter(prefix="/placements", tags=["placements"])
Kind = Literal["besoeg", "opkald", "mail", "andet"]
Purpose = Literal["plads", "oplysninger", "opfoelgning"]
Outcome = Literal["ja", "nej", "vender_tilbage", "ingen_svar", "talt"]
_NO_PAGE = Text("er ikke en side fra denne liste", "is not a page of this list")


class Agreed(BaseModel):
    """What is known of the workplace beside its openings."""

    deputy: str | None
    alcohol_rule: str | None
    dislikes: str | None
    contact_agreement: str | None
    pause_until: date | None = Field(description="It is not contacted before this day is over.")
    next_visit: date | None


class Asked(BaseModel):
    """How often it was asked for a place lately: a warning, never a stop."""

    times: int
    days: int
    most: int


class WaitingAnswer(BaseModel):
    """A choice that the workplace has not answered."""

    citizen_id: str
    placement_id: str
    since: date


class Workplace(BaseModel):
    """One workplace, of which a placement is an opening."""

    placement_ids: list[str]
    name: str
    facts: Agreed
    paused: bool
    asked: Asked
    waiting: list[WaitingAnswer]


class AgreedChange(BaseModel):
    """Days that are agreed with it; null takes one back, and what is not sent stays."""

    model_config = STRICT
    pause_until: IsoDay | None = None
    next_visit: IsoDay | None = None


class Contact(BaseModel):
    """One contact; it never names a citizen."""

    placement_id: str
    day: date
    kind: Kind
    purpose: Purpose
    outcome: Outcome
    reason: str | None
    note: str | None
    by: str


class Contacts(BaseModel):
    """Contacts, the newest first."""

    items: list[Contact]
    next: str | None


class ContactBody(BaseModel):
    """What was said."""

    model_config = STRICT
    day: IsoDay | None = Field(default=None, description="Left out: today.")
    kind: Kind
    purpose: Purpose
    outcome: Outcome
    reason: Short | None = Field(default=None, description="For a no: from the closed list of afvist_virksomhed.")
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    citizen_id: Short | None = Field(
        default=None, description="Who waits for this answer: a no is then also written on the course."
    )


class Name(BaseModel):
    """Which placement it was written for."""

    placement_id: str


_READ = describe(404, 422, 503)
_WRITE = describe(400, 404, 409, 412, 413, 415, 422, 428, 503)


@router.get(
    "/{placement_id}/workplace", response_model=Workplace, responses=_READ, dependencies=may(Action.SEE_WORKPLACES)
)
def workplace(application: App, looking: Looking, placement_id: Id) -> Response:
    """The workplace of a placement; the ETag is what a change must send as If-Match."""
    desk = application.workplaces
    site = desk.site(placement_id)
    version = application.store.workplaces.facts_of(site.key).version
    marks, waiting = desk.marks([site])[site.key], desk.contacts.waiting(site)
    looking.saw(one.citizen_id for one in waiting)
    told = {
        "placement_ids": list(site.placement_ids),
        "name": site.name,
        "facts": {name: _cell(getattr(marks.facts, name)) for name in FACTS},
        "paused": marks.paused,
        "asked": {"times": marks.asked, "days": marks.cap.days, "most": marks.cap.most},
        "waiting": [
            {"citizen_id": one.citizen_id, "placement_id": one.placement_id, "since": one.since.isoformat()}
            for one in waiting
        ],
    }
    return answer(told, ETag=f'"{version}"')


@router.patch(
    "/{placement_id}/workplace", response_model=Name, responses=_WRITE, dependencies=may(Action.CHANGE_WORKPLACE)
)
def agree(
    application: App, looking: Looking, placement_id: Id, body: AgreedChange,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Let the workplace rest until a day, plan the next visit, or take either back."""
    site = application.workplaces.site(placement_id)
    by, days = looking.viewer.name, body.model_dump(exclude_unset=True)

    def save(seen: str, reply: Any) -> None:
        expected = expected_number(seen)
        version = application.store.workplaces.facts_of(site.key).version if expected is None else expected
        try:
            application.workplaces.contacts.agree(site, days, version, by, reply)
        except Unusable as fault:
            raise Refusal(422, errors=list(fault.wrong.items())) from fault
        except Conflict as fault:
            raise Refusal(412) from fault

    name = {"placement_id": placement_id}
    return answer(change_once(application, name, body, by, idempotency_key, if_match, save))


@router.get(
    "/{placement_id}/contacts", response_model=Contacts, responses=_READ, dependencies=may(Action.SEE_WORKPLACES)
)
def contacts(application: App, placement_id: Id, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Contacts with the workplace of a placement, the newest first."""
    site = application.workplaces.site(placement_id)
    found = list(enumerate(application.store.workplaces.contacts([site.key], site.placement_ids)))
    after = opened(cursor)
    if after and not (after.isascii() and after.isdecimal() and len(after) < 8):
        raise Refusal(422, errors=[("cursor", _NO_PAGE)])
    first = int(after) + 1 if after else 0
    return page(found[first : first + limit + 1], lambda one: str(one[0]), lambda one: _row(one[1]), limit)


@router.post(
    "/{placement_id}/contacts", response_model=Name, responses=_WRITE, dependencies=may(Action.CHANGE_WORKPLACE)
)
def talk(
    application: App, looking: Looking, placement_id: Id, body: ContactBody, idempotency_key: IdempotencyKey = None
) -> Response:
    """Write a contact down; a no to somebody who waits is also written on her course."""
    by, name = looking.viewer.name, {"placement_id": placement_id}
    once = Once(application, idempotency_key, ["contact", placement_id, body.model_dump(mode="json")], by)
    if (before := once.before()) is not None:
        return answer(before)
    site = application.workplaces.site(placement_id)
    given = NewContact(
        day=body.day or application.today(),
        about=_about(application, site, placement_id, body.citizen_id),
        **body.model_dump(include={"kind", "purpose", "outcome", "reason", "note"}),
    )
    try:
        application.workplaces.contacts.log(site, given, by, once.reply(name) if idempotency_key else None)
    except Unusable as fault:
        raise Refusal(422, errors=list(fault.wrong.items())) from fault
    return answer(name)


def _about(application: Application, site: Site, placement_id: str, citizen_id: str | None) -> Waiting | None:
    """Who waits for the answer of this very placement."""
    if citizen_id is None:
        return None
    for one in application.workplaces.contacts.waiting(site):
        if (one.citizen_id, one.placement_id) == (citizen_id, placement_id):
            return one
    raise Refusal(422, errors=[("citizen_id", _NOBODY_WAITS)])


_NOBODY_WAITS = Text("venter ikke på svar fra den plads", "is not waiting for an answer from that placement")


def _row(one: WorkplaceContact) -> dict[str, Any]:
    return {name: _cell(getattr(one, name)) for name in Contact.model_fields}


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
