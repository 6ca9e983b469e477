"""Free text beside a proposal or a verdict: why, in somebody's own words."""

from __future__ import annotations

from jobmatch.errors import BadInput, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr

LONGEST_REASON = 1000

_NO_REASON = Text(
    "Skriv, hvorfor det skal ændres. Den, der skal godkende, læser det.",
    "Write why it shall change. Whoever approves it reads this.",
)
_TOO_LONG = Text("Begrundelsen er for lang. Hold den under {most} tegn.", "The reason is too long: keep below {most}.")


def reason_of(text: str) -> str:
    """A reason as it is kept.

    Raises:
        BadInput: There is none, it is too long, or it holds a CPR number.
    """
    found = note_of(text)
    if found is None:
        raise BadInput(_NO_REASON)
    return found


def note_of(text: str | None) -> str | None:
    """Free text as it is kept; None when there is none.

    Raises:
        BadInput: It is too long, or holds a CPR number.
    """
    plain = (text or "").strip()
    if holds_cpr(plain):
        raise BadInput(REFUSED)
    if len(plain) > LONGEST_REASON:
        raise BadInput(_TOO_LONG.fill(most=LONGEST_REASON))
    return plain or None
