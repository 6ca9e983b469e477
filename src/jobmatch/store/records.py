"""Versions of citizens, placements and events: the newest, those of an earlier revision, and saving new ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, TextClause, and_, func, or_, select, text, update

from jobmatch.domain.columns import columns_of, records_of
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.store import cells
from jobmatch.store.bulk import chunks, insert_rows
from jobmatch.store.changes import NOUNS, Changes, Given, Noun, Stored, Tally
from jobmatch.store.metadata import METADATA
from jobmatch.store.tables import KEYS, RECORDS

R = TypeVar("R")
Key = tuple[Any, ...]

_CHUNK = 2_000

_TWICE = Text("{key} står der to gange.", "{key} is there twice.")
_CHANGED_MEANWHILE = Text(
    "{key} er blevet ændret af en anden i mellemtiden. Hent den igen, og lav din ændring på ny.",
    "{key} was changed by somebody else in the meantime. Fetch it again and make your change anew.",
)
_EXISTS = Text("{key} findes allerede.", "{key} is there already.")


def at_revision(table: FromClause, revision: int | None) -> ColumnElement[bool]:
    """The rows that hold now, or held at a revision."""
    since, until = table.c.since, table.c.until
    if revision is None:
        return until.is_(None)
    return and_(since <= revision, or_(until.is_(None), until > revision))


class Records(Generic[R]):
    """All versions of one kind of record."""

    def __init__(self, noun: Noun) -> None:
        self.noun = noun
        self.table = METADATA.tables[noun]
        self._record: type[R] = RECORDS[noun]
        self._columns = columns_of(RECORDS[noun])
        self._names = [column.name for column in self._columns]
        self._keys = KEYS[noun]
        self.key = self._keys[0]
        """The field that names a row, for events the citizen."""
        self._key_places = [self._names.index(key) for key in self._keys]
        self._fields = [self.table.c[name] for name in self._names]

    # reading

    def _select(
        self, revision: int | None, include_withdrawn: bool, where: Sequence[ColumnElement[bool]]
    ) -> Select[Any]:
        query = select(*self._fields, self.table.c.since, self.table.c.withdrawn).where(
            at_revision(self.table, revision), *where
        )
        if not include_withdrawn:
            query = query.where(self.table.c.withdrawn == 0)
        return query.order_by(*(self.table.c[key] for key in self._keys))

    def stored(
        self,
        connection: Connection,
        *where: ColumnElement[bool],
        revision: int | None = None,
        include_withdrawn: bool = False,
        limit: int | None = None,
        many: bool = False,
    ) -> Iterator[Stored[R]]:
        """The rows that hold now, or held at a revision, in the order of their keys.

        Args:
            many: Whether there may be too many to have in memory twice; without a condition there always may.
        """
        query = self._select(revision, include_withdrawn, where).limit(limit)
        if many or not where:
            query = query.execution_options(stream_results=True)
        readers = [cells.reader(column.kind) for column in self._columns]
        with connection.execute(query) as rows:
            for part in rows.partitions(10_000):
                *fields, versions, withdrawn = zip(*part, strict=True)
                decoded = [map(read, field) if read else field for read, field in zip(readers, fields, strict=True)]
                records = records_of(self._record, len(part), dict(zip(self._names, decoded, strict=True)))
                yield from map(Stored, records, versions, map(bool, withdrawn))

    def by_id(self, connection: Connection, ids: Iterable[str]) -> dict[str, Stored[R]]:
        """The rows of these ids, withdrawn or not."""
        key = self.table.c[self.key]
        found: dict[str, Stored[R]] = {}
        for chunk in chunks(ids, _CHUNK):
            rows = self.stored(connection, key.in_(chunk), include_withdrawn=True)
            found.update((getattr(row.record, self.key), row) for row in rows)
        return found

    def known(self, connection: Connection, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are stored, withdrawn or not."""
        key = self.table.c[self._keys[0]]
        found: set[str] = set()
        for chunk in chunks(ids, _CHUNK):
            found.update(connection.scalars(select(key).where(key.in_(chunk), self.table.c.until.is_(None))))
        return found

    def count(self, connection: Connection) -> int:
        """Rows that are stored and not withdrawn."""
        query = select(func.count()).select_from(self.table)
        return int(connection.scalar(query.where(self.table.c.until.is_(None), self.table.c.withdrawn == 0)) or 0)

    # saving

    def apply(
        self,
        connection: Connection,
        items: Iterable[R | Given[R]],
        next_revision: Callable[[], int] | None,
        expected: dict[str, int | None],
        complete: bool = False,
        withdrawn: Collection[str | Key] = (),
        distinct: bool = False,
    ) -> Tally:
        """Save what differs from what is stored.

        Args:
            next_revision: Gives the number of this transaction's revision; None to count only and write nothing.
            expected: Per id, the version that the sender saw.
            complete: Whether everything that is stored besides ``items`` is to be withdrawn.
            withdrawn: Ids (or whole keys) to withdraw.
            distinct: Whether no key can be given twice.

        Raises:
            BadInput: A key is given twice.
            Conflict: A stored version is not the expected one.
        """
        # Counting reads the whole table: only who withdraws needs to know how many there were.
        tally = Tally(live_before=self.count(connection) if complete or withdrawn else 0)
        writers = [cells.writer(column.kind) for column in self._columns]
        seen: set[Key] = set()
        remember = complete or bool(withdrawn) or not distinct
        for chunk in chunks(items, _CHUNK):
            given = [self._encode(item, writers) for item in chunk]
            keys = [self._key(cells_) for cells_, _ in given]
            for key in keys if remember else ():
                if key in seen:
                    raise BadInput(_TWICE.fill(key=" · ".join(key)))
                seen.add(key)
            self._save_chunk(connection, dict(zip(keys, given, strict=True)), next_revision, expected, tally)
        vanished = self._vanished(connection, seen) if complete else []
        asked = {one if isinstance(one, tuple) else (one,) for one in withdrawn}
        vanished += sorted(asked - seen)
        for keys in chunks(vanished, _CHUNK):
            tally.withdrawn += self._withdraw(connection, keys, next_revision, expected)
        return tally

    def _encode(
        self, item: R | Given[R], writers: Sequence[Callable[[Any], Any]]
    ) -> tuple[list[Any], frozenset[str] | None]:
        record = item.record if isinstance(item, Given) else item
        row = [write(getattr(record, name)) for write, name in zip(writers, self._names, strict=True)]
        return row, (item.fields if isinstance(item, Given) else None)

    def _key(self, row: Sequence[Any]) -> Key:
        return tuple(row[place] for place in self._key_places)

    def _key_in(self, connection: Connection, keys: Collection[Key]) -> TextClause:
        """Whether a row has one of the keys; they travel as one value, so that the statement stays the same."""
        names = ", ".join(f'"{key}"' for key in self._keys)
        if connection.dialect.name == "postgresql":
            arrays = dict(zip(self._keys, map(list, zip(*keys, strict=True)), strict=True))
            unnest = ", ".join(f"CAST(:{key} AS text[])" for key in self._keys)
            return text(f"({names}) IN (SELECT * FROM unnest({unnest}))").bindparams(**arrays)
        parts = ", ".join(f"value ->> {place}" for place in range(len(self._keys)))
        return text(f"({names}) IN (SELECT {parts} FROM json_each(:keys))").bindparams(
            keys=json.dumps(list(keys), ensure_ascii=False)
        )

    def _current(self, connection: Connection, keys: Collection[Key]) -> dict[Key, Any]:
        query = select(*self._fields, self.table.c.since, self.table.c.withdrawn)
        rows = connection.execute(query.where(self.table.c.until.is_(None), self._key_in(connection, keys)))
        return {self._key(row): row for row in rows}

    def _save_chunk(
        self,
        connection: Connection,
        given: dict[Key, tuple[list[Any], frozenset[str] | None]],
        next_revision: Callable[[], int] | None,
        expected: dict[str, int | None],
        tally: Tally,
    ) -> None:
        stored = self._current(connection, given)
        fresh: list[list[Any]] = []
        replaced: list[Key] = []
        for key, (row, fields) in given.items():
            old = stored.get(key)
            self._check_expected(key, old, expected)
            if old is None:
                tally.new += 1
                fresh.append(row)
                continue
            if fields is not None:
                row = [
                    value if name in fields or name in self._keys else before
                    for name, value, before in zip(self._names, row, old, strict=False)
                ]
            if old.withdrawn:
                tally.returned += 1
            elif row == list(old[: len(row)]):
                tally.unchanged += 1
                continue
            else:
                tally.changed += 1
            fresh.append(row)
            replaced.append(key)
        if fresh and next_revision:
            revision = next_revision()
            self._close(connection, replaced, revision)
            names = [*self._names, "since", "until", "withdrawn"]
            insert_rows(connection, self.table, names, ([*row, revision, None, 0] for row in fresh))

    def _check_expected(self, key: Key, old: Any, expected: dict[str, int | None]) -> None:
        if key[0] not in expected:
            return
        version = expected[key[0]]
        if version is None and old is not None and not old.withdrawn:
            raise Conflict(_EXISTS.fill(key=key[0]))
        if version is not None and (old is None or old.since != version):
            raise Conflict(_CHANGED_MEANWHILE.fill(key=key[0]))

    def _close(self, connection: Connection, keys: Collection[Key], revision: int) -> None:
        if keys:
            still = self.table.c.until.is_(None)
            connection.execute(update(self.table).where(still, self._key_in(connection, keys)).values(until=revision))

    def _vanished(self, connection: Connection, seen: set[Key]) -> list[Key]:
        live = (self.table.c.until.is_(None), self.table.c.withdrawn == 0)
        rows = connection.execute(select(*(self.table.c[key] for key in self._keys)).where(*live))
        return sorted(key for row in rows if (key := tuple(row)) not in seen)

    def _withdraw(
        self,
        connection: Connection,
        keys: Collection[Key],
        next_revision: Callable[[], int] | None,
        expected: dict[str, int | None],
    ) -> int:
        stored = {key: row for key, row in self._current(connection, keys).items() if not row.withdrawn}
        for key, row in stored.items():
            self._check_expected(key, row, expected)
        if stored and next_revision:
            revision = next_revision()
            self._close(connection, stored, revision)
            names = [*self._names, "since", "until", "withdrawn"]
            rows = ([*row[: len(self._names)], revision, None, 1] for row in stored.values())
            insert_rows(connection, self.table, names, rows)
        return len(stored)


def apply_changes(
    connection: Connection,
    records: Mapping[Noun, Records[Any]],
    changes: Changes,
    next_revision: Callable[[], int] | None,
) -> dict[Noun, Tally]:
    """Save changes to all three kinds, or count them only, when there is no revision to give them."""
    given: dict[Noun, Iterable[Any]] = {
        "citizens": changes.citizens,
        "placements": changes.placements,
        "events": changes.events,
        "confirmations": changes.confirmations,
        "local_words": changes.local_words,
    }
    return {
        noun: records[noun].apply(
            connection,
            given[noun],
            next_revision,
            {key: version for (kind, key), version in changes.expected.items() if kind == noun},
            complete=noun in changes.complete and noun != "events",
            withdrawn=changes.withdrawn.get(noun, ()),
            distinct=noun in changes.distinct,
        )
        for noun in NOUNS
    }
