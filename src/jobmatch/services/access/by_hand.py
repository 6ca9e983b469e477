"""Views on the command line: they stand in the log as views on the pages do, before anything is shown."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.services.access.journal import Journal
from jobmatch.services.access.policy import Action
from jobmatch.store.access_log import Entry


def note_views(journal: Journal, by: str, action: Action, citizen_ids: Iterable[str], about: str | None = None) -> None:
    """Write that these citizens' data are about to be shown; on disk when it returns.

    Args:
        by: Who works at the command line, marked as such.
        about: What else it is about, such as a placement's id.

    Raises:
        JobmatchError: It cannot be written, so nothing may be shown.
    """
    entries = [Entry(by, action, one, about) for one in dict.fromkeys(citizen_ids)]
    if entries:
        journal.write(*entries)
