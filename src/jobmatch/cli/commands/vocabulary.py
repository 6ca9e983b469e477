"""``jobmatch vocabulary``: the words that competences, wishes and tasks are understood with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import add_group
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.domain.field_words import EITHER
from jobmatch.errors import NotFound, Text

if TYPE_CHECKING:
    from jobmatch.bootstrap import Application
    from jobmatch.competences.vocabulary import Concept, Vocabulary

UNKNOWN_SHOWN = 30


def _application(door: Door) -> Application:
    from jobmatch.bootstrap import Application

    return Application(door.settings, create=False)


def show(term: str, db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """One concept with its other words and what it hangs together with."""
    refuse_cpr(term)
    door = open_door(db, lang, as_json)
    vocabulary = _application(door).vocabulary
    concepts = _meant(vocabulary, term)
    shown = [_described(vocabulary, concept) for concept in concepts]
    if door.as_json:
        door.answer({**shown[0], "also": [{"code": c.code, "label": c.label.as_dict()} for c in concepts[1:]]})
        return
    for one in shown:
        door.out.print(f"[bold]{escape(door.t(one['label']))}[/bold]  [dim]{one['code']}[/dim]", highlight=False)
        if one["synonyms"]:
            door.out.print("  " + escape(", ".join(one["synonyms"])), highlight=False)
        for relation in one["relations"]:
            label = escape(door.t(relation["label"]))
            door.out.print(f"  [dim]{door.t(_HANGS_TOGETHER[relation['kind']])}[/dim]  {label}", highlight=False)


_HANGS_TOGETHER = {
    "needs_essential": Text("kræver", "needs"),
    "needs_useful": Text("gavnes af", "is helped by"),
    "broader": Text("hører under", "belongs under"),
    "close": Text("ligner", "is close to"),
    "shows": Text("viser", "shows"),
    "in_industry": Text("findes i", "is found in"),
    "met_in": Text("opfyldes i", "is met in"),
    "same": Text("er det samme som", "is the same as"),
}


def _meant(vocabulary: Vocabulary, term: str) -> list[Concept]:
    """The concept of a code, those that have the term as a name, or the one that it is read as."""
    from jobmatch.competences.linker import linker_of
    from jobmatch.services.teaching import concepts_named

    if term in vocabulary.concepts:
        return [vocabulary.concepts[term]]
    named = concepts_named(vocabulary, term)
    if named:
        return named
    found = linker_of(vocabulary).term(term)
    if found is None:
        raise NotFound(
            Text(
                "Ordet er ikke i ordlisten. Lær den det med jobmatch vocabulary teach.",
                "The word is not in the vocabulary. Teach it with jobmatch vocabulary teach.",
            )
        )
    return [vocabulary.concepts[found.code]]


def _described(vocabulary: Vocabulary, concept: Concept) -> dict[str, Any]:
    relations = [
        {"kind": one.kind, "code": one.target, "label": vocabulary.concepts[one.target].label.as_dict()}
        for one in vocabulary.outgoing.get(concept.code, ())
    ]
    return {
        "code": concept.code,
        "kind": concept.kind,
        "label": concept.label.as_dict(),
        "synonyms": list(concept.synonyms),
        "relations": relations,
    }


def import_folder(folder: Path, db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Read ESCO and join it with the shipped vocabulary."""
    from dataclasses import asdict

    from jobmatch.bootstrap import Application

    door = open_door(db, lang, as_json)
    report = Application(door.settings).vocabularies.import_folder(folder, by_hand())
    if door.as_json:
        door.answer(asdict(report))
    elif not report.new:
        door.say("Netop den ordliste gælder allerede.", "Just that vocabulary is in force already.")
    else:
        door.say(
            f"{report.occupations} job og {report.skills} kompetencer er hentet ind fra {report.source}. "
            f"{report.joined} af dem fandtes i forvejen. {report.texts} tekster er læst på ny.",
            f"{report.occupations} occupations and {report.skills} skills were imported from {report.source}. "
            f"{report.joined} of them were there already. {report.texts} texts were read again.",
        )
    if report.absent and not door.as_json:
        names = ", ".join(report.absent)
        door.say(f"Kunne undværes og var der ikke: {names}.", f"Not there, and not needed: {names}.")


