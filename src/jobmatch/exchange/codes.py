"""Codes as people write them: folded, looked up in the closed lists, and suggested when they are nearly right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from jobmatch.domain import codes
from jobmatch.domain.licences import LICENCES, licence_code
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.target_groups import ALL_TARGET_GROUPS
from jobmatch.errors import Text
from jobmatch.exchange.problems import CellError, quoted

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_GAPS = re.compile(r"[\s_\-‐‑–]+")
_CERTIFICATE = re.compile(r"attest(?:en|er|erne)?(?![a-z])")
"""However it is written and whatever stands after it."""
_LIKE = 70
_MOST_LISTED = 12


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """One spelling for codes and headers: small letters, ``ø`` as ``oe``, blanks and dashes as ``_``."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold().translate(_LETTERS)
    return _GAPS.sub("_", plain)


def _closed_lists() -> Mapping[str, Iterable[str]]:
    return {
        "target_group": ALL_TARGET_GROUPS,
        "status": codes.STATUS,
        "hours_certainty": codes.HOURS_CERTAINTY,
        "transport": codes.TRANSPORT,
        "measure": codes.MEASURE,
        "event": codes.EVENT,
        "reason": dict.fromkeys(code for reasons in codes.REASON.values() for code in reasons),
        "need": NEEDS,
        "licence": LICENCES,
    }


@cache
def code_list(name: str) -> tuple[str, ...]:
    """The codes of a list that columns name, in their order."""
    return tuple(_closed_lists()[name])


@cache
def _folded(name: str) -> dict[str, str]:
    return {fold(code): code for code in code_list(name)}


def parse_code(name: str, text: str) -> str:
    """The canonical code of a closed list.

    Raises:
        CellError: the list has no such code; says which codes it has, or which one was probably meant.
    """
    code = _folded(name).get(fold(text))
    if code is None:
        raise CellError(unknown_code(text, code_list(name)))
    return code


def parse_licence(text: str) -> str:
    """A licence code in canonical form; the list is open, so one that is not known is kept.

    Raises:
        CellError: a record certificate, which is never stored.
    """
    known = licence_code(text)
    if known is not None:
        return known
    code = fold(text)
    if _CERTIFICATE.search(code):
        raise CellError(
            Text(
                "{value} må ikke gemmes på en borger. Attester er en regel, der afklares for den enkelte plads.",
                "{value} may not be kept on a citizen. Record certificates are a rule that is settled per placement.",
            ).fill(value=quoted(text))
        )
    return code


def unknown_code(text: str, known: Iterable[str]) -> Text:
    """What is said about a code that is not in its list."""
    known = tuple(known)
    wrong = Text("Koden {value} findes ikke.", "There is no code {value}.").fill(value=quoted(text))
    hint = did_you_mean(text, known)
    listed = ", ".join(known)
    if hint is not None and len(known) > _MOST_LISTED:
        return join(wrong, hint)
    choices = Text("Brug en af disse: {codes}.", "Use one of these: {codes}.").fill(codes=listed)
    return join(wrong, choices) if hint is None else join(wrong, hint, choices)


def did_you_mean(text: str, known: Iterable[str]) -> Text | None:
    """The known code that looks most like the text, as a question."""
    best = process.extractOne(fold(text), tuple(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    if best is None:
        return None
    return Text("Mente du {code}?", "Did you mean {code}?").fill(code=quoted(best[0]))


def join(*texts: Text) -> Text:
    """Several sentences as one text."""
    return Text(" ".join(text.da for text in texts), " ".join(text.en for text in texts))
