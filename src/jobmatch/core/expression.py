"""Expressions over one pair, as they stand in the kernel's source text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobmatch.core.factor import Factor, Gate

TableRows = Mapping[str, int]
"""By factor name, its row in the table of points."""
PAIR = "(citizen, placement, world)"


def points_of(factor: Factor, rows: TableRows, number: str = "") -> str:
    """What a factor gives a pair; from a number that was measured, where one is named."""
    value = f"value_{factor.name}{PAIR}"
    if number and factor.measured:
        value = f"given_{factor.name}({number}, {PAIR[1:]}"
    return f"tables[{rows[factor.name]}, thousandth({value}, {neutral_of(factor)})]"


def neutral_of(factor: Factor) -> int:
    """Thousandths of the value that counts when it is not known."""
    return round(factor.neutral * 1000)


def sum_of(factors: Sequence[Factor], rows: TableRows, number: str = "") -> str:
    """What some factors give a pair together."""
    return " + ".join(points_of(factor, rows, number) for factor in factors) or "0"


def any_of(gates: Sequence[Gate]) -> str:
    """Whether one of the gates excludes a pair."""
    return " or ".join(f"gate_{gate.name}{PAIR}" for gate in gates) or "False"


def indented(lines: Sequence[str], depth: int) -> str:
    """Lines of source text, so many steps to the right."""
    return "\n".join(" " * 4 * depth + line for line in lines)
