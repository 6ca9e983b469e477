"""Labels of what is missing, and of what visits to workplaces changed."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # demand
    "demand": Text("Efterspørgsel", "Demand"),
    "demand_lead": Text(
        "Hvad borgerne mangler, hvor de mangler det, og hvad der ville hjælpe flest.",
        "What citizens lack, where they lack it, and what would help most of them.",
    ),
    "demand_need_lead": Text("Borgere, der har brug for det: {count}.", "Citizens who need it: {count}."),
    "demand_missing": Text("Det mangler helt", "What is missing altogether"),
    "gaps_older_title": Text("Regnet ud {when}", "Worked out {when}"),
    "gaps_older": Text(
        "Der er ændret noget siden. Det, der mangler, og de ændringer, der åbner mest, er fra før; resten af siden er "
        "ny. De nye tal er ved at blive regnet ud.",
        "Something has changed since. What is missing and the changes that open most are from before; the rest of the "
        "page is new. The new figures are being worked out.",
    ),
    "gaps_anew": Text("Vent på de nye tal", "Wait for the new figures"),
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
        "Steder med færre end {smallest} borgere vises uden tal.",
        "Spots with fewer than {smallest} citizens are shown without a number.",
    ),
    "map_elsewhere": Text("{count} borgere bor sådan et sted.", "{count} citizens live at such a spot."),
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
    "hours_people_least": Text("mindst {count} borgere", "at least {count} citizens"),
    "hours_few": Text("under {smallest} borgere", "under {smallest} citizens"),
    "hours_openings": Text("{count} pladser tager imod", "{count} placements take them"),
    "hours_openings_one": Text("1 plads tager imod", "1 placement takes them"),
    "demand_changes": Text("En ændring, der åbner mest", "One change that opens most"),
    "demand_changes_note": Text(
        "Hver ændring er regnet efter for alle borgere, som om den alene skete.",
        "Each change has been calculated again for everybody, as if it alone happened.",
    ),
    "lever_people": Text("borgere", "citizens"),
    "lever_if": Text("Hvis", "If"),
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
    "need_nearly_all": Text("næsten alle", "nearly all"),
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
