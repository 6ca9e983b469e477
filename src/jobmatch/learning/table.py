"""A fit as a table of points that a person can read, and what it changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.model import ScoringModel
from jobmatch.errors import Text
from jobmatch.learning.fit import Fit
from jobmatch.learning.segments import Segments

TOTAL = 10_000
"""What the most points of all factors add to, so that bars mean the same under every table."""
STEP = 10
"""Points are whole tens: no reader weighs finer, and no table pretends to know better."""
MUCH, SOME = 0.25, 0.08
"""A change of a factor's most points by this share is much, or some; less is as good as none."""

MUCH_MORE, MORE, ALIKE, LESS, MUCH_LESS, HELD = "much_more", "more", "alike", "less", "much_less", "held"
OFF, NOTHING_TOLD = "off", "nothing_told"
SAID: dict[str, Text] = {
    MUCH_MORE: Text("betyder en del mere, end fagfolkene regnede med", "matters a good deal more than experts thought"),
    MORE: Text("betyder lidt mere, end fagfolkene regnede med", "matters a little more than experts thought"),
    ALIKE: Text("betyder omtrent det, fagfolkene regnede med", "matters about as much as experts thought"),
    LESS: Text("betyder lidt mindre, end fagfolkene regnede med", "matters a little less than experts thought"),
    MUCH_LESS: Text(
        "betyder en del mindre, end fagfolkene regnede med", "matters a good deal less than experts thought"
    ),
    OFF: Text("er sat til 0 af mennesker og bliver ikke lært", "was set to 0 by people and is not learned"),
    NOTHING_TOLD: Text(
        "er der intet at lære om endnu, så tabellen er, som den var",
        "there is nothing to learn about yet, so the table is as it was",
    ),
    HELD: Text(
        "så ikke ud til at betyde noget, men tæller stadig lidt: erfaringen må ikke vende et fagligt hensyn på hovedet",
        "did not seem to matter, but still counts a little: experience may not turn a professional concern round",
    ),
}
_BECAUSE = Text(
    "Lært af valg og forløb: {said}. Højst {after} point mod {before} i fagfolkenes tabel. Fagfolkene skrev: {expert}",
    "Learned from choices and courses: {said}. At most {after} points, {before} in the experts' table. "
    "The experts wrote: {expert}",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What learning made of one factor."""

    factor: str
    before: int
    """Its most points in the expert table."""
    after: int
    what: str
    """One of those that ``SAID`` has words for."""

    def as_dict(self) -> dict[str, Any]:
        """As the API and the command line give it."""
        return {
            "factor": self.factor,
            "before": self.before,
            "after": self.after,
            "change": self.what,
            "text": SAID[self.what].as_dict(),
        }


def knots_of(fit: Fit, segments: Segments) -> dict[str, list[tuple[float, int]]]:
    """By factor the knots with whole points; they never fall, and the most points add to the total."""
    left = TOTAL - sum(segments.base.values()) - sum(knots[-1][1] for knots in segments.still.values())
    points = _shared(fit.gains, left)
    out: dict[str, list[tuple[float, int]]] = {name: list(knots) for name, knots in segments.still.items()}
    for position, name in enumerate(segments.factors):
        gains = points[segments.owner == position].tolist()
        heights = np.cumsum([segments.base[name], *gains]).tolist()
        out[name] = list(zip(segments.knots[name], heights, strict=True))
    return out


def _shared(gains: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """So many points, in whole tens but for what the total leaves over, shared out in proportion."""
    exact = gains / gains.sum() * (total // STEP)
    whole = np.floor(exact).astype(np.int64)
    missing = total // STEP - int(whole.sum())
    most = np.lexsort((np.arange(len(gains)), -(np.round(exact - whole, 9))))
    whole[most[:missing]] += 1
    out = np.asarray(whole * STEP)
    out[int(gains.argmax())] += total % STEP
    return out


def changes_of(knots: Mapping[str, list[tuple[float, int]]], fit: Fit, segments: Segments) -> list[Change]:
    """What each factor gives at most, before and after, the largest first."""
    found = []
    for position, name in enumerate(segments.factors):
        before = segments.base[name] + round(1000 * float(segments.expert[segments.owner == position].sum()))
        after = knots[name][-1][1]
        found.append(Change(name, before, after, HELD if fit.held[position] else _size(before, after)))
    for name, still in segments.still.items():
        points = still[-1][1]
        found.append(Change(name, points, points, OFF if points == still[0][1] else NOTHING_TOLD))
    return sorted(found, key=lambda one: (-one.after, one.factor))


def _size(before: int, after: int) -> str:
    share = (after - before) / max(before, STEP)
    if abs(share) < SOME or abs(after - before) <= STEP:
        return ALIKE
    if share > 0:
        return MUCH_MORE if share >= MUCH else MORE
    return MUCH_LESS if -share >= MUCH else LESS


def document_of(
    name: str, dated: str, knots: Mapping[str, list[tuple[float, int]]], changes: list[Change], expert: ScoringModel
) -> str:
    """The model document: the same form as the expert's, the same bytes for the same numbers."""
    change = {one.factor: one for one in changes}
    factors = {
        factor: {"knots": [list(knot) for knot in knots[factor]], "because": _because(change[factor], table.because)}
        for factor, table in expert.tables.items()
    }
    document = {
        "name": name,
        "origin": "learned",
        "dated": dated,
        "scale": "whole points; the maxima add to 10000",
        "factors": factors,
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _because(change: Change, expert: Text) -> dict[str, str]:
    written = Text(expert.da.rsplit("Fagfolkene skrev: ", 1)[-1], expert.en.rsplit("The experts wrote: ", 1)[-1])
    return _BECAUSE.fill(said=SAID[change.what], after=change.after, before=change.before, expert=written).as_dict()
