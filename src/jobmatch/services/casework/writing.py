"""Free text that people write: short, without CPR numbers, and without what has no place here."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.competences.sensitive import flags
from jobmatch.errors import BadInput, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr

LONGEST_NOTE = 2_000
LONGEST_LINE = 200

_TOO_LONG = Text(
    "Teksten er for lang. Skriv højst {most} tegn.", "The text is too long. Write {most} characters at most."
)
_SENSITIVE = {
    "diagnosis": Text(
        "Teksten ser ud til at nævne en diagnose. Den hører ikke til her. "
        "Skriv i stedet, hvad borgeren har brug for på arbejdspladsen.",
        "The text seems to name a diagnosis. It does not belong here. "
        "Write what the citizen needs at the workplace instead.",
    ),
    "medicine": Text(
        "Teksten ser ud til at nævne medicin. Det hører ikke til her. "
        "Skriv i stedet, hvad borgeren har brug for på arbejdspladsen.",
        "The text seems to name medicine. It does not belong here. "
        "Write what the citizen needs at the workplace instead.",
    ),
    "child_welfare": Text(
        "Teksten ser ud til at handle om børns forhold. Det hører til i fagsystemet og må ikke stå her.",
        "The text seems to be about a child's welfare. That belongs in the case system and may not stand here.",
    ),
}


def plain(text: str | None, most: int = LONGEST_NOTE) -> str | None:
    """The text, trimmed; None when nothing was written.

    Raises:
        BadInput: It is too long, or holds a CPR number, a diagnosis, medicine or a child-welfare matter.
    """
    written = "".join(sign for sign in text or "" if sign >= " " or sign in "\n\t").strip()
    if not written:
        return None
    if holds_cpr(written):
        raise BadInput(REFUSED)
    if len(written) > most:
        raise BadInput(_TOO_LONG.fill(most=most))
    for flag in flags(written):
        raise BadInput(_SENSITIVE.get(flag.kind, REFUSED))
    return written


def line(text: str | None) -> str | None:
    """One line of text, such as a name.

    Raises:
        BadInput: As for ``plain``.
    """
    return plain(" ".join(text.split()) if text else text, LONGEST_LINE)


def choice(value: str | None, codes: Mapping[str, Text], what: Text) -> str | None:
    """A code of a closed list, or None when none was chosen.

    Raises:
        BadInput: It is not on the list, which is then named.
    """
    if value is None or value == "":
        return None
    if value not in codes:
        raise BadInput(
            Text(
                f"{what.da} skal være en af: {', '.join(one.da for one in codes.values())}.",
                f"{what.en} must be one of: {', '.join(one.en for one in codes.values())}.",
            )
        )
    return value
