"""Contacts with workplaces and what they answered."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_FACTS = ("deputy", "alcohol_rule", "dislikes", "contact_agreement", "pause_until", "next_visit")


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False, autoincrement=False)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "workplaces",
        _key("workplace"),
        _number("version"),
        _text("at"),
        _text("by"),
        *(_text(name, nullable=True) for name in _FACTS),
        sa.PrimaryKeyConstraint("workplace", "version"),
    )
    op.create_table(
        "workplace_contacts",
        _number("number"),
        _key("workplace"),
        _key("placement_id"),
        *(_text(name) for name in ("day", "kind", "purpose", "outcome")),
        *(_text(name, nullable=True) for name in ("reason", "note")),
        *(_text(name) for name in ("by", "at")),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("workplace_contacts_workplace", "workplace_contacts", ["workplace", "day"])
    op.create_index("workplace_contacts_placement", "workplace_contacts", ["placement_id"])
    op.create_table(
        "workplace_visits",
        _number("number"),
        _key("placement_id"),
        _number("revision"),
        _number("revision_before"),
        *(_text(name) for name in ("at", "by", "changes")),
        _number("fits_before"),
        _number("fits_after"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("workplace_visits_placement", "workplace_visits", ["placement_id"])
    op.create_table(
        "workplace_effects",
        _number("number"),
        _key("citizen_id"),
        _text("kind"),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("rank_before", "rank_after")),
        _text("answered"),
        sa.PrimaryKeyConstraint("number", "citizen_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("workplace_effects_citizen", "workplace_effects", ["citizen_id"])
