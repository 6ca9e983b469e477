"""The liaison's day in a real browser: from the list to the visit, on a phone, by keyboard, without script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

STATES = {
    "the list": "/pladser",
    "old facts": "/pladser?vis=gamle",
    "a search without result": "/pladser?q=rumskib",
    "nobody on pause": "/pladser?vis=pause",
    "an opening": "/pladser/P-201",
    "an opening nobody has described": "/pladser/P-255",
    "a workplace": "/arbejdspladser/P-201",
    "a workplace with a call that is due": "/arbejdspladser/P-226",
    "a question sheet": "/spoergeark/P-201",
    "the form": "/besoeg/P-201",
    "demand": "/efterspoergsel",
    "one need": "/efterspoergsel?behov=pauser",
    "a workplace that is not there": "/arbejdspladser/P-999",
}
LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
PHONE, DESK = ViewportSize(width=360, height=780), ViewportSize(width=1280, height=900)


def barriers(page: Page) -> list[tuple[str, list[object]]]:
    """What axe finds, with everything opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("state", STATES)
def test_no_barrier_and_no_sideways_scrolling(liaison_page: Page, address: str, state: str) -> None:
    liaison_page.set_viewport_size(DESK)
    liaison_page.goto(address + STATES[state])
    assert barriers(liaison_page) == []
    for width in (320, 768, 1024, 1920):
        liaison_page.set_viewport_size({"width": width, "height": 900})
        assert liaison_page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_a_visit_from_the_list_to_the_answers_on_a_phone(liaison_page: Page, address: str) -> None:
    page = liaison_page
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pladser")
    page.get_by_label("Søg på titel").fill("Pileengen")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name="Spørgeark").click()
    expect(page.get_by_role("heading", name="Hvor mange må være her med støtte?")).to_be_visible()
    expect(page.get_by_text("1 for hver 5 ansatte op til 50")).to_be_visible()
    page.get_by_role("link", name="Skriv svar ned").click()
    first = page.locator("section", has=page.get_by_role("heading", name="Spørg om det her først"))
    first.locator('input[value="ja"]').first.check(force=True)
    page.get_by_label("Færrest timer om ugen").fill("4")
    page.get_by_label("Afløser, når den person er væk").fill("Ole Holm")
    page.get_by_label("Hvad er stedets regler om alkohol?").fill("Ingen alkohol i arbejdstiden")
    page.get_by_label("Hvad vil de helst undgå?").fill("To nye på én gang")
    assert barriers(page) == []
    page.get_by_role("button", name="Gem svarene").click()
    expect(page.get_by_role("status")).to_have_text("Svarene er gemt.")
    expect(page.get_by_text("Ole Holm").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"kan nu passe til \d+"))).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Kantinemedhjælper", exact=True).click()
    expect(page.get_by_role("heading", name="Hvem kan det passe til?")).to_be_visible()
    assert re.search(r"Borger B-\d{3}", page.locator(".matches").inner_text())


def test_the_consultant_finds_what_changed(liaison_page: Page, address: str) -> None:
    page = liaison_page
    page.goto(f"{address}/besoeg/P-246")
    page.get_by_label("Tidligst fra kl.").fill("08:00")
    page.get_by_label("Senest til kl.").fill("16:00")
    page.get_by_role("button", name="Gem svarene").click()
    page.get_by_label("Se som").select_option("konsulent Mette")
    page.get_by_role("button", name="Skift").click()
    page.get_by_role("link", name="Nyt fra pladserne").click()
    news = page.get_by_role("article").filter(has_text="Pizzeria Monte Nord")
    expect(news.get_by_text("Passer nu").first).to_be_visible()
    assert barriers(page) == []


