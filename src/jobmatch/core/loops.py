"""Loops over many rows that are written once: plain Python where there is little to do, compiled where there is much.

A compiled loop lies beside the kernel, by the hash of all that it is made of. numba by itself would look at the loop's
own file only, and so run an old step that stands in another; and it would put the code beside the program, which an
account of a service may not write to.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch.core.compiled import cache_folder
from jobmatch.core.compiler import load_compiler

Loop = Callable[..., Any]


def suited(loop: Loop, much: bool, parts: tuple[Loop, ...] = ()) -> Loop:
    """The loop as it stands, or compiled where there is so much to do that loading it pays.

    Args:
        parts: The functions that it calls, and those that they call.
    """
    return _compiled(loop, parts) if much else loop


@cache
def _compiled(loop: Loop, parts: tuple[Loop, ...]) -> Loop:
    load_compiler()
    from numba import njit

    for part in parts:
        _callable_when_compiled(part)
    with _kept_in(cache_folder() / "loops" / digest_of((loop, *parts))):
        made: Loop = njit(cache=True, nogil=True)(loop)
    return made


@cache
def _callable_when_compiled(part: Loop) -> None:
    from numba.extending import register_jitable

    register_jitable(forceinline=True)(part)


def digest_of(functions: Sequence[Loop]) -> str:
    """A hash of the files that these functions stand in, of the numbers they read, and of what compiles them."""
    import numba

    texts = {numba.__version__, np.__version__, str(sys.version_info[:2])}
    for one in functions:
        texts.add(inspect.getsource(sys.modules[one.__module__]))
        read = inspect.getclosurevars(one).globals
        texts |= {f"{name} = {value}" for name, value in read.items() if isinstance(value, int | float)}
    return hashlib.sha256("\0".join(sorted(texts)).encode()).hexdigest()[:16]


@contextmanager
def _kept_in(folder: Path) -> Iterator[None]:
    """What is made here is kept in a folder; numba asks where only at the moment when a function is made."""
    from numba import config

    settings: Any = config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder)
    try:
        yield
    finally:
        settings.CACHE_DIR = before
