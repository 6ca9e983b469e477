"""States that come after a form: refused, decided meanwhile, a letter; each fits every screen and shuts nobody out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from jobmatch.bootstrap import Application
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.services.casework.deciding import Choice
from tests.web.test_browser import WIDTHS, barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def mette(page: Page, address: str) -> Page:
    """A window of Mette's."""
    page.context.add_cookies([{"name": PERSONA_COOKIE, "value": "consultant:mette", "url": address}])
    return page


def fits_and_shuts_nobody_out(page: Page) -> None:
    """Hold a state against every width and the guidelines."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        if width in (390, 1280):
            assert barriers(page) == [], width


def test_a_refused_agreement(mette: Page, address: str) -> None:
    mette.goto(f"{address}/borgere/B-003/tavle")
    mette.get_by_label("Hvem", exact=True).last.fill("Fatma")
    mette.get_by_label("Gør hvad", exact=True).last.fill("Hun har skizofreni og ringer")
    mette.get_by_role("button", name="Sæt på tavlen").click()
    expect(mette.get_by_role("alert")).to_contain_text("Det er ikke gemt")
    expect(mette.get_by_label("Gør hvad", exact=True).last).to_have_value("Hun har skizofreni og ringer")
    fits_and_shuts_nobody_out(mette)


def test_hours_that_are_none(mette: Page, address: str) -> None:
    mette.goto(f"{address}/borgere/B-003/forloeb")
    field = mette.get_by_label("Timer i alt")
    field.fill("mange")
    mette.locator("form[action$='/uge'] button").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("mange")
    fits_and_shuts_nobody_out(mette)


def test_decided_meanwhile(mette: Page, address: str, served: Application) -> None:
    mette.goto(f"{address}/borgere/B-006/forslag")
    mette.get_by_text("Skriv en bemærkning til valget").first.click()
    mette.get_by_label("Bemærkning").first.fill("Vi begynder mandag")
    place = mette.locator("form[action$='/beslut'] input[name=plads]").first.input_value()
    theirs = Choice(citizen_id="B-006", placement_id=place, what="valgt", reason="timer", note="Aftalt på mødet")
    served.casework.deciding.decide(theirs, "jonas")
    mette.locator("form[action$='/beslut'] button[name=svar]").first.click()
    expect(mette.get_by_role("heading", name="Det er besluttet i mellemtiden")).to_be_visible()
    for text in ("Vi begynder mandag", "Aftalt på mødet"):
        expect(mette.get_by_text(text).first).to_be_visible()
    fits_and_shuts_nobody_out(mette)


def test_a_letter(mette: Page, address: str) -> None:
    mette.goto(f"{address}/borgere/B-001")
    mette.get_by_role("button", name="Lav et brev med login").click()
    expect(mette.get_by_role("heading", name="Brev til Birgit")).to_be_visible()
    fits_and_shuts_nobody_out(mette)


def test_her_refused_hours(page: Page, address: str) -> None:
    page.context.add_cookies([{"name": PERSONA_COOKIE, "value": "citizen:B-004", "url": address}])
    page.goto(f"{address}/min-side/ret/timer")
    page.get_by_label("Så mange timer om ugen går godt nu").fill("mange")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_label("Så mange timer om ugen går godt nu")).to_have_value("mange")
    fits_and_shuts_nobody_out(page)