def check(
    folder: Annotated[Path | None, typer.Argument()] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Tell what is wrong with a folder like ``data/vocabulary``, the shipped one unless told."""
    from jobmatch.competences.shipped import shipped_vocabulary
    from jobmatch.competences.vocabulary_check import faults
    from jobmatch.competences.vocabulary_folder import read_folder

    door = open_door(db, lang, as_json)
    vocabulary = shipped_vocabulary() if folder is None else read_folder(folder)
    found = faults(vocabulary)
    if door.as_json:
        door.answer({"concepts": len(vocabulary.concepts), "faults": [one.as_dict() for one in found]})
    elif not found:
        count = len(vocabulary.concepts)
        door.say(f"{count} begreber, ingen fejl.", f"{count} concepts, nothing wrong.")
    for one in () if door.as_json else found:
        door.out.print(f"  {escape(door.t(one))}", highlight=False)
    if found:
        raise typer.Exit(1)


def remove(db: Db = None, lang: Lang = None) -> None:
    """Go back to the shipped vocabulary."""
    door = open_door(db, lang)
    texts = _application(door).vocabularies.remove_import(by_hand())
    door.say(
        f"Den importerede ordliste er taget ud. {texts} tekster er læst på ny.",
        f"The imported vocabulary was taken out. {texts} texts were read again.",
    )


def unknown(
    top: Annotated[int, typer.Option("--top", min=1, max=10_000)] = UNKNOWN_SHOWN,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """The words that nobody could link, the most frequent first."""
    door = open_door(db, lang, as_json)
    words = _application(door).teaching.unknown()
    if door.as_json:
        door.answer({"count": len(words), "words": [one.as_dict() for one in words[:top]]})
        return
    if not words:
        door.say("Alle ord er i ordlisten.", "Every word is in the vocabulary.")
    for one in words[:top]:
        where = ", ".join(door.t(EITHER[name]) for name in sorted(one.where))
        door.out.print(f"  {one.count:>4}  [bold]{escape(one.word)}[/bold]  [dim]{where}[/dim]", highlight=False)
    if len(words) > top:
        door.say(f"  … og {len(words) - top} til", f"  … and {len(words) - top} more")


def teach(word: str, code: str, db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Let a word mean a concept from now on."""
    refuse_cpr(word, code)
    door = open_door(db, lang, as_json)
    lesson = _application(door).teaching.teach(word, code, by_hand())
    if door.as_json:
        door.answer(lesson.as_dict())
        return
    label = door.t(lesson.concept.label)
    door.say(
        f"»{lesson.word}« betyder nu {label}. {lesson.texts} tekster er læst på ny.",
        f"“{lesson.word}” now means {label}. {lesson.texts} texts were read again.",
    )


def forget(word: str, db: Db = None, lang: Lang = None) -> None:
    """Take a taught word back."""
    refuse_cpr(word)
    door = open_door(db, lang)
    texts = _application(door).teaching.forget(word, by_hand())
    door.say(f"Ordet er glemt. {texts} tekster er læst på ny.", f"Forgotten. {texts} texts were read again.")


def taught(db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """The words that the municipality has taught."""
    door = open_door(db, lang, as_json)
    application = _application(door)
    vocabulary = application.vocabulary
    rows = [
        {
            "word": one.local_word.word,
            "code": one.local_word.concept,
            "by": one.by,
            "at": one.at.isoformat(),
            "in_use": one.local_word.concept in vocabulary.concepts,
        }
        for one in application.teaching.taught()
    ]
    if door.as_json:
        door.answer({"words": rows})
        return
    if not rows:
        door.say("Ordlisten har ikke lært nogen ord endnu.", "No word has been taught yet.")
    for row in rows:
        line = (
            f"  [bold]{escape(str(row['word']))}[/bold] → {row['code']}  [dim]{row['by']} {str(row['at'])[:10]}[/dim]"
        )
        door.out.print(line, highlight=False)


_EXPLAINED = (
    (
        "show",
        "Viser et ord: hvad det også hedder, og hvad det hænger sammen med.",
        "Shows a term: what else it is called and what it hangs together with.",
        "jobmatch vocabulary show opvask",
        show,
    ),
    (
        "unknown",
        "Viser de ord, som ordlisten ikke kender, de hyppigste først.",
        "Shows the words that the vocabulary does not know, the most frequent first.",
        "jobmatch vocabulary unknown",
        unknown,
    ),
    (
        "teach",
        "Lærer ordlisten et af kommunens egne ord.",
        "Teaches the vocabulary one of the municipality's own words.",
        "jobmatch vocabulary teach grovkøkken skill.opvask",
        teach,
    ),
    (
        "taught",
        "Viser de ord, kommunen har lært ordlisten.",
        "Shows the words that the municipality has taught.",
        "jobmatch vocabulary taught",
        taught,
    ),
    (
        "forget",
        "Glemmer et ord, som kommunen har lært ordlisten.",
        "Forgets a word that the municipality has taught.",
        "jobmatch vocabulary forget grovkøkken",
        forget,
    ),
    (
        "import",
        "Henter hele ESCO ind ved siden af den medfølgende ordliste.",
        "Imports the whole of ESCO beside the shipped vocabulary.",
        "jobmatch vocabulary import esco",
        import_folder,
    ),
    (
        "check",
        "Ser en mappe med ordliste efter: dubletter, løse ender, ringe, manglende sprog.",
        "Looks a folder of vocabulary over: duplicates, loose ends, circles, missing languages.",
        "jobmatch vocabulary check data/vocabulary",
        check,
    ),
    (
        "remove",
        "Tager den importerede ordliste ud igen.",
        "Takes the imported vocabulary out again.",
        "jobmatch vocabulary remove",
        remove,
    ),
)


def add(app: typer.Typer) -> None:
    """Add the group of commands to the program."""
    add_group(
        app,
        "vocabulary",
        "Ordlisten, som kompetencer og ønsker forstås med.",
        "The vocabulary of skills and wishes.",
        _EXPLAINED,
    )
