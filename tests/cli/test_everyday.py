"""The other commands: an invented municipality, the rules, the database, and the newcomer's first minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call


def test_an_invented_municipality_can_be_written_and_read(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "kommune"
    words = ["sample", str(folder), "--citizens", "20", "--placements", "15", "--seed", "3"]
    said = call(*words)
    assert said.status == 0
    assert "Alt er opdigtet" in said.out
    report = call("import", str(folder), "--json").json
    assert report["errors"] == []
    assert (report["saved"]["citizens"], report["saved"]["placements"]) == (20, 15)
    assert call("rematch", "--as-of", "2026-11-21").status == 0


def test_the_rules_of_a_day(call: Call) -> None:
    table = call("rules", "--as-of", "2026-11-21", "--json").json
    assert table["as_of"] == "2026-11-21"
    text = call("rules", "--as-of", "2026-11-21").out.replace("\n", " ")
    for rule in table["rules"]:
        assert rule["rule_id"] in text
        assert rule["source"].split()[0] in text
    assert "Rules in force" in call("rules", "--lang", "en").out


@pytest.mark.parametrize(
    "question",
    ["rules", "models", "plan", "changes", "gaps", "match B-001", "link bager", "vocabulary show opvask",
     "vocabulary check", "vocabulary unknown", "audit list", "user list", "export B-001", "confirm B-001"],
)  # fmt: skip
def test_a_question_makes_no_database(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JOBMATCH_DATABASE_URL", raising=False)
    before = set(tmp_path.iterdir())
    call(*question.split())
    assert set(tmp_path.iterdir()) == before


def test_a_copy_of_the_database_comes_back(on_sample: Call, tmp_path: Path) -> None:
    copy, fresh = tmp_path / "kopi.zip", f"sqlite:///{tmp_path / 'ny.sqlite'}"
    before = on_sample("match", "B-001", "--json").json
    assert on_sample("db", "backup", str(copy)).status == 0
    assert on_sample("db", "restore", str(copy), "--db", fresh).status == 0
    assert on_sample("match", "B-001", "--json", "--db", fresh).json == before
    again = on_sample("db", "restore", str(copy), "--db", fresh)
    assert again.status == 1
    assert "ikke tom" in again.err
    assert "allerede" in on_sample("db", "upgrade", "--db", fresh).out


def test_a_file_that_is_no_copy(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "kopi.zip"
    file.write_text("ikke en kopi", encoding="utf-8")
    assert call("db", "restore", str(file)).status == 1
    assert call("db", "restore", str(tmp_path / "mangler.zip")).status == 1
    assert call("db", "backup", str(tmp_path / "k.zip"), "--db", f"sqlite:///{tmp_path / 'intet.sqlite'}").status == 1


def test_the_first_minute(call: Call) -> None:
    said = call("demo", "--no-serve")
    assert said.status == 0
    assert "45 opdigtede borgere og 60 opdigtede pladser" in said.out
    assert "Begynd her" in said.out
    assert "(B-" in said.out
    assert "→" in said.out


def test_the_demo_goes_into_the_database_that_is_named_and_may_come_again(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.sqlite'}")
    assert call("demo", "--no-serve").status == 0
    assert call("demo", "--no-serve").status == 0
    monkeypatch.setenv("JOBMATCH_AS_OF", "2026-11-21")
    assert len(call("plan", "--json").out.splitlines()) == 30


def test_the_demo_touches_no_database_with_anybody_else_in_it(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'kommunen.sqlite'}"
    file = tmp_path / "borgere.csv"
    file.write_text("borgernr;team\nB-001;voksen\n", encoding="utf-8")
    assert call("import", str(file), "--db", url).status == 0
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", url)
    said = call("demo", "--no-serve")
    assert (said.status, said.out) == (1, "")
    assert "Vælg en tom database" in said.err
    assert call("import", str(file), "--json").json["unchanged"] == 1
