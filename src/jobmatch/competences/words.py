"""Danish words as the linker compares them: folded letters, tokens with their place, and stems."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.competences.wordlists import IRREGULAR

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss", "’": "'", "´": "'"})
_TOKEN = re.compile(r"c\+\+|[cf]#|\.net\b|[^\W_]+(?:['’][^\W_]+)?", re.IGNORECASE)
_ENDINGS = (
    "ningerne", "elserne", "ninger", "ningen", "elsen", "elser", "ernes", "ning", "else", "erne", "enes",
    "ende", "ene", "ens", "ets", "ede", "eri", "ers", "ing", "en", "et", "er", "es", "e", "s",
)  # fmt: skip
_BY_LAST = {last: tuple(one for one in _ENDINGS if one[-1] == last) for last in {ending[-1] for ending in _ENDINGS}}
_VOWEL = re.compile(r"[aeiouy]")
_PARTICIPLE = re.compile(r"(?:rt|gt|bt)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    folded: str
    """The word in plain lower-case letters."""


def fold(text: str) -> str:
    """Lower-case ASCII-like spelling in which ``Rengøring`` and ``rengoering`` are the same."""
    plain = text.lower().translate(_LETTERS)
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFC", plain).translate(_LETTERS)
    return "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))


def tokens(text: str) -> list[Token]:
    """The words of a text with their places; hyphens and slashes separate words."""
    return [Token(m.start(), m.end(), fold(m.group())) for m in _TOKEN.finditer(text)]


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text without their places: for many names at once."""
    return tuple(_TOKEN.findall(fold(text)))


LONGEST_WORD = 60
"""No Danish word is longer; a longer run of letters is read as it stands, so that nobody waits for it."""


@lru_cache(maxsize=200_000)
def stem(folded: str) -> str:
    """What a word's inflections and verb nouns share: ``rengøring``, ``rengøre`` and ``rengjort`` meet."""
    known = IRREGULAR.get(folded)
    if known is not None:
        return known
    if len(folded) > LONGEST_WORD:
        return folded
    shorter = _shorten(folded)
    while shorter != folded:
        folded = shorter
        shorter = _shorten(folded)
    return IRREGULAR.get(folded, folded)


def _shorten(word: str) -> str:
    for ending in _BY_LAST.get(word[-1:], ()):
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and _VOWEL.search(rest) and not (ending == "s" and (len(word) < 5 or rest[-1] in "su")):
                return rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "aeo" else rest
    if len(word) >= 5 and _PARTICIPLE.search(word):
        return word[:-1]
    if len(word) >= 5 and word.endswith("el") and word[-3] not in "aeiouyl":
        return (word[:-3] if word[-3] == word[-4] else word[:-2]) + "l"
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeo":
        return word[:-1]
    return word
