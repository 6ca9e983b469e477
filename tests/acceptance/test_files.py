"""Files as people really send them: what is read, what is refused and with which words, and what is never echoed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.trial import Trial, command

CPR = "010180-1234"
HEADER = "borgernr;kaldenavn;team;timer_nu\n"


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.chdir(tmp_path)
    return Trial(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}B-1;Åse;v;7,5\n".encode(),
        f"\ufeff{HEADER}B-1;Åse;v;7,5\n".encode(),
        f"{HEADER}B-1;Åse;v;7,5\n".encode("cp1252"),
        f"{HEADER}B-1;Åse;v;7,5\n".encode("utf-16"),
        b'borgernr,kaldenavn,team,timer_nu\nB-1,\xc3\x85se,v,"7,5"\n',
        "borgernr\tkaldenavn\tteam\ttimer_nu\nB-1\tA\u030ase\tv\t7.5\n".encode(),
        "TEAM;Hours_Now;Citizen_ID;Display_Name\r\nv;7.5; B-1 ;Åse\r\n".encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "comma", "tab and nfd", "english"],
)
def test_one_row_reads_alike_however_it_was_saved(trial: Trial, content: bytes) -> None:
    trial.imports(trial.write("borgere.csv", f"{HEADER}B-1;Åse;v;7,5\n"))
    again = trial.imports(trial.write("borgere.csv", content))
    assert (again.status, again.json["unchanged"], again.json["errors"]) == (0, 1, [])


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}B-1;Åse;v;7\nB-2;".encode() + b"\xc5se;v;2\n",
        f"{HEADER}B-1;A\x00se;v;7\n".encode(),
        b"",
        b"kaldenavn\nx\n",
        f"{HEADER}B-1;x;v;7\nB-1;y;v;8\n".encode(),
        f"{HEADER};x;v;7\n".encode(),
        f"{HEADER}B-1;x;v;abc\n".encode(),
        f"{HEADER}B-1;x;v;1.250\n".encode(),
    ],
    ids=["mixed charsets", "nul", "empty", "no key column", "same key twice", "empty key", "no number", "ambiguous"],
)
def test_what_cannot_be_told_for_sure_is_refused_in_both_languages(trial: Trial, content: bytes) -> None:
    answer = trial.imports(trial.write("borgere.csv", content))
    assert answer.status == 1
    assert answer.json["saved"] == {"citizens": 0, "placements": 0, "courses": 0}
    for error in answer.json["errors"]:
        assert error["message"]["da"]
        assert error["message"]["en"]
        assert error["message"]["da"] != error["message"]["en"]
    assert answer.json["errors"]


@pytest.mark.parametrize(
    "written",
    [
        CPR,
        "0101801234",
        "101801234",
        "010180 - 1234",
        "010180–1234",
        "01.01.80-1234",
        "０１０１８０-１２３４",
        "0101\u200b801234",
    ],
)
@pytest.mark.parametrize("column", ["borgernr", "kaldenavn", "hårfarve"])
def test_a_cpr_number_is_refused_where_it_stands_and_never_echoed(trial: Trial, written: str, column: str) -> None:
    row = {"borgernr": "B-1", "team": "v", "timer_nu": "x", column: written}
    text = ";".join(row) + "\n" + ";".join(row.values()) + "\n"
    answer = trial.imports(trial.write("borgere.csv", text), options=["--partial"])
    errors = {(error["row"], error["column"]) for error in answer.json["errors"]}
    assert answer.status == 1
    assert (2, column) in errors
    assert written not in answer.out + answer.err
    assert written not in Path(answer.json["rejected"]).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("number", ["5790000123456", "321380-1234", "12345678", "12-12-2026"])
def test_other_numbers_are_not_cpr_numbers(trial: Trial, number: str) -> None:
    assert trial.imports(trial.write("borgere.csv", f"{HEADER}B-1;{number};v;7\n")).status == 0


def test_bad_rows_can_be_corrected_and_brought_again(trial: Trial) -> None:
    bad = trial.write("borgere.csv", f"{HEADER}B-1;=a;v;mange\nB-2;b;v;7\n")
    first = trial.imports(bad, options=["--partial"])
    assert (first.status, first.json["saved"]["citizens"]) == (1, 1)
    rejected = Path(first.json["rejected"])
    rejected.write_text(rejected.read_text(encoding="utf-8-sig").replace("mange", "5"), encoding="utf-8")
    second = trial.imports(rejected, options=["--partial"])
    assert (second.status, second.json["saved"]["citizens"], second.json["withdrawn"]) == (0, 1, 0)


def test_a_trial_run_saves_nothing(trial: Trial) -> None:
    file = trial.write("borgere.csv", f"{HEADER}B-1;a;v;5\n")
    dry = trial.imports(file, options=["--dry-run"]).json
    assert (dry["saved"]["citizens"], dry["would_save"]["citizens"]) == (0, 1)
    assert trial.imports(file).json["saved"]["citizens"] == 1


@pytest.mark.parametrize(
    "arguments", [["match", CPR], ["why", "B-1", CPR], ["candidates", CPR], ["link", f"ring {CPR}"]]
)
def test_no_command_says_a_cpr_number_again(trial: Trial, arguments: list[str]) -> None:
    answer = command(*arguments)
    assert answer.status == 1
    assert CPR not in answer.out + answer.err
    assert "CPR" in answer.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["match"], 2),
        (["match", "B-1", "--top", "0"], 2),
        (["frobnicate"], 2),
        (["match", "B-404"], 1),
        (["why", "B-404", "P-404"], 1),
        (["candidates", "P-404"], 1),
        (["match", "B-404", "--as-of", "i går"], 1),
    ],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_no_is_one_and_wrong_use_is_two_with_a_sentence(
    trial: Trial, arguments: list[str], status: int, language: str
) -> None:
    trial.give([{}], [{}])
    answer = command(*arguments, "--lang", language, "--db", trial.db) if status == 1 else command(*arguments)
    assert answer.status == status
    assert answer.out == ""
    assert answer.err.strip().endswith((".", "help."))
    assert "Traceback" not in answer.err


def test_a_line_with_an_id_alone_finds_nothing_and_keeps_its_place(trial: Trial) -> None:
    terms = trial.write("ord.tsv", "A1\trengøringsassistent\nA1\trengøringshjælp\nB2\tkok\n")
    asked = trial.write("spørg.tsv", "1\trengørings assistent\n2\t\n3\tkøkkenchef og kok\n")
    answer = command("link", "--file", asked, "--vocabulary", terms, "--top", "1", "--json")
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["id"] for one in found] == ["1", "2", "3"]
    assert [[hit["code"] for hit in one["found"]] for one in found] == [["A1"], [], ["B2"]]
    assert found[0]["found"][0]["span"] == [0, len("rengørings assistent")]
