"""Runs the steps on the connection and transaction of ``schema.upgrade``."""

from __future__ import annotations

from alembic import context

from jobmatch.store.metadata import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
