"""A pair of this world with everything that an explanation may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from jobmatch.core.pair import BlockedMeasure, Demand, WishHit
from jobmatch.core.records import CitizenRecord, PlacementRecord
from jobmatch.core.records import World as Around
from jobmatch.core.views import record_view, world_view
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.licences import rights
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.factors.schedule import weekly_room
from jobmatch.rules.measures import blocked_measures
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, workplace_of
from jobmatch.world.openings import free_slots, period_is_open
from jobmatch.world.placements import required_licences
from jobmatch.world.words import Brought, competence_words
from jobmatch.world.world import World


class _Seen:
    """What is seen of one citizen, for all her pairs."""

    def __init__(self, world: World, citizen_id: str) -> None:
        self.citizen: Citizen = world.citizens[citizen_id]
        row = world.citizen_rows[citizen_id]
        self.record = record_view(CitizenRecord, world.around.citizens.records[row])
        self.around: Around = world_view(world.around, row, self.record.travel_row)
        self.holds_at = world.held_by.get(citizen_id)
        self._world = world
        self._wished: dict[str, Sequence[int]] = {}
        self._demands: dict[str, Demand] = {}

    @cached_property
    def wanted(self) -> list[tuple[str, Mapping[int, int]]]:
        """Each of her wishes, and the share 0-100 in which each code, by number, is what it asks for."""
        return [(wish, self._world.words.shares_of_wish(wish)) for wish in self.citizen.wishes or ()]

    @cached_property
    def brought(self) -> list[tuple[Brought, Mapping[int, int]]]:
        """What she brings, in words, and the share 0-100 in which each thing covers each code, by number."""
        words = self._world.words
        every = words.brought(self.citizen)
        return [(one, words.shares_of_brought((one.code, one.level, one.confirmed))) for one in every]

    def wished(self, cell: str) -> Sequence[int]:
        """The share 0-100 in which a placement's cell is what each of her wishes asks for."""
        known = self._wished.get(cell)
        if known is None:
            numbers = self._world.words.numbers_in(cell)
            shares = [max([wanted.get(n, 0) for n in numbers], default=0) for _, wanted in self.wanted]
            known = self._wished[cell] = shares
        return known

    def demand(self, cell: str) -> Demand:
        """What she brings towards a placement's cell."""
        known = self._demands.get(cell)
        if known is None:
            known = self._demands[cell] = self._demand(cell)
        return known

    def _demand(self, cell: str) -> Demand:
        words = self._world.words
        share, best, code = 0, None, ""
        for required in words.codes_in(cell):
            number = words.number(required)
            for brought, shares in self.brought:
                covered = shares.get(number, 0)
                if covered > share:
                    share, best, code = covered, brought, required
        if best is None:
            return Demand(cell, 0, None, confirmed=True)
        same = best.code == code and best.confirmed
        return Demand(cell, share, None if same else self._evidence(best), best.confirmed)

    def _evidence(self, brought: Brought) -> Text:
        if brought.confirmed:
            return Text(f"kendt fra {brought.word}", f"known from {brought.word}")
        if not self._world.quotes_stories:
            return Text("læst i fortællingen", "read in the story")
        return Text(f"læst i fortællingen: {brought.word}", f"read in the story: {brought.word}")


