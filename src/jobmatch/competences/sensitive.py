"""Text that does not belong in the system: CPR numbers, diagnoses, medicine, child-welfare matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobmatch.competences.wordlists import SENSITIVE
from jobmatch.competences.words import Token, fold, tokens
from jobmatch.domain.text import Text

_WHY = {
    "cpr": Text("Ligner et CPR-nummer og skal fjernes", "Looks like a CPR number and must be removed"),
    "diagnosis": Text("Ligner en diagnose og skal fjernes", "Looks like a diagnosis and must be removed"),
    "medicine": Text("Ligner oplysninger om medicin og skal fjernes", "Looks like medicine and must be removed"),
    "child_welfare": Text(
        "Ligner en sag om børns forhold og skal fjernes", "Looks like a child-welfare matter and must be removed"
    ),
}
_CPR = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])[ ./–-]{0,3}(?:0[1-9]|1[0-2])[ ./–-]{0,3}\d{2}[ _\-–—./+Aa]{0,3}\d{4}(?!\d)"
)
_DOSE = re.compile(r"(?<!\w)\d+(?:[.,]\d+)? ?(?:mg|mikrogram)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flag:
    """A piece of text that must be removed."""

    span: tuple[int, int]
    """Where it stands."""
    kind: str
    """cpr, diagnosis, medicine or child_welfare."""
    why: Text
    """What to tell the person who wrote it."""


def _set(section: str, key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in SENSITIVE[section].get(key, "").split())


def _phrases(section: str) -> list[list[str]]:
    lines = SENSITIVE[section].get("phrases", "").strip().splitlines()
    return [[token.folded for token in tokens(line)] for line in lines]


_WORDS = {kind: _set(kind, "words") for kind in ("diagnosis", "medicine", "child_welfare")}
_PHRASES = {kind: _phrases(kind) for kind in ("medicine", "child_welfare")}
_EXEMPT = _set("exempt", "before")


def flags(text: str) -> list[Flag]:
    """The pieces of a text that look like health, medicine, CPR or child-welfare."""
    found = [Flag(match.span(), "cpr", _WHY["cpr"]) for match in _CPR.finditer(text)]
    found += [Flag(match.span(), "medicine", _WHY["medicine"]) for match in _DOSE.finditer(text)]
    words = tokens(text)
    found += list(_flagged_words(words))
    found += list(_flagged_phrases(words))
    return sorted(found, key=lambda flag: flag.span)


def masked(text: str) -> str:
    """The text with what looks like a CPR number blotted out."""
    return _CPR.sub(lambda match: "•" * len(match.group()), text)


def _flagged_words(words: list[Token]) -> Iterator[Flag]:
    for number, token in enumerate(words):
        for kind, known in _WORDS.items():
            if _is_one(token.folded, known) and not _about_others(words, number, kind):
                yield Flag((token.start, token.end), kind, _WHY[kind])
                break


def _is_one(folded: str, known: frozenset[str]) -> bool:
    if folded in known:
        return True
    return any(folded[: -len(ending)] in known for ending in ("en", "et", "er", "s", "n") if folded.endswith(ending))


def _about_others(words: list[Token], number: int, kind: str) -> bool:
    """``arbejdet med borgere med demens`` tells of work, not of the writer."""
    if kind == "child_welfare":
        return False
    before = [token.folded for token in words[max(0, number - 4) : number]]
    groups = _EXEMPT - {"med", "for", "til", "af", "hos", "mod", "omkring", "blandt"}
    if any(word in groups for word in before):
        return True
    return bool(before) and before[-1] in {"blandt", "omkring"}


def _flagged_phrases(words: list[Token]) -> Iterator[Flag]:
    folded = [token.folded for token in words]
    for kind, phrases in _PHRASES.items():
        for phrase in phrases:
            size = len(phrase)
            for first in range(len(folded) - size + 1):
                if folded[first : first + size] == phrase:
                    yield Flag((words[first].start, words[first + size - 1].end), kind, _WHY[kind])
