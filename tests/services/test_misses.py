"""The nearest misses are told of as if each had been looked at alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from jobmatch.planning.unlocks import possible_changes
from jobmatch.services import answers
from jobmatch.services.misses import Misses
from jobmatch.world.pair import WorldPair
from tests.worlds import Municipality, kernel, loaded, municipalities


@settings(max_examples=80)
@given(municipalities(most_placements=16))
def test_what_is_said_once_of_many_is_true_of_each(town: Municipality) -> None:
    here = loaded(town.world)
    ids = here.world.around.placements.ids
    for citizen_id in [*here.world.citizens, *here.world.citizens]:  # the second time what was told is at hand
        scores = here.scores_of(citizen_id, np.arange(len(ids)))
        near = np.flatnonzero(scores.failed)
        pairs = [WorldPair(here.world, citizen_id, ids[row], {}) for row in near.tolist()]
        gates = [kernel().failed_gates(int(scores.failed[row])) for row in near.tolist()]
        misses = Misses(here, citizen_id, near)
        alone = [answers.excluded_row(pair, failed) for pair, failed in zip(pairs, gates, strict=True)]
        assert misses.rows(len(near)) == alone
        assert misses.rows(2) == alone[:2]
        found = {key: [(one.code, one.text) for one in changes] for key, changes in misses.changes(len(near))}
        wanted = {}
        for pair, failed in zip(pairs, gates, strict=True):
            changes = possible_changes(pair, [gate.name for gate in failed]) if len(failed) <= 2 else None
            if changes:
                wanted[pair.placement.placement_id] = [(one.code, one.text) for one in changes]
        assert found == wanted
