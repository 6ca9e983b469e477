"""*Ord*: the words that nobody could link, to be taught with one click, and those that were taught."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.competences.linker import Found, linker_of
from jobmatch.services.teaching import LONGEST_WORD, Unknown
from jobmatch.web.forms import BY, back_to, fields_of
from jobmatch.web.page import application_of, render

PAGE = 30
"""Unknown words on the page: as many as somebody teaches before coffee."""
NEAREST = 3
LIKELY = 0.2
"""Below this a concept is no help to somebody who chooses."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unknown word with the concepts that resemble it most."""

    unknown: Unknown
    nearest: list[Found]


def listing(request: Request) -> Response:
    """The words that the vocabulary does not know, and the municipality's own."""
    application = application_of(request)
    vocabulary = application.vocabulary
    words = application.teaching.unknown()
    asked = [one.word for one in words[:PAGE]]
    nearest = linker_of(vocabulary).rank_many(asked, None, NEAREST) if asked else []
    taught: list[dict[str, Any]] = [
        {"word": one.local_word.word, "concept": vocabulary.concepts.get(one.local_word.concept or ""), "taught": one}
        for one in application.teaching.taught()
    ]
    return render(
        request,
        "words.html",
        rows=[
            Row(one, [found for found in near if found.score >= LIKELY])
            for one, near in zip(words, nearest, strict=False)
        ],
        hidden=len(words) - len(asked),
        taught=taught,
        longest=LONGEST_WORD,
        imported=application.store.words.imported(),
    )


async def change(request: Request) -> Response:
    """Teach a word, or forget one."""
    fields = await fields_of(request)
    word, teaching = fields.get("word", ""), application_of(request).teaching
    if fields.get("forget"):
        await run_in_threadpool(teaching.forget, word, BY)
    else:
        await run_in_threadpool(teaching.teach, word, fields.get("code", ""), BY)
    return back_to("/ord")
