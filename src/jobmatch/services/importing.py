"""Files in: read everything, check everything, then save all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import JobmatchError, NotReady, Text, reason_of
from jobmatch.exchange.kinds import COURSES, KINDS, FileKind
from jobmatch.exchange.read import FileSet, Problem, Rows, read_files
from jobmatch.exchange.write import write_rejected
from jobmatch.services.import_checks import NOUN, ImportChecks
from jobmatch.store import Changes, Given, Saved, Store

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

LinkNew = Callable[[Iterable[Citizen | Placement]], None]
"""Told which citizens and placements may hold texts that were never linked."""

_STEPS = 1_000
_READING = 500
"""Of the steps of a whole import, those that reading takes."""

_MANY_GONE = Text(
    "{gone} af {before} rækker fra før mangler i filen og er trukket tilbage. Er det hele filen? "
    "De kommer igen, når de er med i næste import.",
    "{gone} of {before} rows from before are missing in the file and were withdrawn. Is it the whole file? "
    "They return when the next import has them.",
)
_MANY_WOULD_GO = Text(
    "{gone} af {before} rækker fra før mangler i filen og ville blive trukket tilbage. Er det hele filen?",
    "{gone} of {before} rows from before are missing in the file and would be withdrawn. Is it the whole file?",
)
_NOT_LINKED = Text(
    "Alt er gemt, men ordene blev ikke koblet til begreber. Det sker ved næste jobmatch rematch.",
    "Everything was saved, but the words were not linked to concepts. The next jobmatch rematch does it.",
)
_NO_REJECTED_FILE = Text(
    "Filen med de rækker, der ikke kan bruges, kunne ikke skrives i {folder} ({why}). Intet er gemt.",
    "The file with the rows that cannot be used could not be written in {folder} ({why}). Nothing was saved.",
)


@dataclass(slots=True)
class Report:
    """What an import did, or would do."""

    saved: dict[str, int]
    """Per kind: new, changed and returned rows; all 0 in a dry run."""
    unchanged: int = 0
    withdrawn: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    rejected: Path | None = None
    """The file with the rows that a partial import left out."""
    would_save: dict[str, int] | None = None
    """In a dry run: what ``saved`` would have been."""

    def as_dict(self) -> dict[str, Any]:
        """The object of ``jobmatch import --json``."""
        answer: dict[str, Any] = {
            "saved": self.saved,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "errors": [problem.as_dict() for problem in self.errors],
            "warnings": [problem.as_dict() for problem in self.warnings],
            "rejected": None if self.rejected is None else str(self.rejected),
        }
        if self.would_save is not None:
            answer["would_save"] = self.would_save
        return answer


def _none_saved() -> dict[str, int]:
    return {kind.english: 0 for kind in KINDS}


class Importing:
    """Brings files into a store."""

    def __init__(self, store: Store, link_new: LinkNew | None = None) -> None:
        self._store = store
        self._link_new = link_new

    def run(
        self,
        paths: Sequence[Path],
        dry_run: bool = False,
        partial: bool = False,
        map_file: Path | None = None,
        progress: Progress | None = None,
        by: str = "import",
        rejected_folder: Path | None = None,
    ) -> Report:
        """Import files and folders.

        Args:
            dry_run: Tell what would happen and save nothing.
            partial: Save the good rows, withdraw nothing, and write the bad ones to a file.
            map_file: Renames the headers and values of another system.
            by: User name of who imports.
            rejected_folder: Where the file of bad rows goes; the working folder unless told.
        """
        meter = _Meter(paths, progress)
        files = read_files(paths, map_file, meter.reading, keep_cells=partial)
        ImportChecks(files, self._store, partial).run()
        report = Report(_none_saved(), errors=files.errors, warnings=files.warnings)
        if files.errors and not partial:
            report.would_save = _none_saved() if dry_run else None
            return report
        if files.rejected and not dry_run:
            report.rejected = _write_rejected(files, rejected_folder or Path.cwd())
        try:
            saved = self._store.apply(self._changes(files, partial, meter), by, dry_run)
        except BaseException:
            if report.rejected is not None:
                report.rejected.unlink()
            raise
        self._fill(report, files, saved, dry_run)
        if not dry_run:
            self._link(files, report)
        return report

    def _link(self, files: FileSet, report: Report) -> None:
        """Link the words now rather than tonight; the rows are saved whether it works or not."""
        if self._link_new is None:
            return
        try:
            parts = chain(files.citizens.parts(), files.placements.parts())
            self._link_new(record for part in parts for record in part.records())
        except JobmatchError as error:
            message = Text(f"{_NOT_LINKED.da} {error.text.da}", f"{_NOT_LINKED.en} {error.text.en}")
            report.warnings.append(Problem(", ".join(source.file for source in files.sources), None, None, message))

    def _changes(self, files: FileSet, partial: bool, meter: _Meter) -> Changes:
        whole = [kind for kind in KINDS if kind is not COURSES and files.saw(kind) and not partial]
        meter.rows = len(files.citizens) + len(files.placements) + len(files.events)
        return Changes(
            what="import " + ", ".join(dict.fromkeys(source.file for source in files.sources)),
            citizens=meter.saving(_given(files.citizens)),
            placements=meter.saving(_given(files.placements)),
            events=meter.saving(_given(files.events)),
            complete=[NOUN[kind.english] for kind in whole],
            distinct=list(NOUN.values()),
        )

    def _fill(self, report: Report, files: FileSet, saved: Saved, dry_run: bool) -> None:
        tallies = {kind: saved.tallies[NOUN[kind.english]] for kind in KINDS}
        counts = {kind.english: tally.saved for kind, tally in tallies.items()}
        if dry_run:
            report.would_save = counts
        else:
            report.saved = counts
        report.unchanged = sum(tally.unchanged for tally in tallies.values())
        report.withdrawn = sum(tally.withdrawn for tally in tallies.values())
        for kind, tally in tallies.items():
            if tally.withdrawn * 2 > tally.live_before:
                message = (_MANY_WOULD_GO if dry_run else _MANY_GONE).fill(
                    gone=tally.withdrawn, before=tally.live_before
                )
                report.warnings.append(Problem(_file_of(files, kind), None, None, message))


def _write_rejected(files: FileSet, folder: Path) -> Path:
    try:
        return write_rejected(files.rejected, folder)
    except OSError as error:
        text = _NO_REJECTED_FILE.fill(folder=folder.resolve(), why=reason_of(error))
        raise NotReady(text) from error


def _given(rows: Rows[Any]) -> Iterator[Any]:
    """The records; with the fields that their file has, where it does not have all."""
    for part in rows.parts():
        fields = part.source.header.present
        whole = len(fields) == len(part.source.kind.columns)
        for record in part.records():
            yield record if whole else Given(record, fields)


def _file_of(files: FileSet, kind: FileKind) -> str:
    return ", ".join(source.file for source in files.sources if source.kind is kind)


class _Meter:
    """Turns what was read and saved into one count of steps."""

    def __init__(self, paths: Sequence[Path], progress: Progress | None) -> None:
        self.rows = 0
        """How many rows are to be saved."""
        self._progress = progress
        self._sizes: dict[str, int] = {}
        for path in paths:
            for inside in path.iterdir() if path.is_dir() else [path]:
                if inside.is_file():
                    self._sizes[inside.name] = inside.stat().st_size
        self._read = dict.fromkeys(self._sizes, 0.0)
        self._saved = 0

    def _tell(self, steps: float) -> None:
        if self._progress is not None:
            self._progress(int(steps), _STEPS)

    def reading(self, file: str, share: float) -> None:
        """A part of a file has been read."""
        if file in self._read:
            self._read[file] = share
        done = sum(self._sizes[name] * share for name, share in self._read.items())
        self._tell(_READING * done / max(1, sum(self._sizes.values())))

    def saving(self, records: Iterable[Any]) -> Iterator[Any]:
        """The records, counted as they are saved."""
        for record in records:
            yield record
            self._saved += 1
            if self._saved % 500 == 0 or self._saved == self.rows:
                self._tell(_READING + (_STEPS - _READING) * self._saved / self.rows)
