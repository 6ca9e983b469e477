"""The invented municipality that ships: whole, consistent, and with the cases that its README promises."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date

import pytest
from stdnum.dk import cvr

from jobmatch.domain.codes import MEASURE, STATUS
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.shipped import DATA
from jobmatch.exchange.cpr import holds_cpr
from jobmatch.services.importing import Importing
from jobmatch.store.store import Store
from tests.sample.sample_files import Folder, courses_of, read_folder

FOLDER = DATA / "sample"
AS_OF = date(2026, 11, 21)


@pytest.fixture(scope="module")
def sample() -> Folder:
    return read_folder(FOLDER)


def cells(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_it_has_the_size_of_a_small_municipality(sample: Folder) -> None:
    assert len(sample.citizens) == 45
    assert len(sample.placements) == 60
    assert len(sample.events) > 500


def test_three_consultants_have_about_fifteen_citizens_each_in_their_own_team(sample: Folder) -> None:
    load = Counter((citizen.team, citizen.consultant) for citizen in sample.citizens.values())
    assert {team for team, _ in load} == {"voksen", "unge", "familie"}
    assert len(load) == 3
    assert all(13 <= count <= 17 for count in load.values())


def test_every_need_occurs_among_citizens_and_is_answered_somewhere(sample: Folder) -> None:
    needed = {need.code for citizen in sample.citizens.values() for need in citizen.needs or ()}
    answered = {offer.code for placement in sample.placements.values() for offer in placement.offers or ()}
    assert needed == set(NEEDS)
    # Mentor is answered by its own column, mentortimer.
    assert answered | {"mentor"} == set(NEEDS)


def test_every_strength_status_measure_and_answer_occurs(sample: Folder) -> None:
    strengths = {need.strength for citizen in sample.citizens.values() for need in citizen.needs or ()}
    answers = {offer.answer for placement in sample.placements.values() for offer in placement.offers or ()}
    measures = {measure for placement in sample.placements.values() for measure in placement.measures or ()}
    assert strengths == {"krav", "vigtigt", "oenske", "nej"}
    assert {citizen.status for citizen in sample.citizens.values()} == set(STATUS)
    assert answers == {"ja", "delvist", "nej", "ukendt"}
    assert measures == set(MEASURE)


def test_hours_spread_from_a_few_to_full_time_and_some_are_unknown(sample: Folder) -> None:
    hours = [citizen.hours_now for citizen in sample.citizens.values()]
    known = [each for each in hours if each is not None]
    assert min(known) <= 2
    assert max(known) == 37
    assert 1 <= hours.count(None) <= 8
    assert len(set(known)) >= 12


def test_about_sixty_percent_tell_something_in_their_own_words() -> None:
    told = [row["erfaring"] for row in cells("borgere.csv") if row["erfaring"]]
    assert 25 <= len(told) <= 30
    assert all(len(re.findall(r"[.!?](?:\s|$)", text)) <= 3 for text in told)


@pytest.mark.parametrize("name", ["borgere.csv", "pladser.csv", "forloeb.csv"])
def test_no_cell_looks_like_a_cpr_number(name: str) -> None:
    for row in cells(name):
        for header, cell in row.items():
            assert header == "pnummer" or not holds_cpr(cell), (header, cell)


def test_nobody_is_described_by_a_diagnosis_a_cause_or_children_of_their_own() -> None:
    unwanted = re.compile(
        r"depress|angst|stress|adhd|autis|misbrug|alkoholi|diagnos|psykiat|smerte|\bryg"
        r"|skilsmisse|straf|mine? (søn|datter|børn)\b",
        re.IGNORECASE,
    )
    for row in cells("borgere.csv"):
        assert not unwanted.search(row["erfaring"]), row["borgernr"]


def test_company_numbers_have_a_right_check_digit_and_belong_to_one_employer(sample: Folder) -> None:
    employers: dict[str, set[str | None]] = {}
    for placement in sample.placements.values():
        if placement.cvr is not None:
            assert cvr.is_valid(placement.cvr), placement.placement_id
            employers.setdefault(placement.cvr, set()).add(placement.employer)
    assert all(len(names) == 1 for names in employers.values())


def test_events_belong_to_citizens_and_placements_and_lie_within_one_year(sample: Folder) -> None:
    for event in sample.events:
        assert event.citizen_id in sample.citizens
        assert event.placement_id in sample.placements
        assert event.date is not None
        assert date(2025, 11, 22) <= event.date <= AS_OF


def test_events_of_a_citizen_are_in_order_of_time(sample: Folder) -> None:
    last: dict[str, date] = {}
    for event in sample.events:
        assert event.date is not None
        assert last.get(event.citizen_id, date.min) <= event.date
        last[event.citizen_id] = event.date


def test_who_is_in_a_course_or_a_job_has_one_under_way_and_nobody_else_has(sample: Folder) -> None:
    running = {course.citizen_id for course in courses_of(sample.events) if course.end is None}
    busy = {c.citizen_id for c in sample.citizens.values() if c.status in ("i_forloeb", "i_job")}
    assert running == busy


def test_agreed_hours_lie_within_what_the_workplace_can_give(sample: Folder) -> None:
    for course in courses_of(sample.events):
        placement = sample.placements[course.placement_id]
        for week in (course.started, *course.weeks):
            if week.agreed_hours is not None:
                assert (placement.min_hours or 0) <= week.agreed_hours <= (placement.max_hours or 37), course


def test_no_placement_holds_more_people_than_it_has_room_for(sample: Folder) -> None:
    running = Counter(course.placement_id for course in courses_of(sample.events) if course.end is None)
    full = [each for each, count in running.items() if count >= (sample.placements[each].slots or 1)]
    assert all(count <= (sample.placements[each].slots or 1) for each, count in running.items())
    assert full, "some placements should be full"


def test_every_choice_came_from_a_list_that_was_shown_or_says_that_it_did_not(sample: Folder) -> None:
    shown = {(e.citizen_id, e.placement_id): e.shown_rank for e in sample.events if e.event == "foreslaaet"}
    chosen = [event for event in sample.events if event.event == "valgt"]
    assert len(chosen) >= 30
    for event in chosen:
        assert event.reason is not None
        assert event.shown_rank == 0 or (event.citizen_id, event.placement_id) in shown


def test_most_placements_are_confirmed_lately_and_some_are_stale(sample: Folder) -> None:
    ages = [(AS_OF - placement.updated).days for placement in sample.placements.values() if placement.updated]
    assert sum(age > 90 for age in ages) >= 5
    assert sum(age <= 90 for age in ages) >= 45


def test_the_woman_who_went_from_10_to_37_hours_did_so_in_her_third_course(sample: Folder) -> None:
    first, second, third = (course for course in courses_of(sample.events) if course.citizen_id == "B-009")
    for stopped in (first, second):
        assert stopped.end is not None
        assert stopped.end.reason == "timer_steg_for_hurtigt"
    agreed = [week.agreed_hours for week in third.weeks if week.event == "timer"]
    assert (agreed[0], agreed[-1]) == (10, 37)
    assert third.end is None
    steps = [b - a for a, b in zip(agreed, agreed[1:], strict=False) if a is not None and b is not None]
    assert max(steps) <= 4
    assert min(steps) < 0, "one step back belongs to the story"


def test_the_rows_that_the_readme_points_at_are_as_it_says(sample: Folder) -> None:
    citizens, placements = sample.citizens, sample.placements
    assert citizens["B-013"].hours_now is None
    hours = citizens["B-031"]
    assert hours.earliest is not None
    assert hours.latest is not None
    assert (hours.earliest.hour, hours.latest.hour) == (9, 14)
    for declining in ("B-002", "B-012"):
        assert ("mentor", "nej") in {(need.code, need.strength) for need in citizens[declining].needs or ()}
    assert ("rusfri", "nej") in {(offer.code, offer.answer) for offer in placements["P-224"].offers or ()}
    assert placements["P-203"].p_number == placements["P-204"].p_number
    assert placements["P-205"].p_number == placements["P-206"].p_number
    silent = placements["P-255"]
    assert silent.employer is not None
    assert silent.title is not None
    assert (silent.tasks, silent.offers, silent.min_hours, silent.postcode) == (None, None, None, None)
    assert sum(citizen.under_18 is True for citizen in citizens.values()) == 2


def test_the_readme_says_that_everything_is_invented() -> None:
    assert "invented" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_it_is_imported_without_a_warning(store: Store) -> None:
    report = Importing(store).run([FOLDER]).as_dict()
    assert (report["errors"], report["warnings"]) == ([], [])


def test_the_day_after_brings_one_answer_from_one_workplace(store: Store) -> None:
    importing = Importing(store)
    importing.run([FOLDER])
    report = importing.run([FOLDER.parent / "sample-next-day"], partial=True).as_dict()
    assert (report["errors"], report["withdrawn"]) == ([], 0)
    assert report["saved"] == {"citizens": 0, "placements": 1, "courses": 0}
    farm = store.placement("P-221")
    assert farm is not None
    assert (farm.min_hours, farm.title) == (6, "landbrugsmedhjælper")
