"""Somebody who may log in."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.domain.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class User:
    """One person, or one program, with an account here."""

    name: str
    """User name; the same that stands in a citizen's column ``konsulent``."""
    title: str
    roles: frozenset[Role]
    teams: frozenset[str] | None
    """Whose citizens are this person's business; None: every team's."""
    disabled: bool = False
    issuer: str | None = None
    """Where the municipality's login knows this person; None for an account with a password of its own."""
    subject: str | None = None
    """What the municipality's login calls this person, for ever."""

    @property
    def viewer(self) -> Viewer:
        """The person as somebody who looks."""
        return Viewer(self.name, self.title, self.roles, self.teams)
