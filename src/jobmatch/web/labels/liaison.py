"""Labels of the liaison's pages."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # the list of workplaces
    "placements_intro": Text(
        "Arbejdspladser, der har sagt ja til at tage nogen ind. Øverst står dem, hvor et besøg giver mest.",
        "Workplaces that have said yes to taking somebody in. Those where a visit gives most stand first.",
    ),
    "search": Text("Søg på titel, arbejdsplads eller by", "Search title, workplace or town"),
    "search_do": Text("Søg", "Search"),
    "search_all": Text("Vis alle", "Show all"),
    "filter": Text("Vælg, hvad der vises", "Choose what is shown"),
    "filter_alle": Text("Alle", "All"),
    "filter_spoergsmaal": Text("Åbne spørgsmål", "Open questions"),
    "filter_gamle": Text("Gamle oplysninger", "Old facts"),
    "filter_besoeg": Text("Aftalte besøg", "Planned visits"),
    "filter_pause": Text("På pause", "On pause"),
    "filter_none": Text(
        "Der er ingen arbejdspladser under det valg lige nu.", "No workplace is under that choice now."
    ),
    "found_none_title": Text("Vi fandt ingen pladser", "We found no placements"),
    "found_none": Text("Prøv et kortere ord, eller en by i nærheden.", "Try a shorter word, or a town nearby."),
    "no_placements_title": Text("Her er ingen pladser endnu", "No placements here yet"),
    "no_placements": Text(
        "Hent filen med pladser ind, så står de her.", "Import the file of placements and they appear."
    ),
    "page_before": Text("Tilbage", "Back"),
    "known_from": Text("bekræftet {day}", "confirmed {day}"),
    "open_questions": Text("Det vil borgere gerne vide", "What citizens want to know"),
    "open_questions_note": Text(
        "Talt op for dem, pladsen kan passe til, og kun med det, de har sagt ja til at fortælle.",
        "Counted over those whom the placement could suit, and only with what they have agreed to tell.",
    ),
    "waits_one": Text("1 borger", "1 citizen"),
    "waits_many": Text("{count} borgere", "{count} citizens"),
    "said_partly": Text("De har svaret delvist: hør, hvor meget", "They answered in part: ask how much"),
    "more_questions": Text("og {count} spørgsmål mere", "and {count} more questions"),
    "nothing_to_ask": Text("Ingen åbne spørgsmål.", "No open questions."),
    "last_contact": Text("Sidste kontakt {day}", "Last contact {day}"),
    "last_contact_title": Text("Sidste kontakt", "Last contact"),
    "soon_title": Text("Besøg i den kommende uge", "Visits in the coming week"),
    "visit_passed": Text("Dagen er gået", "The day has passed"),
    "paused_until": Text("Pause til og med {day}", "On pause until {day}"),
    "asked_often": Text("Spurgt {count} gange på {days} dage", "Asked {count} times in {days} days"),
    "visit_on": Text("Besøg {day}", "Visit {day}"),
    "pause_title": Text("Arbejdspladsen har pause til og med {day}", "The workplace is on pause until {day}"),
    "pause_text": Text(
        "Kontakt den ikke før. Borgerne kan stadig se pladserne, så ingen mister en mulighed.",
        "Do not contact it before then. Citizens still see its placements, so that nobody loses a possibility.",
    ),
    "cap_title": Text(
        "Arbejdspladsen er spurgt {count} gange på {days} dage", "The workplace was asked {count} times in {days} days"
    ),
    "cap_text": Text(
        "Vent lidt, eller tal med en kollega først. Det er et råd, ikke en spærring.",
        "Wait a little, or talk with a colleague first. This is advice, not a stop.",
    ),
    # one opening
    "place": Text("Sted", "Place"),
    "hours_range": Text("{least} til {most} timer om ugen", "{least} to {most} hours a week"),
    "hours_from": Text("fra {least} timer om ugen", "from {least} hours a week"),
    "hours_up_to": Text("op til {most} timer om ugen", "up to {most} hours a week"),
    "hours_not_known": Text("timerne kender vi ikke", "hours not known"),
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
    "deputy": Text("Afløser", "Deputy"),
    "contact_agreement": Text("Sådan vil de kontaktes", "How they want to be contacted"),
    "alcohol_rule": Text("Regler om alkohol", "Rules on alcohol"),
    "dislikes": Text("Vil helst undgå", "Would rather avoid"),
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
    "answer_unknown": Text("Ved ikke", "Not known"),
    "offered_note": Text("Alt andet ved vi ikke endnu.", "Everything else is not known yet."),
    "week_of_place": Text(
        "Ugen: lyse felter er, hvornår der kan arbejdes.", "The week: light is when work can be done."
    ),
    "candidates": Text("Hvem kan det passe til?", "Whom could it suit?"),
    "candidates_note": Text(
        "Uden navne, og kun med det, borgeren har sagt ja til at fortælle. Tal med konsulenten først.",
        "Without names, and only with what the citizen has agreed to tell. Talk with the consultant first.",
    ),
    "candidates_first": Text("De første {shown} af {count}.", "The first {shown} of {count}."),
    "no_candidates_title": Text("Ingen borgere passer lige nu", "No citizen fits right now"),
    "no_candidates": Text(
        "Færre timer, kortere dage eller et svar på et åbent spørgsmål kan gøre en forskel.",
        "Fewer hours, shorter days or an answer to an open question can make a difference.",
    ),
    "citizen_number": Text("Borger {number}", "Citizen {number}"),
    "write_answers": Text("Skriv svar ned", "Write answers down"),
    # the question sheet
    "sheet": Text("Spørgeark", "Question sheet"),
    "fits_now": Text("Kan i dag passe til {count} borgere.", "Could suit {count} citizens today."),
    "fits_now_one": Text("Kan i dag passe til 1 borger.", "Could suit 1 citizen today."),
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
    "opens_one": Text("1 borger mere", "1 more citizen"),
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
    "done_contact": Text("Kontakten er skrevet ned.", "The contact is written down."),
    "done_pause": Text("Arbejdspladsen har pause.", "The workplace is on pause."),
    "done_pause_over": Text("Pausen er slut.", "The pause is over."),
    "done_planned": Text("Besøget er skrevet op.", "The visit is planned."),
    "done_unplanned": Text("Besøget er taget af listen.", "The visit is taken off the list."),
    # one workplace
    "saved_title": Text("Tak. {place} er opdateret", "Thank you. {place} is updated"),
    "saved_fits": Text(
        "Pladsen kunne før passe til {before} borgere og kan nu passe til {after}.",
        "The placement could suit {before} citizens before and can suit {after} now.",
    ),
    "saved_same": Text(
        "Pladsen kan passe til {count} borgere, som før. Rækkefølgen kan være ny.",
        "The placement can suit {count} citizens, as before. The order may be new.",
    ),
    "saved_told": Text(
        "Forslagene er regnet på ny, og konsulenterne kan se, hvad det ændrer for deres borgere.",
        "The proposals are calculated anew, and consultants can see what it changes for their citizens.",
    ),
    "openings": Text("Pladser her", "Placements here"),
    "waiting_title": Text("Venter på svar herfra", "Waiting for an answer from here"),
    "waiting_note": Text(
        "Stedet er valgt. Skriv svaret under kontakter: et nej bliver også skrevet på borgerens forløb.",
        "The place was chosen. Write the answer under contacts: a no is also written on the citizen's course.",
    ),
    "talk_title": Text("Kontakter", "Contacts"),
    "talk_empty": Text("Ingen kontakter er skrevet ned endnu.", "No contact is written down yet."),
    "talk_more": Text("og {count} ældre", "and {count} older ones"),
    "talk_write": Text("Skriv en kontakt ned", "Write a contact down"),
    "talk_day": Text("Hvornår?", "When?"),
    "talk_kind": Text("Hvordan?", "How?"),
    "talk_purpose": Text("Hvorfor?", "Why?"),
    "talk_outcome": Text("Hvad blev svaret?", "What was the answer?"),
    "talk_reason": Text("Hvis de sagde nej: hvorfor?", "If they said no: why?"),
    "talk_reason_hint": Text("Kun ved et nej.", "For a no alone."),
    "talk_no_reason": Text("Ingen årsag", "No reason"),
    "talk_about": Text("Handlede svaret om en, der venter?", "Was it about somebody who waits?"),
    "talk_about_hint": Text(
        "Et nej bliver så skrevet på forløbet, og pladsen bliver fri.",
        "A no is then written on the course, and the place is free again.",
    ),
    "talk_about_nobody": Text("Nej, ikke om en bestemt", "No, about nobody in particular"),
    "talk_note": Text("Bemærkning", "Remark"),
    "talk_note_hint": Text("Kort, om stedet. Ingen navne på borgere.", "Short, about the place. No names of citizens."),
    "talk_save": Text("Gem kontakten", "Save the contact"),
    "visits_title": Text("Seneste svar", "Latest answers"),
    "visit_same": Text("Alt blev bekræftet, som det stod.", "Everything was confirmed as it stood."),
    "changed_to": Text("ændret til", "changed to"),
    "facts_title": Text("Om arbejdspladsen", "About the workplace"),
    "next_visit_title": Text("Næste besøg", "Next visit"),
    "next_visit": Text("Dag for næste besøg", "Day of the next visit"),
    "next_visit_save": Text("Skriv op", "Plan it"),
    "next_visit_drop": Text("Aflys", "Call off"),
    "rest": Text("Pause", "Pause"),
    "rest_note": Text(
        "Ingen kontakt til og med den dag. Pladserne bliver stående i forslagene.",
        "No contact until that day is over. The placements stay among the proposals.",
    ),
    "rest_until": Text("Til og med", "Until"),
    "rest_save": Text("Hold pause", "Pause"),
    "rest_end": Text("Slut pausen", "End the pause"),
    "cap_now": Text(
        "Spurgt om plads {count} gange de sidste {days} dage. Der bliver advaret ved {most}.",
        "Asked for a place {count} times in the last {days} days. A warning is given at {most}.",
    ),
    # demand
    "demand": Text("Efterspørgsel", "Demand"),
    "demand_lead": Text(
        "Hvad borgerne mangler, hvor de mangler det, og hvad der ville hjælpe flest.",
        "What citizens lack, where they lack it, and what would help most of them.",
    ),
    "demand_need_lead": Text("{count} borgere har brug for det.", "{count} citizens need it."),
    "demand_missing": Text("Det mangler helt", "What is missing altogether"),
    "gap_people": Text("borgere", "citizens"),
    "gap_helped": Text("Hurtigst hjulpet: {count} af dem passer til", "Soonest helped: {count} of them would fit"),
    "gap_if": Text("hvis", "if"),
    "gap_before_after": Text(
        "De har {before} muligheder i alt i dag og ville få {after}.",
        "They have {before} possibilities between them today and would have {after}.",
    ),
    "gap_none_title": Text("Ingen større gruppe står uden muligheder", "No larger group is without possibilities"),
    "gap_none": Text(
        "Ingen gruppe på tre eller flere har færre end {enough} steder at vælge imellem. "
        "Se nedenfor, hvor der er tyndt, og hvad der ville åbne mest.",
        "No group of three or more has fewer than {enough} places to choose from. "
        "See below where it is thin, and what would open most.",
    ),
    "map_all": Text("Hvor borgerne bor, og hvor pladserne er", "Where citizens live and placements are"),
    "map_need": Text("Hvor behovet er, og hvad pladserne svarer: {need}", "Where the need is, and the answers: {need}"),
    "map_people": Text("Borgere", "Citizens"),
    "map_openings": Text("Pladser", "Placements"),
    "map_yes": Text("Plads, der siger ja", "Placement that says yes"),
    "map_unknown": Text("Plads, der ikke er spurgt", "Placement not asked"),
    "map_no": Text("Plads, der siger nej", "Placement that says no"),
    "map_small": Text(
        "Steder med færre end {smallest} borgere vises uden tal. {count} borgere bor sådan et sted.",
        "Spots with fewer than {smallest} citizens are shown without a number. {count} citizens live at such a spot.",
    ),
    "map_as_table": Text("Kortet som tabel", "The map as a table"),
    "map_few": Text("under {smallest}", "under {smallest}"),
    "map_nothing": Text("Der er ikke nok at tegne et kort af endnu.", "There is not enough to draw a map of yet."),
    "demand_hours": Text("Små timetal", "Few hours"),
    "demand_hours_note": Text(
        "Hvor mange der i dag højst kan så mange timer om ugen, og hvor mange pladser man kan starte på med så få.",
        "How many can come at most so many hours a week today, and how many placements one can start at with so few.",
    ),
    "hours_at_most": Text("Højst {hours}", "At most {hours}"),
    "hours_people": Text("{count} borgere", "{count} citizens"),
    "hours_few": Text("under {smallest} borgere", "under {smallest} citizens"),
    "hours_openings": Text("{count} pladser tager imod", "{count} placements take them"),
    "hours_openings_one": Text("1 plads tager imod", "1 placement takes them"),
    "demand_changes": Text("En ændring, der åbner mest", "One change that opens most"),
    "demand_changes_note": Text(
        "Hver ændring er regnet efter for alle borgere, som om den alene skete.",
        "Each change has been calculated again for everybody, as if it alone happened.",
    ),
    "lever_people": Text("borgere", "citizens"),
    "lever_before_after": Text(
        "Passer til {before} i dag og {after} bagefter.", "Suits {before} today and {after} afterwards."
    ),
    "no_levers": Text(
        "Ingen enkelt ændring åbner for {smallest} borgere eller flere.",
        "No single change opens for {smallest} citizens or more.",
    ),
    "demand_needs": Text("Behov og svar", "Needs and answers"),
    "demand_needs_note": Text(
        "Behov, som mindst {smallest} borgere har og har sagt ja til at fortælle. Vælg et for at se det på kortet.",
        "Needs that at least {smallest} citizens have and have agreed to tell. Choose one to see it on the map.",
    ),
    "need": Text("Behov", "Need"),
    "need_people": Text("Har brug for det", "Need it"),
    "need_lacking": Text("Mangler et ja i nærheden", "Lack a yes nearby"),
    "need_few": Text("under {smallest}", "under {smallest}"),
    "need_answers": Text("Pladsernes svar", "What placements answer"),
    "need_bar": Text(
        "{yes} ja, {partly} delvist, {unknown} ikke spurgt, {no} nej",
        "{yes} yes, {partly} in part, {unknown} not asked, {no} no",
    ),
    "no_needs_told": Text(
        "Ingen behov deles af {smallest} borgere eller flere.", "No need is shared by {smallest} citizens or more."
    ),
    "demand_privacy": Text(
        "Alt er talt op for grupper på mindst {smallest} og kun med det, borgerne har sagt ja til at fortælle.",
        "Everything is counted over groups of at least {smallest}, and only with what citizens have agreed to tell.",
    ),
    "demand_smaller": Text(
        "{count} ting handler om færre og står kun hos konsulenterne.",
        "{count} things are about fewer people and are shown to consultants alone.",
    ),
    # what visits changed, for consultants
    "news": Text("Nyt fra pladserne", "News from workplaces"),
    "news_lead": Text(
        "Det har arbejdspladser svaret de sidste {weeks} uger, og det betyder det for dine borgere.",
        "What workplaces have answered in the last {weeks} weeks, and what it means for your citizens.",
    ),
    "news_none_title": Text("Intet nyt", "No news"),
    "news_none": Text(
        "Når en arbejdsplads svarer på noget, der ændrer en borgers forslag, står det her.",
        "When a workplace answers something that changes a citizen's proposals, it stands here.",
    ),
    "effect_opens": Text("Passer nu", "Fits now"),
    "effect_closes": Text("Passer ikke mere", "Fits no more"),
    "effect_rises": Text("Nu blandt de første", "Among the first now"),
    "effect_falls": Text("Ikke længere blandt de første", "No longer among the first"),
    "effect_answered": Text("Har ændret sig", "Has changed"),
    "effect_moved": Text("Fik et svar", "Got an answer"),
    "rank_from_to": Text("Fra nummer {before} til nummer {after}.", "From number {before} to number {after}."),
    "rank_now": Text("Nummer {after} på listen.", "Number {after} on the list."),
    "rank_was": Text("Stod som nummer {before}.", "Stood as number {before}."),
    "news_answered": Text("Svar på: {need}.", "Answered: {need}."),
}
