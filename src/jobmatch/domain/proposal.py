"""A change of weights or rules that one person proposes and another one approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jobmatch.errors import Text

WEIGHTS, RULES, MODELS = "weights", "rules", "models"
KIND: dict[str, Text] = {
    WEIGHTS: Text("Vægte", "Weights"),
    RULES: Text("Regler", "Rules"),
    MODELS: Text("Model", "Model"),
}

PROMOTE, ROLL_BACK = "promote", "rollback"
"""What a proposal about models wants: a learned one put in force, or the one before back."""

APPROVED, REJECTED, WITHDRAWN = "approved", "rejected", "withdrawn"
VERDICT: dict[str, Text] = {
    APPROVED: Text("godkendt", "approved"),
    REJECTED: Text("afvist", "rejected"),
    WITHDRAWN: Text("trukket tilbage", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody said to a proposal; it is said once."""

    verdict: str
    note: str | None
    by: str
    at: datetime
    since: int | None
    """The revision from which an approved proposal is in force."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants to change, and why."""

    number: int
    kind: str
    content: str
    """The new model document, the new rule rows, or which model to put in force and on what evidence, as JSON."""
    because: str
    by: str
    at: datetime
    verdict: Verdict | None = None
    """None while it waits for a second pair of eyes."""
