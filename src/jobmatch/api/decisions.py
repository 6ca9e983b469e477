"""What is shown to somebody and what is decided about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.casework_answers import DecisionAnswer, Decisions, ShownAnswer, ShownNow, decision_row
from jobmatch.api.context import App, Cursor, Filter, IdempotencyKey, IfMatch, Limit, answer, opened, page
from jobmatch.api.once import Once
from jobmatch.api.problems import SENTENCES, Refusal, describe
from jobmatch.api.records import LONGEST_TEXT, STRICT, Short
from jobmatch.bootstrap import Application
from jobmatch.domain.decision import OWN_IDEA, Decision, Idea, ShownList
from jobmatch.errors import NotFound, Text
from jobmatch.services.access.policy import Action
from jobmatch.services.access.visit import Visit
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.casework.shown_content import answer_of, content_of, titles_of

router = APIRouter(tags=["decisions"])

Kept = TypeVar("Kept", Decision, ShownList)
Number = Annotated[int, Path(ge=1, le=2**53 - 1)]
Counted = Annotated[int, Field(ge=1, le=2**53 - 1)]
Written = Annotated[str, Field(max_length=LONGEST_TEXT)]

_WHICH = Text("skal med, medmindre det er en egen idé", "is needed, unless it is an own idea")
_NO_BOTH = Text("kan kun stå ved en egen idé", "goes with an own idea only")


class ToShow(BaseModel):
    """A list that somebody is about to see."""

    model_config = STRICT
    citizen_id: Short
    top: Annotated[int, Field(ge=1, le=50)] = 5


class IdeaBody(BaseModel):
    """A workplace that the citizen thought of."""

    model_config = STRICT
    employer: Short
    title: Short | None = None
    contact: Short | None = None


class DecisionBody(BaseModel):
    """What was decided about one placement, or the citizen's own idea."""

    model_config = STRICT
    citizen_id: Short
    placement_id: Short | None = Field(default=None, description="Left out for an own idea.")
    decision: Literal["valgt", "fravalgt_konsulent", "fravalgt_borger", "egen_ide"]
    reason: Short | None = Field(
        default=None, description="From the closed list of the decision; only fravalgt_borger may do without."
    )
    note: Written | None = None
    shown_id: Counted | None = Field(default=None, description="The list that was on the screen.")
    seconds: Annotated[float, Field(ge=0, le=86_400)] | None = Field(
        default=None, description="How long it was on the screen; else counted from when it was opened."
    )
    idea: IdeaBody | None = None


class UndoBody(BaseModel):
    """Why a decision is taken back, if anybody wants to say it."""

    model_config = STRICT
    note: Written | None = None


@router.post(
    "/shown",
    response_model=ShownNow,
    responses=describe(400, 403, 404, 413, 415, 422, 503),
    dependencies=may(Action.SEE_MATCHES),
)
def show(application: App, looking: Looking, body: ToShow) -> Response:
    """A citizen's list, kept as shown to the caller now; the same list is kept once."""
    application.settings.demand_right_to_score()
    citizen = looking.see(application.store.citizen(body.citizen_id))
    shown = application.casework.showing.show(citizen.citizen_id, looking.viewer.name, body.top)
    return answer({"shown_id": shown.number, "answer": answer_of(shown), "titles": titles_of(shown)})


@router.get(
    "/shown/{shown_id}",
    response_model=ShownAnswer,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_MATCHES),
)
def shown_again(application: App, looking: Looking, shown_id: Number) -> Response:
    """A list exactly as it was shown, the same bytes every time."""
    shown = _own(application, looking, lambda: application.casework.showing.shown(shown_id))
    return Response(content_of(shown), media_type="application/json", headers={"Cache-Control": "no-store"})


@router.get(
    "/decisions", response_model=Decisions, responses=describe(404, 422, 503), dependencies=may(Action.SEE_CITIZENS)
)
def decisions(
    application: App,
    looking: Looking,
    limit: Limit = 50,
    cursor: Cursor = None,
    citizen: Annotated[Filter, Query(description="Only about this citizen.")] = None,
) -> Response:
    """Decisions in the order they were made; the ETag of one citizen's is what the next one may send as If-Match."""
    after = _after(cursor)
    if citizen is not None:
        looking.see(application.store.citizen(citizen))
    found = application.store.casework.decision_page(after, limit + 1, citizen, looking.scope)
    looking.saw({one.citizen_id for one in found[:limit]})
    listed = page(found, lambda one: str(one.number), decision_row, limit)
    if citizen is not None:
        listed.headers["ETag"] = f'"{application.casework.deciding.latest(citizen)}"'
    return listed


