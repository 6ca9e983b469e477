"""Bits of whole numbers, compiled to one machine instruction each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import types
from numba.extending import intrinsic, overload_method


@intrinsic
def lowest_bit(typing_context: Any, word: Any) -> Any:
    """Position of the lowest set bit of a word that is not 0."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, 1))

    return types.uint64(types.uint64), generate


@intrinsic
def set_bits(typing_context: Any, mask: Any) -> Any:
    """How many bits of a mask are set."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.int64), generate


@overload_method(types.Integer, "bit_count")
def _bit_count(mask: Any) -> Callable[[Any], Any]:
    """``mask.bit_count()`` of Python, for masks that are not negative."""

    def count(mask: Any) -> Any:
        return set_bits(mask)  # type: ignore[call-arg]

    return count
