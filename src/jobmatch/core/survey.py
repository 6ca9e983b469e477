"""One citizen with every placement: what fits best, and what fits nearly, in one pass over kinds of placements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.expression import PAIR, indented, sum_of
from jobmatch.core.factor import Gate
from jobmatch.core.ranking import rows_of_keys
from jobmatch.core.sheet import Group, Sheet, SurveyPlan
from jobmatch.core.spread import TABLE_ARGUMENTS, new_rows, spread_rows, world_of

LEVEL_BITS = 24
"""Points are fewer than two to this power, so that a placement with fewer failed gates always comes first."""


@dataclass(frozen=True, slots=True)
class Survey:
    """One citizen with every placement, by placement row."""

    points: NDArray[np.int32]
    """Points where it is feasible, -1 where a gate excludes."""
    best: NDArray[np.int64]
    """Rows of the best feasible placements, best first."""
    near: NDArray[np.int64]
    """Rows of the nearest misses: the fewest failed gates first, then the most points."""

    @property
    def feasible(self) -> int:
        """How many placements no gate keeps from the citizen."""
        return int(np.count_nonzero(self.points >= 0))

    def rank(self, points: int, row: int) -> int:
        """Position of so many points in this row among the feasible others: by points, ties by row."""
        ahead = np.count_nonzero(self.points > points) + np.count_nonzero(self.points[:row] == points)
        return 1 + int(ahead)


def surveyed(
    module: ModuleType,
    sheet: Sheet,
    citizens: NDArray[np.void],
    row: int,
    top: int,
    near: int,
    never: int,
    tables: Sequence[Any],
) -> Survey:
    """Survey with the compiled loop.

    Args:
        never: Gates, as bits; who fails one of them is no near miss.
        tables: What surrounds the pairs, then the model's points.
    """
    points = np.empty(len(sheet.fixed), np.int32)
    best, missed, sizes = np.zeros(top, np.int64), np.zeros(near, np.int64), np.zeros(2, np.int64)
    module.survey_placements(
        citizens, row, sheet.samples, sheet.starts, sheet.kinds, sheet.sums, sheet.members, sheet.fixed, sheet.pairs,
        *tables, never, points, best, missed, sizes,
    )  # fmt: skip
    return Survey(points, _in_order(best[: sizes[0]]), _in_order(missed[: sizes[1]]))


def _in_order(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    return rows_of_keys(np.sort(keys)[::-1])


def surveyed_plainly(
    failed: NDArray[np.int64], points: NDArray[np.int64], top: int, near: int, never: int = 0
) -> Survey:
    """The same from every pair's failed gates and points."""
    fits, out = np.flatnonzero(failed == 0), np.flatnonzero((failed != 0) & (failed & never == 0))
    best = fits[np.lexsort((fits, -points[fits]))][:top]
    missed = out[np.lexsort((out, -points[out], np.bitwise_count(failed[out])))][:near]
    return Survey(np.where(failed == 0, points, -1).astype(np.int32), best, missed)


def survey_source(plan: SurveyPlan, bits: Mapping[str, int], rows: Mapping[str, int]) -> list[str]:
    """The parts of the kernel module that survey.

    Args:
        bits: By gate name, its bit among the failed gates.
        rows: By factor name, its row in the table of points.
    """
    groups = [_group(number, one, bits, rows) for number, one in enumerate(plan.groups)]
    functions = [_add_up_members(), _survey(plan, bits, rows), _failed_together(plan, bits)]
    return ["LOWEST, HIGHEST = -(1 << 62), 1 << 62", *groups, *functions]


def _mask(gates: Sequence[Gate], bits: Mapping[str, int]) -> str:
    return " | ".join(f"({1 << bits[g.name]} if gate_{g.name}{PAIR} else 0)" for g in gates) or "0"


def _group(number: int, group: Group, bits: Mapping[str, int], rows: Mapping[str, int]) -> str:
    return f'''@njit(**OPTIONS)
def weigh_kinds_{number}(citizen, world, tables, samples, first, last, closed, memo):
    """Failed gates and points of the kinds of one group."""
    for kind in range(first, last):
        placement = samples[kind]
        closed[kind] = {_mask(group.gates, bits)}
        memo[kind] = {sum_of(group.factors, rows)}'''


def _add_up_members() -> str:
    return '''@njit(**OPTIONS)
def add_up_members(members, memo, totals):
    """Points of each combination of kinds."""
    for c in range(len(totals)):
        points = 0
        for group in range(members.shape[1]):
            if members[c, group] >= 0:
                points += memo[members[c, group]]
        totals[c] = points'''


