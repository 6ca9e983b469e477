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
    _show_warnings(door, report["warnings"])
    _show_errors(door, report["errors"])
    if report["errors"] and not report["rejected"]:
        number = len(report["errors"])
        door.note((_NOTHING_ONE if number == 1 else _NOTHING_MANY).fill(number=number))
        return
    _show_saved(door, report, dry_run)
    if report["rejected"]:
        door.note(_REJECTED.fill(file=report["rejected"]))


def _show_warnings(door: Door, warnings: list[dict[str, Any]]) -> None:
    alike = list(_alike(warnings).values())
    for first, *others in alike[:SHOWN]:
        door.note(_line(first, Text("Bemærk", "Note")))
        if others:
            columns = ", ".join(one["column"] for one in others)
            door.note((_SAME_ONE if len(others) == 1 else _SAME_MANY).fill(columns=columns, number=len(others)))
    if len(alike) > SHOWN:
        unseen = len(alike) - SHOWN
        door.note((_UNSEEN_ONE if unseen == 1 else _UNSEEN_MANY).fill(number=unseen))


def _show_errors(door: Door, errors: list[dict[str, Any]]) -> None:
    for problem in errors[:SHOWN]:
        door.note(_line(problem, Text("Fejl", "Error")))
    if len(errors) > SHOWN:
        door.note(_HIDDEN.fill(number=len(errors) - SHOWN))


def _show_saved(door: Door, report: dict[str, Any], dry_run: bool) -> None:
    counts = report["would_save"] if dry_run and "would_save" in report else report["saved"]
    kinds = ((CITIZENS, "citizens"), (PLACEMENTS, "placements"), (EVENTS, "courses"))
    saved = [noun.counted(counts[kind]) for noun, kind in kinds]
    verb = Text("Ville gemme", "Would save") if dry_run else Text("Gemt", "Saved")
    door.say(
        f"{verb.da}: {', '.join(one.da for one in saved)}. "
        f"Uændret: {report['unchanged']}. Trukket tilbage: {report['withdrawn']}.",
        f"{verb.en}: {', '.join(one.en for one in saved)}. "
        f"Unchanged: {report['unchanged']}. Withdrawn: {report['withdrawn']}.",
    )


_SAME_ONE = Text("  Det samme gælder {columns}.", "  The same goes for {columns}.")
_SAME_MANY = Text(
    "  Det samme gælder {number} kolonner mere: {columns}.", "  The same goes for {number} more columns: {columns}."
)
_UNSEEN_ONE = Text("… og 1 bemærkning mere. --json viser dem alle.", "… and 1 more note. --json shows them all.")
_UNSEEN_MANY = Text(
    "… og {number} bemærkninger mere. --json viser dem alle.", "… and {number} more notes. --json shows them all."
)
_HIDDEN = Text("… og {number} fejl mere. --json viser dem alle.", "… and {number} more. --json shows them all.")
_NOTHING_ONE = Text("Intet er gemt: 1 fejl.", "Nothing was saved: 1 error.")
_NOTHING_MANY = Text("Intet er gemt: {number} fejl.", "Nothing was saved: {number} errors.")
_REJECTED = Text(
    "De dårlige rækker ligger i {file}. Ret dem, og importér filen med --partial.",
    "The bad rows are in {file}. Correct them and import the file with --partial.",
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
