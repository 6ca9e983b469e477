"""*Ord*: the words that nobody could link, to be taught with one click, and those that were taught."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.competences.linker import Found
from jobmatch.domain.field_words import EITHER
from jobmatch.errors import JobmatchError
from jobmatch.services.teaching import LONGEST_WORD, Unknown
from jobmatch.web.access import viewer_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, render
from jobmatch.web.refused import Refused

PAGE = 30
"""Unknown words on the page: as many as somebody teaches before coffee."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unknown word with the concepts that resemble it most."""

    unknown: Unknown
    nearest: list[Found]


def listing(request: Request) -> Response:
    """The words that the vocabulary does not know, and the municipality's own."""
    return _page(request)


def _page(request: Request, refused: Refused | None = None) -> Response:
    application = application_of(request)
    vocabulary = application.vocabulary
    words = application.teaching.unknown()
    asked = [one.word for one in words[:PAGE]]
    nearest = application.teaching.nearest.known(asked)
    awaited = [word for word in asked if word not in nearest]
    taught: list[dict[str, Any]] = [
        {"word": one.local_word.word, "concept": vocabulary.concepts.get(one.local_word.concept or ""), "taught": one}
        for one in application.teaching.taught()
    ]
    page = render(
        request,
        "words.html",
        refused=refused,
        rows=[Row(one, nearest.get(one.word, [])) for one in words[:PAGE]],
        awaited=len(awaited),
        hidden=len(words) - len(asked),
        taught=taught,
        field_words=EITHER,
        longest=LONGEST_WORD,
        imported=application.store.words.imported(),
    )
    if awaited:
        page.background = BackgroundTask(application.teaching.nearest.work_out, awaited)
    return page


async def change(request: Request) -> Response:
    """Teach a word, or forget one."""
    fields = await fields_of(request)
    word, teaching = fields.get("word", ""), application_of(request).teaching
    by = viewer_of(request).name
    try:
        if fields.get("forget"):
            await run_in_threadpool(teaching.forget, word, by)
        else:
            await run_in_threadpool(teaching.teach, word, fields.get("code", ""), by)
    except JobmatchError as fault:  # a concept that is not there is put right in the same field
        refused = Refused(fields, fault.text, max(fault.status, 409), {"code": fault.text})
        return await run_in_threadpool(_page, request, refused)
    return back_to("/ord")
