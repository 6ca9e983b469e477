"""Learned models on both databases: kept once, under the next free name, never changed."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from jobmatch.store import Store

CARD: dict[str, Any] = {"simulated": True, "note": "æøå"}


def document(name: str) -> str:
    """A document of that name."""
    return json.dumps({"name": name, "factors": {"hours": {"knots": [[0, 0], [1, 10_000]]}}})


def test_a_model_is_kept_once_and_read_back_as_it_was(store: Store) -> None:
    logged: list[str] = []

    def note(_: Connection, name: str) -> None:
        logged.append(name)

    sisters = [{"hours": [(0.0, 0), (1.0, 10_000)]}] * 5
    first, new = store.learned.add(document, CARD, sisters, "anna", note)
    again, once_more = store.learned.add(document, CARD, sisters, "per", note)
    assert (first.name, new, once_more, logged) == ("learned-1", True, False, ["learned-1"])
    assert again == first
    assert first.document == document("learned-1")
    assert (first.card, list(first.sisters), first.by) == (CARD, sisters, "anna")
    other, _ = store.learned.add(document, {**CARD, "simulated": False}, sisters, "per", note)
    assert other.name == "learned-2", "what was learned from invented citizens is another model"
    assert [one.name for one in store.learned.all()] == ["learned-2", "learned-1"]
    assert store.learned.named("learned-9") is None
