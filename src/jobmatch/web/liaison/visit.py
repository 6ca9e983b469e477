"""The form for a phone at the workplace: what was asked for first, then everything else."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.need_groups import NEED_GROUPS
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.workplace import CONTACT_KIND
from jobmatch.errors import Text
from jobmatch.services.workplaces.answers import AnsweredTwice, Cells, Unusable
from jobmatch.services.workplaces.asking import settled_by_column
from jobmatch.services.workplaces.visiting import Answers, Known
from jobmatch.web.access import viewer_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.liaison.cells import shown_cell
from jobmatch.web.liaison.fields import cells_from
from jobmatch.web.page import application_of, reader_of, render

ALCOHOL = "rusfri"
"""Asked beside the workplace's own rule on alcohol."""
_CLASH = Text(
    "{by} skrev: {theirs}. Du skrev: {mine}. Vælg det, der passer.",
    "{by} wrote: {theirs}. You wrote: {mine}. Choose what is right.",
)


def form(request: Request) -> Response:
    """The empty form over what is known."""
    known = application_of(request).workplaces.visiting.known(request.path_params["placement_id"])
    return _form(request, known, known.cells)


async def save(request: Request) -> Response:
    """Save what was taken down; show it again when something cannot be used or two people answered at once."""
    sent = await fields_of(request)
    return await run_in_threadpool(_save, request, sent)


def _save(request: Request, sent: Mapping[str, str]) -> Response:
    application = application_of(request)
    visiting = application.workplaces.visiting
    placement_id = request.path_params["placement_id"]
    seen = visiting.seen(placement_id, sent.get("version", ""))
    answers = Answers(
        cells=cells_from(sent, seen.cells),
        seen=sent.get("version", ""),
        kind=sent["kind"] if sent.get("kind") in CONTACT_KIND else "besoeg",
        confirmed="partial" not in sent,
    )
    try:
        saved = visiting.save(placement_id, answers, viewer_of(request).name)
    except Unusable as fault:
        return _form(request, seen, {**seen.cells, **answers.cells}, fault.wrong, sent, status=422)
    except AnsweredTwice as fault:
        wrong = {one.field: _clash(request, fault.by, one.theirs, one.mine, one.field) for one in fault.clashes}
        now = visiting.known(placement_id)
        return _form(request, now, fault.kept, wrong, sent, status=409, said=fault.text)
    site = application.workplaces.site(placement_id)
    done = "visit_both" if saved.others else "visit"
    return back_to(f"/arbejdspladser/{quote(site.head.placement_id, safe='')}?besoeg={saved.number}", done=done)


def _clash(request: Request, by: str, theirs: str, mine: str, field: str) -> Text:
    """Both answers side by side, as each language writes them."""
    in_both = {
        language: {"theirs": shown_cell(field, theirs, language), "mine": shown_cell(field, mine, language)}
        for language in ("da", "en")
    }
    return Text(_CLASH.da.format(by=by, **in_both["da"]), _CLASH.en.format(by=by, **in_both["en"]))


def _form(
    request: Request,
    known: Known,
    cells: Cells,
    wrong: Mapping[str, Text] | None = None,
    sent: Mapping[str, str] | None = None,
    status: int = 200,
    said: Text | None = None,
) -> Response:
    reader = reader_of(request)
    desk = application_of(request).workplaces
    site = desk.site(known.placement.placement_id)
    asked = desk.sheet(known.placement, with_openers=False).asked if _may_score(request) else None
    first = [question for question in asked.questions if not question.partly] if asked else []
    codes_first = [question.need.code for question in first]
    settled = [code for code in NEEDS if settled_by_column(known.placement, code)]
    groups = [
        (title, [NEEDS[code] for code in codes if code not in (*codes_first, *settled, ALCOHOL)])
        for title, codes in NEED_GROUPS.values()
    ]
    return render(
        request,
        "liaison/visit.html",
        status=status,
        known=known,
        placement=known.placement,
        site=site,
        marks=desk.marks([site])[site.key],
        cells=cells,
        wrong=wrong or {},
        said=said,
        asked_first=first,
        groups=groups,
        alcohol=NEEDS[ALCOHOL] if ALCOHOL not in codes_first else None,
        settled=[reader.text(NEEDS[code].label) for code in settled],
        unanswered=[code for code in NEEDS if cells[f"offer:{code}"] == "ukendt"],
        wrong_codes=[field.removeprefix("offer:") for field in wrong or ()],
        kind_options=[(code, reader.text(name)) for code, name in CONTACT_KIND.items()],
        kind=(sent or {}).get("kind", "besoeg"),
        partial="partial" in (sent or {}),
    )


def _may_score(request: Request) -> bool:
    settings = application_of(request).settings
    return not settings.operation or bool(settings.purpose.strip() and settings.legal_basis.strip())
