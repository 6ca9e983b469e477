"""Casework over HTTP: decide what was shown, run a course, follow it up; once for each key, and nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application

MARIA = "B-001"
TODAY = "2026-11-21"


def shown(api: TestClient, citizen_id: str = MARIA) -> dict[str, Any]:
    answer = api.post("/api/v1/shown", json={"citizen_id": citizen_id, "top": 3})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def decision(listed: dict[str, Any], place: int = 0, **more: Any) -> dict[str, Any]:
    placement_id = listed["answer"]["matches"][place]["placement_id"]
    made = {"citizen_id": MARIA, "placement_id": placement_id, "decision": "valgt", "reason": "oenske"}
    return {**made, "shown_id": listed["shown_id"], **more}


def started(api: TestClient, **more: Any) -> str:
    body = {"citizen_id": MARIA, "placement_id": "P-208", "day": TODAY, "measure": "virksomhedspraktik", "hours": 4.0}
    answer = api.post("/api/v1/courses", json={**body, **more})
    assert answer.status_code == 200, answer.text
    found: str = answer.json()["course_id"]
    return found


def tag(api: TestClient, path: str) -> dict[str, str]:
    return {"If-Match": api.get(path).headers["etag"]}


def test_what_is_shown_is_decided_about_and_can_be_shown_again(own_api: TestClient) -> None:
    listed = shown(own_api)
    again = own_api.get(f"/api/v1/shown/{listed['shown_id']}")
    made = own_api.post("/api/v1/decisions", json=decision(listed, 1, reason="taet_paa"))
    assert made.status_code == 200
    assert (made.json()["shown_rank"], made.json()["said"]["da"]) == (2, "valgt: tæt på")
    assert own_api.get(f"/api/v1/shown/{listed['shown_id']}").content == again.content
    assert again.json()["answer"] == listed["answer"]
    one = own_api.get(f"/api/v1/decisions/{made.json()['decision_id']}")
    assert one.json() == made.json()
    assert own_api.get("/api/v1/decisions", params={"citizen": MARIA}).json()["items"] == [made.json()]


def test_the_same_decision_sent_again_is_made_once(own_api: TestClient, own_sample: Application) -> None:
    body, headers = decision(shown(own_api)), {"idempotency-key": "et-tryk"}
    first = own_api.post("/api/v1/decisions", json=body, headers=headers)
    assert own_api.post("/api/v1/decisions", json=body, headers=headers).json() == first.json()
    assert len(own_sample.casework.deciding.of(MARIA)) == 1
    other = {**body, "reason": "timer"}
    assert own_api.post("/api/v1/decisions", json=other, headers=headers).status_code == 409


def test_who_decides_second_is_told(own_api: TestClient) -> None:
    listed = shown(own_api)
    path = f"/api/v1/decisions?citizen={MARIA}"
    seen = tag(own_api, path)
    assert own_api.post("/api/v1/decisions", json=decision(listed, 0), headers=seen).status_code == 200
    late = own_api.post("/api/v1/decisions", json=decision(listed, 1), headers=seen)
    assert late.status_code == 412
    assert "i mellemtiden" in late.json()["detail"]
    assert own_api.post("/api/v1/decisions", json=decision(listed, 1), headers=tag(own_api, path)).status_code == 200


def test_an_own_idea_and_taking_back(own_api: TestClient) -> None:
    body = {"citizen_id": MARIA, "decision": "egen_ide", "idea": {"employer": "Onkel Ibs cykler"}}
    made = own_api.post("/api/v1/decisions", json=body)
    assert made.json()["idea"]["employer"] == "Onkel Ibs cykler"
    undone = own_api.post(f"/api/v1/decisions/{made.json()['decision_id']}/undo", json={})
    assert (undone.json()["decision"], undone.json()["undoes"]) == ("fortrudt", made.json()["decision_id"])
    assert own_api.post(f"/api/v1/decisions/{made.json()['decision_id']}/undo", json={}).status_code == 409


def test_decisions_page_by_cursor(own_api: TestClient) -> None:
    listed = shown(own_api)
    for place in range(3):
        own_api.post("/api/v1/decisions", json=decision(listed, place, decision="fravalgt_borger", reason="ikke_nu"))
    first = own_api.get("/api/v1/decisions", params={"limit": 2}).json()
    rest = own_api.get("/api/v1/decisions", params={"limit": 2, "cursor": first["next"]}).json()
    assert [one["decision_id"] for one in first["items"] + rest["items"]] == [1, 2, 3]
    assert rest["next"] is None
    assert own_api.get("/api/v1/decisions", params={"cursor": "eA"}).status_code == 422


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"reason": None}, 422),
        ({"reason": "fordi"}, 422),
        ({"placement_id": "P-999"}, 404),
        ({"placement_id": None}, 422),
        ({"citizen_id": "B-999"}, 404),
        ({"shown_id": 999}, 404),
        ({"note": "Ring på 010190-1234"}, 422),
        ({"note": "Hun har skizofreni"}, 422),
        ({"decision": "fortrudt"}, 422),
        ({"idea": {"employer": "Ib"}}, 422),
    ],
)
def test_what_cannot_be_decided_is_a_problem(api: TestClient, change: dict[str, Any], status: int) -> None:
    body = {"citizen_id": MARIA, "placement_id": "P-208", "decision": "valgt", "reason": "oenske", **change}
    answer = api.post("/api/v1/decisions", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["message"]["en"]
    assert "1234" not in answer.text
    assert "skizofreni" not in answer.text


def test_a_course_from_start_to_end(own_api: TestClient) -> None:
    course_id = started(own_api, days_week=2, weeks=13)
    path = f"/api/v1/courses/{course_id}"
    said = (
        ("hours", {"week_of": TODAY, "attended": 4.0, "paid": 1.0}),
        ("steps", {"day": "2026-12-21", "hours": 6.0, "citizens_wish": True, "dimension": "laengere_dag"}),
        ("step-backs", {"day": "2026-12-07", "reason": "oenske", "hours": 3.0}),
        ("pause", {"day": "2026-12-14"}),
        ("resume", {"day": "2026-12-28"}),
        ("extension", {"weeks": 26}),
    )
    for what, body in said:
        answer = own_api.post(f"{path}/{what}", json=body, headers=tag(own_api, path))
        assert answer.status_code == 200, (what, answer.text)
        assert answer.headers["etag"] == own_api.get(path).headers["etag"]
    course = own_api.get(path).json()
    assert [(mark["what"], mark["hours"]) for mark in course["marks"]] == [
        ("start", 4.0), ("trin_tilbage", 3.0), ("genoptaget", 3.0),
    ]  # fmt: skip
    assert course["weeks"] == [
        {"week": 1, "monday": "2026-11-16", "agreed": 4.0, "attended": 4.0, "paid": 1.0, "paused": False}
    ]
    assert course["pauses"] == [{"first": "2026-12-14", "last": "2026-12-27"}]
    assert (course["measure"], course["ends_on"], course["first_paid_on"]) == (
        "virksomhedspraktik",
        "2027-05-21",
        TODAY,
    )
    ended = {"day": TODAY, "completed": False, "reason": "fik_job"}
    assert own_api.post(f"{path}/end", json=ended, headers=tag(own_api, path)).status_code == 200
    assert own_api.get(f"/api/v1/citizens/{MARIA}").json()["status"] == "i_job"
    assert own_api.get("/api/v1/courses", params={"citizen": MARIA}).json()["items"][0]["reason"] == "fik_job"


def test_a_course_is_changed_by_who_has_seen_it_and_once(own_api: TestClient) -> None:
    course_id = started(own_api)
    path, body = f"/api/v1/courses/{course_id}", {"week_of": TODAY, "attended": 4.0}
    assert own_api.post(f"{path}/hours", json=body).status_code == 428
    seen = tag(own_api, path)
    headers = {**seen, "idempotency-key": "uge-47"}
    assert own_api.post(f"{path}/hours", json=body, headers=headers).status_code == 200
    assert own_api.post(f"{path}/hours", json=body, headers=headers).status_code == 200
    assert own_api.post(f"{path}/pause", json={"day": "2026-11-23"}, headers=seen).status_code == 412
    wish = {"day": "2026-12-21", "hours": 6.0, "citizens_wish": False, "dimension": "laengere_dag"}
    refused = own_api.post(f"{path}/steps", json=wish, headers=tag(own_api, path))
    assert refused.status_code == 422
    assert "ønsket det" in refused.json()["detail"]


def pages(api: TestClient, path: str, **params: Any) -> list[list[dict[str, Any]]]:
    """Every page of a list."""
    found: list[list[dict[str, Any]]] = []
    cursor: str | None = None
    while cursor is not None or not found:
        answer = api.get(path, params={**params, **({"cursor": cursor} if cursor else {})}).json()
        found.append(answer["items"])
        cursor = answer["next"]
    return found


def test_courses_page_by_citizen(api: TestClient) -> None:
    (whole,) = pages(api, "/api/v1/courses", limit=500)
    every = [course["course_id"] for course in whole]
    assert len(every) == len(set(every)) > 20
    for limit in (1, 3, 20):
        found = pages(api, "/api/v1/courses", limit=limit)
        assert [course for page in found for course in page] == whole
        assert {len({course["citizen_id"] for course in page}) for page in found[:-1]} == {limit}
        assert found[-1]
    assert api.get(f"/api/v1/courses/{every[0]}").json()["course_id"] == every[0]
    assert api.get("/api/v1/courses/abcd").status_code == 404


def test_a_follow_up_is_due_moved_and_held(own_api: TestClient) -> None:
    started(own_api)
    listed = own_api.get("/api/v1/follow-ups", params={"citizen": MARIA, "side": "borger"}).json()["items"]
    first = next(one for one in listed if one["week"] == 1 and one["due_on"] == "2026-11-30")
    path = f"/api/v1/follow-ups/{first['follow_up_id']}"
    moved = own_api.post(f"{path}/move", json={"day": "2026-12-01"}, headers=tag(own_api, path))
    assert moved.status_code == 200, moved.text
    assert own_api.get(path).json()["due_on"] == "2026-12-01"
    assert own_api.post(f"{path}/done", json={}).status_code == 428
    assert own_api.post(f"{path}/done", json={}, headers={"If-Match": '"0"'}).status_code == 412
    note = {"how": "telefon", "note": "Det går godt."}
    assert own_api.post(f"{path}/done", json=note, headers=tag(own_api, path)).status_code == 200
    assert (own_api.get(path).json()["done_on"], own_api.get(path).json()["note"]) == (TODAY, "Det går godt.")
    assert own_api.post(f"{path}/done", json=note, headers=tag(own_api, path)).status_code == 409


def test_follow_ups_page_by_citizen(api: TestClient) -> None:
    found = api.get("/api/v1/follow-ups", params={"consultant": "mette", "limit": 500}).json()
    assert found["next"] is None
    assert found["items"]
    days = [one["due_on"] for one in found["items"]]
    assert days == sorted(days)


@pytest.mark.parametrize("params", [{}, {"side": "virksomhed", "ahead_days": 0}, {"consultant": "mette"}])
def test_no_page_of_follow_ups_is_empty_while_there_is_more(api: TestClient, params: dict[str, Any]) -> None:
    (whole,) = pages(api, "/api/v1/follow-ups", limit=500, **params)
    found = pages(api, "/api/v1/follow-ups", limit=1, **params)
    assert all(found)
    assert len(found) == len({one["citizen_id"] for one in whole}) > 1
    assert sorted(one["follow_up_id"] for page in found for one in page) == sorted(one["follow_up_id"] for one in whole)


def test_only_those_who_are_on_the_page_were_seen(own_api: TestClient, own_sample: Application) -> None:
    before = own_sample.store.log.count()
    (page, *_) = pages(own_api, "/api/v1/courses", limit=2)
    first = own_sample.store.log.entries(limit=1_000)[::-1][before : before + 2]
    assert {one.citizen_id for one in first} == {course["citizen_id"] for course in page}
