"""One request and who sends it: what may be done, whose data may be seen, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.viewer import Viewer
from jobmatch.services.access import policy
from jobmatch.services.access.access import Access
from jobmatch.services.access.caller import Caller
from jobmatch.services.access.policy import Action
from jobmatch.services.access.refusals import LoginNeeded, NotAllowed, NotThere


class Visit:
    """One request; made before the route is known, asked by every route."""

    def __init__(self, access: Access, caller: Caller) -> None:
        self.access = access
        self.caller = caller
        self.action = Action.ENTER
        """What the request does; named by its route."""

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

    def demand(self, action: Action) -> None:
        """Let the request pass if the viewer's roles may do this.

        Raises:
            LoginNeeded: Nobody knows who it is.
            NotAllowed: No role of the viewer's may do it.
        """
        self.action = action
        if action is not Action.ENTER and not policy.allowed(self.viewer, action):
            raise NotAllowed

    def may(self, action: Action) -> bool:
        """Whether the viewer's roles may do this; for what a page offers."""
        return action is Action.ENTER or (self.who is not None and policy.allowed(self.who, action))

    def sees(self, citizen: Citizen) -> bool:
        """Whether this citizen is the viewer's business."""
        return policy.sees(self.viewer, citizen)

    def see(self, citizen: Citizen | None) -> Citizen:
        """The citizen, now that she is being looked at; it is written in the log before the answer leaves.

        Raises:
            NotThere: There is no such citizen, or she is another team's; the two are not told apart.
        """
        if citizen is None or not self.sees(citizen):
            raise NotThere
        self.saw([citizen.citizen_id])
        return citizen

    def saw(self, citizen_ids: Iterable[str]) -> None:
        """Note that these citizens' data are in the answer."""
