"""Importing against what is stored: again, in part, dry, and what is refused."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobmatch.errors import Conflict, NotReady, Text
from jobmatch.services.importing import Importing
from jobmatch.store import Store

Rows = Sequence[Mapping[str, str]]


class Office:
    """A folder of files and the store that they are imported into."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder
        self.linked: list[str] = []
        self.importing = Importing(store, link_new=self._link)

    def _link(self, records: Iterable[Any]) -> None:
        self.linked += [getattr(one, "citizen_id", None) or one.placement_id for one in records]

    def write(self, name: str, rows: Rows, headers: str | None = None) -> Path:
        """A CSV file as a spreadsheet saves it."""
        columns = headers.split() if headers else list(dict.fromkeys(column for row in rows for column in row))
        lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
        path = self.folder / f"{name}.csv"
        path.write_text("\r\n".join(";".join(line) for line in lines) + "\r\n", encoding="utf-8-sig")
        return path

    def bring(self, *paths: Path, **how: Any) -> dict[str, Any]:
        """Import the files and give the object of the contract."""
        return self.importing.run(list(paths), rejected_folder=self.folder, **how).as_dict()

    def citizens(self, rows: Rows, **how: Any) -> dict[str, Any]:
        return self.bring(self.write("borgere", rows), **how)

    def saved(self, **counts: int) -> dict[str, int]:
        return {"citizens": 0, "placements": 0, "courses": 0, **counts}


@pytest.fixture
def office(store: Store, tmp_path: Path) -> Office:
    """An office with an empty store, once for each kind of database."""
    folder = tmp_path / "filer"
    folder.mkdir()
    return Office(store, folder)


def borger(number: str, **cells: str) -> dict[str, str]:
    return {"borgernr": number, "team": "voksen", **cells}


def plads(number: str, **cells: str) -> dict[str, str]:
    return {"pladsnr": number, **cells}


def haendelse(citizen: str, placement: str, **cells: str) -> dict[str, str]:
    return {"borgernr": citizen, "pladsnr": placement, "dato": "02-03-2026", "haendelse": "startet", **cells}


def messages(problems: list[dict[str, Any]]) -> list[tuple[str, int | None, str | None]]:
    return [(one["file"], one["row"], one["column"]) for one in problems]


EMPTY = {"saved": {"citizens": 0, "placements": 0, "courses": 0}, "unchanged": 0, "withdrawn": 0}


def test_files_of_all_kinds_are_saved_together(office: Office) -> None:
    office.write("borgere", [borger("B-1", timer_nu="7,5")])
    office.write("pladser", [plads("P-1"), plads("P-2")])
    office.write("forloeb", [haendelse("B-1", "P-2")])
    assert office.bring(office.folder) == {
        "saved": {"citizens": 1, "placements": 2, "courses": 1},
        "unchanged": 0,
        "withdrawn": 0,
        "errors": [],
        "warnings": [],
        "rejected": None,
    }
    assert office.store.revision() == 1
    assert office.store.citizens()[0].hours_now == 7.5
    assert office.linked == ["B-1", "P-1", "P-2"]


def test_the_same_files_again_change_nothing(office: Office) -> None:
    office.write("borgere", [borger("B-1"), borger("B-2")])
    office.write("pladser", [plads("P-1")])
    office.bring(office.folder)
    again = office.bring(office.folder)
    assert again == {**EMPTY, "unchanged": 3, "errors": [], "warnings": [], "rejected": None}
    assert office.store.revision() == 1


def test_a_row_updates_by_its_key(office: Office) -> None:
    office.citizens([borger("B-1", timer_nu="4"), borger("B-2")])
    report = office.citizens([borger("B-1", timer_nu="6"), borger("B-2", timer_nu="")])
    assert (report["saved"]["citizens"], report["unchanged"]) == (1, 1)
    found = office.store.citizen("B-1")
    assert found is not None
    assert found.hours_now == 6


def test_an_absent_column_leaves_what_is_stored_and_an_empty_cell_makes_it_unknown(office: Office) -> None:
    office.citizens([borger("B-1", timer_nu="4", beviser="ingen")])
    office.citizens([borger("B-1", timer_nu="")])
    found = office.store.citizen("B-1")
    assert found is not None
    assert (found.hours_now, found.licences, found.team) == (None, (), "voksen")


