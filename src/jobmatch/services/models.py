"""Every model there is: those that ship and those learned here, which is in force, and the cards that say what each
can and cannot do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jobmatch.core.model import ScoringModel
from jobmatch.domain.learned import LearnedModel
from jobmatch.errors import NotFound, Text
from jobmatch.services.governance.in_force import InForce, version_of
from jobmatch.services.learning.cards import markdown
from jobmatch.services.learning.learning import OUTDATED, is_usable

_NO_MODEL = Text(
    "Der er ingen model, der hedder {name}. Se listen over modeller.",
    "There is no model {name}. See the list of models.",
)
_SHOWN = 12
"""Signs of a digest that are shown."""


def models_in(
    folder: Path, in_force: ScoringModel, learned: Sequence[LearnedModel] = (), language: str = "da"
) -> list[dict[str, Any]]:
    """Every model of a folder by name, then those learned here, the newest first; one scoring model is in force,
    perhaps with weights changed since."""
    rows = [_row(one, in_force) for one in sorted(folder.iterdir()) if (one / "model.json").is_file()]
    rows += [_learned(one, in_force, language) for one in learned]
    if not any(row["kind"] == "scoring" and row["in_force"] for row in rows):
        rows.append(_changed(in_force, rows))
    return rows


def model_in(folder: Path, name: str, in_force: InForce, learned: Sequence[LearnedModel]) -> dict[str, Any]:
    """One model with its table, and the whole card of one that was learned here.

    Raises:
        NotFound: There is no such model.
    """
    row = next((one for one in models_in(folder, in_force.model(), learned) if one["name"] == name), None)
    if row is None:
        raise NotFound(_NO_MODEL.fill(name=name))
    own = next((one for one in learned if one.name == name), None)
    if own is not None:
        return {**row, "document": json.loads(own.document), "details": own.card}
    path = folder / name / "model.json"
    document = json.loads(path.read_bytes()) if path.is_file() else in_force.document()
    return {**row, "document": document, "details": None}


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
        "evidence": None,
    }


def _learned(model: LearnedModel, in_force: ScoringModel, language: str) -> dict[str, Any]:
    document = json.loads(model.document)
    version = version_of(model.document.encode())
    return {
        "name": model.name,
        "kind": "scoring",
        "version": version[: len(model.name) + 1 + _SHOWN],
        "origin": document["origin"],
        "dated": document["dated"],
        "in_force": version == in_force.version,
        "card": markdown(model, language),
        "evidence": evidence_of(model),
    }


def evidence_of(model: LearnedModel) -> dict[str, Any]:
    """What a learned model was made from and how it did when it was made, in short."""
    card = model.card
    test = card["evaluation"]
    return {
        "period": card["period"],
        "learned_from": card["learned_from"],
        "tested_on": test["tested_on"],
        "against": test["against"],
        "ndcg@10": test["ndcg@10"],
        "promotable": test["promotable"] and is_usable(model),
        "why": test["why"] if is_usable(model) else OUTDATED.fill(name=model.name).as_dict(),
        "looks": test.get("looks", 1),
        "simulated": card["simulated"],
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
        "evidence": None,
    }
