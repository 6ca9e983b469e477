"""A model that was learned here: its table, its card, and the tables that test it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """One learned model; it is never changed, only followed by another."""

    number: int
    name: str
    document: str
    """The model document, in the same form as the expert's."""
    card: dict[str, Any]
    """Data, period, counts, method, limits and test, as its Markdown tells them."""
    sisters: tuple[dict[str, list[tuple[float, int]]], ...]
    """By part of the citizens the table that has not seen them: what the model is tested by."""
    by: str
    at: datetime
