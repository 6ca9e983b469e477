"""What was read in a citizen's story, to be confirmed or struck with one click."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.confirmation import CONFIRMED, STRUCK
from jobmatch.services.confirming import SUGGESTED
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.citizens import address_of, stored_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of

LEVELS = ("1", "2", "3")


@dataclass(slots=True)
class Read:
    """What was read in one story, by what was decided about it."""

    suggested: list[dict[str, Any]] = field(default_factory=list)
    confirmed: list[dict[str, Any]] = field(default_factory=list)
    struck: list[dict[str, Any]] = field(default_factory=list)


def read_in_story(request: Request, citizen_id: str) -> Read:
    """Everything read in the story; what the citizen has stated herself needs no question."""
    read = Read()
    places = {SUGGESTED: read.suggested, CONFIRMED: read.confirmed, STRUCK: read.struck}
    for row in application_of(request).confirming.of(citizen_id)["competences"]:
        if not row["stated"]:
            places[row["state"]].append(row)
    return read


async def decide(request: Request) -> Response:
    """One click: yes, no, or not decided after all."""
    citizen = (await run_in_threadpool(stored_of, request)).record
    fields = await fields_of(request)
    verdict = fields.get("verdict") or None
    level = int(fields["level"]) if verdict == CONFIRMED and fields.get("level") in LEVELS else None
    confirming = application_of(request).confirming
    await run_in_threadpool(
        confirming.decide, citizen.citizen_id, fields.get("concept", ""), verdict, viewer_of(request).name, level
    )
    return back_to(f"{address_of(citizen)}#read")
