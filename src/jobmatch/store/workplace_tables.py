"""The tables of workplaces: facts beside the placements, contacts, and visits with what they changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from jobmatch.domain.workplace import FACTS
from jobmatch.store.metadata import METADATA, key_type

WORKPLACES = Table(
    "workplaces",
    METADATA,
    Column("workplace", key_type(), primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    *(Column(name, Text, nullable=True) for name in FACTS),
)
"""Every version of what a workplace has told; the highest version holds."""

CONTACTS = Table(
    "workplace_contacts",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("workplace", key_type(), nullable=False),
    Column("placement_id", key_type(), nullable=False),
    Column("day", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=True),
    Column("note", Text, nullable=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""One row for each contact; it names no citizen."""
Index("workplace_contacts_workplace", CONTACTS.c.workplace, CONTACTS.c.day)
Index("workplace_contacts_placement", CONTACTS.c.placement_id)

VISITS = Table(
    "workplace_visits",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("placement_id", key_type(), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("revision_before", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("fits_before", BigInteger, nullable=False),
    Column("fits_after", BigInteger, nullable=False),
)
"""One row for each time that facts were taken down at a workplace, with what they were before and after."""
Index("workplace_visits_placement", VISITS.c.placement_id)

EFFECTS = Table(
    "workplace_effects",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("citizen_id", key_type(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("rank_before", Integer, nullable=True),
    Column("rank_after", Integer, nullable=True),
    Column("answered", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What a visit changed for one citizen; goes with the citizen when she is erased."""
Index("workplace_effects_citizen", EFFECTS.c.citizen_id)
