"""Compiling the scoring in a process of its own, so that the one that answers is not held up.

    python -m jobmatch.web.compiling

What is compiled lies on disk afterwards; a process that is stopped halfway leaves nothing that could be taken for it.
"""

from __future__ import annotations

import os
import subprocess
import sys

from jobmatch.bootstrap import Application
from jobmatch.settings import load_settings

POLITE = 10
"""How far the compiling stands back for everything else on the machine."""


def begin(database_url: str) -> subprocess.Popen[bytes]:
    """Start compiling for the world of a database."""
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        env={**os.environ, "JOBMATCH_DATABASE_URL": database_url},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def main() -> None:
    """Compile what scores the world of today."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    application = Application(load_settings(), create=False)
    loaded = application.worlds.at()
    loaded.kernel.load(loaded.world.around, loaded.world.order)
    application.store.close()


if __name__ == "__main__":
    main()
