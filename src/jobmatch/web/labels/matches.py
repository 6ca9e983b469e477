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
}
