"""Licences that are needed from day one: a gate only when the citizen's own list is known."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.core.factor import Check, Factor, Gate, Reason
from jobmatch.core.formula import formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.licences import licence_label
from jobmatch.errors import Text


@formula
def missing(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when a required licence is not on the citizen's known list."""
    if citizen.licences_known == 0:
        return False
    for i in range(placement.licences_from, placement.licences_to):
        if world.holds[world.codes[i]] == 0:
            return True
    return False


def reasons(pair: Pair) -> Iterable[Reason]:
    """Each missing licence."""
    for code in pair.missing_licences():
        label = licence_label(code)
        yield Reason(
            code,
            Text(f"Pladsen kræver {label.da} fra første dag.", f"The place needs this from day one: {label.en}."),
        )


def checks(pair: Pair) -> Iterable[Check]:
    """Ask for the citizen's licences where one is needed and the list is unknown."""
    needed = pair.required_licences()
    if needed and pair.citizen.licences is None:
        labels = [licence_label(code) for code in needed]
        da, en = ", ".join(t.da for t in labels), ", ".join(t.en for t in labels)
        yield Check("licence_unknown", "citizen", Text(f"Har du {da}?", f"Do you have this: {en}?"))


FACTOR = Factor(
    name="licence",
    title=Text("Beviser", "Licences"),
    checks=checks,
    gate=Gate(
        "licence",
        missing,
        reads=(
            "citizen.licences_known",
            "placement.licences_from",
            "placement.licences_to",
            "world.codes",
            "world.holds",
        ),
        reasons=reasons,
        cost=5,
        told_by="reads",
    ),
)
