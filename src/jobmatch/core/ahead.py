"""Source text of what is worked out before the walk: bits of gates, points of kinds, points for everybody."""

from __future__ import annotations

from jobmatch.core.expression import PAIR, TableRows, any_of, sum_of
from jobmatch.core.factor import Gate
from jobmatch.core.plan import Kinds, ScanPlan

CLOSED = -(1 << 26)
"""Points of a kind that a gate excludes: no points of other kinds make up for it."""


def ahead_source(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The functions that are called before the walk."""
    gates = [_close(gate) for gate in plan.shared]
    kinds = [_score_kind(number, one, rows) for number, one in enumerate(plan.kinds)]
    return [f"UNSEEN, CLOSED = -1, {CLOSED}", *gates, *kinds, _add_up(), _fixed(plan, rows)]


def _close(gate: Gate) -> str:
    return f'''@njit(**OPTIONS)
def close_{gate.name}(citizen, world, samples, first, last, entries, words, masks, bits):
    """Takes away the bits of every kind of placement that the gate excludes."""
    for kind in range(first, last):
        placement = samples[kind]
        if {any_of([gate])}:
            for entry in range(entries[kind], entries[kind + 1]):
                bits[words[entry]] &= ~masks[entry]'''


def _score_kind(number: int, kinds: Kinds, rows: TableRows) -> str:
    return f'''@njit(**OPTIONS)
def score_kind_{number}(citizen, world, tables, samples, start, first, last, memo, row):
    """Points of some kinds of placement into a row of the memo, CLOSED where a gate excludes."""
    for kind in range(first, last):
        placement = samples[start + kind]
        points = CLOSED
        if not ({any_of(kinds.gates)}):
            points = {sum_of(kinds.factors, rows)}
        memo[row + kind] = points'''


def _add_up() -> str:
    return '''@njit(**OPTIONS)
def add_up(bundle_of, bundle_starts, bundle_kinds, memo, row_of, sums):
    """Points of each combination of kinds."""
    sums[:] = 0
    for group in range(len(bundle_of)):
        bundle = bundle_of[group]
        if bundle >= 0:
            row = np.uint64(row_of[group])
            for c in range(bundle_starts[bundle], bundle_starts[bundle + 1]):
                sums[c] += memo[row + bundle_kinds[group, c]]'''


def _fixed(plan: ScanPlan, rows: TableRows) -> str:
    alone = sum_of(plan.fixed, rows).replace(PAIR, "(placement, placement, placement)")
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def fixed_points(placements, tables, points):
    """Points of each placement that are the same for every citizen."""
    for j in range(len(placements)):
        placement = placements[j]
        points[j] = {alone}'''
