"""``jobmatch demo``: a newcomer's first minute, on an invented municipality."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.commands.serve import DEFAULT_PORT, serve_site
from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import Db, Lang
from jobmatch.domain.shipped import DATA
from jobmatch.errors import BadInput, NotReady, Text
from jobmatch.store.runs import RankedList

SAMPLE_DAY = date(2026, 11, 21)
"""The day that the invented municipality was written for."""
LOOKED_AT = 5
"""How many citizens the demo shows first."""
REASONS = 3
ONE = Text("1 plads passer", "1 placement fits")
MANY = Text("{count} pladser passer", "{count} placements fit")
_OTHERS = Text(
    "Databasen har allerede andre data, som eksempelkommunen ville trække tilbage. Intet er ændret. "
    "Vælg en tom database, for eksempel: jobmatch demo --db sqlite:///demo.sqlite",
    "The database already holds other data, which the sample municipality would withdraw. Nothing was changed. "
    "Choose an empty database, for example: jobmatch demo --db sqlite:///demo.sqlite",
)


def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve")] = True,
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = DEFAULT_PORT,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """The sample municipality, from files to pages."""
    with tempfile.TemporaryDirectory(prefix="jobmatch-demo-") as folder:
        named = db or os.environ.get("JOBMATCH_DATABASE_URL")
        door = open_door(named or f"sqlite:///{Path(folder) / 'demo.sqlite'}", lang, scores=True, as_of=SAMPLE_DAY)
        application = Application(door.settings)
        _refuse_others(application)
        _import(door, application)
        _rematch(door, application)
        _first_look(door, application)
        if serve:
            serve_site(door, application, "127.0.0.1", port)
        application.store.close()


def _refuse_others(application: Application) -> None:
    """The sample goes into an empty database, or one that holds just the sample: it would withdraw everybody else."""
    store = application.store
    if not store.count("citizens") and not store.count("placements"):
        return
    would = application.importing.run([DATA / "sample"], dry_run=True).as_dict()
    if would["withdrawn"] or any(would["would_save"].values()):
        raise BadInput(_OTHERS)


def _import(door: Door, application: Application) -> None:
    report = application.importing.run([DATA / "sample"]).as_dict()
    if report["errors"]:
        raise NotReady(
            Text(
                f"Eksemplet kunne ikke læses: {report['errors'][0]['message']['da']}",
                f"The sample could not be read: {report['errors'][0]['message']['en']}",
            )
        )
    citizens, placements = application.store.count("citizens"), application.store.count("placements")
    door.say(
        f"Eksempelkommunen er hentet: {citizens} opdigtede borgere og {placements} opdigtede pladser.",
        f"The sample municipality is in: {citizens} invented citizens and {placements} invented placements.",
    )


def _rematch(door: Door, application: Application) -> None:
    with door.progress(Text("Regner", "Calculating")) as progress:
        result = application.nightly.run(full=True, as_of=None, progress=progress)
    door.say(
        f"Forslag til alle er klar (kørsel {result['run_id']}).",
        f"Proposals for all are ready (run {result['run_id']}).",
    )


def _first_look(door: Door, application: Application) -> None:
    """Who to look at first: those with fewest options, and the best place for each with its strongest reasons."""
    run = application.store.latest_run()
    assert run is not None
    lists = sorted(application.store.lists(run.run_id), key=lambda one: (one.feasible_count, one.citizen_id))
    door.say(
        "\nBegynd her: de borgere, som færrest pladser passer til.", "\nStart here: those whom fewest placements fit."
    )
    for one in lists[:LOOKED_AT]:
        _show(door, application, one)


def _show(door: Door, application: Application, one: RankedList) -> None:
    """One citizen's best; with fewer options than everybody is owed, also what would open another one."""
    from jobmatch.planning.blockers import ENOUGH

    citizen = application.store.citizen(one.citizen_id)
    name = (citizen.display_name if citizen else None) or one.citizen_id
    found = application.suggest.match(one.citizen_id, top=1)
    count = ONE if one.feasible_count == 1 else MANY.fill(count=one.feasible_count)
    door.out.print(f"\n[bold]{escape(name)}[/bold] ({one.citizen_id}): {door.t(count)}", highlight=False)
    titles = application.titles(found)
    for match in found["matches"]:
        door.out.print(f"  {escape(titles.get(match['placement_id'], match['placement_id']))}", highlight=False)
        for part in [part for part in match["contributions"] if _speaks_for(part)][:REASONS]:
            door.out.print(f"    [green]+[/green] {escape(door.t(part['text']))}", highlight=False)
    for unlock in found["unlocks"][:1] if one.feasible_count < ENOUGH else ():
        place = titles.get(unlock["placement_id"], unlock["placement_id"])
        door.out.print(f"  [green]→[/green] {escape(place)}: {escape(door.t(unlock['text']))}", highlight=False)


def _speaks_for(part: Mapping[str, Any]) -> bool:
    """Known, and at least half of what the factor can give."""
    return bool(part["known"]) and 2 * part["points"] >= part["max"]


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "demo",
        "Henter en opdigtet kommune, regner, viser hvem man skal se på først, og åbner siderne.",
        "Takes in an invented municipality, calculates, shows whom to look at first, and serves the pages.",
        "jobmatch demo --no-serve",
    )
    app.command("demo", cls=Command)(demo)
