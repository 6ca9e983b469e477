"""numba, loaded with what our loops need."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def load_compiler() -> None:
    """Load numba without all of SciPy's linear algebra, and without what it takes to compile until something is.

    numba only looks whether that is there, to teach compiled code matrix products; ours has none, and looking takes
    nearly as long as all the rest of a start.
    """
    from numba.core import caching
    from numba.np import linalg

    on_disk: Any = caching.Cache
    on_disk.load_overload = _from_disk

    looking: Any = linalg
    ensure, looking.ensure_blas = looking.ensure_blas, _not_there
    try:
        import numba.np.arraymath  # noqa: F401  (looks once, while it is imported)
    finally:
        looking.ensure_blas = ensure


def _not_there() -> None:
    raise ImportError("matrix products are not compiled here")


def _from_disk(code: Any, signature: Any, target: Any) -> Any:
    """Compiled code as it lies on disk, None when it does not.

    numba would first learn all that may stand in a loop, which it does once more before it compiles one.
    """
    from numba.core.runtime.nrt import rtsys

    rtsys.initialize(target)
    with code._guard_against_spurious_io_errors():
        return code._load_overload(signature, target)
