"""Source text of what is worked out before the walk: bits of gates, points of kinds, points for everybody."""

from __future__ import annotations

from jobmatch.core.expression import PAIR, TableRows, sum_of
from jobmatch.core.factor import Gate, Measured
from jobmatch.core.plan import Kinds, ScanPlan


def ahead_source(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The functions that are called before the walk."""
    gates = [_close(gate) for gate in plan.shared]
    kinds = [_score_kind(number, one, rows) for number, one in enumerate(plan.kinds)]
    kinds += [text for number, one in enumerate(plan.kinds) for text in _score_measured(number, one, rows)]
    kinds += map(_measure, plan.measured)
    return ["UNSEEN, MOST_POINTS = -1, 1 << 30", *gates, *kinds, _add_up(), _fixed(plan, rows)]


def _close(gate: Gate) -> str:
    excludes = f"gate_{gate.name}{PAIR}"
    if gate.measured:
        excludes = f"closed_{gate.name}(measured[placement.of_{gate.measured.name}], {PAIR[1:]}"
    return f'''@njit(**OPTIONS)
def close_{gate.name}(citizen, world, samples, first, entries, words, masks, measured, bits):
    """Takes away the bits of every kind of placement that the gate excludes."""
    for kind in range(len(samples)):
        placement = samples[kind]
        if {excludes}:
            at = first + np.uint64(kind)
            for entry in range(entries[at], entries[at + np.uint64(1)]):
                bits[words[entry]] &= ~masks[entry]'''


def _measure(number: Measured) -> str:
    return f'''@njit(**OPTIONS)
def measure_kinds_{number.name}(citizen, world, samples, first, last, measured):
    """The number for every kind of placement."""
    for kind in range(first, last):
        placement = samples[kind]
        measured[kind] = measure_{number.name}{PAIR}'''


def _score_kind(number: int, kinds: Kinds, rows: TableRows) -> str:
    return f'''@njit(**OPTIONS)
def score_kind_{number}(citizen, world, tables, samples, first, last, memo, row):
    """Points of some kinds of placement into a row of the memo."""
    for kind in range(first, last):
        placement = samples[kind]
        memo[row + np.uint64(kind)] = {sum_of(kinds.factors, rows)}'''


def _score_measured(number: int, kinds: Kinds, rows: TableRows) -> list[str]:
    if kinds.measured is None:
        return []
    return [
        f'''@njit(**OPTIONS)
def score_measured_{number}(citizen, world, tables, samples, measured, memo, row):
    """The same for all kinds, from a number that was measured."""
    for kind in range(len(samples)):
        placement = samples[kind]
        number = measured[placement.of_{kinds.measured.name}]
        memo[row + np.uint64(kind)] = {sum_of(kinds.factors, rows, "number")}'''
    ]


def _add_up() -> str:
    return '''@njit(**OPTIONS)
def add_up(bundle, bundle_of, starts, kinds, memo, row_of, sums):
    """Points of each combination of kinds in one bundle, from two groups at a time."""
    first, last, begun, one = np.uint64(starts[bundle]), np.uint64(starts[bundle + 1]), False, -1
    for group in range(len(bundle_of)):
        if bundle_of[group] != bundle:
            continue
        if one < 0:
            one = group
            continue
        row, other = np.uint64(row_of[one]), np.uint64(row_of[group])
        if begun:
            for c in range(first, last):
                sums[c] += memo[row + kinds[one, c]] + memo[other + kinds[group, c]]
        else:
            for c in range(first, last):
                sums[c] = memo[row + kinds[one, c]] + memo[other + kinds[group, c]]
        begun, one = True, -1
    if one >= 0:
        row = np.uint64(row_of[one])
        for c in range(first, last):
            sums[c] = memo[row + kinds[one, c]] + (sums[c] if begun else 0)'''


def _fixed(plan: ScanPlan, rows: TableRows) -> str:
    alone = sum_of(plan.fixed, rows).replace(PAIR, "(placement, placement, placement)")
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def fixed_points(placements, tables, points):
    """Points of each placement that are the same for every citizen."""
    for j in range(len(placements)):
        placement = placements[j]
        points[j] = {alone}'''
