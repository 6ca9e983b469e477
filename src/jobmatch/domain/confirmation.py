"""What was decided about a competence that was found in a citizen's own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from jobmatch.domain.columns import Kind, Sensitivity, column

CONFIRMED = "bekraeftet"
STRUCK = "stroeget"
VERDICTS = (CONFIRMED, STRUCK)

_personal = partial(column, sensitivity=Sensitivity.PERSONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """One decision, keyed by citizen and concept: it outlives the text that the competence was found in.

    Who decided, and when, is what the store says about the version.
    """

    citizen_id: str = _personal("borgernr", Kind.KEY, "The citizen.")
    concept: str = _personal("begreb", Kind.KEY, "The concept of the vocabulary.")
    verdict: str | None = _personal("afgoerelse", Kind.TEXT, "Confirmed or struck; unknown when it was taken back.")
    level: int | None = _personal(
        "niveau", Kind.INTEGER, "1 a little, 2 on one's own, 3 can teach others.", minimum=1, maximum=3
    )
