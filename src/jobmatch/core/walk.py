"""Source text of the walk over all placements for one citizen, from the plan of what runs how often.

For each citizen of a block: AND the bits that the gates leave, add up the points of each kind of placement, meet the
placements whose bits are left and look their known points up, and choose the best of them.
"""

from __future__ import annotations

from jobmatch.core.ahead import ahead_source
from jobmatch.core.choice import choice_source, parts_named
from jobmatch.core.expression import TableRows, any_of, indented, sum_of
from jobmatch.core.factor import Measured
from jobmatch.core.few import by_bit_source
from jobmatch.core.kinds import BUNDLES
from jobmatch.core.plan import ScanPlan
from jobmatch.core.scan import WORD
from jobmatch.core.spread import TABLE_ARGUMENTS, ask_rows, clear_rows, new_rows, spread_rows, world_of

_PLACES = "words, firsts, sites, looks, adds, pairs"
_ENTRIES = "gate_entries, gate_words, gate_masks"
COUNTED = 256
"""Steps of points in which the pairs that were met are counted."""


def walk_source(plan: ScanPlan, rows: TableRows) -> list[str]:
    """The parts of the kernel module that make the best lists."""
    return [*ahead_source(plan, rows), _ask(plan), _meet(plan, rows), *choice_source(plan, rows), _best(plan)]


def _gate_samples(plan: ScanPlan) -> list[str]:
    return [f"gate_samples_{number}" for number in range(len(plan.shared))]


def _asking(plan: ScanPlan) -> str:
    return ", ".join([*_gate_samples(plan), "gate_number", "gate_rows", "n"])


def _ask(plan: ScanPlan) -> str:
    """What is asked pair by pair, where bits do not say it all."""
    shared = []
    for number, gate in enumerate(plan.shared):
        shared += [
            f"if gate_rows[{number}, n] < 0:",
            f"    placement = gate_samples_{number}[gate_number[{number}, position]]",
            f"    if {any_of([gate])}:",
            "        kept &= ~bit",
        ]
    return f'''@njit(**OPTIONS)
def ask(citizen, world, words, firsts, sites, looks, {_asking(plan)}, allowed):
    """Takes the bits away of pairs that are excluded by a gate that is asked pair by pair."""
    for place in range(len(words) - 1):
        placement = sites[place]
        if {any_of(plan.for_place)}:
            continue
        for word in range(words[place], words[place + 1]):
            left = kept = allowed[word]
            while left != 0:
                position = firsts[word] + lowest_bit(left)
                bit = left & (~left + np.uint64(1))
                left ^= bit
                placement = looks[position]
                if {any_of(plan.for_pair)}:
                    kept &= ~bit
{indented(shared, 4)}
            allowed[word] = kept'''


def _meet(plan: ScanPlan, rows: TableRows) -> str:
    """A place out of reach is left out whole; elsewhere the bits that the gates leave are looked at."""
    known = ["near", "add.fixed", *(f"sums[add.bundle_{n}]" for n in range(BUNDLES))]
    return f'''@njit(**OPTIONS)
def meet(citizen, world, tables, words, firsts, sites, adds, allowed, sums, known, at):
    """The placements that no gate excludes and what is known of their points; gives how many they are."""
    found = np.uint64(0)
    for place in range(len(words) - 1):
        placement = sites[place]
        if {any_of(plan.for_citizen)}:
            break
        if {any_of(plan.for_place)}:
            continue
        near = {sum_of(plan.by_place, rows)}
        for word in range(words[place], words[place + 1]):
            left, first = allowed[word], firsts[word]
            while left != 0:
                position = first + lowest_bit(left)
                left &= left - np.uint64(1)
                add = adds[position]
                known[found] = {" + ".join(f"np.int64({one})" for one in known)}
                at[found] = position
                found += np.uint64(1)
    known[found : found + np.uint64({WORD})] = -1
    return found'''


def _answers(plan: ScanPlan) -> list[str]:
    """Bits of the gates, made when the first of those who are alike is scored."""
    lines = ["asked = False"]
    for number, gate in enumerate(plan.shared):
        kinds = f"gate_samples_{number}, np.uint64(gate_starts[{number}])"
        lines += [
            f"row = gate_rows[{number}, n]",
            f"row_{number} = np.uint64(row if row >= 0 else gate_kept)",
            "if row < 0:",
            "    asked = True",
            f"elif made[row] != alike_gates[{number}, n]:",
            f"    made[row] = alike_gates[{number}, n]",
            "    bits[row] = placed",
            *("    " + line for line in _measured(plan, gate.measured)),
            f"    close_{gate.name}(citizen, world, {kinds}, {_ENTRIES}, measured, bits[row])",
        ]
    left = ["placed[word]", *(f"bits[row_{number}, word]" for number in range(len(plan.shared)))]
    return [
        *lines,
        "for word in range(len(allowed)):",
        f"    allowed[word] = {' & '.join(left)}",
        *by_bit_source(plan.for_pair, "allowed"),
        "if asked:",
        f"    ask(citizen, world, words, firsts, sites, looks, {_asking(plan)}, allowed)",
    ]


