"""Somebody else wrote first."""

from __future__ import annotations

from jobmatch.errors import Conflict


class Stale(Conflict):
    """What is to be changed is not any more as the writer saw it; nothing was saved."""

    status = 412
