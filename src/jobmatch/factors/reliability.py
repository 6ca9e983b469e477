"""How earlier courses at this workplace went: about the workplace, never about the person; neutral when new."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.errors import Text


@formula
def held(citizen: Any, placement: Any, world: Any) -> float:
    """Share of earlier courses that held, drawn towards a half while there are few."""
    if isnan(placement.reliability):
        return UNKNOWN_VALUE
    return placement.reliability


def facts(pair: Pair) -> Mapping[str, object]:
    """On how many courses it is built."""
    n = pair.courses_there
    return {"courses": Text("ét forløb" if n == 1 else f"{n} forløb", "one course" if n == 1 else f"{n} courses")}


FACTOR = Factor(
    name="reliability",
    title=Text("Erfaring med stedet", "Experience with the place"),
    value=held,
    reads=("placement.reliability",),
    neutral=0.5,
    unknown=Text("Stedet er nyt for os.", "The place is new to us."),
    levels=(
        Level(0.6, Text("Det plejer at gå godt her ({courses} før).", "It usually goes well here ({courses} before).")),
        Level(0.4, Text("Det er gået op og ned her ({courses} før).", "It has gone up and down here ({courses} before).")),
        Level(
            0.0,
            Text(
                "Flere er stoppet før tid her ({courses} før). Tal om, hvad der skal til.",
                "Several ended early here ({courses} before). Talk about what it takes.",
            ),
        ),
    ),
    facts=facts,
    rising=("placement.reliability",),
)
