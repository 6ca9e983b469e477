"""A pair as the explanations see it: the records, the formulas' views, and what links the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text


@dataclass(frozen=True, slots=True)
class Demand:
    """One competence that a placement asks for, and what the citizen brings towards it."""

    word: str
    """As the placement wrote it."""
    share: int
    """0 to 100: how much of it is covered."""
    evidence: Text | None
    """What covers it, in words; None when nothing does or when it is the same word."""
    confirmed: bool
    """False when it was only found in free text and nobody has confirmed it yet."""


@dataclass(frozen=True, slots=True)
class WishHit:
    """A wish that the placement's title, industry or tasks answer."""

    wish: str
    answered_by: str
    """The placement's word."""
    share: int


@dataclass(frozen=True, slots=True)
class BlockedMeasure:
    """A measure that a rule blocks for this pair."""

    measure: str
    rule_id: str
    text: Text


class Pair(Protocol):
    """One citizen with one placement; everything a factor may say something about."""

    as_of: date
    citizen: Citizen

    @property
    def placement(self) -> Placement:
        """The placement."""

    @property
    def c(self) -> CitizenRecord:
        """The citizen's record as the formulas see it."""

    @property
    def p(self) -> PlacementRecord:
        """The placement's record as the formulas see it."""

    @property
    def world(self) -> World:
        """What surrounds the pair, as the formulas see it."""

    @property
    def values(self) -> Mapping[str, float]:
        """Value by factor name; NaN unknown."""

    @property
    def travel_min(self) -> int | None:
        """Minutes one way."""

    @property
    def room_hours(self) -> float:
        """Hours a week when both can."""

    @property
    def is_open(self) -> bool:
        """Whether the opening's period has a day soon enough."""

    @property
    def free_slots(self) -> int:
        """Slots that no running course and no fresh choice holds."""

    @property
    def courses_there(self) -> int:
        """How many earlier courses the reliability is built on."""

    def demands(self, which: str) -> Sequence[Demand]:
        """The placement's ``requires``, ``nice_to_have`` or ``tasks``, each with what covers it."""

    def wish_hits(self) -> Sequence[WishHit]:
        """Wishes answered here, best first."""

    def veto_hits(self) -> Sequence[tuple[str, str]]:
        """(veto, the placement's words that mention it)."""

    def missing_licences(self) -> Sequence[str]:
        """Labels-to-be: codes of required licences that the citizen is known not to hold."""

    def required_licences(self) -> Sequence[str]:
        """Codes of licences needed from day one."""

    def blocked_measures(self) -> Sequence[BlockedMeasure]:
        """Measures of the placement that are blocked for this citizen, with the rule."""
