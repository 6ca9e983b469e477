"""Files in, from the command line: counts, faults and statuses as the contract has them."""

from __future__ import annotations

from pathlib import Path

from jobmatch.domain.shipped import DATA
from tests.cli.conftest import Call, lines

HEADER = "borgernr;team;status;timer_nu"


def test_the_sample_goes_in_and_in_again_unchanged(call: Call) -> None:
    first = call("import", str(DATA / "sample"), "--json")
    assert first.status == 0
    assert first.json["saved"]["citizens"] == 45
    again = call("import", str(DATA / "sample"), "--json").json
    assert again["saved"] == {"citizens": 0, "placements": 0, "courses": 0}
    assert again["unchanged"] == sum(first.json["saved"].values())


def test_one_fault_stops_everything_and_is_named(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text(lines([HEADER, "B-1;voksen;klar;4", "B-2;voksen;klar;mange"]), encoding="utf-8")
    said = call("import", str(file), "--json")
    assert said.status == 1
    assert said.json["saved"]["citizens"] == 0
    assert [(e["row"], e["column"]) for e in said.json["errors"]] == [(3, "timer_nu")]
    read = call("import", str(file))
    assert read.status == 1
    assert "Fejl: borgere.csv, række 3, timer_nu:" in read.err
    assert "Intet er gemt: 1 fejl." in read.err
    english = call("import", str(file), "--lang", "en")
    assert "Error: borgere.csv, row 3, timer_nu:" in english.err


def test_a_dry_run_saves_nothing(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text(lines([HEADER, "B-1;voksen;klar;4"]), encoding="utf-8")
    said = call("import", str(file), "--dry-run", "--json")
    assert said.status == 0
    assert said.json["saved"]["citizens"] == 0
    assert said.json["would_save"]["citizens"] == 1
    assert "Ville gemme: 1 borgere" in call("import", str(file), "--dry-run").out


def test_partial_saves_the_good_rows_and_points_at_the_bad_ones(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text(lines([HEADER, "B-1;voksen;klar;4", "B-2;voksen;klar;mange"]), encoding="utf-8")
    said = call("import", str(file), "--partial", "--json")
    assert said.status == 1
    assert said.json["saved"]["citizens"] == 1
    assert Path(said.json["rejected"]).is_file()
    assert "De dårlige rækker ligger i" in call("import", str(file), "--partial").err


def test_a_cpr_number_is_never_repeated(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text(lines(["borgernr;kaldenavn", "B-1;Ib 010190-1234"]), encoding="utf-8")
    said = call("import", str(file), "--json")
    assert said.status == 1
    assert "010190" not in said.out + said.err


def test_a_path_that_is_not_there(call: Call, tmp_path: Path) -> None:
    said = call("import", str(tmp_path / "ingenting"))
    assert said.status == 1
    assert said.err.strip()
