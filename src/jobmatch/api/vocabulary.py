"""The vocabulary in force, the words it does not know, and the words that the municipality teaches it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, IdempotencyKey, Limit, answer
from jobmatch.api.once import Once
from jobmatch.api.problems import Sentence, describe
from jobmatch.api.records import STRICT
from jobmatch.services.access.policy import Action
from jobmatch.services.teaching import LONGEST_WORD

router = APIRouter(prefix="/vocabulary", tags=["vocabulary"])
Word = Annotated[str, Field(min_length=1, max_length=LONGEST_WORD)]


class ImportedVocabulary(BaseModel):
    """What was imported beside the shipped vocabulary."""

    source: str
    by: str
    at: datetime


class VocabularyInForce(BaseModel):
    """The words that texts are understood with now."""

    version: str
    concepts: dict[str, int] = Field(description="Per kind, how many there are.")
    imported: ImportedVocabulary | None


class UnknownWord(BaseModel):
    """A word that nobody could link."""

    word: str
    count: int
    where: dict[str, int] = Field(description="Field → how many citizens or placements have it there.")


class UnknownWords(BaseModel):
    """Unknown words, the most frequent first."""

    count: int
    words: list[UnknownWord]


class TaughtWord(BaseModel):
    """A word that was taught here."""

    word: str
    code: str
    by: str
    at: datetime


class TaughtWords(BaseModel):
    """Every word that was taught here."""

    words: list[TaughtWord]


class WordToTeach(BaseModel):
    """A word and what it means."""

    model_config = STRICT
    word: Word
    code: Annotated[str, Field(min_length=1, max_length=300, description="The concept's code, or its one name.")]


class LessonKept(BaseModel):
    """A word that was taught, and how many texts are read anew."""

    word: str
    code: str
    label: Sentence
    texts: int


class Forgotten(BaseModel):
    """A word that was forgotten, and how many texts are read anew."""

    word: str
    texts: int


@router.get("", response_model=VocabularyInForce, responses=describe(503), dependencies=may(Action.SEE_WORDS))
def in_force(application: App) -> Response:
    """What the vocabulary is made of."""
    vocabulary = application.vocabulary
    kinds: dict[str, int] = {}
    for concept in vocabulary.concepts.values():
        kinds[concept.kind] = kinds.get(concept.kind, 0) + 1
    imported = application.store.words.imported()
    told = imported and {"source": imported.source, "by": imported.by, "at": imported.at.isoformat()}
    return answer({"version": vocabulary.version, "concepts": kinds, "imported": told})


@router.get("/unknown", response_model=UnknownWords, responses=describe(422, 503), dependencies=may(Action.SEE_WORDS))
def unknown(application: App, limit: Limit = 50) -> Response:
    """Words of lists, titles and tasks that nobody could link; never a citizen's own story."""
    words = application.teaching.unknown()
    return answer({"count": len(words), "words": [one.as_dict() for one in words[:limit]]})


@router.get("/words", response_model=TaughtWords, responses=describe(503), dependencies=may(Action.SEE_WORDS))
def taught(application: App) -> Response:
    """The municipality's own words."""
    rows: list[dict[str, Any]] = [
        {"word": one.local_word.word, "code": one.local_word.concept, "by": one.by, "at": one.at.isoformat()}
        for one in application.teaching.taught()
    ]
    return answer({"words": rows})


@router.post(
    "/words",
    response_model=LessonKept,
    responses=describe(400, 404, 409, 413, 415, 422, 503),
    dependencies=may(Action.TEACH_WORDS),
)
def teach(application: App, looking: Looking, body: WordToTeach, idempotency_key: IdempotencyKey = None) -> Response:
    """Let a word mean a concept; only the texts that it concerns are linked again."""
    once = Once(application, idempotency_key, ["teach", body.word, body.code], looking.viewer.name)
    if (before := once.before()) is not None:
        return answer(before)
    lesson = application.teaching.teach(body.word, body.code, looking.viewer.name)
    once.keep(lesson.as_dict())
    return answer(lesson.as_dict())


@router.delete(
    "/words",
    response_model=Forgotten,
    responses=describe(400, 404, 409, 422, 503),
    dependencies=may(Action.TEACH_WORDS),
)
def forget(
    application: App,
    looking: Looking,
    word: Annotated[str, Query(min_length=1, max_length=LONGEST_WORD)],
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Take a taught word back."""
    once = Once(application, idempotency_key, ["forget", word], looking.viewer.name)
    if (before := once.before()) is not None:
        return answer(before)
    made = {"word": word, "texts": application.teaching.forget(word, looking.viewer.name)}
    once.keep(made)
    return answer(made)
