"""*Nyt fra pladserne*: what visits changed for a consultant's citizens."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.needs import NEEDS
from jobmatch.services.workplaces.news import TOLD_FOR, news_for
from jobmatch.web.access import visit_of
from jobmatch.web.liaison.cells import field_label, shown_cell
from jobmatch.web.page import application_of, reader_of, render


def listing(request: Request) -> Response:
    """What was taken down at workplaces in the last two weeks, where it matters to a citizen of the reader."""
    store = application_of(request).store
    visit = visit_of(request)
    consultant = request.query_params.get("konsulent") or None

    def concerns(citizen: Citizen) -> bool:
        return visit.sees(citizen) and (consultant is None or citizen.consultant == consultant)

    news = news_for(store, concerns, datetime.now(UTC))
    visit.saw(sorted({told.citizen.citizen_id for one in news for told in one.told}))
    language = reader_of(request).language
    return render(
        request,
        "liaison/news.html",
        news=news,
        consultant=consultant,
        weeks=TOLD_FOR.days // 7,
        needs=NEEDS,
        told=lambda change: (
            field_label(change.field),
            shown_cell(change.field, change.before, language),
            shown_cell(change.field, change.after, language),
        ),
    )
