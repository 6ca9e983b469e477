"""The tables of casework: one for each kind of row, with a column for each field; rows are only ever added."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import BigInteger, Column, Double, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.types import TypeEngine

from jobmatch.domain.agreement import AgreementVersion
from jobmatch.domain.course import CourseEntry
from jobmatch.domain.decision import CitizenReply, Decision, ShownList, View
from jobmatch.domain.follow_up import Contact, FollowUpEntry
from jobmatch.store.metadata import METADATA, key_type

_IDS = ("citizen_id", "placement_id", "course_id", "digest", "by")
_TYPES: dict[type, type[TypeEngine[Any]]] = {
    str: Text,
    int: BigInteger,
    float: Double,
    bool: Integer,
    bytes: LargeBinary,
    date: Text,
    datetime: Text,
    dict: Text,
    tuple: Text,
}


def kind_of(hint: Any) -> tuple[type, bool]:
    """The plain type behind a field's annotation, and whether the field may be unknown."""
    if get_origin(hint) in (Union, types.UnionType):
        (known,) = [one for one in get_args(hint) if one is not type(None)]
        return kind_of(known)[0], True
    return get_origin(hint) or hint, False


def _table(name: str, record: type, *keys: str) -> Table:
    hints = get_type_hints(record)
    columns = []
    for field in fields(record):
        kind, optional = kind_of(hints[field.name])
        typed = key_type() if field.name in _IDS else _TYPES[kind]()
        nullable = optional and field.name != "at"
        is_key = field.name in keys
        columns.append(Column(field.name, typed, nullable=nullable, primary_key=is_key, autoincrement=False))
    table = Table(name, METADATA, *columns)
    if "citizen_id" not in keys[:1]:
        Index(f"{name}_citizen", table.c.citizen_id)
    return table


SHOWN_LISTS = _table("shown_lists", ShownList, "number")
Index("shown_lists_content", SHOWN_LISTS.c.citizen_id, SHOWN_LISTS.c.digest, unique=True)
SHOWN_VIEWS = _table("shown_views", View, "shown", "by")
DECISIONS = _table("decisions", Decision, "number")
CITIZEN_REPLIES = _table("citizen_replies", CitizenReply, "number")
COURSE_ENTRIES = _table("course_entries", CourseEntry, "number")
AGREEMENTS = _table("agreements", AgreementVersion, "number", "version")
FOLLOW_UPS = _table("follow_ups", FollowUpEntry, "number")
CITIZEN_CONTACTS = _table("citizen_contacts", Contact, "number")
