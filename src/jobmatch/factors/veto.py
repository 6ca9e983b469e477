"""Vetoes: occupations, tasks and industries that the citizen does not want, matched by meaning."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.core.factor import Factor, Gate, Reason
from jobmatch.core.formula import formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text


@formula
def vetoed(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when title, industry or tasks mention something that the citizen does not want."""
    for i in range(placement.vetoes_from, placement.vetoes_to):
        if world.vetoed[world.codes[i]] != 0:
            return True
    return False


def reasons(pair: Pair) -> Iterable[Reason]:
    """Each veto with the words that it meets."""
    for veto, words in pair.veto_hits():
        yield Reason(
            veto,
            Text(
                f"Valgt fra: {veto}. Det hører med her: {words}.",
                f"Not wanted: {veto}. It is part of it here: {words}.",
            ),
        )


FACTOR = Factor(
    name="veto",
    title=Text("Valgt fra", "Not wanted"),
    gate=Gate(
        "veto",
        vetoed,
        reads=("placement.vetoes_from", "placement.vetoes_to", "world.codes", "world.vetoed"),
        reasons=reasons,
        cost=6,
    ),
)
