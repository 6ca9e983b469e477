"""Labels of the question sheet and of the form that is filled in at a workplace."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # the question sheet
    "sheet": Text("Spørgeark", "Question sheet"),
    "fits_now": Text("Kan i dag passe til {count} borgere.", "Could suit {count} citizens today."),
    "fits_now_few": Text("Kan i dag passe til få borgere.", "Could suit a few citizens today."),
    "sheet_facts": Text("Det mangler vi om pladsen", "What we lack about the placement"),
    "fact_contact": Text(
        "Hvem er den faste kontaktperson, og hvem træder til, når den person er væk?",
        "Who is the fixed contact, and who steps in when that person is away?",
    ),
    "fact_min_hours": Text(
        "Hvor få timer kan man starte med om ugen, og hvor kort må en dag være?",
        "How few hours a week can one start with, and how short may a day be?",
    ),
    "fact_days": Text(
        "Hvilke dage og på hvilke tider kan arbejdet ligge?", "On which days and at what times can the work be done?"
    ),
    "fact_tasks": Text("Hvilke opgaver er der?", "What are the tasks?"),
    "fact_ordinary_staff": Text(
        "Hvor mange er ansat på almindelige vilkår, og hvor mange er der med støtte nu?",
        "How many are in ordinary jobs, and how many are there with support now?",
    ),
    "sheet_needs": Text("Det vil borgere gerne vide", "What citizens want to know"),
    "must_state": Text("Få med: {what}", "Get: {what}"),
    "sheet_openers": Text("Det ville åbne for flere", "What would open it for more"),
    "sheet_openers_note": Text(
        "Hver ændring er regnet efter, én ad gangen.", "Each change has been calculated again, one at a time."
    ),
    "opens_few": Text("Få borgere mere", "A few more citizens"),
    "opens_many": Text("{count} borgere mere", "{count} more citizens"),
    "before_after": Text("(fra {before} til {after})", "(from {before} to {after})"),
    "sheet_known": Text("Det ved vi allerede ({count})", "What we know already ({count})"),
    "sheet_privacy": Text(
        "Arket nævner ingen borgere. Sig aldrig, hvem et spørgsmål handler om.",
        "The sheet names no citizen. Never say whom a question is about.",
    ),
    "ratio_title": Text("Hvor mange må være her med støtte?", "How many may be here with support?"),
    "ratio_staff": Text("{count} på almindelige vilkår", "{count} in ordinary jobs"),
    "ratio_allowed": Text("{count} må være her med støtte", "{count} may be here with support"),
    "ratio_now": Text("{count} er her nu", "{count} are here now"),
    "ratio_room": Text("Plads til {count} mere", "Room for {count} more"),
    "ratio_room_one": Text("Plads til 1 mere", "Room for 1 more"),
    "ratio_full": Text("Ikke plads til flere med støtte lige nu", "No room for more with support right now"),
    "ratio_ask_now": Text("Spørg, hvor mange der er her med støtte nu", "Ask how many are here with support now"),
    "ratio_conflict": Text(
        "Pladserne på P-nummeret har ikke de samme tal. Det nyeste er brugt.",
        "The placements of the p-number give different numbers. The newest is used.",
    ),
    "ratio_old": Text("Tallene er fra {day}. Spørg igen.", "The numbers are from {day}. Ask again."),
    "ratio_undated": Text(
        "Vi ved ikke, hvor gamle tallene er. Spørg igen.", "The age of the numbers is not known. Ask again."
    ),
    "ratio_how": Text(
        "1 for hver {each} ansatte op til {up_to}, derefter 1 for hver {above}. Altid mindst {least}.",
        "1 for each {each} staff up to {up_to}, then 1 for each {above}. Always at least {least}.",
    ),
    "ratio_p_number": Text("Regnet for P-nummer {number}.", "Counted for p-number {number}."),
    "ratio_no_p_number": Text(
        "P-nummeret kender vi ikke, så kun denne plads er talt med.",
        "The p-number is not known, so this placement alone is counted.",
    ),
    "ratio_from": Text("Tal fra {day}.", "Numbers from {day}."),
    "notes_title": Text("Tal også om reglerne", "Talk about the rules too"),
    # the form at the workplace
    "visit_privacy": Text(
        "Skriv kun om stedet. Nævn ingen borgere, heller ikke her.", "Write about the place alone. Name no citizen."
    ),
    "visit_first": Text("Spørg om det her først", "Ask this first"),
    "visit_first_note": Text("Det venter borgere på at få at vide.", "Citizens are waiting to know this."),
    "visit_pattern": Text("Timer og dage", "Hours and days"),
    "visit_pattern_note": Text(
        "Det mindste, der kan lade sig gøre her. Lad et felt stå tomt, når I ikke ved det.",
        "The least that can work here. Leave a field empty when it is not known.",
    ),
    "visit_work": Text("Arbejdet", "The work"),
    "visit_people": Text("Kontakt og bemanding", "Contact and staff"),
    "visit_alcohol": Text("Alkohol", "Alcohol"),
    "visit_open": Text("{count} uden svar", "{count} without an answer"),
    "visit_all_answered": Text("alle har svar", "all answered"),
    "visit_settled": Text(
        "Svaret på {what} følger af timerne, kravene og adressen.",
        "The answer to {what} follows from the hours, the requirements and the address.",
    ),
    "visit_end": Text("Gem", "Save"),
    "visit_kind": Text("Hvordan talte I sammen?", "How did you talk?"),
    "visit_partial": Text("Vi nåede kun noget af det", "We did only some of it"),
    "visit_partial_hint": Text(
        "Så beholder resten sin gamle dato. Ellers står alt som bekræftet i dag.",
        "Then the rest keeps its old date. Otherwise everything counts as confirmed today.",
    ),
    "visit_save": Text("Gem svarene", "Save the answers"),
    "visit_clash_title": Text("To har skrevet på samme tid", "Two people wrote at the same time"),
    "visit_wrong_title": Text("Intet er gemt endnu", "Nothing is saved yet"),
    "visit_wrong": Text(
        "Ret de felter, der har en bemærkning. Alt det andet står, som du skrev det.",
        "Correct the fields that have a remark. Everything else stands as you wrote it.",
    ),
    "ask_field_min_hours": Text("Færrest timer om ugen", "Fewest hours a week"),
    "ask_field_max_hours": Text("Flest timer om ugen", "Most hours a week"),
    "ask_field_min_hours_day": Text("Korteste dag i timer", "Shortest day in hours"),
    "ask_field_days": Text("Dage, der kan arbejdes", "Days when work can be done"),
    "ask_field_earliest": Text("Tidligst fra kl.", "From, at the earliest"),
    "ask_field_latest": Text("Senest til kl.", "Until, at the latest"),
    "ask_field_slots": Text("Hvor mange på én gang", "How many at a time"),
    "ask_field_mentor_hours": Text("Mentortimer om ugen", "Mentor hours a week"),
    "ask_field_tasks": Text("Opgaver", "Tasks"),
    "ask_field_tasks_hint": Text("En opgave på hver linje.", "One task a line."),
    "ask_field_dislikes": Text("Hvad vil de helst undgå?", "What would they rather avoid?"),
    "ask_field_dislikes_hint": Text(
        "Om forløb og aftaler, for eksempel: aldrig to nye på én gang. Aldrig om en borger.",
        "About courses and agreements, for example: never two new people at once. Never about a citizen.",
    ),
    "ask_field_contact": Text("Fast kontaktperson", "Fixed contact"),
    "ask_field_deputy": Text("Afløser, når den person er væk", "Deputy when that person is away"),
    "ask_field_contact_agreement": Text("Hvordan vil de kontaktes?", "How do they want to be contacted?"),
    "ask_field_contact_agreement_hint": Text(
        "For eksempel: ring tirsdag formiddag.", "For example: call on Tuesday mornings."
    ),
    "ask_field_ordinary_staff": Text("Ansatte på almindelige vilkår", "Staff in ordinary jobs"),
    "ask_field_ordinary_staff_hint": Text(
        "Snit af de sidste 4 måneder, uden unge under 18.", "Average of the last 4 months, without staff under 18."
    ),
    "ask_field_supported_now": Text("I praktik eller løntilskud nu", "There with support now"),
    "ask_field_alcohol_rule": Text("Hvad er stedets regler om alkohol?", "What are the workplace's rules on alcohol?"),
    "ask_field_alcohol_rule_hint": Text(
        "Stedets egne ord, for eksempel: ingen alkohol i arbejdstiden, øl til sommerfesten.",
        "In the workplace's own words, for example: no alcohol at work, beer at the summer party.",
    ),
    "done_visit": Text("Svarene er gemt.", "The answers are saved."),
    "done_visit_both": Text(
        "Svarene er gemt. En anden gemte, mens du skrev: begges svar står her.",
        "The answers are saved. Somebody else saved while you were writing: the answers of both are here.",
    ),
    "done_talked": Text("Kontakten er skrevet ned.", "The contact is written down."),
    "done_rest": Text("Arbejdspladsen har pause.", "The workplace is on pause."),
    "done_rest_over": Text("Pausen er slut.", "The pause is over."),
    "done_planned": Text("Besøget er skrevet op.", "The visit is planned."),
    "done_unplanned": Text("Besøget er taget af listen.", "The visit is taken off the list."),
}
