"""Source text of the walk of many citizens past few placements: what a change at some placements moves.

What citizens who are alike share is worked out beforehand, once for each kind of them: a bit for each placement that a
gate leaves, and the points that a factor gives where none of the citizen's own words is on the placement's lists. So a
pair is looked at only where that, and the most that may still come, reaches above the citizen's floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.expression import PAIR, any_of, indented, points_of
from jobmatch.core.factor import Factor, Gate
from jobmatch.core.few_plan import by_kind, few_factors, few_gates, few_words_of, row_of
from jobmatch.core.plan import ScanPlan
from jobmatch.core.spread import ROW_NAMES, TABLE_ARGUMENTS, ask_rows, new_rows, spread_rows, world_of


def few_source(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    """The functions ``few_ahead`` and ``few_placements``, and what they call.

    Args:
        rows: By factor name, its row in the table of points.
    """
    parts = [_leave_bits(number, gate) for number, gate in enumerate(few_gates(plan))]
    parts += [_give_points(number, factor, rows) for number, factor in enumerate(few_factors(plan)) if by_kind(factor)]
    return "\n\n".join([*parts, _ahead(plan), _few(plan, rows)])


def _leave_bits(number: int, gate: Gate) -> str:
    return f'''@njit(**OPTIONS)
def leave_bits_{number}(citizen, world, placements, bits):
    """Bits of the placements that one gate does not exclude."""
    bits[:] = 0
    for j in range(len(placements)):
        placement = placements[j]
        bits[j >> 6] |= np.uint64(not gate_{gate.name}{PAIR}) << np.uint64(j & 63)'''


def _give_points(number: int, factor: Factor, rows: Mapping[str, int]) -> str:
    return f'''@njit(**OPTIONS)
def give_points_{number}(citizen, world, placements, tables, points):
    """What one factor gives at each placement."""
    for j in range(len(placements)):
        placement = placements[j]
        points[j] = {points_of(factor, rows)}'''


def _ahead(plan: ScanPlan) -> str:
    tasks = []
    for number, gate in enumerate(few_gates(plan)):
        own = [name for name in ROW_NAMES if f"world.{name}" in gate.reads]
        tasks += [
            f"if task == {number}:",
            *(f"    spread({name}, {name}_starts, {name}_codes, {name}_shares, i)" for name in own),
            f"    leave_bits_{number}(citizen, world, placements, bits[at + kind])",
            *(f"    clear({name}, {name}_starts, {name}_codes, i)" for name in own),
        ]
    for number, factor in enumerate(few_factors(plan)):
        if by_kind(factor):
            given = "citizen, world, placements, tables, known[at + kind]"
            tasks += [f"if task == {len(few_gates(plan)) + number}:", f"    give_points_{number}({given})"]
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def few_ahead(task, citizens, kinds, at, placements, bits, known, {TABLE_ARGUMENTS}, tables):
    """For one citizen of each kind: the bits that a gate leaves, or what a factor gives without her words."""
{new_rows()}
    for kind in range(len(kinds)):
        i = kinds[kind]
        citizen = citizens[i]
        world = {world_of("citizen.travel_row")}
{indented(tasks, 2)}'''


def by_bit_source(gates: Sequence[Gate], bits: str) -> list[str]:
    """Lines that take away from bits what gates exclude that look at bits one by one; ``asked`` where more is."""
    lines, row = [], 0
    for gate in gates:
        if gate.apart is None:
            lines.append("asked = True")
            continue
        lines += [
            f"has = citizen.{gate.apart.citizen}",
            f"asked |= has & ~{gate.apart.bits} != 0",
            f"some = np.uint64(has & {gate.apart.bits})",
            "while some != 0:",
            f"    away = excluded[np.uint64({row}) + lowest_bit(some)]",
            "    some &= some - np.uint64(1)",
            f"    for word in range(len({bits})):",
            f"        {bits}[word] &= ~away[word]",
        ]
        row += gate.apart.bits.bit_length()
    return lines


def _asking(plan: ScanPlan) -> list[str]:
    """Takes the bits of pairs away that are excluded by what has to be asked of each pair."""
    return [
        "if asked:",
        "    for word in range(len(left)):",
        "        kept = left[word]",
        "        while kept != 0:",
        "            bit = kept & (~kept + np.uint64(1))",
        "            placement = placements[np.uint64(word << 6) + lowest_bit(kept)]",
        "            kept ^= bit",
        f"            if {any_of(plan.for_pair)}:",
        "                left[word] &= ~bit",
    ]


def _listed() -> list[str]:
    """Bits of the placements that may come to stand otherwise on the citizen's list."""
    return [
        "asks[:] = anew",
        "for k in range(lists.shape[1]):",
        "    row = lists[position[n], k]",
        "    if row < 0:",
        "        break",
        "    j = at_row[row]",
        "    if j >= 0:",
        "        asks[j >> 6] |= np.uint64(1) << np.uint64(j & 63)",
    ]


def _rising(plan: ScanPlan) -> list[str]:
    """The placements that may have risen, picked without a branch that could be guessed wrong."""
    rising = []
    for number, factor in enumerate(few_factors(plan)):
        if by_kind(factor) and not row_of(factor):
            row = f"known_rows[{number}, n]"
            rising += [f"if moved[{number}]:", f"    rises += known[{row}, j] - before[{row}, j]"]
    return [
        "some = 0",
        "for word in range(len(left)):",
        "    rest = left[word]",
        "    while rest != 0:",
        "        bit = lowest_bit(rest)",
        "        rest &= rest - np.uint64(1)",
        "        j = (word << 6) + np.int64(bit)",
        "        rises = np.int64(shift[j])",
        *("        " + line for line in rising),
        "        taken[some] = j",
        "        some += (rises > 0) | (asks[word] >> bit & np.uint64(1) != 0)",
    ]


