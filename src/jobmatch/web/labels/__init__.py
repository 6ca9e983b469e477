"""Every label of the pages, Danish and English, by area; what belongs to a factor or a rule is written there."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.domain.text import Text
from jobmatch.web.labels import (
    account,
    casework,
    citizen,
    consultant,
    demand,
    frame,
    lead,
    liaison,
    matches,
    models,
    reference,
    runs,
    visits,
)

AREAS: Mapping[str, Mapping[str, Text]] = {
    area.__name__.rsplit(".", 1)[1]: area.LABELS
    for area in (
        frame,
        consultant,
        casework,
        matches,
        liaison,
        visits,
        demand,
        lead,
        models,
        citizen,
        account,
        runs,
        reference,
    )
}


def merged(areas: Mapping[str, Mapping[str, Text]]) -> dict[str, Text]:
    """All labels by name.

    Raises:
        ValueError: Two areas use one name, so that one of them would be shown the other's words.
    """
    found: dict[str, Text] = {}
    for area, labels in areas.items():
        if twice := found.keys() & labels.keys():
            raise ValueError(f"labels of {area} are there already: {', '.join(sorted(twice))}")
        found.update(labels)
    return found


LABELS = merged(AREAS)
