"""Suggestions on the invented municipality: the same pair is the same match, however it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import BadInput, NotFound
from jobmatch.planning.ramp import TOO_FAST
from jobmatch.services.candidates import candidates_of
from jobmatch.services.worlds import proposable
from jobmatch.store.changes import Changes
from tests.worlds import Municipality, loaded, municipalities, needs, world_of

CITIZENS = [f"B-{number:03}" for number in range(1, 46)]


def texts_in(answer: Any) -> Iterator[dict[str, str]]:
    """Every two-language text of an answer."""
    if isinstance(answer, dict):
        if set(answer) == {"da", "en"}:
            yield answer
        for value in answer.values():
            yield from texts_in(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from texts_in(value)


@pytest.mark.parametrize("citizen_id", CITIZENS)
def test_list_why_reverse_and_night_agree(sample: Application, citizen_id: str) -> None:
    answer = sample.suggest.match(citizen_id, top=60)
    by_place = {row["placement_id"]: row for row in answer["matches"]}
    run = sample.store.latest_run()
    assert run is not None
    night = sample.store.list_of(run.run_id, citizen_id)
    if night is not None:
        assert [(row["placement_id"], row["points"]) for row in answer["matches"]][:50] == list(night.ranked)
        assert answer["run_id"] == run.run_id
    for placement_id in list(by_place)[:3]:
        (same,) = sample.suggest.why(citizen_id, placement_id)["matches"]
        assert same == by_place[placement_id]
        if night is not None:
            reverse = sample.suggest.candidates(placement_id, top=60, viewer="consultant")["matches"]
            (mine,) = [row for row in reverse if row["citizen_id"] == citizen_id]
            assert mine["points"] == same["points"]
            assert mine["contributions"] == same["contributions"]


@pytest.mark.parametrize("citizen_id", CITIZENS)
def test_the_parts_add_to_the_points_and_the_places_to_all_places(sample: Application, citizen_id: str) -> None:
    answer = sample.suggest.match(citizen_id, top=60)
    for rank, row in enumerate(answer["matches"], 1):
        assert row["rank"] == rank
        assert sum(part["points"] for part in row["contributions"]) == row["points"]
        assert [p["points"] for p in row["contributions"]] == sorted(
            (p["points"] for p in row["contributions"]), reverse=True
        )
    if "message" not in answer:
        assert len(answer["matches"]) + answer["excluded_count"] == 60
        assert all(row["reasons"] for row in answer["excluded"])
    for text in texts_in(answer):
        assert text["da"].strip(), text
        assert text["en"].strip(), text


def test_an_answer_is_json_through_and_through(sample: Application) -> None:
    answer = sample.suggest.match("B-001")
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("citizen_id", ["B-005", "B-016", "B-020"])
def test_pause_and_closed_get_no_matches_and_the_answer_says_so(sample: Application, citizen_id: str) -> None:
    citizen = sample.store.citizen(citizen_id)
    assert citizen is not None
    if citizen.status not in ("pause", "afsluttet"):
        pytest.skip("the sample has given this citizen another status")
    answer = sample.suggest.match(citizen_id)
    assert answer["matches"] == []
    assert answer["status"] == citizen.status
    assert answer["message"]["da"]


def test_whoever_is_not_there_is_named_with_what_to_do(sample: Application) -> None:
    with pytest.raises(NotFound, match="B-999"):
        sample.suggest.match("B-999")
    with pytest.raises(NotFound, match="P-999"):
        sample.suggest.why("B-001", "P-999")
    with pytest.raises(NotFound, match="P-999"):
        sample.suggest.candidates("P-999")


def test_what_if_changes_the_answer_and_nothing_else(sample: Application) -> None:
    before = sample.suggest.match("B-001")
    changed = sample.suggest.what_if(citizen_id="B-001", changes={"hours_now": 1.0})
    assert changed["run_id"] is None
    assert changed["feasible_count"] < before["feasible_count"]
    assert sample.suggest.match("B-001") == before


def test_what_if_at_a_workplace_opens_a_pair(sample: Application) -> None:
    unlock = next(
        u for c in CITIZENS for u in sample.suggest.match(c)["unlocks"] if u["change"].startswith("min_hours:")
    )
    citizen_id = next(c for c in CITIZENS if unlock in sample.suggest.match(c)["unlocks"])
    hours = float(unlock["change"].split(":")[1].split("+")[0])
    placement = sample.store.placement(unlock["placement_id"])
    assert placement is not None
    fields: dict[str, float] = {"min_hours": hours}
    if placement.min_hours_day is not None:
        fields["min_hours_day"] = min(placement.min_hours_day, hours)
    answer = sample.suggest.what_if(citizen_id, unlock["placement_id"], fields)
    if "+" not in unlock["change"]:
        assert answer["matches"][0]["rank"] == unlock["rank_after"]


@pytest.fixture
def shared_workplace(own_sample: Application) -> tuple[str, str]:
    """A citizen and an opening that suited her, at a workplace that is full by what a newer row of it says."""
    match = own_sample.suggest.match("B-001", top=1)["matches"][0]
    stored = own_sample.store.placement(match["placement_id"])
    assert stored is not None
    today = own_sample.today()
    full = replace(
        stored, p_number="1012345678", measures=("virksomhedspraktik",), ordinary_staff=40, supported_now=0,
        updated=today - timedelta(days=20),
    )  # fmt: skip
    newer = replace(
        full, placement_id="P-ny", ordinary_staff=5, supported_now=1, updated=today - timedelta(days=1)
    )  # fmt: skip
    own_sample.store.save(Changes(placements=[full, newer]), "test")
    return "B-001", full.placement_id


@pytest.mark.parametrize(
    ("changes", "open_then"),
    [({"ordinary_staff": 40}, True), ({"supported_now": 0}, True), ({"supported_now": 1}, False), ({"slots": 3}, False),
     ({"ordinary_staff": 40, "updated": date(2026, 1, 5)}, False)],
)  # fmt: skip
def test_what_if_other_numbers_were_stated_at_a_workplace(
    own_sample: Application, shared_workplace: tuple[str, str], changes: dict[str, Any], open_then: bool
) -> None:
    """Numbers that are asked about count for the p-number, unless they are said to be older than what is known."""
    now = own_sample.suggest.why(*shared_workplace)
    assert [reason["gate"] for reason in now["excluded"][0]["reasons"]] == ["measure"]
    then = own_sample.suggest.what_if(*shared_workplace, changes)
    assert bool(then["matches"]) == open_then
    reverse = own_sample.suggest.what_if(placement_id=shared_workplace[1], changes=changes, top=1000)
    assert (shared_workplace[0] in {row["citizen_id"] for row in reverse["matches"]}) == open_then
    assert own_sample.suggest.why(*shared_workplace) == now


def test_what_if_is_what_happens_when_it_is_saved(own_sample: Application, shared_workplace: tuple[str, str]) -> None:
    fields: dict[str, Any] = {"ordinary_staff": 40, "supported_now": 0, "updated": own_sample.today()}
    asked = own_sample.suggest.what_if(*shared_workplace, fields)
    placement = own_sample.store.placement(shared_workplace[1])
    assert placement is not None
    own_sample.store.save(Changes(placements=[replace(placement, **fields)]), "test")
    (said,), (saved,) = asked["matches"], own_sample.suggest.why(*shared_workplace)["matches"]
    assert {name for name in said if said[name] != saved[name]} <= {"others_in_line"}, "nobody stands in line yet"


def test_what_if_about_nobody_is_refused(sample: Application) -> None:
    with pytest.raises(BadInput):
        sample.suggest.what_if(changes={"hours_now": 4.0})


class TestWhatALiaisonSees:
    """Undisclosed needs leave no trace: not in text, code, reason, points or order."""

    @settings(max_examples=40, deadline=None)
    @given(municipalities(most_citizens=3, most_placements=2), needs(), st.data())
    def test_a_need_that_may_not_be_told_changes_nothing(
        self, town: Municipality, more: tuple[Need, ...], data: st.DataObject
    ) -> None:
        person = data.draw(st.sampled_from(town.citizens))
        told = set(person.may_disclose or ())
        kept = tuple(n for n in person.needs or () if n.code in told)
        secret = tuple(n for n in more if n.code not in told)
        fallen = {one.citizen_id for one in town.events if one.reason == TOO_FAST}

        def seen(citizen: Citizen) -> str:
            people = [citizen if c.citizen_id == citizen.citizen_id else c for c in town.citizens]
            world = loaded(world_of(people, town.placements, town.events)).for_liaison
            answers = [candidates_of(world, p.placement_id, 10, "liaison", fallen) for p in town.placements]
            return json.dumps(answers)

        assert seen(replace(person, needs=kept or None)) == seen(replace(person, needs=(*kept, *secret) or None))

    def test_no_name_and_no_undisclosed_code_stands_in_the_answer(self, sample: Application) -> None:
        for number in range(201, 261):
            answer = sample.suggest.candidates(f"P-{number}", top=45, viewer="liaison")
            for row in (*answer["matches"], *answer["excluded"]):
                citizen = sample.store.citizen(row["citizen_id"])
                assert citizen is not None
                said = json.dumps(row, ensure_ascii=False)
                assert citizen.display_name is None or f'"{citizen.display_name}' not in said
                hidden = {n.code for n in citizen.needs or ()} - set(citizen.may_disclose or ())
                codes = {check["code"] for check in row.get("checks", ())}
                codes |= {reason["code"] for reason in row.get("reasons", ())}
                assert not codes & hidden
                for code in hidden:
                    assert NEEDS[code].ask.da not in said

    def test_the_citizens_own_story_and_status_are_not_told(self, sample: Application) -> None:
        answer = sample.suggest.candidates("P-203", top=45, viewer="liaison")
        assert "fortællingen:" not in json.dumps(answer, ensure_ascii=False)
        codes = {r["code"] for row in answer["excluded"] for r in row["reasons"] if r["gate"] == "status"}
        assert codes == {"status"}

    def test_the_same_line_stands_with_everyone(self, sample: Application) -> None:
        answer = sample.suggest.candidates("P-203", viewer="liaison")
        lines = {row["considerations"]["da"] for row in answer["matches"]}
        assert len(lines) == 1


def test_only_those_who_are_proposed_for_are_candidates(sample: Application) -> None:
    for number in (201, 215, 230):
        answer = sample.suggest.candidates(f"P-{number}", top=45, viewer="consultant")
        for row in answer["matches"]:
            citizen = sample.store.citizen(row["citizen_id"])
            assert citizen is not None
            assert proposable(citizen)
        assert len(answer["matches"]) + answer["excluded_count"] == 45
