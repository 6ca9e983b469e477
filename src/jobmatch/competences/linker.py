"""Danish text → concepts of a vocabulary, with the words that made it think so and how sure it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from jobmatch.competences.cues import Segment, level, segments, turned
from jobmatch.competences.sensitive import Flag, flags, masked
from jobmatch.competences.term_index import Hit, TermIndex, Word
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.wordlists import PARTICLES
from jobmatch.competences.words import Token, tokens
from jobmatch.domain.text import Text

if TYPE_CHECKING:
    from jobmatch.competences.meaning import Meaning
    from jobmatch.competences.ranker import Ranker

MINIMUM = 0.7
"""Below this the linker asks rather than guesses."""

FREE_TEXT_KINDS = ("occupation", "skill", "task")
"""What a person's own words about experience can show."""

MINIMUM_IMPORTED = 0.85
"""The same for a concept that was imported: among many thousand names a part of one is soon met by chance."""

_UNSURE = Text("Ordene minder om begrebet, men det er ikke sikkert", "The words resemble it, but not surely")
_PREFERENCE = {"skill": 0.012, "occupation": 0.010, "task": 0.008, "industry": 0.004, "motive": 0.0}


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that the text speaks of."""

    span: tuple[int, int]
    """Where its words begin and end."""
    matched: str
    """The words themselves."""
    code: str
    """The concept."""
    label: Text
    """What it is called."""
    kind: str
    """Its kind."""
    score: float
    """How sure, 0 to 1."""
    level: int | None = None
    """1 a little, 2 on one's own, 3 can teach others; None when nothing is said."""

    def as_dict(self) -> dict[str, Any]:
        """The object of the contract."""
        said = {"level": self.level} if self.level is not None else {}
        return {
            "span": list(self.span), "matched": self.matched, "code": self.code, "label": self.label.as_dict(),
            "kind": self.kind, "score": round(self.score, 3), **said,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotFound:
    """Words that name something but do not count, and why."""

    span: tuple[int, int]
    """Where they stand."""
    matched: str
    """The words; empty when they must not be repeated."""
    why: Text
    """Denied, another person's, unsure, a wish, or to be removed."""
    code: str | None = None
    """The concept that was meant, when there is one."""

    def as_dict(self) -> dict[str, Any]:
        """The object of the contract."""
        meant = {"code": self.code} if self.code else {}
        return {"span": list(self.span), "matched": self.matched, "why": self.why.as_dict(), **meant}


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything found in one text."""

    text: str
    """The text, with what looks like a CPR number blotted out."""
    found: tuple[Found, ...]
    """What counts, in the order of the text."""
    not_found: tuple[NotFound, ...]
    """What does not count, and why."""
    flagged: tuple[Flag, ...] = ()
    """What must be removed from the text."""

    def as_dict(self) -> dict[str, Any]:
        """The object of the contract."""
        answer: dict[str, Any] = {"text": self.text, "found": [found.as_dict() for found in self.found]}
        if self.not_found:
            answer["not_found"] = [missed.as_dict() for missed in self.not_found]
        if self.flagged:
            answer["flagged"] = [
                {"span": list(flag.span), "kind": flag.kind, "why": flag.why.as_dict()} for flag in self.flagged
            ]
        return answer


class Linker:
    """Finds, ranks and names the concepts of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, meaning: Meaning | None = None) -> None:
        """Args: meaning: A model of meaning to rank whole titles and names with, beside what is shipped."""
        self.vocabulary = vocabulary
        self._meaning = meaning
        self._terms: dict[tuple[str, frozenset[str] | None], Found | None] = {}

    @cached_property
    def index(self) -> TermIndex:
        """The terms by their words."""
        return TermIndex(self.vocabulary)

    @cached_property
    def ranker(self) -> Ranker:
        """The learned ranking, loaded when first asked for."""
        from jobmatch.competences.ranker import Ranker

        return Ranker(self.vocabulary, self._meaning)

    def find(self, text: str, minimum: float = MINIMUM, kinds: Collection[str] = FREE_TEXT_KINDS) -> Finding:
        """The concepts that a free text speaks of, each with its words."""
        all_tokens = tokens(text)
        flagged = flags(text)
        found: list[Found] = []
        missed: list[NotFound] = [_removed(text, flag) for flag in flagged]
        for segment in segments(text, all_tokens):
            part = all_tokens[segment.first : segment.last]
            words = self.index.words(part)
            hits = [hit for hit in self.index.hits(part, words) if hit.term.kind in kinds]
            hits = [hit for hit in hits if not _misread(hit, words, part)]
            for hit in _apart(hits, minimum):
                mention = self._mention(text, words, hit)
                if any(mention.span[0] < flag.span[1] and flag.span[0] < mention.span[1] for flag in flagged):
                    continue
                self._sort(mention, hit, words, segment, all_tokens, minimum, found, missed)
        found.sort(key=lambda one: (one.span, one.code))
        missed.sort(key=lambda one: one.span)
        return Finding(masked(text), tuple(found), tuple(missed), tuple(flagged))

    def term(self, term: str, kinds: Collection[str] | None = None) -> Found | None:
        """The one concept that a list cell names, None when unsure."""
        wanted = None if kinds is None else frozenset(kinds)
        key = (term, wanted)
        if key not in self._terms:
            if len(self._terms) > 100_000:
                self._terms.clear()
            self._terms[key] = self._best(term, wanted)
        return self._terms[key]

    def rank_many(self, texts: Sequence[str], kind: str | None = None, top: int = 10) -> list[list[Found]]:
        """``rank`` for many texts at once, much faster."""
        return [
            [self._found(text, (0, len(text)), code, score) for code, score in ranked]
            for text, ranked in zip(texts, self.ranker.rank_many(texts, kind, top), strict=True)
        ]

    def rank(self, text: str, kind: str | None = None, top: int = 10) -> list[Found]:
        """The nearest concepts to a whole title or term, best first."""
        return [self._found(text, (0, len(text)), code, score) for code, score in self.ranker.rank(text, kind, top)]

    def _best(self, term: str, kinds: frozenset[str] | None) -> Found | None:
        if flags(term):
            return None
        exact = [hit for hit in self.index.exact(term) if kinds is None or hit.term.kind in kinds]
        if exact:
            best = max(exact, key=_worth)
            return self._found(term, (0, len(term)), best.term.code, best.score)
        all_tokens = tokens(term)
        words = self.index.words(all_tokens)
        whole = Segment(0, len(all_tokens), False)
        if not words or turned(all_tokens, whole, words[0].place, words[-1].place):
            return None
        hits = [hit for hit in self.index.hits(all_tokens, words) if kinds is None or hit.term.kind in kinds]
        judged = [(self._covering(hit, words), hit) for hit in hits]
        good = [(score, hit) for score, hit in judged if score >= MINIMUM]
        if not good:
            return None
        score, best = max(good, key=lambda pair: (pair[0] + _PREFERENCE[pair[1].term.kind], pair[1].term.main))
        place = words[best.first].place
        if turned(all_tokens, whole, place, words[best.last].place):
            return None
        said = level(all_tokens, whole, place, words[best.last].place)
        return self._found(term, (0, len(term)), best.term.code, score, said)

    def _covering(self, hit: Hit, words: Sequence[Word]) -> float:
        """A hit's score, less when it leaves words of the term unsaid."""
        weights = [_weight(word) for word in words]
        covered = sum(weights[number] for number in hit.used)
        least = 0.5 if hit.term.main else 0.45
        return hit.score * (least + (1 - least) * covered / (sum(weights) or 1.0))

    def _sort(
        self, mention: Found, hit: Hit, words: Sequence[Word], segment: Segment, all_tokens: Sequence[Any],
        minimum: float, found: list[Found], missed: list[NotFound],
    ) -> None:  # fmt: skip
        """Puts one mention among what counts or what does not."""
        first = segment.first + words[hit.first].place
        last = segment.first + words[hit.last].place
        why = turned(all_tokens, segment, first, last)
        least = max(minimum, MINIMUM_IMPORTED) if self.vocabulary.concepts[hit.term.code].imported else minimum
        if why is None and hit.score < least:
            why = _UNSURE
        if why is not None:
            missed.append(NotFound(mention.span, mention.matched, why, mention.code))
            return
        said = level(all_tokens, segment, first, last)
        found.append(Found(mention.span, mention.matched, mention.code, mention.label, mention.kind, hit.score, said))

    def _mention(self, text: str, words: Sequence[Word], hit: Hit) -> Found:
        span = (words[hit.first].token.start, words[hit.last].token.end)
        return self._found(text[slice(*span)], span, hit.term.code, hit.score)

    def _found(self, matched: str, span: tuple[int, int], code: str, score: float, said: int | None = None) -> Found:
        concept = self.vocabulary.concepts[code]
        return Found(span, matched, code, concept.label, concept.kind, score, said)


