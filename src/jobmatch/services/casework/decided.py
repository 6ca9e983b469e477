"""What decisions add up to, and how one is told."""

from __future__ import annotations

from collections.abc import Sequence

from jobmatch.domain.codes import REASON
from jobmatch.domain.decision import CHOSEN, OWN_IDEA, UNDONE, WHAT, Decision
from jobmatch.errors import Text


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Of one citizen's decisions in order: the latest about each placement and idea that has not been taken back."""
    undone = {one.undoes for one in decisions}
    latest: dict[object, Decision] = {}
    for one in decisions:
        if one.what != UNDONE and one.number not in undone:
            latest.pop(one.placement_id or one.number, None)
            latest[one.placement_id or one.number] = one
    return list(latest.values())


def said(decision: Decision) -> Text:
    """A decision in a few words, with its reason."""
    reasons = REASON.get(CHOSEN if decision.what == OWN_IDEA else decision.what, {})
    what = WHAT[decision.what]
    if decision.reason is None or decision.reason not in reasons:
        return what
    why = reasons[decision.reason]
    return Text(f"{what.da}: {why.da}", f"{what.en}: {why.en}")
