"""Citizens, placements and events as files can hold them, for the tests of the exchange."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from stdnum.dk import cvr

from jobmatch.domain.citizen import BlockedTime, Competence, Need
from jobmatch.domain.codes import REASON
from jobmatch.domain.columns import Column, Kind
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer
from jobmatch.exchange.cells import tidy
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.codes import code_list, fold
from jobmatch.exchange.cpr import holds_cpr
from jobmatch.exchange.kinds import FileKind
from jobmatch.travel.places import PLACES

_visible = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
texts = (
    st.text(st.one_of(_visible, st.sampled_from("=+-@'\"|;,\t\næøå:_x")), max_size=30)
    | st.sampled_from(
        ["=1+1", "'=1+1", "''@x", "+45 20 12 11 30", "-", "_x000D_", "ingen", "ja;nej", 'a "b" c', "1.250"]
    )
).map(tidy)
"""Text as people and attackers write it, already in the form in which it is kept."""

cells = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "ingen", "|", "ro:", ":krav", "1.250", "62,5 %", "24:00", "31-02-2026", "9" * 400, "0,5e3"]
    ),
    st.from_regex(r"[0-9.,:;|% -]{1,12}", fullmatch=True),
)
"""Text of any kind: most of it is wrong in most columns."""


def _usable(text: str) -> bool:
    return bool(text) and not holds_cpr(text) and text.replace("\n", "").replace("\t", "").isprintable()


def _term(text: str) -> bool:
    return _usable(text) and "|" not in text and tidy(text.strip()) == text.strip() == text and fold(text) != "ingen"


def _list(items: st.SearchStrategy[Any], unique_by: Any = None) -> st.SearchStrategy[Any]:
    return st.lists(items, max_size=4, unique_by=unique_by).map(tuple)


def _hours(column: Column) -> st.SearchStrategy[float]:
    low, high = column.minimum or 0, column.maximum or 1000
    return st.floats(low, high).map(lambda number: round(number, 3)).filter(lambda number: low <= number <= high)


_blocked = st.tuples(st.integers(0, 6), st.times(), st.times()).map(
    lambda parts: BlockedTime(parts[0], _minute(min(parts[1:])), _minute(max(parts[1:])))
)


def _minute(moment: time) -> time:
    return moment.replace(second=0, microsecond=0)


def values(column: Column) -> st.SearchStrategy[Any]:
    """Values that a cell of the column can mean."""
    codes = st.sampled_from(code_list(column.codes)) if column.codes else st.nothing()
    terms = texts.filter(_term)
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.KEY: texts.filter(lambda text: _usable(text) and text.isprintable()),
        Kind.TEXT: texts.filter(_usable),
        Kind.CODE: codes,
        Kind.CODES: _list(codes, unique_by=lambda code: code),
        Kind.TERMS: _list(terms, unique_by=lambda term: term),
        Kind.COMPETENCES: _list(
            st.builds(Competence, terms.filter(lambda term: ":" not in term), st.sampled_from([None, 1, 2, 3])),
            unique_by=lambda competence: fold(competence.term),
        ),
        Kind.NEEDS: _list(
            st.sampled_from(list(NEEDS.values())).flatmap(
                lambda need: st.builds(Need, st.just(need.code), st.sampled_from(need.strengths))
            ),
            unique_by=lambda need: need.code,
        ),
        Kind.OFFERS: _list(
            st.builds(Offer, st.sampled_from(list(NEEDS)), st.sampled_from(["ja", "delvist", "nej", "ukendt"])),
            unique_by=lambda offer: offer.code,
        ),
        Kind.DECIMAL: _hours(column),
        Kind.PERCENT: _hours(column),
        Kind.INTEGER: st.integers(int(column.minimum or 0), int(column.maximum or 100_000)),
        Kind.DAYS: st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
        Kind.TIME: st.times().map(_minute),
        Kind.BLOCKED: _list(_blocked.filter(lambda blocked: blocked.start < blocked.end), unique_by=lambda each: each),
        Kind.POSTCODE: st.sampled_from(list(PLACES)),
        Kind.CVR: st.integers(10_000_000, 99_999_999).map(str).filter(cvr.is_valid),
        Kind.P_NUMBER: st.integers(10**9, 2 * 10**9).map(str),
        Kind.DATE: st.dates(date(1950, 1, 1), date(2100, 12, 31)),
        Kind.YES_NO: st.booleans(),
    }
    return by_kind[column.kind]


@cache
def _by_column(column: Column) -> st.SearchStrategy[Any]:
    return values(column)


@st.composite
def records(draw: st.DrawFn, kind: FileKind) -> Any:
    """A whole record of a kind, any cell of it unknown but the keys."""
    fields: dict[str, Any] = {}
    for column in kind.columns:
        if column.name == "reason":
            fields["reason"] = draw(st.sampled_from([None, *REASON.get(fields["event"], ())]))
        elif column.name in kind.keys or draw(st.booleans()):
            fields[column.name] = draw(_by_column(column))
    record = kind.record(**fields)
    assume(_can_be_told(record))
    return record


def _can_be_told(record: Any) -> bool:
    """Without contradictions, and without lists whose parts together look like a CPR number."""
    lists = (value for value in _fields(record) if isinstance(value, tuple))
    return not check_record(record) and not any(holds_cpr("|".join(map(str, value))) for value in lists)


def _fields(record: Any) -> list[Any]:
    return [getattr(record, name) for name in record.__slots__]


def write_rows(path: Path, *rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """A CSV file with these rows, the first one being the header."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path
