"""The concepts that resemble an unknown word most: worked out once for a word and a vocabulary, then kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from jobmatch.competences.linker import Found, linker_of
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.store.store import Store

QUESTION = "nearest"
SHOWN = 3
LIKELY = 0.2
"""Below this a concept is no help to somebody who chooses."""
_QUICK = 5_000
"""Concepts that are ranked while somebody waits; all of ESCO takes some ten seconds the first time."""


class Nearest:
    """Suggestions for what an unknown word may mean, from the vocabulary without the words that were taught."""

    def __init__(self, store: Store, vocabulary: Callable[[], Vocabulary]) -> None:
        """Args: vocabulary: What to suggest from, so that teaching one word does not make all suggestions anew."""
        self._store = store
        self._vocabulary = vocabulary
        self._lock = threading.Lock()
        self._loaded = False

    def known(self, words: Sequence[str]) -> Mapping[str, list[Found]]:
        """The suggestions that are at hand; those of a small vocabulary always are, once the linker has been loaded."""
        found = self._kept(words)
        if len(found) < len(words) and self._loaded and len(self._vocabulary().concepts) <= _QUICK:
            self.work_out(words)
            found = self._kept(words)
        return found

    def work_out(self, words: Sequence[str]) -> int:
        """Find and keep the suggestions that are missing, and return how many words that were."""
        with self._lock:
            kept = self._kept(words)
            missing = [word for word in words if word not in kept]
            if missing:
                ranked = linker_of(self._vocabulary()).rank_many(missing, None, SHOWN)
                answers = {
                    word: [[one.code, one.score] for one in near if one.score >= LIKELY]
                    for word, near in zip(missing, ranked, strict=True)
                }
                self._store.save_links(QUESTION, self._vocabulary().version, answers)
                self._loaded = True
            return len(missing)

    def _kept(self, words: Sequence[str]) -> dict[str, list[Found]]:
        vocabulary = self._vocabulary()
        answers = self._store.links(QUESTION, vocabulary.version, words)
        return {word: [_found(vocabulary, word, *one) for one in answer] for word, answer in answers.items()}


def _found(vocabulary: Vocabulary, word: str, code: str, score: float) -> Found:
    concept = vocabulary.concepts[code]
    return Found((0, len(word)), word, code, concept.label, concept.kind, score)
