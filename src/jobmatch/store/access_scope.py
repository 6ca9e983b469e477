"""Whose citizens somebody sees, as a condition that the database can hold."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, true

from jobmatch.domain.viewer import Scope
from jobmatch.store.tables import CITIZENS


def within(scope: Scope) -> ColumnElement[bool]:
    """The citizens of a scope."""
    column = CITIZENS.c
    if scope.citizen_id is not None:
        return column.citizen_id == scope.citizen_id
    if scope.teams is None:
        return true() if scope.without_team else column.team.is_not(None)
    own = column.team.in_(sorted(scope.teams))
    return or_(own, column.team.is_(None)) if scope.without_team else own
