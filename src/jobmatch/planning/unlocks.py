"""What would unlock an excluded placement: changes at the workplace, each verified by scoring again.

Never a change of who the person is: hours, days, needs and offers of the placement may change, the citizen may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as declared
from datetime import time
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import numpy as np

from jobmatch.core.kernel import Kernel
from jobmatch.domain.codes import WEEKDAY
from jobmatch.domain.licences import licence_code, licence_label
from jobmatch.domain.needs import NEEDS, SupportNeed
from jobmatch.domain.placement import Offer, Placement
from jobmatch.domain.text import clock_text, hours_counted, hours_text, join_words
from jobmatch.errors import Text
from jobmatch.factors.needs import LONGEST_SHORT_DAY_HOURS, answers_to
from jobmatch.world.citizens import hours_of
from jobmatch.world.pair import WorldPair
from jobmatch.world.placements import LATE_START_HOURS, ROOM_TO_STEP_HOURS
from jobmatch.world.world import World

SMALLEST_PATTERN_HOURS = 1.0
"""Nobody is asked for less than an hour a week."""
NEAR_HOURS = 2.0
"""A workplace may be asked to move its day so far; nobody asks an evening restaurant to open in the morning."""
SPLIT_OFF_LICENCES = frozenset(
    {"koerekort_b", "koerekort_be", "koerekort_c", "koerekort_d", "truckcertifikat", "hygiejnebevis"}
)
"""Licences for a part of the work that a colleague can take over; without the others it would be another job."""
CHANGEABLE = ("hours", "needs", "schedule", "licence")
"""Gates that a workplace can open by doing something otherwise."""
_FIELDS = tuple(one.name for one in declared(Placement))
_CELLS = attrgetter(*_FIELDS)
CLOCK_FIELDS = ("earliest", "latest", "days", "min_hours_day")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the workplace could do otherwise."""

    code: str
    """Stable name of the change: ``min_hours:8``, ``need:ro`` …"""
    gate: str
    """The gate that it opens."""
    say: Callable[[], Text] = field(compare=False)
    """Makes the clause, which follows from the rest; few of the changes that are tried are ever told of."""
    fields: dict[str, Any]
    """The placement's fields after the change."""

    @property
    def text(self) -> Text:
        """A clause that follows "hvis", without a full stop."""
        return self.say()


@dataclass(frozen=True, slots=True)
class Unlock:
    """A set of changes at one placement that was seen to make it feasible."""

    placement_id: str
    changes: tuple[Change, ...]
    points: int
    rank_after: int

    @property
    def fields(self) -> dict[str, Any]:
        """The placement's fields after all the changes."""
        return _merged(self.changes)

    @property
    def text(self) -> Text:
        """All the changes in one sentence."""
        da, en = ", og hvis ".join(c.text.da for c in self.changes), ", and if ".join(c.text.en for c in self.changes)
        return Text(f"Det kan lykkes, hvis {da}.", f"It can work if {en}.")

    @property
    def code(self) -> str:
        """The changes' codes, joined."""
        return "+".join(change.code for change in self.changes)


def possible_changes(pair: WorldPair, gates: Iterable[str]) -> list[Change] | None:
    """For each failed gate the smallest change that should open it; None when a gate has none at the workplace."""
    changes: list[Change] = []
    for gate in gates:
        if gate not in OPENED_GATES:
            return None
        found = list(OPENED_GATES[gate](pair))
        if not found:
            return None
        changes.extend(found)
    return changes


def _fewer_hours(pair: WorldPair) -> Iterator[Change]:
    now, least = pair.citizen.hours_now, pair.placement.min_hours
    if now is None or least is None or now < SMALLEST_PATTERN_HOURS:
        return
    fields: dict[str, Any] = {"min_hours": now}
    if pair.placement.min_hours_day is not None and pair.placement.min_hours_day > now:
        fields["min_hours_day"] = now
    yield Change(
        f"min_hours:{now:g}", "hours", partial(_START_WITH.fill, new=hours_counted(now), old=hours_text(least)), fields
    )


