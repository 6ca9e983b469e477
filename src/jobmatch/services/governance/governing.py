"""Changing weights and rules: one lead proposes, everybody's lists are tried, another lead approves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from jobmatch.domain.proposal import APPROVED, MODELS, RULES, WEIGHTS, WITHDRAWN, Proposal
from jobmatch.domain.viewer import Viewer
from jobmatch.errors import Conflict, NotFound, Text
from jobmatch.factors import all_factors
from jobmatch.rules.rule import Rule
from jobmatch.services.access.policy import sees
from jobmatch.services.governance.in_force import InForce, document_of, version_of
from jobmatch.services.governance.preview import Preview, preview
from jobmatch.services.governance.reasons import note_of, reason_of
from jobmatch.services.governance.rule_changes import changed
from jobmatch.services.governance.weights import maxima_of, weighted
from jobmatch.services.worlds import LoadedWorld, Worlds
from jobmatch.store.store import Store

PREVIEWS_KEPT = 8
"""Previews at hand, so that looking again does not score everybody again."""

_OWN = Text(
    "Du har selv foreslået det her. En anden skal se på det og godkende det.",
    "You proposed this yourself. Somebody else must look at it and approve it.",
)
_NOT_YOURS = Text(
    "Kun {by} kan trække sit forslag tilbage. Du kan afvise det.",
    "Only {by} can withdraw this proposal. You can reject it.",
)
_NO_RULE = Text("Reglen {rule} findes ikke i dag.", "There is no rule {rule} today.")
_BASE_MOVED = Text(
    "Vægtene er ændret, siden forslaget blev lavet. Afvis det, og lav et nyt ud fra dem, der gælder nu.",
    "The weights have changed since this was proposed. Reject it and make a new one from those in force now.",
)


class AnswersModels(Protocol):
    """What a verdict on a proposal about models is handed to."""

    def answer(self, proposal: Proposal, verdict: str, note: str | None, by: str) -> Proposal:
        """Keep the verdict, if what it approves may be used."""


class Governing:
    """Proposals and verdicts of one installation."""

    def __init__(
        self,
        store: Store,
        worlds: Worlds,
        in_force: InForce,
        today: Callable[[], date],
        promoting: Callable[[], AnswersModels],
    ) -> None:
        """Args: promoting: What answers proposals about models, which ask for evidence besides."""
        self._store = store
        self._kept = store.governance
        self._worlds = worlds
        self._in_force = in_force
        self._today = today
        self._promoting = promoting
        self._previews: dict[tuple[int, int, date, frozenset[str]], Preview] = {}

    def proposals(self, kind: str | None = None) -> list[Proposal]:
        """Every proposal, the newest first."""
        return self._kept.proposals(kind)

    def proposal(self, number: int) -> Proposal:
        """One proposal.

        Raises:
            NotFound: There is no such proposal.
        """
        return self._kept.proposal(number)

    def propose_weights(self, maxima: Mapping[str, int], because: str, by: Viewer) -> Proposal:
        """Propose other weights.

        Raises:
            BadInput: The weights or the reason cannot be used.
        """
        reason = reason_of(because)
        base = self._in_force.document()
        name = f"{base['name'].split('-lokal-')[0]}-lokal-{len(self._kept.proposals()) + 1}"
        content = weighted(base, maxima, name, reason, self._today().isoformat())
        document = {**json.loads(content), "from": self._in_force.model().version, "before": maxima_of(base)}
        return self._proposal(WEIGHTS, json.dumps(document, ensure_ascii=False, indent=2), reason, by)

    def propose_rule(
        self,
        rule_id: str,
        part: int,
        parameters: Mapping[str, Any],
        severity: str,
        valid_from: date,
        source: str,
        because: str,
        by: Viewer,
    ) -> Proposal:
        """Propose a new row for a rule: other numbers or another severity from a day on.

        Raises:
            NotFound: There is no such rule today.
            BadInput: The row or the reason cannot be used.
        """
        reason = reason_of(because)
        rule = self.rule(rule_id, part)
        content = changed(rule, parameters, severity, valid_from, source.strip(), self._today())
        return self._proposal(RULES, content, reason, by)

    def rule(self, rule_id: str, part: int) -> Rule:
        """One rule as it reads today.

        Raises:
            NotFound: There is no such rule today.
        """
        rows = self._in_force.rules(self._today()).rules
        found = next((rule for rule in rows if (rule.rule_id, rule.part) == (rule_id, part)), None)
        if found is None:
            raise NotFound(_NO_RULE.fill(rule=rule_id))
        return found

    def preview(self, number: int, viewer: Viewer) -> Preview:
        """What a proposal would move for the citizens that somebody sees, had it been in force today.

        A rule that begins later is tried on its first day.
        """
        proposal = self._kept.proposal(number)
        loaded = self._worlds.at()
        own = frozenset(key for key, one in loaded.world.citizens.items() if sees(viewer, one))
        key = (number, loaded.revision, loaded.world.as_of, own)
        if key not in self._previews:
            while len(self._previews) >= PREVIEWS_KEPT:
                self._previews.pop(next(iter(self._previews)), None)
            self._previews[key] = preview(loaded, self._as_if(proposal, loaded), own)
        return self._previews[key]

    def _as_if(self, proposal: Proposal, loaded: LoadedWorld) -> LoadedWorld:
        """The same data with the proposal in force."""
        if proposal.kind != RULES:
            return loaded.with_kernel(self._in_force.kernel_with(document_of(proposal)))
        begins = max(date.fromisoformat(row["valid_from"]) for row in json.loads(proposal.content))
        table = self._in_force.rules_with(max(begins, loaded.world.as_of), proposal.content)
        return self._worlds.with_rules(loaded, table)

    def answer(self, number: int, verdict: str, note: str, by: Viewer) -> Proposal:
        """Approve, reject or withdraw a proposal.

        Raises:
            Conflict: It is the own proposal, somebody else's to withdraw, answered already, or made from weights that
                are no longer in force.
        """
        proposal = self._kept.proposal(number)
        if verdict == WITHDRAWN and proposal.by != by.name:
            raise Conflict(_NOT_YOURS.fill(by=proposal.by))
        if verdict == APPROVED:
            if proposal.by == by.name:
                raise Conflict(_OWN)
            if proposal.kind != RULES and json.loads(proposal.content)["from"] != version_of(
                self._in_force.documents()[-1]
            ):
                raise Conflict(_BASE_MOVED)
        if proposal.kind == MODELS:
            return self._promoting().answer(proposal, verdict, note_of(note), by.name)
        return self._kept.answer(number, verdict, note_of(note), by.name)

    def titles(self) -> dict[str, Text]:
        """By factor: what people call it."""
        return {factor.name: factor.title for factor in all_factors() if factor.value is not None}

    def _proposal(self, kind: str, content: str, because: str, by: Viewer) -> Proposal:
        return self._kept.proposal(self._kept.propose(kind, content, because, by.name))
