"""Source text of the walk over all placements for one citizen, from the plan of what runs how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.factor import Factor, Gate
from jobmatch.core.scan import Kinds, ScanPlan
from jobmatch.core.spread import TABLE_ARGUMENTS, clear_rows, new_rows, spread_rows, world_of

_PAIR = "(citizen, placement, world)"
_LOOP = " " * 16


def walk_source(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    """The parts of the kernel module that make the best lists.

    Args:
        rows: By factor name, its row in the table of points.
    """
    kinds = [_kind(number, one, rows) for number, one in enumerate(plan.kinds)]
    return ["UNSEEN = -2", *kinds, _fixed(plan, rows), _best(plan, rows)]


def _points(factor: Factor, rows: Mapping[str, int]) -> str:
    value = f"value_{factor.name}{_PAIR}"
    return f"tables[{rows[factor.name]}, thousandth({value}, {round(factor.neutral * 1000)})]"


def _sum_of(factors: Sequence[Factor], rows: Mapping[str, int]) -> str:
    return " + ".join(_points(factor, rows) for factor in factors) or "0"


def _any_of(gates: Sequence[Gate]) -> str:
    return " or ".join(f"gate_{gate.name}{_PAIR}" for gate in gates) or "False"


def _kind(number: int, kinds: Kinds, rows: Mapping[str, int]) -> str:
    return f'''@njit(**OPTIONS)
def score_kind_{number}(citizen, placement, world, tables):
    """Points of one kind of placement; -1 when a gate excludes it."""
    if {_any_of(kinds.gates)}:
        return -1
    return {_sum_of(kinds.factors, rows)}'''


def _fixed(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    alone = _sum_of(plan.fixed, rows).replace(_PAIR, "(placement, placement, placement)")
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def fixed_points(placements, tables, points):
    """Points of each placement that are the same for every citizen."""
    for j in range(len(placements)):
        placement = placements[j]
        points[j] = {alone}'''


def _look_up(number: int) -> list[str]:
    return [
        f"kind = kinds[j, {number}]",
        f"part_{number} = memo[kind]",
        f"if part_{number} == UNSEEN:",
        f"    part_{number} = score_kind_{number}(citizen, placements[samples[kind]], world, tables)",
        f"    memo[kind] = part_{number}",
    ]


def _gated_kinds(plan: ScanPlan) -> str:
    lines = [line for n in range(plan.gated) for line in (*_look_up(n), f"if part_{n} < 0:", "    continue")]
    return "\n".join(_LOOP + line for line in lines)


def _steps(plan: ScanPlan, rows: Mapping[str, int]) -> list[tuple[list[int], list[str]]]:
    """What is added after the gates, step by step: rows of the points table, and the lines that add them."""
    kinds = list(enumerate(plan.kinds))[plan.gated :]
    steps = [
        ([rows[f.name] for f in one.factors], [*_look_up(number), f"points += part_{number}"]) for number, one in kinds
    ]
    return steps + [([rows[f.name]], [f"points += {_points(f, rows)}"]) for f in plan.by_pair]


def _most(steps: Sequence[tuple[list[int], list[str]]]) -> str:
    """The most that is still to come before each step."""
    lines = []
    for step in range(len(steps)):
        left = [row for later, _ in steps[step:] for row in later]
        lines.append(f"    most_{step} = " + (" + ".join(f"tables[{row}].max()" for row in left) or "0"))
    return "\n".join(lines)


def _sum_up(plan: ScanPlan, steps: Sequence[tuple[list[int], list[str]]]) -> str:
    """Adds the parts one by one, and leaves the pair when even the most that is left cannot reach the list."""
    known = " + ".join(["near", "fixed[j]", *(f"part_{n}" for n in range(plan.gated))])
    lines = [f"points = {known}"]
    for step, (_, adding) in enumerate(steps):
        lines += [f"if points + most_{step} < least:", "    continue", *adding]
    return "\n".join(_LOOP + line for line in lines)


def _best(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    steps = _steps(plan, rows)
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def best_placements(
    citizens, chosen, placements, pairs, kinds, samples, fixed, group_starts, {TABLE_ARGUMENTS}, tables,
    keys, counts, feasible
):
    """The best placements of the chosen citizens, one row of keys each, best first.

    Placements come grouped by place and, inside a group, in order of smallest workable hours: a group whose place
    is out of reach is left out whole, and a group ends where the smallest pattern exceeds the citizen's hours.
    """
{_most(steps)}
{new_rows()}
    memo = np.empty(len(samples), np.int64)
    for n in range(len(chosen)):
        i = chosen[n]
        citizen = citizens[i]
{spread_rows("i", " " * 8)}
        world = {world_of("citizen.travel_row")}
        memo[:] = UNSEEN
        heap = keys[n]
        size = 0
        found = 0
        least = -1
        for group in range(len(group_starts) - 1):
            placement = pairs[group_starts[group]]
            if {_any_of(plan.for_citizen)}:
                break
            if {_any_of(plan.for_place)}:
                continue
            near = {_sum_of(plan.by_place, rows)}
            for j in range(group_starts[group], group_starts[group + 1]):
                placement = pairs[j]
                if {_any_of(plan.rising)}:
                    break
                if {_any_of(plan.for_pair)}:
                    continue
{_gated_kinds(plan)}
                found += 1
{_sum_up(plan, steps)}
                size = keep_best(heap, size, sort_key(points, placement.row))
                if size == len(heap):
                    least = heap[0] >> ROW_BITS
        heap[:size].sort()
        heap[:size] = heap[:size][::-1].copy()
        counts[n] = size
        feasible[n] = found
{clear_rows("i", " " * 8)}'''