def _shut(plan: SurveyPlan) -> str:
    """The gates that what is known of placement j's kinds excludes."""
    return " | ".join(["everywhere", *(f"closed[kinds[j, {n}]]" for n in range(len(plan.gated)))])


def _looked_at(plan: SurveyPlan, bits: Mapping[str, int]) -> list[str]:
    """The gates that placement j fails; on to the next one when it can come on neither list."""
    return [
        f"mask = {_shut(plan)}",
        "if mask & never != 0:",
        "    continue",
        "least = LOWEST",
        "if near_size == len(near):",
        "    least = near[0] >> ROW_BITS if near_size > 0 else HIGHEST",
        f"if mask != 0 and ceiling - (np.int64(set_bits(mask)) << {LEVEL_BITS}) < least:",
        "    continue",
        "placement = pairs[j]",
        f"mask |= {_mask(plan.pair_gates, bits)}",
        "if mask & never != 0:",
        "    continue",
        f"level = np.int64(set_bits(mask)) << {LEVEL_BITS}",
        "if mask != 0 and ceiling - level < least:",
        "    continue",
    ]


def _added_up(plan: SurveyPlan, rows: Mapping[str, int]) -> list[str]:
    """The points of placement j, what is dear to work out last and only where it can still matter."""
    known = " + ".join(["fixed[j]", *(f"memo[kinds[j, {n}]]" for n, one in enumerate(plan.gated) if one.factors)])
    return [
        f"found = {known}",
        "for bundle in range(sums.shape[1]):",
        "    found += totals[sums[j, bundle]]",
        "if mask != 0 and found + most - level < least:",
        "    continue",
        f"found += {sum_of(plan.pair_factors, rows)}",
    ]


def _survey(plan: SurveyPlan, bits: Mapping[str, int], rows: Mapping[str, int]) -> str:
    weighed = "\n".join(
        f"    weigh_kinds_{n}(citizen, world, tables, samples, starts[{n}], starts[{n + 1}], closed, memo)"
        for n in range(len(plan.groups))
    )
    most = " + ".join(f"tables[{rows[f.name]}].max()" for f in plan.pair_factors) or "0"
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def survey_placements(
    citizens, i, samples, starts, kinds, sums, members, fixed, pairs, {TABLE_ARGUMENTS}, tables,
    never, points, best, near, sizes
):
    """Points of one citizen with every placement that no gate excludes, and keys of the best and the nearest misses.

    What is read pair by pair is looked at only where the pair fits or may still come among the nearest.
    """
{new_rows()}
{spread_rows("i", " " * 4)}
    citizen = citizens[i]
    world = {world_of("citizen.travel_row")}
    closed = np.zeros(len(samples), np.int64)
    memo = np.zeros(len(samples), np.int64)
    totals = np.zeros(len(members), np.int64)
{weighed}
    add_up_members(members, memo, totals)
    everywhere = {_mask(plan.once, bits).replace(PAIR, "(citizen, citizen, world)")}
    most = {most}
    ceiling = 0
    for row in range(len(tables)):
        ceiling += tables[row].max()
    best_size = 0
    near_size = 0
    for j in range(len(points)):
        points[j] = -1
{indented(_looked_at(plan, bits), 2)}
{indented(_added_up(plan, rows), 2)}
        if mask == 0:
            points[j] = found
            best_size = keep_best(best, best_size, sort_key(found, j))
        else:
            near_size = keep_best(near, near_size, sort_key(found - level, j))
    sizes[0] = best_size
    sizes[1] = near_size'''


def _failed_together(plan: SurveyPlan, bits: Mapping[str, int]) -> str:
    weighed = "\n".join(
        f"    weigh_kinds_{n}(citizen, world, tables, samples, starts[{n}], starts[{n + 1}], closed, memo)"
        for n in range(len(plan.gated))
    )
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def failed_together(citizens, i, samples, starts, kinds, pairs, {TABLE_ARGUMENTS}, tables, chosen, counts):
    """How many of the chosen placements each set of failed gates keeps from one citizen, by the set as bits."""
{new_rows()}
{spread_rows("i", " " * 4)}
    citizen = citizens[i]
    world = {world_of("citizen.travel_row")}
    closed = np.zeros(len(samples), np.int64)
    memo = np.zeros(len(samples), np.int64)
{weighed}
    everywhere = {_mask(plan.once, bits).replace(PAIR, "(citizen, citizen, world)")}
    for j in chosen:
        placement = pairs[j]
        counts[{_shut(plan)} | {_mask(plan.pair_gates, bits)}] += 1'''
