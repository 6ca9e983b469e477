"""The verdict on a table: what it gains on people it has not seen, for whom, and whether it may be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jobmatch.domain.text import signed_text
from jobmatch.errors import Text
from jobmatch.learning.evidence import UNKNOWN_OUTCOME, Evidence
from jobmatch.learning.groups import GroupResult, Membership, by_group
from jobmatch.learning.learning import Tables
from jobmatch.learning.measuring import Gain, gain_of, measured
from jobmatch.learning.scoring import Knots

LEAST_LISTS = 100
LEAST_PEOPLE = 40
"""A table is not used before so many choices, by so many people, have tested it."""

_TOO_FEW = Text(
    "Der er for lidt at prøve den på: {lists} valg fra {people} borgere, der ikke har lært den noget. Der skal være "
    "mindst {least_lists} valg fra {least_people} borgere.",
    "There is too little to test it on: {lists} choices by {people} citizens who have not taught it anything. It takes "
    "at least {least_lists} choices by {least_people} citizens.",
)
_NO_BETTER = Text(
    "Den er ikke sikkert bedre end {against}: forskellen ligger mellem {low} og {high}, og den skal være over 0.",
    "It is not surely better than {against}: the difference lies between {low} and {high}, and it must be above 0.",
)
_SOME_LOSE = Text(
    "Den er bedre i alt, men dårligere for {groups}. Ingen gruppe må betale for de andre.",
    "It is better in all, but worse for {groups}. No group may pay for the others.",
)
_BETTER = Text(
    "Den er bedre end {against} på {lists} valg fra {people} borgere, der ikke har lært den noget, og ingen gruppe "
    "taber på det. Et menneske afgør, om den skal bruges.",
    "It is better than {against} on {lists} choices by {people} citizens who have not taught it anything, and no group "
    "loses by it. A person decides whether it shall be used.",
)


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
    promotable: bool
    why: Text

    def as_dict(self) -> dict[str, Any]:
        """The contract's object, but for the model's name; what was counted stands beside."""
        kinds: dict[str, list[dict[str, Any]]] = {}
        for group in self.groups:
            kinds.setdefault(group.kind, []).append(group.as_dict())
        return {
            "against": self.against,
            "ndcg@10": self.gain.as_dict(),
            "groups": kinds,
            "promotable": self.promotable,
            "why": self.why.as_dict(),
            "tested_on": {"lists": self.lists, "persons": self.people, "held": self.held, "not_held": self.failed},
        }


def evaluate(
    tested_on: Evidence,
    sisters: Sequence[Tables],
    reading: Sequence[float],
    against: tuple[str, Knots],
    neutral: dict[str, float],
    membership: Membership,
    titles: dict[str, Text] | None = None,
) -> Evaluation:
    """Hold a table against the one in force, on lists that were shown after the last day it has seen.

    Args:
        against: Name and knots of the model in force.
        titles: What people call groups; their own names unless told.
    """
    name, knots = against
    found = measured(tested_on, sisters, knots, neutral, reading)
    gain = gain_of(found)
    groups = tuple(by_group(found, tested_on.ids, membership))
    people = len(set(tested_on.people.tolist()))
    promotable, why = _verdict(name, gain, groups, len(tested_on), people, titles or {})
    return Evaluation(
        against=name,
        gain=gain,
        groups=groups,
        lists=len(tested_on),
        people=people,
        held=int((tested_on.outcomes == 1).sum()),
        failed=int(((tested_on.outcomes != 1) & (tested_on.outcomes != UNKNOWN_OUTCOME)).sum()),
        promotable=promotable,
        why=why,
    )


def _verdict(
    against: str, gain: Gain, groups: Sequence[GroupResult], lists: int, people: int, titles: dict[str, Text]
) -> tuple[bool, Text]:
    counted: dict[str, object] = {"lists": lists, "people": people, "against": against}
    if lists < LEAST_LISTS or people < LEAST_PEOPLE:
        return False, _TOO_FEW.fill(**counted, least_lists=LEAST_LISTS, least_people=LEAST_PEOPLE)
    if gain.lowest <= 0:
        return False, _NO_BETTER.fill(against=against, low=signed_text(gain.lowest), high=signed_text(gain.highest))
    if losing := [group for group in groups if group.loses]:
        names = [titles.get(group.name, Text(group.name, group.name)) for group in losing]
        listed = Text(", ".join(one.da for one in names), ", ".join(one.en for one in names))
        return False, _SOME_LOSE.fill(groups=listed)
    return True, _BETTER.fill(**counted)
