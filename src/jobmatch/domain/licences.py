"""Licences and certificates: known codes, the form of an open-list code, and what one gives the right to."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from types import MappingProxyType

from jobmatch.domain.shipped import DATA
from jobmatch.errors import Text

_FILE = tomllib.loads((DATA / "licences.toml").read_text(encoding="utf-8"))

LICENCES: Mapping[str, Text] = MappingProxyType({row["code"]: Text(**row["label"]) for row in _FILE["licence"]})
"""The known codes; the list is open, see ``licence_code``."""

_HOLDS: dict[str, tuple[str, ...]] = {row["code"]: tuple(row.get("holds", ())) for row in _FILE["licence"]}
_NAMES: dict[str, str] = {name: row["code"] for row in _FILE["licence"] for name in row["names"]}
_FORMS: tuple[str, ...] = tuple(_FILE["forms"])
_NEVER: tuple[str, ...] = tuple(_FILE["never"])
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e"})


def _as_code(term: str) -> str:
    lowered = unicodedata.normalize("NFC", term).lower().translate(_ASCII)
    return re.sub(r"[^a-z0-9]+", "_", lowered).strip("_")


@lru_cache(maxsize=8192)
def licence_code(term: str) -> str | None:
    """The licence that a word of a file means: a known code, an open-list code, or None when it is no licence.

    A record certificate is never a licence: it is a rule to settle, and is not stored.
    """
    code = _as_code(term)
    if code in LICENCES:
        return code
    if code in _NAMES:
        return _NAMES[code]
    if any(fnmatchcase(code, pattern) for pattern in _NEVER):
        return None
    return code if any(fnmatchcase(code, pattern) for pattern in _FORMS) else None


def is_licence(code: str) -> bool:
    """True for a known code and for an open-list code with the form of a licence."""
    return licence_code(code) is not None


def licence_label(code: str) -> Text:
    """The label of a known code; an open-list code is shown as words."""
    words = code.replace("_", " ")
    return LICENCES.get(code, Text(words, words))


def rights(codes: Collection[str]) -> frozenset[str]:
    """Everything that the licences held give the right to: a bus driver may also drive a car."""
    held = {licence_code(code) or code for code in codes}
    return frozenset(held.union(*(_HOLDS.get(code, ()) for code in held)))