def _measured(plan: ScanPlan, number: Measured | None) -> list[str]:
    """Measures a number for this kind of citizen, unless that was done."""
    if number is None:
        return []
    place = plan.measured.index(number)
    kinds = f"measured_samples, measured_starts[{place}], measured_starts[{place + 1}]"
    return [
        f"if measured_for[{place}] != alike_measured[{place}, n]:",
        f"    measured_for[{place}] = alike_measured[{place}, n]",
        f"    measure_kinds_{number.name}(citizen, world, {kinds}, measured)",
    ]


def _known_parts(plan: ScanPlan) -> list[str]:
    """What was worked out for somebody who is not alike is forgotten; where kinds are few, all are scored at once."""
    lines = ["stale[:] = False"]
    for number, one in enumerate(plan.kinds):
        given = f"citizen, world, tables, part_samples_{number}"
        score = f"score_kind_{number}({given}, 0, last - first, memo, np.uint64(first))"
        if one.measured:
            score = f"score_measured_{number}({given}, measured, memo, np.uint64(first))"
        lines += [
            f"row = rows[{number}, n]",
            "first, last = row_starts[row], row_starts[row + 1]",
            f"bundle = bundle_of[{number}]",
            f"if row_of[{number}] != first or held[row] != alike_parts[{number}, n]:",
            "    if bundle >= 0:",
            "        stale[bundle] = True",
            f"row_of[{number}] = first",
            f"if held[row] != alike_parts[{number}, n]:",
            f"    held[row] = alike_parts[{number}, n]",
            "    if bundle < 0:",
            "        memo[first:last] = UNSEEN",
            "    else:",
            *("        " + line for line in _measured(plan, one.measured)),
            f"        {score}",
        ]
    return lines


def _best(plan: ScanPlan) -> str:
    parts = parts_named(plan)
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def best_placements(
    citizens, chosen, placed, {_PLACES}, {", ".join(_gate_samples(plan))}, gate_starts, {_ENTRIES}, gate_number,
    measured_samples, measured_starts, excluded, {parts}, bundle_starts, bundle_kinds,
    visits, alike_gates, gate_rows, gate_kept, alike_measured, alike_parts, rows, row_starts,
    {TABLE_ARGUMENTS}, tables, keys, counts, feasible
):
    """The best placements of the chosen citizens, one row of keys each, best first."""
{new_rows()}
    memo = np.empty(row_starts[-1], np.int32)
    held = np.full(len(row_starts) - 1, -1)
    row_of = np.full(len(bundle_of), -1)
    stale = np.zeros({BUNDLES}, np.bool_)
    sums = np.zeros(bundle_starts[-1], np.int32)
    bits = np.empty((gate_kept + 1, len(placed)), np.uint64)
    bits[gate_kept] = placed
    made = np.full(gate_kept, -1)
    measured = np.empty(len(measured_samples), np.float64)
    measured_for = np.full(len(alike_measured), -1)
    allowed = placed.copy()
    known = np.empty(len(adds) + {WORD}, np.int32)
    tops = np.empty(len(adds), np.int32)
    at = np.empty(len(adds), np.uint32)
    taken = np.empty(len(adds), np.uint32)
    with_points = np.zeros({COUNTED}, np.int64)
    shift = np.uint64(0)
    ceiling = np.int64(0)
    for row in range(len(tables)):
        ceiling += tables[row].max()
    while ceiling >> np.int64(shift) >= {COUNTED}:
        shift += np.uint64(1)
    for visit in range(len(visits)):
        n = visits[visit]
        citizen = citizens[chosen[n]]
{spread_rows("chosen[n]", " " * 8)}
        if visit + 1 < len(visits):
            following = chosen[visits[visit + 1]]
            ask_ahead(citizens, following)
{ask_rows("following", " " * 12)}
        world = {world_of("citizen.travel_row")}
{indented(_answers(plan), 2)}
{indented(_known_parts(plan), 2)}
        for bundle in range({BUNDLES}):
            if stale[bundle]:
                add_up(bundle, bundle_of, bundle_starts, bundle_kinds, memo, row_of, sums)
        heap = keys[n]
        found = meet(citizen, world, tables, words, firsts, sites, adds, allowed, sums, known, at)
        size = choose(
            citizen, world, tables, pairs, {parts}, memo, row_of,
            known, at, found, shift, tops, taken, with_points, heap
        )
        best_first(heap, size)
        counts[n] = size
        feasible[n] = found
{clear_rows("chosen[n]", " " * 8)}'''
