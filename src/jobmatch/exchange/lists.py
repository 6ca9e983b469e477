"""Cells that hold a list: parts separated by ``|``, and ``ingen`` for known to be none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from jobmatch.domain.citizen import Competence, Need
from jobmatch.domain.codes import ANSWER
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer
from jobmatch.errors import Text
from jobmatch.exchange.codes import fold, parse_code, unknown_code
from jobmatch.exchange.problems import CellError, quoted
from jobmatch.exchange.times import format_day, parse_day

NONE = "ingen"
"""In a list cell: known to be none."""
_UNKNOWN = ("ukendt", "?")
"""In a list cell: not known, as in an empty one."""

_SEPARATOR = "|"
_OTHER_SEPARATORS = ",;/ +&"
_Part = TypeVar("_Part")
_remembered = lru_cache(maxsize=1 << 16)
"""Lists differ more than what is in them: each part is read once, and equal ones are one object."""
_NO_PART = Text(
    '{value} kan ikke stå i en liste. Skriv et ord uden "|" og ":", og lad listen være tom, hvis der ingen er.',
    '{value} cannot stand in a list. Write a word without "|" and ":", and leave the list empty if there are none.',
)


def says_unknown(text: str) -> bool:
    """Whether a list cell says in a word that the list is not known; that word is then no part of it."""
    return len(text) <= len(_UNKNOWN[0]) and fold(text) in _UNKNOWN


def split(text: str) -> list[str]:
    """The parts of a list cell in their order; none at all for ``ingen``.

    Raises:
        CellError: only separators, or ``ingen`` or ``ukendt`` beside something else.
    """
    parts = [stripped for part in text.split(_SEPARATOR) if (stripped := part.strip())]
    if not parts:
        raise CellError(
            Text(
                'Listen er tom. Skriv "ingen", hvis der ingen er, eller lad feltet være tomt, hvis det er ukendt.',
                'The list is empty. Write "ingen" if there are none, or leave the cell empty if it is unknown.',
            )
        )
    alone = next((part for part in parts if fold(part) in (NONE, *_UNKNOWN)), None)
    if alone is not None and len(parts) > 1:
        raise CellError(
            Text(
                "{word} skal stå alene, men her står {value}.", "{word} must stand alone, but the cell says {value}."
            ).fill(word=quoted(fold(alone)), value=quoted(text))
        )
    return [] if alone is not None and fold(alone) == NONE else parts


def joined(parts: Iterable[str]) -> str:
    """The parts as one cell.

    Raises:
        CellError: a part that would not come back as it is: empty, ``ingen``, or with a separator in it.
    """
    written = list(parts)
    for part in written:
        if _SEPARATOR in part or not part.strip() or fold(part) in (NONE, *_UNKNOWN):
            raise CellError(_NO_PART.fill(value=quoted(part)))
    return _SEPARATOR.join(written) or NONE


def parse_parts(text: str, part: Callable[[str], _Part]) -> tuple[_Part, ...]:
    """Every part of the cell read; a repeated part counts once. Reports all bad parts of the cell at once."""
    found: dict[_Part, None] = {}
    wrong: list[Text] = []
    for piece in split(text):
        try:
            found.setdefault(part(piece))
        except CellError as error:
            wrong.append(error.text)
    if wrong:
        different = list(dict.fromkeys(wrong))
        hint = _separator_hint(text, part)
        raise CellError(
            Text(" ".join(each.da for each in [*different, *hint]), " ".join(each.en for each in [*different, *hint]))
        )
    return tuple(found)


def parse_days(text: str) -> tuple[int, ...]:
    """Weekdays in the order of the week."""
    return tuple(sorted(parse_parts(text, parse_day)))


def format_days(days: Iterable[int]) -> str:
    """``man|tir``."""
    return joined(format_day(day) for day in days)


def parse_competences(text: str) -> tuple[Competence, ...]:
    """What somebody can do: ``term`` or ``term:niveau``."""
    return _once(parse_parts(text, _competence), lambda competence: fold(competence.term), text)


def format_competences(competences: Iterable[Competence]) -> str:
    """``madlavning:2|syning``."""
    parts = []
    for competence in competences:
        if ":" in competence.term or not competence.term.strip():
            raise CellError(_NO_PART.fill(value=quoted(competence.term)))
        parts.append(competence.term if competence.level is None else f"{competence.term}:{competence.level}")
    return joined(parts)


def parse_needs(text: str) -> tuple[Need, ...]:
    """Support needs: ``code:strength``, or ``code`` with the strength that the list gives it."""
    return _once(parse_parts(text, _need), lambda need: need.code, text)


def format_needs(needs: Iterable[Need]) -> str:
    """``ro:krav|mentor:nej``."""
    return joined(f"{need.code}:{need.strength}" for need in needs)


def parse_offers(text: str) -> tuple[Offer, ...]:
    """A workplace's answers to the support needs: ``code:answer``."""
    return _once(parse_parts(text, _offer), lambda offer: offer.code, text)


