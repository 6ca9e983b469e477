"""Labels of logging in, one's own account, one-time codes and the log."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    "logged_out_meanwhile": Text(
        "Du er blevet logget ud, så det er ikke gemt. Det, du skrev, står her. Kopiér det, før du går videre.",
        "You have been logged out, so it is not saved. What you wrote stands here. Copy it before you go on.",
    ),
    "typed_title": Text("Det skrev du", "You wrote"),
    "error_401": Text("Log ind først", "Log in first"),
    "error_429": Text("Vent lidt", "Wait a little"),
    "login": Text("Log ind", "Log in"),
    "login_intro": Text(
        "Her arbejder kommunens folk med forslag til borgere. Du ser det, der hører til din rolle og dit team.",
        "This is where the municipality's people work with suggestions for citizens. You see what your role and team "
        "are about.",
    ),
    "login_name": Text("Brugernavn", "User name"),
    "login_password": Text("Adgangskode", "Password"),
    "login_municipal": Text("Log ind med {title}", "Log in with {title}"),
    "login_nobody": Text(
        "Der er ingen brugere endnu. Den, der passer systemet, opretter den første med: jobmatch user add",
        "There are no users yet. Whoever looks after the system adds the first with: jobmatch user add",
    ),
    "login_citizen": Text("Er du borger og har fået en kode?", "Are you a citizen with a code?"),
    "login_citizen_way": Text("Åbn din egen side", "Open your own page"),
    "login_own": Text("Har du valgt din egen adgangskode?", "Have you chosen a password of your own?"),
    "own_login": Text("Log ind på min side", "Log in to my page"),
    "own_login_intro": Text(
        "Brug nummeret fra dit brev og den adgangskode, du selv har valgt.",
        "Use the number in your letter and the password that you chose.",
    ),
    "own_login_number": Text("Nummer fra brevet", "Number in the letter"),
    "own_login_password": Text("Min adgangskode", "My password"),
    "own_login_first_ask": Text("Er det første gang?", "Is it the first time?"),
    "own_login_first_way": Text("Vælg din adgangskode", "Choose your password"),
    "own_login_forgot": Text(
        "Har du glemt den? Din konsulent kan lave et nyt brev.", "Forgotten it? Your consultant can make a new letter."
    ),
    "first_login": Text("Vælg din adgangskode", "Choose your password"),
    "first_login_intro": Text("Du skal bruge brevet fra din konsulent.", "You need the letter from your consultant."),
    "first_login_code": Text("Kode fra brevet", "Code in the letter"),
    "first_login_new": Text("Ny adgangskode, mindst {shortest} tegn", "New password, at least {shortest} characters"),
    "first_login_hint": Text(
        "Tag for eksempel fire ord, som kun du kan huske.", "Take four words that only you remember, for example."
    ),
    "first_login_do": Text("Gem, og åbn min side", "Save, and open my page"),
    "letter_title": Text("Brev til {name}", "Letter to {name}"),
    "letter_print": Text(
        "Skriv brevet ud, og giv det til borgeren. Koden vises kun nu.",
        "Print the letter and give it to the citizen. The code is shown only now.",
    ),
    "letter_dear": Text("Hej {name}", "Hello {name}"),
    "letter_dear_you": Text("Hej", "Hello"),
    "letter_what": Text(
        "Du kan se din egen side hjemmefra. Her kan du rette det, vi ved om dig, og svare på forslag.",
        "You can see your own page from home. There you can correct what we know, and answer proposals.",
    ),
    "letter_open": Text("Åbn denne adresse:", "Open this address:"),
    "letter_number": Text("Skriv dit nummer:", "Type your number:"),
    "letter_code": Text("Skriv koden:", "Type the code:"),
    "letter_choose": Text("Vælg din egen adgangskode.", "Choose a password of your own."),
    "letter_lasts": Text(
        "Koden virker i {days} dage, til den {day}, og kun én gang. Derefter bruger du din egen adgangskode.",
        "The code works for {days} days, until {day}, and once only. After that you use your own password.",
    ),
    "letter_keep": Text(
        "Gem nummeret. Vis ikke din adgangskode til nogen, heller ikke til kommunen.",
        "Keep the number. Show your password to nobody, the municipality included.",
    ),
    "letter_once": Text(
        "Laver du et nyt brev, virker det gamle ikke mere.", "If you make a new letter, the old one is void."
    ),
    "code_title": Text("Åbn din egen side", "Open your own page"),
    "code_intro": Text(
        "Skriv den kode, du har fået af din konsulent. Den virker kun én gang.",
        "Type the code that your consultant gave you. It works once only.",
    ),
    "code_field": Text("Kode", "Code"),
    "code_open": Text("Åbn", "Open"),
    "invite_title": Text("Kode til {name}", "Code for {name}"),
    "invite_how": Text(
        "Borgeren åbner siden på adressen {address} og skriver koden.",
        "The citizen opens the page at {address} and types the code.",
    ),
    "invite_lasts": Text(
        "Koden gælder i {minutes} minutter og kan bruges én gang. Den vises kun nu. Laver du en ny, gælder den gamle "
        "ikke mere.",
        "The code lasts {minutes} minutes and works once. It is shown only now. If you make a new one, the old one is "
        "void.",
    ),
    "invite_back": Text("Tilbage til borgeren", "Back to the citizen"),
    "account": Text("Min konto", "My account"),
    "account_roles": Text("Rolle", "Role"),
    "account_teams": Text("Team", "Team"),
    "account_every_team": Text("alle", "all"),
    "account_no_team": Text("intet", "none"),
    "account_trial": Text(
        "I prøvedrift er der ingen konto: alt foregår på denne maskine.",
        "In trial mode there is no account: everything happens on this machine.",
    ),
    "account_municipal": Text(
        "Du logger ind med kommunens login og skifter adgangskode dér.",
        "You log in with the municipality's login and change your password there.",
    ),
    "account_sessions": Text("Her er du logget ind", "Where you are logged in"),
    "account_this": Text("her", "here"),
    "account_since": Text("Siden", "Since"),
    "account_seen": Text("Sidst brugt", "Last used"),
    "account_where": Text("Hvor", "Where"),
    "account_end_all": Text("Log ud alle andre steder", "Log out everywhere else"),
    "account_password": Text("Ny adgangskode", "New password"),
    "account_old": Text("Den nuværende adgangskode", "The present password"),
    "account_new": Text("Den nye, mindst {shortest} tegn", "The new one, at least {shortest} characters"),
    "account_new_hint": Text(
        "Fire ord, der ikke hører sammen, er lettere at huske og sværere at gætte end et kort ord med tegn.",
        "Four words that do not belong together are easier to remember and harder to guess than a short word with "
        "signs.",
    ),
    "account_change": Text("Skift adgangskode", "Change password"),
    "done_password": Text(
        "Din adgangskode er skiftet, og du er logget ud alle andre steder.",
        "Your password is changed, and you are logged out everywhere else.",
    ),
    "done_logged_out_elsewhere": Text("Du er logget ud alle andre steder.", "You are logged out everywhere else."),
    "log": Text("Log", "Log"),
    "log_title": Text("Hvem har set og gjort hvad", "Who has seen and done what"),
    "log_intro": Text(
        "Hver visning af en borgers oplysninger og hver ændring står her. Rækkerne hænger sammen, så en ændring i "
        "loggen kan ses.",
        "Every view of a citizen's data and every change stands here. The rows hang together, so that a change to the "
        "log can be seen.",
    ),
    "log_citizen": Text("Borgernummer", "Citizen id"),
    "log_actor": Text("Bruger", "User"),
    "log_find": Text("Find", "Find"),
    "log_number": Text("Nr.", "No."),
    "log_when": Text("Hvornår", "When"),
    "log_who": Text("Hvem", "Who"),
    "log_what": Text("Hvad", "What"),
    "log_about": Text("Om", "About"),
    "log_erased": Text("slettet borger", "erased citizen"),
    "log_check": Text("Tjek hele loggen", "Check the whole log"),
    "log_whole": Text(
        "Loggen er hel: {rows} rækker hænger sammen. Gem dette et andet sted, så kan det senere ses, om de sidste "
        "rækker er fjernet: {anchor}",
        "The log is whole: {rows} rows hang together. Keep this elsewhere, and it can be seen later whether the last "
        "rows were removed: {anchor}",
    ),
    "log_broken": Text("Loggen er ikke hel", "The log is not whole"),
    "log_empty": Text("Der står ikke noget her.", "There is nothing here."),
}
"""What is said around logging in and the log."""
