"""The compiled kernel on disk: written once for each version of the factors, loaded in a moment afterwards."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import os
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType

import numpy as np

from jobmatch.core import formula, ranking, records
from jobmatch.core.factor import Factor
from jobmatch.core.source import kernel_source


def cache_folder() -> Path:
    """Where compiled code is kept: ``JOBMATCH_CACHE_DIR``, else the user's cache, else a private temporary folder."""
    named = os.environ.get("JOBMATCH_CACHE_DIR")
    if named:
        return Path(named)
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "jobmatch"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return _private_folder()


@cache
def _private_folder() -> Path:
    """For a read-only home (a service account, a container): code that will be run must come from a private folder."""
    return Path(tempfile.mkdtemp(prefix="jobmatch-"))


_LOADING = Lock()
ENTRIES = ("score_pairs", "survey_placements", "best_placements", "fixed_points")
"""The functions of the kernel module that are called from outside."""


def is_compiled(factors: Sequence[Factor]) -> bool:
    """Whether the kernel for these factors lies compiled on disk, so that loading it takes a moment."""
    path = _path(kernel_source(factors), factors)
    kept = path.parent / "__pycache__"
    return path.is_file() and all(any(kept.glob(f"{path.stem}.{entry}-*.nbc")) for entry in ENTRIES)


def _path(source: str, factors: Sequence[Factor]) -> Path:
    return cache_folder() / "kernels" / f"kernel_{_digest(source, factors)}.py"


def load_kernel(factors: Sequence[Factor]) -> ModuleType:
    """The kernel module for these factors, compiled on first use and cached by the hash of all that it is made of."""
    formula.make_compilable()
    source = kernel_source(factors)
    path = _path(source, factors)
    with _LOADING:  # nobody gets a module that another thread is still filling
        return _loaded(path, source)


def _loaded(path: Path, source: str) -> ModuleType:
    qualified = f"jobmatch_{path.stem}"
    if qualified in sys.modules:
        return sys.modules[qualified]
    if not path.is_file() or path.read_text(encoding="utf-8") != source:
        _write(path, source)
    spec = importlib.util.spec_from_file_location(qualified, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[qualified] = module
    spec.loader.exec_module(module)
    return module


def _digest(source: str, factors: Sequence[Factor]) -> str:
    import numba

    from jobmatch.core import bits, heap, measures

    texts = {source, numba.__version__, np.__version__, str(sys.version_info[:2])}
    for module in (bits, formula, heap, measures, ranking, records):
        texts.add(inspect.getsource(module))
    for factor in factors:
        for function in (factor.value, factor.gate.excludes if factor.gate else None):
            if function is not None:
                texts.add(inspect.getsource(sys.modules[function.__module__]))
    return hashlib.sha256("\0".join(sorted(texts)).encode()).hexdigest()[:16]


def _write(path: Path, source: str) -> None:
    """Whole or not at all, also when several processes start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(source)
    os.replace(temporary, path)
