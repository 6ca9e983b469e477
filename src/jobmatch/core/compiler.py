"""numba, loaded with what our loops need."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def load_compiler() -> None:
    """Load numba without all of SciPy's linear algebra.

    numba only looks whether that is there, to teach compiled code matrix products; ours has none, and looking takes
    nearly as long as all the rest of a start.
    """
    from numba.np import linalg

    looking: Any = linalg
    ensure, looking.ensure_blas = looking.ensure_blas, _not_there
    try:
        import numba.np.arraymath  # noqa: F401  (looks once, while it is imported)
    finally:
        looking.ensure_blas = ensure


def _not_there() -> None:
    raise ImportError("matrix products are not compiled here")
