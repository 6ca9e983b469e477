"""Models that were learned here, with their cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    texts = [
        sa.Column(name, sa.Text(), nullable=False)
        for name in ("name", "digest", "document", "card", "sisters", "by", "at")
    ]
    op.create_table(
        "learned_models",
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        *texts,
        sa.PrimaryKeyConstraint("number"),
    )
