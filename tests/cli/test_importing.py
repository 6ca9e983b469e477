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
    assert "Ville gemme: 1 borger, 0 pladser" in call("import", str(file), "--dry-run").out


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


def test_many_columns_that_nobody_knows_are_told_in_two_lines_and_none_is_left_out(call: Call, tmp_path: Path) -> None:
    more = [f"felt{number}" for number in range(60)]
    file = tmp_path / "borgere.csv"
    file.write_text(lines([";".join([HEADER, *more, "timr_nu"]), "B-1;voksen;klar;4" + 61 * ";"]), encoding="utf-8")
    said = call("import", str(file))
    assert said.status == 0
    notes = [line for line in said.err.splitlines() if "felt" in line]
    assert (
        notes[0]
        == 'Bemærk: borgere.csv, række 1, felt0: Kolonnen "felt0" kendes ikke i borgere og bliver sprunget over.'
    )
    assert notes[1] == f"  Det samme gælder 59 kolonner mere: {', '.join(more[1:])}."
    assert len(notes) == 2
    assert 'Kolonnen "timr_nu" kendes ikke' in said.err, "what may be a slip of the pen stands by itself"
    assert len(call("import", str(file), "--json").json["warnings"]) == 61


def test_notes_that_are_not_shown_are_counted(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text(
        lines(["borgernr;team;effektiv_andel", *(f"B-{n};voksen;0,6" for n in range(55))]), encoding="utf-8"
    )
    assert "… og 5 bemærkninger mere. --json viser dem alle." in call("import", str(file)).err
