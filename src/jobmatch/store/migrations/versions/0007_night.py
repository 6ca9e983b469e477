"""Lists that are written only when they change, and what one night leaves to the next."""

from __future__ import annotations

import json
import zlib
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, autoincrement=False)


def upgrade() -> None:
    """Make the tables, and write the lists of earlier runs anew."""
    op.rename_table("run_lists", "run_lists_before")
    for name, key in (("run_people", "citizen_id"), ("run_places", "placement_id")):
        op.create_table(name, _key(key), _whole("number"), sa.PrimaryKeyConstraint(key), sqlite_with_rowid=False)
    # On PostgreSQL the renamed table keeps its key's name, which the new one wants.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE run_lists_before RENAME CONSTRAINT run_lists_pkey TO run_lists_before_pkey")
    op.create_table(
        "run_lists",
        _key("citizen_id"),
        _whole("since"),
        _whole("until", nullable=True),
        sa.Column("ranked", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("citizen_id", "since"),
        sqlite_with_rowid=False,
    )
    op.create_index("run_lists_since", "run_lists", ["since"])
    op.create_table(
        "night_notes",
        _key("name"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    for name in ("fixed", "feasible"):
        empty = sa.text("x''" if op.get_bind().dialect.name == "sqlite" else "''::bytea")
        op.add_column("runs", sa.Column(name, sa.LargeBinary(), nullable=False, server_default=empty))
    _convert(op.get_bind())
    op.drop_table("run_lists_before")
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("placement_ids")
        for name in ("fixed", "feasible"):
            runs.alter_column(name, server_default=None, existing_type=sa.LargeBinary(), existing_nullable=False)


def _convert(connection: Any) -> None:
    """Each earlier run's lists, from that run until the next one."""
    places: dict[str, int] = {}
    people: dict[str, int] = {}
    runs = connection.execute(sa.text("SELECT number, placement_ids FROM runs ORDER BY number")).all()
    for place, run in enumerate(runs):
        until = runs[place + 1].number if place + 1 < len(runs) else None
        ids = json.loads(run.placement_ids)
        numbers = np.array([places.setdefault(one, len(places)) for one in ids], np.int64)
        feasible: dict[int, int] = {}
        query = sa.text("SELECT citizen_id, feasible_count, ranked, details FROM run_lists_before WHERE number = :n")
        for row in connection.execute(query, {"n": run.number}).all():
            feasible[people.setdefault(row.citizen_id, len(people))] = row.feasible_count
            new = {"c": row.citizen_id, "s": run.number, "u": until, "r": _keys(row.ranked, numbers), "d": row.details}
            connection.execute(sa.text("INSERT INTO run_lists VALUES (:c, :s, :u, :r, :d)"), new)
        counts = np.full(max(feasible, default=-1) + 1, -1, "<i4")
        for number, count in feasible.items():
            counts[number] = count
        update = sa.text("UPDATE runs SET fixed = :x, feasible = :f WHERE number = :n")
        fixed = zlib.compress(np.zeros(len(places), "<i4").tobytes(), 1)
        connection.execute(update, {"x": fixed, "f": zlib.compress(counts.tobytes(), 1), "n": run.number})
    for table, known in (("run_people", people), ("run_places", places)):
        for key, number in known.items():
            connection.execute(sa.text(f"INSERT INTO {table} VALUES (:k, :n)"), {"k": key, "n": number})


def _keys(ranked: bytes, numbers: Any) -> bytes:
    """Pairs of (placement, points) as sorted numbers: the placement's above the points."""
    pairs = np.frombuffer(bytes(ranked), "<i4").reshape(-1, 2).astype(np.int64)
    keys = (numbers[pairs[:, 0]] << 32) | (pairs[:, 1] & 0xFFFF_FFFF)
    packed: bytes = np.sort(keys).astype("<i8").tobytes()
    return packed
