"""The question sheet of a placement over HTTP."""

from __future__ import annotations

from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.domain.small_groups import FEWEST_TOLD


def test_the_sheet_is_that_of_the_service(api: TestClient, sample: Application) -> None:
    told = api.get("/api/v1/placements/P-201/questions").json()
    placement = sample.store.placement("P-201")
    assert placement is not None
    sheet = sample.workplaces.sheet(placement)
    assert told["fits"] == sheet.asked.told
    assert [(one["code"], one["count"]) for one in told["questions"]] == [
        (one.need.code, one.told) for one in sheet.asked.questions
    ]
    assert [(one["before"], one["after"]) for one in told["openers"]] == [one.fits for one in sheet.openers]
    assert told["ratio"] == {
        "rule_id": "E1", "source": "BEK 2636/2021 § 65", "staff": 12, "supported": 1, "allowed": 2, "room": 1,
        "stated_on": "2026-11-04", "old": False, "conflict": False,
    }  # fmt: skip
    assert "B-0" not in str(told)


def test_no_sheet_tells_of_fewer_than_three(api: TestClient, sample: Application) -> None:
    hidden = 0
    for placement in sample.store.placements():
        told = api.get(f"/api/v1/placements/{placement.placement_id}/questions").json()
        fits, counts = told["fits"], [one["count"] for one in (*told["questions"], *told["openers"])]
        hidden += counts.count(None)
        assert fits is None or fits == 0 or fits >= FEWEST_TOLD
        assert all(count is None or count >= FEWEST_TOLD for count in counts)
        assert all(one["count"] is None or fits - one["count"] >= FEWEST_TOLD for one in told["questions"])
        assert all(one["after"] is None or one["after"] - one["before"] >= FEWEST_TOLD for one in told["openers"])
    assert hidden > 0


def test_a_placement_that_is_not_there(api: TestClient) -> None:
    assert api.get("/api/v1/placements/P-999/questions").status_code == 404
