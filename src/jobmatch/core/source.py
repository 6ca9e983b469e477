"""The kernel's source text: every factor's formulas and gates written out into one loop.

Text rather than closures, because numba can keep the compiled form of a plain module on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jobmatch.core.factor import Factor, Gate
from jobmatch.core.records import World


def kernel_source(factors: Sequence[Factor]) -> str:
    """The text of the kernel module for these factors."""
    gates = gates_in_order(factors)
    valued = [f for f in factors if f.value is not None]
    parts = [_imports(gates, valued), _failed(gates), _values(valued), _rows(), _pairs(), _top(gates)]
    return "\n\n".join(parts) + "\n"


def gates_in_order(factors: Sequence[Factor]) -> list[Gate]:
    """All gates, cheapest and most selective first; a gate's position is its bit among the failed gates."""
    return sorted((f.gate for f in factors if f.gate is not None), key=lambda gate: (gate.cost, gate.name))


def _compiled(name: str, function: Callable[..., object]) -> str:
    plain = f"_plain_{name}"
    return f"from {function.__module__} import {function.__name__} as {plain}\n{name} = njit(**OPTIONS)({plain})"


def _imports(gates: list[Gate], factors: list[Factor]) -> str:
    lines = [
        '"""Generated from the factors; kept only as a cache."""',
        "import numpy as np",
        "from numba import njit",
        "from jobmatch.core.ranking import keep_best, sort_key",
        "from jobmatch.core.records import World",
        'OPTIONS = {"error_model": "numpy"}',
    ]
    lines += [_compiled(f"gate_{gate.name}", gate.excludes) for gate in gates]
    lines += [_compiled(f"value_{f.name}", f.value) for f in factors if f.value is not None]
    return "\n".join(lines)


def _failed(gates: list[Gate]) -> str:
    lines = ["@njit(**OPTIONS)", "def failed_gates(citizen, placement, world):", "    failed = 0"]
    for bit, gate in enumerate(gates):
        lines += [f"    if gate_{gate.name}(citizen, placement, world):", f"        failed |= {1 << bit}"]
    return "\n".join([*lines, "    return failed"])


def _values(factors: list[Factor]) -> str:
    lines = [
        "@njit(**OPTIONS)",
        "def thousandth(value, neutral):",
        "    if value != value:",
        "        return neutral",
        "    return int(value * 1000.0 + 0.5)",
        "",
        "@njit(**OPTIONS)",
        "def points_of(citizen, placement, world, tables):",
        "    points = 0",
    ]
    for row, factor in enumerate(factors):
        value = f"value_{factor.name}(citizen, placement, world)"
        lines.append(f"    points += tables[{row}, thousandth({value}, {round(factor.neutral * 1000)})]")
    lines += ["    return points", "", "@njit(**OPTIONS)"]
    lines.append("def parts_of(citizen, placement, world, tables, values, parts):")
    for row, factor in enumerate(factors):
        lines += [
            f"    values[{row}] = value_{factor.name}(citizen, placement, world)",
            f"    parts[{row}] = tables[{row}, thousandth(values[{row}], {round(factor.neutral * 1000)})]",
        ]
    return "\n".join(lines)


def _rows() -> str:
    return """@njit(**OPTIONS)
def spread(row, starts, codes, shares, i):
    for e in range(starts[i], starts[i + 1]):
        row[codes[e]] = shares[e]

@njit(**OPTIONS)
def clear(row, starts, codes, i):
    for e in range(starts[i], starts[i + 1]):
        row[codes[e]] = 0"""


_ROW_NAMES = ("covers", "wanted", "vetoed", "holds")
_ROW_ARGUMENTS = ", ".join(f"{n}_starts, {n}_codes, {n}_shares, {n}_width" for n in _ROW_NAMES)
_TABLE_ARGUMENTS = f"{_ROW_ARGUMENTS}, free_day, free_start, free_end, travel_min, codes"


def _new_rows() -> str:
    return "\n".join(f"    {n} = np.zeros({n}_width, np.uint8)" for n in _ROW_NAMES)


def _spread_rows(index: str, indent: str) -> str:
    return "\n".join(f"{indent}spread({n}, {n}_starts, {n}_codes, {n}_shares, {index})" for n in _ROW_NAMES)


def _clear_rows(index: str, indent: str) -> str:
    return "\n".join(f"{indent}clear({n}, {n}_starts, {n}_codes, {index})" for n in _ROW_NAMES)


def _world(travel_row: str) -> str:
    given = {"travel_min": f"travel_min[{travel_row}]"}
    return "World(" + ", ".join(given.get(name, name) for name in World._fields) + ")"


def _pairs() -> str:
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def score_pairs(citizens, placements, pair_citizen, pair_placement, {_TABLE_ARGUMENTS}, tables, failed, values, parts):
    """Gates, values and parts of given pairs; pairs of one citizen should stand together."""
{_new_rows()}
    last = -1
    for n in range(len(pair_citizen)):
        i = pair_citizen[n]
        if i != last:
            if last >= 0:
{_clear_rows("last", " " * 16)}
{_spread_rows("i", " " * 12)}
            last = i
        citizen = citizens[i]
        placement = placements[pair_placement[n]]
        world = {_world("citizen.travel_row")}
        failed[n] = failed_gates(citizen, placement, world)
        parts_of(citizen, placement, world, tables, values[n], parts[n])'''


def _top(gates: list[Gate]) -> str:
    def reads_only(gate: Gate, prefix: tuple[str, ...]) -> bool:
        return all(name.startswith(("citizen.", "world.travel_min", *prefix)) for name in gate.reads)

    for_citizen = [g for g in gates if all(name.startswith("citizen.") for name in g.reads)]
    for_place = [g for g in gates if g not in for_citizen and reads_only(g, ("placement.place",))]
    rising = [g for g in gates if g.rises_with == "placement.min_hours"]
    rest = [g for g in gates if g not in for_citizen and g not in for_place and g not in rising]

    def any_of(chosen: list[Gate]) -> str:
        return " or ".join(f"gate_{g.name}(citizen, placement, world)" for g in chosen) or "False"

    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def best_placements(
    citizens, first, last, placements, group_starts, {_TABLE_ARGUMENTS}, tables, keys, counts, feasible
):
    """The best placements of citizens first..last, one row of keys each, best first.

    Placements come grouped by place and, inside a group, in order of smallest workable hours: a group whose place
    is out of reach is left out whole, and a group ends where the smallest pattern exceeds the citizen's hours.
    """
{_new_rows()}
    for i in range(first, last):
        citizen = citizens[i]
{_spread_rows("i", " " * 8)}
        world = {_world("citizen.travel_row")}
        heap = keys[i - first]
        size = 0
        found = 0
        for group in range(len(group_starts) - 1):
            placement = placements[group_starts[group]]
            if {any_of(for_citizen)}:
                break
            if {any_of(for_place)}:
                continue
            for j in range(group_starts[group], group_starts[group + 1]):
                placement = placements[j]
                if {any_of(rising)}:
                    break
                if {any_of(rest)}:
                    continue
                found += 1
                size = keep_best(heap, size, sort_key(points_of(citizen, placement, world, tables), placement.row))
        heap[:size].sort()
        heap[:size] = heap[:size][::-1].copy()
        counts[i - first] = size
        feasible[i - first] = found
{_clear_rows("i", " " * 8)}'''