class WorldPair:
    """One citizen with one placement in a world."""

    def __init__(
        self,
        world: World,
        citizen_id: str,
        placement_id: str,
        values: Mapping[str, float],
        like: WorldPair | None = None,
    ) -> None:
        """Args: like: Another pair of the same citizen in the same world, whose view of her is used again."""
        self._world = world
        self._seen: _Seen = _Seen(world, citizen_id) if like is None else like._seen
        self.as_of: date = world.as_of
        self.citizen: Citizen = self._seen.citizen
        self.placement_id = placement_id
        self.values = values
        self._row = world.placement_rows[placement_id]
        self._placement: Placement | None = None
        self._record: PlacementRecord | None = None
        self._demands: dict[str, Sequence[Demand]] = {}
        self._blocked: Sequence[BlockedMeasure] | None = None

    @property
    def placement(self) -> Placement:
        """The placement; looked up when somebody asks, for much is said from the record alone."""
        if self._placement is None:
            self._placement = self._world.placements[self.placement_id]
        return self._placement

    @property
    def c(self) -> CitizenRecord:
        """The citizen's record."""
        return self._seen.record

    @property
    def p(self) -> PlacementRecord:
        """The placement's record."""
        if self._record is None:
            self._record = record_view(PlacementRecord, self._world.around.placements.records[self._row])
        return self._record

    @property
    def world(self) -> Around:
        """What surrounds the pair."""
        return self._seen.around

    @property
    def travel_min(self) -> int | None:
        """Minutes one way; None when unknown."""
        place = self._world.around.placements.records["place"][self._row] if self._record is None else self.p.place
        minutes = int(self._seen.around.travel_min[place])
        return None if minutes < 0 else minutes

    @cached_property
    def room_hours(self) -> float:
        """Hours a week when both can."""
        return float(weekly_room(self.c, self.p, self.world))

    @property
    def is_open(self) -> bool:
        """Whether the opening's period has a day soon enough."""
        return period_is_open(self.placement, self.as_of)

    @property
    def free_slots(self) -> int:
        """Slots that nobody else holds."""
        own = self._seen.holds_at == self.placement.placement_id
        return free_slots(self.placement, self._world.held) + own

    @property
    def workplace(self) -> Workplace | None:
        """What the ratio rule counts at the placement's production unit, without the citizen's own running course."""
        there = self._world.workplaces.get(self.placement.p_number or "")
        if not self._world.counted.holds(self.citizen.citizen_id, self.placement):
            return there
        return (there or workplace_of(self.placement)).without_own()

    @property
    def rules(self) -> RuleTable:
        """The rules in force."""
        return self._world.rules

    @property
    def courses_there(self) -> int:
        """Courses behind the reliability."""
        known = self._world.reliability.get(self.placement.placement_id)
        return known.courses if known else 0

    def demands(self, which: str) -> Sequence[Demand]:
        """``requires``, ``nice_to_have`` or ``tasks`` (with the title), each with its best cover."""
        known = self._demands.get(which)
        if known is None:
            known = self._demands[which] = self._demanded(which)
        return known

    def _demanded(self, which: str) -> Sequence[Demand]:
        if which == "tasks":
            cells = [cell for cell in (self.placement.title, *(self.placement.tasks or ())) if cell]
        else:
            cells = competence_words(getattr(self.placement, which))
        return [self._seen.demand(cell) for cell in cells]

    def wish_hits(self) -> Sequence[WishHit]:
        """Wishes answered here, best first."""
        cells = [c for c in (self.placement.title, *(self.placement.tasks or ()), self.placement.industry) if c]
        shares = [(cell, self._seen.wished(cell)) for cell in cells]
        wishes = enumerate(self.citizen.wishes or ())
        hits = [WishHit(wish, cell, own[n]) for n, wish in wishes for cell, own in shares if own[n]]
        return sorted(hits, key=lambda hit: -hit.share)

    def veto_hits(self) -> Sequence[tuple[str, str]]:
        """Each veto that is met, with the placement's words."""
        met = ((veto, self._world.vetoes.words_met(veto, self.placement)) for veto in self.citizen.vetoes or ())
        return [(veto, ", ".join(words)) for veto, words in met if words]

    def required_licences(self) -> Sequence[str]:
        """Codes needed from day one."""
        return required_licences(self.placement)

    def missing_licences(self) -> Sequence[str]:
        """Required codes that the citizen is known not to hold."""
        if self.citizen.licences is None:
            return []
        held = rights(self.citizen.licences)
        return [code for code in self.required_licences() if code not in held]

    def blocked_measures(self) -> Sequence[BlockedMeasure]:
        """Each blocked measure of the placement with the rule that blocks it."""
        if self._blocked is None:
            blocked = blocked_measures(self.citizen, self.placement, self.workplace, self.rules)
            self._blocked = [BlockedMeasure(measure, rule.rule_id, rule.text) for measure, rule in blocked.items()]
        return self._blocked
