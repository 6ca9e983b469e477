"""Keys that nobody can guess, and what is kept of them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

CODE_SIGNS = "ACDEFHJKMNPRTUVWXY34679"
"""No signs that can be taken for one another, on paper or read aloud."""
CODE_LENGTH = 8


def new_key() -> str:
    """256 random bits, for a cookie or a token."""
    return secrets.token_urlsafe(32)


def digest_of(key: str) -> str:
    """What the database keeps of a key: enough to know it again, too little to use it."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def new_code() -> str:
    """A code to be read from a screen: ``ACDE-FHJK``."""
    return shown_code("".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH)))


def shown_code(code: str) -> str:
    """A code with a line in the middle."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def read_code(text: str) -> str:
    """A code as somebody typed it: small letters, spaces and lines do not matter."""
    return shown_code("".join(sign for sign in text.upper() if sign.isalnum())[: CODE_LENGTH + 1])


def form_key_of(secret: str) -> str:
    """What a form must send to show that the page it stood on was shown to the same visitor."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def sealed(secret: str, text: str) -> str:
    """A text that a browser may keep and hand back, with a seal that only we can make."""
    packed = base64.urlsafe_b64encode(text.encode()).decode()
    return f"{packed}.{_seal(secret, packed)}"


def unsealed(secret: str, kept: str) -> str | None:
    """The text under an unbroken seal of ours; None for anything else."""
    packed, _, seal = kept.partition(".")
    if not same(seal, _seal(secret, packed)):
        return None
    return base64.urlsafe_b64decode(packed).decode()


def _seal(secret: str, packed: str) -> str:
    return hmac.new(secret.encode(), b"seal" + packed.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, without telling by the time it takes where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