def test_what_disappears_is_withdrawn_and_what_returns_is_saved(office: Office) -> None:
    office.citizens([borger("B-1"), borger("B-2"), borger("B-3")])
    gone = office.citizens([borger("B-1"), borger("B-3")])
    assert (gone["saved"], gone["unchanged"], gone["withdrawn"]) == (office.saved(), 2, 1)
    assert [one.citizen_id for one in office.store.citizens()] == ["B-1", "B-3"]
    back = office.citizens([borger("B-1"), borger("B-2"), borger("B-3")])
    assert (back["saved"], back["unchanged"], back["withdrawn"]) == (office.saved(citizens=1), 2, 0)
    assert len(office.store.citizens()) == 3


def test_only_the_kinds_that_were_brought_are_withdrawn_and_history_never(office: Office) -> None:
    office.write("borgere", [borger("B-1")])
    office.write("pladser", [plads("P-1"), plads("P-2")])
    office.write("forloeb", [haendelse("B-1", "P-1"), haendelse("B-1", "P-2")])
    office.bring(office.folder)
    office.write("pladser", [plads("P-1")])
    office.write("forloeb", [haendelse("B-1", "P-1", dato="09-03-2026")])
    report = office.bring(office.folder / "pladser.csv", office.folder / "forloeb.csv")
    assert (report["saved"], report["withdrawn"]) == (office.saved(courses=1), 1)
    assert len(office.store.citizens()) == 1
    assert len(office.store.events()) == 3


def test_a_file_with_only_headers_over_stored_rows_is_refused(office: Office) -> None:
    empty = office.write("borgere", [], headers="borgernr team")
    assert office.bring(empty) == {**EMPTY, "errors": [], "warnings": [], "rejected": None}
    office.citizens([borger("B-1")])
    report = office.bring(office.write("borgere", [], headers="borgernr team"))
    assert messages(report["errors"]) == [("borgere.csv", None, None)]
    assert "1 fra før" in report["errors"][0]["message"]["da"].replace("gemt ", "")
    assert len(office.store.citizens()) == 1


def test_one_bad_cell_saves_nothing_and_every_bad_cell_is_named(office: Office) -> None:
    office.write("borgere", [borger("B-1", timer_nu="mange"), borger("B-2"), borger("B-3", timer_nu="99")])
    office.write("pladser", [plads("P-1", antal="-1")])
    report = office.bring(office.folder)
    assert report["saved"] == office.saved()
    assert messages(report["errors"]) == [
        ("borgere.csv", 2, "timer_nu"),
        ("borgere.csv", 4, "timer_nu"),
        ("pladser.csv", 2, "antal"),
    ]
    assert office.store.revision() == 0
    assert report["rejected"] is None
    assert office.linked == []


def test_events_must_be_about_somebody_and_somewhere(office: Office) -> None:
    office.citizens([borger("B-1")])
    office.bring(office.write("pladser", [plads("P-1")]))
    rows = [haendelse("B-1", "P-1"), haendelse("B-9", "P-1"), haendelse("B-1", "P-9"), haendelse("B-8", "P-8")]
    report = office.bring(office.write("forloeb", rows))
    assert sorted(messages(report["errors"])) == [
        ("forloeb.csv", 3, "borgernr"),
        ("forloeb.csv", 4, "pladsnr"),
        ("forloeb.csv", 5, "borgernr"),
        ("forloeb.csv", 5, "pladsnr"),
    ]
    assert office.store.events() == []


def test_a_bad_event_may_be_about_nobody_known_besides(office: Office) -> None:
    office.write("pladser", [plads("P-1")])
    office.write("forloeb", [haendelse("B-9", "P-9", dato="", timer=""), haendelse("B-9", "P-1", timer="mange")])
    assert messages(office.bring(office.folder)["errors"]) == [
        ("forloeb.csv", 2, "dato"),
        ("forloeb.csv", 3, "timer"),
        ("forloeb.csv", 2, "borgernr"),
        ("forloeb.csv", 2, "pladsnr"),
        ("forloeb.csv", 3, "borgernr"),
    ]


def test_events_may_be_about_citizens_who_come_along_or_were_withdrawn(office: Office) -> None:
    office.bring(office.write("pladser", [plads("P-1")]))
    office.write("borgere", [borger("B-1")])
    office.write("forloeb", [haendelse("B-1", "P-1")])
    assert office.bring(office.folder)["errors"] == []
    office.write("borgere", [borger("B-2")])
    office.write("forloeb", [haendelse("B-1", "P-1", dato="09-03-2026")])
    assert office.bring(office.folder)["errors"] == []
    assert len(office.store.events()) == 2


