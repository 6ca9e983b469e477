"""Municipalities made by seed: any size, always whole, always the same for the same seed."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.dk import cvr

from jobmatch.domain.needs import NEEDS
from jobmatch.errors import BadInput
from jobmatch.exchange.cpr import holds_cpr
from jobmatch.sample import write_sample
from jobmatch.sample.municipality import BLOCK
from jobmatch.services.importing import Importing
from jobmatch.store.store import Store
from tests.sample.sample_files import Folder, courses_of, read_folder


@pytest.fixture(scope="module")
def ballerup(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A municipality of middle size."""
    folder = tmp_path_factory.mktemp("ballerup")
    write_sample(folder, citizens=600, placements=400, seed=5)
    return read_folder(folder)


@given(citizens=st.integers(1, 60), placements=st.integers(1, 60), seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_size_and_seed_is_read_without_errors_or_warnings(
    tmp_path: Path, citizens: int, placements: int, seed: int
) -> None:
    folder = tmp_path / f"{citizens}-{placements}-{seed}"
    for old in folder.glob("*"):
        old.unlink()
    write_sample(folder, citizens, placements, seed)
    read = read_folder(folder)
    assert (len(read.citizens), len(read.placements)) == (citizens, placements)
    assert {event.citizen_id for event in read.events} <= set(read.citizens)
    assert {event.placement_id for event in read.events} <= set(read.placements)
    courses_of(read.events)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, same, other = (
        [path.read_bytes() for path in write_sample(tmp_path / name, 120, 90, seed)]
        for name, seed in (("one", 4), ("same", 4), ("other", 5))
    )
    assert one == same
    assert all(a != b for a, b in zip(one, other, strict=True))


def test_more_citizens_than_a_block_are_written_and_told_about(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_sample(tmp_path / "large", BLOCK + 10, 50, 1, lambda done, total: seen.append((done, total)))
    assert seen == [(BLOCK, BLOCK + 10), (BLOCK + 10, BLOCK + 10)]
    with (tmp_path / "large" / "borgere.csv").open(encoding="utf-8-sig") as file:
        ids = [line.split(";", 1)[0] for line in file][1:]
    assert len(set(ids)) == len(ids) == BLOCK + 10


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_sample(tmp_path, 3, 3, 1)
    with pytest.raises(BadInput, match="indeholder allerede"):
        write_sample(tmp_path, 3, 3, 1)


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="Vælg en anden mappe"):
        write_sample(tmp_path / "file" / "below", 3, 3, 1)


def test_a_note_says_that_all_is_invented(tmp_path: Path) -> None:
    *_, note = write_sample(tmp_path, 3, 3, 1)
    assert "opdigtet" in note.read_text(encoding="utf-8")


def test_no_cell_but_a_p_number_looks_like_a_cpr_number(tmp_path: Path) -> None:
    for path in write_sample(tmp_path, 200, 200, 9):
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            p_number = line.split(";")[3] if path.name == "pladser.csv" else "nothing"
            assert not holds_cpr(line.replace(p_number, "") if p_number else line)


def test_every_need_occurs_on_both_sides(ballerup: Folder) -> None:
    assert {need.code for c in ballerup.citizens.values() for need in c.needs or ()} == set(NEEDS)
    assert {offer.code for p in ballerup.placements.values() for offer in p.offers or ()} == set(NEEDS)


def test_company_and_p_numbers_are_right_and_told_apart(ballerup: Folder) -> None:
    described = [placement for placement in ballerup.placements.values() if placement.cvr]
    assert all(cvr.is_valid(placement.cvr or "") for placement in described)
    firms: dict[str, set[str | None]] = defaultdict(set)
    for placement in described:
        firms[placement.p_number or ""].add(placement.employer)
    assert all(len(names) == 1 for names in firms.values())
    assert len(firms) < len(described), "some workplaces have more than one opening"


def test_target_groups_differ_in_hours_and_needs(ballerup: Folder) -> None:
    hours: dict[str, list[float]] = defaultdict(list)
    needs: dict[str, list[int]] = defaultdict(list)
    for citizen in ballerup.citizens.values():
        if citizen.hours_now is not None and citizen.status in ("klar", "afklaring"):
            hours[citizen.target_group or ""].append(citizen.hours_now)
            needs[citizen.target_group or ""].append(len(citizen.needs or ()))
    ready, far = "dagpenge", "kontanthjaelp_aktivitetsparat"
    assert statistics.mean(hours[ready]) > 2 * statistics.mean(hours[far])
    assert statistics.mean(needs[far]) > 2 * statistics.mean(needs[ready])


def test_few_hours_are_less_certain_than_many(ballerup: Folder) -> None:
    sure: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for citizen in ballerup.citizens.values():
        if citizen.hours_now is not None and citizen.hours_certainty is not None:
            sure[citizen.hours_now > 15][citizen.hours_certainty] += 1
    assert sure[True]["sikker"] / sure[True].total() > sure[False]["sikker"] / sure[False].total()


def test_who_has_a_car_accepts_no_longer_way_than_by_bus_and_walkers_stay_near(ballerup: Folder) -> None:
    minutes: dict[str, list[int]] = defaultdict(list)
    for citizen in ballerup.citizens.values():
        if citizen.transport and citizen.max_travel_min:
            minutes[citizen.transport].append(citizen.max_travel_min)
    assert statistics.mean(minutes["gang"]) < statistics.mean(minutes["bil"]) < statistics.mean(minutes["kollektiv"])


def test_only_drivers_go_by_car(ballerup: Folder) -> None:
    by_car = [c for c in ballerup.citizens.values() if c.transport == "bil" and c.licences is not None]
    assert by_car
    assert all("koerekort_b" in (citizen.licences or ()) for citizen in by_car if not citizen.under_18)


def test_courses_respect_slots_and_the_ratio_and_give_the_status(ballerup: Folder) -> None:
    running = [course for course in courses_of(ballerup.events) if course.end is None]
    at_placement = Counter(course.placement_id for course in running)
    at_workplace = Counter(ballerup.placements[course.placement_id].p_number for course in running)
    for placement in ballerup.placements.values():
        assert at_placement[placement.placement_id] <= (placement.slots or 1)
        if placement.supported_now is not None:
            assert at_workplace[placement.p_number] <= placement.supported_now
    busy = {c.citizen_id for c in ballerup.citizens.values() if c.status in ("i_forloeb", "i_job")}
    assert {course.citizen_id for course in running} == busy


def test_things_go_wrong_and_right(ballerup: Folder) -> None:
    happened = Counter(event.event for event in ballerup.events)
    for event in ("valgt", "fravalgt_borger", "fravalgt_konsulent", "startet", "afbrudt", "gennemfoert"):
        assert happened[event] >= 10, event


def test_unknown_is_common(ballerup: Folder) -> None:
    silent = sum(citizen.hours_now is None for citizen in ballerup.citizens.values())
    assert 0.02 < silent / len(ballerup.citizens) < 0.2
    assert any(placement.tasks is None for placement in ballerup.placements.values())


def test_a_municipality_is_imported_without_a_warning_and_again_without_a_change(tmp_path: Path, store: Store) -> None:
    write_sample(tmp_path / "town", 150, 120, 3)
    importing = Importing(store)
    first = importing.run([tmp_path / "town"]).as_dict()
    again = importing.run([tmp_path / "town"]).as_dict()
    assert (first["errors"], first["warnings"]) == ([], [])
    assert (first["saved"]["citizens"], first["saved"]["placements"]) == (150, 120)
    assert again["saved"] == {"citizens": 0, "placements": 0, "courses": 0}
