"""What writes over HTTP were answered: the same request sent again gets the same answer and changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from jobmatch.errors import Conflict, Text
from jobmatch.store.changes import Reply
from jobmatch.store.tables import REPLIES

_KEPT_FOR = timedelta(days=2)

_ANSWERED = Text(
    "Den samme ændring er lige blevet gemt. Hent siden igen for at se den.",
    "The same change has just been saved. Fetch it again to see it.",
)
_OTHER_REQUEST = Text(
    "Idempotency-Key er brugt før til noget andet. Brug en ny nøgle til hver ny ændring.",
    "The Idempotency-Key was used before for something else. Use a new key for every new change.",
)


def find(connection: Connection, by: str, key: str, request_hash: str) -> Reply | None:
    """The answer that this request got before.

    Raises:
        Conflict: The key was used for another request.
    """
    row = connection.execute(select(REPLIES).where(REPLIES.c.by == by, REPLIES.c.key == key)).first()
    if row is None:
        return None
    if row.request_hash != request_hash:
        raise Conflict(_OTHER_REQUEST)
    return Reply(row.key, row.request_hash, row.status, row.body)


def save(connection: Connection, by: str, reply: Reply, now: datetime) -> None:
    """Keep an answer, and drop those that are too old to be asked for.

    Raises:
        Conflict: The key has been answered meanwhile.
    """
    if find(connection, by, reply.key, reply.request_hash) is not None:
        raise Conflict(_ANSWERED)
    connection.execute(delete(REPLIES).where(REPLIES.c.at < (now - _KEPT_FOR).isoformat()))
    connection.execute(
        REPLIES.insert().values(
            by=by,
            key=reply.key,
            request_hash=reply.request_hash,
            status=reply.status,
            body=reply.body,
            at=now.isoformat(),
        )
    )
