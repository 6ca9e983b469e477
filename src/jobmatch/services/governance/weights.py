"""New weights from those in force: how much each factor can give at most, its curve kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jobmatch.errors import BadInput, Text

TOTAL = 10_000
"""The most points that a match can have, however they are spread."""

_NOT_ALL = Text(
    "Skriv et helt antal point fra 0 og op ved hver vægt. Se på: {names}.",
    "Write a whole number of points, 0 or more, at each weight. Look at: {names}.",
)
_NOT_TOTAL = Text(
    "Vægtene skal give {total} point tilsammen. Nu giver de {sum}.",
    "The weights must add to {total} points. Now they add to {sum}.",
)
_NO_CHANGE = Text("Vægtene er, som de var. Ret mindst én.", "The weights are as they were. Change at least one.")


def maxima_of(document: Mapping[str, Any]) -> dict[str, int]:
    """By factor: the most points it can give in a model document."""
    return {name: int(entry["knots"][-1][1]) for name, entry in document["factors"].items()}


def weighted(document: Mapping[str, Any], maxima: Mapping[str, int], name: str, because: str, dated: str) -> str:
    """A model document with other weights; each factor's curve keeps its shape. It is people's, whatever it began as.

    Args:
        document: The model in force.
        maxima: By factor: the most points it shall give; a factor that is left out keeps what it has.
        name: What the new model is called.
        because: Why, in the proposer's own words; kept at every factor that changes.

    Raises:
        BadInput: A number is missing or below 0, they do not add to the total, or nothing changes.
    """
    before = maxima_of(document)
    after = {**before, **maxima}
    wrong = sorted(after.keys() - before.keys()) + [factor for factor in before if after[factor] < 0]
    if wrong:
        raise BadInput(_NOT_ALL.fill(names=", ".join(wrong)))
    if sum(after.values()) != TOTAL:
        raise BadInput(_NOT_TOTAL.fill(total=thousands(TOTAL), sum=thousands(sum(after.values()))))
    if after == before:
        raise BadInput(_NO_CHANGE)
    factors = {
        factor: entry
        if after[factor] == before[factor]
        else {"knots": _scaled(entry["knots"], after[factor]), "because": {"da": because, "en": because}}
        for factor, entry in document["factors"].items()
    }
    made = {**document, "name": name, "origin": "expert", "dated": dated, "factors": factors}
    return json.dumps(made, ensure_ascii=False, indent=2)


def thousands(number: int) -> Text:
    """A number of points as each language writes it."""
    return Text(f"{number:,}".replace(",", "."), f"{number:,}")


def _scaled(knots: list[list[float]], maximum: int) -> list[list[float]]:
    """The same curve to another height, in whole points rounded half up; a flat curve becomes a straight line."""
    old = int(knots[-1][1])
    if old == 0:
        return [[0, 0], [1, maximum]]
    return [[value, (2 * int(points) * maximum + old) // (2 * old)] for value, points in knots]
