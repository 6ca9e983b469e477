"""What jobmatch remembers: citizens, placements, events and runs, on SQLite or PostgreSQL."""

from jobmatch.store.changes import NOUNS, Changes, Given, Noun, Reply, Saved, Stored, Tally
from jobmatch.store.database import open_database
from jobmatch.store.runs import RankedList, Run
from jobmatch.store.schema import upgrade
from jobmatch.store.store import Store

__all__ = [
    "NOUNS",
    "Changes",
    "Given",
    "Noun",
    "RankedList",
    "Reply",
    "Run",
    "Saved",
    "Store",
    "Stored",
    "Tally",
    "open_database",
    "upgrade",
]
