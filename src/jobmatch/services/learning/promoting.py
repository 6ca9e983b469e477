"""Putting a model in force, and going back: people decide, two of them where real citizens or users are, and it is
logged."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from jobmatch.domain.learned import LearnedModel
from jobmatch.domain.proposal import APPROVED, MODELS, PROMOTE, ROLL_BACK, WITHDRAWN, Proposal
from jobmatch.errors import Conflict, Text
from jobmatch.services.access.deeds import MODEL_PROMOTED, MODEL_ROLLED_BACK
from jobmatch.services.governance.in_force import InForce, version_of
from jobmatch.services.governance.reasons import note_of
from jobmatch.services.governance.weights import maxima_of
from jobmatch.services.learning.learning import Learning
from jobmatch.services.learning.sources import STORED
from jobmatch.store.access_log import Entry
from jobmatch.store.store import Store

_IN_FORCE = Text("{name} er allerede i kraft.", "{name} is in force already.")
_WAITS = Text(
    "Der venter allerede et forslag ({number}) om {name}. Det skal besvares først.",
    "A proposal ({number}) about {name} waits already. It must be answered first.",
)
_OTHER_BASE = Text(
    "Mennesker har ændret vægtene, siden {name} blev lært. Lær igen, så det ikke bliver glemt: jobmatch learn.",
    "People have changed the weights since {name} was learned. Learn again, so that it is not forgotten: jobmatch "
    "learn.",
)
_INVENTED = Text(
    "{name} er lært i prøvedrift, af opdigtede borgere. Lær igen af det, der er sket hos jer: jobmatch learn.",
    "{name} was learned in a trial, from invented citizens. Learn again from what happened here: jobmatch learn.",
)
_NO_BEFORE = Text("Der er ingen model før {name} at gå tilbage til.", "There is no model before {name} to go back to.")
_ALONE = Text("Alene, i prøvedrift uden brugere.", "Alone, in a trial without users.")
_TAKEN_OVER = Text("Overtaget af {by} som eget forslag.", "Taken over by {by} as an own proposal.")
_THE_MACHINE = "cli"
"""How the name of somebody begins who proposed at the command line, where nobody logs in."""
_BACK = Text("Tilbage til {name}.", "Back to {name}.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of asking for another model."""

    proposal: Proposal
    model: str
    """What is in force, or would be."""
    version: str

    @property
    def in_force(self) -> bool:
        """Whether it is in force now; else another person must look at it first."""
        return self.proposal.verdict is not None and self.proposal.verdict.verdict == APPROVED


