"""One dated row of the rule table, and the words that such a row may use."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from jobmatch.domain.text import filled, hours_text, placeholders
from jobmatch.errors import Text

Severity = Literal["block", "warn", "info"]
Answerer = Literal["employer", "citizen", "consultant"]
Stage = Literal["choose", "agree"]

SEVERITIES: tuple[Severity, ...] = ("block", "warn", "info")
ANSWERERS: tuple[Answerer, ...] = ("employer", "citizen", "consultant")
STAGES: tuple[Stage, ...] = ("choose", "agree")

CHECKS: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "longest_weeks": {"weeks": int},
        "hours_cap": {"hours_week": float},
        "ratio": {"least": int, "staff_each": int, "staff_to": int, "staff_each_above": int, "stale_days": int},
        "decision": {"target_groups": list},
        "under_18": {"hours_day": float, "hours_week": float, "day_starts": str, "day_ends": str, "kilos": float},
        "question": {},
        "info": {},
    }
)
"""The checks that the code knows, each with the parameters it must have."""

CONDITIONS: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "mentor_wanted": {},
        "works_with_children": {"words": list, "not_words": list},
        "record_asked": {"words": list},
        "paid_and_unpaid": {},
        "many_supported": {"supported_from": int},
        "appointments": {},
    }
)
"""When a question is worth asking, each with the parameters it must have."""


FACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "longest_weeks": ("planned",),
        "hours_cap": ("hours",),
        "ratio": ("allowed", "staff", "supported"),
        "many_supported": ("supported",),
    }
)
"""What a sentence may name besides the parameters, by check and by condition."""


def _written(value: object) -> object:
    if isinstance(value, float):
        return hours_text(value)
    if isinstance(value, int) and value >= 1000:
        return Text(f"{value:,}".replace(",", "."), f"{value:,}")
    return value if isinstance(value, Hashable) else str(value)


def fill(text: Text, facts: Mapping[str, object]) -> Text:
    """The sentence with its placeholders replaced; numbers as each language writes them, missing facts as dots."""
    if "{" not in text.da and "{" not in text.en:
        return text
    return filled(text, {name: _written(facts.get(name, "…")) for name in placeholders(text)})


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a rule as it reads from one day on."""

    rule_id: str
    title: Text
    check: str
    """How it is evaluated: one of ``CHECKS``."""
    severity: Severity
    source: str
    """The law, as a person cites it."""
    source_url: str
    valid_from: date
    measures: tuple[str, ...] = ()
    """Measures it concerns; empty for all."""
    target_groups: tuple[str, ...] = ()
    """Target groups it concerns; empty for all."""
    when: str | None = None
    """Ask only when this holds: one of ``CONDITIONS``."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    text: Text | None = None
    """Said when the facts are known; placeholders are parameters and facts."""
    question: Text | None = None
    """Asked when the facts are not known, or cannot stand in a file."""
    ask: Answerer = "consultant"
    stage: Stage = "choose"
    """Whether it matters when picking a placement or when the agreement is made."""
    valid_to: date | None = None
    confidence: str = ""
    approved_by: str = ""
    """Who in the municipality approved the row; empty until somebody has."""
    part: int = 1
    """Numbers the rows of one rule that stand beside each other, for different groups."""

    def in_force(self, as_of: date) -> bool:
        """True on the days that the row itself names."""
        return self.valid_from <= as_of and (self.valid_to is None or as_of <= self.valid_to)

    def concerns(self, target_group: str | None) -> bool:
        """True unless the group is known and is another; an unknown group may be any."""
        return not self.target_groups or target_group is None or target_group in self.target_groups

    def for_measure(self, measure: str) -> bool:
        """True when the rule is about this measure."""
        return not self.measures or measure in self.measures

    def say(self, **facts: object) -> Text:
        """The sentence with parameters and facts filled in."""
        return fill(self.text or self.title, {**self.parameters, **facts})

    def ask_for(self, **facts: object) -> Text:
        """The question with parameters and facts filled in."""
        return fill(self.question or self.text or self.title, {**self.parameters, **facts})

    def as_dict(self) -> dict[str, Any]:
        """The row for the command line and the API."""
        return {
            "rule_id": self.rule_id,
            "part": self.part,
            "title": self.title.as_dict(),
            "severity": self.severity,
            "check": self.check,
            "measures": list(self.measures),
            "target_groups": list(self.target_groups),
            "when": self.when,
            "parameters": dict(self.parameters),
            "text": self.readable().as_dict(),
            "question": fill(self.question, self.parameters).as_dict() if self.question else None,
            "ask": self.ask,
            "stage": self.stage,
            "source": self.source,
            "source_url": self.source_url,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "confidence": self.confidence,
            "approved_by": self.approved_by,
        }

    def readable(self) -> Text:
        """What the rule says when no pair is at hand: the parameters filled in, a fact shown as three dots."""
        return fill(self.text or self.question or self.title, self.parameters)
