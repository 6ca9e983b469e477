"""Map files: other systems' words in ours, and every fault of a map named."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.domain.citizen import Need
from jobmatch.domain.shipped import DATA
from jobmatch.exchange.maps import read_map
from jobmatch.exchange.read import FileSet, read_files
from tests.exchange.records import write_rows

EXAMPLE = DATA / "maps" / "eksempel.toml"


def map_file(folder: Path, content: str) -> Path:
    """A map file with this content."""
    path = folder / "map.toml"
    path.write_text(content, "utf-8")
    return path


def faults(folder: Path, content: str) -> list[tuple[str | None, str]]:
    """Where a map is wrong, and what is said in Danish."""
    return [(problem.column, problem.message.da) for problem in read_map(map_file(folder, content))[1]]


def test_the_shipped_example_renames_an_export(tmp_path: Path) -> None:
    header = ["SAGS-ID", "Timer pr. uge", "Status", "Målgruppe", "Skånehensyn", "transport"]
    rows = [
        [
            "17",
            "4,5",
            "Aktiv",
            "KTH - jobparat",
            "Ro omkring sig:krav|brug for pauser|Ingen mentor",
            "Offentlig transport",
        ],
        ["18", "", "klar", "ikke oplyst", "ingen", "bil"],
    ]
    path = write_rows(tmp_path / "Aktive sager 2026.csv", header, *rows)
    files: FileSet = read_files([path], map_file=EXAMPLE)
    assert (files.errors, files.warnings) == ([], [])
    first, second = (row.record for row in files.citizens)
    assert first is not None
    assert second is not None
    assert (first.citizen_id, first.hours_now, first.status) == ("17", 4.5, "klar")
    assert first.needs == (Need("ro", "krav"), Need("pauser", "vigtigt"), Need("mentor", "nej"))
    assert (first.target_group, first.transport) == ("kontanthjaelp_jobparat", "kollektiv")
    assert (second.status, second.target_group, second.needs) == ("klar", None, ())


def test_messages_name_the_header_of_the_export(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "borgere.csv", ["Sags-id", "Timer pr. uge"], ["17", "x"])
    [problem] = read_files([path], map_file=EXAMPLE).errors
    assert problem.column == "Timer pr. uge"


def test_our_own_names_still_work_and_two_names_of_a_column_are_an_error(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "borgere.csv", ["borgernr", "Sags-id"], ["17", "18"])
    assert len(read_files([path], map_file=EXAMPLE).errors) == 1


def test_a_kind_of_file_goes_before_all_kinds(tmp_path: Path) -> None:
    content = '[kolonner]\n"Nr" = "borgernr"\n[pladser.kolonner]\n"Nr" = "pladsnr"\n[vaerdier.postnr]\n"?" = ""\n'
    used = map_file(tmp_path, content)
    write_rows(tmp_path / "borgere.csv", ["nr", "postnr"], ["1", "?"])
    write_rows(tmp_path / "pladser.csv", ["NR", "postnr"], ["2", "3390"])
    files = read_files([tmp_path], map_file=used)
    assert files.errors == []
    assert (len(files.citizens), len(files.placements)) == (1, 1)


def test_english_tables(tmp_path: Path) -> None:
    content = (
        '[files]\n"Cases" = "citizens"\n[citizens.columns]\n"Id" = "citizen_id"\n[values.status]\n"open" = "klar"\n'
    )
    path = write_rows(tmp_path / "cases.csv", ["id", "status"], ["1", "Open"])
    files = read_files([path], map_file=map_file(tmp_path, content))
    assert files.errors == []
    assert next(iter(files.citizens)).record.status == "klar"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "where", "word"),
    [
        ("[kolonner", None, "TOML"),
        ('[kolonner]\n"A" = "borgernummer"', "kolonner", '"borgernr"'),
        ('[kolonner]\n"A" = 3', "kolonner", "kolonne"),
        ("kolonner = 3", "kolonner", "tabel"),
        ('[kolone]\n"A" = "borgernr"', "kolone", "kendes ikke"),
        ('[borgere.kolonne]\n"A" = "borgernr"', "borgere.kolonne", "kendes ikke"),
        ('[borgere.kolonner]\n"A" = "pladsnr"', "borgere.kolonner", "pladsnr"),
        ('[vaerdier.status]\n"A" = "aktiv{}"', "vaerdier.status", "aktiv{}"),
        ('[vaerdier.status]\n"A" = 1', "vaerdier.status", "anførselstegn"),
        ('[vaerdier.xyz]\n"A" = "klar"', "vaerdier.xyz", "xyz"),
        ('[vaerdier.timer_nu]\n"A" = "1.250"', "vaerdier.timer_nu", "to måder"),
        ('[filer]\n"A" = "personer"', "filer", "borgere"),
    ],
)
def test_a_fault_of_a_map_is_named(tmp_path: Path, content: str, where: str | None, word: str) -> None:
    found = faults(tmp_path, content)
    assert [place for place, _ in found] == [where]
    assert word in found[0][1]


def test_all_faults_at_once_and_no_file_is_read(tmp_path: Path) -> None:
    content = '[kolonner]\n"A" = "x"\n"B" = "y"\n[filer]\n"C" = "z"\n'
    path = write_rows(tmp_path / "borgere.csv", ["borgernr"], ["1"])
    files = read_files([path], map_file=map_file(tmp_path, content))
    assert len(files.errors) == 3
    assert {problem.file for problem in files.errors} == {"map.toml"}
    assert files.sources == []


def test_a_map_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    assert "kan ikke læses" in read_map(tmp_path / "map.toml")[1][0].message.da
    (tmp_path / "map.toml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in read_map(tmp_path / "map.toml")[1][0].message.da


def test_a_cpr_number_in_a_map_is_not_repeated(tmp_path: Path) -> None:
    assert "1234" not in repr(faults(tmp_path, '[kolonner]\n"A" = "010180-1234"\n[010180-1234]\n'))


def test_a_cpr_number_is_refused_before_it_is_renamed(tmp_path: Path) -> None:
    used = map_file(tmp_path, '[vaerdier.kaldenavn]\n"010180-1234" = "Bo"\n')
    path = write_rows(tmp_path / "borgere.csv", ["borgernr", "kaldenavn"], ["1", "010180-1234"])
    assert len(read_files([path], map_file=used).errors) == 1


@pytest.mark.parametrize(
    "content", ['[kolonner]\n"010180-1234" = "kaldenavn"\n', '[vaerdier.kaldenavn]\n"Bo" = "0101801234"\n']
)
def test_a_map_may_not_hold_a_cpr_number_at_all(tmp_path: Path, content: str) -> None:
    found = faults(tmp_path, content)
    assert any("CPR" in said for _, said in found)
    assert "1234" not in repr(found)
