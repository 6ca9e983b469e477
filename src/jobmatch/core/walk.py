"""Source text of the walk over all placements for one citizen, from the plan of what runs how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.ahead import ahead_source
from jobmatch.core.expression import TableRows, any_of, points_of, sum_of
from jobmatch.core.kinds import BUNDLES
from jobmatch.core.plan import ScanPlan
from jobmatch.core.spread import TABLE_ARGUMENTS, clear_rows, new_rows, spread_rows, world_of

_PARTS = "part_number, part_samples, part_starts, bundle_of"
_PLACES = "words, firsts, sites, looks, adds, pairs"


def walk_source(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The parts of the kernel module that make the best lists."""
    return [*ahead_source(plan, rows), _walk(plan, rows), _best(plan)]


def _indented(lines: Sequence[str], depth: int) -> str:
    return "\n".join(" " * 4 * depth + line for line in lines)


def _bits(plan: ScanPlan) -> list[str]:
    return [f"bits_{number}" for number in range(len(plan.shared))] or ["placed"]


def _walk(plan: ScanPlan, rows: TableRows) -> str:
    """A place out of reach is left out whole; elsewhere the bits that the shared gates leave are looked at."""
    return f'''@njit(**OPTIONS)
def walk(citizen, world, tables, {_PLACES}, {", ".join(_bits(plan))}, {_PARTS}, sums, memo, row_of, heap):
    """Keeps the best placements in the heap; gives how many it keeps, and how many no gate excludes."""
    size, found, least = 0, 0, -1
    many = bundle_of.min() < 0
{_indented(_most(plan, rows), 1)}
    for place in range(len(words) - 1):
        placement = sites[place]
        if {any_of(plan.for_citizen)}:
            break
        if {any_of(plan.for_place)}:
            continue
        near = {sum_of(plan.by_place, rows)}
        for word in range(words[place], words[place + 1]):
            left = {" & ".join(f"{bits}[word]" for bits in _bits(plan))}
            while left != 0:
                position = firsts[word] + lowest_bit(left)
                left &= left - np.uint64(1)
{_indented(_gated(plan), 4)}
                found += 1
{_indented(_adding(plan, rows), 4)}
                size = keep_best(heap, size, sort_key(points, placement.row))
                if size == len(heap):
                    least = heap[0] >> ROW_BITS
    return size, found'''


def _gated(plan: ScanPlan) -> list[str]:
    """The lines that leave out pairs that a gate excludes, with what is known of the points of the others."""
    known = ["near", "add.fixed", *(f"sums[add.bundle_{n}]" for n in range(BUNDLES))]
    left = ["if points < 0:", "    continue"]
    return [
        "add = adds[position]",
        "points = " + " + ".join(f"np.int64({one})" for one in known),
        *left,
        *_many(plan.gated, dict.fromkeys(plan.gated, left)),
        "placement = looks[position]",
        f"if {any_of(plan.for_pair)}:",
        "    continue",
    ]


