"""Builds the services from the settings; each is made when it is first asked for, so that commands start fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobmatch.settings import Settings

if TYPE_CHECKING:
    from jobmatch.competences.vocabulary import Vocabulary
    from jobmatch.domain.citizen import Citizen
    from jobmatch.domain.placement import Placement
    from jobmatch.services.access.access import Access
    from jobmatch.services.access.municipal import MunicipalSettings
    from jobmatch.services.casework.desk import Desk
    from jobmatch.services.changes import RunChanges
    from jobmatch.services.confirming import Confirming
    from jobmatch.services.editing import Editing
    from jobmatch.services.figures.figures import Figures
    from jobmatch.services.gaps import Gaps
    from jobmatch.services.governance.governing import Governing
    from jobmatch.services.governance.in_force import InForce
    from jobmatch.services.importing import Importing
    from jobmatch.services.learning.learning import Learning
    from jobmatch.services.learning.promoting import Promoting
    from jobmatch.services.night.nightly import Nightly
    from jobmatch.services.planning import Planning
    from jobmatch.services.run_book import RunBook
    from jobmatch.services.suggest import Suggest
    from jobmatch.services.teaching import Teaching
    from jobmatch.services.vocabularies import Vocabularies
    from jobmatch.services.workplaces.desk import Workplaces
    from jobmatch.services.worlds import Worlds
    from jobmatch.store.store import Store

OPENED: ContextVar[list[Store]] = ContextVar("OPENED")
"""Where somebody wants to know them: the stores that were opened, to be closed when the work is done."""
_LINKED_TOGETHER = 10_000
"""Records whose words are linked at a time: an import of a country need not have all of them in memory."""


class Application:
    """One installation: its settings, its store and its services."""

    def __init__(self, settings: Settings, create: bool = True) -> None:
        """Args: create: Whether a database may be made where there is none."""
        self.settings = settings
        self._create = create

    @cached_property
    def store(self) -> Store:
        """Where citizens, placements, events and runs lie."""
        from jobmatch.store.store import Store

        store = Store.open(self.settings.database_url, self._create)
        store.night_folder = self.night_folder
        OPENED.get([]).append(store)
        return store

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force: shipped, imported and taught; the shipped one where there is no database yet."""
        from jobmatch.competences.shipped import shipped_vocabulary

        return self.vocabularies.in_force() if self._has_store() else shipped_vocabulary()

    def _has_store(self) -> bool:
        """Whether there is a database, or one may be made."""
        from jobmatch.store.database import is_there

        return self._create or is_there(self.settings.database_url)

    @cached_property
    def vocabularies(self) -> Vocabularies:
        """What ships, what was imported and what was taught, as one vocabulary."""
        from jobmatch.services.vocabularies import Vocabularies

        return Vocabularies(self.store)

    @cached_property
    def teaching(self) -> Teaching:
        """Words that nobody could link, and what the municipality says they mean."""
        from jobmatch.services.teaching import Teaching

        return Teaching(self.store, self.vocabularies, self.worlds.at_hand)

    @cached_property
    def confirming(self) -> Confirming:
        """What was found in citizens' stories, and what was decided about it."""
        from jobmatch.services.confirming import Confirming

        return Confirming(self.store, lambda: self.vocabulary)

    @cached_property
    def editing(self) -> Editing:
        """Changes that people make to citizens' records."""
        from jobmatch.services.editing import Editing

        return Editing(self.store)

    @cached_property
    def in_force(self) -> InForce:
        """Which weights and rules are in force."""
        from jobmatch.services.governance.in_force import InForce

        return InForce(lambda: self.store.governance, self.settings.model, self.settings.rules)

    @cached_property
    def governing(self) -> Governing:
        """Weights and rules changed with four eyes."""
        from jobmatch.services.governance.governing import Governing

        return Governing(self.store, self.worlds, self.in_force, self.today, lambda: self.promoting)

    @cached_property
    def learning(self) -> Learning:
        """What decisions and outcomes teach."""
        from jobmatch.services.learning.learning import Learning

        return Learning(self.store, self.worlds, self.in_force, self.today, simulated=self.settings.trial)

    @cached_property
    def promoting(self) -> Promoting:
        """Learned models put in force, and taken out again."""
        from jobmatch.services.learning.promoting import Promoting

        return Promoting(self.store, self.in_force, self.learning, alone=self._nobody_else)

    def _nobody_else(self) -> bool:
        """Whether this is a trial without anybody who could log in, so that there is no second person to ask."""
        return self.settings.trial and not self.access.needs_login()

    @cached_property
    def figures(self) -> Figures:
        """What a team lead and the council may count."""
        from jobmatch.services.figures.figures import Figures

        desk = self.casework
        return Figures(self.store, self.today, desk.contacts.latest, desk.viewing_seconds, self.settings.caseload)

    @cached_property
    def worlds(self) -> Worlds:
        """Data versions made ready for the kernel."""
        from jobmatch.services.worlds import Worlds

        in_force = self.in_force
        return Worlds(self.store, lambda: self.vocabulary, in_force.kernel, in_force.rules, self.today)

    def rules(self, as_of: date | None = None) -> dict[str, Any]:
        """The rule table in force on a day, as the contract's object; what ships where there is no database yet."""
        from jobmatch.rules.table import rules_in_force

        day = as_of or self.today()
        table = self.in_force.rules(day) if self._has_store() else rules_in_force(day, self.settings.rules)
        return {"version": table.version, "as_of": day.isoformat(), "rules": [rule.as_dict() for rule in table.rules]}

    def today(self) -> date:
        """The day that a question without a date is about."""
        return self.settings.as_of or date.today()

    @cached_property
    def suggest(self) -> Suggest:
        """Ranked and explained matches."""
        from jobmatch.services.suggest import Suggest

        return Suggest(self.store, self.worlds)

    @cached_property
    def importing(self) -> Importing:
        """Files in."""
        from jobmatch.services.importing import Importing

        return Importing(self.store, self.link_new)

    def link_new(self, records: Iterable[Citizen | Placement]) -> None:
        """Link the words of new and changed records now, so that no question has to wait for it."""
        from jobmatch.domain.citizen import Citizen
        from jobmatch.services.linking import StoredLinks, StoredMentions
        from jobmatch.store.bulk import chunks

        vocabulary = self.vocabulary
        for some in chunks(records, _LINKED_TOGETHER):
            people = [one for one in some if isinstance(one, Citizen)]
            openings = [one for one in some if not isinstance(one, Citizen)]
            StoredLinks(self.store, vocabulary).prepare(people, openings)
        StoredMentions(self.store, vocabulary).forget()

    @cached_property
    def nightly(self) -> Nightly:
        """Everyone scored again, and what that changed."""
        from jobmatch.services.night.nightly import Nightly

        return Nightly(self.store, self.worlds, self.planning, self.night_folder)

    @cached_property
    def run_changes(self) -> RunChanges:
        """What each run brought, took away or moved, and why."""
        from jobmatch.services.changes import RunChanges

        return RunChanges(self.store)

    @cached_property
    def run_book(self) -> RunBook:
        """The runs as people look them up."""
        from jobmatch.services.run_book import RunBook

        return RunBook(self.store, self.night_folder)

    @property
    def night_folder(self) -> Path:
        """Where a night is kept for the next."""
        from jobmatch.store.database import night_folder

        return self.settings.night_folder or night_folder(self.settings.database_url)

    @cached_property
    def access(self) -> Access:
        """Who is let in."""
        from jobmatch.services.access.access import Access, AccessSettings
        from jobmatch.services.access.sessions import Lifetime

        settings = self.settings
        secret = settings.secret_key.get_secret_value() if settings.secret_key else None
        staff = Lifetime(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))
        decided = AccessSettings(
            operation=settings.operation,
            municipal_login=settings.municipal_login,
            municipal=self._municipal_settings(),
            public_address=settings.public_address,
            secret=secret,
            anchor_file=settings.anchor_file,
            staff=staff,
        )
        return Access(lambda: self.store, decided)

    def _municipal_settings(self) -> MunicipalSettings | None:
        """How the municipality's own login is reached; None where there is none."""
        settings = self.settings
        if not settings.oidc_issuer:
            return None
        from jobmatch.services.access.municipal import MunicipalSettings

        return MunicipalSettings(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None,
            name_claim=settings.oidc_name_claim,
            roles_claim=settings.oidc_roles_claim,
            roles=settings.oidc_roles,
            teams_claim=settings.oidc_teams_claim,
            every_team=settings.oidc_every_team,
        )

    @cached_property
    def casework(self) -> Desk:
        """Decisions, courses, agreements and follow-up."""
        from jobmatch.services.casework.desk import Desk

        return Desk(self.store, self.today, lambda: self.suggest, lambda: self.worlds, self.titles, self.in_force.rules)

    @cached_property
    def workplaces(self) -> Workplaces:
        """Workplaces as the employer liaison works with them."""
        from jobmatch.services.workplaces.desk import Workplaces
        from jobmatch.services.workplaces.marks import Cap

        cap = Cap(self.settings.workplace_asks_most, self.settings.workplace_asks_days)
        return Workplaces(self.store, self.worlds, self.today, cap)

    @cached_property
    def planning(self) -> Planning:
        """Who is proposed where."""
        from jobmatch.services.night.plan import PlanSettings
        from jobmatch.services.planning import Planning

        settings = PlanSettings(self.settings.plan_keep_points, self.settings.support_hours_week)
        return Planning(self.store, settings)

    @cached_property
    def gaps(self) -> Gaps:
        """What no placement meets today."""
        from jobmatch.services.gaps import Gaps

        return Gaps(self.worlds)

    def titles(self, answer: Mapping[str, Any]) -> dict[str, str]:
        """Per placement of an answer: its title and workplace, as people call it."""
        ids = [row["placement_id"] for part in ("matches", "excluded", "unlocks") for row in answer.get(part, ())]
        found = self.store.placements_by_id(dict.fromkeys(ids))
        return {
            one: ", ".join(name for name in (found[one].record.title, found[one].record.employer) if name)
            for one in dict.fromkeys(ids)
            if one in found and not found[one].withdrawn
        }
