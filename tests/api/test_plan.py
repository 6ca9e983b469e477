"""The plan and the gaps over HTTP."""

from __future__ import annotations

from starlette.testclient import TestClient

from jobmatch.bootstrap import Application


def test_the_plan_comes_page_by_page(api: TestClient, sample: Application) -> None:
    first = api.get("/api/v1/plan", params={"limit": 20}).json()
    second = api.get("/api/v1/plan", params={"limit": 20, "cursor": first["next"]}).json()
    assert first["items"] + second["items"] == sample.planning.plan()
    assert second["next"] is None


def test_the_plan_of_a_run_that_never_was_is_not_found(api: TestClient) -> None:
    answer = api.get("/api/v1/plan", params={"run_id": "R-999999"})
    assert answer.status_code == 404
    assert "R-999999" in answer.text


def test_gaps_before_the_latest_changes_are_told_with_their_time(api: TestClient, sample: Application) -> None:
    assert api.get("/api/v1/gaps", params={"wait": "false"}).json() == sample.gaps.gaps(wait=False)
    assert api.get("/api/v1/gaps").json()["worked_out_at"] is None


def test_gaps_are_those_of_the_service(api: TestClient, sample: Application) -> None:
    assert api.get("/api/v1/gaps", params={"top": 3}).json() == sample.gaps.gaps(top=3)


def test_a_liaison_is_what_a_caller_is_unless_another_is_said(api: TestClient) -> None:
    assert "B-0" not in api.get("/api/v1/gaps").text
    assert "B-0" in api.get("/api/v1/gaps", params={"viewer": "consultant"}).text
