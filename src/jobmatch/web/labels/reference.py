"""Labels of the rules and of the municipality's own words."""

from __future__ import annotations

from jobmatch.domain.text import Text

LABELS: dict[str, Text] = {
    # rules
    "rules_intro": Text(
        "Reglerne er en tabel med datoer og kilder. Kommunens jurister kan rette et tal.",
        "The rules are a table with dates and sources. Lawyers of the municipality can change a number.",
    ),
    "rules_in_force": Text("Gælder {day}", "In force on {day}"),
    # words
    "words": Text("Ord", "Words"),
    "words_title": Text("Kommunens egne ord", "The municipality's own words"),
    "words_intro": Text(
        "Her er ord, som systemet ikke forstår endnu. Lær det, hvad de betyder, så tæller de med.",
        "These are words that are not understood yet. Teach what they mean, and they count.",
    ),
    "words_imported": Text(
        "Ud over den medfølgende ordliste bruges {source}, hentet ind {day}.",
        "Beside the shipped vocabulary, {source} is used, imported on {day}.",
    ),
    "words_unknown": Text("Ord, vi ikke kender", "Words we do not know"),
    "words_all_known": Text("Alle ord er kendt.", "Every word is known."),
    "words_awaited": Text(
        "Forslag til {count} ord er på vej. Genindlæs siden om lidt.",
        "Suggestions for {count} words are on their way. Reload the page in a moment.",
    ),
    "words_hidden": Text("Der er {count} ord mere.", "There are {count} more words."),
    "words_means": Text("{word} betyder {label}", "{word} means {label}"),
    "words_is": Text("betyder {label}", "means {label}"),
    "words_gone": Text("peger på noget, der ikke er i ordlisten nu", "points at something that is not there now"),
    "words_new": Text("Ord", "Word"),
    "words_other": Text("Betyder", "Means"),
    "words_other_for": Text("Hvad {word} betyder", "What {word} means"),
    "words_teach": Text("Lær ordet", "Teach"),
    "words_teach_this": Text("Lær ordet {word}", "Teach the word {word}"),
    "words_own": Text("Ord, vi har lært systemet", "Words we have taught"),
    "words_none_own": Text("Ingen endnu.", "None yet."),
    "words_forget": Text("Glem", "Forget"),
    "words_forget_this": Text("Glem ordet {word}", "Forget the word {word}"),
}