def _after(cursor: str | None) -> int:
    key = opened(cursor)
    if key and not (key.isascii() and key.isdigit() and len(key) <= 15):
        raise Refusal(422, errors=[("cursor", Text("er ikke en side fra denne liste", "is not a page of this list"))])
    return int(key or 0)


@router.get(
    "/decisions/{decision_id}",
    response_model=DecisionAnswer,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_CITIZENS),
)
def decision(application: App, looking: Looking, decision_id: Number) -> Response:
    """One decision."""
    found = _own(application, looking, lambda: application.casework.deciding.one(decision_id))
    return answer(decision_row(found))


@router.post(
    "/decisions",
    response_model=DecisionAnswer,
    responses=describe(400, 404, 409, 412, 413, 415, 422, 503),
    dependencies=may(Action.DECIDE),
)
def decide(
    application: App,
    looking: Looking,
    body: DecisionBody,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Choose a placement, set it aside, or keep an own idea; the events of the contract are written with it.

    If-Match, when sent, is the ETag of the citizen's decisions: it fails when somebody has decided since.
    """
    citizen = looking.see(application.store.citizen(body.citizen_id))
    by = looking.viewer.name
    once = Once(application, idempotency_key, ["decisions", body.model_dump(), if_match], by)
    if (before := once.before()) is not None:
        return answer(before)
    reply: Any = (lambda made: once.reply(decision_row(made))) if idempotency_key else None
    expected = expected_number(if_match)
    deciding = application.casework.deciding
    if body.decision == OWN_IDEA:
        if body.idea is None:
            raise Refusal(422, errors=[("idea", Text("mangler", "is missing"))])
        idea = Idea(**body.idea.model_dump())
        more: dict[str, Any] = {"reason": body.reason} if body.reason else {}
        made = deciding.own_idea(
            citizen.citizen_id, idea, by, note=body.note, shown=body.shown_id, expected=expected, reply=reply, **more
        )
        return answer(decision_row(made))
    if body.placement_id is None:
        raise Refusal(422, errors=[("placement_id", _WHICH)])
    if body.idea is not None:
        raise Refusal(422, errors=[("idea", _NO_BOTH)])
    choice = Choice(
        citizen_id=citizen.citizen_id,
        placement_id=body.placement_id,
        what=body.decision,
        reason=body.reason,
        note=body.note,
        shown=body.shown_id,
        seconds=body.seconds,
        expected=expected,
    )
    return answer(decision_row(deciding.decide(choice, by, reply)))


def expected_number(if_match: str | None) -> int | None:
    """The number that an If-Match names; None when any will do.

    Raises:
        Refusal: It is no ETag of ours.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    sent = if_match.strip().strip('"')
    if not (sent.isascii() and sent.isdigit() and len(sent) <= 15):
        raise Refusal(412)
    return int(sent)


@router.post(
    "/decisions/{decision_id}/undo",
    response_model=DecisionAnswer,
    responses=describe(400, 404, 409, 412, 413, 415, 422, 503),
    dependencies=may(Action.DECIDE),
)
def undo(
    application: App, looking: Looking, decision_id: Number, body: UndoBody, idempotency_key: IdempotencyKey = None
) -> Response:
    """Take a decision back: the events are as before, and both rows stay."""
    deciding = application.casework.deciding
    _own(application, looking, lambda: deciding.one(decision_id))
    by = looking.viewer.name
    once = Once(application, idempotency_key, ["undo", decision_id, body.model_dump()], by)
    if (before := once.before()) is not None:
        return answer(before)
    reply: Any = (lambda made: once.reply(decision_row(made))) if idempotency_key else None
    return answer(decision_row(deciding.undo(decision_id, by, body.note, reply)))


def _own(application: Application, looking: Visit, find: Callable[[], Kept]) -> Kept:
    """What is about a citizen that the viewer sees; a number of another team's is as absent as one never given.

    Raises:
        NotFound: There is no such thing for this viewer.
    """
    try:
        found = find()
    except NotFound as fault:
        raise NotFound(SENTENCES[404]) from fault
    looking.see(application.store.citizen(found.citizen_id), SENTENCES[404])
    return found
