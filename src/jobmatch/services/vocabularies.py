"""The vocabulary in force: what ships, what was imported beside it, and what the municipality has taught it."""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jobmatch.competences.esco import read_esco
from jobmatch.competences.local_words import Earlier, TaughtVocabulary, version_with
from jobmatch.competences.merging import merged
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.vocabulary_file import packed, unpacked
from jobmatch.errors import BadInput, NotFound, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.services.linking import StoredLinks
from jobmatch.store.store import Store

_KEPT = 2
_LESSONS_BACK = 20
"""How many lessons ago an answer about a text may have been worked out and still be taken over."""

_NOTHING_IMPORTED = Text(
    "Der er ikke importeret nogen ordliste. Den medfølgende gælder.",
    "No vocabulary has been imported. The shipped one is in force.",
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What the import of a vocabulary brought."""

    source: str
    version: str
    """The version of the whole vocabulary that is now in force."""
    occupations: int
    skills: int
    joined: int
    """Imported concepts that say the same as a shipped one and became part of it."""
    relations: int
    new: bool
    """False when just this vocabulary was in force already."""
    texts: int
    """Texts of citizens and placements that were linked again."""
    absent: tuple[str, ...] = ()
    """Files of the full download that were not there and can be done without."""


class Vocabularies:
    """Makes the vocabulary of a data version and keeps the newest few."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bases: OrderedDict[str, Vocabulary] = OrderedDict()
        self._made: OrderedDict[str, Vocabulary] = OrderedDict()
        self._seen: tuple[int, Vocabulary] | None = None
        self._lock = threading.RLock()

    def in_force(self, revision: int | None = None) -> Vocabulary:
        """The vocabulary of a data version, the newest unless told."""
        number = self._store.revision() if revision is None else revision
        with self._lock:
            if self._seen is None or self._seen[0] != number:
                self._seen = number, self._make(number)
            return self._seen[1]

    def base(self, revision: int | None = None) -> Vocabulary:
        """The same without the words that were taught."""
        imported = self._store.words.imported(revision)
        with self._lock:
            return self._base(imported.version if imported else "")

    def _make(self, revision: int) -> Vocabulary:
        base = self.base(revision)
        lessons = self._store.words.lessons()
        if not lessons:
            return base
        words = self._store.words.local_words(revision)
        version = version_with(base, words)
        if version not in self._made:
            _keep(self._made, version, TaughtVocabulary(base, words, self._earlier(base, words, lessons)))
        return self._made[version]

    def _earlier(self, base: Vocabulary, words: dict[str, str], lessons: list[int]) -> list[Earlier]:
        """The vocabularies before each of the last lessons, told by what has changed since."""
        found: dict[str, Earlier] = {}
        for lesson in lessons[:_LESSONS_BACK]:
            before = self._store.words.local_words(lesson - 1)
            changed = tuple(sorted({word for word, _ in words.items() ^ before.items()}))
            version = version_with(base, before)
            if changed:
                found.setdefault(version, Earlier(version, changed))
        return list(found.values())

    def _base(self, imported: str) -> Vocabulary:
        if not imported:
            return shipped_vocabulary()
        if imported not in self._bases:
            content = self._store.words.imported_content(imported)
            with _uncollected():
                _keep(self._bases, imported, merged(shipped_vocabulary(), unpacked(content, "databasen")))
        return self._bases[imported]

    def import_folder(self, folder: Path, by: str) -> ImportReport:
        """Read a folder with ESCO and put it in force beside the shipped vocabulary, in place of an earlier import.

        Raises:
            BadInput: when the folder holds no vocabulary that can be read, or a CPR number.
        """
        read = read_esco(folder)
        imported = read.vocabulary
        if any(holds_cpr(term) for concept in imported.concepts.values() for term in concept.terms):
            raise BadInput(REFUSED)
        shipped, source = shipped_vocabulary(), folder.resolve().name
        new = self._store.words.import_vocabulary(imported.version, source, packed(imported), by)
        both = self.base()
        return ImportReport(
            source=source,
            version=self.in_force().version,
            occupations=len(imported.of_kind("occupation")),
            skills=len(imported.of_kind("skill")),
            joined=len(shipped.concepts) + len(imported.concepts) - len(both.concepts),
            relations=len(imported.relations),
            new=new,
            texts=self.relink() if new else 0,
            absent=read.absent,
        )

    def remove_import(self, by: str) -> int:
        """Go back to the shipped vocabulary, and return how many texts were linked again.

        Raises:
            NotFound: when nothing was imported.
        """
        if not self._store.words.remove_vocabulary(by):
            raise NotFound(_NOTHING_IMPORTED)
        return self.relink()

    def relink(self) -> int:
        """Link what the vocabulary in force may read otherwise than before, and return how many texts that were."""
        vocabulary = self.in_force()
        again = StoredLinks(self._store, vocabulary).prepare(self._store.citizens(), self._store.placements())
        self._store.keep_only_links_of(vocabulary.version, self.base().version)
        return again


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: among a hundred thousand new tuples there is none, and looking takes a third.

    What was made is not looked through later either: it lives on, and goes when nobody refers to it any more.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def _keep(kept: OrderedDict[str, Vocabulary], version: str, vocabulary: Vocabulary) -> None:
    kept[version] = vocabulary
    while len(kept) > _KEPT:
        kept.popitem(last=False)
