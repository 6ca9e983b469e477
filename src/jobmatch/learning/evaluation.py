"""The verdict on a table: what it gains on people it has not seen, for whom, and whether it may be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jobmatch.domain.small_groups import FEWEST_SHOWN
from jobmatch.domain.text import signed_text
from jobmatch.errors import Text
from jobmatch.learning.evidence import Evidence
from jobmatch.learning.groups import GroupResult, Membership, by_group
from jobmatch.learning.learning import Tables
from jobmatch.learning.measuring import Gain, gain_of, measured
from jobmatch.learning.scoring import Knots

LEAST_LISTS = 100
LEAST_PEOPLE = 40
"""A table is not used before so many choices, by so many people, have tested it."""

_TOO_FEW = Text(
    "Der er for lidt at prøve den på: {lists} senere valg fra {people} borgere, hvor værdierne fra dengang er gemt. "
    "Der skal være mindst {least_lists} valg fra {least_people} borgere.",
    "There is too little to test it on: {lists} later choices by {people} citizens of which the values of that day "
    "were kept. It takes at least {least_lists} choices by {least_people} citizens.",
)
_NONE = Text(
    "Der er for lidt at prøve den på: der er ingen senere valg, hvor værdierne fra dengang er gemt. "
    "Der skal være mindst {least_lists} valg fra {least_people} borgere.",
    "There is too little to test it on: no later choice of which the values of that day were kept. "
    "It takes at least {least_lists} choices by {least_people} citizens.",
)
_NO_BETTER = Text(
    "Det er ikke sikkert, at den er bedre end {against}: forskellen ligger mellem {low} og {high} og skal være over 0.",
    "It is not surely better than {against}: the difference lies between {low} and {high}, and it must be above 0.",
)
_SOME_LOSE = Text(
    "Samlet set er den bedre, men den er dårligere for {groups}. Ingen gruppe må betale for de andre.",
    "It is better on the whole, but worse for {groups}. No group may pay for the others.",
)
_BETTER = Text(
    "Samlet set er den bedre end {against}. Den er prøvet på {lists} senere valg fra {people} borgere, med tabeller "
    "der er lavet på samme måde uden dem, og ingen gruppe taber på det. Et menneske afgør, om den skal bruges.",
    "On the whole it is better than {against}. It was tested on {lists} later choices by {people} citizens, by tables "
    "made in the same way without them, and no group loses by it. A person decides whether it shall be used.",
)
_LOOKED = Text(
    "Det er tabel nummer {looks}, der er prøvet, siden der sidst blev skiftet. Jo flere, jo sikrere skal det være, så "
    "det ikke bliver tilfældet, der vælger.",
    "It is table number {looks} that was tried since the last change. The more, the surer it must be, so that it is "
    "not chance that chooses.",
)
_FEW = Text("færre end fem", "fewer than five")
_UNSHOWN = Text("en gruppe, der ikke kan vises", "a group that cannot be shown")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a test says."""

    against: str
    """The model in force that it was held against."""
    gain: Gain
    groups: tuple[GroupResult, ...]
    lists: int
    people: int
    held: int
    failed: int
    as_shown: int
    """Later choices of which the values of that day were kept; the figures are of these where they are enough."""
    promotable: bool
    why: Text
    looks: int = 1
    """How many tables have been tried since people last changed what is in force."""

    def as_dict(self) -> dict[str, Any]:
        """The contract's object, but for the model's name; what was counted stands beside."""
        kinds: dict[str, dict[str, Any]] = {}
        for group in self.groups:
            kind = kinds.setdefault(group.kind, {"shown": [], "too_small": 0})
            kind["shown"] += [group.as_dict()] if group.shown else []
            kind["too_small"] += not group.shown
        few = self.people < FEWEST_SHOWN
        counts = {"lists": self.lists, "persons": self.people, "held": self.held, "not_held": self.failed}
        counts["with_values_of_that_day"] = self.as_shown
        nothing = {"value": None, "difference": None, "interval": [None, None]}
        return {
            "against": self.against,
            "ndcg@10": nothing if few else self.gain.as_dict(),
            "groups": {} if few else kinds,
            "promotable": self.promotable,
            "why": self.why.as_dict(),
            "looks": self.looks,
            "tested_on": dict.fromkeys(counts) if few else counts,
        }


def evaluate(
    later: Evidence,
    sisters: Sequence[Tables],
    reading: Sequence[float],
    against: tuple[str, Sequence[Knots]],
    neutral: dict[str, float],
    membership: Membership,
    titles: dict[str, Text] | None = None,
    looks: int = 1,
) -> Evaluation:
    """Hold a table against the one in force, on lists that were shown after the last day it has seen.

    Args:
        against: Name of the model in force, and by fold its knots.
        titles: What people call groups; their own names unless told.
        looks: How many tables have been tried since people last changed what is in force, this one among them.
    """
    name, tables = against
    kept = later.pick(later.as_shown)
    enough = len(kept) >= LEAST_LISTS and len(set(kept.people.tolist())) >= LEAST_PEOPLE
    tested_on = kept if enough else later
    found = measured(tested_on, sisters, tables, neutral, reading)
    gain = gain_of(found, looks=looks)
    groups = tuple(by_group(found, tested_on.ids, membership))
    people = len(set(tested_on.people.tolist()))
    promotable, why = _verdict(name, gain, groups, kept, titles or {})
    if looks > 1:
        said = _LOOKED.fill(looks=looks)
        why = Text(f"{why.da} {said.da}", f"{why.en} {said.en}")
    return Evaluation(
        against=name,
        gain=gain,
        groups=groups,
        lists=len(tested_on),
        people=people,
        held=int((tested_on.outcomes == 1).sum()),
        failed=int((tested_on.outcomes == 0).sum()),
        as_shown=len(kept),
        promotable=promotable,
        why=why,
        looks=looks,
    )


def _verdict(
    against: str, gain: Gain, groups: Sequence[GroupResult], kept: Evidence, titles: dict[str, Text]
) -> tuple[bool, Text]:
    lists, people = len(kept), len(set(kept.people.tolist()))
    counted: dict[str, object] = {"lists": lists, "people": people if people >= FEWEST_SHOWN else _FEW}
    if lists < LEAST_LISTS or people < LEAST_PEOPLE:
        return False, (_TOO_FEW if lists else _NONE).fill(**counted, least_lists=LEAST_LISTS, least_people=LEAST_PEOPLE)
    if gain.lowest <= 0:
        return False, _NO_BETTER.fill(against=against, low=signed_text(gain.lowest), high=signed_text(gain.highest))
    if losing := [group for group in groups if group.loses]:
        names = [titles.get(one.name, Text(one.name, one.name)) if one.shown else _UNSHOWN for one in losing]
        listed = Text(", ".join(one.da for one in names), ", ".join(one.en for one in names))
        return False, _SOME_LOSE.fill(groups=listed)
    return True, _BETTER.fill(**counted, against=against)
