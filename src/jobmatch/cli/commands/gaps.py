"""``jobmatch gaps``: demand that no placement meets, and the cheapest thing that would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.errors import Text
from jobmatch.services.access.by_hand import note_views
from jobmatch.services.access.policy import Action


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
    shown = ("demand", "changes", "questions") if door.as_json else ("demand", "changes")  # a question names nobody
    rows = (row for part in shown for row in found[part])
    named = sorted({one for row in rows for one in row.get("people", ())})
    note_views(application.access.journal, by_hand(), Action.SEE_DEMAND, named)
    if door.as_json:
        door.answer(found)
    else:
        _show(door, found)


FEW = Text(f"under {FEWEST_TOLD}", f"under {FEWEST_TOLD}")
"""Said instead of a count of so few people."""
YES = Text(
    "Ja: blandt de fem første forslag for {then} borgere, mod {now} nu.",
    "Yes: among the first five suggestions for {then} citizens, {now} now.",
)
YES_FEW = Text(
    "Ja: blandt de fem første forslag for nogle få flere end de {now} borgere nu.",
    "Yes: among the first five suggestions for a few more than the {now} citizens now.",
)
YES_NOTHING = Text(
    "Ja: ingen flere får stedet blandt de fem første forslag end de {now}, der har det nu.",
    "Yes: nobody gets the place among the first five suggestions but the {now} who have it now.",
)
NO = Text("Nej: passer til {then} borgere, mod {now} nu.", "No: suits {then} citizens, {now} now.")
NO_FEW = Text("Nej: passer til færre end de {now} borgere nu.", "No: suits fewer than the {now} citizens now.")
NO_LOWER = Text(
    "Nej: passer stadig til {fits} borgere, men er blandt de fem første forslag for {then}, mod {now} nu.",
    "No: still suits {fits} citizens, but is among the first five suggestions for {then}, {now} now.",
)
NO_NOTHING = Text("Nej: passer stadig til {fits} borgere.", "No: still suits {fits} citizens.")
"""What an answer to a question does."""


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
    for text in (_of_a_yes(row), _of_a_no(row)):
        if text is not None:
            door.say(f"      {text.da}", f"      {text.en}")


def _of_a_yes(row: Mapping[str, Any]) -> Text | None:
    """What a yes does, also when it is nothing; None when it is about too few."""
    now, then = row["before"]["top"], row["if_yes"]["top"]
    if then is None:
        return None if now is None else YES_FEW.fill(now=now)
    return (YES_NOTHING if then == now else YES).fill(now=now, then=then)


def _of_a_no(row: Mapping[str, Any]) -> Text | None:
    """The same of a no: whom it closes the place for, else where it stands lower."""
    before, after = row["before"], row["if_no"]
    if after["fits"] is None:
        return None if before["fits"] is None else NO_FEW.fill(now=before["fits"])
    if after["fits"] != before["fits"]:
        return NO.fill(now=before["fits"], then=after["fits"])
    lower = after["top"] is not None and after["top"] < before["top"]
    return (NO_LOWER if lower else NO_NOTHING).fill(fits=before["fits"], now=before["top"], then=after["top"])


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "gaps",
        "Viser, hvad ingen plads møder, og hvad der ville hjælpe flest.",
        "Shows what no placement meets, and what would help most.",
        "jobmatch gaps",
    )
    app.command("gaps", cls=Command)(gaps)
