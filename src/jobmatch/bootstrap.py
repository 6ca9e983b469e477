"""Builds the services from the settings; each is made when it is first asked for, so that commands start fast."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jobmatch.settings import Settings

if TYPE_CHECKING:
    from jobmatch.services.importing import Importing
    from jobmatch.services.nightly import Nightly
    from jobmatch.services.suggest import Suggest
    from jobmatch.store.store import Store


class Application:
    """One installation: its settings, its store and its services."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def store(self) -> Store:
        """Where citizens, placements, events and runs lie; brought to the newest schema."""
        from jobmatch.store.database import open_database
        from jobmatch.store.store import Store

        return Store(open_database(self.settings.database_url))

    @cached_property
    def suggest(self) -> Suggest:
        """Ranked and explained matches."""
        from jobmatch.services.suggest import Suggest

        return Suggest(self.store)

    @cached_property
    def importing(self) -> Importing:
        """Files in."""
        from jobmatch.services.importing import Importing

        return Importing(self.store)

    @cached_property
    def nightly(self) -> Nightly:
        """Everyone scored again, and what that changed."""
        from jobmatch.services.nightly import Nightly

        return Nightly(self.store)

    def titles(self, answer: Mapping[str, Any]) -> dict[str, str]:
        """Per placement of an answer: its title and workplace, as people call it."""
        ids = [row["placement_id"] for part in ("matches", "excluded") for row in answer.get(part, ())]
        found = {one: self.store.placement(one) for one in dict.fromkeys(ids)}
        return {
            one: ", ".join(name for name in (placement.title, placement.employer) if name)
            for one, placement in found.items()
            if placement is not None
        }


def rules_answer(as_of: date) -> dict[str, Any]:
    """The rule table in force on a day, as the contract's object."""
    from jobmatch.rules.table import rules_in_force

    table = rules_in_force(as_of)
    return {"version": table.version, "as_of": as_of.isoformat(), "rules": []}
