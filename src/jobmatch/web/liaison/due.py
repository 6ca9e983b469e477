"""Calls to workplaces that are due after a start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request


def calls_due(request: Request) -> Sequence[Any]:
    """Follow-ups of the workplace's side that are due now."""
    return ()
