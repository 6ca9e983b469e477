"""Since when each answer of a workplace has been known, and from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jobmatch.bootstrap import Application
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.store.workplaces import PlacementVersion


@dataclass(frozen=True, slots=True)
class Since:
    """One answer with its age."""

    code: str
    answer: str
    day: date
    """The day that the workplace said so, as far back as the versions tell."""
    by: str
    """Who wrote it down."""


def answers_since(application: Application, placement: Placement) -> list[Since]:
    """Every answer that the workplace has given, in the order of the needs."""
    versions = application.store.workplaces.history(placement.placement_id)
    answers = {offer.code: offer.answer for offer in reversed(placement.offers or ())}
    return [_since(code, answers[code], versions) for code in NEEDS if answers.get(code, "ukendt") != "ukendt"]


def _since(code: str, answer: str, versions: Sequence[PlacementVersion]) -> Since:
    first = versions[0]
    for version in versions[1:]:
        answers = {offer.code: offer.answer for offer in reversed(version.placement.offers or ())}
        if answers.get(code) != answer:
            break
        first = version
    told = first.placement.updated or first.at.date()
    return Since(code, answer, told, first.by)
