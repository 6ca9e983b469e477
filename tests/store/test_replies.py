"""The same request sent again: the same answer, and nothing saved twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jobmatch.errors import Conflict
from jobmatch.store import Changes, Reply, Store, open_database
from tests.store.people import citizen


def reply(key: str = "k1", request_hash: str = "h1", body: str = '{"ok": true}') -> Reply:
    return Reply(key, request_hash, 200, body)


def test_a_request_is_answered_alike_again(store: Store) -> None:
    assert store.reply_to("anna", "k1", "h1") is None
    store.save(Changes(citizens=[citizen()]), by="anna", reply=lambda revision: reply(body=str(revision)))
    assert store.reply_to("anna", "k1", "h1") == reply(body="1")
    assert store.reply_to("bo", "k1", "h1") is None


def test_a_key_is_for_one_request_only(store: Store) -> None:
    store.keep_reply("anna", reply())
    with pytest.raises(Conflict, match="Idempotency-Key"):
        store.reply_to("anna", "k1", "another")


def test_the_same_key_at_the_same_moment_saves_once(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1")]), by="anna", reply=lambda _: reply())
    with pytest.raises(Conflict):
        store.save(Changes(citizens=[citizen("B-2")]), by="anna", reply=lambda _: reply())
    assert store.citizens() == [citizen("B-1")]


def test_old_answers_are_forgotten(database: str) -> None:
    now = [datetime(2026, 11, 1, tzinfo=UTC)]
    store = Store(open_database(database), clock=lambda: now[0])
    store.keep_reply("anna", reply("k1"))
    now[0] += timedelta(days=3)
    store.keep_reply("anna", reply("k2"))
    assert store.reply_to("anna", "k1", "other") is None
    assert store.reply_to("anna", "k2", "h1") == reply("k2")
    store.close()
