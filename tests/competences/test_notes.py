"""What ESCO says of its concepts beside their names helps where nearly all have it, and only there."""

from pathlib import Path

import numpy as np
import pytest

from jobmatch.competences.linker import Linker
from jobmatch.competences.names import Names
from jobmatch.competences.notes import id_of
from jobmatch.competences.ranker import Evidence
from jobmatch.competences.ranker_model import shipped_model
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.competences.term_list import vocabulary_from_tsv
from jobmatch.competences.vocabulary import Concept
from jobmatch.domain.text import Text

KNOWN = "00f12ec1-b416-4e3c-8ed7-c4f875c6b681"
"""A skill that ESCO describes by cleaning."""


def test_the_end_of_a_code_tells_which_concept_it_is() -> None:
    assert id_of(f"http://data.europa.eu/esco/skill/{KNOWN}") == id_of(KNOWN.upper()) == bytes.fromhex(
        KNOWN.replace("-", "")
    )  # fmt: skip
    assert id_of("skill.opvask") is None


def test_notes_hold_stems_of_what_is_said_of_a_concept() -> None:
    notes = shipped_model().notes
    said = notes.of(KNOWN)
    assert said is not None
    assert "daglig" in {notes.kin.words[number] for number in said}
    assert notes.of("skill.opvask") is None


def test_a_vocabulary_of_our_own_is_ranked_without_notes() -> None:
    assert shipped_model().notes.of_names(Names(shipped_vocabulary().of_kind("skill"))) is None


@pytest.mark.parametrize(("code", "learned"), [(KNOWN, "plain+notes"), ("other", "plain")])
def test_what_was_learned_fits_the_evidence_there_is(code: str, learned: str) -> None:
    concepts = [Concept(code, "skill", Text("tilse medarbejdere", "oversee staff"))]
    evidence = Evidence(concepts, "skill", shipped_model())
    assert evidence.learned_as == learned
    _, picked = evidence.of(["rengøring"])
    weights = shipped_model().weights("skill", learned)
    assert weights is not None
    assert set(weights.features) <= set(picked)
    assert np.isfinite([picked[name] for name in weights.features]).all()


def test_a_name_finds_the_concept_by_what_is_said_of_it(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(f"{KNOWN}\ttilse udførelsen\n0005c151-5b5a-4a66-8aac-60e734beb1ab\ttilse udførelsen af andet\n",
                    "utf-8")  # fmt: skip
    assert Linker(vocabulary_from_tsv(path, "skill")).rank("rengøring", "skill", 2)[0].code == KNOWN