def format_offers(offers: Iterable[Offer]) -> str:
    """``ro:ja|mentor:delvist``."""
    return joined(f"{offer.code}:{offer.answer}" for offer in offers)


@_remembered
def _competence(part: str) -> Competence:
    term, colon, level = (piece.strip() for piece in part.rpartition(":"))
    if not colon:
        return Competence(part)
    if not term or level not in ("1", "2", "3"):
        raise CellError(
            Text(
                "Niveauet i {value} skal være 1 (lidt), 2 (selvstændigt) eller 3 (kan lære andre op).",
                "The level in {value} must be 1 (a little), 2 (on one's own) or 3 (can teach others).",
            ).fill(value=quoted(part))
        )
    return Competence(term, int(level))


@_remembered
def _need(part: str) -> Need:
    name, colon, strength = (piece.strip() for piece in part.partition(":"))
    code = parse_code("need", name)
    if not colon:
        return Need(code, NEEDS[code].default_strength)
    return Need(code, _one_of(strength, NEEDS[code].strengths, part))


@_remembered
def _offer(part: str) -> Offer:
    name, colon, answer = (piece.strip() for piece in part.partition(":"))
    code = parse_code("need", name)
    if not colon:
        raise CellError(
            Text(
                'Svaret mangler ved {value}. Skriv for eksempel "{code}:ja", og brug ja, delvist, nej eller ukendt.',
                'The answer is missing at {value}. Write for example "{code}:ja", with ja, delvist, nej or ukendt.',
            ).fill(value=quoted(part), code=code)
        )
    return Offer(code, _one_of(answer, tuple(ANSWER), part))


def _one_of(text: str, known: tuple[str, ...], part: str) -> str:
    code = fold(text)
    if code not in known:
        where = Text("I {part}:", "In {part}:").fill(part=quoted(part))
        wrong = unknown_code(text, known)
        raise CellError(Text(f"{where.da} {wrong.da}", f"{where.en} {wrong.en}"))
    return code


def _once(parts: tuple[_Part, ...], key: Callable[[_Part], str], text: str) -> tuple[_Part, ...]:
    """Refuses a list that says two different things about the same code or term."""
    keys = [key(part) for part in parts]
    twice = sorted({name for name in keys if keys.count(name) > 1})
    if twice:
        raise CellError(
            Text(
                "{names} står flere gange med forskelligt svar i {value}. Lad kun det rigtige stå.",
                "{names} stands more than once with different answers in {value}. Keep only the right one.",
            ).fill(names=", ".join(quoted(name) for name in twice), value=quoted(text))
        )
    return parts


def _separator_hint(text: str, part: Callable[[str], _Part]) -> list[Text]:
    """The same list with the right separator, when that is all that is wrong."""
    for separator in _OTHER_SEPARATORS:
        pieces = [stripped for piece in text.split(separator) if (stripped := piece.strip())]
        if len(pieces) < 2 or _SEPARATOR in text:
            continue
        try:
            for piece in pieces:
                part(piece)
        except CellError:
            continue
        meant = quoted(_SEPARATOR.join(pieces))
        return [Text("Adskil med |: {meant}.", "Separate with |: {meant}.").fill(meant=meant)]
    return []
