"""Confirming, teaching and importing words from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def on_own_sample(call: Call, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run ``jobmatch`` over a copy of the invented municipality."""
    shutil.copyfile(sample_file, tmp_path / "own.sqlite")
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite'}")
    monkeypatch.setenv("JOBMATCH_AS_OF", "2026-11-21")
    return call


def test_what_was_found_is_confirmed_struck_and_taken_back(on_own_sample: Call) -> None:
    assert "foreslået" in on_own_sample("confirm", "B-001").out
    words = ("confirm", "B-001", "task.sy_toej")

    def state(*more: str) -> tuple[str, int | None]:
        rows = on_own_sample(*words, *more, "--json").json["competences"]
        (row,) = [row for row in rows if row["code"] == "task.sy_toej"]
        return row["state"], row["level"]

    assert state("--level", "2") == ("bekraeftet", 2)
    assert state("--strike") == ("stroeget", None)
    assert state("--undo") == ("foreslaaet", None)
    assert on_own_sample(*words, "--strike", "--undo").status == 1
    assert on_own_sample("confirm", "B-001", "--strike").status == 1
    assert on_own_sample("confirm", "B-999").status == 1


def test_an_unknown_word_is_taught_used_and_forgotten(on_own_sample: Call) -> None:
    before = on_own_sample("vocabulary", "unknown", "--json").json
    word = before["words"][0]["word"]
    assert "betyder nu opvask" in on_own_sample("vocabulary", "teach", word, "skill.opvask").out
    assert on_own_sample("vocabulary", "unknown", "--json").json["count"] == before["count"] - 1
    assert on_own_sample("vocabulary", "show", word, "--json").json["code"] == "skill.opvask"
    assert on_own_sample("link", word, "--json").json["found"][0]["code"] == "skill.opvask"
    assert word in on_own_sample("vocabulary", "taught").out
    assert on_own_sample("vocabulary", "forget", word).status == 0
    assert on_own_sample("vocabulary", "forget", word).status == 1
    assert on_own_sample("vocabulary", "teach", word, "skill.findesikke").status == 1


def test_a_vocabulary_comes_in_and_goes_out(on_own_sample: Call, tmp_path: Path) -> None:
    folder = tmp_path / "esco"
    folder.mkdir()
    skill = "http://data.europa.eu/esco/skill/1"
    (folder / "skills_da.csv").write_text(f"conceptUri,preferredLabel,altLabels\n{skill},tæmme gøgeurter,\n", "utf-8")
    job = "http://data.europa.eu/esco/occupation/1"
    (folder / "occupations_da.csv").write_text(f"conceptUri,preferredLabel,altLabels\n{job},gøgeurtæmmer,\n", "utf-8")
    broken = on_own_sample("vocabulary", "import", folder)
    assert (broken.status, "occupationSkillRelations_da.csv" in broken.err) == (1, True)
    relations = f"occupationUri,relationType,skillType,skillUri\n{job},essential,skill,{skill}\n"
    (folder / "occupationSkillRelations_da.csv").write_text(relations, "utf-8")
    report = on_own_sample("vocabulary", "import", folder, "--json").json
    assert (report["skills"], report["occupations"], report["new"]) == (1, 1, True)
    assert "allerede" in on_own_sample("vocabulary", "import", folder).out
    assert on_own_sample("vocabulary", "show", "tæmme gøgeurter", "--json").json["code"] == skill
    assert on_own_sample("vocabulary", "remove").status == 0
    assert on_own_sample("vocabulary", "remove").status == 1
    assert on_own_sample("vocabulary", "import", tmp_path / "mangler").status == 1


def test_without_a_database_the_shipped_words_answer_and_none_is_made(call: Call, tmp_path: Path) -> None:
    assert call("vocabulary", "show", "opvask", "--json").json["code"] == "skill.opvask"
    assert call("link", "opvask", "--json").status == 0
    assert list(tmp_path.glob("*.sqlite")) == []
    assert call("vocabulary", "unknown").status == 1


def test_how_words_hang_together_is_said_in_the_readers_language(call: Call) -> None:
    assert "hører under  køkkenarbejde" in call("vocabulary", "show", "opvask", "--lang", "da").out
    assert "belongs under  kitchen work" in call("vocabulary", "show", "opvask", "--lang", "en").out
    for job in ("butiksmedarbejder", "arbejde med hænderne", "passe hunde"):
        assert call("vocabulary", "show", job).status == 0


def test_an_edited_vocabulary_is_looked_over(call: Call, tmp_path: Path) -> None:
    assert call("vocabulary", "check", "--json").json["faults"] == []
    for name in ("industries", "motives"):
        (tmp_path / f"{name}.csv").write_text("code;da;en\n", "utf-8")
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "x.csv").write_text("code;da;en;broader\nsy;syning;;strik\n", "utf-8")
    told = call("vocabulary", "check", tmp_path)
    assert told.status == 1
    assert "skill.strik" in told.out
    assert "mangler dansk eller engelsk" in told.out
