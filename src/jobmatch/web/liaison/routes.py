"""Where the liaison's pages are, and what each of them does."""

from __future__ import annotations

from jobmatch.services.access.policy import Action
from jobmatch.web.access import Page
from jobmatch.web.liaison import demand, listing, news, opening, sheet, visit, workplace

ROUTES = [
    Page("/pladser", listing.listing, Action.SEE_PLACEMENTS),
    Page("/pladser/{placement_id:path}", opening.one, Action.SEE_CANDIDATES),
    Page("/arbejdspladser/{placement_id:path}", workplace.one, Action.SEE_WORKPLACES),
    Page("/arbejdspladser/{placement_id:path}", workplace.change, Action.CHANGE_WORKPLACE, ["POST"]),
    Page("/spoergeark/{placement_id:path}", sheet.sheet, Action.SEE_WORKPLACES),
    Page("/besoeg/{placement_id:path}", visit.form, Action.CHANGE_PLACEMENT),
    Page("/besoeg/{placement_id:path}", visit.save, Action.CHANGE_PLACEMENT, ["POST"]),
    Page("/efterspoergsel", demand.listing, Action.SEE_DEMAND),
    Page("/nyt-fra-pladserne", news.listing, Action.SEE_CHANGES),
]