def test_an_event_is_not_blamed_for_the_fault_of_its_citizen(office: Office) -> None:
    office.write("borgere", [borger("B-1", timer_nu="mange")])
    office.write("pladser", [plads("P-1")])
    office.write("forloeb", [haendelse("B-1", "P-1")])
    assert messages(office.bring(office.folder)["errors"]) == [("borgere.csv", 2, "timer_nu")]


def test_one_citizen_in_a_file_without_teams_is_told_of_as_one(office: Office) -> None:
    report = office.bring(office.write("borgere", [{"borgernr": "B-1"}]))
    assert [one["message"]["da"] for one in report["warnings"]] == [
        "Filen har ingen kolonne med team. Borgere uden team (1) kan kun ses af ledere."
    ]


def test_a_citizen_without_a_team_is_a_warning(office: Office) -> None:
    report = office.citizens([borger("B-1", team=""), borger("B-2")])
    assert messages(report["warnings"]) == [("borgere.csv", 2, "team")]
    assert report["saved"]["citizens"] == 2
    office.citizens([borger("B-1", team="unge"), borger("B-2")])
    silent = office.bring(office.write("borgere", [{"borgernr": "B-1"}, {"borgernr": "B-2"}]))
    assert silent["warnings"] == []
    some = office.bring(office.write("borgere", [{"borgernr": f"B-{n}"} for n in range(1, 5)]))
    assert messages(some["warnings"]) == [("borgere.csv", None, None)]
    assert "Borgere uden team (2)" in some["warnings"][0]["message"]["da"]


def test_fields_that_contradict_what_is_stored_are_refused(office: Office) -> None:
    office.bring(office.write("pladser", [plads("P-1", min_timer_uge="4", maks_timer_uge="20")]))
    report = office.bring(office.write("pladser", [plads("P-1", min_timer_uge="25")]))
    assert messages(report["errors"]) == [("pladser.csv", 2, "min_timer_uge")]
    assert office.store.placements()[0].min_hours == 4


def test_losing_more_than_half_is_done_but_said(office: Office) -> None:
    office.citizens([borger(f"B-{n}") for n in range(1, 7)])
    half = office.citizens([borger(f"B-{n}") for n in range(1, 4)])
    assert (half["withdrawn"], half["warnings"]) == (3, [])
    more = office.citizens([borger("B-1")])
    assert more["withdrawn"] == 2
    assert "2 af 3" in more["warnings"][0]["message"]["da"]


def test_workplaces_whose_counts_disagree_are_a_warning(office: Office) -> None:
    same = {"pnummer": "1003388394", "opdateret": "01-11-2026"}
    rows = [plads("P-1", ordinaert_ansatte="10", **same), plads("P-2", ordinaert_ansatte="12", **same)]
    report = office.bring(office.write("pladser", rows))
    assert report["saved"]["placements"] == 2
    assert ["1003388394" in one["message"]["da"] for one in report["warnings"]] == [True]


def fingerprint(store: Store, folder: Path) -> list[tuple[str, str]]:
    """Every byte that lies in a folder after the store is closed."""
    store.close()
    return sorted((one.name, hashlib.sha256(one.read_bytes()).hexdigest()) for one in folder.iterdir() if one.is_file())


def test_a_dry_run_says_what_would_happen_and_leaves_every_byte(tmp_path: Path) -> None:
    home, folder = tmp_path / "data", tmp_path / "filer"
    home.mkdir()
    folder.mkdir()
    office = Office(Store.open(str(home / "jobmatch.db")), folder)
    office.citizens([borger("B-1", timer_nu="4"), borger("B-2"), borger("B-3")])
    office.linked.clear()
    before = fingerprint(office.store, home)
    rows = [borger("B-1", timer_nu="5"), borger("B-2"), borger("B-4"), borger("B-5")]
    dry = office.citizens(rows, dry_run=True)
    assert fingerprint(office.store, home) == before
    assert dry["saved"] == office.saved()
    assert (dry["would_save"], dry["unchanged"], dry["withdrawn"]) == (office.saved(citizens=3), 1, 1)
    assert office.linked == []
    wet = office.citizens(rows)
    assert (wet["saved"], wet["unchanged"], wet["withdrawn"]) == (dry["would_save"], 1, 1)
    office.store.close()


