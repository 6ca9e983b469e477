"""The workplace of a placement and the contacts with it over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.domain.event import Event
from jobmatch.store.changes import Changes

PLACE = "/api/v1/placements/P-201"
CALL = {"kind": "opkald", "purpose": "oplysninger", "outcome": "talt"}


def test_a_contact_is_written_down_once_for_each_key(own_api: TestClient) -> None:
    before = own_api.get(f"{PLACE}/contacts").json()["items"]
    body = {**CALL, "note": "De vil ringes op om morgenen."}
    for _ in range(2):
        answer = own_api.post(f"{PLACE}/contacts", json=body, headers={"Idempotency-Key": "k-1"})
        assert answer.status_code == 200, answer.text
        assert answer.json() == {"placement_id": "P-201"}
    first, *others = own_api.get(f"{PLACE}/contacts").json()["items"]
    assert others == before
    assert (first["kind"], first["note"], first["reason"]) == ("opkald", body["note"], None)
    again = own_api.post(f"{PLACE}/contacts", json=CALL, headers={"Idempotency-Key": "k-1"})
    assert again.status_code == 409, "the key was used for something else"


def test_contacts_page_by_cursor(own_api: TestClient) -> None:
    for kind in ("mail", "opkald", "besoeg"):
        assert own_api.post(f"{PLACE}/contacts", json={**CALL, "kind": kind}).status_code == 200
    whole = own_api.get(f"{PLACE}/contacts", params={"limit": 500}).json()["items"]
    paged: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = own_api.get(f"{PLACE}/contacts", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        paged += page["items"]
        if (cursor := page["next"]) is None:
            break
    assert paged == whole
    assert [one["kind"] for one in whole[:3]] == ["besoeg", "opkald", "mail"]


def test_days_are_agreed_over_the_version_that_was_seen(own_api: TestClient, own_sample: Application) -> None:
    address, day = f"{PLACE}/workplace", (own_sample.today() + timedelta(days=9)).isoformat()
    seen = own_api.get(address)
    etag = seen.headers["etag"]
    assert own_api.patch(address, json={"next_visit": day}).status_code == 428
    answer = own_api.patch(address, json={"next_visit": day}, headers={"If-Match": etag})
    assert answer.status_code == 200, answer.text
    now = own_api.get(address)
    assert now.json()["facts"] == {**seen.json()["facts"], "next_visit": day}
    assert own_api.patch(address, json={"pause_until": day}, headers={"If-Match": etag}).status_code == 412
    assert own_api.patch(address, json={"pause_until": day}, headers={"If-Match": "*"}).status_code == 200
    ended = {"If-Match": own_api.get(address).headers["etag"], "Idempotency-Key": "k-2"}
    for _ in range(2):
        assert own_api.patch(address, json={"pause_until": None}, headers=ended).status_code == 200
    assert own_api.get(address).json()["facts"]["pause_until"] is None
    assert own_api.get(address).json()["facts"]["next_visit"] == day


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**CALL, "day": "2031-01-01"}, "day"),
        ({"kind": "opkald", "purpose": "plads", "outcome": "nej"}, "reason"),
        ({**CALL, "reason": "timer"}, "reason"),
        ({**CALL, "kind": "brevdue"}, "kind"),
        ({**CALL, "note": "Om 010180-1234"}, "note"),
        ({**CALL, "citizen_id": "B-001", "outcome": "ja"}, "citizen_id"),
    ],
)
def test_what_cannot_be_written_down_is_named(own_api: TestClient, body: dict[str, str], field: str) -> None:
    before = own_api.get(f"{PLACE}/contacts").json()
    answer = own_api.post(f"{PLACE}/contacts", json=body)
    assert answer.status_code in (400, 422), answer.text
    assert field in answer.text
    assert "010180" not in answer.text
    assert own_api.get(f"{PLACE}/contacts").json() == before


def test_a_no_to_somebody_who_waits_stands_on_her_course(own_api: TestClient, own_sample: Application) -> None:
    day = own_sample.today() - timedelta(days=2)
    chosen = Event(citizen_id="B-001", placement_id="P-201", date=day, event="valgt", decided_by="mette")
    own_sample.store.save(Changes(events=[chosen]), "mette")
    waiting = own_api.get(f"{PLACE}/workplace").json()["waiting"]
    assert {"citizen_id": "B-001", "placement_id": "P-201", "since": day.isoformat()} in waiting
    refusal = {"kind": "opkald", "purpose": "plads", "outcome": "nej", "reason": "besat", "citizen_id": "B-001"}
    for _ in range(2):
        answer = own_api.post(f"{PLACE}/contacts", json=refusal, headers={"Idempotency-Key": "k-3"})
        assert answer.status_code == 200, answer.text
    last = own_sample.store.events(citizen_id="B-001", placement_id="P-201")[-1]
    assert (last.event, last.reason) == ("afvist_virksomhed", "besat")
    assert "B-001" not in str(own_api.get(f"{PLACE}/contacts").json()), "a contact names no citizen"


def test_a_workplace_that_is_not_there(api: TestClient) -> None:
    assert api.get("/api/v1/placements/P-999/workplace").status_code == 404
    assert api.get("/api/v1/placements/P-999/contacts").status_code == 404
