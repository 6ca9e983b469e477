"""Labels of the consultant's pages."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # my citizens
    "consultant": Text("Konsulent", "Consultant"),
    "everyone": Text("Alle", "Everyone"),
    "nobody_chosen": Text("Ingen valgt", "Nobody chosen"),
    "consultant_unknown_title": Text("Konsulenten er ukendt her", "That consultant is not known here"),
    "consultant_unknown": Text(
        "Ingen borger har en konsulent af det navn. Vælg en fra listen.",
        "No citizen has a consultant of that name. Choose one from the list.",
    ),
    "show": Text("Vis", "Show"),
    "name": Text("Navn", "Name"),
    "hours_week": Text("Timer om ugen", "Hours a week"),
    "options": Text("Muligheder", "Options"),
    "options_many": Text("{count} pladser passer", "{count} placements fit"),
    "options_one": Text("1 plads passer", "1 placement fits"),
    "options_none": Text("Ingen pladser passer endnu", "No placement fits yet"),
    "options_unknown": Text("Ikke regnet endnu", "Not calculated yet"),
    "options_few": Text("Få at vælge imellem", "Few to choose from"),
    "under_way": Text("Er i gang et sted", "Has a place already"),
    "no_proposals": Text("Ingen forslag lige nu", "No proposals right now"),
    "team": Text("Team", "Team"),
    "every_team": Text("Alle teams", "Every team"),
    "talk_now": Text("Tal nu", "Talk now"),
    "next_date": Text("Næste dato", "Next date"),
    "load_fine": Text("{count} i gang, plads til {most} borgere", "{count} active, room for {most} citizens"),
    "load_over": Text("{count} borgere i gang, flere end {most}", "{count} active citizens, more than {most}"),
    "hours_agreed": Text("{now} nu, {agreed} aftalt", "{now} now, {agreed} agreed"),
    "hours_from_to": Text("{now} nu, vil gerne op på {goal}", "{now} now, wants to reach {goal}"),
    "hours_now_only": Text("{now} nu", "{now} now"),
    "hours_unknown_goal": Text("Ukendt nu, vil gerne op på {goal}", "Unknown now, wants to reach {goal}"),
    "time_to_talk": Text("Tal timer og behov igennem", "Talk hours and needs through"),
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
    # what the night changed
    "night": Text("Nyt fra natten", "News from the night"),
    "night_lead": Text(
        "Det kom til, forsvandt eller flyttede sig øverst på listerne, da alt blev regnet igen ({moment}).",
        "What came, went or moved at the top of the lists when everything was calculated again ({moment}).",
    ),
    "night_first": Text(
        "Her står, hvad der er nyt, når der er regnet mere end én gang.",
        "What is new stands here once there has been more than one calculation.",
    ),
    "night_everywhere": Text("Ændret for alle", "Changed for everybody"),
    "night_none_title": Text("Intet nyt", "No news"),
    "night_none": Text(
        "Ingen af borgerne har fået andre steder øverst på listen.",
        "No citizen has other places at the top of the list.",
    ),
    "night_hidden_one": Text("Der er nyt for 1 borger mere.", "There is news for 1 more citizen."),
    "night_hidden": Text("Der er nyt for {count} borgere mere.", "There is news for {count} more citizens."),
    # one citizen
    "can": Text("Det kan jeg", "I can"),
    "wants": Text("Det vil jeg", "I want"),
    "wants_not": Text("Det vil jeg ikke", "I do not want"),
    "needs": Text("Det har jeg brug for", "I need"),
    "hours_title": Text("Timer og dage", "Hours and days"),
    "hours_now": Text("Stabile timer nu", "Stable hours now"),
    "hours_goal": Text("Vil gerne op på", "Wants to reach"),
    "longest_day": Text("Længste dag", "Longest day"),
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
    # the pages about one citizen
    "tabs": Text("Sider om {name}", "Pages about {name}"),
    "tab_overview": Text("Overblik", "Overview"),
    "tab_try": Text("Prøv selv", "What if"),
    "tab_board": Text("Tavle", "Board"),
    "tab_courses": Text("Forløb", "Courses"),
    "effective_share": Text("Effektiv del af timen", "Effective part of an hour"),
    "changes_title": Text("Sidst rettet", "Changed last"),
    "changes_none": Text("Der er ikke rettet noget endnu.", "Nothing has been changed yet."),
    "status_title": Text("Status", "Status"),
    "pause_is_on": Text(
        "Der er pause. Ingen forslag, men datoen for næste kontakt står ved magt.",
        "There is a pause. No proposals, but the date of the next contact stands.",
    ),
    "pause_end": Text("Pausen er slut", "The pause is over"),
    "pause_begin": Text("Hold pause (uden grund)", "Begin a pause (no reason)"),
    "done_status_afklaring": Text("Status er nu afklaring.", "The status is clarification now."),
    "done_status_klar": Text("Status er nu klar.", "The status is ready now."),
    "done_status_i_forloeb": Text("Status er nu i forløb.", "The status is in a course now."),
    "done_status_pause": Text(
        "Der er pause nu. Der kommer ingen forslag så længe.", "There is a pause now. No proposals meanwhile."
    ),
    "done_status_i_job": Text("Status er nu i job.", "The status is in a job now."),
    "done_status_afsluttet": Text("Status er nu afsluttet.", "The status is closed now."),
    # the fields of a citizen
    "field_display_name": Text("Kaldenavn", "Display name"),
    "field_team": Text("Team", "Team"),
    "field_consultant": Text("Konsulent", "Consultant"),
    "field_target_group": Text("Målgruppe", "Target group"),
    "field_status": Text("Status", "Status"),
    "field_competences": Text("Kompetencer", "Competences"),
    "field_experience": Text("Fortælling", "Story"),
    "field_wishes": Text("Ønsker", "Wishes"),
    "field_vetoes": Text("Vil ikke", "Does not want"),
    "field_hours_now": Text("Timer nu", "Hours now"),
    "field_hours_certainty": Text("Hvor sikre er timerne", "How certain the hours are"),
    "field_effective_share": Text("Effektiv del af timen", "Effective part of an hour"),
    "field_hours_goal": Text("Vil gerne op på", "Wants to reach"),
    "field_hours_day_max": Text("Længste dag", "Longest day"),
    "field_days": Text("Dage", "Days"),
    "field_earliest": Text("Tidligst", "Earliest"),
    "field_latest": Text("Senest", "Latest"),
    "field_blocked": Text("Optaget", "Taken"),
    "field_postcode": Text("Postnummer", "Postcode"),
    "field_transport": Text("Kommer frem", "Gets there"),
    "field_max_travel_min": Text("Højst minutter hver vej", "Minutes at most one way"),
    "field_licences": Text("Kort og beviser", "Licences"),
    "field_needs": Text("Behov", "Needs"),
    "field_may_disclose": Text("Må siges videre", "May be told"),
    "field_capacity_date": Text("Talt igennem", "Talked through"),
    "field_under_18": Text("Under 18", "Under 18"),
    # changing a part
    "edit_wrong": Text(
        "Noget kan ikke gemmes endnu. Det står ved felterne.", "Something cannot be saved yet. See the fields."
    ),
    "edit_hours_intro": Text(
        "Tal det igennem med borgeren. Når I gemmer, står dagen i dag som den dag, I talte om det.",
        "Talk it through with the citizen. Saving sets today as the day you talked about it.",
    ),
    "edit_unknown_ok": Text("Tomt betyder: Det ved vi ikke endnu.", "Empty means: not known yet."),
    "edit_goal_hint": Text("Borgerens eget ønske. Må gerne være tomt.", "The citizen's own wish. May be empty."),
    "edit_day_hint": Text("Hvor mange timer på én dag?", "How many hours in one day?"),
    "edit_certainty": Text("Hvor sikre er timerne?", "How certain are the hours?"),
    "edit_days": Text("Dage, borgeren kan", "Days that are possible"),
    "edit_earliest": Text("Tidligst kl.", "From"),
    "edit_latest": Text("Senest kl.", "Until"),
    "edit_blocked": Text("Faste tider, der er optaget", "Fixed times that are taken"),
    "edit_blocked_hint": Text(
        "En på hver linje, for eksempel: tir 10-12. Skriv ikke hvorfor.",
        "One a line, e.g.: tir 10-12. Do not write why.",
    ),
    "edit_needs_intro": Text(
        "Tryk på det, der gælder. Sæt kun hak ved det, borgeren siger ja til, at arbejdspladsen må vide.",
        "Tap what applies. Tick only what the citizen agrees that the workplace may know.",
    ),
    "edit_need_none": Text("Nej", "No"),
    "edit_need_declines": Text("vil ikke have", "declines"),
    "edit_competences_hint": Text(
        "En på hver linje. Skriv :1 for lidt, :2 for på egen hånd og :3 for kan lære andre op.",
        "One a line. Write :1 for a little, :2 for on one's own and :3 for can teach others.",
    ),
    "edit_experience_hint": Text(
        "Job, fritid og livet med borgerens egne ord. Ingen navne, numre eller diagnoser.",
        "Jobs, leisure and life in the citizen's own words. No names, numbers or diagnoses.",
    ),
    "edit_licences_hint": Text("Intet valgt betyder: Det ved vi ikke endnu.", "Nothing chosen means: not known yet."),
    "licences_none": Text("har ingen", "has none"),
    "word_of_citizen": Text("Borgerens eget ord {day}", "The citizen's own word {day}"),
    "edit_wishes_hint": Text(
        "Et ønske på hver linje: fag, opgaver eller det, der giver mening.",
        "One wish a line: occupations, tasks or what gives meaning.",
    ),
    "edit_vetoes_hint": Text(
        "Et på hver linje. Skriv ingen, hvis der ikke er noget.", "One a line. Write ingen if there is nothing."
    ),
    "edit_travel_hint": Text(
        "Tomt betyder: Vi spørger, når turen er over en time.", "Empty means: we ask beyond an hour."
    ),
    "meanwhile_title": Text("Det samme blev rettet, mens du skrev", "The same was changed while you wrote"),
    "meanwhile": Text(
        "{by} har gemt imens. Det, du skrev, er ikke gemt endnu, men intet er tabt. Sådan står der nu:",
        "{by} saved. Yours is not saved yet, and nothing is lost. This is what it says now:",
    ),
    "meanwhile_self": Text("du selv", "you"),
    "meanwhile_do": Text(
        "Nedenfor står det, du skrev. Gem igen, hvis dit skal stå.",
        "Below is what you wrote. Save again if yours should stand.",
    ),
    # the curve of hours
    "curve_attended": Text("Timer den uge", "Hours that week"),
    "curve_agreed": Text("Aftalt", "Agreed"),
    "curve_below": Text("Under det aftalte", "Below what was agreed"),
    "curve_paid": Text("Lønnede timer", "Paid hours"),
    "curve_back": Text("Et trin tilbage", "A step back"),
    "curve_goal": Text("Vil gerne op på", "Wants to reach"),
    # what comes next
    "next_title": Text("Nu", "Now"),
    "to_course": Text("Se forløbet", "See the course"),
    "reply_seen": Text("Set", "Seen"),
    "done_reply_seen": Text("Svaret er set.", "The answer is seen."),
    "own_page_title": Text("Borgerens egen side", "The citizen's own page"),
    "own_page_note": Text(
        "En kode, der virker én gang. Vis den på skærmen, mens I sidder sammen.",
        "A code that works once. Show it on the screen while you sit together.",
    ),
    "own_login_title": Text("Eget login", "Own login"),
    "own_login_note": Text(
        "Et brev, borgeren tager med hjem. Borgeren vælger selv en adgangskode.",
        "A letter that the citizen takes home. The citizen chooses a password.",
    ),
    "own_login_is": Text(
        "Borgeren har sit eget login. Brevet er fra {day}.", "The citizen has a login. Letter of {day}."
    ),
    "own_login_waits": Text(
        "Brevet er fra {day}. Borgeren har ikke brugt det endnu.", "The letter is of {day}. It has not been used yet."
    ),
    "own_login_give": Text("Lav et brev med login", "Make a letter with a login"),
    "own_login_again": Text("Lav et nyt brev", "Make a new letter"),
    "own_login_close": Text("Luk login", "Close the login"),
    "done_own_login_closed": Text(
        "Borgerens eget login er lukket. Engangskoder virker stadig.",
        "The citizen's own login is closed. One-time codes still work.",
    ),
    "own_page_code": Text("Lav en kode til {name}", "Make a code for {name}"),
}
