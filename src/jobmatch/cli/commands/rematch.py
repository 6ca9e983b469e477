"""``jobmatch rematch``: everyone scored again and published in one go."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Annotated, Any, Literal

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.counted import CITIZENS, PAIRS
from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day
from jobmatch.errors import JobmatchError, Text
from jobmatch.executor import missed

_NOT_KEPT = Text(
    "Kørslen blev ikke lagt på disken til næste nat, som så begynder forfra. Se efter plads og adgang i {folder}.",
    "The run was not left on the disk for the next night, which then starts anew. Check space and access in {folder}.",
)
_UNUSED = Text(
    "Denne gang var der så lidt at regne, at klyngen ikke blev brugt. Det ville den ikke have kunnet: {why}",
    "This time there was so little to calculate that the cluster was not used. It could not have been: {why}",
)


def rematch(
    full: Annotated[bool, typer.Option("--full")] = False,
    as_of: AsOf = None,
    executor: Annotated[Literal["inprocess", "joblib", "dask"], typer.Option("--executor")] = "inprocess",
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Score everyone again."""
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    with _logged(door.settings.logs == "json") as log, door.progress(Text("Regner", "Calculating")) as progress:
        result = application.nightly.run(
            full=full, as_of=parse_day(as_of), executor=executor, scheduler=scheduler, progress=progress
        )
        log.update(result)
        unused = missed(executor, scheduler)
        if unused is not None:
            log["cluster"] = unused.da
    if unused is not None and not door.logs_only:
        door.note(_UNUSED.fill(why=unused))
    if log.get("warnings") and not door.logs_only:
        door.note(_NOT_KEPT.fill(folder=application.night_folder))
    if door.as_json:
        door.answer(result)
        return
    counts = result["counts"]
    if not result["published"]:
        door.say(
            f"Intet er ændret siden kørsel {result['run_id']}.", f"Nothing has changed since run {result['run_id']}."
        )
        return
    people, pairs = CITIZENS.counted(counts["proposed_for"]), PAIRS.counted(counts["feasible_pairs"])
    door.say(
        f"Kørsel {result['run_id']} er klar: forslag til {people.da} ud af {counts['citizens']}, {pairs.da}. "
        f"Uden nogen mulighed: {counts['without_any']}. Med færre end tre: {counts['fewer_than_three']}.",
        f"Run {result['run_id']} is ready: proposals for {people.en} of {counts['citizens']}, {pairs.en}. "
        f"Without any: {counts['without_any']}. With fewer than three: {counts['fewer_than_three']}.",
    )


class _Heard(logging.Handler):
    """What the night warns of, for the one line about it; all of it is about its files on the disk."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a warning down."""
        self.warnings.append(record.getMessage())


@contextmanager
def _logged(wanted: bool) -> Iterator[dict[str, Any]]:
    """One JSON line about the run on stderr, for those who collect logs; ids of runs only, never of people."""
    facts: dict[str, Any] = {}
    started = perf_counter()
    event, problem = "night_failed", {}
    heard, night = _Heard(), logging.getLogger("jobmatch.services.night")
    night.addHandler(heard)
    try:
        yield facts
        if heard.warnings:
            facts["warnings"] = heard.warnings
        event = "night_published" if facts.get("published") else "night_unchanged"
    except Exception as error:
        problem = {"problem": type(error).__name__}
        if isinstance(error, JobmatchError):
            problem["message"] = error.here.da
        raise
    finally:
        night.removeHandler(heard)
        if wanted:
            import structlog

            render: list[Any] = [structlog.processors.TimeStamper("iso"), structlog.processors.JSONRenderer()]
            log = structlog.wrap_logger(structlog.PrintLogger(sys.stderr), processors=render)
            log.info(event, **{**(problem or facts), "seconds": round(perf_counter() - started, 1)})


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "rematch",
        "Regner alle borgeres forslag igen og offentliggør dem samlet.",
        "Calculates everyone's proposals again and publishes them together.",
        "jobmatch rematch --as-of 2026-11-21",
    )
    app.command("rematch", cls=Command)(rematch)
