"""``jobmatch vocabulary``: the words that competences, wishes and tasks are understood with."""

from __future__ import annotations

import typer
from rich.markup import escape

from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, Group, explain, language
from jobmatch.cli.options import AsJson, Lang, refuse_cpr
from jobmatch.errors import NotFound, Text


def show(term: str, lang: Lang = None, as_json: AsJson = False) -> None:
    """One concept with its other words and what it hangs together with."""
    from jobmatch.competences.linker import Linker
    from jobmatch.competences.vocabulary import shipped_vocabulary

    refuse_cpr(term)
    door = open_door(None, lang, as_json)
    vocabulary = shipped_vocabulary()
    concept = vocabulary.concepts.get(term)
    if concept is None:
        found = Linker(vocabulary).term(term)
        if found is None:
            raise NotFound(Text("Ordet er ikke i ordlisten.", "The word is not in the vocabulary."))
        concept = vocabulary.concepts[found.code]
    relations = [
        {"kind": one.kind, "code": one.target, "label": vocabulary.concepts[one.target].label.as_dict()}
        for one in vocabulary.outgoing.get(concept.code, ())
    ]
    if door.as_json:
        door.answer(
            {
                "code": concept.code,
                "kind": concept.kind,
                "label": concept.label.as_dict(),
                "synonyms": list(concept.synonyms),
                "relations": relations,
            }
        )
        return
    door.out.print(f"[bold]{escape(door.t(concept.label))}[/bold]  [dim]{concept.code}[/dim]", highlight=False)
    if concept.synonyms:
        door.out.print("  " + escape(", ".join(concept.synonyms)), highlight=False)
    for one in relations:
        door.out.print(f"  [dim]{one['kind']}[/dim]  {escape(door.t(one['label']))}", highlight=False)  # type: ignore[arg-type]


def add(app: typer.Typer) -> None:
    """Add the group of commands to the program."""
    group = typer.Typer(cls=Group, rich_markup_mode=None)
    group.callback()(language)
    explain("vocabulary", "Ordlisten, som kompetencer og ønsker forstås med.", "The vocabulary of skills and wishes.")
    explain(
        "vocabulary show",
        "Viser et ord: hvad det også hedder, og hvad det hænger sammen med.",
        "Shows a term: what else it is called and what it hangs together with.",
        "jobmatch vocabulary show opvask",
    )
    group.command("show", cls=Command)(show)
    app.add_typer(group, name="vocabulary")
