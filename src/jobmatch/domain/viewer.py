"""Who is looking, in which roles, and at which teams."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jobmatch.errors import Text


class Role(StrEnum):
    """What somebody is here for; one person may have several."""

    CONSULTANT = "consultant"
    LIAISON = "liaison"
    LEAD = "lead"
    CITIZEN = "citizen"
    AUDITOR = "auditor"
    BATCH = "batch"


ROLES: dict[Role, Text] = {
    Role.CONSULTANT: Text("konsulent", "consultant"),
    Role.LIAISON: Text("virksomhedskonsulent", "employer liaison"),
    Role.LEAD: Text("leder", "team lead"),
    Role.CITIZEN: Text("borger", "citizen"),
    Role.AUDITOR: Text("revisor", "auditor"),
    Role.BATCH: Text("natlig kørsel", "nightly batch"),
}
"""Each role as people call it."""

CITIZEN_NAME = "borger"
"""The user name of every citizen: who it is stands in ``citizen_id``, so that erasing her leaves nothing elsewhere."""

STAFF = frozenset(Role) - {Role.CITIZEN}
"""The roles of people who work here; a citizen has her own page only."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who has been let in."""

    name: str
    """User name; the same that stands in a citizen's column ``konsulent``."""
    title: str
    """What the person is called on screen."""
    roles: frozenset[Role]
    teams: frozenset[str] | None
    """Whose citizens are this person's business; None: every team's."""
    citizen_id: str | None = None
    """Whose page it is, when a citizen looks."""

    def has(self, *roles: Role) -> bool:
        """Whether the viewer has one of the roles."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose citizens somebody sees, as a list can be asked for."""

    teams: frozenset[str] | None
    """None: every team."""
    without_team: bool
    """Also citizens that no team has."""
    citizen_id: str | None = None
    """This citizen alone."""
