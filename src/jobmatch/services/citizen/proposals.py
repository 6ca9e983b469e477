"""Proposals as the citizen sees them: those her consultant has looked at, with what she has answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jobmatch.domain.codes import NEVER_PROPOSED, PROPOSED_AT_NIGHT
from jobmatch.domain.decision import CitizenReply, Decision, ShownList
from jobmatch.domain.placement import Placement
from jobmatch.domain.viewer import CITIZEN_NAME
from jobmatch.errors import NotFound, Text
from jobmatch.services.casework.desk import Desk
from jobmatch.services.casework.shown_content import answer_of, titles_of
from jobmatch.store.store import Store

SHOWN_FOR = timedelta(days=28)
"""A list that the consultant looked at longer ago is not what they talk about now."""
MOST = 5

_NO_PROPOSAL = Text("Forslaget findes ikke.", "The proposal is not there.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One placement on a list, with what has been said about it."""

    shown: int
    """The list it stands on."""
    as_of: date
    row: Mapping[str, Any]
    """As it was shown: reasons, questions and rules."""
    called: str
    """Title and workplace as they were then."""
    placement: Placement | None
    """As it is now; None when it is there no more."""
    reply: CitizenReply | None
    """The citizen's latest answer."""
    decision: Decision | None
    """What was decided about it, if anything."""


class Proposals:
    """Finds what a citizen is to say ja, måske or nej to."""

    def __init__(self, store: Store, desk: Desk, today: Callable[[], date]) -> None:
        self._store = store
        self._desk = desk
        self._today = today

    def of(self, citizen_id: str) -> list[Proposal]:
        """The proposals of now: the list the consultant looked at last, else a fresh one.

        On pause and when the case is closed there are none, and nothing fresh for somebody in a course or a job.
        """
        citizen = self._store.citizen(citizen_id)
        if citizen is None or citizen.status in NEVER_PROPOSED:
            return []
        listed = self._latest(citizen_id)
        if listed is None and (citizen.status is None or citizen.status in PROPOSED_AT_NIGHT):
            listed = self._desk.showing.show(citizen_id, CITIZEN_NAME, MOST)
        return self._on(listed) if listed is not None else []

    def _latest(self, citizen_id: str) -> ShownList | None:
        """The list that somebody who works here looked at last, while it is young; else her own of today."""
        views = self._desk.showing.views_of(citizen_id)
        of_staff = [one for one in views if one.by != CITIZEN_NAME]
        for found, lasts in ((of_staff, SHOWN_FOR), (views, timedelta(0))):
            if found:
                listed = self._desk.showing.shown(max(found, key=lambda one: (one.last_at, one.shown)).shown)
                if self._today() - listed.as_of <= lasts:
                    return listed
        return None

    def _on(self, listed: ShownList) -> list[Proposal]:
        rows, titles = answer_of(listed)["matches"], titles_of(listed)
        stored = self._store.placements_by_id(listed.placement_ids)
        replies = self._desk.replying.in_force(listed.citizen_id)
        decided = {one.placement_id: one for one in self._desk.deciding.in_force(listed.citizen_id)}
        found = []
        for row in rows[:MOST]:
            key = row["placement_id"]
            placement = stored[key].record if key in stored and not stored[key].withdrawn else None
            name = titles.get(key, key)
            made = Proposal(listed.number, listed.as_of, row, name, placement, replies.get(key), decided.get(key))
            found.append(made)
        return found

    def one(self, citizen_id: str, shown: int, placement_id: str) -> Proposal:
        """One proposal as it stood on a list of hers, however long ago.

        Raises:
            NotFound: She was never shown it on that list.
        """
        listed = self._store.casework.shown.one(shown)
        if listed is not None and listed.citizen_id == citizen_id:
            for proposal in self._on(listed):
                if proposal.row["placement_id"] == placement_id:
                    return proposal
        raise NotFound(_NO_PROPOSAL)
