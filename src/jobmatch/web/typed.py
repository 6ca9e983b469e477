"""What somebody has typed in a form that has no page to come back to: shown as text, so that it is not lost."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from jobmatch.web.fields import Fields

TYPED: Mapping[str, str] = {
    "bemaerkning": "decide_note",
    "virksomhed": "idea_employer",
    "titel": "idea_work",
    "kontakt": "idea_contact",
    "hvem": "board_who",
    "det": "board_what",
    "frist": "board_due",
    "hvordan": "board_how",
    "navn": "board_network_name",
    "traeffes": "board_network_reach",
    "hensyn": "board_flex_considerations",
    "timer": "hours_title",
    "dag": "from_day",
    "note": "follow_note",
    "ord": "own_words",
    "because": "lead_because",
    "source": "lead_source",
    "word": "words_unknown",
    "code": "words_other",
    "competences": "field_competences",
    "experience": "field_experience",
    "wishes": "field_wishes",
    "vetoes": "field_vetoes",
    "hours_now": "field_hours_now",
    "hours_goal": "field_hours_goal",
    "hours_day_max": "field_hours_day_max",
    "blocked": "field_blocked",
    "postcode": "field_postcode",
    "max_travel_min": "field_max_travel_min",
    "tasks": "own_tasks",
    "deputy": "deputy",
    "contact": "contact",
    "contact_agreement": "contact_agreement",
    "alcohol_rule": "alcohol_rule",
    "dislikes": "dislikes",
}
"""Fields that people write in, and what they are called; a password or a code is none of them."""


def typed_in(request: Request) -> list[tuple[str, str]]:
    """What was written in the form of a request: (what the field is called, the text)."""
    sent: Fields | None = getattr(request.state, "sent", None)
    if sent is None:
        return []
    return [(TYPED[name], text) for name, text in sent.items() if name in TYPED and text.strip()]
