"""The lists of runs in blocks of citizens: one row for each block in which a run brought something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_BLOCK, _LOOK_BACK = 256, 16
_CELLS = ("people", "lengths", "places", "points")
_Told = tuple[bytes, str | None]


def upgrade() -> None:
    """Make the table, and put every list of every run into it."""
    op.create_table(
        "run_blocks",
        *(sa.Column(name, sa.BigInteger(), nullable=False, autoincrement=False) for name in ("block", "run", "base")),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in _CELLS),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("block", "run"),
    )
    _convert(op.get_bind())
    op.drop_table("run_lists")


def _convert(connection: Any) -> None:
    """Block by block: what each run brought, and who left with it."""
    people = connection.execute(sa.text("SELECT number, citizen_id FROM run_people ORDER BY number")).all()
    blocks: dict[int, dict[str, int]] = defaultdict(dict)
    for number, citizen_id in people:
        blocks[number // _BLOCK][citizen_id] = number % _BLOCK
    lists = sa.text(
        "SELECT citizen_id, since, until, ranked, details FROM run_lists WHERE citizen_id IN :ids"
    ).bindparams(sa.bindparam("ids", expanding=True))
    names = ("block", "run", "base", *_CELLS, "details")
    insert = sa.text(f"INSERT INTO run_blocks VALUES ({', '.join(f':{name}' for name in names)})")
    for block, places in blocks.items():
        brought: dict[int, dict[int, _Told | None]] = defaultdict(dict)
        for row in connection.execute(lists, {"ids": list(places)}).all():
            if row.until is not None:
                brought[row.until].setdefault(places[row.citizen_id], None)
            brought[row.since][places[row.citizen_id]] = bytes(row.ranked), row.details
        for run, base, cells in _rows(brought):
            connection.execute(insert, {"block": block, "run": run, "base": base, **cells})


def _rows(brought: dict[int, dict[int, _Told | None]]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Each run that brought something to a block, the run that it goes back to, and the cells."""
    standing: dict[int, _Told] = {}
    base = 0
    for run, now in sorted(brought.items()):
        for place, told in now.items():
            if told is None:
                standing.pop(place, None)
            else:
                standing[place] = told
        if not base or run - base >= _LOOK_BACK or 2 * len(now) > len(standing):
            base, now = run, dict(standing)
        yield run, base, _cells(sorted(now.items(), key=lambda pair: pair[0]))


def _cells(lists: Sequence[tuple[int, _Told | None]]) -> dict[str, Any]:
    """Arrays of the narrowest whole numbers that hold them all."""
    keys = np.frombuffer(b"".join(told[0] for _, told in lists if told is not None), "<i8")
    lengths = np.array([-1 if told is None else len(told[0]) // 8 for _, told in lists], np.int64)
    details = [(told[1] or "") if told is not None else "" for _, told in lists]
    assert not any("\n" in told for told in details)
    return {
        "people": bytes(place for place, _ in lists),
        "lengths": _narrow(lengths, "i"),
        "places": _narrow(keys >> 32, "u"),
        "points": _narrow((keys & 0xFFFF_FFFF).astype(np.uint32).view(np.int32), "i"),
        "details": "\n".join(details),
    }


def _narrow(values: Any, kind: str) -> bytes:
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    limits = ((f"<{kind}{size}", np.iinfo(f"{kind}{size}")) for size in (1, 2, 4))
    narrow: bytes = values.astype(next(one for one, of in limits if of.min <= low and high <= of.max)).tobytes()
    return narrow
