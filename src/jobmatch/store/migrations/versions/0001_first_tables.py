"""The first tables: records with their versions, runs, links, replies and erasures."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, autoincrement=False)


def _small(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _texts(names: str) -> list[sa.Column[Any]]:
    return [_text(name, nullable=True) for name in names.split()]


def _decimals(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double(), nullable=True) for name in names.split()]


def _record_table(name: str, keys: list[str], *fields: sa.Column[Any]) -> None:
    versions = (_whole("since"), _whole("until", nullable=True), _small("withdrawn"))
    op.create_table(name, *(_key(key) for key in keys), *fields, *versions)
    current = sa.text("until IS NULL")
    op.create_index(f"{name}_key", name, [*keys, "since"], unique=True)
    op.create_index(f"{name}_current", name, keys, unique=True, sqlite_where=current, postgresql_where=current)
    op.create_index(f"{name}_since", name, ["since"])


def upgrade() -> None:
    """Make the tables."""
    _citizens()
    _placements()
    _events()
    _runs()
    _rest()


def _citizens() -> None:
    _record_table(
        "citizens",
        ["citizen_id"],
        *_texts("display_name team consultant target_group status competences experience wishes vetoes"),
        *_decimals("hours_now"),
        *_texts("hours_certainty"),
        *_decimals("effective_share hours_goal hours_day_max"),
        *_texts("days earliest latest blocked postcode transport"),
        _whole("max_travel_min", nullable=True),
        *_texts("licences needs may_disclose capacity_date"),
        _small("under_18", nullable=True),
    )


def _placements() -> None:
    _record_table(
        "placements",
        ["placement_id"],
        *_texts("employer cvr p_number industry title tasks measures requires nice_to_have"),
        *_decimals("min_hours max_hours min_hours_day"),
        *_texts("days earliest latest postcode address"),
        _whole("slots", nullable=True),
        *_texts("offers"),
        *_decimals("mentor_hours"),
        *(_whole(name, nullable=True) for name in ("ordinary_staff", "supported_now")),
        *_texts("contact available_from available_to"),
        _whole("weeks", nullable=True),
        *_texts("updated"),
    )


def _events() -> None:
    _record_table(
        "events",
        ["citizen_id", "placement_id", "date", "event"],
        *_texts("course_id reason"),
        *_decimals("hours agreed_hours"),
        *(_whole(name, nullable=True) for name in ("shown_rank", "model_rank")),
        *_decimals("propensity"),
        *_texts("decided_by"),
    )
    op.create_index("events_placement", "events", ["placement_id"])


def _runs() -> None:
    op.create_table(
        "revisions", _whole("number"), _text("at"), _text("by"), _text("what"), sa.PrimaryKeyConstraint("number")
    )
    op.create_table(
        "runs",
        _whole("number"),
        _key("run_id"),
        *(_text(name) for name in ("model", "rules", "vocabulary")),
        _whole("revision"),
        *(_text(name) for name in ("as_of", "started_at", "published_at", "counts", "placement_ids")),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("run_id", name="runs_run_id"),
    )
    op.create_table(
        "run_lists",
        _whole("number"),
        _key("citizen_id"),
        _whole("feasible_count"),
        sa.Column("ranked", sa.LargeBinary(), nullable=False),
        _text("details", nullable=True),
        sa.PrimaryKeyConstraint("number", "citizen_id"),
        sqlite_with_rowid=False,
    )


def _rest() -> None:
    op.create_table(
        "links",
        *(_key(name) for name in ("question", "vocabulary", "digest")),
        _text("answer"),
        sa.PrimaryKeyConstraint("question", "vocabulary", "digest"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "replies",
        *(_key(name) for name in ("by", "key")),
        _text("request_hash"),
        _small("status"),
        *(_text(name) for name in ("body", "at")),
        sa.PrimaryKeyConstraint("by", "key"),
    )
    op.create_table(
        "erasures",
        _whole("number"),
        *(_text(name) for name in ("at", "by")),
        *(_whole(name) for name in ("versions", "events", "lists")),
        sa.PrimaryKeyConstraint("number"),
    )
