"""The databases that these tests run on."""

from tests.databases import bare_database, database, empty_sqlite, postgres, store

__all__ = ["bare_database", "database", "empty_sqlite", "postgres", "store"]
