"""Postcodes and company numbers: that they exist, and what was probably meant."""

from __future__ import annotations

import re

from stdnum.dk import cvr

from jobmatch.errors import Text
from jobmatch.exchange.cpr import is_p_number
from jobmatch.exchange.problems import CellError, quoted
from jobmatch.travel.places import PLACES

_FOUR_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_BLANKS = str.maketrans("", "", " \u00a0")


def parse_postcode(text: str) -> str:
    """A Danish postcode in use; Excel may have taken its leading zero.

    Raises:
        CellError: not four digits, or no such postcode.
    """
    plain = text.strip()
    if len(plain) == 3 and plain.isascii() and plain.isdigit() and "0" + plain in PLACES:
        plain = "0" + plain
    if not _FOUR_DIGITS.fullmatch(plain):
        meant = _FOUR_DIGITS.search(plain)
        raise CellError(
            Text(
                '{value} er ikke et postnummer. Skriv de fire cifre, for eksempel "{example}".',
                '{value} is not a postcode. Write its four digits, for example "{example}".',
            ).fill(value=quoted(text), example=meant.group() if meant else "3390")
        )
    if plain not in PLACES:
        raise CellError(
            Text(
                "Postnummeret {value} findes ikke i Danmark. Ret det, eller lad feltet være tomt.",
                "The postcode {value} does not exist in Denmark. Correct it, or leave the cell empty.",
            ).fill(value=quoted(text))
        )
    return plain


def parse_cvr(text: str) -> str:
    """A company number of eight digits with a right check digit."""
    plain = text.strip().translate(_BLANKS)
    if not (len(plain) == 8 and plain.isascii() and plain.isdigit()):
        raise CellError(
            Text(
                "{value} er ikke et CVR-nummer. Skriv otte cifre uden andet.",
                "{value} is not a CVR number. Write eight digits and nothing else.",
            ).fill(value=quoted(text))
        )
    if not cvr.is_valid(plain):
        raise CellError(
            Text(
                "CVR-nummeret {value} kan ikke passe: kontrolcifferet er forkert. Se efter en tastefejl.",
                "The CVR number {value} cannot be right: its check digit is wrong. Look for a typing mistake.",
            ).fill(value=quoted(text))
        )
    return plain


def parse_p_number(text: str) -> str:
    """A production unit number: exactly ten digits."""
    plain = text.strip()
    if not is_p_number(plain):
        raise CellError(
            Text(
                "{value} er ikke et P-nummer. Skriv præcis ti cifre uden andet.",
                "{value} is not a P-number. Write exactly ten digits and nothing else.",
            ).fill(value=quoted(text))
        )
    return plain
