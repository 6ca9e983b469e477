"""Models over HTTP: which there are, and what a learned one was made from."""

from __future__ import annotations

import json

from jobmatch.api.app import create_api
from jobmatch.api.models import Models, OneModel
from jobmatch.bootstrap import Application
from tests.clients import visitor


def test_every_model_is_listed_with_its_card_and_evidence(taught: Application) -> None:
    with visitor(create_api(taught)) as client:
        body = client.get("/api/v1/models").json()
    Models.model_validate(body)
    rows = {row["name"]: row for row in body["models"]}
    assert rows["expert-1"]["in_force"]
    assert rows["expert-1"]["evidence"] is None
    learned = rows["learned-1"]
    assert (learned["origin"], learned["in_force"], learned["evidence"]["simulated"]) == ("learned", False, True)
    assert "# Modelkort: learned-1" in learned["card"]


def test_one_model_comes_with_its_table_and_its_test(taught: Application) -> None:
    with visitor(create_api(taught)) as client:
        body = client.get("/api/v1/models/learned-1").json()
        shipped = client.get("/api/v1/models/expert-1").json()
        missing = client.get("/api/v1/models/learned-9")
    OneModel.model_validate(body)
    assert sum(entry["knots"][-1][1] for entry in body["document"]["factors"].values()) == 10_000
    assert set(body["details"]["evaluation"]["groups"]) == {"team", "target_group", "needs"}
    assert shipped["details"] is None
    assert shipped["document"]["name"] == "expert-1"
    assert missing.status_code == 404
    ids = {one.citizen_id for one in taught.store.citizens()}
    assert not any(one in json.dumps(body, ensure_ascii=False) for one in ids)
