"""What every table is declared on, and how a key is typed on both databases."""

from __future__ import annotations

from sqlalchemy import MetaData, Text
from sqlalchemy.types import TypeEngine

METADATA = MetaData()


def key_type() -> TypeEngine[str]:
    """Text that sorts by code point on both databases, so that lists come in the same order everywhere."""
    return Text().with_variant(Text(collation="C"), "postgresql")
