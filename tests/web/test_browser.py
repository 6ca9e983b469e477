"""The pages in a real browser: reached by keyboard, readable on a phone, without a fault for assistive technology."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "citizens": "/borgere",
    "one consultant's citizens": "/borgere?konsulent=mette",
    "a consultant without citizens": "/borgere?konsulent=ingen",
    "a citizen": "/borgere/B-001",
    "the municipality's own words": "/ord",
    "a citizen on pause": "/borgere/B-005",
    "a citizen with one option": "/borgere/B-008",
    "a citizen whose hours are unknown": "/borgere/B-013",
    "everything that does not fit": "/borgere/B-001?vis=alle",
    "placements": "/pladser",
    "a search without result": "/pladser?q=rumskib",
    "a placement": "/pladser/P-201",
    "a placement nobody has described": "/pladser/P-255",
    "rules": "/regler",
    "a page that is not there": "/borgere/B-999",
    "a refusal": "/borgere/010190-1234",
    "the documentation of the API": "/docs",
}
LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_barrier_is_found(page: Page, address: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=LEVELS).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(page: Page, address: str, name: str) -> None:
    page.goto(address + PAGES[name])
    for width in (320, 768, 1024, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_from_the_list_to_the_reasons_by_mouse(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Konsulent").select_option("mette")
    page.get_by_role("button", name="Vis").click()
    page.get_by_role("link", name="Birgit").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Birgit")
    assert page.get_by_role("heading", name="Forslag").is_visible()
    first = page.locator(".match").first
    assert first.get_by_role("heading", name="Det taler for").is_visible()
    first.locator("summary", has_text="Regler at kende").click()
    assert "LAB" in first.inner_text() or "BEK" in first.inner_text()
    first.get_by_role("link").first.click()
    assert page.get_by_role("heading", name="Hvem kan det passe til?").is_visible()


def test_the_same_way_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere?konsulent=mette")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til indholdet"
    page.keyboard.press("Enter")
    _tab_to(page, "Birgit")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/borgere/B-001"))
    _tab_to(page, "Regler at kende")
    page.keyboard.press("Enter")
    assert page.locator("details.rules[open]").count() == 1
    _tab_to(page, "Passer ikke i dag")
    page.keyboard.press("Enter")
    assert page.locator("details.excluded[open] li").first.is_visible()


def _tab_to(page: Page, text: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(text):
            return
    raise AssertionError(f"{text} is not reached by the keyboard")


def test_the_language_follows_from_page_to_page(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-001")
    page.get_by_role("link", name="In English").click()
    assert page.get_by_role("heading", name="Suggestions").is_visible()
    page.get_by_role("link", name="Placements").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="På dansk").click()
    assert page.get_by_role("heading", name="Pladser").is_visible()


def test_every_way_works_without_script(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-001")
    assert page.evaluate("document.scripts.length") == 0
    page.locator("summary", has_text="Passer ikke i dag").click()
    page.get_by_role("link", name=re.compile("Vis også de sidste")).click()
    assert page.locator("details.excluded > ul > li").count() > 12


def test_it_prints_without_the_frame(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-001")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="In English").is_visible()
    assert page.get_by_role("heading", name="Forslag").is_visible()
