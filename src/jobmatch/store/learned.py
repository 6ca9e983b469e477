"""Learned models: added, never changed; a backup carries them like everything else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from jobmatch.domain.learned import LearnedModel
from jobmatch.store.learned_tables import LEARNED_MODELS
from jobmatch.store.transaction import reading, writing

_COLUMNS = LEARNED_MODELS.c


class LearnedStore:
    """Reads and adds learned models; safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def add(
        self,
        document: Callable[[str], str],
        card: Mapping[str, Any],
        sisters: Sequence[Mapping[str, Any]],
        by: str,
        also: Callable[[Connection, str], None],
    ) -> tuple[LearnedModel, bool]:
        """Keep a model under the next free name, and tell whether it is new: the same once more is the one there is.

        Args:
            document: The model document under a name.
            also: Writes what belongs with a new model of a name, in the same transaction.
        """
        digest = hashlib.sha256(_dump([document(""), sisters, card["simulated"]]).encode()).hexdigest()
        with writing(self._engine) as connection:
            same = connection.execute(select(LEARNED_MODELS).where(_COLUMNS.digest == digest)).first()
            if same is not None:
                return _model(same), False
            number = int(connection.scalar(select(func.coalesce(func.max(_COLUMNS.number), 0))) or 0) + 1
            name = f"learned-{number}"
            row = {"name": name, "digest": digest, "document": document(name), "card": _dump(card)}
            at = self._clock().isoformat()
            connection.execute(
                LEARNED_MODELS.insert().values(**row, number=number, sisters=_dump(sisters), by=by, at=at)
            )
            also(connection, name)
            return _model(connection.execute(select(LEARNED_MODELS).where(_COLUMNS.number == number)).one()), True

    def all(self) -> list[LearnedModel]:
        """Every learned model, the newest first."""
        with reading(self._engine) as connection:
            return [_model(row) for row in connection.execute(select(LEARNED_MODELS).order_by(_COLUMNS.number.desc()))]

    def named(self, name: str) -> LearnedModel | None:
        """The model of a name."""
        with reading(self._engine) as connection:
            row = connection.execute(select(LEARNED_MODELS).where(_COLUMNS.name == name)).first()
            return None if row is None else _model(row)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _model(row: Row[Any]) -> LearnedModel:
    sisters = tuple(
        {factor: [(float(value), int(points)) for value, points in knots] for factor, knots in one.items()}
        for one in json.loads(row.sisters)
    )
    card = json.loads(row.card)
    return LearnedModel(row.number, row.name, row.document, card, sisters, row.by, datetime.fromisoformat(row.at))
