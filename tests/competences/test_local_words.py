"""Words that a municipality teaches: they mean what was said, and nothing else changes."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.competences.linker import Linker
from jobmatch.competences.local_words import TaughtVocabulary, earlier_of, may_concern, version_with
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.domain.text import Text

OPVASK = Concept("skill.opvask", "skill", Text("opvask", "dishwashing"), ("vaske op", "grovarbejde"))
MAD = Concept("skill.madlavning", "skill", Text("madlavning", "cooking"))
HAVE = Concept("skill.have", "skill", Text("havearbejde", "gardening"), ("passe have",))
SMALL = Vocabulary([OPVASK, MAD, HAVE], [Relation("skill.opvask", "close", "skill.madlavning")])
TEXTS = (
    "jeg har vasket op i en kantine",
    "passe have",
    "kantinehjælp",
    "grovkøken",
    "grov køkken opvask",
    "køkkenet",
    "havemand",
    "jeg laver mad og kan grovkøkken",
    "gøgeurt",
    "rengøring i skole",
    "madlavning for mange",
)


def test_a_taught_word_is_linked_and_what_ships_is_untouched() -> None:
    assert Linker(SMALL).term("grovkøkken") is None
    taught = TaughtVocabulary(SMALL, {"grovkøkken": "skill.opvask"})
    found = Linker(taught).term("Grovkøkken")
    assert found is not None
    assert found.code == "skill.opvask"
    assert "grovkøkken" not in SMALL.concepts["skill.opvask"].terms
    assert taught.relations == SMALL.relations


def test_a_taught_meaning_replaces_a_shipped_synonym_of_something_else() -> None:
    taught = TaughtVocabulary(SMALL, {"grovarbejde": "skill.have"})
    assert "grovarbejde" not in taught.concepts["skill.opvask"].terms
    found = Linker(taught).term("grovarbejde")
    assert found is not None
    assert found.code == "skill.have"


def test_a_word_for_a_concept_that_is_gone_is_left_out() -> None:
    taught = TaughtVocabulary(SMALL, {"grovkøkken": "skill.borte"})
    assert taught.concepts == SMALL.concepts
    assert taught.words == {}


def test_the_version_changes_with_the_words_and_only_with_them() -> None:
    one = version_with(SMALL, {"a": "skill.opvask", "b": "skill.have"})
    assert one == version_with(SMALL, {"b": "skill.have", "a": "skill.opvask"})
    assert one == TaughtVocabulary(SMALL, {"a": "skill.opvask", "b": "skill.have"}).version
    assert one != version_with(SMALL, {"a": "skill.have", "b": "skill.have"})
    assert version_with(SMALL, {}) == SMALL.version
    assert earlier_of(SMALL) == ()


@cache
def linker_with(word: str) -> Linker:
    words = {word: "skill.opvask"} if word else {}
    return Linker(TaughtVocabulary(SMALL, words))


@settings(max_examples=150)
@given(
    st.sampled_from(["grovkøkken", "kantine", "vaske store gryder", "hjælpemand", "gøg", "skolehave", "mange"]),
    st.sampled_from(TEXTS),
    st.text("grovkøenhavmdskil ", max_size=6),
)
def test_a_text_that_a_word_does_not_concern_is_read_as_before(word: str, text: str, more: str) -> None:
    text = f"{text} {more}"
    if may_concern(text, [word]):
        return
    before, after = linker_with(""), linker_with(word)
    assert before.term(text) == after.term(text)
    assert before.find(text) == after.find(text)


def test_inflected_misspelt_and_compounded_words_are_concerned() -> None:
    for text in ("grovkøkkenet", "grovkøken", "i grovkøkkenarbejde", "grov køkken", "storgrovkøkken"):
        assert may_concern(text, ["grovkøkken"]), text
    assert not may_concern("passe have", ["grovkøkken"])


def test_teaching_the_shipped_vocabulary_is_quick_to_tell() -> None:
    taught = TaughtVocabulary(shipped_vocabulary(), {"grovkøkken": "skill.opvask"})
    assert taught.version != shipped_vocabulary().version
    assert len(taught.concepts) == len(shipped_vocabulary().concepts)
