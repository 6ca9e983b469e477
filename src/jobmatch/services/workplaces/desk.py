"""The liaison's workplaces with their marks and questions, in the order in which a visit gives most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.placement import Placement
from jobmatch.errors import NotFound
from jobmatch.services.workplaces.asking import Asked, Asking, Opener, Question, openers, small_enough
from jobmatch.services.workplaces.contacts import Contacts
from jobmatch.services.workplaces.marks import Cap, Marks, marks_of
from jobmatch.services.workplaces.ratio import Ratio, RuleNote, notes_of, ratio_of
from jobmatch.services.workplaces.sites import Site, sites_of
from jobmatch.services.workplaces.visiting import NO_PLACEMENT, Visiting
from jobmatch.services.worlds import LoadedWorld, Worlds
from jobmatch.store.store import Store

SOON = timedelta(days=7)
FILTERS = ("alle", "spoergsmaal", "gamle", "besoeg", "pause")
"""All, with open questions, with stale facts, with a visit planned, on pause."""


@dataclass(frozen=True, slots=True)
class Row:
    """One workplace on the list."""

    site: Site
    marks: Marks
    stale: bool
    fits: int
    """Citizens whom its openings could suit, each counted once for each opening."""
    questions: tuple[Question, ...]
    """Over its openings, the most asked first; each need once, with its largest count."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to take along to one opening."""

    placement: Placement
    asked: Asked
    openers: tuple[Opener, ...]


class Workplaces:
    """Everything that the liaison reads about workplaces."""

    def __init__(self, store: Store, worlds: Worlds, today: Callable[[], date], cap: Cap) -> None:
        self._store = store
        self._worlds = worlds
        self._today = today
        self._asking = Asking()
        self._sites: tuple[LoadedWorld, list[Site], dict[str, Site]] | None = None
        self.cap = cap
        self.visiting = Visiting(store, worlds, today)
        self.contacts = Contacts(store, today)

    def sites(self) -> list[Site]:
        """Every workplace, by name."""
        return self._known_sites()[0]

    def _known_sites(self) -> tuple[list[Site], dict[str, Site]]:
        """Every workplace, and by opening."""
        loaded = self._worlds.at()
        kept = self._sites
        if kept is None or kept[0] is not loaded:
            sites = sites_of(loaded.world.placements.values())
            kept = self._sites = loaded, sites, {one: site for site in sites for one in site.placement_ids}
        return kept[1], kept[2]

    def site(self, placement_id: str) -> Site:
        """The workplace of an opening.

        Raises:
            NotFound: There is no such placement.
        """
        found = self._known_sites()[1].get(placement_id)
        if found is None:
            raise NotFound(NO_PLACEMENT)
        return found

    def marks(self, sites: Sequence[Site]) -> dict[str, Marks]:
        """By key: pause, cap, last contact and next visit."""
        return marks_of(self._store.workplaces, sites, self._today(), self.cap)

    def rows(self, asked: str = "", only: str = "alle") -> list[Row]:
        """The workplaces that a search and a filter leave, those first where a visit gives most.

        In a country's size the counts of a page are filled in with ``with_questions``, and the order is by name.
        """
        chosen = [site for site in self.sites() if not asked or site.mentions(asked)]
        marks = self.marks(chosen)
        counted = self.counted()
        asked_at = self._asked_at(chosen) if counted else {}
        rows = [self._row(site, marks[site.key], asked_at) for site in chosen]
        rows = [row for row in rows if self.passes(row, only)]
        return sorted(rows, key=_weight) if counted else rows

    def row(self, site: Site) -> Row:
        """One workplace as on the list, without its questions."""
        return self._row(site, self.marks([site])[site.key], {})

    def counted(self) -> bool:
        """Whether the questions of every workplace are counted; in a country's size only those of a page are."""
        return small_enough(self._worlds.at())

    def with_questions(self, rows: Iterable[Row]) -> list[Row]:
        """The same rows with their questions counted."""
        shown = list(rows)
        asked_at = self._asked_at([row.site for row in shown])
        return [self._row(row.site, row.marks, asked_at) for row in shown]

    def _asked_at(self, sites: Iterable[Site]) -> dict[str, Asked]:
        """By opening: what is open there, counted for all of these workplaces at once."""
        return self._asking.at(self._worlds.at(), [one for site in sites for one in site.placement_ids])

    def _row(self, site: Site, marks: Marks, asked_at: Mapping[str, Asked]) -> Row:
        stale = site.is_stale(self._today())
        found = [asked_at[one] for one in site.placement_ids if one in asked_at]
        most: dict[str, Question] = {}
        for one in found:
            for question in one.questions:
                kept = most.get(question.need.code)
                if kept is None or question.count > kept.count:
                    most[question.need.code] = question
        questions = sorted(most.values(), key=lambda one: (-one.count, one.partly, one.need.position))
        return Row(site, marks, stale, sum(one.fits for one in found), tuple(questions))

    def passes(self, row: Row, only: str) -> bool:
        """Whether a row stays under a filter."""
        return {
            "spoergsmaal": bool(row.questions),
            "gamle": row.stale,
            "besoeg": row.marks.facts.next_visit is not None,
            "pause": row.marks.paused,
        }.get(only, True)

    def sheet(self, placement: Placement, with_openers: bool = True) -> Sheet:
        """What to ask about one opening."""
        loaded = self._worlds.at()
        asked = self._asking.at(loaded, [placement.placement_id])[placement.placement_id]
        found = openers(loaded, placement.placement_id) if with_openers else []
        return Sheet(placement, asked, tuple(found))

    def ratio(self, site: Site) -> Ratio | None:
        """The ratio check with its numbers."""
        return ratio_of(self._worlds.at().world, site)

    def notes(self, site: Site) -> list[RuleNote]:
        """The other rules that the workplace must answer for."""
        return notes_of(self._worlds.at().world, site)

    def visits_soon(self, rows: Iterable[Row]) -> list[Row]:
        """Visits of the coming week, and those whose day has passed."""
        last = self._today() + SOON
        planned = [(row.marks.facts.next_visit, row) for row in rows]
        due = [(day, row) for day, row in planned if day is not None and day <= last]
        return [row for _, row in sorted(due, key=lambda one: (one[0], one[1].site.name))]


def _weight(row: Row) -> tuple[bool, int, bool, str]:
    """Paused ones last; then by how many wait for the answers, stale facts, and name."""
    return row.marks.paused, -sum(one.count for one in row.questions), not row.stale, row.site.name.casefold()
