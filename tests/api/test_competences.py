"""Confirming and teaching over HTTP: once for each key, plain when it cannot be, and never a CPR number."""

from __future__ import annotations

from starlette.testclient import TestClient

from jobmatch.bootstrap import Application

PATH = "/api/v1/citizens/B-001/competences"
SEWING = "task.sy_toej"


def states(api: TestClient) -> dict[str, str]:
    return {row["code"]: row["state"] for row in api.get(PATH).json()["competences"]}


def test_what_was_found_is_a_suggestion_until_it_is_decided(own_api: TestClient) -> None:
    assert states(own_api)[SEWING] == "foreslaaet"
    answer = own_api.post(PATH, json={"code": SEWING, "verdict": "bekraeftet", "level": 2})
    assert answer.status_code == 200
    assert answer.json() == {"citizen_id": "B-001", "code": SEWING, "verdict": "bekraeftet", "level": 2}
    assert states(own_api)[SEWING] == "bekraeftet"
    own_api.post(PATH, json={"code": SEWING, "verdict": "stroeget"})
    assert states(own_api)[SEWING] == "stroeget"
    own_api.post(PATH, json={"code": SEWING, "verdict": None})
    assert states(own_api)[SEWING] == "foreslaaet"


def test_the_same_decision_sent_again_is_answered_alike_and_made_once(
    own_api: TestClient, own_sample: Application
) -> None:
    headers = {"idempotency-key": "et-tryk"}
    body = {"code": SEWING, "verdict": "stroeget"}
    first = own_api.post(PATH, json=body, headers=headers)
    own_api.post(PATH, json={"code": SEWING, "verdict": None})
    revision = own_sample.store.revision()
    assert own_api.post(PATH, json=body, headers=headers).json() == first.json()
    assert own_sample.store.revision() == revision
    assert own_api.post(PATH, json={"code": SEWING, "verdict": None}, headers=headers).status_code == 409


def test_what_cannot_be_decided_is_a_problem(own_api: TestClient) -> None:
    for body, status in (
        ({"code": "skill.findesikke", "verdict": "stroeget"}, 404),
        ({"code": SEWING, "verdict": "ja"}, 422),
        ({"code": SEWING, "verdict": "stroeget", "level": 2}, 422),
        ({"code": SEWING}, 422),
        ({"code": "010190-1234", "verdict": "stroeget"}, 422),
    ):
        answer = own_api.post(PATH, json=body)
        assert answer.status_code == status, body
        assert "1234" not in answer.text
    assert own_api.get("/api/v1/citizens/B-999/competences").status_code == 404


def test_a_word_is_taught_seen_and_forgotten(own_api: TestClient) -> None:
    before = own_api.get("/api/v1/vocabulary").json()
    unknown = own_api.get("/api/v1/vocabulary/unknown").json()
    word = unknown["words"][0]["word"]
    headers = {"idempotency-key": "laer"}
    lesson = own_api.post("/api/v1/vocabulary/words", json={"word": word, "code": "skill.opvask"}, headers=headers)
    assert lesson.json()["code"] == "skill.opvask"
    again = own_api.post("/api/v1/vocabulary/words", json={"word": word, "code": "skill.opvask"}, headers=headers)
    assert again.json() == lesson.json()
    assert own_api.get("/api/v1/vocabulary/unknown").json()["count"] == unknown["count"] - 1
    assert [one["word"] for one in own_api.get("/api/v1/vocabulary/words").json()["words"]] == [word]
    after = own_api.get("/api/v1/vocabulary").json()
    assert (after["concepts"], after["imported"]) == (before["concepts"], None)
    assert after["version"] != before["version"]
    assert own_api.delete("/api/v1/vocabulary/words", params={"word": word}).status_code == 200
    assert own_api.get("/api/v1/vocabulary").json() == before
    assert own_api.delete("/api/v1/vocabulary/words", params={"word": word}).status_code == 404


def test_no_cpr_number_is_taught(own_api: TestClient) -> None:
    answer = own_api.post("/api/v1/vocabulary/words", json={"word": "ord 010190-1234", "code": "skill.opvask"})
    assert answer.status_code == 422
    assert "1234" not in answer.text
