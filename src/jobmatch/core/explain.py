"""Words for a scored pair: the parts that sum to its points, the open questions, the failed gates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from typing import NamedTuple

from jobmatch.core.factor import Check, Factor
from jobmatch.core.model import ScoringModel
from jobmatch.core.pair import Pair
from jobmatch.domain.text import filled, placeholders
from jobmatch.errors import Text


class Contribution(NamedTuple):
    """What one factor adds to a match, and why."""

    factor: str
    title: Text
    points: int
    maximum: int
    known: bool
    """False when the factor stands at its neutral value because something is not known."""
    text: Text


def contributions(
    factors: Sequence[Factor], model: ScoringModel, pair: Pair, parts: Sequence[int]
) -> list[Contribution]:
    """One contribution a factor, the largest first; their points are the pair's points."""
    values = pair.values
    found = [
        Contribution(
            factor.name,
            factor.title,
            int(points),
            model.maximum(factor.name),
            not isnan(values[factor.name]),
            said_of(factor, pair),
        )
        for factor, points in zip(factors, parts, strict=True)
    ]
    return sorted(found, key=lambda part: (-part.points, part.factor))


def said_of(factor: Factor, pair: Pair) -> Text:
    """The sentence for a factor's value: the highest level that it reaches, or that it is not known."""
    text = _sentence(factor, pair.values[factor.name])
    assert text is not None
    if factor.facts is None or not placeholders(text):
        return filled(text, {})
    return filled(text, factor.facts(pair))


def _sentence(factor: Factor, value: float) -> Text | None:
    for level in factor.levels:
        if value >= level.least:
            return level.text
    return factor.unknown  # no comparison holds for what is not a number


def open_questions(factors: Iterable[Factor], pair: Pair) -> list[Check]:
    """The checks of all factors, each question once."""
    found: dict[tuple[str, str], Check] = {}
    for factor in factors:
        for check in factor.checks(pair) if factor.checks else ():
            found.setdefault((check.code, check.ask), check)
    return list(found.values())
