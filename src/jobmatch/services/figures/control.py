"""Whether people decide: how often the first place on the list was taken, and why another was.

A list whose first place is taken nearly always is not being read; one that is nearly never followed is not being
believed. Either is a warning about the tool and its use, never about a consultant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from jobmatch.domain.event import Event
from jobmatch.errors import Text
from jobmatch.services.figures.period import Period

FEWEST_CHOICES = 20
"""With fewer, one choice more or less would turn a warning on or off."""
LEAST_OVERRIDDEN, MOST_OVERRIDDEN = 0.02, 0.60

_TOO_FEW = Text(
    "Den øverste plads er valgt næsten hver gang ({share} %). Bliver resten af listen læst?",
    "The first placement was chosen nearly every time ({share} %). Is the rest of the list read?",
)
_TOO_MANY = Text(
    "Listen er fravalgt {share} % af gangene. Se på begrundelserne: noget mangler i listen eller i vægtene.",
    "The list was overridden {share} % of the time. Look at the reasons: something is missing in it or its weights.",
)


@dataclass(frozen=True, slots=True)
class Control:
    """What was chosen in a period, by its place on the list that was shown."""

    first: int
    further_down: int
    own_idea: int
    """Not from the list."""
    unknown: int
    """The place on the list was not written down."""
    reasons: tuple[tuple[str, int], ...]
    """Why something else than the first was chosen, or a placement was set aside; the most frequent first."""

    @property
    def known(self) -> int:
        """Choices whose place on the list is known."""
        return self.first + self.further_down + self.own_idea

    @property
    def overridden(self) -> float | None:
        """Share of the known choices that were not the first placement; None when there are none."""
        return (self.known - self.first) / self.known if self.known else None

    def warning(self) -> Text | None:
        """What is out of the ordinary, said once there are choices enough to say it."""
        if self.overridden is None or self.known < FEWEST_CHOICES:
            return None
        if self.overridden < LEAST_OVERRIDDEN:
            return _TOO_FEW.fill(share=round(100 * (1 - self.overridden)))
        if self.overridden > MOST_OVERRIDDEN:
            return _TOO_MANY.fill(share=round(100 * self.overridden))
        return None


def control(events: Iterable[Event], period: Period) -> Control:
    """Choices of a period."""
    told = [event for event in events if period.holds(event.date)]
    ranks = [event.shown_rank for event in told if event.event == "valgt"]
    reasons = Counter(event.reason for event in told if event.reason and _overrides(event))
    return Control(
        first=ranks.count(1),
        further_down=sum(rank is not None and rank > 1 for rank in ranks),
        own_idea=ranks.count(0),
        unknown=ranks.count(None),
        reasons=tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _overrides(event: Event) -> bool:
    if event.event == "valgt":
        return event.shown_rank is not None and event.shown_rank != 1
    return event.event == "fravalgt_konsulent"
