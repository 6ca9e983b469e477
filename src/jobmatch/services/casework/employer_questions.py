"""Questions for a workplace about one citizen: only what may be told, phrased as arrangements."""

from __future__ import annotations

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.services.casework.disclosed import answer_to, may_be_told
from jobmatch.services.casework.text_lines import Lines

SETTLED_ELSEWHERE = ("kort_transport",)
"""Needs that no answer of a workplace settles."""


def employer_questions(citizen: Citizen, placement: Placement) -> Text:
    """What to ask the workplace before a start, and what would be arranged."""
    lines = Lines()
    name = placement.title or placement.placement_id
    whom = f" til {placement.contact}" if placement.contact else ""
    to = f" for {placement.contact}" if placement.contact else ""
    lines.add(f"Spørgsmål{whom} om pladsen som {name}", f"Questions{to} about the placement as {name}")
    lines.blank()
    needs = [need for need in may_be_told(citizen) if need.code not in SETTLED_ELSEWHERE]
    lines.list(
        Text("Vi vil gerne aftale, at den, der kommer:", "We would like to agree that the person who comes:"),
        [need.arrangement for need in needs],
    )
    asked = [need.ask for need in needs if answer_to(placement, need) != "ja"]
    lines.list(Text("Derfor spørger vi:", "So we ask:"), asked)
    lines.list(Text("Det spørger vi alle om:", "We ask everybody:"), list(_everybody(placement)))
    lines.blank()
    lines.add(
        "Vi aftaler timerne, så de kan sættes op eller ned undervejs, og ringer efter 1, 4, 8 og 13 uger.",
        "We agree on hours that can go up or down along the way, and call after 1, 4, 8 and 13 weeks.",
    )
    return lines.as_text()


def _everybody(placement: Placement) -> list[Text]:
    """What is asked whoever comes: it tells nothing about anybody."""
    found = [
        Text(
            "Hvem er fast kontakt til daglig, og hvem træder til, når den person er væk?",
            "Who is the contact from day to day, and who steps in when that person is away?",
        )
    ]
    if placement.min_hours is None or placement.min_hours_day is None:
        found.append(
            Text(
                "Hvad er det mindste antal timer om ugen og om dagen, der giver mening hos jer?",
                "What is the smallest number of hours a week and a day that makes sense for you?",
            )
        )
    if placement.max_hours is None:
        found.append(
            Text("Hvor mange timer om ugen kan det vokse til?", "How many hours a week can it grow to?"),
        )
    if placement.ordinary_staff is None or placement.supported_now is None:
        found.append(
            Text(
                "Hvor mange er ansat på almindelige vilkår, og hvor mange er hos jer med støtte nu?",
                "How many are in ordinary jobs, and how many are with you with support now?",
            )
        )
    found.append(
        Text(
            "Er der udsigt til lønnede timer, hvis det går godt?",
            "Is there a prospect of paid hours if it goes well?",
        )
    )
    return found
