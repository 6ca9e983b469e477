"""One request and who sends it: what may be done, whose data may be seen, and what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import Future
from functools import cached_property

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.viewer import Scope, Viewer
from jobmatch.errors import NotFound, Text
from jobmatch.services.access import policy
from jobmatch.services.access.access import Access
from jobmatch.services.access.caller import Caller
from jobmatch.services.access.policy import Action
from jobmatch.services.access.refusals import LoginNeeded, NotAllowed, NotThere
from jobmatch.store.access_log import Entry

_ELSEWHERE = Text(
    "Det kom ikke fra en af vores egne sider, så intet er ændret. Åbn siden igen, og prøv derfra.",
    "It did not come from one of our own pages, so nothing was changed. Open the page again and try from there.",
)


class Visit:
    """One request; made before the route is known, asked by every route."""

    def __init__(self, access: Access, caller: Caller) -> None:
        self.access = access
        self.caller = caller
        self.action = Action.ENTER
        """What the request does; named by its route."""
        self.about: str | None = None
        """What else than a citizen it is about, such as a placement's id; for the log."""
        self._noted: set[tuple[str, str]] = set()
        self._writing: list[Future[None]] = []

    @cached_property
    def who(self) -> Viewer | None:
        """Who it is, or None; asks the database the first time."""
        return self.access.viewer(self.caller)

    @property
    def viewer(self) -> Viewer:
        """Who it is.

        Raises:
            LoginNeeded: Nobody knows.
        """
        if self.who is None:
            raise LoginNeeded
        return self.who

    @property
    def scope(self) -> Scope:
        """Whose citizens the viewer sees, as the store can be asked."""
        return policy.scope_of(self.viewer)

    def demand(self, action: Action) -> None:
        """Let the request pass if the viewer's roles may do this.

        Raises:
            LoginNeeded: Nobody knows who it is.
            NotAllowed: No role of the viewer's may do it.
        """
        if action is not Action.ENTER and not policy.allowed(self.viewer, action):
            raise NotAllowed
        self.action = action

    def may(self, action: Action) -> bool:
        """Whether the viewer's roles may do this; for what a page offers."""
        return action is Action.ENTER or (self.who is not None and policy.allowed(self.who, action))

    def sees(self, citizen: Citizen) -> bool:
        """Whether this citizen is the viewer's business."""
        return policy.sees(self.viewer, citizen)

    def visible(self, citizen_ids: Iterable[str]) -> set[str]:
        """Those of these citizens that are the viewer's business; asks the store about their teams."""
        ids, scope = set(citizen_ids), self.scope
        if scope.teams is None and scope.without_team:
            return ids
        return {key for key, one in self.access.store.citizens_by_id(ids).items() if self.sees(one.record)}

    def see(self, citizen: Citizen | None, absent: Text | None = None) -> Citizen:
        """The citizen, now that she is being looked at; it is in the log before the answer leaves.

        Args:
            absent: What is said when what was asked for is a decision or a list rather than a citizen.

        Raises:
            NotFound: There is no such citizen, or she is another team's; the two are not told apart.
        """
        if citizen is None or not self.sees(citizen):
            raise NotThere if absent is None else NotFound(absent)
        self.saw([citizen.citizen_id])
        return citizen

    def saw(self, citizen_ids: Iterable[str], action: Action | None = None) -> None:
        """Note that these citizens' data are in the answer, once a request; on disk before the answer leaves."""
        name = self.viewer.name
        keys = [(action or self.action, one) for one in citizen_ids]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._noted]
        self._noted.update(fresh)
        if fresh:
            self._note([Entry(name, kind, one, self.about) for kind, one in fresh])

    def did(self) -> None:
        """Note that the request has changed something, unless it has said so by whom it saw."""
        if not self._writing and self.action is not Action.ENTER:
            self._note([Entry(self.viewer.name, self.action, self.viewer.citizen_id, self.about)])

    def _note(self, entries: list[Entry]) -> None:
        self._writing.append(self.access.journal.submit(entries))

    async def written(self) -> None:
        """Wait until everything that was noted is on disk.

        Raises:
            JobmatchError: It cannot be written, so nothing may be shown.
        """
        for one in self._writing:
            await asyncio.wrap_future(one)

    def demand_own_form(self, form_key: str) -> None:
        """Let a form pass that stood on a page of ours, shown to this visitor.

        Raises:
            NotAllowed: It came from elsewhere.
        """
        if not self.caller.from_here or not self.access.is_form_key(self.caller, form_key):
            raise NotAllowed(_ELSEWHERE)

    def demand_no_other_site(self) -> None:
        """Let a change by a program pass, also by a script of ours; not by a page of somebody else.

        Raises:
            NotAllowed: A browser says that another site sent it.
        """
        if self.caller.from_elsewhere:
            raise NotAllowed(_ELSEWHERE)
