"""The shipped vocabulary and an imported one as one: shipped codes stay, imported relations hold for them too."""

from __future__ import annotations

import gzip
import json

import pytest

from jobmatch.competences.coverage import Coverage
from jobmatch.competences.linker import Linker
from jobmatch.competences.merging import merged
from jobmatch.competences.vocabulary import Concept, Relation, Vocabulary
from jobmatch.competences.vocabulary_file import packed, unpacked
from jobmatch.domain.text import Text
from jobmatch.errors import BadInput

SHIPPED = Vocabulary(
    [Concept("skill.opvask", "skill", Text("opvask", "dishwashing"), ("vaske op",)),
     Concept("occ.opvasker", "occupation", Text("opvasker", "dishwasher"))],
    [Relation("occ.opvasker", "needs_essential", "skill.opvask")],
)  # fmt: skip
IMPORTED = Vocabulary(
    [Concept("http://esco/1", "skill", Text("vaske op", "wash up"), ("rengøre service",)),
     Concept("http://esco/2", "skill", Text("polere glas", "polish glass")),
     Concept("http://esco/3", "occupation", Text("barhjælper", "bar back"))],
    [Relation("http://esco/3", "needs_essential", "http://esco/1"),
     Relation("http://esco/3", "needs_useful", "http://esco/2")],
)  # fmt: skip


def test_the_same_thing_is_there_once_under_its_shipped_code() -> None:
    both = merged(SHIPPED, IMPORTED)
    assert set(both.concepts) == {"skill.opvask", "occ.opvasker", "http://esco/2", "http://esco/3"}
    assert both.concepts["skill.opvask"].terms == ("opvask", "vaske op", "rengøre service", "wash up", "dishwashing")
    assert Relation("http://esco/3", "needs_essential", "skill.opvask") in both.relations
    assert both.dangling == ()


def test_linker_and_coverage_work_over_both() -> None:
    both = merged(SHIPPED, IMPORTED)
    found = Linker(both).term("rengøre service")
    assert found is not None
    assert found.code == "skill.opvask"
    assert "skill.opvask" in Coverage(both).covers("http://esco/3", 2)


def test_the_version_follows_both() -> None:
    assert merged(SHIPPED, IMPORTED).version == merged(SHIPPED, IMPORTED).version
    assert merged(SHIPPED, IMPORTED).version not in (SHIPPED.version, IMPORTED.version)
    assert merged(SHIPPED, IMPORTED).version != merged(IMPORTED, SHIPPED).version


def test_a_packed_vocabulary_comes_back_as_it_was() -> None:
    back = unpacked(packed(IMPORTED), "esco")
    assert back.concepts == IMPORTED.concepts
    assert back.relations == IMPORTED.relations
    assert back.version == IMPORTED.version


@pytest.mark.parametrize("content", [b"", b"nonsense", packed(IMPORTED)[:60]])
def test_what_is_not_a_vocabulary_is_said_to_be_unreadable(content: bytes) -> None:
    with pytest.raises(BadInput, match="kan ikke læses"):
        unpacked(content, "databasen")


def test_a_vocabulary_that_was_kept_in_the_first_layout_is_still_read() -> None:
    content = {
        "layout": 1,
        "version": IMPORTED.version,
        "concepts": [[c.code, c.kind, c.label.da, c.label.en, c.synonyms, c.isco] for c in IMPORTED.concepts.values()],
        "relations": [list(relation) for relation in IMPORTED.relations],
    }
    back = unpacked(gzip.compress(json.dumps(content).encode()), "esco")
    assert (back.version, back.relations) == (IMPORTED.version, IMPORTED.relations)


def test_a_shipped_name_is_never_taken_by_an_imported_concept() -> None:
    shipped = Vocabulary(
        [Concept("occ.kassemedarbejder", "occupation", Text("kassemedarbejder", "cashier"), ("kasseassistent",)),
         Concept("occ.butik", "occupation", Text("butiksmedarbejder", "shop assistant"))], []
    )  # fmt: skip
    imported = Vocabulary(
        [Concept("http://esco/v", "occupation", Text("vekselbetjent", "money changer"),
                 ("Kasseassistent", "vekselerer")),
         Concept("http://esco/b", "occupation", Text("butiksmedarbejder", "sales assistant"), ("kasseassistent",))], []
    )  # fmt: skip
    both = merged(shipped, imported)
    assert both.concepts["http://esco/v"].synonyms == ("vekselerer",)
    assert both.concepts["occ.butik"].synonyms == ("sales assistant",)
    found = Linker(both).term("kasseassistent")
    assert found is not None
    assert found.code == "occ.kassemedarbejder"


def test_a_part_of_an_imported_name_is_too_little_in_free_text() -> None:
    imported = Vocabulary([Concept("http://esco/m", "skill", Text("montering af akustiklofter", "fit ceilings"))], [])
    linker = Linker(merged(SHIPPED, imported))
    assert [one.code for one in linker.find("montering af akustiklofter").found] == ["http://esco/m"]
    assert "http://esco/m" not in [one.code for one in linker.find("akustiklofter").found]