@lru_cache(maxsize=4)
def linker_of(vocabulary: Vocabulary) -> Linker:
    """One linker a vocabulary, since its index takes a moment to build."""
    return Linker(vocabulary)


_LIGHT = frozenset("arbejd opgave job erfaring kendskab omraade god bruge mange diverse forskellig almindelig".split())


def _misread(hit: Hit, words: Sequence[Word], part: Sequence[Token]) -> bool:
    """Whether the words beside a mention show that its word means something else here."""
    return _verb_read_as_trade(hit, words, part) or _by_custom(hit, words, part)


def _verb_read_as_trade(hit: Hit, words: Sequence[Word], part: Sequence[Token]) -> bool:
    """``jeg maler`` says what somebody does, not what he is."""
    place = words[hit.first].place
    return (
        hit.term.kind == "occupation"
        and len(hit.used) == 1
        and place > 0
        and part[place - 1].folded in {"jeg", "vi", "der"}
        and part[place].folded.endswith("er")
    )


def _by_custom(hit: Hit, words: Sequence[Word], part: Sequence[Token]) -> bool:
    """``plejede at svejse`` is no care, and ``som barn`` no child that is looked after."""
    if len(hit.used) != 1:
        return False
    place = words[hit.first].place
    before = part[place - 1].folded if place > 0 else ""
    after = part[place + 1].folded if place + 1 < len(part) else ""
    word = part[place].folded
    return (word in {"plejer", "plejede", "plejet"} and after == "at") or (before == "som" and word in _TIMES_OF_LIFE)


