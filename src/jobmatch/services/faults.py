"""Noting a fault that nobody foresaw: where in the program and of what kind, never what people's data it was about."""

from __future__ import annotations

import sys
import traceback

import structlog

_DEEPEST = 5


def note(fault: BaseException, area: str, method: str, as_json: bool) -> None:
    """One line on stderr: the kind of fault and the way through the program, without its message or any variable.

    The message can repeat what was sent or stored, and the address can name a person.
    """
    render = structlog.processors.JSONRenderer() if as_json else structlog.processors.LogfmtRenderer()
    logger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            render,
        ],
    )
    logger.error("unexpected", area=area, kind=_kinds(fault), method=method, way=_way(fault))


def _kinds(fault: BaseException) -> str:
    """The kind of the fault, and of what caused it."""
    kinds: list[str] = []
    seen: BaseException | None = fault
    while seen is not None and len(kinds) < _DEEPEST:
        kinds.append(type(seen).__name__)
        seen = seen.__cause__ or seen.__context__
    return " < ".join(kinds)


def _way(fault: BaseException) -> str:
    """File, line and function of every step; the lines of the program themselves hold nobody's data."""
    steps = traceback.extract_tb(fault.__traceback__)
    return " > ".join(f"{step.filename.rsplit('/jobmatch/', 1)[-1]}:{step.lineno} {step.name}" for step in steps)
