"""Changing records over HTTP: nobody overwrites another, and the same request twice changes once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Competence
from jobmatch.domain.columns import columns_of
from jobmatch.domain.placement import Placement
from jobmatch.exchange.checks import check_record
from jobmatch.store.changes import Changes


def tag(api: TestClient, path: str) -> dict[str, str]:
    """The header that a change of this record must send."""
    return {"if-match": api.get(path).headers["etag"]}


def test_a_change_is_saved_and_the_rest_stays(own_api: TestClient, own_sample: Application) -> None:
    before = own_api.get("/api/v1/citizens/B-001").json()
    answer = own_api.patch(
        "/api/v1/citizens/B-001",
        json={"hours_now": 5, "days": ["fre", "man"]},
        headers=tag(own_api, "/api/v1/citizens/B-001"),
    )
    assert answer.status_code == 200
    assert answer.json() == {**before, "hours_now": 5.0, "days": ["man", "fre"]}
    assert own_api.get("/api/v1/citizens/B-001").json() == answer.json()
    assert answer.headers["etag"] == own_api.get("/api/v1/citizens/B-001").headers["etag"]
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert citizen.hours_now == 5.0


def test_a_competence_needs_no_level(own_api: TestClient, own_sample: Application) -> None:
    told = {"competences": [{"term": "maling"}, {"term": "syning", "level": 2}]}
    answer = own_api.patch("/api/v1/citizens/B-001", json=told, headers={"if-match": "*"})
    assert answer.status_code == 200
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert citizen.competences == (Competence("maling"), Competence("syning", 2))


def test_null_makes_unknown_and_an_empty_list_none(own_api: TestClient, own_sample: Application) -> None:
    own_api.patch("/api/v1/citizens/B-001", json={"hours_now": None, "vetoes": []}, headers={"if-match": "*"})
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert (citizen.hours_now, citizen.vetoes) == (None, ())


def test_without_if_match_nothing_is_changed(own_api: TestClient, own_sample: Application) -> None:
    before = own_sample.store.revision()
    assert own_api.patch("/api/v1/citizens/B-001", json={"hours_now": 5}).status_code == 428
    assert own_sample.store.revision() == before


def test_the_second_of_two_is_told(own_api: TestClient, own_sample: Application) -> None:
    seen = tag(own_api, "/api/v1/placements/P-201")
    assert own_api.patch("/api/v1/placements/P-201", json={"min_hours": 4}, headers=seen).status_code == 200
    second = own_api.patch("/api/v1/placements/P-201", json={"min_hours": 9}, headers=seen)
    assert second.status_code == 412
    placement = own_sample.store.placement("P-201")
    assert placement is not None
    assert placement.min_hours == 4


def test_the_same_request_twice_changes_once(own_api: TestClient, own_sample: Application) -> None:
    headers = {**tag(own_api, "/api/v1/citizens/B-001"), "idempotency-key": "et-tryk"}
    first = own_api.patch("/api/v1/citizens/B-001", json={"hours_now": 5}, headers=headers)
    revision = own_sample.store.revision()
    again = own_api.patch("/api/v1/citizens/B-001", json={"hours_now": 5}, headers=headers)
    assert (again.status_code, again.json(), again.headers["etag"]) == (200, first.json(), first.headers["etag"])
    assert own_sample.store.revision() == revision
    other = own_api.patch("/api/v1/citizens/B-001", json={"hours_now": 6}, headers=headers)
    assert other.status_code == 409


def test_a_change_that_changes_nothing_keeps_the_version(own_api: TestClient) -> None:
    seen = tag(own_api, "/api/v1/citizens/B-001")
    same = own_api.patch("/api/v1/citizens/B-001", json={"hours_now": 4}, headers=seen)
    assert same.headers["etag"] == seen["if-match"]


def test_put_makes_a_new_record_once(own_api: TestClient, own_sample: Application) -> None:
    new = {"if-none-match": "*"}
    made = own_api.put("/api/v1/citizens/B-500", json={"team": "voksen", "hours_now": 3.5}, headers=new)
    assert made.status_code == 200
    citizen = own_sample.store.citizen("B-500")
    assert citizen is not None
    assert (citizen.team, citizen.hours_now, citizen.wishes) == ("voksen", 3.5, None)
    assert own_api.put("/api/v1/citizens/B-500", json={"team": "unge"}, headers=new).status_code == 412


def test_put_replaces_the_whole_record(own_api: TestClient) -> None:
    path = "/api/v1/placements/P-201"
    whole = own_api.put(path, json={"title": "køkkenhjælp"}, headers=tag(own_api, path)).json()
    assert whole["title"] == "køkkenhjælp"
    assert whole["employer"] is None


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("citizens/B-001", {"needs": [{"code": "fantasi", "strength": "krav"}]}, "needs"),
        ("citizens/B-001", {"needs": [{"code": "ro", "strength": "meget"}]}, "needs.0.strength"),
        ("citizens/B-001", {"status": "glad"}, "status"),
        ("citizens/B-001", {"postcode": "0001"}, "postcode"),
        ("citizens/B-001", {"hours_now": 61}, "hours_now"),
        ("citizens/B-001", {"hours_now": "4"}, "hours_now"),
        ("citizens/B-001", {"hours_now": True}, "hours_now"),
        ("citizens/B-001", {"earliest": "25:00"}, "earliest"),
        ("citizens/B-001", {"earliest": "14:00", "latest": "09:00"}, "earliest"),
        ("citizens/B-001", {"experience": "skjult\u0000tegn"}, "experience"),
        ("citizens/B-001", {"citizen_id": "B-2"}, "citizen_id"),
        ("citizens/B-001", {"diagnosis": "x"}, "diagnosis"),
        ("placements/P-201", {"cvr": "12345678"}, "cvr"),
        ("placements/P-201", {"min_hours": 20, "max_hours": 10}, "min_hours"),
        ("placements/P-201", {"slots": 1.5}, "slots"),
    ],
)
def test_what_cannot_stand_in_a_field_is_named(
    own_api: TestClient, own_sample: Application, path: str, body: dict[str, object], field: str
) -> None:
    before = own_sample.store.revision()
    answer = own_api.patch(f"/api/v1/{path}", json=body, headers={"if-match": "*"})
    assert answer.status_code == 422
    assert field in [fault["field"] for fault in answer.json()["errors"]]
    assert own_sample.store.revision() == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"capacity_date": "2026-11-31"}, "skal være en dato, fx 2026-11-21"),
        ({"capacity_date": "9999-12-31"}, "skal være en dato, fx 2026-11-21"),
        ({"earliest": "24:00"}, "er ikke skrevet på den rigtige måde"),
        ({"experience": "a" * 4001}, "er for langt"),
        ({"wishes": [""]}, "er for kort"),
        ({"wishes": [7]}, "skal være tekst"),
    ],
)
def test_what_is_wrong_with_a_field_is_said(own_api: TestClient, body: dict[str, object], said: str) -> None:
    answer = own_api.patch("/api/v1/citizens/B-001", json=body, headers={"if-match": "*"})
    assert answer.status_code == 422
    assert [fault["message"]["da"] for fault in answer.json()["errors"]] == [said]


def test_an_unknown_record_cannot_be_changed(own_api: TestClient) -> None:
    assert own_api.patch("/api/v1/citizens/B-999", json={}, headers={"if-match": "*"}).status_code == 404


def test_the_sample_itself_holds_no_fault(sample: Application) -> None:
    assert [check_record(one) for one in sample.store.placements() if check_record(one)] == []
    assert columns_of(Placement)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("experience", "Jeg har skizofreni", "en diagnose"),
        ("wishes", ["rolige opgaver på grund af ADHD"], "en diagnose"),
        ("competences", [{"term": "tager ritalin", "level": None}], "medicin"),
    ],
)
def test_a_diagnosis_or_medicine_has_no_place_in_a_record_that_a_program_writes(
    own_api: TestClient, own_sample: Application, field: str, value: object, said: str
) -> None:
    before = own_sample.store.revision()
    changed = own_api.patch("/api/v1/citizens/B-001", json={field: value}, headers={"if-match": "*"})
    made = own_api.put("/api/v1/citizens/B-901", json={field: value}, headers={"if-none-match": "*"})
    for answer in (changed, made):
        assert answer.status_code == 422
        (fault,) = answer.json()["errors"]
        assert fault["field"] == field
        assert said in fault["message"]["da"]
        assert str(value) not in answer.text
    assert own_sample.store.revision() == before


def test_an_old_word_stops_nobody_from_mending_another(own_api: TestClient, own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(
        Changes(what="import", citizens=[replace(citizen, experience="Jeg har skizofreni")]), "import"
    )
    again = {"experience": "Jeg har skizofreni", "hours_now": 5}
    answer = own_api.patch("/api/v1/citizens/B-001", json=again, headers={"if-match": "*"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"citizen_id": "B-001", "citizen": {"earliest": "15:00", "latest": "08:00"}}, {"earliest", "latest"}),
        ({"placement_id": "P-201", "placement": {"min_hours": 50, "max_hours": 40}}, {"min_hours", "max_hours"}),
    ],
)
def test_what_if_takes_no_facts_that_contradict_each_other(
    own_api: TestClient, asked: dict[str, object], fields: set[str]
) -> None:
    answer = own_api.post("/api/v1/what-if", json=asked)
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["errors"]} <= fields
    assert answer.json()["errors"]