def _adding(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The lines that add part by part; a pair is left when even the most that is left cannot reach the list."""
    steps = len(plan.free) + len(plan.by_pair)
    left = [[f"if points + most_{step} < least:", "    continue"] for step in range(steps + 1)]
    lines = [*left[0], *_many(plan.free, dict(zip(plan.free, left[1:], strict=False)))]
    lines.append("placement = pairs[position]")
    for step, factor in enumerate(plan.by_pair, len(plan.free) + 1):
        lines += [f"points += {points_of(factor, rows)}", *left[step]]
    return lines


def _many(groups: Sequence[int], then: Mapping[int, Sequence[str]]) -> list[str]:
    """Groups with too many kinds to be scored before the walk: each kind is scored when it is met, and remembered."""
    lines = []
    for group in groups:
        score = f"score_kind_{group}(citizen, world, tables, part_samples, part_starts[{group}]"
        lines += [
            f"    if bundle_of[{group}] < 0:",
            f"        row, kind = row_of[{group}], np.int64(part_number[{group}, position])",
            "        if memo[row + kind] == UNSEEN:",
            f"            {score}, kind, kind + 1, memo, row)",
            "        points += memo[row + kind]",
            *("        " + line for line in then[group]),
        ]
    return ["if many:", *lines] if lines else []


def _most(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The most that is still to come before each step of adding."""
    steps = [([f.name for f in plan.kinds[n].factors], f"bundle_of[{n}] < 0") for n in plan.free]
    steps += [([f.name], "True") for f in plan.by_pair]
    lines = [f"most_{len(steps)} = 0"]
    for step, (names, added) in reversed(list(enumerate(steps))):
        top = " + ".join(f"tables[{rows[name]}].max()" for name in names)
        lines += [f"most_{step} = most_{step + 1}", f"if {added}:", f"    most_{step} += {top}"]
    return lines


def _answers(plan: ScanPlan) -> list[str]:
    """Bits of the shared gates, made when the first of those who are alike is scored."""
    lines = []
    for number, gate in enumerate(plan.shared):
        kinds = f"gate_samples, gate_starts[{number}], gate_starts[{number + 1}]"
        lines += [
            f"kind = alike_gates[{number}, n]",
            f"bits_{number} = bits[kind]",
            "if made[kind] == 0:",
            "    made[kind] = 1",
            f"    bits_{number}[:] = placed",
            f"    close_{gate.name}(citizen, world, {kinds}, gate_entries, gate_words, gate_masks, bits_{number})",
        ]
    return lines


def _known_parts(plan: ScanPlan) -> list[str]:
    """What was worked out for somebody who is not alike is forgotten; where kinds are few, all are scored at once."""
    lines = []
    for number in range(len(plan.kinds)):
        score = f"score_kind_{number}(citizen, world, tables, part_samples, part_starts[{number}]"
        lines += [
            f"row = rows[{number}, n]",
            "first, last = row_starts[row], row_starts[row + 1]",
            f"row_of[{number}] = first",
            f"if held[row] != alike_parts[{number}, n]:",
            f"    held[row] = alike_parts[{number}, n]",
            f"    if bundle_of[{number}] < 0:",
            "        memo[first:last] = UNSEEN",
            "    else:",
            f"        {score}, 0, last - first, memo, first)",
        ]
    return lines


def _best(plan: ScanPlan) -> str:
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def best_placements(
    citizens, chosen, placed, {_PLACES}, gate_samples, gate_starts, gate_entries, gate_words, gate_masks,
    {_PARTS}, bundle_starts, bundle_kinds,
    visits, alike_gates, gate_kinds, alike_parts, rows, row_starts, {TABLE_ARGUMENTS},
    tables, keys, counts, feasible
):
    """The best placements of the chosen citizens, one row of keys each, best first."""
{new_rows()}
    memo = np.empty(row_starts[-1], np.int32)
    held = np.full(len(row_starts) - 1, -1)
    row_of = np.zeros(len(bundle_of), np.int64)
    sums = np.zeros(bundle_starts[-1], np.int32)
    bits = np.empty((gate_kinds, len(placed)), np.uint64)
    made = np.zeros(gate_kinds, np.uint8)
    for visit in range(len(visits)):
        n = visits[visit]
        citizen = citizens[chosen[n]]
{spread_rows("chosen[n]", " " * 8)}
        world = {world_of("citizen.travel_row")}
{_indented(_answers(plan), 2)}
{_indented(_known_parts(plan), 2)}
        add_up(bundle_of, bundle_starts, bundle_kinds, memo, row_of, sums)
        heap = keys[n]
        size, found = walk(
            citizen, world, tables, {_PLACES}, {", ".join(_bits(plan))}, {_PARTS}, sums, memo, row_of, heap
        )
        heap[:size].sort()
        heap[:size] = heap[:size][::-1].copy()
        counts[n] = size
        feasible[n] = found
{clear_rows("chosen[n]", " " * 8)}'''
