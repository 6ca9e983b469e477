"""Labels of the pages about models."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    "models_title": Text("Modeller", "Models"),
    "models_intro": Text(
        "En model er en tabel: hvor mange point hver ting kan give. Fagfolk har skrevet en. Programmet kan lære en ny "
        "af det, I vælger, og det, der holder.",
        "A model is a table: how many points each matter can give. Experts wrote one. The program can learn another "
        "from what you choose and what holds.",
    ),
    "models_in_force": Text("gælder nu", "in force"),
    "models_expert": Text("Fagfolkenes tabel", "The experts' table"),
    "models_learned": Text("Lært af valg og forløb", "Learned from choices and courses"),
    "models_learned_from": Text(
        "Lært af {lists} valg fra {persons} borgere.", "Learned from {lists} choices by {persons} citizens."
    ),
    "models_none": Text(
        "Der er ingen lært model endnu. Den, der passer programmet, laver en med jobmatch learn. Den viser sig her med "
        "sin prøve, og intet ændrer sig, før I siger til.",
        "There is no learned model yet. Whoever runs the program makes one with jobmatch learn. It appears here with "
        "its test, and nothing changes before you say so.",
    ),
    "models_outcomes": Text("{held} forløb holdt, {not_held} gjorde ikke.", "{held} courses held, {not_held} did not."),
    "models_how": Text("Hvem bestemmer?", "Who decides?"),
    "models_how_text": Text(
        "En lært model ændrer ikke noget af sig selv. En leder foreslår den, og en anden leder ser, hvad den ville "
        "flytte, og siger ja eller nej. Man kan altid gå tilbage.",
        "A learned model changes nothing by itself. A lead proposes it, and another lead sees what it would move, and "
        "says yes or no. One can always go back.",
    ),
    "models_waiting": Text("Venter på svar", "Waits for an answer"),
    "models_back": Text("Gå tilbage", "Go back"),
    "models_back_text": Text("Før den her gjaldt {model}.", "Before this one {model} was in force."),
    "models_back_do": Text("Foreslå at gå tilbage", "Propose to go back"),
    "models_table": Text("Hvad den har lært", "What it has learned"),
    "models_table_note": Text(
        "Hvor meget hver ting højst kan give, ved siden af {model}.", "The most each matter can give, beside {model}."
    ),
    "models_curve_learned": Text("lært", "learned"),
    "models_curve_expert": Text("fagfolkenes", "the experts'"),
    "models_test": Text("Er den bedre?", "Is it better?"),
    "models_difference": Text("Forskel til {model}", "Difference to {model}"),
    "models_interval": Text("{difference} (mellem {low} og {high})", "{difference} (between {low} and {high})"),
    "models_tested_on": Text("Prøvet på", "Tested on"),
    "models_tested_lists": Text("{lists} valg fra {persons} borgere", "{lists} choices by {persons} citizens"),
    "models_measure": Text(
        "Målet er ndcg@10: 1, når det valgte sted altid står øverst, mindre jo længere nede. Modellen er prøvet med "
        "tabeller, der er lavet på samme måde uden de borgere, de bliver prøvet på.",
        "The measure is ndcg@10: 1 when the chosen placement always stands first, less the lower it stands. The model "
        "was tested by tables made in the same way without the citizens that they are tested on.",
    ),
    "models_kept": Text("Heraf med værdierne fra dengang", "Of them with the values of that day"),
    "models_groups": Text("Er den bedre for alle?", "Is it better for everybody?"),
    "models_groups_note": Text(
        "Forskellen for hver gruppe. Taber en gruppe, kan modellen ikke bruges. Grupper på under fem vises ikke.",
        "The difference for each group. If a group loses, the model cannot be used. Groups below five are not shown.",
    ),
    "models_persons": Text("{persons} borgere", "{persons} citizens"),
    "models_loses": Text("taber", "loses"),
    "models_hidden": Text("{count} grupper er for små til at vise.", "{count} groups are too small to show."),
    "models_hidden_one": Text("Én gruppe er for lille til at vise.", "One group is too small to show."),
    "models_is_in_force": Text("Det er den, der gælder nu.", "This is the one in force."),
    "models_promote": Text("Skal den bruges?", "Shall it be used?"),
    "models_promote_text": Text(
        "Skriv hvorfor. En anden leder ser på det, før den gælder. Næste nat regner så alle igennem på ny.",
        "Write why. Another lead looks at it before it is in force. The next night then scores everybody anew.",
    ),
    "models_promote_do": Text("Foreslå den", "Propose it"),
    "models_source": Text("Hændelserne kommer fra {source}.", "The events come from {source}."),
    "models_source_stored": Text("databasen", "the database"),
    "models_source_files": Text(
        "De lå i filer og kan ikke prøves igen, når forslaget bliver godkendt.",
        "They lay in files and cannot be tested again when the proposal is approved.",
    ),
    "models_made_again": Text(
        "{again} af {all} viste rækker er regnet ud igen af nutidens oplysninger.",
        "{again} of {all} rows that were shown were made again from today's records.",
    ),
    "models_card": Text("Sådan er den lavet", "How it was made"),
}
