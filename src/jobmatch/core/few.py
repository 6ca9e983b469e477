"""Source text of the walk of many citizens past few placements: what a change at some placements moves.

Every gate leaves a bit for each placement, worked out once for citizens who are alike in what it reads; that goes for
the place too, so what is out of reach is left out for all who live there at once. So few placements hardly share any
points, so these are added pair by pair, until the most that is still to come cannot lift a pair above the citizen's
floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.expression import PAIR, any_of, indented, points_of
from jobmatch.core.factor import Factor, Gate
from jobmatch.core.plan import ScanPlan
from jobmatch.core.spread import ROW_NAMES, TABLE_ARGUMENTS, ask_rows, clear_rows, new_rows, spread_rows, world_of


def few_gates(plan: ScanPlan) -> list[Gate]:
    """The gates that leave bits."""
    return [*plan.for_place, *plan.shared]


def few_source(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    """The functions ``few_placements`` and what it calls.

    Args:
        rows: By factor name, its row in the table of points.
    """
    parts = [_leave_bits(number, gate) for number, gate in enumerate(few_gates(plan))]
    return "\n\n".join([*parts, _few(plan, rows)])


def _leave_bits(number: int, gate: Gate) -> str:
    return f'''@njit(**OPTIONS)
def leave_bits_{number}(citizen, world, placements, bits):
    """Bits of the placements that one gate does not exclude."""
    bits[:] = 0
    for j in range(len(placements)):
        placement = placements[j]
        bits[j >> 6] |= np.uint64(not gate_{gate.name}{PAIR}) << np.uint64(j & 63)'''


def _spreading(depth: int) -> list[str]:
    """Spreads a citizen's rows out unless that was done."""
    return ["if not is_spread:", "    is_spread = True", spread_rows("i", " " * (4 * depth + 4))[4 * depth :]]


def _closing(plan: ScanPlan) -> list[str]:
    """Bits that all gates leave."""
    lines = []
    for number, _ in enumerate(few_gates(plan)):
        lines += [
            f"row = gate_rows[{number}, n]",
            f"if made[row] != gate_kinds[{number}, n]:",
            f"    made[row] = gate_kinds[{number}, n]",
            *("    " + line for line in _spreading(3)),
            f"    leave_bits_{number}(citizen, world, placements, bits[row])",
            "for word in range(len(left)):",
            "    left[word] &= bits[row, word]",
        ]
    return lines


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
            f"for bit in range({gate.apart.bits.bit_length()}):",
            "    if has >> bit & 1:",
            f"        away = excluded[{row} + bit]",
            f"        for word in range(len({bits})):",
            f"            {bits}[word] &= ~away[word]",
        ]
        row += gate.apart.bits.bit_length()
    return lines


def _in_order(plan: ScanPlan) -> list[Factor]:
    """What words say comes first, since most placements are not what a citizen asks for; what is dear comes last."""
    factors = [*plan.by_place, *(factor for kinds in plan.kinds for factor in kinds.factors), *plan.by_pair]
    words = {f"world.{name}" for name in ROW_NAMES}
    return sorted(factors, key=lambda one: (one.measured is not None, not words & set(one.reads)))


def _adding(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    lines = []
    for n, factor in enumerate(_in_order(plan)):
        lines += [f"if points + most_{n} <= least:", "    continue", f"points += {points_of(factor, rows)}"]
    return lines


def _most(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    factors = _in_order(plan)
    lines = [f"most_{len(factors)} = 0"]
    for n in reversed(range(len(factors))):
        lines.append(f"most_{n} = most_{n + 1} + tables[{rows[factors[n].name]}].max()")
    return lines


def _asking(plan: ScanPlan) -> list[str]:
    """Takes the bits of pairs away that are excluded by what has to be asked of each pair."""
    return [
        "if asked:",
        "    kept = rest",
        "    while kept != 0:",
        "        bit = kept & (~kept + np.uint64(1))",
        "        placement = placements[np.uint64(word << 6) + lowest_bit(kept)]",
        "        kept ^= bit",
        f"        if {any_of(plan.for_pair)}:",
        "            rest &= ~bit",
    ]


def _gaining(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    """Keeps the pairs of the bits that are left when they have more points than the floor."""
    scored = [*_spreading(4), *_adding(plan, rows)]
    return [
        "while rest != 0:",
        "    j = np.uint64(word << 6) + lowest_bit(rest)",
        "    rest &= rest - np.uint64(1)",
        "    points = fixed[j]",
        "    if points + most_0 <= least:",
        "        continue",
        "    placement = placements[j]",
        *("    " + line for line in scored),
        "    if points <= least:",
        "        continue",
        "    if found == pairs.shape[1]:",
        "        more = np.empty((3, 2 * found), np.int64)",
        "        more[:, :found] = pairs",
        "        pairs = more",
        "    pairs[0, found], pairs[1, found], pairs[2, found] = n, np.int64(j), points",
        "    found += 1",
    ]


def _few(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def few_placements(
    citizens, chosen, placements, placed, counted, excluded, gate_kinds, gate_rows, gate_kept, fixed, floors,
    {TABLE_ARGUMENTS}, tables, feasible
):
    """The feasible pairs with more points than the citizen's floor: who, which, and the points.

    Which placement it is, is told by its position, so that one may stand here several times as changed. Feasible pairs
    of the counted placements are counted, whatever their points.
    """
{indented(_most(plan, rows), 1)}
{new_rows()}
    highest = most_0
    if len(fixed):
        highest += fixed.max()
    bits = np.empty((gate_kept, len(placed)), np.uint64)
    made = np.full(gate_kept, -1)
    left = placed.copy()
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
        asked, is_spread = False, False
        left[:] = placed
{indented(_closing(plan), 2)}
{indented(by_bit_source(plan.for_pair, "left"), 2)}
        fits = 0
        for word in range(len(left)):
            rest = left[word]
            if highest <= least:
                rest &= counted[word]
{indented(_asking(plan), 3)}
            fits += set_bits(np.int64(rest & counted[word]))
            if highest <= least:
                continue
{indented(_gaining(plan, rows), 3)}
        feasible[n] = fits
        if is_spread:
{clear_rows("i", " " * 12)}
    return pairs[:, :found].copy()'''
