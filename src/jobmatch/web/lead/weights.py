"""New weights are proposed here; they change nothing before somebody else approves them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.errors import BadInput, Text
from jobmatch.services.governance.weights import TOTAL, maxima_of, thousands
from jobmatch.web.access import viewer_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, render


def form(request: Request) -> Response:
    """Today's weights, with why each is what it is."""
    return _shown(request, {}, "")


async def propose(request: Request) -> Response:
    """Keep the proposal, and show what it would move."""
    fields = await fields_of(request)
    because = fields.get("because", "")
    written = {name: fields[name].strip() for name in _maxima(request) if name in fields}
    wrong = {name: _NUMBER for name, text in written.items() if not text.isdecimal() or len(text) > 5}
    if wrong:
        return _shown(request, written, because, wrong=wrong, status=422)
    try:
        maxima = {name: int(text) for name, text in written.items()}
        proposal = application_of(request).governing.propose_weights(maxima, because, viewer_of(request))
    except BadInput as fault:
        return _shown(request, written, because, said=fault.text, status=422)
    return back_to(f"/leder/aendringer/{proposal.number}", done="proposed")


def _maxima(request: Request) -> dict[str, int]:
    return maxima_of(application_of(request).in_force.document())


def _shown(
    request: Request,
    written: dict[str, str],
    because: str,
    wrong: dict[str, Text] | None = None,
    said: Text | None = None,
    status: int = 200,
) -> Response:
    governing, document = application_of(request).governing, application_of(request).in_force.document()
    maxima = maxima_of(document)
    rows = [
        {
            "name": name,
            "title": governing.titles()[name],
            "now": most,
            "written": written.get(name, str(most)),
            "because": document["factors"][name]["because"],
        }
        for name, most in sorted(maxima.items(), key=lambda pair: -pair[1])
    ]
    return render(
        request,
        "lead/weights.html",
        status=status,
        rows=rows,
        total=thousands(TOTAL),
        model=document["name"],
        because=because,
        wrong=wrong or {},
        said=said,
    )


_NUMBER = Text("Skriv et helt tal fra 0 og op.", "Write a whole number, 0 or more.")
