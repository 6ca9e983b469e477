"""The linker's small word lists, read once from ``data/language``: irregular words, little words, neighbours' words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from jobmatch.domain.shipped import DATA

_FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e"})


def _plain(word: str) -> str:
    return word.lower().translate(_FOLD)


def _read(name: str) -> dict[str, Any]:
    with (DATA / "language" / name).open("rb") as file:
        return tomllib.load(file)


def _lines(name: str) -> list[tuple[str, list[str]]]:
    """``barn: børn børnene`` becomes ``("barn", ["boern", "boernene"])``."""
    pairs = [line.partition(":") for line in _WORDS[name].strip().splitlines()]
    return [(_plain(key.strip()), [_plain(form) for form in forms.split()]) for key, _, forms in pairs]


_WORDS = _read("words.toml")

IRREGULAR: Mapping[str, str] = {form: base for base, forms in _lines("irregular") for form in [base, *forms]}
"""Folded form → stem, for words whose inflection the endings do not explain."""

LITTLE: frozenset[str] = frozenset(_plain(word) for word in _WORDS["little"].split())
"""Words that carry no competence: articles, pronouns, prepositions, auxiliaries."""

PARTICLES: frozenset[str] = frozenset(_plain(word) for word in _WORDS["particles"].split())
"""Little words that belong to the word they stand by: ``vaske op``."""

BARE_VERBS: frozenset[str] = frozenset(_plain(word) for word in _WORDS["bare_verbs"].split())
"""Words that say too little alone: ``klippe`` what?"""

BARE_PEOPLE: frozenset[str] = frozenset(_plain(word) for word in _WORDS["bare_people"].split())
"""Those for whom something is done: ``ældre`` alone does not say ``aktiviteter for ældre``."""

GENERIC: frozenset[str] = frozenset(_plain(word) for word in _WORDS["generic"].split())
"""Heads that only say that somebody works with the first part: ``kassearbejde``, ``køkkenhjælp``."""

WORK: frozenset[str] = frozenset(_plain(word) for word in _WORDS["work"].split())
"""Words that only say "work with": ``køkkenarbejde`` is also meant by ``køkken``."""

PLACES: frozenset[str] = frozenset(_plain(word) for word in _WORDS["places"].split())
"""Heads that name a place for the first part: ``dyreklinik``."""

OTHER_THINGS: frozenset[str] = frozenset(_plain(word) for word in _WORDS["other_things"].split())
"""Words whose compounds name another thing: ``fuglekasse`` is no till."""

COMPOUNDS: Mapping[str, tuple[str, ...]] = {word: tuple(parts) for word, parts in _lines("compounds")}
"""Compounds that would be misled by splitting → the parts they are understood as."""

NEIGHBOURS: Mapping[str, str] = {form: base for base, forms in _lines("neighbours") for form in forms}
"""Swedish, Norwegian and everyday English words → the Danish word."""

ABBREVIATIONS: Mapping[str, str] = {short: " ".join(full) for short, full in _lines("abbreviations")}
"""Short forms that people write → what they stand for."""

SHORT_HEADS: Mapping[str, str] = {short: "".join(full) for short, full in _lines("short_heads")}
"""Last parts of compounds that people cut short → the whole word."""

SYNONYMS: tuple[tuple[str, ...], ...] = tuple(
    tuple(_plain(word) for word in line.split())
    for line in (DATA / "language" / "synonyms.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
)
"""Groups of words that official names swap for one another."""

CUES: Mapping[str, Any] = _read("cues.toml")
"""Words that turn a mention: denied, somebody else's, unsure, wished for, little or much."""

PEOPLE: frozenset[str] = frozenset(_plain(word) for word in CUES["others"]["people"].split())
"""Words for relatives and others one knows: never a misspelt trade, ``farmor`` is no farmer."""

SENSITIVE: Mapping[str, Any] = _read("sensitive.toml")
"""Words that do not belong in the system."""

_VETOES = _read("vetoes.toml")


def _apart() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _VETOES["apart"].strip().splitlines():
        one, other = (frozenset(map(_plain, side.split())) for side in line.split("|"))
        found |= dict.fromkeys(one, other) | dict.fromkeys(other, one)
    return found


APART: Mapping[str, frozenset[str]] = _apart()
"""Word → words with its stem that it does not mean: ``tog`` is not ``tage``."""

MEETS: Mapping[str, tuple[str, ...]] = {veto: tuple(words.split()) for veto, words in _VETOES["meets"].items()}
"""Veto → words that mean it too: ``havearbejde`` is what a ``gartner`` does."""

DOERS: Mapping[str, str] = {_plain(who): _plain(what) for who, what in _VETOES["doers"].items()}
"""Who does it → what is done: a ``telefonsælger`` sells."""

BESIDE: Mapping[str, tuple[str, ...]] = {
    _plain(word): tuple(_plain(one) for one in words.split()) for word, words in _VETOES["beside"].items()
}
"""Word → heads that say it where the veto's other words are said too: ``køre truck`` and ``truckfører``."""
