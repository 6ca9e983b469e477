"""Forms that change something: one click without script, and only from our own pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.web.app import create_pages
from tests.clients import visitor

SEWING = "task.sy_toej"
HOME_PAGE = "/borgere/B-001"
PAGE = f"{HOME_PAGE}/laest"
HOME = {"origin": "http://127.0.0.1"}


@pytest.fixture
def own_pages(own_sample: Application) -> Iterator[TestClient]:
    """The pages over a copy of the invented municipality that the test may change."""
    with visitor(create_pages(own_sample), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def verdicts(application: Application) -> list[str | None]:
    return [one.verdict for one in application.store.words.confirmations()]


def test_one_click_confirms_another_undoes(own_pages: TestClient, own_sample: Application) -> None:
    assert "Læst i fortællingen" in own_pages.get(HOME_PAGE).text
    sent = own_pages.post(PAGE, data={"concept": SEWING, "verdict": "bekraeftet", "level": "2"}, headers=HOME)
    assert (sent.status_code, sent.headers["location"]) == (303, "/borgere/B-001#read")
    (kept,) = own_sample.store.words.confirmations()
    assert (kept.verdict, kept.level) == ("bekraeftet", 2)
    assert "Bekræftet" in own_pages.get(HOME_PAGE).text
    own_pages.post(PAGE, data={"concept": SEWING, "verdict": ""}, headers={"sec-fetch-site": "same-origin"})
    assert verdicts(own_sample) == [None]


def test_a_click_strikes_and_the_page_keeps_it_apart(own_pages: TestClient) -> None:
    own_pages.post(PAGE, data={"concept": SEWING, "verdict": "stroeget", "level": "3"}, headers=HOME)
    assert "Strøget (1)" in own_pages.get(HOME_PAGE).text


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "https://et-andet-sted.dk"}, {"origin": "null"}, {"sec-fetch-site": "cross-site", **HOME},
     {"sec-fetch-site": "same-site", **HOME}],
)  # fmt: skip
@pytest.mark.parametrize("path", [PAGE, "/ord"])
def test_a_form_from_elsewhere_changes_nothing(
    own_pages: TestClient, own_sample: Application, headers: dict[str, str], path: str
) -> None:
    data = {"concept": SEWING, "verdict": "stroeget", "word": "gøgeurtæmning", "code": "skill.opvask"}
    answer = own_pages.post(path, data=data, headers=headers)
    assert answer.status_code == 403
    assert "kom ikke herfra" in answer.text
    assert verdicts(own_sample) == []
    assert own_sample.store.words.taught() == []


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"concept": "skill.findesikke", "verdict": "stroeget"}, 404),
        ({"concept": SEWING, "verdict": "ja"}, 422),
        ({"concept": "010190-1234", "verdict": "stroeget"}, 422),
        ({}, 404),
        ({"concept": "x" * 50_000}, 413),
    ],
)
def test_a_form_that_cannot_be_used_is_said_plainly(own_pages: TestClient, data: dict[str, str], status: int) -> None:
    answer = own_pages.post(PAGE, data=data, headers={**HOME, "content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == status
    assert "1234" not in answer.text
    assert "<h1>" in answer.text


def test_only_a_plain_form_is_read(own_pages: TestClient) -> None:
    assert own_pages.post(PAGE, json={"concept": SEWING}, headers=HOME).status_code == 415
    odd = own_pages.post(PAGE, content=b"a&b", headers={**HOME, "content-type": "application/x-www-form-urlencoded"})
    assert odd.status_code == 422


def test_a_word_is_taught_and_forgotten_from_the_page(own_pages: TestClient, own_sample: Application) -> None:
    first = own_sample.teaching.unknown()[0].word
    assert first in own_pages.get("/ord").text
    sent = own_pages.post("/ord", data={"word": first, "code": "opvask"}, headers=HOME)
    assert (sent.status_code, sent.headers["location"]) == (303, "/ord")
    assert own_sample.store.words.local_words() == {first: "skill.opvask"}
    assert f"Glem ordet {first}" in own_pages.get("/ord").text
    own_pages.post("/ord", data={"word": first, "forget": "1"}, headers=HOME)
    assert own_sample.store.words.local_words() == {}
