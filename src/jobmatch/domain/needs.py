"""The support needs: one code list for what a citizen needs and what a workplace offers.

Functional only, never a diagnosis or a cause; still treated as health data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jobmatch.domain.codes import DECLINES, STRENGTH
from jobmatch.domain.shipped import DATA
from jobmatch.errors import Text


@dataclass(frozen=True, slots=True)
class SupportNeed:
    """One functional need and how it is talked about with the employer and the citizen."""

    code: str
    position: int
    """Stable bit position: the order in the file."""
    label: Text
    ask: Text
    """Question to the employer; "ja" always means that the need is met."""
    must_state: Text
    """What the placement must state for its answer to be worth something."""
    arrangement: Text
    """What an employer is told when the citizen allows it: an arrangement, never a problem."""
    met: Text
    """Explanation when the placement answers "ja"."""
    partly: Text
    """Explanation when the placement answers "delvist"."""
    not_met: Text
    """Explanation when the placement answers "nej"."""
    unknown: Text
    """Explanation when nobody has asked yet."""
    default_strength: str
    """Used where a file names the need without a strength."""
    icf: tuple[str, ...]
    """Pointers into the ICF, for grouping only."""

    def answered(self, answer: str) -> Text:
        """The sentence of an explanation for ``ja``, ``delvist``, ``nej`` or ``ukendt``."""
        return {"ja": self.met, "delvist": self.partly, "nej": self.not_met, "ukendt": self.unknown}[answer]

    @property
    def strengths(self) -> tuple[str, ...]:
        """The strengths a citizen can give this need; only a mentor can be declined."""
        return (*STRENGTH, DECLINES) if self.code == "mentor" else tuple(STRENGTH)


_TEXTS = ("label", "ask", "must_state", "arrangement", "met", "partly", "not_met", "unknown")


def _load() -> Mapping[str, SupportNeed]:
    rows = tomllib.loads((DATA / "needs.toml").read_text(encoding="utf-8"))["need"]
    needs = (
        SupportNeed(
            code=row["code"],
            position=position,
            default_strength=row["default_strength"],
            icf=tuple(row["icf"]),
            **{name: Text(**row[name]) for name in _TEXTS},
        )
        for position, row in enumerate(rows)
    )
    return MappingProxyType({need.code: need for need in needs})


NEEDS: Mapping[str, SupportNeed] = _load()
"""All needs by code, in file order."""
