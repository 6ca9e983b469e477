"""The council's figures: a page to print and a file for a spreadsheet."""

from __future__ import annotations

import csv
import io

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.exchange.neutral import neutralise
from jobmatch.services.figures.council import table
from jobmatch.web.lead.team import figures_of, weeks_of
from jobmatch.web.page import HEADERS, reader_of, render


def printed(request: Request) -> Response:
    """The table on one page, without anything that paper cannot use."""
    figures = figures_of(request)
    return render(request, "lead/council.html", figures=figures, lines=table(figures), weeks=weeks_of(request))


def as_file(request: Request) -> Response:
    """The same table as CSV, the Danish way: semicolons, and a mark that says it is UTF-8."""
    figures, reader = figures_of(request), reader_of(request)
    before = figures.period.before()
    spans = [f"{span.first:%d-%m-%Y} – {span.last:%d-%m-%Y}" for span in (figures.period, before)]
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow([reader.label("figure"), *spans])
    for line in table(figures):
        rows.writerow([neutralise(reader.text(text)) for text in (line.label, line.now, line.before)])
    name = f"jobmatch-tal-{figures.period.last.isoformat()}.csv"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
