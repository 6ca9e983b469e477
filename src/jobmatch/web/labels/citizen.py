"""Labels of the citizen's own pages: short sentences, everyday words."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    "own_page": Text("Min side", "My page"),
    "own_proposals": Text("Mine forslag", "My proposals"),
    "own_board": Text("Min tavle", "My board"),
    "own_data": Text("Mine data", "My data"),
    "own_hello": Text("Hej {name}", "Hello {name}"),
    "own_hello_nobody": Text("Hej", "Hello"),
    "own_lead": Text(
        "Her står, hvad vi ved om dig. Ret det, hvis det ikke passer.",
        "This is what we know about you. Correct it if it is not right.",
    ),
    "own_resting": Text(
        "Du holder pause. Vi foreslår ingenting imens. Datoen for næste kontakt gælder stadig.",
        "You are on pause. We propose nothing meanwhile. The date of the next contact still stands.",
    ),
    "own_can": Text("Det kan jeg", "I can"),
    "own_wants": Text("Det vil jeg", "I want"),
    "own_wants_not": Text("Det vil jeg helst ikke", "I would rather not"),
    "own_needs": Text("Det har jeg brug for", "I need"),
    "own_hours": Text("Mine timer", "My hours"),
    "own_nothing_yet": Text("Her står ikke noget endnu.", "Nothing stands here yet."),
    "own_none": Text("Ingen.", "None."),
    "own_story": Text("Det har du selv fortalt", "What you have told"),
    "own_found": Text("I din fortælling har vi også læst:", "In your story we have also read:"),
    "own_found_wrong": Text(
        "Er noget af det forkert? Sig det til din konsulent.", "Is any of it wrong? Tell your consultant."
    ),
    "own_hours_now": Text("I dag går det godt med {hours} om ugen.", "Today {hours} a week goes well."),
    "own_hours_goal": Text("Du vil gerne op på {hours}.", "You would like to reach {hours}."),
    "own_hours_unknown": Text(
        "Vi ved ikke, hvor mange timer der passer dig.", "We do not know how many hours suit you."
    ),
    "own_hours_when": Text("Du kan {days}.", "You can {days}."),
    "own_hours_ask": Text("Bed om flere, færre eller pause", "Ask for more, fewer or a pause"),
    "own_travel": Text("Sådan kommer jeg frem", "How I get there"),
    "own_travel_is": Text("Du kommer frem {how}.", "You get there {how}."),
    "own_travel_most": Text("Turen må højst tage {minutes} minutter.", "The trip may take {minutes} minutes at most."),
    "own_travel_unknown": Text("Vi ved ikke, hvordan du kommer frem.", "We do not know how you get there."),
    "own_travel_holds": Text("Du har {what}.", "You have {what}."),
    "own_may_be_told": Text("må siges til arbejdspladsen", "may be told to the workplace"),
    "own_told_note": Text(
        "Kun det, der er sat hak ved, må vi sige til arbejdspladsen. Vi siger det som aftaler, aldrig som problemer.",
        "We may tell a workplace only what is ticked. We say it as an arrangement, never as a problem.",
    ),
    "own_no_mentor": Text("Du vil helst ikke have en mentor.", "You would rather not have a mentor."),
    "own_contact": Text("Din kontaktperson", "Your contact"),
    "own_contact_is": Text("Du har én fast kontaktperson: {name}.", "You have one contact: {name}."),
    "own_contact_none": Text(
        "Du har ikke fået en kontaktperson endnu. Spørg kommunen.",
        "You have no contact yet. Ask the municipality.",
    ),
    "own_next": Text("Næste gang: {day}", "Next time: {day}"),
    "own_next_past": Text("Vi skulle have talt sammen den {day}.", "We were to talk on {day}."),
    "own_next_none": Text("Der er ikke aftalt en dag.", "No day is agreed."),
    # correcting
    "own_correct_can": Text("Ret: det kan jeg", "Correct: I can"),
    "own_correct_wants": Text("Ret: det vil jeg", "Correct: I want"),
    "own_correct_needs": Text("Ret: det har jeg brug for", "Correct: I need"),
    "own_correct_hours": Text("Ret: mine timer", "Correct: my hours"),
    "own_correct_travel": Text("Ret: sådan kommer jeg frem", "Correct: how I get there"),
    "own_hours_yours": Text(
        "Du ved bedst selv, hvad der går godt. Tallet stiger kun, når du selv skriver det. "
        "Er du i gang et sted, ændrer det ikke aftalen der.",
        "You know best what goes well. The number goes up only when you write it. "
        "If you have begun somewhere, what is agreed there stays.",
    ),
    "own_hours_now_label": Text("Så mange timer om ugen går godt nu", "So many hours a week go well now"),
    "own_hours_now_hint": Text(
        "Skriv et tal, for eksempel 4 eller 7,5. Lad feltet stå tomt, hvis du ikke ved det.",
        "Write a number, such as 4 or 7.5. Leave it empty if you do not know.",
    ),
    "own_hours_certain": Text("Hvor sikkert er det?", "How certain is it?"),
    "own_hours_goal_label": Text("Så mange timer vil jeg gerne op på", "So many hours I would like to reach"),
    "own_hours_goal_hint": Text("Du behøver ikke skrive noget.", "You need not write anything."),
    "own_hours_day": Text("Så mange timer kan jeg på én dag", "So many hours I can do in one day"),
    "own_hours_days": Text("De dage kan jeg", "The days I can"),
    "own_hours_days_hint": Text("Vælger du ingen, spørger vi dig.", "If you choose none, we ask you."),
    "own_hours_from": Text("Tidligst klokken", "From"),
    "own_hours_until": Text("Senest klokken", "Until"),
    "own_hours_taken": Text("Her kan jeg ikke", "Then I cannot"),
    "own_hours_taken_hint": Text(
        "Én tid på hver linje, for eksempel tir 10-12. Skriv ikke hvorfor.",
        "One time on each line, such as tir 10-12. Do not write why.",
    ),
    "own_travel_how": Text("Hvordan kommer du frem?", "How do you get there?"),
    "own_travel_minutes": Text("Turen må højst tage (minutter)", "The trip may take at most (minutes)"),
    "own_travel_minutes_hint": Text(
        "Den ene vej. Er feltet tomt, spørger vi, når turen er over en time.",
        "One way. If it is empty, we ask when the trip is over an hour.",
    ),
    "own_travel_from": Text("Postnummer, jeg rejser fra", "Postcode that I travel from"),
    "own_travel_licences": Text("Kort og beviser, jeg har", "Licences that I hold"),
    "own_travel_licences_hint": Text(
        "Vælger du ingenting, ved vi det ikke endnu.", "If you choose nothing, we do not know yet."
    ),
    "own_competences": Text("Det kan jeg", "I can"),
    "own_competences_hint": Text(
        "Skriv én ting på hver linje. Skriv med dine egne ord.", "Write one thing on each line, in your own words."
    ),
    "own_experience": Text("Fortæl om dig selv", "Tell about yourself"),
    "own_experience_hint": Text(
        "Jobs, fritid og livet. Skriv ikke om sygdom, og skriv ikke dit CPR-nummer.",
        "Jobs, hobbies and life. Do not write about illness, and not your CPR number.",
    ),
    "own_wishes_hint": Text(
        "Én ting på hver linje. Det kan være et job, en opgave eller et sted.",
        "One thing on each line. It can be a job, a task or a place.",
    ),
    "own_vetoes_hint": Text("Én ting på hver linje.", "One thing on each line."),
    "own_needs_hint": Text(
        "Vælg det, du har brug for. Du skal ikke skrive hvorfor.", "Choose what you need. You need not say why."
    ),
    "own_needs_chosen": Text("{count} valgt", "{count} chosen"),
    "own_need_no": Text("nej", "no"),
    "own_need_oenske": Text("rart", "nice"),
    "own_need_vigtigt": Text("vigtigt", "important"),
    "own_need_krav": Text("det skal være der", "it must be there"),
    "own_need_nej": Text("nej tak til en mentor", "no mentor, please"),
    "own_saved": Text("Gem", "Save"),
    "own_back": Text("Tilbage", "Back"),
    "done_own_saved": Text("Det er gemt. Din konsulent kan se det.", "It is saved. Your consultant can see it."),
    # proposals
    "own_proposals_lead": Text(
        "Her er steder, som måske passer til dig. Du bestemmer, hvad du vil sige ja til.",
        "Here are places that may suit you. You decide what you say yes to.",
    ),
    "own_proposals_free": Text(
        "Du skal ikke give en grund. Ingen ringer til et sted, før du har sagt ja.",
        "You need give no reason. Nobody calls a place before you have said yes.",
    ),
    "own_proposals_none_title": Text("Der er ingen forslag lige nu", "There are no proposals right now"),
    "own_proposals_none": Text(
        "Har du selv en idé til et sted? Sig det til din konsulent.",
        "Do you have an idea of a place? Tell your consultant.",
    ),
    "own_proposals_at": Text(
        "Du er i gang hos {place}. Vil du hellere noget andet? Sig det til din konsulent.",
        "You are at {place}. Would you rather do something else? Tell your consultant.",
    ),
    "own_for": Text("Det taler for", "What speaks for it"),
    "own_against": Text("Det skal du vide", "What you should know"),
    "own_unknown": Text("Det ved vi ikke endnu", "What we do not know yet"),
    "own_tasks": Text("Opgaver", "Tasks"),
    "own_place_hours": Text("Timer", "Hours"),
    "own_place_hours_between": Text("fra {least} til {most} om ugen", "from {least} to {most} a week"),
    "own_place_hours_from": Text("fra {least} om ugen", "from {least} a week"),
    "own_place_hours_to": Text("op til {most} om ugen", "up to {most} a week"),
    "own_place_town": Text("By", "Town"),
    "own_place_days": Text("Dage", "Days"),
    "own_place_gone": Text("Stedet er ikke ledigt mere.", "The place is no longer open."),
    "own_answer": Text("Hvad siger du?", "What do you say?"),
    "own_say_ja": Text("Ja, gerne", "Yes, please"),
    "own_say_maaske": Text("Måske", "Perhaps"),
    "own_say_nej": Text("Nej tak", "No, thank you"),
    "own_say_about": Text("til {place}", "to {place}"),
    "own_said": Text(
        "Du har sagt {answer} den {day}. Du kan altid svare om.",
        "You said {answer} on {day}. You can always change it.",
    ),
    "own_words": Text("Vil du skrive noget til din konsulent?", "Would you like to write to your consultant?"),
    "own_words_hint": Text("Det behøver du ikke.", "You need not."),
    "own_why": Text("Hvorfor dette sted?", "Why this place?"),
    "done_own_answered": Text("Tak. Din konsulent får dit svar.", "Thank you. Your consultant gets your answer."),
    # why
    "own_why_title": Text("Hvorfor {place}?", "Why {place}?"),
    "own_why_lead": Text(
        "Sådan så forslaget ud den {day}. Det står her, også hvis noget har ændret sig siden.",
        "This is how the proposal looked on {day}. It stays here even if something has changed since.",
    ),
    "own_why_how_title": Text("Sådan er forslaget lavet", "How the proposal was made"),
    "own_why_how": Text(
        "Et program har set på det, du kan og vil, dine timer og dine behov. "
        "Det har set på {count} steder, der passede, og på {excluded}, der ikke gjorde.",
        "A program has looked at what you can and want, your hours and your needs. "
        "It looked at {count} places that fitted, and at {excluded} that did not.",
    ),
    "own_why_not": Text(
        "Det ser ikke på alder, køn, sygdom, børn, ydelse eller hvor længe du har været uden job.",
        "It does not look at age, sex, illness, children, benefit, or how long you have been without a job.",
    ),
    "own_why_machine": Text(
        "Et program har skrevet det, der står her. Et forslag er et råd. Du og din konsulent bestemmer.",
        "The program has written the texts. A proposal is advice. You and your consultant decide.",
    ),
    "own_why_versions": Text(
        "Udgave: {model}. Regler fra {rules}. Liste nummer {number}.",
        "Version: {model}. Rules of {rules}. List number {number}.",
    ),
    "own_why_rules": Text("Regler, der gælder her", "Rules that hold here"),
    "own_why_decided": Text("Det er besluttet: {said}.", "It is decided: {said}."),
    # the board
    "own_board_lead": Text("Det har vi aftalt.", "This is what we have agreed."),
    "own_board_tasks": Text("Aftaler", "Agreements"),
    "own_board_empty": Text("Der er ingen aftaler på tavlen endnu.", "There are no agreements on the board yet."),
    "own_board_tick": Text("Det er gjort", "It is done"),
    "own_board_untick": Text("Det er ikke gjort alligevel", "It is not done after all"),
    "own_board_by": Text("senest {day}", "by {day}"),
    "own_board_done": Text("Det er gjort", "Done"),
    "own_board_hours": Text("Timerne", "The hours"),
    "own_board_agreed": Text("er aftalt om ugen", "are agreed a week"),
    "own_board_where": Text("Hos {place} siden {day}", "At {place} since {day}"),
    "own_board_no_hours": Text("Kurven kommer, når du er begyndt et sted.", "The curve comes when you have begun."),
    "own_board_coming": Text("Her tales vi ved", "We talk on these days"),
    "own_board_reach": Text("Sådan holder vi kontakt", "How we keep in touch"),
    "own_board_reach_none": Text(
        "Det er ikke aftalt endnu. Sig, hvad der passer dig.", "Not agreed yet. Say what suits you."
    ),
    "own_board_outside": Text("Du må også ringe uden for kontortid.", "You may call outside office hours too."),
    "own_ask_title": Text("Vil du have flere eller færre timer?", "Would you like more or fewer hours?"),
    "own_ask_note": Text(
        "Timerne stiger kun, når du selv ønsker det. De kan altid gå ned igen.",
        "Hours go up only when you wish. They can always go down again.",
    ),
    "own_ask_what": Text("Det vil jeg gerne", "I would like"),
    "own_ask_flere_timer": Text("Flere timer", "More hours"),
    "own_ask_faerre_timer": Text("Færre timer", "Fewer hours"),
    "own_ask_pause": Text("En pause", "A pause"),
    "own_ask_send": Text("Send til min konsulent", "Send to my consultant"),
    "own_asked": Text("Du bad om {what} den {day}.", "You asked for {what} on {day}."),
    "own_asked_flere_timer": Text("flere timer", "more hours"),
    "own_asked_faerre_timer": Text("færre timer", "fewer hours"),
    "own_asked_pause": Text("en pause", "a pause"),
    "own_asked_seen": Text("Din konsulent har set det.", "Your consultant has seen it."),
    "own_asked_waits": Text("Din konsulent har ikke set det endnu.", "Your consultant has not seen it yet."),
    "own_network": Text("En, jeg har valgt", "Somebody I have chosen"),
    "own_network_note": Text(
        "Vælg en, du stoler på. Det kan være hvem som helst. Det er også helt fint ikke at have nogen.",
        "Choose somebody you trust. It can be anybody. Having nobody is fine too.",
    ),
    "own_network_nobody": Text("Jeg vil ikke vælge nogen", "I do not want to choose anybody"),
    "own_network_none_yet": Text("Du har ikke valgt endnu.", "You have not chosen yet."),
    "own_network_name": Text("Navn", "Name"),
    "own_network_reach": Text("Sådan får vi fat i personen", "How to reach the person"),
    "done_own_asked": Text(
        "Tak. Din konsulent får besked og taler med dig om det.",
        "Thank you. Your consultant will know, and talk with you about it.",
    ),
    # data
    "own_data_lead": Text(
        "Her kan du se, hvem der har set dine data, og hvad der er besluttet.",
        "Here you can see who has seen your data, and what was decided.",
    ),
    "own_seen_title": Text("Hvem har set mine data?", "Who has seen my data?"),
    "own_seen_none": Text("Ingen har set dem endnu.", "Nobody has seen them yet."),
    "own_seen_note": Text(
        "Alle kig bliver skrevet ned. Ingen kan slette dem igen.",
        "Every look is written down. Nobody can remove it.",
    ),
    "own_decided_title": Text("Hvad er besluttet?", "What was decided?"),
    "own_decided_none": Text("Der er ikke besluttet noget endnu.", "Nothing has been decided yet."),
    "own_decided_why": Text("Se hvorfor", "See why"),
    "own_rights_title": Text("Dine rettigheder", "Your rights"),
    "own_rights": Text(
        "Du kan hente en kopi af alt, hvad der står om dig. Du kan få rettet det, der er forkert. "
        "Du kan også bede om, at det bliver slettet. Sig det til din konsulent.",
        "You can fetch a copy of everything about you. You can have what is wrong corrected. "
        "You can also ask to have it deleted. Tell your consultant.",
    ),
    "own_file": Text("Hent alt om mig", "Fetch everything about me"),
    "own_file_hint": Text(
        "Du får en fil. Der står også, hvem der har set dine data. Pas godt på den.",
        "You get a file. It also says who has seen your data. Take good care of it.",
    ),
    "own_file_about": Text("om_filen", "about_this_file"),
    "own_file_note": Text(
        "Her er alt, hvad jobmatch gemmer om dig. Under seen_by står, hvem der har set det.",
        "This is everything that jobmatch keeps about you. Under seen_by it says who has seen it.",
    ),
    "own_complain_title": Text("Er du utilfreds?", "Are you not satisfied?"),
    "own_complain": Text(
        "Tal først med din konsulent. Du kan også klage til kommunen. Kommunen skal svare dig. "
        "Er du stadig uenig, sender kommunen din klage videre til Ankestyrelsen.",
        "Talk with your consultant first. You can also complain to the municipality. It must answer you. "
        "If you still disagree, the municipality sends your complaint on to Ankestyrelsen.",
    ),
    "own_complain_data": Text(
        "Handler det om dine data? Så kan du klage til Datatilsynet på datatilsynet.dk.",
        "Is it about your data? Then you can complain to Datatilsynet at datatilsynet.dk.",
    ),
}
