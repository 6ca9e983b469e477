"""Teaching words: what nobody could link, and what the municipality says it means."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from jobmatch.competences.sensitive import flags
from jobmatch.competences.vocabulary import Concept, Vocabulary
from jobmatch.competences.words import fold
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.licences import is_licence
from jobmatch.domain.local_word import LocalWord
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, Conflict, NotFound, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.services.linking import StoredLinks
from jobmatch.services.loaded import LoadedWorld
from jobmatch.services.nearest import Nearest
from jobmatch.services.vocabularies import Vocabularies
from jobmatch.store.changes import Changes
from jobmatch.store.store import Store
from jobmatch.store.words import Taught
from jobmatch.world.words import LONG_CELL_WORDS, Links, plain

LONGEST_WORD = 80

_NOT_A_WORD = Text(
    f"Skriv et ord eller nogle få, højst {LONGEST_WORD} tegn.",
    f"Write a word or a few, at most {LONGEST_WORD} letters.",
)
_SENSITIVE = Text(
    "Det ord hører ikke hjemme her: det kan være en diagnose, medicin eller en børnesag.",
    "That word does not belong here: it may be a diagnosis, medicine or a child-welfare matter.",
)
_NO_CONCEPT = Text(
    "»{code}« er ikke i ordlisten. Find begrebet med jobmatch vocabulary show ORD.",
    "“{code}” is not in the vocabulary. Find the concept with jobmatch vocabulary show TERM.",
)
_SEVERAL = Text("»{code}« kan være flere ting: {codes}. Skriv koden.", "“{code}” may be {codes}. Write the code.")
_KNOWN = Text("»{word}« betyder allerede {label}.", "“{word}” already means {label}.")
_TAKEN = Text(
    "»{word}« er navnet på et andet begreb: {code}. Vælg et andet ord.",
    "“{word}” is the name of another concept: {code}. Choose another word.",
)
_NOT_TAUGHT = Text(
    "Ordet er ikke lært her. Se dem, der er, med jobmatch vocabulary taught.",
    "That word was not taught here. See those that were with jobmatch vocabulary taught.",
)


@dataclass(slots=True)
class Unknown:
    """A word that the vocabulary does not know, and where it stands."""

    word: str
    """As it was written first."""
    count: int = 0
    """How many citizens and placements have it."""
    where: Counter[str] = field(default_factory=Counter)
    """Field → how many."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"word": self.word, "count": self.count, "where": dict(sorted(self.where.items()))}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A word that was taught, and how many texts are now read anew."""

    word: str
    concept: Concept
    texts: int

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        label = self.concept.label.as_dict()
        return {"word": self.word, "code": self.concept.code, "label": label, "texts": self.texts}


class Teaching:
    """The municipality's own words."""

    def __init__(
        self, store: Store, vocabularies: Vocabularies, at_hand: Callable[[], LoadedWorld | None] = lambda: None
    ) -> None:
        """Args: at_hand: The world of the newest data with its links, where a server keeps one."""
        self._store = store
        self._at_hand = at_hand
        self._gathered: tuple[weakref.ref[LoadedWorld], list[Unknown]] | None = None
        """What was gathered in the world that was at hand last."""
        self._vocabularies = vocabularies
        self.nearest = Nearest(store, vocabularies.base)
        """What an unknown word may mean."""

    def unknown(self) -> list[Unknown]:
        """Words of list cells that nobody could link, the most frequent first.

        A citizen's own story is never read here, and a cell that must not be repeated is left out.
        """
        loaded, known = self._at_hand(), self._gathered
        if loaded is None:
            citizens, placements = self._store.citizens(), self._store.placements()
            links = StoredLinks(self._store, self._vocabularies.in_force())
            links.prepare(citizens, placements)
            return _gathered(citizens, placements, links)
        if known is None or known[0]() is not loaded:
            world = loaded.world
            found = _gathered(world.citizens.values(), world.placements.values(), world.words.links)
            known = self._gathered = weakref.ref(loaded), found
        return list(known[1])

    def taught(self) -> list[Taught]:
        """The words that are taught now, with who and when."""
        return self._store.words.taught()

    def teach(self, word: str, code: str, by: str) -> Lesson:
        """Let a word mean a concept from now on.

        Args:
            code: The concept's code, or its name when only one concept has it.

        Raises:
            BadInput: The word cannot be taught.
            NotFound: There is no such concept.
            Conflict: The word means this already, or is the name of another concept.
        """
        taught = self._spelling(_checked(word))
        vocabulary = self._vocabularies.in_force()
        concept = _concept(vocabulary, code)
        _check_free(vocabulary, taught, concept)
        changes = Changes(what="vocabulary teach", local_words=[LocalWord(word=taught, concept=concept.code)])
        self._store.save(changes, by)
        return Lesson(taught, concept, self._vocabularies.relink())

    def forget(self, word: str, by: str) -> int:
        """Take a taught word back, and return how many texts are now read anew.

        Raises:
            NotFound: The word was not taught.
        """
        taught = self._spelling(word)
        if taught not in self._store.words.local_words():
            raise NotFound(_NOT_TAUGHT)
        self._store.save(Changes(what="vocabulary forget", withdrawn={"local_words": [taught]}), by)
        return self._vocabularies.relink()

    def _spelling(self, word: str) -> str:
        """The word as it was taught before, else as it is given."""
        wanted = " ".join(word.split())
        known = {fold(one): one for one in self._store.words.local_words()}
        return known.get(fold(wanted), wanted)