def test_a_dry_run_of_bad_files_would_save_nothing(office: Office) -> None:
    report = office.citizens([borger("B-1", timer_nu="mange"), borger("B-2")], dry_run=True)
    assert (report["saved"], report["would_save"]) == (office.saved(), office.saved())
    assert len(report["errors"]) == 1


@pytest.mark.parametrize("again_with_the_map", [False, True])
def test_rows_rejected_from_another_systems_file_come_back_in_our_words(
    office: Office, again_with_the_map: bool
) -> None:
    words = office.folder / "ord.toml"
    words.write_text(
        '[kolonner]\n"Sags-id" = "borgernr"\n"Timer pr. uge" = "timer_nu"\n[vaerdier.status]\n"Aktiv" = "klar"\n',
        "utf-8",
    )
    file = office.folder / "borgere.csv"
    file.write_text(
        "Sags-id;Team;Status;Timer pr. uge;Sagsnote\nB-1;voksen;Aktiv;mange;x\nB-2;voksen;Aktiv;4;y\n", "utf-8"
    )
    report = office.bring(file, partial=True, map_file=words)
    rejected = Path(report["rejected"])
    content = rejected.read_text(encoding="utf-8-sig")
    assert content.splitlines()[0] == "afvist_fordi;rejected_because;borgernr;team;status;timer_nu;Sagsnote"
    rejected.write_text(content.replace(";mange;", ";3;"), encoding="utf-8-sig")
    fixed = office.bring(rejected, partial=True, map_file=words if again_with_the_map else None)
    assert (fixed["saved"], fixed["errors"]) == (office.saved(citizens=1), [])
    assert [(one.citizen_id, one.status, one.hours_now) for one in office.store.citizens()] == [
        ("B-1", "klar", 3), ("B-2", "klar", 4),
    ]  # fmt: skip
    office.store.close()


def test_a_partial_import_saves_the_good_rows_and_writes_the_bad_ones(office: Office) -> None:
    office.citizens([borger("B-1"), borger("B-2"), borger("B-9")])
    report = office.citizens(
        [borger("B-1", timer_nu="5"), borger("B-2", timer_nu="mange"), borger("B-3", timer_nu="3")], partial=True
    )
    assert (report["saved"], report["withdrawn"]) == (office.saved(citizens=2), 0)
    assert messages(report["errors"]) == [("borgere.csv", 3, "timer_nu")]
    rejected = Path(report["rejected"])
    assert rejected.parent == office.folder
    content = rejected.read_text(encoding="utf-8-sig")
    assert "B-2" in content
    assert "B-1" not in content
    rejected.write_text(content.replace("mange", "2"), encoding="utf-8-sig")
    fixed = office.bring(rejected, partial=True)
    assert (fixed["saved"], fixed["errors"], fixed["rejected"]) == (office.saved(citizens=1), [], None)
    assert [(one.citizen_id, one.hours_now) for one in office.store.citizens()] == [
        ("B-1", 5),
        ("B-2", 2),
        ("B-3", 3),
        ("B-9", None),
    ]


def test_a_partial_import_leaves_out_events_of_citizens_it_left_out(office: Office) -> None:
    office.write("borgere", [borger("B-1"), borger("B-2", timer_nu="mange")])
    office.write("pladser", [plads("P-1")])
    office.write("forloeb", [haendelse("B-1", "P-1"), haendelse("B-2", "P-1")])
    report = office.bring(office.folder, partial=True)
    assert report["saved"] == {"citizens": 1, "placements": 1, "courses": 1}
    assert messages(report["errors"]) == [("borgere.csv", 3, "timer_nu"), ("forloeb.csv", 3, "borgernr")]
    assert [one.citizen_id for one in office.store.events()] == ["B-1"]


def test_a_partial_dry_run_writes_no_file(office: Office) -> None:
    before = sorted(one.name for one in office.folder.iterdir())
    report = office.citizens([borger("B-1"), borger("B-2", timer_nu="mange")], partial=True, dry_run=True)
    assert (report["would_save"], report["rejected"]) == (office.saved(citizens=1), None)
    assert sorted(one.name for one in office.folder.iterdir()) == [*before, "borgere.csv"]
    assert office.store.citizens() == []


