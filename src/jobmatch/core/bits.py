"""What is compiled to one machine instruction each: bits of whole numbers, and asking for memory ahead of its use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload_method
from numba.np import arrayobj


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


_WORD = 64


@intrinsic
def reaching(typing_context: Any, numbers: Any, first: Any, least: Any) -> Any:
    """A word of bits: which of the 64 numbers (of 32 bits, side by side) from ``first`` on are not below ``least``."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind, wide = signature.args[0], ir.VectorType(ir.IntType(32), _WORD)
        view = arrayobj.make_array(kind)(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        at = cgutils.get_item_pointer(context, builder, kind, view, [arguments[1]], False)  # type: ignore[no-untyped-call]
        loaded = builder.load(builder.bitcast(at, wide.as_pointer()))
        loaded.align = 4
        nothing = ir.Constant(wide, ir.Undefined)
        alone = builder.insert_element(nothing, arguments[2], ir.IntType(32)(0))
        bound = builder.shuffle_vector(alone, nothing, ir.Constant(wide, None))  # the first of them 64 times
        return builder.bitcast(builder.icmp_signed(">=", loaded, bound), ir.IntType(_WORD))

    return types.uint64(numbers, types.intp, types.int32), generate


@intrinsic
def ask_ahead(typing_context: Any, array: Any, place: Any) -> Any:
    """Have a place of an array (one that is not negative) fetched from memory while other work is done."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        view = arrayobj.make_array(kind)(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        at = cgutils.get_item_pointer(context, builder, kind, view, [arguments[1]], False)  # type: ignore[no-untyped-call]
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        function = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        fetch = cgutils.get_or_insert_function(builder.module, function, "llvm.prefetch.p0i8")  # type: ignore[no-untyped-call]
        builder.call(fetch, [builder.bitcast(at, byte), word(0), word(3), word(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


@overload_method(types.Integer, "bit_count")
def _bit_count(mask: Any) -> Callable[[Any], Any]:
    """``mask.bit_count()`` of Python, for masks that are not negative."""

    def count(mask: Any) -> Any:
        return set_bits(mask)  # type: ignore[call-arg]

    return count
