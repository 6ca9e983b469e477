"""The options that commands share, and what every option means in both languages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import typer

from jobmatch.domain.columns import FIRST_DAY, LAST_DAY
from jobmatch.errors import BadInput, Text

Db = Annotated[str | None, typer.Option("--db", metavar="URL")]
Lang = Annotated[Literal["da", "en"] | None, typer.Option("--lang")]
AsJson = Annotated[bool, typer.Option("--json")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATO")]

MEANING: dict[str, Text] = {
    "db": Text("Databasens URL (ellers JOBMATCH_DATABASE_URL).", "The database URL (else JOBMATCH_DATABASE_URL)."),
    "lang": Text("Sprog: da eller en.", "Language: da or en."),
    "as_json": Text("Skriv svaret som JSON.", "Print the answer as JSON."),
    "as_of": Text("Regn som på denne dag (åååå-mm-dd eller dd-mm-åååå).", "Calculate as on this day (yyyy-mm-dd)."),
    "top": Text("Hvor mange der højst vises.", "How many to show at most."),
    "citizen_id": Text("Borgerens nummer (borgernr).", "The citizen's id."),
    "placement_id": Text("Pladsens nummer (pladsnr).", "The placement's id."),
    "viewer": Text(
        "Hvem ser: liaison ser ingen navne og ingen behov, der ikke må oplyses; consultant ser alt.",
        "Who looks: a liaison sees no names and no needs that may not be told; a consultant sees all.",
    ),
    "overwrite": Text("Erstat alt, hvad der er i databasen.", "Replace everything in the database."),
    "help": Text("Vis denne hjælp.", "Show this help."),
    "paths": Text("Filer eller mapper: CSV eller Excel.", "Files or folders: CSV or Excel."),
    "dry_run": Text("Tjek alt, men gem intet.", "Check everything, save nothing."),
    "partial": Text(
        "Gem de gode rækker, og skriv de dårlige i en fil, der kan rettes.",
        "Save the good rows and write the bad ones to a file that can be corrected.",
    ),
    "map_file": Text(
        "TOML-fil, der oversætter systemets egne navne til vores.",
        "TOML file that renames another system's names to ours.",
    ),
    "full": Text("Regn alt forfra, også det der ikke er ændret.", "Calculate everything, also what has not changed."),
    "executor": Text("Hvor der regnes.", "Where the work is done."),
    "scheduler": Text("Adressen på en Dask-klynge.", "The address of a Dask cluster."),
    "since": Text("Sammenlign med denne kørsel (ellers den forrige).", "Compare with this run (else the previous)."),
    "consultant": Text("Kun borgere hos denne konsulent.", "Only this consultant's citizens."),
    "workplaces": Text(
        "Vis i stedet, hvad der er ændret ved arbejdspladserne.", "Show what changed at the workplaces instead."
    ),
    "text": Text("Teksten, der skal slås op.", "The text to look up."),
    "file": Text("Fil med én tekst pr. linje, eller id<TAB>tekst.", "File with one text a line, or id<TAB>text."),
    "kind": Text("Hele teksten er en kompetence eller et job.", "The whole text is a skill or an occupation."),
    "vocabulary": Text("En anden ordliste: kode<TAB>navn.", "Another term list: code<TAB>label."),
    "minimum": Text("Hvor sikkert et fund mindst skal være, 0 til 1.", "How certain a find must be, 0 to 1."),
    "folder": Text("Mappen.", "The folder."),
    "term": Text("Ordet, der skal vises.", "The term to show."),
    "word": Text("Ordet, som folk skriver det.", "The word, as people write it."),
    "code": Text("Begrebets kode eller navn i ordlisten.", "The concept's code or name in the vocabulary."),
    "strike": Text("Stryg det: det passer ikke.", "Strike it: it is not so."),
    "undo": Text("Tag afgørelsen tilbage.", "Take the decision back."),
    "level": Text("1 lidt, 2 selvstændigt, 3 kan lære andre op.", "1 a little, 2 on one's own, 3 can teach others."),
    "citizens": Text("Hvor mange borgere.", "How many citizens."),
    "placements": Text("Hvor mange pladser.", "How many placements."),
    "seed": Text("Samme tal giver samme kommune.", "The same number gives the same municipality."),
    "host": Text("Adressen, der lyttes på.", "The address to listen on."),
    "port": Text("Porten; 0 vælger en ledig.", "The port; 0 picks a free one."),
    "serve": Text("Vis siderne bagefter.", "Show the pages afterwards."),
    "user_name": Text("Brugernavnet; det samme som i kolonnen konsulent.", "User name; as in the column consultant."),
    "title": Text("Navnet, som andre ser det.", "The name as others see it."),
    "role": Text("En rolle; kan gentages.", "A role; may be repeated."),
    "team": Text("Et team; kan gentages.", "A team; may be repeated."),
    "every_team": Text("Alle teams.", "Every team."),
    "label": Text("Hvad nøglen er til.", "What the key is for."),
    "days": Text("Hvor mange dage nøglen gælder; ellers altid.", "How many days the key lasts; else for ever."),
    "end": Text("Afslut nøglen med dette nummer.", "End the key of this id."),
    "anchor": Text("Et anker, der er gemt et andet sted.", "An anchor that was kept elsewhere."),
    "anchors": Text("Fil med ankre (ellers JOBMATCH_ANCHOR_FILE).", "File of anchors (else JOBMATCH_ANCHOR_FILE)."),
    "citizen": Text("Kun om denne borger.", "About this citizen only."),
    "user": Text("Kun af denne bruger.", "By this user only."),
    "yes": Text("Spørg ikke først.", "Do not ask first."),
    "output": Text("Filen, der skrives; ellers skærmen.", "The file to write; else the screen."),
    "learn_from": Text(
        "Lær af hændelserne i denne fil eller mappe i stedet for databasens.",
        "Learn from the events of this file or folder instead of those of the database.",
    ),
    "model": Text("Modellens navn.", "The model's name."),
    "because": Text("Hvorfor; ellers står der, hvad prøven viste.", "Why; else what the test says."),
    "backup_file": Text("Filen med kopien.", "The file with the copy."),
}
"""Per parameter name: what it means."""


def refuse_cpr(*texts: str | None) -> None:
    """Stop before a CPR number reaches an answer or a message."""
    from jobmatch.exchange.cpr import REFUSED, holds_cpr

    if any(text is not None and holds_cpr(text) for text in texts):
        raise BadInput(REFUSED)


def parse_day(text: str | None) -> date | None:
    """The day that ``--as-of`` names, Danish or ISO; None stays None (the service takes today)."""
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            day = datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    raise BadInput(
        Text(
            da="Dagen efter --as-of kan ikke læses. Skriv den som 2026-11-21 eller 21-11-2026.",
            en="The day after --as-of cannot be read. Write it as 2026-11-21 or 21-11-2026.",
        )
    )
