"""Where the team lead's pages are, and what each of them does."""

from __future__ import annotations

from jobmatch.services.access.policy import Action
from jobmatch.web.access import Page
from jobmatch.web.lead import council, models, proposals, rule_form, team, weights

ROUTES = [
    Page("/leder", team.overview, Action.SEE_FIGURES),
    Page("/leder/tal", council.printed, Action.SEE_FIGURES),
    Page("/leder/tal.csv", council.as_file, Action.SEE_FIGURES),
    Page("/leder/aendringer", proposals.listing, Action.GOVERN),
    Page("/leder/aendringer/{number:number}", proposals.one, Action.GOVERN),
    Page("/leder/aendringer/{number:number}", proposals.answer, Action.GOVERN, ["POST"]),
    Page("/leder/modeller", models.listing, Action.GOVERN),
    Page("/leder/modeller", models.roll_back, Action.GOVERN, ["POST"]),
    Page("/leder/modeller/{name}", models.one, Action.GOVERN),
    Page("/leder/modeller/{name}", models.promote, Action.GOVERN, ["POST"]),
    Page("/leder/vaegte", weights.form, Action.GOVERN),
    Page("/leder/vaegte", weights.propose, Action.GOVERN, ["POST"]),
    Page("/leder/regler/{rule_id}/{part:number}", rule_form.form, Action.GOVERN),
    Page("/leder/regler/{rule_id}/{part:number}", rule_form.propose, Action.GOVERN, ["POST"]),
]
