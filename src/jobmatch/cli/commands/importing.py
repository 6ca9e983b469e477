"""``jobmatch import``: files in, all or nothing, with every bad cell named."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.counted import CITIZENS, EVENTS, PLACEMENTS
from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang
from jobmatch.errors import Text

SHOWN = 50
"""How many faults a person is shown; ``--json`` always has all of them."""


def import_files(
    paths: list[Path],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    partial: Annotated[bool, typer.Option("--partial")] = False,
    map_file: Annotated[Path | None, typer.Option("--map", metavar="FIL")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> int:
    """Import files or folders."""
    door = open_door(db, lang, as_json)
    with door.progress(Text("Læser", "Reading")) as progress:
        report = (
            Application(door.settings)
            .importing.run(paths, dry_run=dry_run, partial=partial, map_file=map_file, progress=progress)
            .as_dict()
        )
    if door.as_json:
        door.answer(report)
    else:
        _show(door, report, dry_run)
    return 1 if report["errors"] else 0


def _show(door: Door, report: dict[str, Any], dry_run: bool) -> None:
    alike = list(_alike(report["warnings"]).values())
    for first, *others in alike[:SHOWN]:
        door.note(_line(first, Text("Bemærk", "Note")))
        if others:
            columns = ", ".join(one["column"] for one in others)
            door.note(
                Text(
                    f"  Det samme gælder {len(others)} kolonner mere: {columns}."
                    if len(others) > 1
                    else f"  Det samme gælder {columns}.",
                    f"  The same goes for {len(others)} more columns: {columns}."
                    if len(others) > 1
                    else f"  The same goes for {columns}.",
                )
            )
    unseen = max(0, len(alike) - SHOWN)
    if unseen:
        door.note(
            Text(
                f"… og {unseen} bemærkninger mere. --json viser dem alle.",
                f"… and {unseen} more notes. --json shows them all.",
            )
        )
    for problem in report["errors"][:SHOWN]:
        door.note(_line(problem, Text("Fejl", "Error")))
    hidden = max(0, len(report["errors"]) - SHOWN)
    if hidden:
        door.note(
            Text(f"… og {hidden} fejl mere. --json viser dem alle.", f"… and {hidden} more. --json shows them all.")
        )
    counts = report["would_save"] if dry_run and "would_save" in report else report["saved"]
    kinds = ((CITIZENS, "citizens"), (PLACEMENTS, "placements"), (EVENTS, "courses"))
    saved = [noun.counted(counts[kind]) for noun, kind in kinds]
    if report["errors"] and not report["rejected"]:
        number = len(report["errors"])
        door.note(
            Text(f"Intet er gemt: {number} fejl.", f"Nothing was saved: {number} error{'s' if number > 1 else ''}.")
        )
        return
    verb = Text("Ville gemme", "Would save") if dry_run else Text("Gemt", "Saved")
    door.say(
        f"{verb.da}: {', '.join(one.da for one in saved)}. "
        f"Uændret: {report['unchanged']}. Trukket tilbage: {report['withdrawn']}.",
        f"{verb.en}: {', '.join(one.en for one in saved)}. "
        f"Unchanged: {report['unchanged']}. Withdrawn: {report['withdrawn']}.",
    )
    if report["rejected"]:
        door.note(
            Text(
                f"De dårlige rækker ligger i {report['rejected']}. Ret dem, og importér filen med --partial.",
                f"The bad rows are in {report['rejected']}. Correct them and import the file with --partial.",
            )
        )


def _alike(warnings: list[dict[str, Any]]) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """The notes that say the same of several columns of one row, together: another system's export has many columns."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for number, one in enumerate(warnings):
        column = one["column"]
        said = one["message"]["da"].replace(f'"{column}"', '""') if column else number
        found.setdefault((one["file"], one["row"], said), []).append(one)
    return found


def _line(problem: dict[str, Any], label: Text) -> Text:
    row, column = problem.get("row"), problem.get("column")
    place_da = problem["file"] + (f", række {row}" if row else "") + (f", {column}" if column else "")
    place_en = problem["file"] + (f", row {row}" if row else "") + (f", {column}" if column else "")
    message = problem["message"]
    return Text(f"{label.da}: {place_da}: {message['da']}", f"{label.en}: {place_en}: {message['en']}")


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "import",
        "Læser borgere, pladser og forløb fra CSV eller Excel. Er der én fejl, gemmes intet.",
        "Reads citizens, placements and courses from CSV or Excel. One error, and nothing is saved.",
        "jobmatch import borgere.csv pladser.xlsx --dry-run",
    )
    app.command("import", cls=Command)(import_files)
