"""Linked words for a world: read from the store, worked out and kept when they are new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jobmatch.competences.local_words import earlier_of, may_concern
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.store.store import Store
from jobmatch.world.words import LONG_CELL_WORDS, Mention

if TYPE_CHECKING:
    from jobmatch.competences.linker import Linker

TERM, MENTIONS, VETOES = "term", "mentions", "vetoes:"


class StoredLinks:
    """Answers about words; each distinct text is linked once for a vocabulary."""

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self.vocabulary = vocabulary
        self._known: dict[str, dict[str, Any]] = {TERM: {}, MENTIONS: {}}
        self._new: dict[str, dict[str, Any]] = {TERM: {}, MENTIONS: {}}

    @property
    def _linker(self) -> Linker:
        from jobmatch.competences.linker import linker_of  # few questions meet a new word

        return linker_of(self.vocabulary)

    def prepare(self, citizens: Iterable[Citizen], placements: Iterable[Placement]) -> int:
        """Have the answers for every word of these records at hand; links and keeps the new ones.

        Returns:
            How many texts were linked now.
        """
        people, openings = list(citizens), list(placements)
        terms, texts = _texts_of(people, openings)
        for question, wanted in ((TERM, terms), (MENTIONS, texts)):
            missing = [text for text in wanted if text not in self._known[question]]
            if not missing:
                continue
            self._known[question].update(self._store.links(question, self.vocabulary.version, missing))
            self._take_over(question, [text for text in missing if text not in self._known[question]])
        for term in terms:
            self.term(term)
        for text in texts:
            self.mentions(text)
        return self.keep()

    def _take_over(self, question: str, texts: list[str]) -> None:
        """Keep the answers of earlier vocabularies for texts that the words taught since do not concern."""
        for earlier in earlier_of(self.vocabulary):
            if not texts:
                return
            answers = self._store.links(question, earlier.version, texts)
            holding = {text: answer for text, answer in answers.items() if not may_concern(text, earlier.changed)}
            self._store.save_links(question, self.vocabulary.version, holding)
            self._known[question].update(holding)
            texts = [text for text in texts if text not in holding]

    def term(self, word: str) -> str | None:
        """The concept that one list cell means; None when unsure."""
        return self._answer(TERM, word, self._link_term)  # type: ignore[no-any-return]

    def mentions(self, text: str) -> Sequence[Mention]:
        """The concepts found in free text."""
        return [Mention(**row) for row in self._answer(MENTIONS, text, self._link_text)]

    def keep(self) -> int:
        """Save what was worked out; returns how many texts that were."""
        count = 0
        for question, answers in self._new.items():
            if answers:
                self._store.save_links(question, self.vocabulary.version, dict(answers))
                count += len(answers)
                answers.clear()
        return count

    def _answer(self, question: str, text: str, work_out: Any) -> Any:
        known = self._known[question]
        if text not in known:
            known[text] = self._new[question][text] = work_out(text)
        return known[text]

    def _link_term(self, word: str) -> str | None:
        found = self._linker.term(word)
        return found.code if found else None

    def _link_text(self, text: str) -> list[Mapping[str, Any]]:
        return [{"code": f.code, "matched": f.matched, "level": f.level} for f in self._linker.find(text).found]


class StoredMentions:
    """Which phrases mention a veto: worked out once for each set of phrases, and kept."""

    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary

    def forget(self) -> None:
        """Remove what is kept about earlier sets of phrases; what is still needed is worked out again."""
        self._store.forget_links(VETOES)

    def find(self, phrases: Sequence[str], terms: Sequence[str]) -> list[list[int]]:
        """For each term, the positions of the phrases that mention it by meaning."""
        from jobmatch.competences.mentions import EDITION, Mentions

        question = VETOES + sha256("\0".join((str(EDITION), *phrases)).encode()).hexdigest()[:16]
        known = self._store.links(question, self._vocabulary.version, terms)
        missing = [term for term in terms if term not in known]
        for earlier in earlier_of(self._vocabulary):
            if missing and not any(may_concern(text, earlier.changed) for text in (*phrases, *missing)):
                known |= self._store.links(question, earlier.version, missing)
                self._store.save_links(question, self._vocabulary.version, {t: known[t] for t in missing if t in known})
                missing = [term for term in missing if term not in known]
        if missing:
            index = Mentions(phrases, self._vocabulary)
            new = {term: index.hits(term) for term in missing}
            self._store.save_links(question, self._vocabulary.version, new)
            known |= new
        return [known[term] for term in terms]


def _texts_of(citizens: Iterable[Citizen], placements: Iterable[Placement]) -> tuple[list[str], list[str]]:
    """Distinct list cells and distinct free texts, in order of first use."""
    terms: dict[str, None] = {}
    texts: dict[str, None] = {}
    for citizen in citizens:
        terms.update((c.term, None) for c in citizen.competences or ())
        _sort_cells(citizen.wishes or (), terms, texts)
        if citizen.experience:
            texts[citizen.experience] = None
    for placement in placements:
        cells = (placement.title, placement.industry, *(placement.tasks or ()))
        asked = (*(placement.requires or ()), *(placement.nice_to_have or ()))
        _sort_cells([cell for cell in (*cells, *asked) if cell], terms, texts)
    return list(terms), list(texts)


def _sort_cells(cells: Iterable[str], terms: dict[str, None], texts: dict[str, None]) -> None:
    for cell in cells:
        terms[cell] = None
        if len(cell.split()) > LONG_CELL_WORDS:
            texts[cell] = None
