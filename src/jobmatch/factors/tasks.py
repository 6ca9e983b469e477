"""The work itself: does the citizen know the occupation or the tasks, also from hobbies and old jobs?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.errors import Text

MOST_NAMED = 3


@formula
def known(citizen: Any, placement: Any, world: Any) -> float:
    """Half the best-known part of title and tasks, half the mean over all of them."""
    if citizen.competences_known == 0 or placement.work_to <= placement.about_from:
        return UNKNOWN_VALUE
    best = 0.0
    total = 0.0
    for i in range(placement.about_from, placement.work_to):
        share = world.covers[world.codes[i]]
        best = max(best, float(share))
        total += share
    return (0.5 * best + 0.5 * total / (placement.work_to - placement.about_from)) / 100.0


def facts(pair: Pair) -> Mapping[str, object]:
    """The tasks that are known already."""
    best = sorted((d for d in pair.demands("tasks") if d.share > 0), key=lambda d: -d.share)[:MOST_NAMED]
    words = ", ".join(d.word for d in best)
    return {"tasks": Text(words, words)}


FACTOR = Factor(
    name="tasks",
    title=Text("Opgaverne", "The tasks"),
    value=known,
    reads=("citizen.competences_known", "placement.about_from", "placement.work_to", "world.codes", "world.covers"),
    neutral=0.3,
    unknown=Text("Vi mangler at vide, hvilke opgaver der er, eller hvad du kan.", "The tasks or your skills are not known."),
    levels=(
        Level(0.5, Text("Du kender arbejdet: {tasks}.", "You know the work: {tasks}.")),
        Level(0.05, Text("Du kender lidt til arbejdet: {tasks}.", "You know a little of the work: {tasks}.")),
        Level(0.0, Text("Arbejdet er nyt for dig.", "The work is new to you.")),
    ),
    facts=facts,
)
