"""One cell: its text read as what its column holds, and written again so that it reads the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from jobmatch.domain.columns import Column, Kind
from jobmatch.errors import Text
from jobmatch.exchange import lists, numbers, places, times
from jobmatch.exchange.codes import code_list, did_you_mean, fold, parse_code, parse_licence
from jobmatch.exchange.cpr import REFUSED, holds_cpr, is_p_number
from jobmatch.exchange.problems import CellError, quoted

LONGEST_CELL = 32_767
"""Signs that a cell of Excel can hold."""

_LONGEST_KEY = 100
_UNSEEN_AT_ENDS = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"
_LINE_ENDS = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Signs that no text has; those that turn the direction of writing would turn what stands after it on a page too."""
_ANSWERS = {"ja": True, "nej": False, "ukendt": None}


def parse_cell(column: Column, text: str) -> Any:
    """The value that a cell's text means in a column; None when the cell is empty, which means unknown.

    Raises:
        CellError: the text cannot be that, or holds a CPR number, which is then not repeated.
    """
    if holds_cpr(text) and not (column.kind is Kind.P_NUMBER and is_p_number(text.strip())):
        raise CellError(REFUSED)
    plain = tidy(text)
    if not plain:
        return None
    _bounded(plain)
    if column.kind in _LISTS and lists.says_unknown(plain):
        return None
    value = _PARSERS[column.kind](column, plain)
    if column.kind in (Kind.DECIMAL, Kind.INTEGER, Kind.PERCENT):
        numbers.within(value, column.minimum, column.maximum)
    return value


def format_cell(column: Column, value: Any) -> str:
    """The cell that ``parse_cell`` reads as this value; empty for unknown."""
    return "" if value is None else _FORMATTERS.get(column.kind, _plain)(value)


def tidy(text: str) -> str:
    """Composed letters, one kind of line end, nothing unseen around it."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    if "\r" in plain:
        plain = _LINE_ENDS.sub("\n", plain)
    return plain.strip(_UNSEEN_AT_ENDS)


def doubt(column: Column, value: Any) -> Text | None:
    """What is worth a look in a value that is accepted: a certificate nobody knows, a share that looks like a part."""
    if value is None:
        return None
    if column.codes == "licence":
        return _unknown_licences(value)
    if column.kind is Kind.PERCENT and 0 < value <= 1:
        return Text(
            '{value} procent er meget lidt. Mente du "{meant}"?',
            '{value} per cent is very little. Did you mean "{meant}"?',
        ).fill(value=numbers.format_number(value), meant=numbers.format_number(round(value * 100, 6)))
    return None


def _bounded(text: str) -> None:
    if len(text) > LONGEST_CELL:
        raise CellError(
            Text(
                "Teksten er for lang: {length} tegn. Der er plads til {most}.",
                "The text is too long: {length} characters. There is room for {most}.",
            ).fill(length=len(text), most=LONGEST_CELL)
        )
    if _CONTROL.search(text):
        raise CellError(
            Text(
                "{value} indeholder et skjult styretegn. Skriv teksten igen.",
                "{value} holds a hidden control character. Write the text again.",
            ).fill(value=quoted(text))
        )


def _key(column: Column, text: str) -> str:
    if len(text) > _LONGEST_KEY or not text.isprintable():
        raise CellError(
            Text(
                "{value} kan ikke være et nummer. Skriv højst {most} synlige tegn på én linje.",
                "{value} cannot be an id. Write at most {most} visible characters on one line.",
            ).fill(value=quoted(text), most=_LONGEST_KEY)
        )
    return text


def _code(column: Column, text: str) -> str:
    return parse_code(_list_of(column), text)


def _codes(column: Column, text: str) -> tuple[str, ...]:
    if column.codes == "licence":
        return lists.parse_parts(text, parse_licence)
    return lists.parse_parts(text, lambda part: parse_code(_list_of(column), part))


def _list_of(column: Column) -> str:
    if column.codes is None:
        raise ValueError(f"column {column.name} names no code list")
    return column.codes


def _decimal(column: Column, text: str) -> float:
    return numbers.parse_share(text) if column.maximum == 1 else numbers.parse_decimal(text)


def _yes_no(column: Column, text: str) -> bool | None:
    answer = fold(text)
    if answer not in _ANSWERS:
        raise CellError(
            Text(
                '{value} er ikke et svar her. Skriv "ja" eller "nej", eller lad feltet være tomt.',
                '{value} is not an answer here. Write "ja" or "nej", or leave the cell empty.',
            ).fill(value=quoted(text))
        )
    return _ANSWERS[answer]


def _unknown_licences(codes: tuple[str, ...]) -> Text | None:
    known = code_list("licence")
    strange = [code for code in codes if code not in known]
    if not strange:
        return None
    names = ", ".join(quoted(code) for code in strange)
    seen = Text("Ukendt bevis: {names}. Det gemmes.", "Unknown licence: {names}. It is kept.").fill(names=names)
    hints = [hint for code in strange if (hint := did_you_mean(code, known)) is not None]
    return Text(" ".join(text.da for text in [seen, *hints]), " ".join(text.en for text in [seen, *hints]))


def _plain(value: Any) -> str:
    return str(value)


_PARSERS: dict[Kind, Callable[[Column, str], Any]] = {
    Kind.KEY: _key,
    Kind.TEXT: lambda column, text: text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.TERMS: lambda column, text: lists.parse_parts(text, lambda part: part),
    Kind.COMPETENCES: lambda column, text: lists.parse_competences(text),
    Kind.NEEDS: lambda column, text: lists.parse_needs(text),
    Kind.OFFERS: lambda column, text: lists.parse_offers(text),
    Kind.DECIMAL: _decimal,
    Kind.INTEGER: lambda column, text: numbers.parse_whole(text),
    Kind.PERCENT: lambda column, text: numbers.parse_percent(text),
    Kind.DAYS: lambda column, text: lists.parse_days(text),
    Kind.TIME: lambda column, text: times.parse_time(text),
    Kind.BLOCKED: lambda column, text: lists.parse_parts(text, times.parse_blocked),
    Kind.POSTCODE: lambda column, text: places.parse_postcode(text),
    Kind.CVR: lambda column, text: places.parse_cvr(text),
    Kind.P_NUMBER: lambda column, text: places.parse_p_number(text),
    Kind.DATE: lambda column, text: times.parse_date(text),
    Kind.YES_NO: _yes_no,
}
_LISTS = (Kind.CODES, Kind.TERMS, Kind.COMPETENCES, Kind.NEEDS, Kind.OFFERS, Kind.DAYS, Kind.BLOCKED)
_FORMATTERS: dict[Kind, Callable[[Any], str]] = {
    Kind.CODES: lists.joined,
    Kind.TERMS: lists.joined,
    Kind.COMPETENCES: lists.format_competences,
    Kind.NEEDS: lists.format_needs,
    Kind.OFFERS: lists.format_offers,
    Kind.DECIMAL: numbers.format_number,
    Kind.INTEGER: numbers.format_number,
    Kind.PERCENT: numbers.format_number,
    Kind.DAYS: lists.format_days,
    Kind.TIME: times.format_time,
    Kind.BLOCKED: lambda value: lists.joined(times.format_blocked(blocked) for blocked in value),
    Kind.DATE: times.format_date,
    Kind.YES_NO: lambda value: "ja" if value else "nej",
}
