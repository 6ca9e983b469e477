"""The ratio check of a workplace, with the numbers it was made with, and the other rules to talk about there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.rules.conditions import REVEALS, holds
from jobmatch.rules.rule import Rule
from jobmatch.rules.workplace import Workplace, allowed_by, workplace_of
from jobmatch.services.workplaces.sites import Site
from jobmatch.world.world import World

_NOBODY = Citizen(citizen_id="")
"""Rules that are told about a workplace alone concern no citizen."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many may be at a workplace with support, and how that was found."""

    rule: Rule
    p_number: str | None
    staff: int | None
    supported: int | None
    allowed: int | None
    """None while a number is missing."""
    stated_on: date | None
    old: bool
    """The numbers are older than the rule allows for."""
    conflict: bool
    """The openings of the p-number do not give the same numbers; the newest were used."""

    @property
    def room(self) -> int | None:
        """How many more may come; 0 when it is full."""
        if self.allowed is None or self.supported is None:
            return None
        return max(0, self.allowed - self.supported)

    @property
    def question(self) -> Text:
        """What to ask when a number is missing or old."""
        return self.rule.ask_for()

    @property
    def sure(self) -> bool:
        """Whether the numbers are there, new enough and the same everywhere."""
        return self.allowed is not None and self.supported is not None and not self.old and not self.conflict


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule that the workplace must answer for, whoever comes."""

    rule_id: str
    title: Text
    text: Text
    source: str


def ratio_of(world: World, site: Site) -> Ratio | None:
    """The ratio check; None when no opening of the site is for a measure that the rule counts."""
    measures = {measure for one in site.placements for measure in one.measures or ()}
    rules = [rule for rule in world.rules.with_check("ratio") if not measures or measures & set(rule.measures)]
    if not rules:
        return None
    rule = rules[0]
    there = world.workplaces.get(site.head.p_number or "") or workplace_of(site.newest)
    known = there.ordinary_staff is not None
    stale = timedelta(days=rule.parameters["stale_days"])
    return Ratio(
        rule=rule,
        p_number=site.head.p_number,
        staff=there.ordinary_staff,
        supported=there.supported_now,
        allowed=allowed_by(rule, there.ordinary_staff) if known and there.ordinary_staff is not None else None,
        stated_on=there.stated_on,
        old=there.stated_on is None or world.as_of - there.stated_on > stale,
        conflict=there.conflict,
    )


def notes_of(world: World, site: Site) -> list[RuleNote]:
    """Questions of the rule table to the workplace that do not depend on who comes, each once."""
    found: dict[str, RuleNote] = {}
    for placement in site.placements:
        there = world.workplaces.get(placement.p_number or "") or workplace_of(placement)
        for rule in _asked_of(world, placement, there):
            text = rule.ask_for(supported=there.supported_now)
            found.setdefault(rule.rule_id, RuleNote(rule.rule_id, rule.title, text, rule.source))
    return list(found.values())


def _asked_of(world: World, placement: Placement, there: Workplace) -> Iterator[Rule]:
    for rule in world.rules.rules:
        about = not placement.measures or any(rule.for_measure(measure) for measure in placement.measures)
        if rule.ask != "employer" or rule.check != "question" or not about or rule.when in REVEALS:
            continue
        if holds(rule, _NOBODY, placement, there):
            yield rule
