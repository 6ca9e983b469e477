"""Every error is a problem document in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from jobmatch.api.app import create_api
from jobmatch.bootstrap import Application
from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role
from jobmatch.settings import Settings
from tests.clients import visitor


def is_problem(answer: Any, status: int) -> dict[str, Any]:
    """Check that an answer is a whole problem document of this status."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["message"]["da"]
    assert body["message"]["en"]
    assert body["message"]["da"] != body["message"]["en"]
    assert body["detail"] == body["message"]["da"]
    return body


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/citizens/B-999", 404),
        ("GET", "/api/v1/citizens/B-999/matches", 404),
        ("GET", "/api/v1/placements/P-999/candidates", 404),
        ("GET", "/api/v1/why?citizen=B-001&placement=P-999", 404),
        ("DELETE", "/api/v1/citizens/B-001", 405),
        ("POST", "/api/v1/rules", 405),
        ("GET", "/api/v1/why?citizen=B-001", 422),
        ("GET", "/api/v1/citizens?limit=0", 422),
        ("GET", "/api/v1/citizens?cursor=%21%21", 422),
        ("GET", "/api/v1/runs?cursor=Tm9wZQ", 422),
        ("GET", "/api/v1/citizens/B-001/matches?as_of=2026-02-30", 422),
        ("GET", "/api/v1/citizens/B-001/matches?as_of=9999-12-31", 422),
        ("GET", "/api/v1/gaps?as_of=0001-01-01", 422),
        ("GET", "/api/v1/citizens/B-001/matches?top=true", 422),
        ("POST", "/api/v1/what-if", 422),
    ],
)
def test_every_no_is_a_problem_document(api: TestClient, method: str, path: str, status: int) -> None:
    is_problem(api.request(method, path), status)


def test_a_method_that_is_not_there_says_which_are(api: TestClient) -> None:
    assert "GET" in api.delete("/api/v1/citizens/B-001").headers["allow"]


def test_what_is_not_json(api: TestClient) -> None:
    plain = api.post("/api/v1/what-if", content=b"citizen_id=B-001", headers={"content-type": "text/plain"})
    is_problem(plain, 415)
    broken = api.post("/api/v1/what-if", content=b"{", headers={"content-type": "application/json"})
    is_problem(broken, 422)
    deep = b"[" * 100_000
    is_problem(api.post("/api/v1/what-if", content=deep, headers={"content-type": "application/json"}), 400)


def test_a_body_that_is_too_long(sample: Application) -> None:
    settings = sample.settings.model_copy(update={"body_limit_bytes": 1_000})
    with visitor(create_api(Application(settings))) as client:
        is_problem(client.post("/api/v1/what-if", json={"citizen_id": "B" * 2_000}), 413)


def test_a_fault_of_ours_is_500_without_details(sample: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a secret detail")

    application = Application(sample.settings)
    monkeypatch.setattr(application, "rules", breaks)
    with visitor(create_api(application), raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/rules")
    is_problem(answer, 500)
    assert "secret" not in answer.text


def test_a_database_that_is_gone_is_503(tmp_path: Any) -> None:
    application = Application(Settings(database_url=f"sqlite:///{tmp_path / 'x.sqlite'}"), create=False)
    with visitor(create_api(application)) as client:
        is_problem(client.get("/ready"), 503)
        is_problem(client.get("/api/v1/citizens"), 503)
        assert client.get("/health").status_code == 200


def test_scoring_real_citizens_without_purpose_is_403(own_sample: Application) -> None:
    application = Application(own_sample.settings.model_copy(update={"operation": True}))
    with visitor(create_api(application)) as client:
        is_problem(client.get("/api/v1/citizens"), 401)  # real citizens: nobody comes in without a login
        application.access.accounts.add(User("mette", "Mette", frozenset({Role.LEAD}), None), "test")
        client.headers["Authorization"] = "Bearer " + application.access.accounts.make_token("mette", "", "test", None)
        for path in (
            "/api/v1/citizens/B-001/matches",
            "/api/v1/placements/P-201/candidates",
            "/api/v1/why?citizen=B-001&placement=P-201",
        ):
            is_problem(client.get(path), 403)
        is_problem(client.post("/api/v1/what-if", json={"citizen_id": "B-001"}), 403)
        assert client.get("/api/v1/rules").status_code == 200
