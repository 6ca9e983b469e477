"""Weights and rules changed with four eyes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _texts(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names.split()]


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "proposals",
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        *_texts("kind content because by at"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "proposal_verdicts",
        sa.Column("proposal", sa.BigInteger(), nullable=False, autoincrement=False),
        *_texts("verdict by at"),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("proposal"),
    )
