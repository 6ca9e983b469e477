"""Source text of the walk over all placements for one citizen, from the plan of what runs how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.factor import Factor, Gate
from jobmatch.core.plan import Kinds, ScanPlan
from jobmatch.core.scan import BUNDLES
from jobmatch.core.spread import TABLE_ARGUMENTS, clear_rows, new_rows, spread_rows, world_of

_PAIR = "(citizen, placement, world)"
_LOOP = " " * 20


def walk_source(plan: ScanPlan, rows: Mapping[str, int]) -> list[str]:
    """The parts of the kernel module that make the best lists.

    Args:
        rows: By factor name, its row in the table of points.
    """
    gates = [_fits(gate) for gate in plan.shared]
    kinds = [_kind(number, one, rows) for number, one in enumerate(plan.kinds)]
    return ["UNSEEN, CLOSED = -1, -2", *gates, _spread_bits(), _add_up(), *kinds, _fixed(plan, rows), _best(plan, rows)]


def points_text(factor: Factor, rows: Mapping[str, int]) -> str:
    """What a factor gives a pair."""
    value = f"value_{factor.name}{_PAIR}"
    return f"tables[{rows[factor.name]}, thousandth({value}, {round(factor.neutral * 1000)})]"


def sum_of(factors: Sequence[Factor], rows: Mapping[str, int]) -> str:
    """What some factors give a pair together."""
    return " + ".join(points_text(factor, rows) for factor in factors) or "0"


def any_of(gates: Sequence[Gate]) -> str:
    """Whether one of the gates excludes a pair."""
    return " or ".join(f"gate_{gate.name}{_PAIR}" for gate in gates) or "False"


def _fits(gate: Gate) -> str:
    return f'''@njit(**OPTIONS)
def fits_{gate.name}(citizen, world, samples, first, last, fits):
    """Which kinds of placement the gate lets through."""
    for kind in range(first, last):
        placement = samples[kind]
        fits[kind] = 0 if gate_{gate.name}{_PAIR} else 1'''


def _spread_bits() -> str:
    return '''@njit(**OPTIONS)
def spread_bits(fits, number, bits):
    """One bit for each placement, from what holds for its kind; the last entry of fits is for no placement."""
    for word in range(len(bits)):
        found = np.uint64(0)
        for bit in range(64):
            found |= np.uint64(fits[number[word * 64 + bit]]) << np.uint64(bit)
        bits[word] = found'''


def _kind(number: int, kinds: Kinds, rows: Mapping[str, int]) -> str:
    return f'''@njit(**OPTIONS)
def score_kind_{number}(citizen, world, tables, samples, first, last, memo):
    """Points of some kinds of placement, CLOSED where a gate excludes; gives the most of them."""
    most = 0
    for kind in range(first, last):
        placement = samples[kind]
        points = CLOSED
        if not ({any_of(kinds.gates)}):
            points = {sum_of(kinds.factors, rows)}
        memo[kind] = points
        most = max(most, points)
    return most'''


def _fixed(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    alone = sum_of(plan.fixed, rows).replace(_PAIR, "(placement, placement, placement)")
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def fixed_points(placements, tables, points):
    """Points of each placement that are the same for every citizen."""
    for j in range(len(placements)):
        placement = placements[j]
        points[j] = {alone}'''


def _answers(plan: ScanPlan) -> str:
    """Bits of the shared gates, made when the first of those who are alike is scored."""
    lines = []
    for number, gate in enumerate(plan.shared):
        lines += [
            f"kind = alike_gates[{number}, n]",
            "if made[kind] == 0:",
            f"    start, end = gate_starts[{number}], gate_starts[{number + 1}]",
            f"    fits_{gate.name}(citizen, world, gate_samples, start, end, fits)",
            f"    spread_bits(fits, gate_number[{number}], bits[kind])",
            "    made[kind] = 1",
            f"bits_{number} = bits[kind]",
        ]
    return "\n".join(" " * 8 + line for line in lines)


def _known_parts(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    """What was worked out for somebody who is not alike is forgotten; where kinds are few, all are scored at once."""
    lines = []
    for number, one in enumerate(plan.kinds):
        lines += [
            f"if alike_parts[{number}, n] != last_{number}:",
            f"    last_{number} = alike_parts[{number}, n]",
            f"    start, end = part_starts[{number}], part_starts[{number + 1}]",
            f"    if few[{number}]:",
            f"        top_{number} = score_kind_{number}(citizen, world, tables, part_samples, start, end, memo)",
            "    else:",
            "        memo[start:end] = UNSEEN",
            f"        top_{number} = " + " + ".join(f"tables[{rows[f.name]}].max()" for f in one.factors),
        ]
    return "\n".join(" " * 8 + line for line in lines)


def _most(plan: ScanPlan) -> str:
    """The most that is still to come when bundles are known, then before each step."""
    steps = len(plan.kinds) + len(plan.by_pair)
    lines = [f"most_{steps} = 0"]
    for step in reversed(range(steps)):
        lines.append(f"most_{step} = most_{step + 1}")
        if step >= len(plan.kinds):
            lines.append(f"most_{step} += top_{step}")
        elif step in plan.free:
            lines += [f"if bundle_of[{step}] < 0:", f"    most_{step} += top_{step}"]
    return "\n".join(" " * 8 + line for line in lines)


def _whether_many(plan: ScanPlan) -> str:
    """Whether some kinds are too many to be scored before the walk."""
    return "\n".join(f"    many = many or bundle_of[{n}] < 0" for n in plan.free)


def _add_up() -> str:
    return '''@njit(**OPTIONS)
def add_up(bundle_kinds, memo, sums):
    """Points of each combination of kinds."""
    for c in range(len(sums)):
        points = 0
        for group in range(len(bundle_kinds)):
            if bundle_kinds[group, c] >= 0:
                points += memo[bundle_kinds[group, c]]
        sums[c] = points'''


def _look_up(number: int, kind: str) -> list[str]:
    return [
        f"kind = {kind}",
        f"part_{number} = memo[kind]",
        f"if part_{number} == UNSEEN:",
        f"    score_kind_{number}(citizen, world, tables, part_samples, kind, kind + 1, memo)",
        f"    part_{number} = memo[kind]",
    ]


def _gated(plan: ScanPlan) -> str:
    """The kinds that have a gate of their own."""
    lines = []
    for number in plan.gated:
        lines += [*_look_up(number, f"placement.kind_{number}"), f"if part_{number} == CLOSED:", "    continue"]
    return "\n".join(_LOOP + line for line in lines)


def _adding(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    """The lines that add part by part; a pair is left when even the most that is left cannot reach the list."""
    known = [
        "near",
        "add.fixed",
        *(f"part_{n}" for n in plan.gated),
        *(f"sums[add.bundle_{n}]" for n in range(BUNDLES)),
    ]
    lines = ["add = adds[position]", "points = " + " + ".join(known)]
    lines += ["if points + most_0 < least:", "    continue", "if many:"]
    for number in plan.free:
        lines += [f"    if bundle_of[{number}] < 0:"]
        lines += ["        " + line for line in _look_up(number, f"part_number[{number}, position]")]
        lines += [f"        points += part_{number}"]
        lines += [f"        if points + most_{number + 1} < least:", "            continue"]
    lines.append("placement = pairs[position]")
    for number, factor in enumerate(plan.by_pair, len(plan.kinds) + 1):
        lines += [f"points += {points_text(factor, rows)}", f"if points + most_{number} < least:", "    continue"]
    return "\n".join(_LOOP + line for line in lines)


def _best(plan: ScanPlan, rows: Mapping[str, int]) -> str:
    tops = [f"top_{n} = 0" for n in range(len(plan.kinds))]
    tops += [f"top_{n} = tables[{rows[f.name]}].max()" for n, f in enumerate(plan.by_pair, len(plan.kinds))]
    tops_lines = "\n".join("    " + line for line in tops)
    left = " & ".join(["placed[word]", *(f"bits_{n}[word]" for n in range(len(plan.shared)))])
    never = "\n".join(f"    last_{n} = -1" for n in range(len(plan.kinds)))
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def best_placements(
    citizens, chosen, words, placed, sites, looks, adds, pairs, gate_number, gate_samples, gate_starts,
    part_number, part_samples, part_starts, bundle_of, bundle_starts, bundle_kinds, few,
    visits, alike_gates, alike_parts, kinds_of_citizen, {TABLE_ARGUMENTS},
    tables, keys, counts, feasible
):
    """The best placements of the chosen citizens, one row of keys each, best first.

    A place out of reach is left out whole. Elsewhere the shared gates leave a bit for each placement that they let
    through; those are looked at one by one, counted when the other gates let them through too, and added up as long
    as they may reach the list.
    """
{tops_lines}
{new_rows()}
    memo = np.empty(len(part_samples), np.int32)
    fits = np.zeros(len(gate_samples) + 1, np.uint8)
    sums = np.zeros(bundle_starts[-1], np.int32)
    many = False
{_whether_many(plan)}
    bits = np.empty((kinds_of_citizen, words[-1]), np.uint64)
    made = np.zeros(kinds_of_citizen, np.uint8)
{never}
    for visit in range(len(visits)):
        n = visits[visit]
        i = chosen[n]
        citizen = citizens[i]
{spread_rows("i", " " * 8)}
        world = {world_of("citizen.travel_row")}
{_answers(plan)}
{_known_parts(plan, rows)}
        add_up(bundle_kinds, memo, sums)
{_most(plan)}
        heap = keys[n]
        size = 0
        found = 0
        least = -1
        for place in range(len(words) - 1):
            placement = sites[place]
            if {any_of(plan.for_citizen)}:
                break
            if {any_of(plan.for_place)}:
                continue
            near = {sum_of(plan.by_place, rows)}
            for word in range(words[place], words[place + 1]):
                left = {left}
                while left != 0:
                    position = word * 64 + np.int64(lowest_bit(left))
                    placement = looks[position]
                    left &= left - np.uint64(1)
{_gated(plan)}
                    if {any_of(plan.for_pair)}:
                        continue
                    found += 1
{_adding(plan, rows)}
                    size = keep_best(heap, size, sort_key(points, placement.row))
                    if size == len(heap):
                        least = heap[0] >> ROW_BITS
        heap[:size].sort()
        heap[:size] = heap[:size][::-1].copy()
        counts[n] = size
        feasible[n] = found
{clear_rows("i", " " * 8)}'''
