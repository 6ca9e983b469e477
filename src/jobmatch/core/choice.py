"""Source text of the choice among the placements that no gate keeps from a citizen.

Most points of a pair are known by now; what is left has to be worked out pair by pair and is dear. So it is added only
where it can matter: to those with the most known points first, which fill the list, and then to whoever could still
come onto a full list with all that is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from jobmatch.core.expression import TableRows, indented, neutral_of, points_of
from jobmatch.core.plan import ScanPlan
from jobmatch.core.scan import WORD

FOLDED = 8
"""Known points are folded until so many times as many are left as a list is long."""
BANDS, NEXT = 3, 7
"""Pairs are scored in so many bands of known points; the second leaves so many tenths of what is left to the last."""
AHEAD = 4
"""A placement is fetched from memory while so many before it are scored."""


def choice_source(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The functions ``reached``, ``take`` and ``choose``."""
    return [_reached(), _take(), _choose(plan, rows)]


def parts_named(plan: ScanPlan) -> str:
    """The arrays of the groups of kinds, as they are passed on."""
    return ", ".join([*(f"part_samples_{number}" for number in range(len(plan.kinds))), "part_number", "bundle_of"])


def _reached() -> str:
    return f'''@njit(**OPTIONS)
def reached(known, found, tops, counts, shift, length):
    """A bound that at least so many of the known points reach, and hardly more; 0 where they are not so many.

    Before they are counted they are folded in halves, of two the larger is kept: each of the largest still stands for
    another number.
    """
    for m in range(found):
        tops[m] = known[m]
    left = found
    while left > np.uint64({FOLDED} * length):
        half = left >> np.uint64(1)
        rest = left - half
        for m in range(half):
            tops[m] = max(tops[m], tops[rest + m])
        left = rest
    counts[:] = 0
    for m in range(left):
        counts[np.uint64(tops[m]) >> shift] += 1
    step, many = len(counts), 0
    while step > 0 and many < length:
        step -= 1
        many += counts[step]
    return step << np.int64(shift)'''


def _take() -> str:
    return f'''@njit(**OPTIONS)
def take(known, found, low, below, taken):
    """Writes down where the known points lie between two bounds; gives how many do."""
    some = np.uint64(0)
    for first in range(np.uint64(0), found, np.uint64({WORD})):
        left = reaching(known, first, np.int32(low)) & ~reaching(known, first, np.int32(below))
        while left != 0:
            taken[some] = first + lowest_bit(left)
            left &= left - np.uint64(1)
            some += np.uint64(1)
    return some'''


def _choose(plan: ScanPlan, rows: TableRows) -> str:
    """Band by band, those with the most known points first, so that the others need to reach a full list."""
    return f'''@njit(**OPTIONS)
def choose(
    citizen, world, tables, pairs, {parts_named(plan)}, memo, row_of, known, at, found, shift, tops, taken, counts, heap
):
    """Keeps the best of the placements that were met in the heap; gives how many it keeps."""
    many = bundle_of.min() < 0
{indented([*_untold(plan, rows), *_most(plan, rows)], 1)}
    if not len(heap):
        return 0
    size, least, low, below = 0, -1, reached(known, found, tops, counts, shift, len(heap)), MOST_POINTS
    for left in range({BANDS}, 0, -1):
        some = take(known, found, low, below, taken)
        for m in range(some):
            if m + np.uint64({AHEAD}) < some:
                ask_ahead(pairs, at[taken[m + np.uint64({AHEAD})]])
            points = everywhere + np.int64(known[taken[m]])
            if points + most_0 < least:
                continue
            position = np.uint64(at[taken[m]])
{indented(_adding(plan, rows), 3)}
            size = keep_best(heap, size, sort_key(points, placement.row))
            if size == len(heap):
                least = heap[0] >> ROW_BITS
        below, low = low, max(0, least - most_0 - everywhere)
        if left > 2:
            low += (below - low) * {NEXT} // 10
        low = min(low, below)
    return size'''


def _adding(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The lines that add part by part; a pair is left when even the most that is left cannot reach the list."""
    left = [f"if points + most_{step} < least:\n    continue" for step in range(len(_steps(plan)) + 1)]
    lines = ["if many:", *_many(plan, left)] if plan.kinds else []
    lines.append("placement = pairs[position]")
    for step, factor in enumerate(plan.by_pair, len(plan.kinds) + 1):
        adding = [f"points += {points_of(factor, rows)}", *left[step].split("\n")]
        lines += [f"if told_of_{factor.name}:", *("    " + line for line in adding)] if factor.told else adding
    return lines


def _steps(plan: ScanPlan) -> list[tuple[list[str], str]]:
    """The factors that may be added at each step, and when they are."""
    steps = [([f.name for f in one.factors], f"bundle_of[{n}] < 0") for n, one in enumerate(plan.kinds)]
    return [*steps, *(([f.name], f"told_of_{f.name}" if f.told else "True") for f in plan.by_pair)]


def _untold(plan: ScanPlan, rows: TableRows) -> list[str]:
    """What factors give everywhere to a citizen of whom they can tell nothing."""
    lines = ["everywhere = 0"]
    for factor in plan.by_pair:
        if factor.told:
            lines += [
                f"told_of_{factor.name} = told_{factor.name}(citizen)",
                f"if not told_of_{factor.name}:",
                f"    everywhere += tables[{rows[factor.name]}, {neutral_of(factor)}]",
            ]
    return lines


def _many(plan: ScanPlan, left: Sequence[str]) -> list[str]:
    """Groups with too many kinds to be scored before the walk: each kind is scored when it is met, and remembered."""
    lines = []
    for group in range(len(plan.kinds)):
        score = f"score_kind_{group}(citizen, world, tables, part_samples_{group}"
        lines += [
            f"    if bundle_of[{group}] < 0:",
            f"        row, kind = np.uint64(row_of[{group}]), np.uint64(part_number[{group}, position])",
            "        if memo[row + kind] == UNSEEN:",
            f"            {score}, kind, kind + np.uint64(1), memo, row)",
            "        points += memo[row + kind]",
            *("        " + line for line in left[group + 1].split("\n")),
        ]
    return lines


def _most(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The most that is still to come before each step of adding."""
    steps = _steps(plan)
    lines = [f"most_{len(steps)} = 0"]
    for step, (names, added) in reversed(list(enumerate(steps))):
        top = " + ".join(f"tables[{rows[name]}].max()" for name in names)
        lines += [f"most_{step} = most_{step + 1}", f"if {added}:", f"    most_{step} += {top}"]
    return lines
