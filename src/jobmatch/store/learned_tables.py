"""The table of what was learned: each row a readable model with its card, never changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text

from jobmatch.store.metadata import METADATA

LEARNED_MODELS = Table(
    "learned_models",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("sisters", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
