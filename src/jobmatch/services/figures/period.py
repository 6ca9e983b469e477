"""The stretch of time that figures are about, and the one that they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LENGTHS_WEEKS = (13, 26, 52)
USUAL_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks up to and with a day."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether a day lies within; an unknown day does not."""
        return day is not None and self.first <= day <= self.last

    def before(self) -> Period:
        """The baseline: the stretch of the same length that ended the day before."""
        length = self.last - self.first
        last = self.first - timedelta(days=1)
        return Period(last - length, last)


def period_of(as_of: date, weeks: int = USUAL_WEEKS) -> Period:
    """The last so many weeks, today among them."""
    return Period(as_of - timedelta(days=7 * weeks - 1), as_of)
