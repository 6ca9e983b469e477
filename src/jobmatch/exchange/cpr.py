"""The guard against CPR numbers: none may come in, and none may be echoed.

A number counts when its first six digits can be a date, whatever its check digit says: valid numbers have failed the
check since 2007.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from itertools import accumulate

from jobmatch.errors import Text

REFUSED = Text(
    "Feltet ser ud til at indeholde et CPR-nummer. CPR-numre må ikke stå her. Brug borgerens nummer fra fagsystemet.",
    "This looks like a CPR number. CPR numbers are not allowed here. Use the citizen's id from the case system.",
)
"""What is said instead of the value."""

_JOINS = r"\s_\-"
_CHAIN = re.compile(rf"[0-9]+(?:[{_JOINS}]+[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_DOTTED = re.compile(rf"(?<![0-9])[0-9]{{2}}\s*[./-]\s*[0-9]{{2}}\s*[./-]\s*[0-9]{{2}}[{_JOINS}./]*[0-9]{{4}}(?![0-9])")
_NORDIC = re.compile(r"(?<=[0-9])\s*[+Aa]\s*(?=[0-9]{4}(?![0-9]))")
"""What stands before the last four digits in the numbers of neighbours: by some it is written so here too."""
_POINTED = re.compile(r"(?<![0-9])([0-9]{6})[./:][0-9]{4}(?![0-9])")
_CALENDAR = re.compile(
    r"(?<![0-9-])(?:[0-9]{1,2}-[0-9]{1,2}-(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9-])"
)
_DECIMAL = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]+")
_SCIENTIFIC = re.compile(r"([0-9](?:[.,][0-9]+)?)[eE]\+?([0-9]{1,2})")
_ODD = re.compile(r"[^\x00-\x7f\xc0-\xff]")
"""Signs that can be a digit, a dash or unseen; the letters of Danish are none of them."""
_NINE_DIGITS = re.compile(r"(?:[0-9][^0-9]*){9}")
_DASHES = {ord(sign): "-" for sign in "\u2043\u2212\u02d7\u06d4\u30fc\uff70\u00ac\u2022\u00b7"}
_DATE_GROUPS = ((6,), (2, 2, 2), (2, 4), (4, 2))


def holds_cpr(text: str) -> bool:
    """Whether a CPR number hides in the text, also written with spaces, odd dashes, digits or invisible signs."""
    plain = _plain(text) if _ODD.search(text) else text
    if _NINE_DIGITS.search(plain) is None:
        return False
    plain = _NORDIC.sub("-", plain)
    stripped = plain.strip()
    if _DECIMAL.fullmatch(stripped):
        return False
    if number := _SCIENTIFIC.fullmatch(stripped):
        return _is_scientific_cpr(number)
    if any(_is_date(_digits(found.group())) for found in _DOTTED.finditer(plain)):
        return True
    if any(_is_date(found.group(1)) for found in _POINTED.finditer(plain)):
        return True
    return any(_chain_holds(found.group()) for found in _CHAIN.finditer(_CALENDAR.sub("/", plain)))


def is_p_number(text: str) -> bool:
    """Ten bare digits: what the production unit column alone may hold although it can look like a CPR number."""
    return len(text) == 10 and text.isascii() and text.isdigit()


def masked(name: str) -> str:
    """A file or sheet name that can be shown: without its digits when they are a CPR number."""
    if not holds_cpr(name):
        return name
    return "".join("x" if sign.isdigit() or unicodedata.normalize("NFKC", sign).isdigit() else sign for sign in name)


def _plain(text: str) -> str:
    """ASCII digits, plain dashes and blanks; signs that nobody sees are left out."""
    signs = []
    for sign in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(sign)
        if category == "Nd":
            signs.append(str(unicodedata.digit(sign)))
        elif category == "Pd":
            signs.append("-")
        elif category in ("Zs", "Zl", "Zp"):
            signs.append(" ")
        elif category not in ("Cf", "Mn", "Me", "Cc") or sign in "\t\r\n":
            signs.append(sign)
    return "".join(signs).translate(_DASHES)


def _digits(text: str) -> str:
    return "".join(_GROUP.findall(text))


def _is_date(digits: str) -> bool:
    """Whether the first six digits are a day that exists, in any century."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= max(monthrange(century + year, month)[1] for century in (1900, 2000))


def _is_scientific_cpr(number: re.Match[str]) -> bool:
    mantissa = number.group(1).replace(",", ".")
    value = f"{float(mantissa + 'e' + number.group(2)):.0f}"
    return len(value) in (9, 10) and _is_date(value.zfill(10))


def _chain_holds(chain: str) -> bool:
    """Whether digits joined by blanks and dashes hold a number: as a whole, or as one of their parts."""
    groups = _GROUP.findall(chain)
    for group in groups:
        if len(group) in (9, 10) and _is_date(group.zfill(10)):
            return True
    lengths = tuple(len(group) for group in groups)
    if sum(lengths) == 10 and _is_date("".join(groups)):
        return True
    for start in range(len(groups)):
        for pattern in _DATE_GROUPS:
            end = start + len(pattern)
            if lengths[start:end] != pattern or not _is_date("".join(groups[start:end])):
                continue
            # A serial in pieces counts after a date in one piece; pairs of digits in a row are telephone numbers.
            if lengths[end : end + 1] == (4,) or (pattern == (6,) and 4 in accumulate(lengths[end:])):
                return True
    return False
