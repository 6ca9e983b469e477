"""Journey D in a real browser: she reads, corrects, answers, asks, and sees who has seen; nobody is shut out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from jobmatch.bootstrap import Application
from jobmatch.services.access.caller import PERSONA_COOKIE
from tests.web.test_browser import WIDTHS, barriers

expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "what is known": ("B-004", "/min-side"),
    "on pause": ("B-005", "/min-side"),
    "correcting what she can": ("B-004", "/min-side/ret/kan"),
    "correcting what she wants": ("B-004", "/min-side/ret/vil"),
    "correcting what she needs": ("B-004", "/min-side/ret/behov"),
    "correcting her hours": ("B-004", "/min-side/ret/timer"),
    "correcting her way there": ("B-013", "/min-side/ret/rejse"),
    "proposals, some decided": ("B-004", "/mine-forslag"),
    "no proposals on pause": ("B-005", "/mine-forslag"),
    "her board": ("B-003", "/min-tavle"),
    "an empty board": ("B-004", "/min-tavle"),
    "her data": ("B-004", "/mine-data"),
    "not hers": ("B-004", "/mine-forslag/1/P-999"),
}


def be(page: Page, address: str, citizen_id: str) -> None:
    """Look as this citizen."""
    page.context.add_cookies([{"name": PERSONA_COOKIE, "value": f"citizen:{citizen_id}", "url": address}])


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_hers_fits_every_screen_and_shuts_nobody_out(page: Page, address: str, name: str) -> None:
    citizen_id, path = PAGES[name]
    be(page, address, citizen_id)
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        if width in (390, 1280):
            assert barriers(page) == [], width


def test_why_shuts_nobody_out(page: Page, address: str) -> None:
    be(page, address, "B-004")
    page.goto(f"{address}/mine-forslag")
    page.get_by_role("link", name="Hvorfor dette sted?").first.click()
    expect(page.get_by_role("heading", name="Sådan er forslaget lavet")).to_be_visible()
    assert barriers(page) == []


def test_her_journey(page: Page, address: str, served: Application) -> None:
    served.casework.showing.show("B-012", "mette", top=3)
    be(page, address, "B-012")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej")
    page.locator("a[href='/min-side/ret/vil']").click()
    page.get_by_label("Det vil jeg helst ikke").fill("natarbejde")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status")).to_contain_text("Det er gemt.")
    expect(page.get_by_text("natarbejde")).to_be_visible()
    page.get_by_role("link", name="Mine forslag").first.click()
    page.get_by_role("button", name="Måske").first.click()
    expect(page.get_by_role("status")).to_contain_text("Din konsulent får dit svar")
    expect(page.get_by_text("Du har sagt måske").first).to_be_visible()
    page.get_by_role("link", name="Hvorfor dette sted?").first.click()
    expect(page.get_by_text("Det ser ikke på alder")).to_be_visible()
    page.get_by_role("link", name="Min tavle").click()
    page.get_by_role("radio", name="En pause").check()
    page.get_by_role("button", name="Send til min konsulent").click()
    expect(page.get_by_text("Du bad om en pause")).to_be_visible()
    page.get_by_role("link", name="Mine data").click()
    expect(page.get_by_role("heading", name="Hvem har set mine data?")).to_be_visible()
    answers = [(one.what, one.by) for one in served.casework.replying.unseen(["B-012"])]
    assert answers == [("maaske", "borger"), ("pause", "borger")]


def test_she_answers_with_the_keyboard_alone(page: Page, address: str, served: Application) -> None:
    be(page, address, "B-015")
    page.goto(f"{address}/mine-forslag")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("value") == "nej":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Tak.")
    assert [one.what for one in served.casework.replying.of("B-015")] == ["nej"]


def test_every_step_works_without_script(page: Page, address: str) -> None:
    """Her pages have none: what was walked above is walked without."""
    be(page, address, "B-004")
    for path in ("/min-side", "/mine-forslag", "/min-tavle", "/mine-data", "/min-side/ret/behov"):
        page.goto(address + path)
        assert page.locator("script").count() == 0, path
