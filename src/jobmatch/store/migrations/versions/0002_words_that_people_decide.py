"""What people decide about words: confirmed competences, words taught, and an imported vocabulary."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, autoincrement=False)


def _record_table(name: str, keys: list[str], *fields: sa.Column[Any]) -> None:
    versions = (_whole("since"), _whole("until", nullable=True), sa.Column("withdrawn", sa.Integer(), nullable=False))
    op.create_table(name, *(_key(key) for key in keys), *fields, *versions)
    current = sa.text("until IS NULL")
    op.create_index(f"{name}_key", name, [*keys, "since"], unique=True)
    op.create_index(f"{name}_current", name, keys, unique=True, sqlite_where=current, postgresql_where=current)
    op.create_index(f"{name}_since", name, ["since"])


def upgrade() -> None:
    """Make the tables."""
    _record_table(
        "confirmations",
        ["citizen_id", "concept"],
        sa.Column("verdict", sa.Text(), nullable=True),
        _whole("level", nullable=True),
    )
    _record_table("local_words", ["word"], sa.Column("concept", sa.Text(), nullable=True))
    op.create_table(
        "vocabularies",
        _whole("since"),
        _whole("until", nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("version", "source")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("since"),
    )
