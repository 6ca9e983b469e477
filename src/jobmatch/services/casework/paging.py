"""Pages of citizens who have something to list, so that no page is empty while there is more behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.viewer import Scope
from jobmatch.services.casework.course_reading import BEGUN
from jobmatch.store.store import Store

T = TypeVar("T")
_AT_ONCE = 200
"""Citizens that are looked at together."""


def page_of(
    store: Store,
    listed: Callable[[Collection[Citizen]], Mapping[str, Sequence[T]]],
    after: str,
    limit: int,
    consultant: str | None,
    scope: Scope,
) -> tuple[dict[str, Sequence[T]], str | None]:
    """What is listed for the next citizens in courses, by citizen, and the key that the next page comes after.

    Args:
        listed: By citizen: what there is to list, which may be nothing.
        limit: So many citizens with something to list, at most.
    """
    found: dict[str, Sequence[T]] = {}
    while len(found) <= limit:
        people = store.citizen_page(after, _AT_ONCE, consultant=consultant, scope=scope, events=BEGUN)
        rows = listed([one.record for one in people])
        found |= {one.record.citizen_id: rows[one.record.citizen_id] for one in people if rows[one.record.citizen_id]}
        if len(people) < _AT_ONCE:
            break
        after = people[-1].record.citizen_id
    page = dict(islice(found.items(), limit))
    return page, next(reversed(page)) if len(found) > limit else None
