"""Changing one citizen or placement: nobody overwrites another, and the same request twice changes once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from pydantic import BaseModel

from jobmatch.api.context import answer
from jobmatch.api.problems import Refusal
from jobmatch.api.records import from_body, to_json
from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Column, columns_of
from jobmatch.domain.placement import Placement
from jobmatch.errors import Conflict, NotFound, Text
from jobmatch.exchange.cells import format_cell, parse_cell
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.problems import CellError
from jobmatch.services.access.refusals import NotAllowed, NotThere
from jobmatch.services.access.visit import Visit
from jobmatch.services.editing import out_of_place
from jobmatch.store.changes import Changes, Noun, Reply, Stored

_NO_PLACEMENT = Text("Der er ingen plads med det nummer.", "There is no placement with that id.")
RECORD: dict[Noun, Any] = {"citizens": Citizen, "placements": Placement}


@dataclass(frozen=True)
class Write:
    """One request that changes a record."""

    noun: Noun
    record_id: str
    body: BaseModel
    whole: bool
    """PUT: fields that are not sent become unknown. PATCH: they stay."""
    if_match: str | None
    if_none_match: str | None
    idempotency_key: str | None

    @property
    def digest(self) -> str:
        """What makes two requests the same."""
        sent = self.body.model_dump(mode="json", exclude_unset=True)
        facts = [self.noun, self.record_id, self.whole, self.if_match, self.if_none_match, sent]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


_OWN_TEAM = Text(
    "En ny borger skal stå i et af dine egne teams. Skriv teamet.",
    "A new citizen must stand in one of your own teams. Write the team.",
)
_ID = Text("kan ikke være et nummer", "cannot be an id")


def stored_or_404(application: Application, noun: Noun, record_id: str, visit: Visit) -> Stored[Any]:
    """The record as it is stored, for reading and for changing, when it is the viewer's business."""
    store = application.store
    if noun == "citizens":
        citizen = store.stored_citizen(record_id)
        if citizen is None or citizen.withdrawn:
            raise NotThere
        visit.see(citizen.record)
        return citizen
    found = store.stored_placement(record_id)
    if found is None or found.withdrawn:
        raise NotFound(_NO_PLACEMENT)
    return found


def etag(version: int) -> str:
    """A stored version as an entity tag."""
    return f'"{version}"'


def carry_out(application: Application, visit: Visit, write: Write) -> Response:
    """Answer a write: from what was answered before, else by saving.

    Raises:
        NotThere: It is another team's citizen.
    """
    if write.noun == "citizens" and (known := application.store.citizen(write.record_id)) is not None:
        visit.see(known)
    if write.idempotency_key:
        before = application.store.reply_to(visit.viewer.name, write.idempotency_key, write.digest)
        if before is not None:
            kept = json.loads(before.body)
            return answer(kept["record"], ETag=kept["etag"])
    return _save(application, visit, write)


def _save(application: Application, visit: Visit, write: Write) -> Response:
    old = _expected(application, visit, write)
    record = _changed(write, old)
    if old is None and isinstance(record, Citizen) and not visit.sees(record):
        raise NotAllowed(_OWN_TEAM)
    unchanged = old is not None and record == old.record
    shown = to_json(record)

    def tag(revision: int) -> str:
        return etag(old.version if unchanged and old is not None else revision)

    def reply(revision: int) -> Reply:
        kept = json.dumps({"record": shown, "etag": tag(revision)})
        return Reply(write.idempotency_key or "", write.digest, 200, kept)

    changes = Changes(
        what=f"{'PUT' if write.whole else 'PATCH'} {write.noun}",
        citizens=[record] if isinstance(record, Citizen) else (),
        placements=[record] if isinstance(record, Placement) else (),
        expected={(write.noun, write.record_id): old.version if old else None},
    )
    try:
        revision = application.store.save(changes, visit.viewer.name, reply if write.idempotency_key else None)
    except Conflict as fault:
        raise Refusal(412) from fault
    return answer(shown, ETag=tag(revision))


def _expected(application: Application, visit: Visit, write: Write) -> Stored[Any] | None:
    """The version the sender has seen; None when the sender wants to make a new record."""
    if write.whole and write.if_none_match == "*":
        return None
    old = stored_or_404(application, write.noun, write.record_id, visit)
    if write.if_match is None:
        raise Refusal(428)
    tags = {tag.strip() for tag in write.if_match.split(",")}
    if not tags & {"*", etag(old.version)}:
        raise Refusal(412)
    return old


def changed_fields(noun: Noun, body: BaseModel | None) -> dict[str, Any]:
    """The fields that a body sends, as a record holds them.

    Raises:
        Refusal: naming every field that cannot be used.
    """
    if body is None:
        return {}
    columns = {column.name: column for column in columns_of(RECORD[noun])}
    fields: dict[str, Any] = {}
    faults: list[tuple[str, Text]] = []
    for name, value in body.model_dump(exclude_unset=True).items():
        try:
            fields[name] = _checked(columns[name], from_body(columns[name], value))
        except CellError as fault:
            faults.append((name, fault.text))
    if faults:
        raise Refusal(422, errors=faults)
    return fields


def _changed(write: Write, old: Stored[Any] | None) -> Any:
    record = RECORD[write.noun]
    fields = changed_fields(write.noun, write.body)
    if write.whole or old is None:
        key = columns_of(record)[0]
        if parse_cell(key, write.record_id) != write.record_id:
            raise Refusal(422, errors=[(key.name, _ID)])
        changed = record(**{key.name: write.record_id, **fields})
    else:
        changed = dataclasses.replace(old.record, **fields)
    faults = list(check_record(changed))
    if write.noun == "citizens":
        faults += out_of_place(old.record if old else None, fields).items()
    if faults:
        raise Refusal(422, errors=faults)
    return changed


def _checked(column: Column, value: Any) -> Any:
    """A value as a file could hold it: what may stand in a field is decided in one place."""
    return None if value is None else parse_cell(column, format_cell(column, value))
