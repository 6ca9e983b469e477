"""Labels of suggestions: reasons, questions, rules, what is excluded and what would help."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    "to_suggestions": Text("Gå til forslagene", "Go to the suggestions"),
    "to_candidates": Text("Gå til dem, det kan passe til", "Go to those it could suit"),
    "suggestions": Text("Forslag", "Suggestions"),
    "no_match_title": Text("Ingen pladser passer i dag", "No placement fits today"),
    "no_match": Text(
        "Det er sjældent langt væk. Se nedenfor, hvad der skal til, og hvem der kan ændre det.",
        "It is seldom far off. See below what it would take, and who can change it.",
    ),
    "for": Text("Det taler for", "What speaks for it"),
    "against": Text("Det passer mindre godt", "What fits less well"),
    "not_known": Text("Det ved vi ikke", "What we do not know"),
    "ask_employer": Text("Spørg arbejdspladsen", "Ask the workplace"),
    "ask_citizen": Text("Tal med borgeren om", "Talk with the citizen about"),
    "ask_consultant": Text("Tag stilling til", "Decide on"),
    "no_questions": Text("Ingen åbne spørgsmål.", "No open questions."),
    "ramp": Text("Sådan kan timerne vokse", "How the hours can grow"),
    "ramp_note": Text(
        "Et forslag at tale ud fra. Timerne stiger kun, når borgeren selv siger til.",
        "A suggestion to talk from. Hours rise only when the citizen says so.",
    ),
    "ramp_step": Text("Fra uge {week}: {hours}", "From week {week}: {hours}"),
    "rules_here": Text("Regler at kende ({count})", "Rules to know ({count})"),
    "rules_later": Text("Når det bliver aftalt ({count})", "When it is agreed on ({count})"),
    "more_reasons": Text("Vis {count} grunde mere", "Show {count} more reasons"),
    "severity_block": Text("Stopper", "Blocks"),
    "severity_warn": Text("Husk", "Remember"),
    "severity_info": Text("Godt at vide", "Good to know"),
    "source": Text("Kilde", "Source"),
    "others_one": Text("En anden borger har også dette sted øverst.", "One other citizen also has this at the top."),
    "others_many": Text(
        "{count} andre borgere har også dette sted øverst.", "{count} other citizens also have this at the top."
    ),
    "planned": Text("Foreslået i planen", "Proposed in the plan"),
    "unlocks": Text("Det kan åbne flere døre", "What would open more doors"),
    "unlocks_note": Text(
        "Hver ændring er regnet efter: den gør det, der står.",
        "Every change has been checked by calculating again: it does what it says.",
    ),
    "unlock_rank": Text("Så ville stedet stå som nummer {rank}.", "The place would then stand as number {rank}."),
    "excluded": Text("Passer ikke i dag", "Do not fit today"),
    "excluded_count": Text("{count} pladser", "{count} placements"),
    "excluded_hidden": Text("Vis også de sidste {count}", "Show the other {count} as well"),
    "excluded_more": Text("Der er {count} mere, som ikke vises.", "There are {count} more that are not shown."),
    "reach_title": Text("Se stederne på et kort", "See the places on a map"),
    "reach_label": Text("Kort over forslagene set fra {home}", "Map of the suggestions seen from {home}"),
    "reach_note": Text("Afstanden er i fugleflugt.", "Distances are as the crow flies."),
    # two side by side
    "compare": Text("Sammenlign", "Compare"),
    "compare_do": Text("Sammenlign to", "Compare two"),
    "compare_first": Text("Sammenlign med nr. 1", "Compare with no. 1"),
    "compare_a": Text("Det ene sted", "One place"),
    "compare_b": Text("Det andet sted", "The other place"),
    "compare_caption": Text("To steder, grund for grund", "Two places, reason by reason"),
    "compare_few": Text(
        "Der skal to steder til at sammenligne. Lige nu passer højst ét.",
        "It takes two places to compare. Right now one fits at most.",
    ),
    "compare_back": Text("Tilbage til forslagene", "Back to the suggestions"),
    # what if
    "try_intro": Text(
        "Hvad ville ske med flere timer, en længere tur eller et andet behov? Intet bliver gemt.",
        "What would happen with more hours, a longer way or another need? Nothing is saved.",
    ),
    "try_hours": Text("Timer om ugen", "Hours a week"),
    "try_travel": Text("Minutter hver vej", "Minutes one way"),
    "try_without": Text("uden", "without"),
    "try_another": Text("Prøv et behov mere", "Try one more need"),
    "try_another_none": Text("Vælg …", "Choose …"),
    "try_do": Text("Vis listen", "Show the list"),
    "try_reset": Text("Som i dag", "As today"),
    "try_result": Text("Listen med det, I prøver", "The list with what you try"),
    "try_before": Text("{count} i dag", "{count} today"),
    "try_as_today": Text("som i dag", "as today"),
    "try_new": Text("ny", "new"),
    "try_up": Text("↑ fra nr. {rank}", "↑ from no. {rank}"),
    "try_down": Text("↓ fra nr. {rank}", "↓ from no. {rank}"),
    "try_none": Text("Prøv færre timer eller en længere tur.", "Try fewer hours or a longer way."),
    "try_wrong": Text("Et tal kan ikke bruges. Listen er som i dag.", "A number cannot be used. The list is as today."),
    "try_note": Text(
        "Et tankeeksperiment. Hverken borger eller plads er ændret.",
        "A thought experiment. Neither citizen nor placement has been changed.",
    ),
}