_TIMES_OF_LIFE = frozenset("barn ung unge teenager voksen".split())


def _weight(word: Word) -> float:
    """How much it matters that a word is left unsaid."""
    if word.token.folded in PARTICLES:
        return 0.1
    return 0.3 if word.reading.whole in _LIGHT else 1.0


def _removed(text: str, flag: Flag) -> NotFound:
    return NotFound(flag.span, "" if flag.kind == "cpr" else text[slice(*flag.span)], flag.why)


def _worth(hit: Hit) -> tuple[float, bool, str]:
    return (hit.score + _PREFERENCE[hit.term.kind], hit.term.main, hit.term.code)


def _apart(hits: Sequence[Hit], minimum: float) -> list[Hit]:
    """The best hits that do not share words; those a little below the minimum are kept to be asked about."""
    ranked = sorted(
        (hit for hit in hits if hit.score >= minimum - 0.1),
        key=lambda hit: (-(hit.score + 0.08 * (len(hit.used) - 1) + 0.03 * (len(hit.term.core) - 1)
                           + _PREFERENCE[hit.term.kind]), not hit.term.main, hit.term.code),
    )  # fmt: skip
    taken: set[int] = set()
    kept: list[Hit] = []
    for hit in ranked:
        if not hit.used & taken:
            kept.append(hit)
            taken |= hit.used
    return kept
