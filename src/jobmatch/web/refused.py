"""A form that could not be kept: what was sent, and why not, so that the writer can put it right in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.web.fields import Fields

_AT_THE_FIELD = Text("Noget kan ikke bruges. Det står ved feltet.", "Something cannot be used. See the field.")
MENDABLE = (409, 412, 422)
"""What a form was refused for that the writer can put right."""


class WrongField(BadInput):
    """One field cannot be used."""

    def __init__(self, name: str, text: Text) -> None:
        super().__init__(text)
        self.name = name


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a form was not kept, and what was in it."""

    sent: Fields
    said: Text
    status: int
    wrong: Mapping[str, Text] = field(default_factory=dict)
    """By field: what is wrong there."""
    title: str = "not_saved"
    """The label that stands above it."""


def refused_by(fault: JobmatchError, sent: Fields) -> Refused:
    """A fault as what the page says about the form.

    Raises:
        JobmatchError: The fault itself, when the writer cannot put it right there.
    """
    if fault.status not in MENDABLE:
        raise fault
    if isinstance(fault, WrongField):
        return Refused(sent, _AT_THE_FIELD, fault.status, {fault.name: fault.text})
    return Refused(sent, fault.text, fault.status)
