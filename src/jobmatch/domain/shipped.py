"""Where the shipped data and models lie: inside an installed package, else at the top of the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


DATA = _folder("data")
"""Needs, rules, target groups, vocabulary, postcodes and the sample municipality."""

MODELS = _folder("models")
"""Scoring models and their cards."""
