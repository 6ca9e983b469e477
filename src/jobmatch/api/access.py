"""How a route of the API says what it does, and learns who asks."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from jobmatch.services.access.policy import Action
from jobmatch.services.access.visit import Visit


async def visit_of(request: Request) -> Visit:
    """The visit of a request."""
    visit: Visit = request.state.visit
    return visit


Looking = Annotated[Visit, Depends(visit_of)]
"""What a route takes to learn who asks: ``looking.see(citizen)``, ``looking.viewer``."""


class May:
    """Lets a request pass whose sender may do one action."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, request: Request) -> None:
        """Ask; in a thread of its own, for the database may be asked too."""
        visit: Visit = request.state.visit
        visit.about = request.path_params.get("placement_id") or request.path_params.get("run_id")
        if request.method not in ("GET", "HEAD"):
            visit.demand_no_other_site()
        visit.demand(self.action)


class Enter(May):
    """Lets everybody pass; nothing is asked of the database, so no thread is needed."""

    async def __call__(self, request: Request) -> None:  # type: ignore[override]
        """Note what the request does."""
        May.__call__(self, request)


def may(action: Action) -> list[Any]:
    """The ``dependencies`` of a route that does this: ``@router.get("", dependencies=may(Action.SEE_CITIZENS))``."""
    return [Depends(Enter(action) if action is Action.ENTER else May(action))]


def action_of(route: Any) -> Action | None:
    """What a route says that it does; None when it says nothing."""
    calls = (part.call for part in route.dependant.dependencies)
    return next((call.action for call in calls if isinstance(call, May)), None)
