"""What can go wrong, said to a person in Danish and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages; placeholders are those of ``str.format``."""

    da: str
    """Danish, the users' language."""
    en: str
    """English."""

    def fill(self, **facts: object) -> Text:
        """The same text with its placeholders replaced by facts."""
        return Text(self.da.format(**facts), self.en.format(**facts))

    def in_language(self, language: str) -> str:
        """The sentence in ``da`` or ``en``."""
        return self.en if language == "en" else self.da

    def as_dict(self) -> dict[str, str]:
        """The two-language object of the contract."""
        return {"da": self.da, "en": self.en}


class JobmatchError(Exception):
    """An answer of "no" to a person: what was asked, what is wrong, what to do."""

    status = 400
    """The HTTP status that a door answers with."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.da)
        self.text = text


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
