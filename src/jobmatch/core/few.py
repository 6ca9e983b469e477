"""Source text of the walk of many citizens past few placements: what a change at some placements moves.

So few placements hardly share anything, so nothing is worked out beforehand. A place out of reach is left out whole,
and a pair is left as soon as the most that is still to come cannot lift it above the citizen's floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.expression import any_of, points_of, sum_of
from jobmatch.core.factor import Gate
from jobmatch.core.plan import ScanPlan
from jobmatch.core.spread import TABLE_ARGUMENTS, clear_rows, new_rows, spread_rows, world_of


def few_source(gates: Sequence[Gate], plan: ScanPlan, rows: Mapping[str, int]) -> str:
    """The function ``few_placements``.

    Args:
        gates: All of them, cheapest first.
        rows: By factor name, its row in the table of points.
    """
    apart = [gate for gate in gates if gate not in (*plan.for_citizen, *plan.for_place)]
    factors = [*(factor for kinds in plan.kinds for factor in kinds.factors), *plan.by_pair]
    tops = [f"    most_{len(factors)} = 0"]
    for n in reversed(range(len(factors))):
        tops.append(f"    most_{n} = most_{n + 1} + tables[{rows[factors[n].name]}].max()")
    adding = []
    for n, factor in enumerate(factors):
        adding += [f"if points + most_{n} <= least:", "    continue", f"points += {points_of(factor, rows)}"]
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def few_placements(
    citizens, chosen, placements, group_starts, counted, fixed, floors, {TABLE_ARGUMENTS}, tables, feasible
):
    """The feasible pairs with more points than the citizen's floor: who, which, and the points.

    Feasible pairs of the counted placements are counted, whatever their points.
    """
{chr(10).join(tops)}
{new_rows()}
    found = 0
    pairs = np.empty((3, 1024), np.int64)
    for n in range(len(chosen)):
        i = chosen[n]
        citizen = citizens[i]
        least = floors[n]
{spread_rows("i", " " * 8)}
        world = {world_of("citizen.travel_row")}
        fits = 0
        for place in range(len(group_starts) - 1):
            placement = placements[group_starts[place]]
            if {any_of(plan.for_citizen)}:
                break
            if {any_of(plan.for_place)}:
                continue
            near = {sum_of(plan.by_place, rows)}
            for j in range(group_starts[place], group_starts[place + 1]):
                points = near + fixed[j]
                if counted[j] == 0 and points + most_0 <= least:
                    continue
                placement = placements[j]
                if {any_of(apart)}:
                    continue
                fits += counted[j]
{chr(10).join(" " * 16 + line for line in adding)}
                if points <= least:
                    continue
                if found == pairs.shape[1]:
                    more = np.empty((3, 2 * found), np.int64)
                    more[:, :found] = pairs
                    pairs = more
                pairs[0, found], pairs[1, found], pairs[2, found] = n, placement.row, points
                found += 1
        feasible[n] = fits
{clear_rows("i", " " * 8)}
    return pairs[:, :found].copy()'''
