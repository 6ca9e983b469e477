"""The work itself: does the citizen know the occupation or the tasks, also from hobbies and old jobs?"""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text

MOST_NAMED = 3
WORTH_NAMING = 30
"""A task that is covered less than this is only a little like something known."""


@formula
def known(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
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
    """The tasks that are known already, and which side has not told."""
    demands = pair.demands("tasks")
    missing = _NOT_TOLD if demands else _NOT_KNOWN
    best = sorted([d for d in demands if d.share > 0], key=lambda d: -d.share)[:MOST_NAMED]
    known = [d.word for d in best if d.share >= WORTH_NAMING]
    words = ", ".join(known or [d.word for d in best[:1]])
    some = Text(f"Kender lidt til arbejdet: {words}.", f"Knows a little of the work: {words}.")
    if not known:
        some = Text(f"Minder lidt om noget kendt: {words}.", f"A little like something known: {words}.")
    return {"tasks": Text(words, words), "some": some, "missing": missing}


_NOT_TOLD = Text("Vi har ikke talt om kompetencer endnu.", "Competences have not been talked about yet.")
_NOT_KNOWN = Text("Vi ved ikke, hvilke opgaver der er her.", "We do not know which tasks there are here.")


FACTOR = Factor(
    name="tasks",
    title=Text("Opgaverne", "The tasks"),
    value=known,
    reads=("citizen.competences_known", "placement.about_from", "placement.work_to", "world.codes", "world.covers"),
    neutral=0.3,
    unknown=Text("{missing}", "{missing}"),
    levels=(
        Level(0.5, Text("Kender arbejdet: {tasks}.", "Knows the work: {tasks}.")),
        Level(0.05, Text("{some}", "{some}")),
        Level(0.0, Text("Her er nye opgaver at lære.", "There are new tasks to learn here.")),
    ),
    facts=facts,
)
