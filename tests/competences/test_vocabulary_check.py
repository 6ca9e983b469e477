"""The vocabulary that ships is whole, and one that is not is found out."""

from __future__ import annotations

import pytest

from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.competences.vocabulary_check import faults
from jobmatch.domain.text import Text

BAKER = Concept("occ.bager", "occupation", Text("bager", "baker"), ("brødbager",), "7512")
BAKING = Concept("skill.bagning", "skill", Text("bagning", "baking"))
CAKES = Concept("skill.kager", "skill", Text("kagebagning", "cake baking"))
RELATIONS = [
    Relation("occ.bager", "needs_essential", "skill.bagning"),
    Relation("skill.kager", "broader", "skill.bagning"),
]


def test_the_shipped_vocabulary_is_whole() -> None:
    assert [fault.en for fault in faults(shipped_vocabulary())] == []


def test_the_shipped_vocabulary_is_as_large_as_promised() -> None:
    vocabulary = shipped_vocabulary()
    assert len(vocabulary.of_kind("occupation")) >= 250
    assert len(vocabulary.of_kind("skill")) + len(vocabulary.of_kind("task")) >= 1200


def test_a_small_whole_vocabulary_has_no_faults() -> None:
    assert faults(Vocabulary([BAKER, BAKING, CAKES], RELATIONS)) == []


@pytest.mark.parametrize(
    ("concepts", "relations", "told"),
    [
        ([], [Relation("occ.bager", "needs_useful", "skill.nowhere")], "skill.nowhere, unknown"),
        ([Concept("skill.alone", "skill", Text("ensom", "lonely"))], [], "skill.alone: hangs together with nothing"),
        ([Concept("skill.da", "skill", Text("kun dansk", " "))], [Relation("skill.da", "close", "skill.kager")],
         "skill.da: has no Danish or no English name"),
        ([Concept("skill.again", "skill", Text("Bagning", "baking"))],
         [Relation("skill.again", "close", "skill.kager")],
         "skill.again and skill.bagning can both be called “Bagning”"),
        ([Concept("skill.same", "skill", Text("x", "y"), ("kagebagning",))],
         [Relation("skill.same", "close", "skill.kager")], "can both be called “kagebagning”"),
        ([Concept("skill.twice", "skill", Text("sød", "sweet"), ("soed",))],
         [Relation("skill.twice", "close", "skill.kager")], "skill.twice: “soed” stands twice"),
        ([Concept("occ.x", "occupation", Text("x", "y"), (), "75")], [Relation("occ.x", "needs_useful", "skill.kager")],
         "occ.x: 75 is no four-digit ISCO group"),
        ([], [Relation("skill.kager", "close", "skill.kager")], "skill.kager: close leads to itself"),
        ([], [Relation("skill.bagning", "broader", "skill.kager")],
         "broader than itself: skill.bagning → skill.kager → skill.bagning"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told(concepts: list[Concept], relations: list[Relation], told: str) -> None:
    found = faults(Vocabulary([BAKER, BAKING, CAKES, *concepts], [*RELATIONS, *relations]))
    assert len(found) == 1
    assert told in found[0].en
    assert found[0].da != found[0].en


def test_a_long_circle_is_told_once() -> None:
    many = [Concept(f"skill.{n}", "skill", Text(f"kunnen {n}", f"skill {n}")) for n in range(5)]
    ring = [Relation(f"skill.{n}", "broader", f"skill.{(n + 1) % 5}") for n in range(5)]
    assert [fault.en.count("→") for fault in faults(Vocabulary(many, ring))] == [5]
