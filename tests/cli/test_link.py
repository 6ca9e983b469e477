"""Linking words from the command line: one text, a file of them, another vocabulary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, lines


def test_words_in_a_sentence_are_found_where_they_stand(call: Call) -> None:
    text = "Jeg har arbejdet med opvask i en kantine"
    found = call("link", text, "--json").json
    assert found["text"] == text
    for one in found["found"]:
        start, end = one["span"]
        assert text[start:end] == one["matched"]
    assert "skill.opvask" in {one["code"] for one in found["found"]}
    assert "opvask" in call("link", text).out


def test_a_whole_title_gets_a_ranked_list(call: Call) -> None:
    found = call("link", "køkkenmedhjælper", "--kind", "occupation", "--top", "3", "--json").json["found"]
    assert len(found) == 3
    assert {one["kind"] for one in found} == {"occupation"}
    assert found[0]["span"] == [0, len("køkkenmedhjælper")]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)


def test_a_file_gets_one_answer_a_line(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "ord.tsv"
    file.write_text(lines(["a1\topvask", "", "a2\trengøring"]), encoding="utf-8")
    answers = [json.loads(line) for line in call("link", "--file", str(file), "--kind", "skill").out.splitlines()]
    assert [(one["id"], one["text"]) for one in answers] == [("a1", "opvask"), ("a2", "rengøring")]
    plain = tmp_path / "ord.txt"
    plain.write_text(lines(["opvask"]), encoding="utf-8")
    assert "id" not in json.loads(call("link", "--file", str(plain)).out)


def test_another_vocabulary(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "liste.tsv"
    file.write_text(lines(["K1\tgravemaskinefører", "K2\tpædagog", "K2\tbørnehavepædagog"]), encoding="utf-8")
    found = call("link", "pædagog i børnehave", "--vocabulary", str(file), "--kind", "occupation", "--json").json
    assert found["found"][0]["code"] == "K2"


def test_wrong_questions_are_a_no(call: Call, tmp_path: Path) -> None:
    assert call("link").status == 1
    assert call("link", "opvask", "--file", "x.txt").status == 1
    assert "kan ikke læses" in call("link", "--file", str(tmp_path / "mangler.txt")).err
    latin = tmp_path / "latin.txt"
    latin.write_bytes("rengøring".encode("latin-1"))
    assert "UTF-8" in call("link", "--file", str(latin)).err


def test_a_cpr_number_is_not_repeated(call: Call, tmp_path: Path) -> None:
    said = call("link", "opvask 010190-1234")
    assert said.status == 1
    assert "010190" not in said.out + said.err
    file = tmp_path / "ord.txt"
    file.write_text(lines(["opvask 010190-1234"]), encoding="utf-8")
    for kind in ([], ["--kind", "skill"]):
        said = call("link", "--file", str(file), *kind)
        assert "010190" not in said.out + said.err


def test_a_word_of_the_vocabulary_is_shown(call: Call) -> None:
    shown = call("vocabulary", "show", "opvask", "--json").json
    assert shown["code"] == "skill.opvask"
    assert shown["relations"]
    assert "opvask" in call("vocabulary", "show", "opvask").out
    assert call("vocabulary", "show", "xyzzy").status == 1


@pytest.mark.parametrize("line", ["010190-1234\tsyning", "A1\tsyning 0101901234"])
def test_a_foreign_list_with_a_cpr_number_is_refused_and_never_repeated(call: Call, tmp_path: Path, line: str) -> None:
    listed = tmp_path / "liste.tsv"
    listed.write_text(f"A0\tsvejsning\n{line}\n", encoding="utf-8")
    told = call("link", "syning", "--vocabulary", listed, "--json")
    assert told.status == 1
    assert "CPR" in told.err
    assert "010190" not in told.out + told.err


def test_a_number_of_a_line_that_is_a_cpr_number_is_refused(call: Call, tmp_path: Path) -> None:
    texts = tmp_path / "tekster.tsv"
    texts.write_text("1\tjeg syr\n010190-1234\tjeg syr\n", encoding="utf-8")
    told = call("link", "--file", texts)
    assert told.status == 1
    assert "010190" not in told.out + told.err


def test_codes_that_are_uuids_are_no_cpr_numbers(call: Call, tmp_path: Path) -> None:
    code = "5e1ae060-3827-403b-b875-2f45a054ce03"
    listed = tmp_path / "liste.tsv"
    listed.write_text(f"{code}\tsyning\n", encoding="utf-8")
    assert call("link", "syning", "--vocabulary", listed, "--json").json["found"][0]["code"] == code


def test_a_list_in_another_alphabet_is_refused_in_plain_words(call: Call, tmp_path: Path) -> None:
    listed = tmp_path / "liste.tsv"
    listed.write_bytes("A1\tkøkken\n".encode("cp1252"))
    told = call("link", "køkken", "--vocabulary", listed)
    assert (told.status, "UTF-8" in told.err) == (1, True)
