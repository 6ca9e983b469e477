"""The pages in a real browser: reached by keyboard, readable on a phone, without a fault for assistive technology."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "night": "/nyt-fra-natten",
    "citizens": "/borgere?konsulent=alle",
    "one consultant's citizens": "/borgere?konsulent=mette",
    "a consultant without citizens": "/borgere?konsulent=ingen",
    "a citizen": "/borgere/B-001",
    "a citizen in a course": "/borgere/B-003",
    "a citizen on pause": "/borgere/B-005",
    "a citizen whose hours are unknown": "/borgere/B-013",
    "suggestions": "/borgere/B-001/forslag",
    "suggestions, some decided": "/borgere/B-004/forslag",
    "one suggestion": "/borgere/B-008/forslag",
    "no suggestions on pause": "/borgere/B-005/forslag",
    "everything that does not fit": "/borgere/B-001/forslag?vis=alle",
    "two side by side": "/borgere/B-001/sammenlign",
    "nothing to compare": "/borgere/B-008/sammenlign",
    "what if": "/borgere/B-001/proev",
    "the hours' form": "/borgere/B-001/ret/timer",
    "the needs' form": "/borgere/B-001/ret/behov",
    "the competences' form": "/borgere/B-001/ret/kan",
    "the wishes' form": "/borgere/B-001/ret/vil",
    "the travel form": "/borgere/B-001/ret/rejse",
    "what was chosen": "/borgere/B-004/valg/1",
    "a board": "/borgere/B-003/tavle",
    "an empty board": "/borgere/B-001/tavle",
    "a board with a flex job": "/borgere/B-002/tavle",
    "a course": "/borgere/B-003/forloeb",
    "no course": "/borgere/B-001/forloeb",
    "a start": "/borgere/B-004/forloeb/start?plads=P-201",
    "something was saved": "/borgere/B-001?klaret=saved",
    "the municipality's own words": "/ord",
    "rules": "/regler",
    "the nights": "/koersler",
    "a citizen's own login": "/mit-login",
    "the first use of it": "/mit-login/foerste-gang",
    "a page that is not there": "/borgere/B-999",
    "a refusal": "/borgere/010190-1234",
}
LEVELS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    "resultTypes": ["violations"],
}
WIDTHS = (320, 390, 768, 1024, 1280, 1920)
ON_A_PHONE = {"one consultant's citizens", "a citizen in a course", "one suggestion", "two side by side", "what if",
              "the needs' form", "a board", "a course"}  # fmt: skip
"""Pages whose parts stand differently on a phone: held against the guidelines there too."""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_fits_every_screen_and_nobody_is_shut_out(page: Page, address: str, name: str) -> None:
    page.goto(address + PAGES[name])
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        if width == 1280 or (width == 390 and name in ON_A_PHONE):
            assert barriers(page) == [], width


def test_the_documentation_of_the_api_shuts_nobody_out(page: Page, address: str) -> None:
    page.goto(f"{address}/docs")
    assert barriers(page) == []


def barriers(page: Page) -> list[tuple[str, list[object]]]:
    """What shuts somebody out of the page as it stands, after WCAG 2.1 A and AA."""
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def test_the_language_follows_from_page_to_page(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-001/forslag")
    page.get_by_role("link", name="In English").click()
    expect(page.get_by_text("What speaks for it").first).to_be_visible()
    page.get_by_role("link", name="Placements", exact=True).click()
    expect(page.get_by_role("heading", name="Placements", level=1)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="På dansk").click()
    expect(page.get_by_role("heading", name="Pladser", level=1)).to_be_visible()


def test_it_prints_without_the_frame(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-001/forslag")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="In English").is_visible()
    assert page.get_by_role("heading", name="Birgit").is_visible()


def test_the_board_fills_one_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-003/tavle")
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 1
