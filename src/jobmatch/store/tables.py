"""The tables: one typed column for each declared field, and versions of every row."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Kind, columns_of
from jobmatch.domain.confirmation import Confirmation
from jobmatch.domain.event import Event
from jobmatch.domain.local_word import LocalWord
from jobmatch.domain.placement import Placement
from jobmatch.store.metadata import METADATA, key_type

KEYS: dict[str, tuple[str, ...]] = {
    "citizens": ("citizen_id",),
    "placements": ("placement_id",),
    "events": ("citizen_id", "placement_id", "date", "event"),
    "confirmations": ("citizen_id", "concept"),
    "local_words": ("word",),
}
"""Per table of records: the fields that tell one row from another."""

RECORDS: dict[str, type] = {
    "citizens": Citizen,
    "placements": Placement,
    "events": Event,
    "confirmations": Confirmation,
    "local_words": LocalWord,
}
"""Per table of records: what a row is."""


_NUMBERS = {
    Kind.DECIMAL: Double,
    Kind.PERCENT: Double,
    Kind.INTEGER: BigInteger,
    Kind.YES_NO: Integer,
}


def _record_table(name: str) -> Table:
    keys = KEYS[name]
    fields = [
        Column(field.name, key_type(), nullable=False)
        if field.name in keys
        else Column(field.name, _NUMBERS.get(field.kind, Text)(), nullable=True)
        for field in columns_of(RECORDS[name])
    ]
    table = Table(
        name,
        METADATA,
        *fields,
        Column("since", BigInteger, nullable=False),
        Column("until", BigInteger, nullable=True),
        Column("withdrawn", Integer, nullable=False),
    )
    current = text("until IS NULL")
    Index(f"{name}_key", *(table.c[key] for key in keys), table.c.since, unique=True)
    # The migrations make it partial on PostgreSQL too; saying so here would load that dialect at every start.
    Index(f"{name}_current", *(table.c[key] for key in keys), unique=True, sqlite_where=current)
    Index(f"{name}_since", table.c.since)
    if "placement_id" in keys[1:]:
        Index(f"{name}_placement", table.c.placement_id)
    return table


CITIZENS = _record_table("citizens")
PLACEMENTS = _record_table("placements")
EVENTS = _record_table("events")
CONFIRMATIONS = _record_table("confirmations")
LOCAL_WORDS = _record_table("local_words")

VOCABULARIES = Table(
    "vocabularies",
    METADATA,
    Column("since", BigInteger, primary_key=True, autoincrement=False),
    Column("until", BigInteger, nullable=True),
    Column("version", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""The vocabulary that was imported beside the shipped one, packed; one is in force at a time."""

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
)
"""One row for each transaction that changed a record or the vocabulary."""

RUNS = Table(
    "runs",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("run_id", key_type(), nullable=False),
    Column("model", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("vocabulary", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("published_at", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("fixed", LargeBinary, nullable=False),
    Column("feasible", LargeBinary, nullable=False),
    UniqueConstraint("run_id", name="runs_run_id"),
)
"""One published set of lists, with what moves every day: by placement the points that it gives to everybody, and by
citizen how many placements were feasible; both packed, in the order of their lasting numbers."""

RUN_BLOCKS = Table(
    "run_blocks",
    METADATA,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("base", BigInteger, nullable=False),
    Column("people", LargeBinary, nullable=False),
    Column("lengths", LargeBinary, nullable=False),
    Column("places", LargeBinary, nullable=False),
    Column("points", LargeBinary, nullable=False),
    Column("details", Text, nullable=False),
)
"""The lists that a run brought to a block of citizens, beside those of its rows back to the one of ``base``; packed as
``run_blocks`` says. A row never changes, but when somebody in it is erased."""

RUN_PEOPLE = Table(
    "run_people",
    METADATA,
    Column("citizen_id", key_type(), primary_key=True),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The lasting number of everybody who was in a run."""

RUN_PLACES = Table(
    "run_places",
    METADATA,
    Column("placement_id", key_type(), primary_key=True),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The lasting number of every placement that was in a run."""

NIGHT_NOTES = Table(
    "night_notes",
    METADATA,
    Column("name", key_type(), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""What the next night builds on, packed: the prices at which the latest plan came out. Nothing about anybody."""

LINKS = Table(
    "links",
    METADATA,
    Column("question", key_type(), primary_key=True),
    Column("vocabulary", key_type(), primary_key=True),
    Column("digest", key_type(), primary_key=True),
    Column("answer", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What a text was linked to; the text itself is kept as a digest only."""

REPLIES = Table(
    "replies",
    METADATA,
    Column("by", key_type(), primary_key=True),
    Column("key", key_type(), primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""What a write over HTTP was answered, so that sending it again changes nothing."""

ERASURES = Table(
    "erasures",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("versions", BigInteger, nullable=False),
    Column("events", BigInteger, nullable=False),
    Column("lists", BigInteger, nullable=False),
)
"""That a person was erased and how many rows went; not who, and nothing of what they held."""
