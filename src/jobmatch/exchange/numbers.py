"""Numbers as Danes and programs write them: ``7,5``, ``7.5``, ``1.250,5``, ``62,5 %``."""

from __future__ import annotations

import re
from decimal import Decimal

from jobmatch.errors import Text
from jobmatch.exchange.problems import CellError, quoted

_WHOLE = re.compile(r"[+-]?[0-9]+")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_COMMA = re.compile(r"([+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)),([0-9]+)")
_POINT = re.compile(r"[+-]?[0-9]+\.[0-9]+")
_LONGEST = 40
_LARGEST_WHOLE = 2**31 - 1


def parse_decimal(text: str) -> float:
    """The number that the text writes.

    Raises:
        CellError: not a number, or ``1.250``, which can be read in two ways.
    """
    plain = text.strip().replace("\u2212", "-")
    if len(plain) > _LONGEST:
        raise _not_a_number(text)
    if _GROUPED.fullmatch(plain):
        if plain.count(".") == 1:
            raise _ambiguous(plain)
        return float(plain.replace(".", ""))
    if comma := _COMMA.fullmatch(plain):
        return float(comma.group(1).replace(".", "") + "." + comma.group(2))
    if _WHOLE.fullmatch(plain) or _POINT.fullmatch(plain):
        return float(plain)
    raise _not_a_number(text)


def parse_whole(text: str) -> int:
    """The whole number that the text writes; here ``2.347`` is 2347.

    Raises:
        CellError: not a number, or not a whole one.
    """
    plain = text.strip().replace("\u2212", "-")
    if len(plain) <= _LONGEST and (_GROUPED.fullmatch(plain) or _WHOLE.fullmatch(plain)):
        number = int(plain.replace(".", ""))
        if abs(number) > _LARGEST_WHOLE:
            raise CellError(
                Text("{value} er et alt for stort tal.", "{value} is far too large a number.").fill(value=quoted(text))
            )
        return number
    try:
        value = parse_decimal(plain)
    except CellError:
        raise _not_whole(text) from None
    if not value.is_integer() or abs(value) > _LARGEST_WHOLE:
        raise _not_whole(text)
    return int(value)


def parse_percent(text: str) -> float:
    """A percentage, 0 to 100, with or without its sign."""
    return parse_decimal(text.strip().removesuffix("%"))


def parse_share(text: str) -> float:
    """A number from 0 to 1, also written as a percentage with its sign."""
    plain = text.strip()
    return parse_percent(plain) / 100 if plain.endswith("%") else parse_decimal(plain)


def within(number: float, minimum: float | None, maximum: float | None) -> None:
    """Refuses a number outside its plausible bounds."""
    if minimum is not None and number < minimum:
        raise CellError(
            Text(
                "{value} er for lidt. Her skal stå mindst {bound}.", "{value} is too little. The least is {bound}."
            ).fill(value=format_number(number), bound=format_number(minimum))
        )
    if maximum is not None and number > maximum:
        raise CellError(
            Text("{value} er for meget. Her må højst stå {bound}.", "{value} is too much. The most is {bound}.").fill(
                value=format_number(number), bound=format_number(maximum)
            )
        )


def format_number(number: float) -> str:
    """The number with a decimal comma, every digit kept, never in scientific form."""
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f").replace(".", ",")


def _ambiguous(text: str) -> CellError:
    as_whole, as_decimal = text.replace(".", ""), text.replace(".", ",")
    return CellError(
        Text(
            '{value} kan læses på to måder. Skriv "{whole}" eller "{decimal}".',
            '{value} can be read in two ways. Write "{whole}" or "{decimal}".',
        ).fill(value=quoted(text), whole=as_whole, decimal=as_decimal)
    )


def _not_a_number(text: str) -> CellError:
    return CellError(
        Text(
            '{value} er ikke et tal. Skriv for eksempel "7,5", og lad feltet være tomt, hvis tallet er ukendt.',
            '{value} is not a number. Write for example "7,5", and leave the cell empty if the number is unknown.',
        ).fill(value=quoted(text))
    )


def _not_whole(text: str) -> CellError:
    return CellError(
        Text(
            '{value} er ikke et helt tal. Skriv for eksempel "30", og lad feltet være tomt, hvis tallet er ukendt.',
            '{value} is not a whole number. Write for example "30", and leave the cell empty if it is unknown.',
        ).fill(value=quoted(text))
    )
