"""What was saved since a revision, and one citizen: asked so often that the statements are written out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, exists, func, or_, select, union

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import columns_of, records_of
from jobmatch.store import cells
from jobmatch.store.changes import Stored
from jobmatch.store.governance_tables import VERDICTS
from jobmatch.store.tables import CITIZENS, CONFIRMATIONS, ERASURES, EVENTS, LOCAL_WORDS, PLACEMENTS, VOCABULARIES
from jobmatch.store.transaction import Written


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What was saved after one revision, up to another."""

    citizens: Sequence[Stored[Citizen]]
    """Whoever changed, or about whom something was decided, as they stood at the later revision, withdrawn or not."""
    decided: bool
    """Whether something was decided about what is read in somebody's story."""
    more: bool
    """Whether anything else was saved that answers are made from."""
    erased: int
    """How many people have been erased in all: no revision tells of them."""


_AFTER: BindParameter[int] = bindparam("after")
_UNTIL: BindParameter[int] = bindparam("until")
_COLUMNS = columns_of(Citizen)
_NAMES = [column.name for column in _COLUMNS]
_READERS = [cells.reader(column.kind) for column in _COLUMNS]
_WHOLE = select(*(CITIZENS.c[name] for name in _NAMES), CITIZENS.c.since, CITIZENS.c.withdrawn)
_ONE = Written(_WHOLE.where(CITIZENS.c.citizen_id == bindparam("citizen_id"), CITIZENS.c.until.is_(None)))


def _between(table: Table) -> ColumnElement[bool]:
    return (table.c.since > _AFTER) & (table.c.since <= _UNTIL)


def _any(*tables: Table) -> ColumnElement[bool]:
    return or_(*(exists().where(_between(table)) for table in tables))


_TOUCHED = union(*(select(table.c.citizen_id).where(_between(table)) for table in (CITIZENS, CONFIRMATIONS)))
_CHANGED = Written(
    _WHOLE.where(
        CITIZENS.c.citizen_id.in_(_TOUCHED),
        CITIZENS.c.since <= _UNTIL,
        or_(CITIZENS.c.until.is_(None), CITIZENS.c.until > _UNTIL),
    )
    .order_by(CITIZENS.c.citizen_id)
    .limit(bindparam("most"))
)
_ENDED = exists().where(VOCABULARIES.c.until > _AFTER, VOCABULARIES.c.until <= _UNTIL)
_REST = Written(
    select(
        _any(CONFIRMATIONS),
        or_(_any(PLACEMENTS, EVENTS, LOCAL_WORDS, VERDICTS, VOCABULARIES), _ENDED),
        select(func.count()).select_from(ERASURES).scalar_subquery(),
    )
)
"""What is not a citizen: each kind that a revision can be about; see who calls ``next_revision``."""


def citizen_of(connection: Connection, citizen_id: str) -> Stored[Citizen] | None:
    """One citizen as she is now, withdrawn or not."""
    return next(iter(_stored(_ONE.all(connection, citizen_id=citizen_id))), None)


def saved_meanwhile(connection: Connection, after: int, until: int, most: int) -> Meanwhile:
    """What was saved after a revision and no later than another, with so many citizens at most."""
    decided, more, erased = _REST.first(connection, after=after, until=until) or (False, False, 0)
    rows = _CHANGED.all(connection, after=after, until=until, most=most)
    return Meanwhile(_stored(rows), bool(decided), bool(more), int(erased))


def _stored(rows: Sequence[tuple[Any, ...]]) -> list[Stored[Citizen]]:
    if not rows:
        return []
    *fields, versions, withdrawn = zip(*rows, strict=True)
    decoded = [map(read, field) if read else field for read, field in zip(_READERS, fields, strict=True)]
    records = records_of(Citizen, len(rows), dict(zip(_NAMES, decoded, strict=True)))
    return list(map(Stored, records, versions, map(bool, withdrawn)))