def test_a_partial_import_without_faults_names_no_file(office: Office) -> None:
    report = office.citizens([borger("B-1")], partial=True)
    assert (report["saved"], report["rejected"]) == (office.saved(citizens=1), None)


def test_rows_that_stand_twice_are_both_refused(office: Office) -> None:
    report = office.citizens([borger("B-1"), borger("B-1", timer_nu="4"), borger("B-2")])
    assert messages(report["errors"]) == [("borgere.csv", 3, "borgernr")]
    assert office.store.citizens() == []


def test_progress_tells_the_truth_to_the_end(office: Office) -> None:
    told: list[tuple[int, int]] = []
    office.write("borgere", [borger(f"B-{n}") for n in range(1_200)])
    office.write("pladser", [plads("P-1")])
    office.bring(office.folder, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_file_that_is_not_there_is_said(office: Office) -> None:
    report = office.bring(office.folder / "borgere.csv")
    assert messages(report["errors"]) == [("borgere.csv", None, None)]


def test_when_the_bad_rows_cannot_be_written_nothing_is_saved(office: Office) -> None:
    path = office.write("borgere", [borger("B-1", timer_nu=""), borger("B-2", timer_nu="mange")])
    with pytest.raises(NotReady, match="Intet er gemt"):
        office.importing.run([path], partial=True, rejected_folder=office.folder / "findes ikke")
    assert office.store.citizens() == []


def test_when_nothing_is_saved_no_file_of_bad_rows_is_left(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Conflict(Text("Optaget.", "Busy."))

    monkeypatch.setattr(office.store, "apply", busy)
    with pytest.raises(Conflict):
        office.citizens([borger("B-1", timer_nu=""), borger("B-2", timer_nu="mange")], partial=True)
    assert [one.name for one in office.folder.iterdir()] == ["borgere.csv"]


def test_what_is_saved_stays_saved_when_linking_fails(office: Office) -> None:
    def fail(_: object) -> None:
        raise NotReady(Text("Ordene mangler.", "The words are missing."))

    report = Importing(office.store, link_new=fail).run([office.write("borgere", [borger("B-1")])]).as_dict()
    assert report["saved"] == office.saved(citizens=1)
    assert "Alt er gemt" in report["warnings"][0]["message"]["da"]


_hours = st.sampled_from(["", "4", "7,5", "mange", "99"])
_tables = st.dictionaries(st.sampled_from("ABCDEF"), _hours, min_size=1)
_on_a_fixture = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def people(table: Mapping[str, str]) -> list[dict[str, str]]:
    return [borger(f"B-{name}", timer_nu=hours) for name, hours in sorted(table.items())]


@_on_a_fixture
@given(first=_tables, second=_tables)
def test_importing_twice_is_importing_once(office: Office, first: dict[str, str], second: dict[str, str]) -> None:
    for table in (first, second):
        good = {name: hours for name, hours in table.items() if hours not in ("mange", "99")}
        if good:
            office.citizens(people(good))
            revision = office.store.revision()
            again = office.citizens(people(good))
            assert (again["saved"], again["unchanged"], again["withdrawn"]) == (office.saved(), len(good), 0)
            assert office.store.revision() == revision
            assert [one.citizen_id for one in office.store.citizens()] == [f"B-{name}" for name in sorted(good)]


@_on_a_fixture
@given(table=_tables)
def test_in_part_and_then_corrected_is_the_same_as_all_at_once(
    empty_sqlite: Path, tmp_path: Path, table: dict[str, str]
) -> None:
    stores = []
    for name in ("parts", "whole"):
        shutil.copyfile(empty_sqlite, tmp_path / f"{name}.db")
        for beside in tmp_path.glob(f"{name}.db-*"):
            beside.unlink()
        stores.append(Office(Store.open(str(tmp_path / f"{name}.db")), tmp_path))
    parts, whole = stores
    report = parts.citizens(people(table), partial=True)
    if report["rejected"]:
        rejected = Path(report["rejected"])
        content = rejected.read_text(encoding="utf-8-sig")
        rejected.write_text(content.replace("mange", "3").replace(";99", ";3"), encoding="utf-8-sig")
        assert parts.bring(rejected, partial=True)["errors"] == []
        rejected.unlink()
    whole.citizens(people({name: "3" if hours in ("mange", "99") else hours for name, hours in table.items()}))
    assert parts.store.citizens() == whole.store.citizens()
    for office in stores:
        office.store.close()
