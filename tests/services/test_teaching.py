"""Teaching words on the invented municipality: unknown words gather, a lesson counts, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobmatch.bootstrap import Application
from jobmatch.competences.linker import linker_of
from jobmatch.domain.citizen import Citizen, Competence
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, Conflict, NotFound
from jobmatch.services.linking import MENTIONS, TERM, StoredLinks, _texts_of
from jobmatch.store import Changes

WORD = "gøgeurtæmning"
"""No vocabulary knows it."""


def write(application: Application, *more: Citizen | Placement) -> None:
    application.store.save(
        Changes(
            citizens=[one for one in more if isinstance(one, Citizen)],
            placements=[one for one in more if isinstance(one, Placement)],
        ),
        by="import",
    )


def unknown(application: Application) -> dict[str, dict[str, int]]:
    return {one.word: dict(one.where) for one in application.teaching.unknown()}


def test_unknown_words_gather_with_how_often_and_where(own_sample: Application) -> None:
    write(
        own_sample,
        Citizen(citizen_id="B-901", competences=(Competence(WORD, 2),), wishes=(WORD.upper(), "opvask")),
        Citizen(citizen_id="B-902", wishes=(WORD,)),
        Placement(placement_id="P-901", title=WORD, tasks=(WORD,), requires=(WORD, "koerekort_b")),
    )
    assert unknown(own_sample)[WORD] == {"competences": 1, "wishes": 2, "title": 1, "tasks": 1, "requires": 1}
    first = own_sample.teaching.unknown()[0]
    assert (first.word, first.count) == (WORD, 6)
    assert "opvask" not in unknown(own_sample)
    assert "koerekort_b" not in unknown(own_sample)


def test_they_are_gathered_from_the_world_at_hand_as_from_the_store(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        own_sample,
        Citizen(citizen_id="B-901", wishes=(WORD, WORD.upper())),
        Placement(placement_id="P-901", title=WORD),
    )
    read = own_sample.teaching.unknown()
    own_sample.worlds.at()
    monkeypatch.setattr(type(own_sample.store), "citizens", None)
    assert own_sample.teaching.unknown() == own_sample.teaching.unknown() == read
    monkeypatch.undo()
    write(own_sample, Citizen(citizen_id="B-901"))
    assert unknown(own_sample)[WORD] == {"title": 1}
    own_sample.worlds.at()
    assert unknown(own_sample)[WORD] == {"title": 1}


def test_a_story_is_never_listed_nor_what_must_not_be_repeated(own_sample: Application) -> None:
    write(
        own_sample,
        Citizen(
            citizen_id="B-901",
            experience=WORD,
            wishes=("gøgeurt 010190-1234", "skizofreni", "en hel lang sætning om gøgeurter og andet i naturen"),
        ),
    )
    assert not [word for word in unknown(own_sample) if "gøgeurt" in word.lower() or "skizo" in word]


def test_a_taught_word_counts_from_now_on_and_can_be_forgotten(own_sample: Application) -> None:
    write(own_sample, Citizen(citizen_id="B-901", competences=(Competence(WORD),)))
    lesson = own_sample.teaching.teach(WORD, "skill.opvask", by="mette")
    assert (lesson.word, lesson.concept.code) == (WORD, "skill.opvask")
    world = own_sample.worlds.at().world
    assert [one.code for one in world.words.brought(world.citizens["B-901"])] == ["skill.opvask"]
    assert WORD not in unknown(own_sample)
    assert [one.local_word.word for one in own_sample.teaching.taught()] == [WORD]
    own_sample.teaching.forget(WORD.upper(), by="mette")
    assert WORD in unknown(own_sample)
    assert own_sample.teaching.taught() == []


def test_a_lesson_gives_a_new_vocabulary_and_a_new_night(own_sample: Application) -> None:
    before = own_sample.vocabulary.version
    assert own_sample.nightly.run(full=False)["published"] is False
    own_sample.teaching.teach(WORD, "opvask", by="mette")
    assert own_sample.vocabulary.version != before
    assert own_sample.nightly.run(full=False)["vocabulary"] == own_sample.vocabulary.version
    own_sample.teaching.forget(WORD, by="mette")
    assert own_sample.vocabulary.version == before


@pytest.mark.parametrize(("word", "code"), [(WORD, "skill.opvask"), ("male bund", "skill.opvask"),
                                            ("havekrog", "skill.havearbejde")])  # fmt: skip
def test_only_what_a_word_concerns_is_linked_again_and_all_answers_are_as_if_linked_anew(
    own_sample: Application, word: str, code: str
) -> None:
    if code not in own_sample.vocabulary.concepts:
        code = next(one for one in own_sample.vocabulary.concepts if one.startswith("skill.have"))
    citizens, placements = own_sample.store.citizens(), own_sample.store.placements()
    StoredLinks(own_sample.store, own_sample.vocabulary).prepare(citizens, placements)
    terms, texts = _texts_of(citizens, placements)
    lesson = own_sample.teaching.teach(word, code, by="mette")
    assert lesson.texts < (len(terms) + len(texts)) / 4
    vocabulary = own_sample.vocabulary
    kept = own_sample.store.links(TERM, vocabulary.version, terms)
    linker = linker_of(vocabulary)
    assert set(kept) == set(terms)
    assert {term: found.code if (found := linker.term(term)) else None for term in terms} == kept
    read = own_sample.store.links(MENTIONS, vocabulary.version, texts)
    assert {text: [one.code for one in linker.find(text).found] for text in texts} == {
        text: [one["code"] for one in answer] for text, answer in read.items()
    }


def test_a_lesson_is_kept_when_the_same_rows_are_imported_again(own_sample: Application) -> None:
    own_sample.teaching.teach(WORD, "skill.opvask", by="mette")
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    write(own_sample, replace(citizen, competences=(Competence(WORD),)))
    own_sample.link_new([citizen])
    assert own_sample.store.words.local_words() == {WORD: "skill.opvask"}


def test_what_cannot_be_taught_is_said(own_sample: Application) -> None:
    teaching = own_sample.teaching
    for word in ("", "  ", "12345", "a" * 81, "ord\x00et"):
        with pytest.raises(BadInput, match="Skriv et ord"):
            teaching.teach(word, "skill.opvask", by="mette")
    with pytest.raises(BadInput) as refused:
        teaching.teach("gøgeurt 010190-1234", "skill.opvask", by="mette")
    assert "1234" not in refused.value.text.da + refused.value.text.en
    with pytest.raises(BadInput, match="diagnose"):
        teaching.teach("skizofreni", "skill.opvask", by="mette")
    with pytest.raises(NotFound, match="ikke i ordlisten"):
        teaching.teach(WORD, "skill.findesikke", by="mette")
    with pytest.raises(Conflict, match="betyder allerede"):
        teaching.teach("opvask", "skill.opvask", by="mette")
    with pytest.raises(Conflict, match="et andet begreb"):
        teaching.teach("rengøring", "skill.opvask", by="mette")
    with pytest.raises(NotFound, match="ikke lært"):
        teaching.forget(WORD, by="mette")
    assert teaching.taught() == []
