"""What a set of files must agree with besides itself: what is stored already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import columns_of
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.kinds import CITIZENS, COURSES, KINDS, PLACEMENTS, FileKind
from jobmatch.exchange.read import FileSet, Problem, Row
from jobmatch.rules.workplace import workplaces
from jobmatch.store import Noun, Store, Stored

NOUN: dict[str, Noun] = {"citizens": "citizens", "placements": "placements", "courses": "events"}
"""Per kind of file, as reports name it: the table that its rows go to."""

_HEADER_ONLY = Text(
    "Filen har overskrifter, men ingen rækker, og der er gemt {count} fra før. Er det den rigtige fil?",
    "The file has headers but no rows, and {count} are stored already. Is it the right file?",
)
_NO_CITIZEN = Text(
    "Borgeren {key} kendes ikke. Tag borgerens række med, eller ret nummeret.",
    "The citizen {key} is not known. Bring the citizen's row along, or correct the number.",
)
_NO_PLACEMENT = Text(
    "Pladsen {key} kendes ikke. Tag pladsens række med, eller ret nummeret.",
    "The placement {key} is not known. Bring the placement's row along, or correct the number.",
)
_NO_TEAM = Text(
    "Borgeren har intet team og kan derfor kun ses af ledere.",
    "The citizen has no team and is therefore seen by leads alone.",
)
_NO_TEAMS = Text(
    "Filen har ingen kolonne med team. Borgere uden team ({count}) kan kun ses af ledere.",
    "The file has no team column. Citizens without a team ({count}) are seen by leads alone.",
)
_DISAGREE = Text(
    "Pladserne på P-nummer {number} siger ikke det samme om, hvor mange der er ansat, eller hvor mange der er der med "
    "støtte. Den række, der er opdateret sidst, gælder.",
    "The placements at P-number {number} do not say the same about how many work there, or how many with support. "
    "The row that was updated last counts.",
)


class ImportChecks:
    """The checks of one import; what they find is added to the file set."""

    def __init__(self, files: FileSet, store: Store, partial: bool) -> None:
        self._files = files
        self._store = store
        self._partial = partial
        self._at_workplaces: dict[str, tuple[Placement, Row[Any]]] = {}

    def run(self) -> None:
        """Every check; bad rows move to the rejected ones."""
        self._header_only()
        teamless: Counter[str] = Counter()
        for kind, stored in ((CITIZENS, self._store.citizens_by_id), (PLACEMENTS, self._store.placements_by_id)):
            self._lay_over(kind, stored, teamless)
        self._references()
        self._workplaces()
        for file, count in teamless.items():
            self._files.warnings.append(Problem(file, None, None, _NO_TEAMS.fill(count=count)))

    def _header_only(self) -> None:
        for kind in KINDS:
            sources = self._files.header_only(kind)
            count = self._store.count(NOUN[kind.english]) if sources else 0
            for source in sources if count else ():
                self._files.errors.append(Problem(source.file, None, None, _HEADER_ONLY.fill(count=count)))

    def _lay_over(
        self, kind: FileKind, stored: Callable[[Iterable[str]], Mapping[str, Stored[Any]]], teamless: Counter[str]
    ) -> None:
        """Check each row as it will stand, with the fields that its file has no column for."""
        key = kind.keys[0]
        every = len(columns_of(kind.record))
        for part in self._files.rows(kind).parts():
            before = stored(part.fields[key]) if len(part.fields) < every else {}
            for row in part.rows():
                record = row.record
                old = before.get(getattr(record, key))
                if old is not None:
                    record = replace(old.record, **{name: getattr(record, name) for name in part.fields})
                    self._reject(row, [row.problem(name, message) for name, message in check_record(record)])
                if isinstance(record, Placement) and record.p_number is not None:
                    self._at_workplaces[record.placement_id] = (record, row)
                if isinstance(record, Citizen) and record.team is None:
                    if "team" in part.fields:
                        self._files.warnings.append(row.problem("team", _NO_TEAM))
                    else:
                        teamless[row.file] += 1

    def _references(self) -> None:
        """Events are about citizens and placements that are stored or come along."""
        unknown: dict[str, tuple[set[str], Text]] = {}
        for kind, name, noun, message in (
            (CITIZENS, "citizen_id", "citizens", _NO_CITIZEN),
            (PLACEMENTS, "placement_id", "placements", _NO_PLACEMENT),
        ):
            wanted = self._files.events.distinct(name)
            wanted |= {key for row in self._bad_events() if (key := row.part_of_key(name)) is not None}
            wanted -= self._files.rows(kind).distinct(name)
            wanted -= self._store.known_ids(noun, wanted)  # type: ignore[arg-type]
            if not self._partial:  # its own fault is named already; this would only be noise
                wanted -= {row.part_of_key(name) for row in self._files.rejected if row.source.kind is kind}
            unknown[name] = (wanted, message)
        if any(wanted for wanted, _ in unknown.values()):
            for row in chain(self._bad_events(), self._files.events):
                keys = {name: row.part_of_key(name) for name in unknown}
                missing = [name for name, (wanted, _) in unknown.items() if keys[name] in wanted]
                self._reject(row, [row.problem(name, unknown[name][1].fill(key=keys[name])) for name in missing])

    def _bad_events(self) -> list[Row[Any]]:
        """Events with a bad cell; what they are about may be unknown besides."""
        return [row for row in self._files.rejected if row.source.kind is COURSES and row.record is None]

    def _workplaces(self) -> None:
        """Placements at one workplace that disagree on its staff: the newest row counts, but somebody should know."""
        placements = {key: record for key, (record, _) in self._at_workplaces.items()}
        if self._partial and placements:
            placements = {one.placement_id: one for one in self._store.placements()} | placements
        found = workplaces(placements.values())
        told: set[str] = set()
        for record, row in self._at_workplaces.values():
            number = record.p_number or ""
            if number not in told and found[number].conflict:
                told.add(number)
                self._files.warnings.append(row.problem("ordinary_staff", _DISAGREE.fill(number=number)))

    def _reject(self, row: Row[Any], problems: list[Problem]) -> None:
        if problems:
            row.problems.extend(problems)
            self._files.errors.extend(problems)
            if row.record is not None:
                self._files.reject(row)
