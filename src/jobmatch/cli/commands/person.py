"""``jobmatch export`` and ``jobmatch erase``: everything about one citizen out, or gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import by_hand, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.errors import BadInput, Text, reason_of

_NOT_SURE = Text(
    "Intet er slettet. Skriv --yes for at slette uden at blive spurgt.",
    "Nothing was erased. Write --yes to erase without being asked.",
)


def export(
    citizen_id: str,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FIL")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Everything about a citizen as one JSON document, whether ``--json`` is said or not."""
    refuse_cpr(citizen_id)
    door = open_door(db, lang, as_json)
    found = Application(door.settings, create=False).access.export(citizen_id, by_hand())
    if output is None:
        door.answer(found)
        return
    try:
        output.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as fault:
        raise BadInput(
            Text(
                "Der kan ikke skrives i {output}: {why}. Vælg en anden fil.",
                "{output} cannot be written: {why}. Choose another file.",
            ).fill(output=output, why=reason_of(fault))
        ) from fault
    door.say(f"Alt om {citizen_id} ligger i {output}.", f"Everything about {citizen_id} is in {output}.")


def erase(
    citizen_id: str,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Remove everything about a citizen."""
    refuse_cpr(citizen_id)
    door = open_door(db, lang, as_json)
    store = Application(door.settings, create=False).store
    if not yes:
        store.export(citizen_id)  # whoever is not there is said before anything is asked
        question = Text(
            f"Alt om {citizen_id} slettes og kan ikke hentes igen. Skriv nummeret for at slette",
            f"Everything about {citizen_id} is erased and cannot be brought back. Type the id to erase",
        )
        try:
            typed = typer.prompt(door.t(question), default="", show_default=False, err=True)
        except (typer.Abort, OSError):  # stopped by hand, or nobody is there to answer
            typed = ""
            door.note(Text("", ""))
        if typed.strip() != citizen_id:
            raise BadInput(_NOT_SURE)
    erased = store.erase(citizen_id, by_hand())
    if door.as_json:
        door.answer(
            {"versions": erased.versions, "events": erased.events, "lists": erased.lists, "other": erased.other}
        )
        return
    door.say(
        f"Slettet: {erased.versions} versioner, {erased.events} hændelser, {erased.lists} lister og {erased.other} "
        "andre rækker. Loggen ved, at der er slettet, men ikke hvem. Sikkerhedskopier slettes for sig.",
        f"Erased: {erased.versions} versions, {erased.events} events, {erased.lists} lists and {erased.other} other "
        "rows. The log knows that somebody was erased, not who. Backups are erased apart.",
    )


def add(app: typer.Typer) -> None:
    """Add the commands to the program."""
    explain(
        "export",
        "Henter alt, hvad der er gemt om en borger: også hvem der har set det.",
        "Takes out everything that is stored about a citizen: also who has seen it.",
        "jobmatch export B-001 --output b-001.json",
    )
    explain(
        "erase",
        "Sletter alt om en borger; kun antallet af rækker bliver tilbage.",
        "Erases everything about a citizen; only how many rows there were stays.",
        "jobmatch erase B-001",
    )
    app.command("export", cls=Command)(export)
    app.command("erase", cls=Command)(erase)
