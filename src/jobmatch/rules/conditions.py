"""When a question is worth asking: a pair is not to be drowned in questions that cannot concern it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import DECLINES
from jobmatch.domain.placement import Placement
from jobmatch.rules.rule import Rule
from jobmatch.rules.workplace import Workplace

Condition = Callable[[Citizen, Placement, Workplace, Rule], bool]

PAID = ("smaajob", "ordinaer")
"""Measures with ordinary paid hours."""

_TEXTS_KEPT = 16_384
MENTOR = "mentor"
AWAY_FOR_APPOINTMENTS = "fravaer_beh"

REVEALS: Mapping[str, str] = MappingProxyType({"mentor_wanted": MENTOR, "appointments": AWAY_FOR_APPOINTMENTS})
"""Condition → the need that an answer would give away to somebody who may not know it."""


def holds(rule: Rule, citizen: Citizen, placement: Placement, workplace: Workplace) -> bool:
    """True when the rule's question concerns this pair."""
    return rule.when is None or _CONDITIONS[rule.when](citizen, placement, workplace, rule)


def _needs(citizen: Citizen, code: str) -> bool:
    return any(need.code == code and need.strength != DECLINES for need in citizen.needs or ())


def _mentor_wanted(citizen: Citizen, placement: Placement, workplace: Workplace, rule: Rule) -> bool:
    return _needs(citizen, MENTOR)


def _appointments(citizen: Citizen, placement: Placement, workplace: Workplace, rule: Rule) -> bool:
    return bool(citizen.blocked) or _needs(citizen, AWAY_FOR_APPOINTMENTS)


def _works_with_children(citizen: Citizen, placement: Placement, workplace: Workplace, rule: Rule) -> bool:
    hits, misses = rule.parameters["words"], rule.parameters["not_words"]
    about = (placement.industry, placement.title, *(placement.tasks or ()), *(placement.requires or ()))
    return _says(about, tuple(hits), tuple(misses))


@lru_cache(_TEXTS_KEPT)
def _says(about: tuple[str | None, ...], hits: tuple[str, ...], misses: tuple[str, ...]) -> bool:
    """Whether a text has a word with one of some parts and none of others; many placements say the same."""
    words = re.findall(r"\w+", " ".join(text for text in about if text).lower())
    return any(_contains(word, hits) and not _contains(word, misses) for word in words)


def _contains(word: str, parts: Collection[str]) -> bool:
    return any(part in word for part in parts)


def _record_asked(citizen: Citizen, placement: Placement, workplace: Workplace, rule: Rule) -> bool:
    asked = " ".join((*(placement.requires or ()), *(placement.nice_to_have or ()))).lower()
    return any(word in asked for word in rule.parameters["words"])


def _paid_and_unpaid(citizen: Citizen, placement: Placement, workplace: Workplace, rule: Rule) -> bool:
    measures = placement.measures or ()
    return any(measure in measures for measure in PAID) and "virksomhedspraktik" in measures


def _many_supported(citizen: Citizen, placement: Placement, workplace: Workplace, rule: Rule) -> bool:
    return workplace.supported_now is not None and workplace.supported_now >= rule.parameters["supported_from"]


_CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "mentor_wanted": _mentor_wanted,
        "works_with_children": _works_with_children,
        "record_asked": _record_asked,
        "paid_and_unpaid": _paid_and_unpaid,
        "many_supported": _many_supported,
        "appointments": _appointments,
    }
)
