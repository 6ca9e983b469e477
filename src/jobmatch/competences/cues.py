"""What the words round a mention do to it: denied, somebody else's, unsure, only wished, and at what level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobmatch.competences.wordlists import CUES
from jobmatch.competences.words import Token, fold, tokens
from jobmatch.domain.text import Text

DENIED = Text("Det står der, at personen ikke kan eller ikke vil", "The text says not")
OTHERS = Text("Det handler om en anden", "It is about somebody else")
UNSURE = Text("Det er usikkert i teksten", "The text is unsure about it")
WISH = Text("Det er et ønske, ikke noget personen har gjort", "It is a wish, not something done")

_BREAKS = frozenset("men dog hvorimod derimod but however men".split())
_JOINS = frozenset("og samt and och for saa fordi mens hvor".split())
_STARTERS = frozenset(
    "jeg har er kan vil var blev du vi han hun de i min mit mine she he ogsaa til gengaeld kunne have arbejdede "
    "passede gerne hellere kun selv skal fik gik tog lavede koerte".split()
)


def _phrases(lines: str) -> list[tuple[str, ...]]:
    found = {tuple(token.folded for token in tokens(line)) for line in lines.strip().splitlines()}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


_BEFORE = _phrases(CUES["denied"]["before"])
_HARMLESS = _phrases(CUES["denied"]["harmless"])
_AFTER = _phrases(CUES["denied"]["after"])
_INSIDE = frozenset({"ikke", "aldrig", "ej"})
"""Between the words of one mention they deny it: kører aldrig bil."""
_UNSURE = _phrases(CUES["unsure"]["cues"])
_WISH = _phrases(CUES["wish"]["cues"])
_LEVELS = [(3, _phrases(CUES["level"]["teaching"])), (2, _phrases(CUES["level"]["alone"])),
           (1, _phrases(CUES["level"]["little"]))]  # fmt: skip
_PEOPLE = _words(CUES["others"]["people"])
_OWNERS = _words(CUES["others"]["owners"])
_SUBJECTS = _words(CUES["others"]["subjects"])
_AFTER_ARTICLE = _words(CUES["others"]["after_article"])
_ME = _words(CUES["others"]["me"])
_VERBS = _words(CUES["others"]["verbs"])


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that one "not" or one "my brother" reaches over."""

    first: int
    """Number of its first token."""
    last: int
    """Number of the token after its last."""
    about_other: bool
    """Whether it tells of somebody else."""


def segments(text: str, found: Sequence[Token]) -> list[Segment]:
    """Cuts a text where what was said before stops counting."""
    cuts = [0]
    sentence_starts = {0}
    for number in range(1, len(found)):
        between = text[found[number - 1].end : found[number].start]
        word = found[number].folded
        after = found[number + 1].folded if number + 1 < len(found) else ""
        if any(mark in between for mark in ".!?;\n•:") or " - " in between or " – " in between:
            cuts.append(number)
            sentence_starts.add(number)
        elif ("," in between and not _goes_on(text, found, number)) or word in _BREAKS:
            cuts.append(number)
        elif word in _JOINS and (after in _STARTERS or after in _PEOPLE):
            cuts.append(number)
    return _with_subjects(found, cuts, sentence_starts)


def _goes_on(text: str, found: Sequence[Token], number: int) -> bool:
    """Whether what follows a comma still speaks of what stands before it."""
    return _continues(text, found, number) or _looks_back(found, number)


def _looks_back(found: Sequence[Token], number: int) -> bool:
    """``svejse, det kan jeg ikke``: what follows denies what stands before."""
    if found[number].folded not in {"det", "den", "dem"}:
        return False
    following = [token.folded for token in found[number + 1 : number + 6]]
    return any(tuple(following[: len(phrase)]) == phrase for phrase in _AFTER)


def _continues(text: str, found: Sequence[Token], number: int) -> bool:
    """Whether a comma only parts the items of a list that ends in "eller"."""
    if found[number].folded in _STARTERS | _BREAKS:
        return False
    for later in range(number, min(number + 8, len(found))):
        if found[later].folded in {"eller", "or", "hverken"}:
            return True
        if found[later].folded in _STARTERS or text[found[later - 1].end : found[later].start].strip() in {".", ";"}:
            return False
    return False


