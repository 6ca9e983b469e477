"""Labels of the consultant's pages."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # my citizens
    "citizens_intro": Text(
        "Vælg en borger for at se, hvad personen kan og vil, og hvor det passer.",
        "Choose a citizen to see what the person can and wants, and where that fits.",
    ),
    "consultant": Text("Konsulent", "Consultant"),
    "everyone": Text("Alle", "Everyone"),
    "show": Text("Vis", "Show"),
    "name": Text("Navn", "Name"),
    "hours_week": Text("Timer om ugen", "Hours a week"),
    "talked": Text("Talt igennem", "Talked through"),
    "top_of_list": Text("Øverst på listen", "Top of the list"),
    "options": Text("Muligheder", "Options"),
    "options_many": Text("{count} pladser passer", "{count} placements fit"),
    "options_one": Text("1 plads passer", "1 placement fits"),
    "options_none": Text("Ingen pladser passer endnu", "No placement fits yet"),
    "options_unknown": Text("Ikke regnet endnu", "Not calculated yet"),
    "options_few": Text("Få at vælge imellem", "Few to choose from"),
    "under_way": Text("Er i gang et sted", "Has a place already"),
    "no_proposals": Text("Ingen forslag lige nu", "No proposals right now"),
    "hours_from_to": Text("{now} nu, vil gerne op på {goal}", "{now} now, wants to reach {goal}"),
    "hours_now_only": Text("{now} nu", "{now} now"),
    "hours_unknown_goal": Text("Ukendt nu, vil gerne op på {goal}", "Unknown now, wants to reach {goal}"),
    "time_to_talk": Text("Tal timer og behov igennem", "Talk hours and needs through"),
    "never_talked": Text("Aldrig", "Never"),
    "no_citizens_title": Text("Her er ingen borgere endnu", "No citizens here yet"),
    "no_citizens": Text(
        "Hent kommunens filer ind, så dukker borgerne op her. Vil du bare se dig om, er der en opdigtet kommune.",
        "Import the municipality's files and the citizens appear here. To look around, there is an invented one.",
    ),
    "no_citizens_here": Text("{consultant} har ingen borgere lige nu.", "{consultant} has no citizens right now."),
    "not_run_title": Text("Forslagene er ikke regnet ud endnu", "The proposals are not calculated yet"),
    "not_run": Text(
        "Listen viser borgerne. Muligheder og forslag kommer med, når nattens kørsel har været i gang.",
        "The list shows the citizens. Options come when the nightly run has been.",
    ),
    # one citizen
    "can": Text("Det kan jeg", "I can"),
    "wants": Text("Det vil jeg", "I want"),
    "wants_not": Text("Det vil jeg ikke", "I do not want"),
    "needs": Text("Det har jeg brug for", "I need"),
    "hours_title": Text("Timer og dage", "Hours and days"),
    "hours_now": Text("Stabile timer nu", "Stable hours now"),
    "hours_goal": Text("Vil gerne op på", "Wants to reach"),
    "longest_day": Text("Længste dag", "Longest day"),
    "hours_amount": Text("{count} timer", "{count} hours"),
    "travel": Text("Rejse", "Travel"),
    "travel_from": Text("Fra {town} {how}", "From {town} {how}"),
    "travel_at_most": Text("højst {minutes} minutter", "at most {minutes} minutes"),
    "licences": Text("Kort og beviser", "Licences"),
    "can_work": Text("Kan arbejde {days}", "Can work {days}"),
    "between": Text("kl. {first} til {last}", "from {first} to {last}"),
    "from_time": Text("fra kl. {first}", "from {first}"),
    "until_time": Text("til kl. {last}", "until {last}"),
    "week_of_person": Text(
        "Ugen: lyse felter er mulige, skraverede er optaget.", "The week: light is possible, hatched is taken."
    ),
    "week_taken": Text("Optaget {times}", "Taken {times}"),
    "may_be_told": Text("må siges videre", "may be told"),
    "level_1": Text("lidt", "a little"),
    "level_2": Text("på egen hånd", "on my own"),
    "level_3": Text("kan lære andre op", "can teach others"),
    "declines_mentor": Text("Vil ikke have en mentor", "Does not want a mentor"),
    "team_and_consultant": Text("Team {team}, kontakt {consultant}", "Team {team}, contact {consultant}"),
    "capacity_from": Text("Talt igennem {day}", "Talked through on {day}"),
    # what was read in the story
    "read_title": Text("Læst i fortællingen", "Read in the story"),
    "read_note": Text(
        "Det tæller halvt, til I har sagt ja. Stryg det, der ikke passer: det bliver ved med at være strøget.",
        "It counts half until you say yes. Strike what is not so: it stays struck.",
    ),
    "read_yes": Text("Passer", "That is so"),
    "read_no": Text("Stryg", "Strike"),
    "read_undo": Text("Fortryd", "Undo"),
    "read_level": Text("Hvor godt: {what}", "How well: {what}"),
    "read_level_open": Text("Hvor godt?", "How well?"),
    "read_confirmed": Text("Bekræftet", "Confirmed"),
    "read_struck": Text("Strøget ({count})", "Struck ({count})"),
}