class Promoting:
    """Proposals about models."""

    def __init__(self, store: Store, in_force: InForce, learning: Learning, alone: Callable[[], bool]) -> None:
        """Args: alone: Whether one person may decide: a trial with nobody who could log in."""
        self._store = store
        self._in_force = in_force
        self._learning = learning
        self._alone = alone

    def promote(
        self,
        name: str,
        because: str | None,
        by: str,
        files: Sequence[Path] = (),
        as_of: date | None = None,
        from_the_machine: bool = False,
    ) -> Outcome:
        """Ask for a learned model to be put in force; done at once where one person may decide.

        Args:
            because: Why; what the test says unless told.
            from_the_machine: Whether it is asked at the command line.

        Raises:
            NotFound: There is no such model.
            Conflict: The evidence is lacking, it is in force, or it waits already.
        """
        model = self._learning.model(name)
        if self._is_in_force(model):
            raise Conflict(_IN_FORCE.fill(name=name))
        _, test = self._learning.verdict(name, files, as_of)
        if model.card["expert_version"] != self._learning.expert().version:
            raise Conflict(_OTHER_BASE.fill(name=name))
        if model.card["simulated"] and not self._learning.simulated:
            raise Conflict(_INVENTED.fill(name=name))
        if not test["promotable"]:
            raise Conflict(Text(test["why"]["da"], test["why"]["en"]))
        evidence = {**test, "source": self._learning.source_of(model, files), "learned_from": model.card["source"]}
        evidence["counts"] = model.card["evidence"]
        return self._propose(
            PROMOTE, model.document, note_of(because) or test["why"]["da"], by, evidence, from_the_machine
        )

    def roll_back(self, because: str | None, by: str, from_the_machine: bool = False) -> Outcome:
        """Ask for the model before the one in force.

        Raises:
            Conflict: There is none before, or it waits already.
        """
        documents = self._in_force.documents()
        if len(documents) < 2:
            raise Conflict(_NO_BEFORE.fill(name=json.loads(documents[-1])["name"]))
        document = documents[-2].decode()
        reason = note_of(because) or _BACK.fill(name=json.loads(document)["name"]).da
        return self._propose(ROLL_BACK, document, reason, by, None, from_the_machine)

    def answer(self, proposal: Proposal, verdict: str, note: str | None, by: str) -> Proposal:
        """Keep a verdict; a model is approved only while its evidence carries.

        Who proposed at the command line did not log in, and may be the very person who approves on the page. So the
        first approval makes it the approver's own proposal, which is returned, and another person answers that one.

        Raises:
            Conflict: The evidence no longer carries, or somebody has answered already.
        """
        content = json.loads(proposal.content)
        if verdict != APPROVED:
            return self._store.governance.answer(proposal.number, verdict, note, by)
        self._demand_evidence(content)
        if proposal.by.partition(":")[0] == _THE_MACHINE and not self._alone():
            return self._taken_over(proposal, by)
        return self._approved(proposal, content, note, by)

    def _taken_over(self, proposal: Proposal, by: str) -> Proposal:
        """The same proposal as somebody's who has logged in; the one of the machine is answered."""
        kept = self._store.governance
        kept.answer(proposal.number, WITHDRAWN, _TAKEN_OVER.fill(by=by).da, by)
        return kept.proposal(kept.propose(MODELS, proposal.content, proposal.because, by))

    def _demand_evidence(self, content: dict[str, Any]) -> None:
        evidence = content["evidence"]
        if evidence is not None and evidence["source"] == STORED:
            _, test = self._learning.verdict(content["model"])
            if not test["promotable"]:
                raise Conflict(Text(test["why"]["da"], test["why"]["en"]))

    def _approved(self, proposal: Proposal, content: dict[str, Any], note: str | None, by: str) -> Proposal:
        deed = MODEL_PROMOTED if content["what"] == PROMOTE else MODEL_ROLLED_BACK
        details = {"proposal": proposal.number, "from": content["from"], "proposed_by": proposal.by}

        def logged(connection: Connection) -> None:
            self._store.log.append(connection, [Entry(by, deed, object=content["model"], details=details)])

        return self._store.governance.answer(proposal.number, APPROVED, note, by, logged)

    def waiting(self) -> list[Proposal]:
        """Proposals about models that nobody has answered."""
        return [one for one in self._store.governance.proposals(MODELS) if one.verdict is None]

    def _is_in_force(self, model: LearnedModel) -> bool:
        return model.document.encode() == self._in_force.documents()[-1]

    def _propose(
        self, what: str, document: str, because: str, by: str, evidence: dict[str, Any] | None, from_the_machine: bool
    ) -> Outcome:
        name, now = json.loads(document)["name"], version_of(self._in_force.documents()[-1])
        for one in self.waiting():
            content = json.loads(one.content)
            if (content["what"], content["model"], content["from"]) == (what, name, now):
                raise Conflict(_WAITS.fill(number=one.number, name=name))
        content = {
            "what": what,
            "model": name,
            "from": now,
            "before": maxima_of(self._in_force.document()),
            "evidence": evidence,
            "document": document,
        }
        kept = self._store.governance
        proposal = kept.proposal(kept.propose(MODELS, json.dumps(content, ensure_ascii=False), because, by))
        if from_the_machine and self._alone():
            proposal = self.answer(proposal, APPROVED, _ALONE.da, by)
        return Outcome(proposal, name, version_of(document.encode()))