def _with_subjects(found: Sequence[Token], cuts: list[int], sentence_starts: set[int]) -> list[Segment]:
    made: list[Segment] = []
    other = False
    for first, last in zip(cuts, [*cuts[1:], len(found)], strict=True):
        words = [token.folded for token in found[first:last]]
        if first in sentence_starts:
            other = False
        spoken = _speaker(words)
        other = other if spoken is None else spoken
        made.append(Segment(first, last, other))
    return made


def _speaker(words: list[str]) -> bool | None:
    """True when somebody else is the subject, False when the speaker is, None when nothing is said."""
    for number, word in enumerate(words[:6]):
        if word == "kender" and "en" in words[number + 1 : number + 2]:
            return True
        if word in _ME and "kender" not in words[:4]:
            return False
        if word in _PEOPLE and number and words[number - 1] in _OWNERS and _opens(words[: number - 1]):
            rest = words[number + 1 : number + 3]
            if "og" in rest[:1] and len(rest) > 1 and rest[1] in _ME:
                return False
            if rest[1:2] in (["jeg"], ["vi"]):  # min nabo hjalp jeg med haven
                return False
            return bool(not rest or rest[0] in _VERBS or rest[0] in {"der", "som", "og", "who"} or _finite(rest[0]))
        if word in _SUBJECTS and number <= 1 and not _AFTER_ARTICLE & set(words[number + 1 : number + 2]):
            return True
        if number == 0 and _known_person(word) and words[1:2] and words[1] in _VERBS and not _ME & set(words):
            return True
    if words and words[0] in {"har", "kan", "have", "can", "selv"}:
        return False
    return None


def _known_person(word: str) -> bool:
    """``naboen``: somebody in particular, who is not the speaker."""
    return any(word.endswith(ending) and word[: -len(ending)] in _PEOPLE for ending in ("en", "n"))


def _opens(words: list[str]) -> bool:
    """Whether what stands before leaves room for a subject: nothing but joining words."""
    return all(word in _JOINS | _BREAKS | {"at", "da", "naar", "som", "der", "ogsaa"} for word in words)


def _finite(word: str) -> bool:
    """A present or past verb, by its ending."""
    return len(word) > 4 and (word.endswith("ede") or word.endswith("te") or word.endswith("er"))


def _find(words: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> list[int]:
    """Where in the words any of the phrases stands (the number after its last word)."""
    here = set(words)
    return [
        number + len(phrase)
        for phrase in phrases
        if phrase[0] in here
        for number in range(len(words) - len(phrase) + 1)
        if tuple(words[number : number + len(phrase)]) == phrase
    ]


def turned(found: Sequence[Token], segment: Segment, first: int, last: int) -> Text | None:
    """Why a mention of tokens ``first`` to ``last`` in a segment does not count; None when it counts."""
    if segment.about_other:
        return OTHERS
    before = [token.folded for token in found[segment.first : first]]
    after = [token.folded for token in found[last + 1 : segment.last]]
    if _denied(before, after) or any(token.folded in _INSIDE for token in found[first + 1 : last]):
        return DENIED
    everything = before + after
    if _find(before, _UNSURE) or (after[:1] and _find(after[:2], _UNSURE)):
        return UNSURE
    if _find(before, _WISH) and "vi" not in everything:
        return WISH
    return None


def _denied(before: list[str], after: list[str]) -> bool:
    harmless = set(_find(before, _HARMLESS))
    for end in _find(before, _BEFORE):
        if not any(end <= other <= end + 2 for other in harmless):
            return True
    return bool(_find(after[:6], _AFTER))


def level(found: Sequence[Token], segment: Segment, first: int, last: int) -> int | None:
    """1, 2 or 3 by the nearest level words in the segment, None when nothing is said."""
    words = [token.folded for token in found[segment.first : segment.last]]
    here, there = first - segment.first, last - segment.first
    found_cues = [(grade, end) for grade, phrases in _LEVELS for end in _find(words, phrases)]
    if any(grade == 3 for grade, _ in found_cues):
        return 3
    near = [(here - end if end <= here else end - there, grade) for grade, end in found_cues]
    if near:
        return min(near)[1]
    return 2 if _years(words) else None


def _years(words: Sequence[str]) -> bool:
    return any(
        number.isdigit() and int(number) >= 2 and unit in {"aar", "aars", "years"}
        for number, unit in zip(words, words[1:], strict=False)
    )
