"""The page of nightly runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from jobmatch.bootstrap import Application
from jobmatch.web.app import create_pages
from tests.clients import visitor


def test_the_page_of_runs_tells_when_how_many_and_from_what(own_sample: Application) -> None:
    page = visitor(create_pages(own_sample)).get("/koersler")
    assert page.status_code == 200
    assert "R-000001" in page.text
    assert "expert-1" in page.text
    assert "B-0" not in page.text.partition("<main")[2]


def test_the_page_of_runs_tells_of_one_under_way(own_sample: Application) -> None:
    now = datetime.now(UTC).isoformat()
    own_sample.night_folder.mkdir()
    said = json.dumps({"started_at": now, "heard_at": now, "percent": 42})
    (own_sample.night_folder / "progress").write_text(said, "utf-8")
    page = visitor(create_pages(own_sample)).get("/koersler")
    assert "42" in page.text
    assert "En kørsel er i gang" in page.text
