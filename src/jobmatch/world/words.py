"""Words: every term of citizens and placements as a code, and how far one code reaches another."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jobmatch.competences.coverage import Coverage, Covered
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.confirmation import CONFIRMED, Confirmation
from jobmatch.domain.licences import is_licence
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.world.shares import NO_SHARES, Shares

UNCONFIRMED_SHARE = 0.5
"""What was only found in free text counts half until somebody confirms it: an unknown is never more than a half."""
LEVEL_SHARE = {1: 60, 2: 100, 3: 100, None: 85}
"""For a word outside the vocabulary: a little counts for less."""
CELLS_KEPT = 100_000
"""More distinct cells than a country has."""
LONG_CELL_WORDS = 5
"""A cell with more words than this is read as free text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept found in free text."""

    code: str
    matched: str
    level: int | None


class Links(Protocol):
    """Linked words: worked out once for each distinct text."""

    def term(self, word: str) -> str | None:
        """The concept that one list cell means; None when unsure."""

    def mentions(self, text: str) -> Sequence[Mention]:
        """The concepts found in free text."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a citizen brings: from the list of competences, or found in the free text."""

    word: str
    code: str
    level: int | None
    confirmed: bool


@dataclass(slots=True)
class Words:
    """The codes of one world: the vocabulary's own, then words that it does not know."""

    links: Links
    coverage: Coverage
    labels: Mapping[str, Text]
    decided: Mapping[str, Mapping[str, Confirmation]] = field(default_factory=dict)
    """By citizen: what she and her consultant decided about the concepts found in her story."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _reach: dict[tuple[str, int | None], Mapping[str, Covered]] = field(default_factory=dict)
    _codes: dict[str, Sequence[str]] = field(default_factory=dict)
    _texts: dict[str, Sequence[tuple[str, int | None]]] = field(default_factory=dict)
    _brought: dict[tuple[str, int | None, bool], Mapping[int, int]] = field(default_factory=dict)
    _wishes: dict[str, Mapping[int, int]] = field(default_factory=dict)
    _before: tuple[Shares, Shares] = (NO_SHARES, NO_SHARES)
    """What things brought and wishes reached when these numbers were given out."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def number(self, code: str) -> int:
        """The number of a code in this world, given out in order of first use."""
        known = self._numbers.get(code)
        if known is not None:
            return known
        with self._lock:
            return self._numbers.setdefault(code, len(self._numbers))

    @property
    def width(self) -> int:
        """How many codes there are."""
        return len(self._numbers)

    def numbered(self) -> list[str]:
        """The codes in the order of their numbers."""
        return list(self._numbers)

    def take_numbers(self, codes: Sequence[str], before: tuple[Shares, Shares]) -> None:
        """Give these codes the numbers that they had before; what ``shares`` said then still holds."""
        self._numbers = {code: number for number, code in enumerate(codes)}
        self._brought.clear()
        self._wishes.clear()
        self._before = before

    def shares(self) -> tuple[Shares, Shares]:
        """What things brought and wishes reach, as far as it was worked out."""
        brought, wishes = self._before
        named = {_name_of(one): reached for one, reached in self._brought.items()}
        return brought.with_more(named), wishes.with_more(self._wishes)

    def code_of(self, word: str) -> str:
        """The concept's code, or the plain word itself where the vocabulary does not know it."""
        return self.links.term(word) or plain(word)

    def codes_in(self, cell: str) -> Sequence[str]:
        """The codes of one cell: one term, or all that a longer text mentions; many say the same, so it is kept."""
        codes = self._codes.get(cell)
        if codes is None:
            if len(self._codes) >= CELLS_KEPT:
                self._codes.clear()
            codes = self._codes[cell] = self._codes_in(cell)
        return codes

    def numbers_in(self, cell: str) -> Sequence[int]:
        """The numbers of the codes of one cell."""
        return [self.number(code) for code in self.codes_in(cell)]

    def _codes_in(self, cell: str) -> list[str]:
        if len(cell.split()) <= LONG_CELL_WORDS:
            return [self.code_of(cell)]
        found = [m.code for m in self.links.mentions(cell)]
        return list(dict.fromkeys(found)) or [self.code_of(cell)]

    def brought(self, citizen: Citizen) -> list[Brought]:
        """What a citizen brings: stated words, then what was confirmed, then what was only found.

        A found competence that is also stated is left out, and so is one that was struck. What was confirmed stays
        when the story is written anew.
        """
        stated = [Brought(c.term, self.code_of(c.term), c.level, True) for c in citizen.competences or ()]
        known = {b.code for b in stated}
        decided = self.decided.get(citizen.citizen_id, {})
        found: dict[str, Brought] = {}
        levels: dict[str, int | None] = {}
        for mention in self.links.mentions(citizen.experience) if citizen.experience else ():
            levels.setdefault(mention.code, mention.level)
            if mention.code not in known and (mention.code not in decided or decided[mention.code].verdict is None):
                found.setdefault(mention.code, Brought(mention.matched, mention.code, mention.level, False))
        confirmed = [
            Brought(self.labels[code].da, code, one.level or levels.get(code), True)
            for code, one in decided.items()
            if one.verdict == CONFIRMED and code not in known and code in self.labels
        ]
        return stated + confirmed + list(found.values())

    def brought_codes(self, citizen: Citizen) -> list[tuple[str, int | None, bool]]:
        """Code, level and whether it is confirmed of everything that ``brought`` names, without the words."""
        if citizen.citizen_id in self.decided:
            return [(one.code, one.level, one.confirmed) for one in self.brought(citizen)]
        stated = [(self.code_of(c.term), c.level, True) for c in citizen.competences or ()]
        if not citizen.experience:
            return stated
        known = {code for code, _, _ in stated}
        found: dict[str, tuple[str, int | None, bool]] = {}
        for code, level in self._told(citizen.experience):
            if code not in known:
                found.setdefault(code, (code, level, False))
        return stated + list(found.values())

    def _told(self, text: str) -> Sequence[tuple[str, int | None]]:
        """Code and level of what a free text mentions; people tell much the same, so each text is read once."""
        told = self._texts.get(text)
        if told is None:
            told = self._texts[text] = [(mention.code, mention.level) for mention in self.links.mentions(text)]
        return told

    def has_confirmed(self, citizen: Citizen) -> bool:
        """Whether anything that was found in her story has been confirmed."""
        return any(one.verdict == CONFIRMED for one in self.decided.get(citizen.citizen_id, {}).values())

    def reach(self, code: str, level: int | None) -> Mapping[str, Covered]:
        """What one competence covers, itself included."""
        key = (code, level)
        if key not in self._reach:
            covered = self.coverage.covers(code, level) if code in self.labels else {}
            self._reach[key] = covered or {code: Covered(LEVEL_SHARE[level], (code,), "same")}
        return self._reach[key]

    def share(self, brought: Brought, required: str) -> int:
        """Share 0-100 in which one thing brought covers a required code."""
        covered = self.reach(brought.code, brought.level).get(required)
        if covered is None:
            return 0
        return covered.share if brought.confirmed else int(covered.share * UNCONFIRMED_SHARE)

    def wanted(self, wish: str) -> Mapping[str, int]:
        """Share 0-100 in which each code is what a wish asks for."""
        shares: dict[str, int] = {}
        for code in self.codes_in(wish):
            near = self.coverage.near(code) if code in self.labels else {}
            for reached, share in (near or {code: 100}).items():
                shares[reached] = max(share, shares.get(reached, 0))
        return shares

    def shares_of_brought(self, brought: tuple[str, int | None, bool]) -> Mapping[int, int]:
        """Share 0-100 in which one thing brought covers each code, by number; kept for the worlds made from this one.

        Args:
            brought: Code, level, and whether it is confirmed.
        """
        known = self._brought.get(brought)
        if known is None:
            known = self._before[0].find(_name_of(brought))
            if known is None:
                code, level, confirmed = brought
                one = Brought("", code, level, confirmed)
                known = {self.number(other): self.share(one, other) for other in self.reach(code, level)}
            self._brought[brought] = known
        return known

    def shares_of_wish(self, wish: str) -> Mapping[int, int]:
        """Share 0-100 in which each code is what a wish asks for, by number; kept in the same way."""
        known = self._wishes.get(wish)
        if known is None:
            known = self._before[1].find(wish)
            if known is None:
                known = {self.number(code): share for code, share in self.wanted(wish).items()}
            self._wishes[wish] = known
        return known


def _name_of(brought: tuple[str, int | None, bool]) -> str:
    return "\x1f".join(map(str, brought))


def plain(word: str) -> str:
    """A word outside the vocabulary as a code: letters folded, so that the same word meets itself."""
    folded = unicodedata.normalize("NFC", word).casefold()
    for letter, written in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        folded = folded.replace(letter, written)
    return "word:" + " ".join(folded.split())


def competence_words(cells: Sequence[str] | None) -> list[str]:
    """The competences among what a placement asks for; licences are gates and stand apart."""
    return [cell for cell in cells or () if not is_licence(cell)]


def about_cells(placement: Placement) -> list[str]:
    """Every cell that says what the placement is about: title, tasks and industry."""
    cells = [placement.title, *(placement.tasks or ()), placement.industry]
    return list(dict.fromkeys(cell for cell in cells if cell))