_START_WITH = Text(
    "man kan starte med {new} om ugen i stedet for {old}", "one can start with {new} a week instead of {old}"
)


def _meet_needs(pair: WorldPair) -> Iterator[Change]:
    musts = [NEEDS[n.code] for n in pair.citizen.needs or () if n.strength == "krav"]
    refused = [need for need, answer in zip(musts, answers_to(pair, musts), strict=True) if answer == "nej"]
    offers = {offer.code: offer for offer in pair.placement.offers or ()}
    fields: dict[str, Any] = {}
    for need in refused:
        column = _column_behind(pair.placement, need.code, pair)
        if column is None:
            return
        fields |= column
        offers[need.code] = Offer(need.code, "ja")
    if refused:
        fields["offers"] = tuple(offers.values())
        codes = ",".join(need.code for need in refused)
        yield Change(f"need:{codes}", "needs", partial(_agreed, refused), fields)


def _agreed(refused: Sequence[SupportNeed]) -> Text:
    da = join_words([need.arrangement.da for need in refused], "da")
    en = join_words([need.arrangement.en for need in refused], "en")
    return Text(f"det kan aftales, at man {da}", f"it can be agreed that one {en}")


def _column_behind(placement: Placement, code: str, pair: WorldPair) -> dict[str, Any] | None:
    """The column that answers a need and what it would have to say; None when the workplace cannot change it."""
    shortest = placement.min_hours_day
    if code == "kort_transport":
        return None
    if code == "korte_dage" and shortest is not None:
        return {"min_hours_day": min(shortest, pair.citizen.hours_day_max or LONGEST_SHORT_DAY_HOURS)}
    if code == "mentor" and placement.mentor_hours is not None:
        return {"mentor_hours": max(1.0, placement.mentor_hours)}
    if code == "trappe" and placement.min_hours is not None and placement.max_hours is not None:
        return {"max_hours": max(placement.max_hours, placement.min_hours + ROOM_TO_STEP_HOURS)}
    if code == "sen_start" and placement.latest is not None:
        until = min(LATE_START_HOURS + (shortest or LONGEST_SHORT_DAY_HOURS), 23.0)
        return {"latest": max(placement.latest, time(int(until), int(until % 1 * 60)))}
    if code == "ingen_koersel" and placement.requires is not None:
        return {"requires": tuple(r for r in placement.requires if not (licence_code(r) or "").startswith("koerekort"))}
    return {}


def _without_licences(pair: WorldPair) -> Iterator[Change]:
    missing = set(pair.missing_licences())
    if not missing <= SPLIT_OFF_LICENCES:
        return
    kept = tuple(cell for cell in pair.placement.requires or () if licence_code(cell) not in missing)
    yield Change("licence:" + ",".join(sorted(missing)), "licence", partial(_split_off, missing), {"requires": kept})


def _split_off(missing: Iterable[str]) -> Text:
    labels = [licence_label(code) for code in sorted(missing)]
    da = join_words([label.da for label in labels], "da")
    en = join_words([label.en for label in labels], "en")
    return Text(f"opgaverne kan deles, så man ikke skal have {da}", f"the tasks can be split so that no {en} is needed")


