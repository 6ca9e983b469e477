"""Labels of the liaison's pages."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    "placements_intro": Text(
        "Arbejdspladser, der har sagt ja til at tage nogen ind.", "Workplaces that have said yes to taking somebody in."
    ),
    "search": Text("Søg på titel, arbejdsplads eller by", "Search title, workplace or town"),
    "search_do": Text("Søg", "Search"),
    "search_all": Text("Vis alle", "Show all"),
    "found_none_title": Text("Vi fandt ingen pladser", "We found no placements"),
    "found_none": Text("Prøv et kortere ord, eller en by i nærheden.", "Try a shorter word, or a town nearby."),
    "no_placements_title": Text("Her er ingen pladser endnu", "No placements here yet"),
    "no_placements": Text(
        "Hent filen med pladser ind, så står de her.", "Import the file of placements and they appear."
    ),
    "place": Text("Sted", "Place"),
    "hours_range": Text("{least} til {most} timer", "{least} to {most} hours"),
    "hours_a_week": Text("{hours} om ugen", "{hours} a week"),
    "hours_from": Text("fra {least} timer", "from {least} hours"),
    "hours_up_to": Text("op til {most} timer", "up to {most} hours"),
    "updated": Text("Opdateret", "Updated"),
    "stale": Text("Ring og hør, om det stadig passer", "Call and ask whether it still holds"),
    "measures": Text("Kan bruges til", "Can be used for"),
    "slots": Text("Pladser i alt", "Places in all"),
    "tasks": Text("Opgaver", "Tasks"),
    "requires": Text("Skal kunne fra dag et", "Needed from day one"),
    "nice_to_have": Text("Kan læres her", "Can be learned here"),
    "open_period": Text("Åben", "Open"),
    "open_from": Text("fra {day}", "from {day}"),
    "open_to": Text("til {day}", "until {day}"),
    "contact": Text("Kontaktperson", "Contact"),
    "staff": Text("Ansatte og støttede", "Staff and supported"),
    "staff_counts": Text(
        "{staff} i ordinære job, {supported} med støtte", "{staff} in ordinary jobs, {supported} with support"
    ),
    "staff_only": Text("{staff} i ordinære job", "{staff} in ordinary jobs"),
    "mentor_hours": Text("Mentor", "Mentor"),
    "mentor_amount": Text("{count} timer om ugen", "{count} hours a week"),
    "offered": Text("Det tilbyder stedet", "What the place offers"),
    "answer_ja": Text("Ja", "Yes"),
    "answer_delvist": Text("Delvist", "In part"),
    "answer_nej": Text("Nej", "No"),
    "answer_ukendt": Text("Skal spørges", "To be asked"),
    "offered_note": Text("Alt andet ved vi ikke endnu.", "Everything else is not known yet."),
    "week_of_place": Text(
        "Ugen: lyse felter er, hvornår der kan arbejdes.", "The week: light is when work can be done."
    ),
    "candidates": Text("Hvem kan det passe til?", "Whom could it suit?"),
    "candidates_note": Text(
        "Uden navne, og kun med det, borgeren har sagt ja til at fortælle. Tal med konsulenten først.",
        "Without names, and only with what the citizen has agreed to tell. Talk with the consultant first.",
    ),
    "no_candidates_title": Text("Ingen borgere passer lige nu", "No citizen fits right now"),
    "no_candidates": Text(
        "Færre timer, kortere dage eller et svar på et åbent spørgsmål kan gøre en forskel.",
        "Fewer hours, shorter days or an answer to an open question can make a difference.",
    ),
    "citizen_number": Text("Borger {number}", "Citizen {number}"),
}
