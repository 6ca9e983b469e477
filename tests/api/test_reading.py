"""Reading over HTTP: the same answers as the services give, page by page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from jobmatch.api.records import to_json
from jobmatch.bootstrap import Application


def test_citizens_come_page_by_page_and_every_one_once(api: TestClient, sample: Application) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        answer = api.get("/api/v1/citizens", params={"limit": 7, **({"cursor": cursor} if cursor else {})}).json()
        seen += [item["citizen_id"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert seen == [citizen.citizen_id for citizen in sample.store.citizens()]


def test_citizens_of_one_team(api: TestClient) -> None:
    items = api.get("/api/v1/citizens", params={"team": "unge", "limit": 500}).json()["items"]
    assert items
    assert {item["team"] for item in items} == {"unge"}


def test_placements_come_page_by_page(api: TestClient, sample: Application) -> None:
    first = api.get("/api/v1/placements", params={"limit": 50}).json()
    second = api.get("/api/v1/placements", params={"limit": 50, "cursor": first["next"]}).json()
    assert second["next"] is None
    assert len(first["items"] + second["items"]) == sample.store.count("placements")


def test_one_record_with_its_etag(api: TestClient, sample: Application) -> None:
    answer = api.get("/api/v1/citizens/B-001")
    stored = sample.store.stored_citizen("B-001")
    assert stored is not None
    assert answer.json() == to_json(stored.record)
    assert answer.headers["etag"] == f'"{stored.version}"'
    assert answer.headers["cache-control"] == "no-store"


def test_matches_candidates_and_why_are_the_services_own(api: TestClient, sample: Application) -> None:
    matches = api.get("/api/v1/citizens/B-001/matches", params={"top": 3}).json()
    assert matches == sample.suggest.match("B-001", top=3)
    place = matches["matches"][0]["placement_id"]
    assert api.get(f"/api/v1/placements/{place}/candidates").json() == sample.suggest.candidates(place)
    asked = {"citizen": "B-001", "placement": place}
    assert api.get("/api/v1/why", params=asked).json() == sample.suggest.why("B-001", place)


def test_candidates_hide_undisclosed_needs_unless_a_consultant_asks(api: TestClient, sample: Application) -> None:
    hidden = {
        (citizen.citizen_id, need.code)
        for citizen in sample.store.citizens()
        for need in citizen.needs or ()
        if need.code not in (citizen.may_disclose or ())
    }
    rows = api.get("/api/v1/placements/P-201/candidates", params={"top": 1000}).json()["matches"]
    assert rows
    assert not {(row["citizen_id"], check["code"]) for row in rows for check in row["checks"]} & hidden
    seen = api.get("/api/v1/placements/P-201/candidates", params={"top": 1000, "viewer": "consultant"}).json()
    assert seen["viewer"] == "consultant"


def test_what_if_changes_the_answer_and_nothing_else(api: TestClient, sample: Application) -> None:
    before = sample.store.revision()
    asked = {"citizen_id": "B-001", "citizen": {"hours_now": 1}}
    changed = api.post("/api/v1/what-if", json=asked).json()
    assert changed["feasible_count"] < sample.suggest.match("B-001")["feasible_count"]
    unchanged = api.post("/api/v1/what-if", json={"citizen_id": "B-001", "citizen": {}}).json()
    # What the plan proposes belongs to a published run, and what-if is none.
    matches = [{**row, "planned": None} for row in sample.suggest.match("B-001")["matches"]]
    assert [{**row, "planned": None} for row in unchanged["matches"]] == matches
    assert sample.store.revision() == before


def test_what_if_a_placement_asked_for_fewer_hours(api: TestClient, sample: Application) -> None:
    unlock = next(one for one in sample.suggest.match("B-001")["unlocks"] if one["placement_id"] == "P-201")
    assert unlock
    asked = {"citizen_id": "B-001", "placement_id": "P-201", "placement": {"min_hours": 4}}
    assert api.post("/api/v1/what-if", json=asked).json()["excluded_count"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"citizen": {"hours_now": 4}},
        {"citizen_id": "B-001", "placement": {"min_hours": 4}},
        {"citizen_id": "B-001", "placement_id": "P-201", "citizen": {"hours_now": 4}},
        {"citizen_id": "B-001", "citizen": {"hours_now": "4"}},
        {"citizen_id": "B-001", "citizen": {"under_18": 1}},
        {"citizen_id": "B-001", "citizen": {"age": 40}},
        {"citizen_id": "B-001", "citizen": {"needs": [{"code": "fantasi", "strength": "krav"}]}},
        {"citizen_id": "B-001", "citizen": {"postcode": "0001"}},
    ],
)
def test_what_if_refuses_what_cannot_be_used(api: TestClient, body: dict[str, object]) -> None:
    answer = api.post("/api/v1/what-if", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_runs_and_their_changes(api: TestClient) -> None:
    runs = api.get("/api/v1/runs").json()
    assert [run["run_id"] for run in runs["items"]] == ["R-000001"]
    assert runs["next"] is None
    changes = api.get("/api/v1/runs/R-000001/changes").json()
    assert changes["since"] is None
    assert api.get("/api/v1/runs/R-9/changes").status_code == 404
    of_nobody = api.get("/api/v1/runs/R-000001/changes", params={"consultant": "ingen-hedder-saadan"}).json()
    assert (of_nobody["citizens"], of_nobody["unchanged"]) == ([], changes["unchanged"])
    assert api.get("/api/v1/runs/R-000001/workplaces").json()["workplaces"] == []
    assert api.get("/api/v1/runs/R-9/workplaces").status_code == 404


def test_rules_have_a_source_and_no_empty_place(api: TestClient) -> None:
    table = api.get("/api/v1/rules", params={"as_of": "2026-11-21"}).json()
    assert table["version"] == "2026-07-01"
    for rule in table["rules"]:
        assert rule["source"]
        assert "{" not in rule["text"]["da"] + rule["text"]["en"]


def test_health_readiness_and_metrics(api: TestClient) -> None:
    assert api.get("/health").json()["status"] == "ok"
    assert api.get("/ready").json()["details"]["run_id"] == "R-000001"
    api.get("/api/v1/citizens/B-001")
    text = api.get("/metrics").text
    assert 'route="/api/v1/citizens/{citizen_id}"' in text
    assert "B-001" not in text
    assert 'jobmatch_run_count{what="citizens"} 45.0' in text
    assert "jobmatch_run_published_timestamp_seconds" in text


def test_the_documentation_needs_nothing_from_outside(api: TestClient) -> None:
    answer = api.get("/docs")
    assert answer.status_code == 200
    assert "http://" not in answer.text.replace("http://localhost", "")
    assert "https://" not in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert api.get("/docs/style.css").status_code == 200
    for path in api.get("/openapi.json").json()["paths"]:
        assert path in answer.text
