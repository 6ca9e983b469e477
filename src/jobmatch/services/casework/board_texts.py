"""What stands on the board: checked as it is written, kept as JSON, and said in words."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from jobmatch.domain.agreement import (
    CONTACT,
    FLEKSJOB,
    NETWORK,
    TASK,
    ContactAgreement,
    FleksjobAgreement,
    NetworkPerson,
    Task,
)
from jobmatch.domain.text import hours_text
from jobmatch.errors import BadInput, Text
from jobmatch.services.casework.writing import line, plain

Agreement = Task | ContactAgreement | NetworkPerson | FleksjobAgreement

_RECORDS: MappingProxyType[str, Any] = MappingProxyType(
    {TASK: Task, CONTACT: ContactAgreement, NETWORK: NetworkPerson, FLEKSJOB: FleksjobAgreement}
)
_DAYS = frozenset({"due", "done_on", "next_on", "review_on", "valid_from"})
MOST_CONSIDERATIONS = 20

_WHO = Text("Skriv, hvem der gør det.", "Write who does it.")
_WHAT = Text("Skriv, hvad I har aftalt.", "Write what you have agreed on.")
_HOW = Text("Skriv, hvordan I holder kontakt.", "Write how you keep in touch.")
_NAME = Text(
    "Skriv navnet på netværkspersonen, eller vælg »ingen«.", "Write the network person's name, or choose “nobody”."
)
_HOURS = Text("Timer om ugen skal være mellem 1 og 37.", "Hours a week must be between 1 and 37.")
_INTENSITY = Text("Arbejdsintensiteten skal være mellem 1 og 100 %.", "The intensity must be between 1 and 100 %.")
_REVIEW = Text(
    "Datoen for at se på aftalen igen skal ligge efter, at den begynder.",
    "The date to look at the agreement again must lie after it begins.",
)
_MANY = Text("Skriv højst 20 hensyn.", "Write at most 20 considerations.")


def checked(agreement: Agreement) -> Agreement:
    """The agreement with its texts tidied.

    Raises:
        BadInput: Something is missing, cannot be, or holds what has no place here.
    """
    if isinstance(agreement, Task):
        return _task(agreement)
    if isinstance(agreement, ContactAgreement):
        how = plain(agreement.how)
        if how is None:
            raise BadInput(_HOW)
        return replace(agreement, how=how)
    if isinstance(agreement, NetworkPerson):
        return _network(agreement)
    return _fleksjob(agreement)


def _task(task: Task) -> Task:
    who, what = line(task.who), plain(task.what)
    if who is None:
        raise BadInput(_WHO)
    if what is None:
        raise BadInput(_WHAT)
    return replace(task, who=who, what=what)


def _network(person: NetworkPerson) -> NetworkPerson:
    if person.nobody:
        return NetworkPerson(nobody=True)
    name = line(person.name)
    if name is None:
        raise BadInput(_NAME)
    return NetworkPerson(name=name, reach=line(person.reach))


def _fleksjob(agreement: FleksjobAgreement) -> FleksjobAgreement:
    if not 1 <= agreement.hours <= 37:
        raise BadInput(_HOURS)
    if not 1 <= agreement.intensity <= 100:
        raise BadInput(_INTENSITY)
    if agreement.review_on <= agreement.valid_from:
        raise BadInput(_REVIEW)
    if len(agreement.considerations) > MOST_CONSIDERATIONS:
        raise BadInput(_MANY)
    written = (line(one) for one in agreement.considerations)
    return replace(agreement, considerations=tuple(one for one in written if one is not None))


def to_json(agreement: Agreement | None) -> dict[str, Any]:
    """An agreement as JSON can hold it."""
    found = asdict(agreement) if agreement is not None else {}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def from_json(kind: str, content: dict[str, Any]) -> Agreement:
    """An agreement as it was kept."""
    record = _RECORDS[kind]
    known = {one.name for one in fields(record)}
    cells = {
        name: date.fromisoformat(value)
        if name in _DAYS and value is not None
        else tuple(value)
        if isinstance(value, list)
        else value
        for name, value in content.items()
        if name in known
    }
    agreement: Agreement = record(**cells)
    return agreement


def in_words(agreement: Agreement) -> Text:
    """An agreement in one line."""
    if isinstance(agreement, Task):
        return _task_in_words(agreement)
    if isinstance(agreement, ContactAgreement):
        if agreement.next_on is None:
            return Text(agreement.how, agreement.how)
        day = f"{agreement.next_on:%d-%m-%Y}"
        return Text(f"{agreement.how}, næste gang {day}", f"{agreement.how}, next on {day}")
    if isinstance(agreement, NetworkPerson):
        if agreement.nobody:
            return Text("ingen", "nobody")
        said = ", ".join(one for one in (agreement.name, agreement.reach) if one)
        return Text(said, said)
    return _fleksjob_in_words(agreement)


def _task_in_words(task: Task) -> Text:
    said = f"{task.who}: {task.what}"
    if task.done_on is not None:
        return Text(f"{said} (gjort {task.done_on:%d-%m-%Y})", f"{said} (done on {task.done_on:%d-%m-%Y})")
    if task.due is not None:
        return Text(f"{said} (senest {task.due:%d-%m-%Y})", f"{said} (by {task.due:%d-%m-%Y})")
    return Text(said, said)


def _fleksjob_in_words(agreement: FleksjobAgreement) -> Text:
    hours, paid, share = (hours_text(one) for one in (agreement.hours, agreement.effective_hours, agreement.intensity))
    day = f"{agreement.review_on:%d-%m-%Y}"
    arranged = "".join(f", {one}" for one in agreement.considerations)
    return Text(
        f"{hours.da} timer om ugen med {share.da} % arbejdsintensitet ({paid.da} effektive timer){arranged}; "
        f"aftalen tages op igen {day}",
        f"{hours.en} hours a week at {share.en} % intensity ({paid.en} effective hours){arranged}; "
        f"to be looked at again on {day}",
    )
