"""A consultant's day in a real browser: by mouse, by keyboard alone, with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.test_browser import barriers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MOST_CLICKS = 6


class Clicks:
    """Clicks like a hand, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, role: str, name: str) -> None:
        self.count += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def test_from_my_citizens_to_a_copied_note_in_six_clicks(page: Page, address: str, browser: BrowserContext) -> None:
    browser.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto(f"{address}/borgere?konsulent=mette")
    hand = Clicks(page)
    hand.on("link", "Henning")
    hand.on("link", "Se forslag")
    hand.on("button", "Borgerens ønske")
    expect(page.get_by_text("Valget er gemt med jeres grund.")).to_be_visible()
    hand.on("button", "Kopiér")
    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    assert hand.count <= MOST_CLICKS
    note = page.evaluate("navigator.clipboard.readText()")
    assert "Valgt: " in note
    assert "borgerens ønske" in note
    assert note == page.get_by_label("Note til fagsystemet").input_value()


def test_the_same_way_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere?konsulent=mette")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til indholdet"
    page.keyboard.press("Enter")
    press_on(page, "Carsten")
    page.wait_for_url(re.compile("/borgere/B-012$"))
    press_on(page, "Se forslag")
    page.wait_for_url(re.compile("/forslag$"))
    press_on(page, "Regler at kende")
    assert page.locator("details.rules[open]").count() == 1
    press_on(page, "Timerne passer")
    page.wait_for_url(re.compile("/valg/"))
    press_on(page, "Kopiér")
    press_on(page, "Skriv på tavlen")
    page.wait_for_url(re.compile("/tavle$"))
    tab_to(page, "input#hvem")
    page.keyboard.type("Carsten")
    page.keyboard.press("Tab")
    page.keyboard.type("Ringer og siger ja til et besøg")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ringer og siger ja til et besøg").first).to_be_visible()


def press_on(page: Page, text: str) -> None:
    """Go to what begins with a text by Tab, and press Enter."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(text):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{text} is not reached by the keyboard")


def tab_to(page: Page, selector: str) -> None:
    """Go to an element by Tab."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")


def test_what_if_follows_the_hand_and_saves_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-001/proev")
    before = page.locator(".ranking a").all_inner_texts()
    page.locator("input[type=range]").first.fill("12")
    expect(page.locator("#result")).to_contain_text("i dag")
    expect(page.locator("#result .moved").first).to_be_visible()
    assert page.get_by_label("Timer om ugen").first.input_value() == "12"
    assert page.locator(".ranking a").all_inner_texts() != before
    assert barriers(page) == []
    page.reload()
    assert page.locator(".ranking a").all_inner_texts() == before


def test_the_whole_way_without_script(plain: Page) -> None:
    plain.goto("/borgere?konsulent=mette")
    plain.get_by_role("link", name="Inge-Lise").click()
    plain.get_by_role("link", name="Prøv selv").click()
    plain.get_by_label("Timer om ugen").fill("4")
    plain.get_by_role("button", name="Vis listen").click()
    expect(plain.locator("#result .moved").first).to_be_visible()
    plain.get_by_role("link", name="Forslag").click()
    plain.locator(".match > details > summary").nth(1).click()
    plain.locator(".match").nth(1).get_by_role("button", name="Bedst samlet set").click()
    expect(plain.get_by_text("Valget er gemt med jeres grund.")).to_be_visible()
    assert "Valgt: " in plain.get_by_label("Note til fagsystemet").input_value()
    assert not plain.get_by_role("button", name="Kopiér").first.is_visible()
    plain.get_by_role("button", name="Fortryd valget").click()
    expect(plain.get_by_text("Valget er taget tilbage.")).to_be_visible()


def test_a_tick_and_another_need_by_hand(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-011/ret/behov")
    row = page.get_by_role("group", name="Lavt støjniveau")
    row.get_by_label("vigtigt").check()
    row.get_by_label("må siges videre").check()
    page.get_by_role("button", name="Gem").last.click()
    expect(page.get_by_text("Det er gemt.")).to_be_visible()
    assert "Lavt støjniveau" in page.get_by_role("region", name="Det har jeg brug for").inner_text()
    assert "+ Lavt støjniveau" in page.get_by_role("region", name="Sidst rettet").inner_text()


def test_a_course_from_its_start_to_a_step_back(page: Page, address: str) -> None:
    page.goto(f"{address}/borgere/B-004/forloeb")
    page.get_by_role("link", name="Aftal start og timer").click()
    page.get_by_label("Timer om ugen fra start").fill("6")
    page.get_by_label("Første dag").fill("2026-11-02")
    page.get_by_role("group", name="Ordning").get_by_role("radio").first.check()
    page.get_by_role("button", name="Gem starten").click()
    expect(page.get_by_text("Starten er gemt.")).to_be_visible()
    page.get_by_label("Timer i alt").fill("6")
    page.get_by_role("region", name="Hvordan gik ugen?").get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Ugen er gemt.")).to_be_visible()
    page.locator("summary", has_text="Et trin tilbage").click()
    back = page.locator("form[action$=tilbage]")
    back.get_by_label("Timer om ugen").fill("4")
    back.get_by_label("borgerens ønske").check()
    back.get_by_role("button").click()
    expect(page.get_by_text("Et trin tilbage er aftalt. Det er i orden.")).to_be_visible()
    assert page.locator("dd", has_text="4 timer").first.is_visible()
