"""Passwords: kept as argon2id hashes, judged by length rather than by signs, and never told to anybody."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from jobmatch.errors import BadInput, Text

SHORTEST, LONGEST = 12, 200
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_HASHER = PasswordHasher()

_TOO_SHORT = Text(
    f"Adgangskoden skal være på mindst {SHORTEST} tegn. Tag for eksempel fire ord, der ikke hører sammen.",
    f"The password needs at least {SHORTEST} characters. Take four words that do not belong together, for example.",
)
_TOO_LONG = Text(
    f"Adgangskoden må højst være på {LONGEST} tegn.", f"The password may have at most {LONGEST} characters."
)
_TOO_PLAIN = Text(
    "Den adgangskode er for nem at gætte. Vælg en, der hverken er dit brugernavn eller det samme igen og igen.",
    "That password is too easy to guess. Choose one that is neither your user name nor the same over and over.",
)
_FEWEST_DIFFERENT = 5


def checked(password: str, name: str) -> str:
    """A password that somebody chose.

    Raises:
        BadInput: It is too short, too long or too plain.
    """
    if len(password) < SHORTEST:
        raise BadInput(_TOO_SHORT)
    if len(password) > LONGEST:
        raise BadInput(_TOO_LONG)
    if len(set(password)) < _FEWEST_DIFFERENT or password.casefold().replace(name.casefold(), "") == "":
        raise BadInput(_TOO_PLAIN)
    return password


def generated() -> str:
    """A password that nobody could guess and anybody can type: ``k7mp-…``, 80 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that is kept; as slow for nobody's as for somebody's."""
    try:
        return _HASHER.verify(kept or _nobodys(), password[: LONGEST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex())
