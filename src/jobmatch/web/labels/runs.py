"""Labels of the nightly runs."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    "footer_runs": Text("Hvornår er der sidst regnet?", "When was it last calculated?"),
    "runs": Text("Natlige kørsler", "Nightly runs"),
    "runs_intro": Text(
        "Hver nat regnes alle borgeres forslag og planen igen. Her står, hvornår det skete, og hvad det er lavet af.",
        "Every night everyone's proposals and the plan are calculated again. Here is when, and from what.",
    ),
    "runs_none_title": Text("Der er ingen kørsel endnu", "There is no run yet"),
    "runs_none": Text("Den første laves med: jobmatch rematch.", "The first one is made with: jobmatch rematch."),
    "run": Text("Kørsel", "Run"),
    "run_when": Text("Klar", "Ready"),
    "run_took": Text("Tog", "Took"),
    "run_seconds": Text("{seconds} s", "{seconds} s"),
    "run_citizens": Text("Borgere med forslag", "Citizens with proposals"),
    "run_planned": Text("Har et sted i planen", "Have a place in the plan"),
    "run_few": Text("Med færre end tre", "With fewer than three"),
    "run_without": Text("Uden nogen", "Without any"),
    "run_none_or_all": Text("næsten ingen eller næsten alle", "nearly none or nearly all"),
    "run_rounded": Text(
        "Tallene er afrundet til nærmeste fem, så de ikke fortæller om enkelte borgere.",
        "The numbers are rounded to the nearest five, so that they tell of no single citizen.",
    ),
    "run_written": Text("Lister, der blev ændret", "Lists that changed"),
    "run_versions": Text("Lavet af", "Made of"),
    "run_made_of": Text(
        "vægte {model} · regler {rules} · ordliste {vocabulary} · data {revision}",
        "weights {model} · rules {rules} · vocabulary {vocabulary} · data {revision}",
    ),
    "run_under_way_title": Text("En kørsel er i gang", "A run is under way"),
    "run_under_way": Text(
        "Den begyndte kl. {clock} og er {percent} % færdig. Den seneste færdige kørsel vises imens.",
        "It began at {clock} and is {percent} % done. The latest finished run is shown meanwhile.",
    ),
    "run_stopped_title": Text("En kørsel blev afbrudt", "A run was cut off"),
    "run_stopped": Text(
        "Den begyndte kl. {clock} og nåede {percent} %. Start den igen; den fortsætter, hvor den slap.",
        "It began at {clock} and came to {percent} %. Start it again; it goes on where it was.",
    ),
}
