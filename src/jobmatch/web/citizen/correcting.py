"""Correcting what is known: what she can, wants and needs, what may be told, her hours, and how far she goes."""

from __future__ import annotations

from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.record_form import RecordForm

FORM = RecordForm(
    parts={
        "kan": ("competences", "experience"),
        "vil": ("wishes", "vetoes"),
        "behov": ("needs", "may_disclose"),
        "timer": (
            "hours_now", "hours_certainty", "hours_goal", "hours_day_max", "days", "earliest", "latest", "blocked",
        ),
        "rejse": ("postcode", "transport", "max_travel_min", "licences"),
    },
    template="citizen/correct_{part}.html",
    stored_of=own_of,
    frame_of=lambda request, citizen: frame_of(citizen),
    address_of=lambda citizen: "/min-side",
    done="own_saved",
)  # fmt: skip
"""Everything that she knows better than anybody."""
