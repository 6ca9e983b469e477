"""Tries to log in, counted for all processes together, and citizens' own logins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    key = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "access_tries",
        sa.Column("key", key, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    op.create_index("access_tries_key", "access_tries", ["key"])
    op.create_table(
        "own_logins",
        sa.Column("citizen_id", key, nullable=False),
        sa.Column("name", key, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("citizen_id"),
        sa.UniqueConstraint("name", name="own_logins_name"),
    )