def test_two_tabs_with_different_answers(liaison_page: Page, address: str) -> None:
    other = liaison_page.context.new_page()
    for tab in (liaison_page, other):
        tab.goto(f"{address}/besoeg/P-213")
    for tab, answer in ((liaison_page, "nej"), (other, "ja")):
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        tab.locator(f'input[name="svar_fin_haand"][value="{answer}"]').check(force=True)
        tab.get_by_role("button", name="Gem svarene").click()
    expect(other.get_by_role("heading", name="To har skrevet på samme tid")).to_be_visible()
    expect(other.get_by_text("Du skrev: ja.")).to_be_visible()
    assert barriers(other) == []
    other.get_by_role("button", name="Gem svarene").click()
    expect(other.get_by_role("status")).to_have_text("Svarene er gemt.")
    other.close()


def test_a_contact_a_pause_and_the_next_visit(liaison_page: Page, address: str) -> None:
    page = liaison_page
    page.goto(f"{address}/arbejdspladser/P-221")
    page.get_by_text("Skriv en kontakt ned").click()
    page.get_by_label("Opkald").check(force=True)
    page.get_by_label("Nej", exact=True).check(force=True)
    page.get_by_role("button", name="Gem kontakten").click()
    expect(page.get_by_text("Vælg, hvorfor de sagde nej.")).to_be_visible()
    assert barriers(page) == []
    page.get_by_label("Hvis de sagde nej: hvorfor?").select_option("pladsen er besat")
    page.get_by_role("button", name="Gem kontakten").click()
    expect(page.get_by_role("status")).to_have_text("Kontakten er skrevet ned.")
    page.get_by_label("Til og med").fill("2026-12-24")
    page.get_by_role("button", name="Hold pause").click()
    page.get_by_label("Dag for næste besøg").fill("2026-11-24")
    page.get_by_role("button", name="Skriv op").click()
    page.goto(f"{address}/pladser?vis=pause")
    expect(page.get_by_text("Pause til og med 24. december 2026")).to_be_visible()
    expect(page.get_by_role("heading", name="Besøg i den kommende uge")).to_be_visible()
    assert barriers(page) == []


def test_the_form_by_keyboard_alone(liaison_page: Page, address: str) -> None:
    page = liaison_page
    page.goto(f"{address}/spoergeark/P-204")
    _tab_to(page, "Skriv svar ned")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/besoeg/"))
    _tab_to_field(page, "svar_")
    page.keyboard.press("ArrowLeft")
    chosen = page.evaluate(
        "[document.activeElement.name, document.activeElement.value, document.activeElement.checked]"
    )
    assert chosen[1:] == ["nej", True]
    _tab_to_field(page, "deputy")
    page.keyboard.type("Ole")
    _tab_to(page, "Gem svarene")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Svarene er gemt.")
    expect(page.get_by_role("definition").filter(has_text="Ole")).to_be_visible()


def _tab_to(page: Page, text: str, most: int = 150) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(text):
            return
    raise AssertionError(f"{text} is not reached by the keyboard")


def _tab_to_field(page: Page, name: str, most: int = 150) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || ''").startswith(name):
            return
    raise AssertionError(f"{name} is not reached by the keyboard")


def test_the_whole_way_without_script(liaison_page: Page, address: str) -> None:
    for path in ("/pladser", "/spoergeark/P-201", "/besoeg/P-201", "/arbejdspladser/P-201", "/efterspoergsel"):
        liaison_page.goto(address + path)
        assert liaison_page.evaluate("document.scripts.length") == 0, path


def test_the_sheet_is_one_or_two_pages_of_paper(liaison_page: Page, address: str) -> None:
    liaison_page.goto(f"{address}/spoergeark/P-201")
    paper = liaison_page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
    liaison_page.emulate_media(media="print")
    assert not liaison_page.get_by_role("link", name="Skriv svar ned").is_visible()
    assert liaison_page.get_by_role("heading", name="Det vil borgere gerne vide").is_visible()
    liaison_page.emulate_media(media=None)


def test_the_map_tells_the_same_as_its_table(liaison_page: Page, address: str) -> None:
    page = liaison_page
    page.goto(f"{address}/efterspoergsel")
    drawn = page.locator("svg .town").all_inner_texts()
    page.get_by_text("Kortet som tabel").click()
    rows = page.locator("#map-table tbody tr").count()
    assert len(drawn) == rows
    page.get_by_role("link", name="Ekstra pauser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ekstra pauser")
