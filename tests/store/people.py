"""Citizens, placements and events of every shape, for the tests of the store."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from jobmatch.domain.citizen import BlockedTime, Citizen, Competence, Need
from jobmatch.domain.columns import Kind, columns_of
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Offer, Placement

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
_codes = st.sampled_from(["ro", "mentor", "korte_dage", "æøå"])
_times = st.times().map(lambda value: value.replace(second=0, microsecond=0))


def _list(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=4).map(tuple)


VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.KEY: words,
    Kind.TEXT: words,
    Kind.CODE: _codes,
    Kind.CODES: _list(_codes),
    Kind.TERMS: _list(words),
    Kind.COMPETENCES: _list(st.builds(Competence, words, st.none() | st.integers(1, 3))),
    Kind.NEEDS: _list(st.builds(Need, _codes, st.sampled_from(["krav", "vigtigt", "oenske"]))),
    Kind.OFFERS: _list(st.builds(Offer, _codes, st.sampled_from(["ja", "delvist", "nej", "ukendt"]))),
    Kind.DECIMAL: st.floats(0, 60),
    Kind.PERCENT: st.floats(0, 100),
    Kind.INTEGER: st.integers(0, 10_000),
    Kind.DAYS: _list(st.integers(0, 6)),
    Kind.TIME: _times,
    Kind.BLOCKED: _list(st.builds(BlockedTime, st.integers(0, 6), _times, _times)),
    Kind.POSTCODE: st.sampled_from(["3390", "3300", "0800"]),
    Kind.CVR: st.sampled_from(["10150817"]),
    Kind.P_NUMBER: st.sampled_from(["1003388394"]),
    Kind.DATE: st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    Kind.YES_NO: st.booleans(),
}
"""Per kind of column: any value that it may have."""


def any_record(record: type, **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A record with every field known or unknown."""
    required = {"date", "event"} if record is Event else set()
    values = {
        column.name: VALUES[column.kind]
        if column.kind is Kind.KEY or column.name in required
        else st.none() | VALUES[column.kind]
        for column in columns_of(record)
    }
    return st.builds(record, **{**values, **fixed})


def citizen(citizen_id: str = "B-001", **known: Any) -> Citizen:
    """A citizen of whom only the given facts are known."""
    return Citizen(citizen_id=citizen_id, **known)


def placement(placement_id: str = "P-001", **known: Any) -> Placement:
    """A placement of which only the given facts are known."""
    return Placement(placement_id=placement_id, **known)


def event(citizen_id: str = "B-001", placement_id: str = "P-001", **known: Any) -> Event:
    """Something that happened on a Monday."""
    facts = {"date": date(2026, 3, 2), "event": "startet", **known}
    return Event(citizen_id=citizen_id, placement_id=placement_id, **facts)


FULL = citizen(
    display_name="Ærø 🙂",
    competences=(Competence("køkken", 2), Competence("have")),
    wishes=(),
    hours_now=7.5,
    days=(0, 2, 4),
    earliest=time(8, 30),
    blocked=(BlockedTime(1, time(10), time(12)),),
    needs=(Need("ro", "krav"),),
    capacity_date=date(2026, 11, 2),
    under_18=False,
)
"""A citizen with a value of most kinds."""


def known_fields(record: Any) -> dict[str, Any]:
    """The fields of a record that are known."""
    return {one.name: getattr(record, one.name) for one in fields(record) if getattr(record, one.name) is not None}
