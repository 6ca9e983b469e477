"""Importing ESCO beside the shipped vocabulary: both in force as one, and out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.bootstrap import Application
from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.domain.citizen import Citizen, Competence
from jobmatch.errors import BadInput, NotFound
from jobmatch.store import Changes

SKILL, OTHER, JOB = (f"http://data.europa.eu/esco/{one}" for one in ("skill/1", "skill/2", "occupation/1"))


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    """A folder in ESCO's official layout with two skills and one occupation."""
    folder = tmp_path / "esco"
    folder.mkdir()
    files = {
        "skills_da.csv": f"conceptUri,preferredLabel,altLabels\n{SKILL},tæmme gøgeurter,gøgeurtæmning\n"
        f"{OTHER},opvask,vaske service op\n",
        "occupations_da.csv": f"conceptUri,preferredLabel,altLabels,iscoGroup\n{JOB},gøgeurtæmmer,,9999\n",
        "occupationSkillRelations_da.csv": "occupationUri,relationType,skillType,skillUri\n"
        f"{JOB},essential,skill,{SKILL}\n{JOB},optional,skill,{OTHER}\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_an_imported_vocabulary_is_in_force_beside_the_shipped(own_sample: Application, esco: Path) -> None:
    shipped = shipped_vocabulary()
    report = own_sample.vocabularies.import_folder(esco, by="mette")
    assert (report.source, report.occupations, report.skills, report.joined) == ("esco", 1, 2, 1)
    assert report.new
    vocabulary = own_sample.vocabulary
    assert len(vocabulary.concepts) == len(shipped.concepts) + 2
    assert "vaske service op" in vocabulary.concepts["skill.opvask"].terms
    assert {one.target for one in vocabulary.outgoing[JOB]} == {SKILL, "skill.opvask"}


def test_matches_link_and_explain_over_it(own_sample: Application, esco: Path) -> None:
    person = Citizen(citizen_id="B-901", status="klar", competences=(Competence("gøgeurtæmmer", 2),))
    own_sample.store.save(Changes(citizens=[person]), by="import")
    own_sample.vocabularies.import_folder(esco, by="mette")
    world = own_sample.worlds.at().world
    (held,) = world.words.brought(world.citizens["B-901"])
    assert held.code == JOB
    assert SKILL in world.words.reach(JOB, 2)
    assert own_sample.suggest.match("B-901")["citizen_id"] == "B-901"
    assert own_sample.nightly.run(full=False)["vocabulary"] == own_sample.vocabulary.version


def test_the_same_import_again_changes_nothing(own_sample: Application, esco: Path) -> None:
    own_sample.vocabularies.import_folder(esco, by="mette")
    revision = own_sample.store.revision()
    assert own_sample.vocabularies.import_folder(esco, by="mette").new is False
    assert own_sample.store.revision() == revision


def test_local_words_hold_over_an_import_and_may_point_into_it(own_sample: Application, esco: Path) -> None:
    own_sample.teaching.teach("grovkøkkenet her", "skill.opvask", by="mette")
    own_sample.vocabularies.import_folder(esco, by="mette")
    own_sample.teaching.teach("blomsterhvisker", JOB, by="mette")
    names = own_sample.vocabulary.concepts
    assert "grovkøkkenet her" in names["skill.opvask"].terms
    assert "blomsterhvisker" in names[JOB].terms
    own_sample.vocabularies.remove_import(by="mette")
    assert JOB not in own_sample.vocabulary.concepts
    assert own_sample.store.words.local_words()["blomsterhvisker"] == JOB
    with pytest.raises(NotFound):
        own_sample.vocabularies.remove_import(by="mette")


def test_another_process_sees_it_at_once(own_sample: Application, esco: Path) -> None:
    other = Application(own_sample.settings)
    before = other.vocabulary.version
    own_sample.vocabularies.import_folder(esco, by="mette")
    assert other.vocabulary.version == own_sample.vocabulary.version != before
    own_sample.teaching.teach("blomsterhvisker", JOB, by="mette")
    assert other.vocabulary.version == own_sample.vocabulary.version
    other.store.close()


def test_a_folder_without_a_vocabulary_changes_nothing(own_sample: Application, tmp_path: Path) -> None:
    revision = own_sample.store.revision()
    for folder in (tmp_path, tmp_path / "mangler"):
        with pytest.raises(BadInput, match="ESCO"):
            own_sample.vocabularies.import_folder(folder, by="mette")
    assert own_sample.store.revision() == revision


def test_a_broken_folder_leaves_everything_as_it_was(own_sample: Application, esco: Path) -> None:
    own_sample.vocabularies.import_folder(esco, by="mette")
    before = (own_sample.store.revision(), own_sample.vocabulary.version)
    (esco / "occupationSkillRelations_da.csv").unlink()
    (esco / "skills_da.csv").write_text("conceptUri,altLabels\nhttp://x,y\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        own_sample.vocabularies.import_folder(esco, by="mette")
    assert "preferredLabel" in refused.value.text.en
    assert "occupationSkillRelations" in refused.value.text.en
    assert (own_sample.store.revision(), own_sample.vocabulary.version) == before


def test_a_cpr_number_is_never_taken_for_a_word(own_sample: Application, esco: Path) -> None:
    path = esco / "skills_da.csv"
    path.write_text(path.read_text("utf-8").replace("vaske service op", "kaldt 010190-1234"), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        own_sample.vocabularies.import_folder(esco, by="mette")
    assert "010190" not in str(refused.value)