def _gathered(citizens: Iterable[Citizen], placements: Iterable[Placement], links: Links) -> list[Unknown]:
    found: dict[str, Unknown] = {}
    cells = Counter(chain(_of_citizens(citizens), _of_placements(placements)))
    for (name, cell), count in cells.items():
        if links.term(cell) is None and _may_be_shown(cell):
            one = found.setdefault(plain(cell), Unknown(cell))
            one.count += count
            one.where[name] += count
    return sorted(found.values(), key=lambda one: (-one.count, plain(one.word)))


def _of_citizens(citizens: Iterable[Citizen]) -> Iterator[tuple[str, str]]:
    for citizen in citizens:
        yield from (("competences", one) for one in {c.term for c in citizen.competences or ()})
        yield from (("wishes", one) for one in set(citizen.wishes or ()))


def _of_placements(placements: Iterable[Placement]) -> Iterator[tuple[str, str]]:
    for placement in placements:
        yield from (("title", one) for one in (placement.title,) if one)
        yield from (("industry", one) for one in (placement.industry,) if one)
        for name in ("tasks", "requires", "nice_to_have"):
            yield from ((name, one) for one in set(getattr(placement, name) or ()) if not is_licence(one))


def _may_be_shown(cell: str) -> bool:
    """A few words, no number in place of a name, and nothing that should never have been written."""
    few = len(cell.split()) <= LONG_CELL_WORDS and len(cell) <= LONGEST_WORD
    return few and any(letter.isalpha() for letter in cell) and not holds_cpr(cell) and not flags(cell)


def _checked(word: str) -> str:
    wanted = " ".join(word.split())
    if holds_cpr(wanted):
        raise BadInput(REFUSED)
    if not any(letter.isalpha() for letter in wanted) or len(wanted) > LONGEST_WORD or not wanted.isprintable():
        raise BadInput(_NOT_A_WORD)
    if flags(wanted):
        raise BadInput(_SENSITIVE)
    return wanted


def concepts_named(vocabulary: Vocabulary, name: str) -> list[Concept]:
    """The concepts that a name is one of the names of, those with it as their label first."""
    wanted = fold(" ".join(name.split()))
    found = [one for one in vocabulary.concepts.values() if any(fold(term) == wanted for term in one.terms)]
    return sorted(found, key=lambda one: fold(one.label.da) != wanted)


def _concept(vocabulary: Vocabulary, code: str) -> Concept:
    known = vocabulary.concepts.get(code.strip())
    if known is not None:
        return known
    if holds_cpr(code):
        raise BadInput(REFUSED)
    named = concepts_named(vocabulary, code)
    if not named:
        raise NotFound(_NO_CONCEPT.fill(code=code[:LONGEST_WORD]))
    if len(named) > 1:
        raise Conflict(_SEVERAL.fill(code=code, codes=", ".join(one.code for one in named[:5])))
    return named[0]


def _check_free(vocabulary: Vocabulary, word: str, concept: Concept) -> None:
    wanted = fold(word)
    if any(fold(term) == wanted for term in concept.terms):
        label = concept.label
        raise Conflict(Text(_KNOWN.da.format(word=word, label=label.da), _KNOWN.en.format(word=word, label=label.en)))
    for other in vocabulary.concepts.values():
        if wanted == fold(other.label.da):
            raise Conflict(_TAKEN.fill(word=word, code=other.code))
