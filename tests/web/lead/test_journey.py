"""The lead's week in a real browser: figures, paper, and a change that needs a second person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from jobmatch.services.access.caller import PERSONA_COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STATES = {
    "the team": "/leder",
    "a year": "/leder?uger=52",
    "the council's table": "/leder/tal",
    "weights": "/leder/vaegte",
    "a rule": "/leder/regler/E1/1",
    "models": "/leder/modeller",
    "a learned model": "/leder/modeller/learned-1",
    "changes": "/leder/aendringer",
    "a proposal that is not there": "/leder/aendringer/999",
}
LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


@pytest.fixture
def lead(page: Page, address: str) -> Iterator[Page]:
    """A lead who tries the invented municipality."""
    page.context.add_cookies([{"name": PERSONA_COOKIE, "value": "lead", "url": address}])
    yield page
    page.context.clear_cookies()


def barriers(page: Page) -> list[tuple[str, list[object]]]:
    """What axe finds, with everything opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("state", STATES)
def test_no_barrier_and_no_sideways_scrolling(lead: Page, address: str, state: str) -> None:
    lead.goto(address + STATES[state])
    assert barriers(lead) == []
    for width in (320, 768, 1920):
        lead.set_viewport_size({"width": width, "height": 900})
        assert lead.evaluate("document.documentElement.scrollWidth") <= width, width
    lead.set_viewport_size({"width": 1280, "height": 900})


def test_a_week_from_the_figures_to_a_change_that_another_looks_at(lead: Page, address: str) -> None:
    lead.goto(f"{address}/")
    expect(lead.get_by_role("heading", level=1)).to_have_text("Teamet")
    lead.get_by_label("Vis de sidste").select_option("52 uger")
    lead.get_by_role("button", name="Vis", exact=True).click()
    expect(lead.get_by_role("row", name="Borgere, der begyndte et forløb")).to_be_visible()
    lead.get_by_role("link", name="Tal til byrådet").click()
    with lead.expect_download() as got:
        lead.get_by_role("link", name="Hent som regneark").click()
    assert got.value.suggested_filename.endswith(".csv")
    lead.goto(f"{address}/leder/vaegte")
    lead.get_by_label("Transport").fill("1800")
    lead.get_by_label("Hvorfor skal det ændres?").fill("Bussen er skåret ned.")
    lead.get_by_role("button", name="Foreslå ændringen").click()
    expect(lead.get_by_text("Vægtene skal give 10.000 point tilsammen. Nu giver de 11.000.")).to_be_visible()
    assert barriers(lead) == []
    lead.get_by_label("Ønsker").fill("500")
    lead.get_by_role("button", name="Foreslå ændringen").click()
    expect(lead.get_by_role("status")).to_have_text("Forslaget er gemt. Nu skal en anden se på det.")
    expect(lead.get_by_text("800 → 1800 point")).to_be_visible()
    expect(lead.get_by_role("heading", name="Steder, der oftere står øverst")).to_be_visible()
    expect(lead.get_by_role("button", name="Godkend")).to_have_count(0)
    assert barriers(lead) == []
    here = lead.url
    lead.get_by_label("Se som").select_option("alle roller")
    lead.get_by_role("button", name="Skift").click()
    lead.goto(here)
    lead.get_by_label("Bemærkning").fill("Vi venter på den nye køreplan.")
    lead.get_by_role("button", name="Afvis").click()
    expect(lead.get_by_text("Vi venter på den nye køreplan.")).to_be_visible()
    assert barriers(lead) == []


def test_a_rule_is_proposed_by_keyboard_alone_and_without_script(plain: Page, address: str) -> None:
    plain.context.add_cookies([{"name": PERSONA_COOKIE, "value": "lead", "url": address}])
    plain.goto("/leder/regler/E1/1")
    plain.get_by_label("Ansatte for hver plads", exact=True).focus()
    plain.keyboard.press("ControlOrMeta+a")
    plain.keyboard.type("4")
    reason = plain.get_by_label("Hvorfor skal det ændres?")
    for _ in range(20):
        plain.keyboard.press("Tab")
        if reason.evaluate("one => one === document.activeElement"):
            break
    plain.keyboard.type("Ny vejledning.")
    plain.keyboard.press("Tab")
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Forslag")
    expect(plain.get_by_text("Det er dit eget forslag")).to_be_visible()
    plain.get_by_role("button", name="Træk tilbage").focus()
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("status")).to_have_text("Forslaget er trukket tilbage.")