def _choosing(plan: ScanPlan) -> list[str]:
    """Of these the ones that may reach above the floor by what is known; picked in the same way."""
    lines = []
    for number, factor in enumerate(few_factors(plan)):
        row = f"known_rows[{number}, n]"
        if by_kind(factor) and not row_of(factor):
            lines += [f"if {row} >= 0:", f"    points += known[{row}, j]"]
    for number, factor in enumerate(few_words_of(plan)):
        row = f"known_rows[{few_factors(plan).index(factor)}, n]"
        lines += [
            f"hit = np.uint8(long[{number}, j])",
            f"for k in range(list_{number}.shape[1]):",
            f"    hit |= {row_of(factor)}[list_{number}[j, k]]",
            f"if {row} < 0:",
            "    hit = np.uint8(1)",
            "else:",
            f"    points += known[{row}, j] * np.int64(hit == 0)",
            f"hits |= np.int64(hit != 0) << {number}",
            f"more += most_said[{number}] * np.int64(hit != 0)",
        ]
    return [
        "risen, some = some, 0",
        "for one in range(risen):",
        "    j = np.int64(taken[one])",
        "    points, more, hits = np.int64(fixed[j]), most, 0",
        *("    " + line for line in lines),
        "    taken[some], sums[some], mores[some], said[some] = j, points, more, hits",
        "    some += points + more > least",
    ]


def _adding(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    """Adds factor by factor until even the most that may still come does not reach above the floor."""
    lines, words = [], few_words_of(plan)
    for number, factor in enumerate(few_factors(plan)):
        adding = [
            f"points += {points_of(factor, rows)}",
            f"more -= most_of[{number}]",
            "if points + more <= least:",
            "    continue",
        ]
        when = ""
        if factor in words:
            when = f"if hits >> {words.index(factor)} & 1:"
        elif by_kind(factor):
            when = f"if known_rows[{number}, n] < 0:"
        lines += [when, *("    " + line for line in adding)] if when else adding
    return lines


def _gaining(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    """Keeps the pairs that have more points than the floor."""
    return [
        "for one in range(some):",
        "    j, points, more, hits = taken[one], sums[one], mores[one], said[one]",
        "    placement = placements[j]",
        *("    " + line for line in _adding(plan, rows)),
        "    if points <= least:",
        "        continue",
        "    if found == pairs.shape[1]:",
        "        wider = np.empty((3, 2 * found), np.int64)",
        "        wider[:, :found] = pairs",
        "        pairs = wider",
        "    pairs[0, found], pairs[1, found], pairs[2, found] = n, np.int64(j), points",
        "    found += 1",
    ]


def _few(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    lists = "".join(f"list_{n}, " for n, _ in enumerate(few_words_of(plan)))
    empty = [f"{name} = np.zeros({name}_width + 1, np.uint8)" for name in ROW_NAMES]
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def few_placements(
    citizens, chosen, placements, placed, counted, excluded, bits, gate_rows, fixed, known, known_rows, most,
    most_of, most_said, {lists}long, anew, before, moved, shift, lists, position, at_row, floors, highest,
    {TABLE_ARGUMENTS}, tables, feasible
):
    """The feasible pairs with more points than the citizen's floor: who, which, and the points.

    Which placement it is, is told by its position, so that one may stand here several times as changed. Feasible pairs
    of the counted placements are counted, whatever their points. What stood below the floor and has not risen since is
    left out.
    """
{indented(empty, 1)}
    left, asks = placed.copy(), placed.copy()
    taken, sums, mores, said = np.zeros((4, len(placements) + 1), np.int64)
    found = 0
    pairs = np.empty((3, 1024), np.int64)
    for n in range(len(chosen)):
        i = chosen[n]
        citizen = citizens[i]
        world = {world_of("citizen.travel_row")}
        if {any_of(plan.for_citizen).replace(PAIR, "(citizen, citizen, world)")}:
            feasible[n] = 0
            continue
        least = floors[n]
        if n + 1 < len(chosen):
            ask_ahead(citizens, chosen[n + 1])
            if highest > floors[n + 1]:
{ask_rows("chosen[n + 1]", " " * 16)}
        asked = False
        left[:] = placed
        for gate in range(len(gate_rows)):
            row = gate_rows[gate, n]
            for word in range(len(left)):
                left[word] &= bits[row, word]
{indented(by_bit_source(plan.for_pair, "left"), 2)}
        if highest <= least:
            for word in range(len(left)):
                left[word] &= counted[word]
{indented(_asking(plan), 2)}
        fits = 0
        for word in range(len(left)):
            fits += set_bits(np.int64(left[word] & counted[word]))
        feasible[n] = fits
        if highest <= least:
            continue
{indented(_listed(), 2)}
{indented(_rising(plan), 2)}
        if some == 0:
            continue
{spread_rows("i", " " * 8)}
{indented(_choosing(plan), 2)}
{indented(_gaining(plan, rows), 2)}
{indented([f"{name}[:] = 0" for name in ROW_NAMES], 2)}
    return pairs[:, :found].copy()'''
