"""One file a factor; they are found by listing this folder."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from jobmatch.core.factor import Factor


@cache
def all_factors() -> tuple[Factor, ...]:
    """Every factor of this folder, in order of name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").FACTOR for name in names)
