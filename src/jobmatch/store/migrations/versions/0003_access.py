"""Who may log in and the log of who saw what."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _key(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=nullable)


def _texts(names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names.split()]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "users",
        _key("name"),
        *_texts("title roles"),
        *_texts("teams password issuer subject", nullable=True),
        sa.Column("disabled", sa.Integer(), nullable=False),
        *_texts("made_at changed_at"),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "sessions",
        _key("digest"),
        _key("user_name", nullable=True),
        _key("citizen_id", nullable=True),
        *_texts("made_at seen_at expires_at agent"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("sessions_user_name", "sessions", ["user_name"])
    op.create_table(
        "access_tokens",
        _key("digest"),
        *_texts("token_id"),
        _key("user_name"),
        *_texts("label made_at"),
        *_texts("expires_at", nullable=True),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "one_time_codes",
        _key("digest"),
        _key("citizen_id"),
        *_texts("made_by made_at expires_at"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "audit_log",
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        *_texts("at actor action"),
        _key("subject", nullable=True),
        *_texts("object", nullable=True),
        *_texts("details previous hash"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("audit_log_subject", "audit_log", ["subject"])
    op.create_table(
        "audit_subjects",
        _key("citizen_id"),
        *_texts("subject"),
        sa.PrimaryKeyConstraint("citizen_id"),
        sa.UniqueConstraint("subject", name="audit_subjects_subject"),
    )
