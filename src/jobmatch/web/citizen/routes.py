"""The addresses of the citizen's own pages: never a citizen's id in them."""

from __future__ import annotations

from jobmatch.services.access.policy import Action
from jobmatch.web.access import Page
from jobmatch.web.citizen import board, correcting, data, overview, proposals

_SEE, _SAY = Action.SEE_OWN_PAGE, Action.CHANGE_OWN_PAGE

ROUTES = [
    Page("/min-side", overview.show, _SEE),
    Page("/min-side/ret/{part}", correcting.FORM.show, _SEE),
    Page("/min-side/ret/{part}", correcting.FORM.save, _SAY, ["POST"]),
    Page("/mine-forslag", proposals.listing, _SEE),
    Page("/mine-forslag/{shown:number}/{placement_id:path}", proposals.why, _SEE),
    Page("/mine-forslag", proposals.answer, _SAY, ["POST"]),
    Page("/min-tavle", board.show, _SEE),
    Page("/min-tavle", board.say, _SAY, ["POST"]),
    Page("/mine-data", data.show, _SEE),
    Page("/mine-data/hent", data.download, _SEE),
]
