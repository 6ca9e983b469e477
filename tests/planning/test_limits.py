"""What people under way take of a placement's limits: counted at once, as counting one by one would."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.planning.limits import FACTS, HOLDING, NEVER, Holdings, PlaceFacts, _started_since, each_once


def drawn(seed: int) -> tuple[PlaceFacts, Holdings]:
    """A few workplaces with several placements each, and people who come to some of them more than once."""
    chance = np.random.default_rng(seed)
    facts = np.zeros(12, FACTS)
    facts["workplace"] = chance.integers(0, 5, 12)
    facts["stated_day"] = chance.choice([NEVER, 10, 20, 30], 12)
    held = np.zeros(chance.integers(0, 25), HOLDING)
    held["person"], held["placement"] = chance.integers(0, 8, len(held)), chance.integers(-1, 12, len(held))
    held["started_day"] = chance.choice([NEVER, 5, 10, 15, 25, 40], len(held))
    return facts, held


@pytest.mark.parametrize("seed", range(30))
def test_people_who_started_after_the_number_was_stated_are_countedeach_once(seed: int) -> None:
    facts, holdings = drawn(seed)
    latest = {(one["person"], one["placement"]): one for one in holdings}
    once = each_once(holdings, len(facts))
    assert sorted(map(tuple, once.tolist())) == sorted(tuple(one.tolist()) for one in latest.values())
    held = once[once["placement"] >= 0]
    for row, count in enumerate(_started_since(facts, held).tolist()):
        stated = facts["stated_day"][row]
        assert count == len({
            int(one["person"])
            for one in held
            if facts["workplace"][one["placement"]] == facts["workplace"][row]
            and (NEVER in (stated, one["started_day"]) or one["started_day"] > stated)
        })  # fmt: skip
