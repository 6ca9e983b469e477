"""The way in: what holds before anything else is loaded, so that no traceback is seen even then."""

from __future__ import annotations

import os
import sys

from jobmatch.cli.stopped import STOPPED


def entry() -> None:
    """The console script ``jobmatch``."""
    _open_what_is_closed()
    try:
        from jobmatch.cli.main import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the program itself was being loaded, or as it closed
        english = os.environ.get("JOBMATCH_LANGUAGE") == "en" or "en" in sys.argv
        sys.stderr.write(STOPPED[english] + "\n")
        status = 1
    sys.exit(status)


def _open_what_is_closed() -> None:
    """A stream that the caller closed is an empty one: nobody to ask, nobody to tell."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # for as long as the program runs
