"""Gathering evidence: what was shown and decided, with the factor values of that day where they were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.need_groups import NEED_GROUPS
from jobmatch.domain.target_groups import ALL_TARGET_GROUPS, target_group
from jobmatch.errors import Text
from jobmatch.factors import all_factors
from jobmatch.learning.evidence import Evidence, evidence_of
from jobmatch.learning.groups import Membership
from jobmatch.learning.labels import ChoiceList, Labels, labels_of
from jobmatch.services.learning.sources import Source
from jobmatch.services.worlds import Worlds, without_collecting
from jobmatch.store.store import Store
from jobmatch.world.world import build_world

_OF_THE_DAY = ("placement.age_days", "placement.reliability")
"""What moves with the day, or holds what came of the very choice: not made again afterwards, but unknown."""
NO_NEEDS, NOT_SAID = "none", "not_said"
GROUP_KINDS: dict[str, Text] = {
    "team": Text("Team", "Team"),
    "target_group": Text("Målgruppe", "Target group"),
    "needs": Text("Behov", "Needs"),
}
"""What groups citizens are tested by."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Evidence, and how it came about."""

    evidence: Evidence
    labels: Labels
    kept_rows: int
    """Rows whose values were kept when they were shown."""
    made_rows: int
    """Rows whose values were made again from the records as they are."""
    lost_rows: int
    """Rows without values: the record is gone."""
    membership: Membership

    def as_dict(self) -> dict[str, int]:
        """The counts, as cards and ``learn --json`` give them."""
        return {
            "lists_shown": self.labels.shown,
            "lists_with_choice": len(self.evidence),
            "own_ideas": self.labels.own_ideas,
            "choices_without_list": self.labels.unlisted,
            "lists_of_one_row": self.labels.short,
            "rows_with_kept_values": self.kept_rows,
            "rows_with_values_made_again": self.made_rows,
            "rows_without_values": self.lost_rows,
        }


def valued_factors() -> tuple[list[str], dict[str, float]]:
    """Names of the factors that give points, and each one's neutral value."""
    found = [factor for factor in all_factors() if factor.value is not None]
    return [factor.name for factor in found], {factor.name: factor.neutral for factor in found}


class Gathering:
    """Turns events into evidence."""

    def __init__(self, store: Store, worlds: Worlds) -> None:
        self._store = store
        self._worlds = worlds

    def gather(self, source: Source, as_of: date) -> Gathered:
        """What can be learned from, as it was known on a day."""
        names, _ = valued_factors()
        with without_collecting():
            labels = labels_of(source.events, as_of)
            kept = self._kept(labels.lists, names)
            missing = [
                (one, row.placement_id)
                for one in labels.lists
                for row in one.rows
                if (one.citizen_id, one.day, row.placement_id) not in kept
            ]
            made = self._made_again(source, missing, as_of, len(names))
        counts = [0, 0, 0]

        def values_of(one: ChoiceList) -> tuple[Floats, bool]:
            rows, then = [], True
            for row in one.rows:
                values = kept.get((one.citizen_id, one.day, row.placement_id))
                again = None if values is not None else made.get((one.citizen_id, row.placement_id))
                counts[0 if values is not None else 1 if again is not None else 2] += 1
                found = values if values is not None else again
                rows.append(found if found is not None else np.full(len(names), np.nan))
                then = then and values is not None
            return np.array(rows), then

        evidence = evidence_of(labels.lists, names, values_of)
        return Gathered(evidence, labels, counts[0], counts[1], counts[2], _membership(source, evidence.ids))

    def _kept(self, lists: Sequence[ChoiceList], names: Sequence[str]) -> dict[tuple[str, date, str], Floats]:
        """By citizen, day and placement: the values of the list that was chosen from, else of the first that day.

        Never of a list that was shown after the one that was chosen from: it may hold what came of the choice.
        """
        wanted = {(one.citizen_id, one.day) for one in lists}
        chosen_from = self._store.casework.chosen_from()
        of_day: dict[tuple[str, date], list[dict[str, dict[str, float | None]]]] = {}
        decided: set[tuple[str, date]] = set()
        for number, citizen_id, day, rows in self._store.casework.shown_values():
            key = citizen_id, day
            if key not in wanted or key in decided:
                continue
            if number in chosen_from:
                decided.add(key)
                of_day.setdefault(key, []).insert(0, rows)
            else:
                of_day.setdefault(key, []).append(rows)
        found: dict[tuple[str, date, str], Floats] = {}
        for (citizen_id, day), shown in of_day.items():
            for placement_id, values in (pair for rows in shown for pair in rows.items()):
                told = [values.get(name) for name in names]
                row = np.array([np.nan if value is None else value for value in told])
                found.setdefault((citizen_id, day, placement_id), row)
        return found

    def _made_again(
        self, source: Source, missing: Sequence[tuple[ChoiceList, str]], as_of: date, width: int
    ) -> dict[tuple[str, str], Floats]:
        """By citizen and placement: the values from the records as they are."""
        pairs = sorted({(one.citizen_id, placement_id) for one, placement_id in missing})
        pairs = [pair for pair in pairs if pair[0] in source.citizens and pair[1] in source.placements]
        if not pairs:
            return {}
        revision = self._store.revision()
        kernel, rules = self._worlds.in_force(as_of, revision)
        words, links, find_mentions = self._worlds.words(revision)
        people = [source.citizens[key] for key in sorted({citizen_id for citizen_id, _ in pairs})]
        openings = [source.placements[key] for key in sorted({placement_id for _, placement_id in pairs})]
        links.prepare(people, openings)
        world = build_world(people, openings, [], words, find_mentions, rules, as_of)
        citizens = np.array([world.citizen_rows[citizen_id] for citizen_id, _ in pairs], np.int64)
        placements = np.array([world.placement_rows[placement_id] for _, placement_id in pairs], np.int64)
        values = kernel.pairs(world.around, citizens, placements).values
        assert values.shape[1] == width
        for column, factor in enumerate(kernel.valued):
            if set(factor.reads) & set(_OF_THE_DAY):
                values[:, column] = np.nan
        return dict(zip(pairs, values, strict=True))


def _membership(source: Source, ids: Sequence[str]) -> Membership:
    """By kind of group: by citizen the groups that she is in; for testing alone, never for learning."""
    group_of = {code: name for name, (_, codes) in NEED_GROUPS.items() for code in codes}
    team: dict[str, tuple[str, ...]] = {}
    target: dict[str, tuple[str, ...]] = {}
    needs: dict[str, tuple[str, ...]] = {}
    for key in ids:
        one = source.citizens.get(key)
        team[key] = (one.team if one is not None and one.team else NOT_SAID,)
        target[key] = (one.target_group if one is not None and one.target_group else NOT_SAID,)
        own = {group_of[need.code] for need in (one.needs if one is not None else None) or ()}
        needs[key] = tuple(sorted(own)) or (NO_NEEDS,)
    return {"team": team, "target_group": target, "needs": needs}


def group_titles() -> dict[str, Text]:
    """What people call groups that have a name of their own."""
    named = {name: title for name, (title, _) in NEED_GROUPS.items()}
    named[NO_NEEDS] = Text("ingen behov nævnt", "no needs stated")
    named[NOT_SAID] = Text("ikke angivet", "not stated")
    groups = (target_group(code) for code in ALL_TARGET_GROUPS)
    return named | {group.code: group.label for group in groups if group is not None}
