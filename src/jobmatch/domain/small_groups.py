"""Small groups: of so few people somebody could be recognised, so nothing is told of them."""

from __future__ import annotations

FEWEST_SHOWN = 5
"""People of whom something may be told together (domain brief, journey C: groups below five are suppressed)."""
