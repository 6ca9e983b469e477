"""What the factors' formulas are written with: plain Python that the kernel can compile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

UNKNOWN_VALUE = float("nan")
"""What a value formula returns when it cannot be told."""


_MARKED: list[Callable[..., object]] = []


def formula(function: F) -> F:
    """Mark a plain function as one that the kernel compiles; called from Python it stays plain Python."""
    _MARKED.append(function)
    return function


def make_compilable() -> None:
    """Tell numba of every formula marked since the last time; only who compiles waits for numba to load."""
    from jobmatch.core.compiler import load_compiler

    load_compiler()
    from numba.extending import register_jitable

    from jobmatch.core import bits  # noqa: F401  (teaches numba what the formulas call)

    while _MARKED:
        register_jitable(forceinline=True, error_model="numpy")(_MARKED.pop())


@formula
def within_one(value: float) -> float:
    """The value held between 0 and 1."""
    return min(1.0, max(0.0, value))


@formula
def ratio(part: float, whole: float) -> float:
    """Part of a whole, held between 0 and 1; 1 when there is nothing to reach."""
    if whole <= 0.0:
        return 1.0
    return within_one(part / whole)


@formula
def answered(yes: int, partly: int, no: int, bit: int) -> float:
    """1 for yes, a half for partly, 0 for no, unknown when nobody has said; of one need's bit among all answers."""
    if yes & bit:
        return 1.0
    if partly & bit:
        return 0.5
    if no & bit:
        return 0.0
    return UNKNOWN_VALUE


@formula
def count_bits(mask: int) -> int:
    """How many bits of a mask are set; of a mask that is not negative."""
    return mask.bit_count()
