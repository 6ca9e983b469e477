"""The CPR guard stands on every text that comes in over HTTP, and never repeats what it stopped."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Kind, columns_of
from jobmatch.domain.placement import Placement

NUMBER = "010190-1234"
TEXTS = [
    (noun, column.name)
    for noun, record in (("citizens", Citizen), ("placements", Placement))
    for column in columns_of(record)
    if column.kind in (Kind.TEXT, Kind.CODE, Kind.TERMS, Kind.CODES)
]


def stopped(answer: object, *, holding: str = "010190") -> None:
    """The answer is a refusal that does not repeat the number."""
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "CPR" in answer.json()["message"]["da"]  # type: ignore[attr-defined]
    assert holding not in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(("noun", "name"), TEXTS)
def test_no_text_field_lets_a_number_in(api: TestClient, noun: str, name: str) -> None:
    one = "B-001" if noun == "citizens" else "P-201"
    for value in (f"Ib {NUMBER}", [f"Ib {NUMBER}"]):
        stopped(api.patch(f"/api/v1/{noun}/{one}", json={name: value}, headers={"if-match": "*"}))


def test_nor_does_an_address_a_query_a_key_or_a_field_name(api: TestClient) -> None:
    stopped(api.get(f"/api/v1/citizens/{NUMBER}"))
    stopped(api.get("/api/v1/why", params={"citizen": NUMBER, "placement": "P-201"}))
    stopped(api.get("/api/v1/citizens", params={"team": "010190 1234"}))
    stopped(api.post("/api/v1/what-if", json={NUMBER: 1}))
    stopped(
        api.post("/api/v1/what-if", json={"citizen_id": "B-001", "citizen": {"experience": "０１０１９０－１２３４"}})
    )
    stopped(api.post("/api/v1/what-if", json={"citizen_id": 101901234}), holding="10190")
    stopped(api.patch("/api/v1/citizens/B-001", json={}, headers={"if-match": "*", "idempotency-key": NUMBER}))
    content = f"ikke json {NUMBER}".encode()
    stopped(api.post("/api/v1/what-if", content=content, headers={"content-type": "application/json"}))


def test_a_p_number_may_look_like_one(own_api: TestClient) -> None:
    answer = own_api.patch("/api/v1/placements/P-201", json={"p_number": "0101901234"}, headers={"if-match": "*"})
    assert answer.status_code == 200
    stopped(own_api.patch("/api/v1/placements/P-201", json={"p_number": NUMBER}, headers={"if-match": "*"}))


@settings(max_examples=50)
@given(
    st.recursive(
        st.just(NUMBER),
        lambda inner: (
            st.lists(st.one_of(inner, st.integers(0, 9)), min_size=1).filter(lambda x: NUMBER in json.dumps(x))
            | st.dictionaries(st.text("abc", min_size=1), inner, min_size=1)
        ),
        max_leaves=10,
    )
)
def test_however_deep_it_lies(api: TestClient, hidden: object) -> None:
    stopped(api.post("/api/v1/what-if", json={"citizen_id": "B-001", "citizen": hidden}))
