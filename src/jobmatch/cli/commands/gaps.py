"""``jobmatch gaps``: demand that no placement meets, and the cheapest thing that would."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.errors import Text


def gaps(
    top: Annotated[int, typer.Option("--top", min=1, max=1000)] = 10,
    as_of: AsOf = None,
    viewer: Annotated[Literal["liaison", "consultant"], typer.Option("--viewer")] = "liaison",
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """What is missing, and what would help most."""
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    found = application.gaps.gaps(top=top, as_of=parse_day(as_of), viewer=viewer)
    if door.as_json:
        door.answer(found)
    else:
        _show(door, found)


FEW = Text(f"under {FEWEST_TOLD}", f"under {FEWEST_TOLD}")
"""Said instead of a count of so few people."""


def _show(door: Door, found: dict[str, Any]) -> None:
    few = door.t(FEW) if found["few"] is None else found["few"]
    da = f"{few} af {found['citizens']} borgere har færre end {found['enough']} muligheder"
    en = f"{few} of {found['citizens']} citizens have fewer than {found['enough']} possibilities"
    if found["none"] is not None:
        da, en = f"{da}, og {found['none']} har ingen", f"{en}, and {found['none']} have none"
    door.say(f"{da[0].upper()}{da[1:]}.", f"{en[0].upper()}{en[1:]}.")
    if found["demand"]:
        door.say("\nDet mangler der", "\nWhat is missing")
    for row in found["demand"]:
        _line(door, row)
        before, after = row["before"]["possibilities"], row["after"]["possibilities"]
        door.say(
            f"      De har {before} {'mulighed' if before == 1 else 'muligheder'} i alt i dag og ville få {after}.",
            f"      They have {before} {'possibility' if before == 1 else 'possibilities'} between them today and "
            f"would have {after}.",
        )
    if found["changes"]:
        door.say("\nÉn ændring, der åbner for flest", "\nOne change that opens for most")
    for row in found["changes"]:
        _line(door, row)
        _show_before_and_after(door, row["before"], row["after"])
    if found["questions"]:
        door.say("\nSpørgsmål, der er mest værd at stille", "\nQuestions most worth asking")
    for row in found["questions"]:
        _show_question(door, row)
    if found["smaller_groups"]:
        door.say(
            f"\nDesuden {found['smaller_groups']} ting, der kunne pege på enkelte borgere; konsulenterne kender dem.",
            f"\nAlso {found['smaller_groups']} things that could point at single citizens; the consultants know them.",
        )


def _show_before_and_after(door: Door, before: dict[str, int | None], after: dict[str, int | None]) -> None:
    da, en = [], []
    if after["fits"] is not None:
        da.append(f"Passer til {before['fits']} i dag og {after['fits']} bagefter.")
        en.append(f"Fits {before['fits']} today and {after['fits']} afterwards.")
    if after["few"] is not None and after["few"] != before["few"]:
        da.append(f"Færre end tre muligheder: {before['few']} i dag, {after['few']} bagefter.")
        en.append(f"Fewer than three possibilities: {before['few']} today, {after['few']} afterwards.")
    if da:
        door.say(f"      {' '.join(da)}", f"      {' '.join(en)}")


def _line(door: Door, row: dict[str, Any]) -> None:
    people = f" [dim]{escape(', '.join(row['people']))}[/dim]" if "people" in row else ""
    door.out.print(f"  – {escape(door.t(row['text']))}{people}", highlight=False)


def _show_question(door: Door, row: dict[str, Any]) -> None:
    name = f"{row['placement_id']} {row['employer'] or ''}".strip()
    door.out.print(f"  [yellow]?[/yellow] {escape(name)}: {escape(door.t(row['text']))}", highlight=False)
    before, yes, no = row["before"], row["if_yes"], row["if_no"]
    da, en = [], []
    if no["fits"] is not None:
        da.append(f"Passer nu til {before['fits']}, ved et nej til {no['fits']}.")
        en.append(f"Fits {before['fits']} now, {no['fits']} after a no.")
    if yes["top"] is not None:
        da.append(f"Øverst hos {before['top']} nu, hos {yes['top']} ved et ja.")
        en.append(f"At the top for {before['top']} now, for {yes['top']} after a yes.")
    if da:
        door.say(f"      {' '.join(da)}", f"      {' '.join(en)}")


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "gaps",
        "Viser, hvad ingen plads møder, og hvad der ville hjælpe flest.",
        "Shows what no placement meets, and what would help most.",
        "jobmatch gaps",
    )
    app.command("gaps", cls=Command)(gaps)
