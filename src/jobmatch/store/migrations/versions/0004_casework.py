"""Casework: lists shown, decisions, citizens' answers, what was agreed in courses, the board, and follow-up."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _key(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, autoincrement=False)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _ledger(name: str, keys: list[str], *columns: sa.Column[Any]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*keys))
    op.create_index(f"{name}_citizen", name, ["citizen_id"])


def upgrade() -> None:
    """Make the tables."""
    _shown()
    _decided()
    _agreed()
    _followed_up()


def _shown() -> None:
    _ledger(
        "shown_lists",
        ["number"],
        *(_whole("number"), _key("citizen_id"), _key("digest")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *(_text("factor_values"), _text("model"), _text("rules"), _text("run_id", nullable=True)),
        *(_whole("revision"), _text("as_of"), _text("placement_ids"), _text("at"), _key("by")),
    )
    op.create_index("shown_lists_content", "shown_lists", ["citizen_id", "digest"], unique=True)
    _ledger(
        "shown_views",
        ["shown", "by"],
        *(_whole("shown"), _key("citizen_id"), _key("by"), _text("first_at"), _text("last_at"), _whole("times")),
        sa.Column("seconds", sa.Double(), nullable=False),
    )


def _decided() -> None:
    _ledger(
        "decisions",
        ["number"],
        *(_whole("number"), _key("citizen_id"), _key("placement_id", nullable=True), _text("what")),
        *(_text("reason", nullable=True), _text("note", nullable=True), _text("day")),
        *(_whole("shown", nullable=True), _whole("shown_rank", nullable=True), _text("shown_at", nullable=True)),
        sa.Column("seconds", sa.Double(), nullable=True),
        *(_text("idea", nullable=True), _whole("undoes", nullable=True), _whole("revision"), _text("at"), _key("by")),
    )
    _ledger(
        "citizen_replies",
        ["number"],
        *(_whole("number"), _key("citizen_id"), _key("placement_id", nullable=True), _text("what")),
        *(_text("words", nullable=True), _text("day"), _whole("shown", nullable=True)),
        *(_text("seen_at", nullable=True), _text("seen_by", nullable=True)),
        *(_whole("revision"), _text("at"), _key("by")),
    )


def _agreed() -> None:
    _ledger(
        "course_entries",
        ["number"],
        *(_whole("number"), _key("course_id"), _key("citizen_id"), _key("placement_id"), _text("what"), _text("day")),
        sa.Column("hours", sa.Double(), nullable=True),
        *(_whole("days_week", nullable=True), _text("dimension", nullable=True)),
        sa.Column("citizens_wish", sa.Integer(), nullable=True),
        *(_text("reason", nullable=True), _text("measure", nullable=True), _whole("weeks", nullable=True)),
        *(_text("note", nullable=True), _whole("revision"), _text("at"), _key("by")),
    )
    _ledger(
        "agreements",
        ["number", "version"],
        *(_whole("number"), _whole("version"), _key("citizen_id"), _text("kind"), _text("content")),
        sa.Column("removed", sa.Integer(), nullable=False),
        *(_text("at"), _key("by")),
    )


def _followed_up() -> None:
    _ledger(
        "follow_ups",
        ["number"],
        *(_whole("number"), _key("course_id"), _key("citizen_id"), _key("placement_id"), _text("side")),
        *(_text("series"), _whole("week"), _text("what"), _text("day"), _text("how", nullable=True)),
        *(_text("note", nullable=True), _text("at"), _key("by")),
    )
    _ledger(
        "citizen_contacts",
        ["number"],
        *(_whole("number"), _key("citizen_id"), _text("day"), _text("how"), _text("note", nullable=True)),
        *(_text("at"), _key("by")),
    )
