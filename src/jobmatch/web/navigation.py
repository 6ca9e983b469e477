"""Where one can go from every page, by what one may do."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.services.access.policy import Action
from jobmatch.services.access.visit import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """One way in the menu."""

    address: str
    label: str
    action: Action
    """What one must be allowed to do to be shown the way."""


ENTRIES = (
    Entry("/min-side", "own_page", Action.SEE_OWN_PAGE),
    Entry("/mine-forslag", "own_proposals", Action.SEE_OWN_PAGE),
    Entry("/min-tavle", "own_board", Action.SEE_OWN_PAGE),
    Entry("/mine-data", "own_data", Action.SEE_OWN_PAGE),
    Entry("/borgere", "citizens", Action.SEE_CITIZENS),
    Entry("/pladser", "placements", Action.SEE_PLACEMENTS),
    Entry("/nyt-fra-pladserne", "news", Action.SEE_CHANGES),
    Entry("/efterspoergsel", "demand", Action.SEE_DEMAND),
    Entry("/leder", "lead_team", Action.SEE_FIGURES),
    Entry("/regler", "rules", Action.SEE_RULES),
    Entry("/ord", "words", Action.SEE_WORDS),
    Entry("/log", "log", Action.SEE_LOG),
)
"""The menu in its order: the day's work first, what one looks up last."""


def entries_for(visit: Visit) -> list[Entry]:
    """The ways that this viewer may go."""
    return [entry for entry in ENTRIES if visit.may(entry.action)]
