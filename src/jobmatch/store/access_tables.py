"""The tables of who may log in, who is logged in, and the log of who saw what."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, UniqueConstraint

from jobmatch.store.metadata import METADATA, key_type

USERS = Table(
    "users",
    METADATA,
    Column("name", key_type(), primary_key=True),
    Column("title", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("teams", Text, nullable=True),
    Column("password", Text, nullable=True),
    Column("issuer", Text, nullable=True),
    Column("subject", Text, nullable=True),
    Column("disabled", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)
"""Who may log in; without ``teams``: every team; ``password``: an argon2id hash, none with the municipality's login."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", key_type(), primary_key=True),
    Column("user_name", key_type(), nullable=True),
    Column("citizen_id", key_type(), nullable=True),
    Column("made_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("agent", Text, nullable=False),
)
"""Who is logged in: a user, or the citizen of a one-time code. The cookie itself is kept as a digest only."""
Index("sessions_user_name", SESSIONS.c.user_name)

TOKENS = Table(
    "access_tokens",
    METADATA,
    Column("digest", key_type(), primary_key=True),
    Column("token_id", Text, nullable=False),
    Column("user_name", key_type(), nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text, nullable=True),
)
"""Bearer tokens of the API; the token itself is kept as a digest only."""

ONE_TIME_CODES = Table(
    "one_time_codes",
    METADATA,
    Column("digest", key_type(), primary_key=True),
    Column("citizen_id", key_type(), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)
"""Codes that open a citizen's own page once; gone when used."""

OWN_LOGINS = Table(
    "own_logins",
    METADATA,
    Column("citizen_id", key_type(), primary_key=True),
    Column("name", key_type(), nullable=False),
    Column("digest", Text, nullable=False),
    Column("until", Text, nullable=True),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("name", name="own_logins_name"),
)
"""Citizens' own logins; ``digest``: an argon2id hash of the password, or until a day of the code in the letter."""

TRIES = Table(
    "access_tries",
    METADATA,
    Column("key", key_type(), nullable=False),
    Column("at", Text, nullable=False),
)
"""Tries to log in; ``key`` is a digest of what they are counted as. Rows of a few hours ago are dropped."""
Index("access_tries_key", TRIES.c.key)

AUDIT_LOG = Table(
    "audit_log",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", key_type(), nullable=True),
    Column("object", Text, nullable=True),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
"""Who did or saw what; each row carries the hash of the row before. A citizen stands here as a random ``subject``."""
Index("audit_log_subject", AUDIT_LOG.c.subject)

AUDIT_SUBJECTS = Table(
    "audit_subjects",
    METADATA,
    Column("citizen_id", key_type(), primary_key=True),
    Column("subject", Text, nullable=False),
    UniqueConstraint("subject", name="audit_subjects_subject"),
)
"""Whom a ``subject`` of the log is; erasing the row leaves the log whole and about nobody."""
