"""Showing: every list that a person has had on the screen is kept, and can be shown again with its reasons."""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np

from jobmatch.domain.decision import ShownList, View
from jobmatch.errors import BadInput, NotFound, Text
from jobmatch.services.casework.shown_content import bytes_of
from jobmatch.services.suggest import Suggest
from jobmatch.services.worlds import Worlds
from jobmatch.store.store import Store

LONGEST_LOOK_SECONDS = 3 * 3600.0
"""A page that is left open is not being looked at."""

_NO_LIST = Text(
    "Den viste liste findes ikke. Åbn forslagene igen.", "The list that was shown is not there. Open them again."
)
_BAD_SECONDS = Text("Tiden på skærmen skal være 0 eller mere.", "The time on the screen must be 0 or more.")


class Showing:
    """Keeps what was on the screen, byte for byte."""

    def __init__(
        self,
        store: Store,
        suggest: Suggest,
        worlds: Worlds,
        titles: Callable[[Mapping[str, Any]], dict[str, str]],
    ) -> None:
        """Args: titles: What the placements of an answer are called."""
        self._store = store
        self._suggest = suggest
        self._worlds = worlds
        self._titles = titles

    def show(self, citizen_id: str, by: str, top: int = 5, as_of: date | None = None) -> ShownList:
        """Make a citizen's list and keep it as shown to somebody now.

        Raises:
            NotFound: There is no such citizen.
        """
        return self.keep(self._suggest.match(citizen_id, top=top, as_of=as_of), by)

    def keep(self, answer: Mapping[str, Any], by: str) -> ShownList:
        """Keep a list that is being shown; the rows stand in the order in which the page shows them."""
        content = bytes_of({"answer": dict(answer), "titles": self._titles(answer)})
        as_of = date.fromisoformat(answer["as_of"])
        citizen_id, ids = answer["citizen_id"], tuple(row["placement_id"] for row in answer["matches"])
        loaded = self._worlds.at(as_of)
        made = ShownList(
            citizen_id=citizen_id,
            digest=hashlib.sha256(content).hexdigest(),
            content=zlib.compress(content, 9),
            factor_values=self._values(citizen_id, ids, as_of),
            model=answer["model"],
            rules=answer["rules"],
            run_id=answer["run_id"],
            revision=loaded.revision,
            as_of=as_of,
            placement_ids=ids,
            by=by,
        )
        return self._store.casework.keep_shown(made)

    def _values(
        self, citizen_id: str, placement_ids: tuple[str, ...], as_of: date
    ) -> dict[str, dict[str, float | None]]:
        """What each factor said about each row, so that learning sees what was true when it was shown."""
        loaded = self._worlds.at(as_of)
        known = [one for one in placement_ids if one in loaded.world.placement_rows]
        if not known or citizen_id not in loaded.world.citizen_rows:
            return {}
        rows = np.array([loaded.world.placement_rows[one] for one in known], np.int64)
        scores = loaded.scores_of(citizen_id, rows)
        names = [factor.name for factor in loaded.kernel.valued]
        return {
            one: {name: _known(float(value)) for name, value in zip(names, scores.values[n], strict=True)}
            for n, one in enumerate(known)
        }

    def shown(self, number: int) -> ShownList:
        """A list that was shown.

        Raises:
            NotFound: No list has that number.
        """
        found = self._store.casework.shown.one(number)
        if found is None:
            raise NotFound(_NO_LIST)
        return found

    def lists_of(self, citizen_id: str) -> list[ShownList]:
        """Every list that was shown for a citizen, in order."""
        return self._store.casework.shown.of([citizen_id])

    def views_of(self, citizen_id: str) -> list[View]:
        """Who has looked at which of a citizen's lists, and for how long."""
        return self._store.casework.views.of([citizen_id])

    def looked(self, number: int, by: str, seconds: float) -> None:
        """Add to how long somebody had a list on the screen; the page tells, where it can.

        Raises:
            BadInput: The time is not a time.
        """
        if not 0 <= seconds < float("inf"):
            raise BadInput(_BAD_SECONDS)
        self._store.casework.add_seconds(number, by, min(seconds, LONGEST_LOOK_SECONDS))


def _known(value: float) -> float | None:
    """A factor's value; None where an input is unknown."""
    return None if math.isnan(value) else round(value, 6)
