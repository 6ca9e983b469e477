"""The models that ship: what each is, which is in force, and the card that says what it can and cannot do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from jobmatch.core.model import ScoringModel

_SHOWN = 12
"""Signs of a digest that are shown."""


def models_in(folder: Path, in_force: ScoringModel) -> list[dict[str, Any]]:
    """Every model of a folder by name; of the scoring models one is in force, perhaps with weights changed since."""
    rows = [_row(one, in_force) for one in sorted(folder.iterdir()) if (one / "model.json").is_file()]
    if not any(row["kind"] == "scoring" and row["in_force"] for row in rows):
        rows.append(_changed(in_force, rows))
    return rows


def _row(folder: Path, in_force: ScoringModel) -> dict[str, Any]:
    raw = (folder / "model.json").read_bytes()
    document = json.loads(raw)
    scoring = "factors" in document
    digest = hashlib.sha256(raw).hexdigest()
    card = folder / "card.md"
    return {
        "name": folder.name,
        "kind": "scoring" if scoring else "linking",
        "version": f"{folder.name}+{digest[:_SHOWN]}",
        "origin": document.get("origin"),
        "dated": document.get("dated"),
        "in_force": digest.startswith(in_force.digest) if scoring else True,
        "card": card.read_text(encoding="utf-8") if card.is_file() else "",
    }


def _changed(in_force: ScoringModel, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Weights that two people have approved; their card is that of the model they were changed from."""
    card = next((row["card"] for row in rows if row["name"] == in_force.name), "")
    return {
        "name": in_force.name,
        "kind": "scoring",
        "version": in_force.version,
        "origin": in_force.origin,
        "dated": in_force.dated,
        "in_force": True,
        "card": card,
    }
