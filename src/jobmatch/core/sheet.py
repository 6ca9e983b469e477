"""All placements of a world laid out for a survey: of which kinds each one is, in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Factor, Gate
from jobmatch.core.kinds import Columns, Numbers, combined
from jobmatch.core.plan import Column, Kinds, ScanPlan, placement_fields

COMBINED = 4_096
"""Groups of kinds are added up together as long as no more combinations than this exist."""


@dataclass(frozen=True, slots=True)
class Group:
    """Gates and factors that look at the same columns of a placement; placements alike in them are one kind."""

    columns: tuple[Column, ...]
    gates: tuple[Gate, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class SurveyPlan:
    """Every gate and factor of a survey, by how often it has to run."""

    once: tuple[Gate, ...]
    """Gates that read the citizen alone."""
    gated: tuple[Group, ...]
    free: tuple[Group, ...]
    """Groups without a gate."""
    fixed: tuple[Factor, ...]
    """Points that are the same for every citizen."""
    pair_gates: tuple[Gate, ...]
    pair_factors: tuple[Factor, ...]

    @property
    def groups(self) -> list[Group]:
        """All groups, those with gates first."""
        return [*self.gated, *self.free]

    @property
    def kind_fields(self) -> list[str]:
        """Placement fields that the groups read."""
        formulas: list[Gate | Factor] = []
        for group in self.groups:
            formulas += [*group.gates, *group.factors]
        return _named(formulas)

    @property
    def pair_fields(self) -> list[str]:
        """Placement fields that are read pair by pair."""
        return _named([*self.pair_gates, *self.pair_factors])


def survey_plan(plan: ScanPlan) -> SurveyPlan:
    """The plan of a survey, from that of the walk: a gate that reads the row itself is a matter of each pair."""
    own_row = [gate for gate in plan.shared if "row" in placement_fields(gate.reads)]
    shared = [gate for gate in plan.shared if gate not in own_row]
    kinds = [_with_gates(one, shared) for one in plan.kinds]
    shared = [gate for gate in shared if not any(gate in group.gates for group in kinds)]
    place = Group((Column("place"),), plan.for_place, plan.by_place)
    gated = [Group(tuple(Column(name) for name in sorted(placement_fields(g.reads))), (g,), ()) for g in shared]
    groups = [group for group in (*gated, place, *kinds) if group.gates or group.factors]
    return SurveyPlan(
        once=plan.for_citizen,
        gated=tuple(group for group in groups if group.gates),
        free=tuple(group for group in groups if not group.gates),
        fixed=plan.fixed,
        pair_gates=(*own_row, *plan.for_pair),
        pair_factors=plan.by_pair,
    )


def _with_gates(kinds: Kinds, gates: Sequence[Gate]) -> Group:
    """Kinds together with the gates that look at just the same columns."""
    same = (gate for gate in gates if frozenset(map(Column, placement_fields(gate.reads))) == frozenset(kinds.columns))
    return Group(kinds.columns, tuple(same), kinds.factors)


def _named(formulas: Sequence[Gate | Factor]) -> list[str]:
    return sorted({name for one in formulas for name in placement_fields(one.reads)})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The placements of one table, for one set of factors and one model."""

    samples: NDArray[np.void]
    """For each kind, counted through all groups, one placement of it."""
    starts: NDArray[np.int64]
    """[group + 1] where the kinds of each group begin."""
    kinds: NDArray[np.int32]
    """[placement, gated group] which kind."""
    sums: NDArray[np.int32]
    """[placement, bundle] which combination of kinds of the free groups in a bundle, counted through all bundles."""
    members: NDArray[np.int32]
    """[combination, free group] the kind; -1 where the group stands in another bundle."""
    fixed: NDArray[np.int64]
    """[placement] points that are the same for every citizen."""
    pairs: NDArray[np.void]
    """[placement] what is read pair by pair."""


def make_sheet(records: NDArray[np.void], plan: SurveyPlan, fixed: NDArray[np.int64]) -> Sheet:
    """Lay placements out for a plan."""
    columns = Columns(records)
    found = [columns.kinds(group.columns) for group in plan.groups]
    starts = np.cumsum([0, *(one.kinds for one in found)])
    numbers = [one.of_row + start for one, start in zip(found, starts, strict=False)]
    samples = np.concatenate([np.zeros(0, np.int64), *(one.first() for one in found)])
    free = slice(len(plan.gated), None)
    sums, members = _bundled(found[free], starts[:-1][free], len(records))
    return Sheet(
        samples=_packed(records[samples], plan.kind_fields),
        starts=starts,
        kinds=_side_by_side(numbers[: len(plan.gated)], len(records)),
        sums=sums,
        members=members,
        fixed=fixed,
        pairs=_packed(records, plan.pair_fields),
    )


def _bundled(
    found: Sequence[Numbers], starts: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Put groups together, the largest first, as long as the combinations that there are stay few."""
    bundles: list[tuple[list[int], Numbers]] = []
    for group in sorted(range(len(found)), key=lambda one: (-found[one].kinds, one)):
        for n, (groups, together) in enumerate(bundles):
            tried = combined(together, found[group])
            if tried.kinds <= COMBINED:
                bundles[n] = ([*groups, group], tried)
                break
        else:
            bundles.append(([group], found[group]))
    sums, members, begun = [], [np.zeros((0, len(found)), np.int32)], 0
    for groups, together in bundles:
        first = together.first()
        kinds = np.full((together.kinds, len(found)), -1, np.int32)
        for group in groups:
            kinds[:, group] = found[group].of_row[first] + starts[group]
        sums.append(together.of_row + begun)
        members.append(kinds)
        begun += together.kinds
    return _side_by_side(sums, count), np.concatenate(members)


def _side_by_side(columns: Sequence[NDArray[np.int64]], count: int) -> NDArray[np.int32]:
    table = np.zeros((count, len(columns)), np.int32)
    for n, column in enumerate(columns):
        table[:, n] = column
    return table


def _packed(records: NDArray[np.void], fields: Sequence[str]) -> NDArray[np.void]:
    """Some fields of records, side by side."""
    packed = np.zeros(len(records), [(name, records.dtype[name]) for name in fields] or [("row", np.dtype(np.int64))])
    for name in fields:
        packed[name] = records[name]
    return packed
