"""The tables of what is changed with four eyes: what somebody proposed, and what somebody else said."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text

from jobmatch.store.metadata import METADATA

PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
VERDICTS = Table(
    "proposal_verdicts",
    METADATA,
    Column("proposal", BigInteger, primary_key=True, autoincrement=False),
    Column("verdict", Text, nullable=False),
    Column("note", Text, nullable=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("since", BigInteger, nullable=True),
)
