"""Labels of the frame that every page stands in, and of what is shown when something is wrong."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # the frame
    "skip": Text("Gå til indholdet", "Skip to content"),
    "trail": Text("Du er her", "You are here"),
    "see_as": Text("Se som", "See as"),
    "see_as_do": Text("Skift", "Switch"),
    "log_out": Text("Log ud", "Log out"),
    "cancel": Text("Fortryd", "Cancel"),
    "save": Text("Gem", "Save"),
    "change": Text("Ret", "Change"),
    "copy": Text("Kopiér", "Copy"),
    "copied": Text("Kopieret", "Copied"),
    "done_saved": Text("Det er gemt.", "It is saved."),
    "menu": Text("Sider", "Pages"),
    "citizens": Text("Mine borgere", "My citizens"),
    "placements": Text("Pladser", "Placements"),
    "rules": Text("Regler", "Rules"),
    "other_language": Text("In English", "På dansk"),
    "advice": Text(
        "Rækkefølgen er et råd. I vælger selv, og et andet valg er lige så godt.",
        "The order is advice. You choose, and another choice is just as good.",
    ),
    "calculated": Text(
        "Regnet ud fra det, der stod {day}. Model {model}, regler fra {rules}.",
        "Calculated from what was known on {day}. Model {model}, rules from {rules}.",
    ),
    "next_page": Text("Vis flere", "Show more"),
    "unknown": Text("Ved vi ikke endnu", "Not known yet"),
    "none": Text("Ingen", "None"),
    # when something is wrong
    "error_403": Text("Ikke endnu", "Not yet"),
    "error_404": Text("Det fandt vi ikke", "We did not find it"),
    "error_422": Text("Det kan ikke bruges", "That cannot be used"),
    "error_500": Text("Noget gik galt", "Something went wrong"),
    "said_404": Text(
        "Siden findes ikke. Måske er adressen skrevet forkert, eller siden er flyttet.",
        "The page does not exist. The address may be misspelt, or the page has moved.",
    ),
    "said_413": Text("Det, der blev sendt, er for stort.", "What was sent is too big."),
    "said_415": Text("Formularen kan ikke læses her.", "The form cannot be read here."),
    "said_405": Text("Det kan man ikke gøre her.", "That cannot be done here."),
    "said_500": Text(
        "Fejlen ligger hos os, og intet er gemt halvt. Prøv igen om lidt.",
        "The fault is ours, and nothing was saved halfway. Try again shortly.",
    ),
    "back": Text("Tilbage til mine borgere", "Back to my citizens"),
}
