"""What people call the fields of a citizen and a placement, as words in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text

CITIZEN: Mapping[str, Text] = {
    "citizen_id": Text("nummer", "number"),
    "display_name": Text("kaldenavn", "display name"),
    "team": Text("team", "team"),
    "consultant": Text("konsulent", "consultant"),
    "target_group": Text("målgruppe", "target group"),
    "status": Text("status", "status"),
    "competences": Text("kompetencer", "competences"),
    "experience": Text("fortælling", "story"),
    "wishes": Text("ønsker", "wishes"),
    "vetoes": Text("fravalg", "what is not wanted"),
    "hours_now": Text("timer nu", "hours now"),
    "hours_certainty": Text("hvor sikre timerne er", "how certain the hours are"),
    "effective_share": Text("effektiv del af timen", "effective part of an hour"),
    "hours_goal": Text("mål for timer", "goal for hours"),
    "hours_day_max": Text("længste dag", "longest day"),
    "days": Text("dage", "days"),
    "earliest": Text("tidligste mødetid", "earliest start"),
    "latest": Text("seneste sluttid", "latest end"),
    "blocked": Text("faste aftaler", "fixed times taken"),
    "postcode": Text("postnummer", "postcode"),
    "transport": Text("transport", "means of travel"),
    "max_travel_min": Text("længste rejsetid", "longest journey"),
    "licences": Text("kørekort og beviser", "licences"),
    "needs": Text("behov", "needs"),
    "may_disclose": Text("hvad der må oplyses", "what may be told"),
    "capacity_date": Text("seneste samtale om timer og behov", "latest talk about hours and needs"),
    "under_18": Text("under 18", "under 18"),
}
PLACEMENT: Mapping[str, Text] = {
    "placement_id": Text("nummer", "number"),
    "employer": Text("virksomhed", "workplace"),
    "cvr": Text("CVR-nummer", "company number"),
    "p_number": Text("P-nummer", "p-number"),
    "industry": Text("branche", "industry"),
    "title": Text("titel", "title"),
    "tasks": Text("opgaver", "tasks"),
    "measures": Text("ordninger", "measures"),
    "requires": Text("krav fra dag et", "what is needed from day one"),
    "nice_to_have": Text("hvad der er godt at kunne", "what is good to know"),
    "min_hours": Text("færrest timer om ugen", "fewest hours a week"),
    "max_hours": Text("flest timer om ugen", "most hours a week"),
    "min_hours_day": Text("korteste dag", "shortest day"),
    "days": Text("dage", "days"),
    "earliest": Text("tidligste mødetid", "earliest start"),
    "latest": Text("seneste sluttid", "latest end"),
    "postcode": Text("postnummer", "postcode"),
    "address": Text("adresse", "address"),
    "slots": Text("antal pladser", "number of places"),
    "offers": Text("svar på behov", "answers to needs"),
    "mentor_hours": Text("mentortimer", "mentor hours"),
    "ordinary_staff": Text("ansatte på almindelige vilkår", "staff in ordinary jobs"),
    "supported_now": Text("ansatte med støtte nu", "people there with support now"),
    "contact": Text("kontaktperson", "contact"),
    "available_from": Text("første dag", "first day"),
    "available_to": Text("sidste dag", "last day"),
    "weeks": Text("varighed", "length"),
    "updated": Text("seneste bekræftelse", "latest confirmation"),
}
EITHER: Mapping[str, Text] = {**PLACEMENT, **CITIZEN}
"""By a field of either; where both have it, it is called the same."""


def words_of(record: type[Citizen] | type[Placement], name: str) -> Text:
    """What a field is called."""
    return (CITIZEN if record is Citizen else PLACEMENT)[name]
