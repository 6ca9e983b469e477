"""The kernel's source text: every factor's formulas and gates written out into one loop.

Text rather than closures, because numba can keep the compiled form of a plain module on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jobmatch.core.expression import neutral_of
from jobmatch.core.factor import Factor, Gate
from jobmatch.core.few import few_source
from jobmatch.core.plan import scan_plan
from jobmatch.core.sheet import survey_plan
from jobmatch.core.spread import TABLE_ARGUMENTS, clear_rows, new_rows, row_source, spread_rows, world_of
from jobmatch.core.survey import survey_source
from jobmatch.core.walk import walk_source


def kernel_source(factors: Sequence[Factor]) -> str:
    """The text of the kernel module for these factors."""
    gates = gates_in_order(factors)
    valued = [f for f in factors if f.value is not None]
    parts = [_imports(gates, valued), _failed(gates), _values(valued), row_source(), _pairs()]
    plan, rows = scan_plan(factors, gates), {factor.name: row for row, factor in enumerate(valued)}
    parts += [*walk_source(plan, rows), few_source(plan, rows)]
    parts += survey_source(survey_plan(plan), {gate.name: bit for bit, gate in enumerate(gates)}, rows)
    return "\n\n".join(parts) + "\n"


def gates_in_order(factors: Sequence[Factor]) -> list[Gate]:
    """All gates, cheapest and most selective first; a gate's position is its bit among the failed gates."""
    return sorted((f.gate for f in factors if f.gate is not None), key=lambda gate: (gate.cost, gate.name))


def _compiled(name: str, function: Callable[..., object]) -> str:
    plain = f"_plain_{name}"
    return f"from {function.__module__} import {function.__name__} as {plain}\n{name} = njit(**INLINE)({plain})"


def _imports(gates: list[Gate], factors: list[Factor]) -> str:
    lines = [
        '"""Generated from the factors; kept only as a cache."""',
        "import numpy as np",
        "from numba import njit",
        "from jobmatch.core.bits import ask_ahead, lowest_bit, reaching, set_bits",
        "from jobmatch.core.heap import best_first, keep_best, sort_key",
        "from jobmatch.core.ranking import ROW_BITS",
        "from jobmatch.core.records import World",
        'OPTIONS = {"error_model": "numpy"}',
        'INLINE = {"error_model": "numpy", "forceinline": True}',
    ]
    lines += [_compiled(f"gate_{gate.name}", gate.excludes) for gate in gates]
    lines += [_compiled(f"value_{f.name}", f.value) for f in factors if f.value is not None]
    lines += [_compiled(f"told_{f.name}", f.told) for f in factors if f.told is not None]
    lines += [_compiled(f"closed_{gate.name}", gate.given) for gate in gates if gate.given is not None]
    lines += [_compiled(f"given_{f.name}", f.given) for f in factors if f.given is not None]
    formulas: list[Gate | Factor] = [*gates, *factors]
    measured = {one.measured.name: one.measured for one in formulas if one.measured is not None}
    lines += [_compiled(f"measure_{name}", one.value) for name, one in measured.items()]
    return "\n".join(lines)


def _failed(gates: list[Gate]) -> str:
    lines = ["@njit(**OPTIONS)", "def failed_gates(citizen, placement, world):", "    failed = 0"]
    for bit, gate in enumerate(gates):
        lines += [f"    if gate_{gate.name}(citizen, placement, world):", f"        failed |= {1 << bit}"]
    return "\n".join([*lines, "    return failed"])


def _values(factors: list[Factor]) -> str:
    lines = [
        "@njit(**INLINE)",
        "def thousandth(value, neutral):",
        "    if value != value:",
        "        return np.uint64(neutral)",
        "    return np.uint64(int(value * 1000.0 + 0.5))",
        "",
        "@njit(**OPTIONS)",
        "def parts_of(citizen, placement, world, tables, values, parts):",
    ]
    for row, factor in enumerate(factors):
        lines += [
            f"    values[{row}] = value_{factor.name}(citizen, placement, world)",
            f"    parts[{row}] = tables[{row}, thousandth(values[{row}], {neutral_of(factor)})]",
        ]
    return "\n".join(lines)


def _pairs() -> str:
    return f'''@njit(cache=True, nogil=True, **OPTIONS)
def score_pairs(citizens, placements, pair_citizen, pair_placement, {TABLE_ARGUMENTS}, tables, failed, values, parts):
    """Gates, values and parts of given pairs; pairs of one citizen should stand together."""
{new_rows()}
    last = -1
    for n in range(len(pair_citizen)):
        i = pair_citizen[n]
        if i != last:
            if last >= 0:
{clear_rows("last", " " * 16)}
{spread_rows("i", " " * 12)}
            last = i
        citizen = citizens[i]
        placement = placements[pair_placement[n]]
        world = {world_of("citizen.travel_row")}
        failed[n] = failed_gates(citizen, placement, world)
        parts_of(citizen, placement, world, tables, values[n], parts[n])'''
