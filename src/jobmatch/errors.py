"""What can go wrong, said to a person in Danish and English."""

from __future__ import annotations

import errno
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages; placeholders are those of ``str.format``."""

    da: str
    """Danish, the users' language."""
    en: str
    """English."""

    def __hash__(self) -> int:
        return hash(self.da)  # sentences are looked up all the time, and the Danish tells them apart

    def fill(self, **facts: object) -> Text:
        """The same text with its placeholders replaced by facts; a fact that is a text is put in its own language."""
        return Text(*(template.format(**_facts(facts, to)) for template, to in ((self.da, "da"), (self.en, "en"))))

    def in_language(self, language: str) -> str:
        """The sentence in ``da`` or ``en``."""
        return self.en if language == "en" else self.da

    def as_dict(self) -> dict[str, str]:
        """The two-language object of the contract."""
        return {"da": self.da, "en": self.en}


def _facts(facts: dict[str, object], language: str) -> dict[str, object]:
    return {name: one.in_language(language) if isinstance(one, Text) else one for name, one in facts.items()}


class JobmatchError(Exception):
    """An answer of "no" to a person: what was asked, what is wrong, what to do."""

    status = 400
    """The HTTP status that a door answers with."""

    def __init__(self, text: Text, here: Text | None = None) -> None:
        """Args: here: What is said at the machine itself instead: addresses and settings are for nobody outside."""
        self.text = text
        self.here = here or text
        super().__init__(self.here.da)


class BadInput(JobmatchError):
    """What was sent cannot be used."""

    status = 422


class NotFound(JobmatchError):
    """What was asked for is not there, or not for this person to see."""

    status = 404


class Conflict(JobmatchError):
    """Somebody else changed it first, or the same work is already under way."""

    status = 409


class NotReady(JobmatchError):
    """Something must be set up or run before this can be answered."""

    status = 503


_REASONS = {
    errno.ENOENT: Text("den findes ikke", "it is not there"),
    errno.EACCES: Text("du har ikke adgang til den", "you have no access to it"),
    errno.EPERM: Text("du har ikke adgang til den", "you have no access to it"),
    errno.EROFS: Text("drevet kan kun læses", "the drive can only be read"),
    errno.ENOSPC: Text("der er ikke mere plads på drevet", "the drive is full"),
    errno.EDQUOT: Text("der er ikke mere plads til dig på drevet", "your share of the drive is full"),
    errno.EFBIG: Text("filen bliver for stor", "the file gets too big"),
    errno.EISDIR: Text("det er en mappe", "it is a folder"),
    errno.ENOTDIR: Text("stien går gennem noget, der ikke er en mappe", "the path leads through what is no folder"),
    errno.EIO: Text("drevet svarer med en fejl", "the drive answers with a fault"),
    errno.ENAMETOOLONG: Text("navnet er for langt", "the name is too long"),
}
_NO_REASON = Text("computeren siger ikke hvorfor (fejl {number})", "the computer does not say why (fault {number})")


def reason_of(error: OSError) -> Text:
    """Why the computer would not read or write, as the end of a sentence."""
    number = error.errno or 0
    return _REASONS.get(number) or _NO_REASON.fill(number=errno.errorcode.get(number, "?"))
