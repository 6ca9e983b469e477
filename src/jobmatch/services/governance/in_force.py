"""Which weights and rules are in force: those that ship, with what two people have approved since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jobmatch.core.kernel import Kernel
from jobmatch.core.model import ScoringModel, model_document, read_model
from jobmatch.domain.proposal import MODELS as OF_MODELS
from jobmatch.domain.proposal import ROLL_BACK, RULES, WEIGHTS, Proposal
from jobmatch.domain.shipped import MODELS
from jobmatch.errors import BadInput, Text
from jobmatch.factors import all_factors
from jobmatch.rules.table import RuleTable, rules_in_force
from jobmatch.services.governance.rule_changes import rows_in_force
from jobmatch.store.governance import GovernanceStore

_LEAVE = Text(
    "Gå tilbage til modellen før med: jobmatch rollback", "Go back to the model before with: jobmatch rollback"
)
KEPT = 3
"""Kernels kept at once: the one in force, the one before, and one that is being tried."""


class InForce:
    """Weights and rules at any revision, so that what was shown can be made again."""

    def __init__(self, kept: Callable[[], GovernanceStore], model: str, rules: Path | None) -> None:
        """Args:
        model: Name of the shipped model.
        rules: The municipality's own rule file, from the settings.
        """
        self._kept = kept
        self._model = model
        self._rules = rules
        self._kernels: dict[str, Kernel] = {}
        self._latest: tuple[bytes, ScoringModel] | None = None
        """The document that was read last, which the next data version mostly has too."""

    def document(self, revision: int | None = None) -> dict[str, Any]:
        """The model document in force at a revision; now unless told."""
        found: dict[str, Any] = json.loads(self._raw(revision))
        return found

    def kernel(self, revision: int | None = None) -> Kernel:
        """The kernel with the model in force at a revision."""
        return self.kernel_with(self._raw(revision))

    def kernel_with(self, raw: bytes) -> Kernel:
        """The kernel with the model of a document; loaded once for each of the last few."""
        factors = all_factors()
        model = self._read(raw)
        if model.digest not in self._kernels:
            while len(self._kernels) >= KEPT:
                self._kernels.pop(next(iter(self._kernels)))
            self._kernels[model.digest] = Kernel(factors, model)
        return self._kernels[model.digest]

    def model(self, revision: int | None = None) -> ScoringModel:
        """The model in force at a revision."""
        return self._read(self._raw(revision))

    def _read(self, raw: bytes) -> ScoringModel:
        """A model, or how to leave one that no longer fits this program.

        Raises:
            BadInput: naming everything that is wrong with it.
        """
        known = self._latest
        if known is not None and known[0] == raw:
            return known[1]
        try:
            model = read_model(raw, json.loads(raw)["name"], all_factors())
        except BadInput as fault:
            raise BadInput(Text(f"{fault.text.da} {_LEAVE.da}", f"{fault.text.en} {_LEAVE.en}")) from fault
        self._latest = raw, model
        return model

    def rules(self, day: date, revision: int | None = None) -> RuleTable:
        """The rules of a day, as they stood at a revision."""
        return rules_in_force(day, self._rules, rows_in_force(self._kept().approved(RULES, revision=revision)))

    def rules_with(self, day: date, content: str) -> RuleTable:
        """The rules of a day as they would be with a proposal's rows over those in force."""
        approved = json.loads(rows_in_force(self._kept().approved(RULES)) or "[]")
        return rules_in_force(day, self._rules, json.dumps([*approved, *json.loads(content)], ensure_ascii=False))

    def _raw(self, revision: int | None) -> bytes:
        return self.documents(revision)[-1]

    def documents(self, revision: int | None = None) -> list[bytes]:
        """The model documents that can be gone back to, the one in force last: each approval adds one, and going back
        takes the last away."""
        found = [model_document(MODELS / self._model)]
        for proposal in self._kept().approved(WEIGHTS, OF_MODELS, revision=revision):
            if goes_back(proposal):
                found[max(1, len(found) - 1) :] = []
            else:
                found.append(document_of(proposal))
        return found


def version_of(document: bytes) -> str:
    """The version of a model document, whether or not it can still be used."""
    return f"{json.loads(document)['name']}+{hashlib.sha256(document).hexdigest()[:16]}"


def document_of(proposal: Proposal) -> bytes:
    """The model document that a proposal about weights or models would put in force."""
    if proposal.kind == WEIGHTS:
        return proposal.content.encode()
    document: str = json.loads(proposal.content)["document"]
    return document.encode()


def goes_back(proposal: Proposal) -> bool:
    """Whether a proposal wants the model before."""
    return proposal.kind == OF_MODELS and json.loads(proposal.content)["what"] == ROLL_BACK