def _other_times(pair: WorldPair) -> Iterator[Change]:
    citizen, placement = pair.citizen, pair.placement
    fields: dict[str, Any] = {}
    said: list[Text] = []
    shared = set(citizen.days or range(7)) & set(placement.days or range(7))
    if not shared and citizen.days:
        days = tuple(sorted(set(placement.days or ()) | set(citizen.days)))
        fields["days"] = days
        names = [list(WEEKDAY.values())[day] for day in citizen.days]
        da, en = join_words([n.da for n in names], "da"), join_words([n.en for n in names], "en")
        said.append(Text(f"arbejdet også kan ligge {da}", f"the work can also be on {en}"))
    longest = citizen.hours_day_max
    if placement.min_hours_day is not None and longest is not None and placement.min_hours_day > longest:
        fields["min_hours_day"] = longest
        new, old = hours_counted(longest), hours_text(placement.min_hours_day)
        said.append(
            Text(
                f"en dag kan vare {new.da} i stedet for {old.da}",
                f"a day can last {new.en} instead of {old.en}",
            )
        )
    if not said and citizen.earliest is not None and citizen.latest is not None and _hours_apart(pair) <= NEAR_HOURS:
        earliest = min(citizen.earliest, placement.earliest or citizen.earliest)
        latest = max(citizen.latest, placement.latest or citizen.latest)
        fields |= {"earliest": earliest, "latest": latest}
        begins, ends = clock_text(citizen.earliest), clock_text(citizen.latest)
        said.append(
            Text(
                f"arbejdet kan ligge mellem kl. {begins.da} og {ends.da}",
                f"the work can be placed between {begins.en} and {ends.en}",
            )
        )
    if said:
        text = Text(", og ".join(t.da for t in said), ", and ".join(t.en for t in said))
        code = "schedule:" + ",".join(name for name in CLOCK_FIELDS if name in fields)
        yield Change(code, "schedule", lambda: text, fields)


OPENED_GATES: Mapping[str, Callable[[WorldPair], Iterator[Change]]] = MappingProxyType(
    {"hours": _fewer_hours, "needs": _meet_needs, "schedule": _other_times, "licence": _without_licences}
)
"""The gates that a workplace can open, each with the smallest change that should."""


def _hours_apart(pair: WorldPair) -> float:
    """Hours between the citizen's window and the placement's; 0 when they overlap or one is not known."""
    citizen, placement = pair.citizen, pair.placement
    after = hours_of(placement.earliest, 0.0) - hours_of(citizen.latest, 24.0)
    before = hours_of(citizen.earliest, 0.0) - hours_of(placement.latest, 24.0)
    return max(0.0, after, before)


def verified(
    world: World,
    kernel: Kernel,
    citizen_id: str,
    wanted: Sequence[tuple[str, list[Change]]],
    rank: Callable[[int, int], int],
    most: int,
) -> list[Unlock]:
    """Score every changed placement again, and keep the best of those that became feasible, fewest changes first.

    Args:
        wanted: (placement id, changes) to try.
        rank: The position that so many points in a row of the world's placements have among what is feasible today.
    """
    if not wanted:
        return []
    around = world.if_changed([_as_changed(world.placements[key], _merged(changes)) for key, changes in wanted])
    rows = np.arange(len(wanted))
    scores = kernel.pairs(around, np.full(len(rows), world.citizen_rows[citizen_id]), rows)
    opened = [
        (len(changes), -points, key, changes)
        for (key, changes), failed, points in zip(wanted, scores.failed.tolist(), scores.points.tolist(), strict=True)
        if failed == 0
    ]
    # Who has more points stands before on the list as well, so that only what is shown has to be ranked.
    best = sorted(opened, key=lambda one: one[:3])[:most]
    return [
        Unlock(key, tuple(changes), -points, rank(-points, world.placement_rows[key]))
        for _, points, key, changes in best
    ]


def _as_changed(placement: Placement, fields: Mapping[str, Any]) -> Placement:
    """What ``dataclasses.replace`` makes, without reading each field's declaration again: dozens are tried."""
    made = object.__new__(Placement)
    for name, value in zip(_FIELDS, _CELLS(placement), strict=True):
        object.__setattr__(made, name, fields.get(name, value))
    return made


def _merged(changes: Iterable[Change]) -> dict[str, Any]:
    """The fields of all the changes; where two shorten the day, the shorter one counts."""
    fields: dict[str, Any] = {}
    for change in changes:
        for name, value in change.fields.items():
            fields[name] = min(fields[name], value) if name == "min_hours_day" and name in fields else value
    return fields
