"""Takes the pictures of the pages that the README and the user guide show, from the invented municipality.

python tools/pictures.py            all of them
python tools/pictures.py forslag    those whose name begins so
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site, listen
from jobmatch.domain.agreement import ContactAgreement, NetworkPerson, Task
from jobmatch.domain.shipped import DATA
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.services.casework.deciding import Choice
from jobmatch.settings import Settings

HOME = Path(__file__).resolve().parents[1] / "docs" / "pictures"
DAY = date(2026, 11, 21)
ARGUMENTS = [
    "--lang=da",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
WIDE, PHONE = 1280, 390


@dataclass(frozen=True)
class Picture:
    """One page, as one of its visitors sees it."""

    name: str
    path: str
    persona: str = "consultant:mette"
    width: int = WIDE
    height: int | None = 900
    """None: the whole page."""
    hours: str = ""
    """What is tried on the page of what if."""


PICTURES = (
    Picture("mine-borgere", "/borgere"),
    Picture("borger", "/borgere/B-003", height=None),
    Picture("forslag", "/borgere/B-001/forslag", height=1180),
    Picture("sammenlign", "/borgere/B-001/sammenlign"),
    Picture("proev-selv", "/borgere/B-001/proev", hours="12"),
    Picture("behov", "/borgere/B-001/ret/behov", width=PHONE, height=844),
    Picture("tavle", "/borgere/B-003/tavle", height=None),
    Picture("forloeb", "/borgere/B-003/forloeb", height=None),
    Picture("valgt", "/borgere/B-004/valg/1"),
    Picture("plads", "/pladser/P-201", persona="liaison"),
    Picture("liaison-pladser", "/pladser", persona="liaison"),
    Picture("liaison-spoergeark", "/spoergeark/P-201", persona="liaison"),
    Picture("liaison-besoeg", "/besoeg/P-201", persona="liaison", width=PHONE, height=844),
    Picture("liaison-efterspoergsel", "/efterspoergsel", persona="liaison"),
    Picture("leder", "/leder", persona="lead"),
    Picture("min-side", "/min-side", persona="citizen:B-003", height=1000),
    Picture("mine-timer", "/min-side/ret/timer", persona="citizen:B-001", width=PHONE, height=1000),
    Picture("mine-forslag", "/mine-forslag", persona="citizen:B-004"),
)


def main(names: list[str]) -> None:
    """Serve the invented municipality and take the pictures."""
    wanted = [one for one in PICTURES if not names or one.name.startswith(tuple(names))]
    with tempfile.TemporaryDirectory() as folder:
        application = Application(Settings(database_url=f"sqlite:///{folder}/pictures.sqlite", as_of=DAY))
        application.importing.run([DATA / "sample"])
        application.nightly.run(full=True)
        furnish(application)
        listener = listen("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(Site(application), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            take(wanted, f"http://127.0.0.1:{listener.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            application.store.close()


def furnish(application: Application) -> None:
    """Something chosen and something on the board, as after some weeks of work."""
    desk = application.casework
    listed = desk.showing.show("B-004", "mette")
    first = listed.placement_ids[0]
    said = Choice(citizen_id="B-004", placement_id=first, what="valgt", reason="oenske", shown=listed.number)
    desk.deciding.decide(said, "mette")
    board = desk.board
    board.add("B-003", Task(who="Mette", what="Taler med systuen om en dag mere", due=date(2026, 11, 25)), "mette")
    board.add("B-003", Task(who="Fatma", what="Prøver at møde kl. 9 en enkelt dag", due=date(2026, 12, 4)), "mette")
    kept = board.add("B-003", Task(who="Fatma", what="Køber månedskort til bussen"), "mette")
    board.done(kept.number, "mette", kept.version)
    board.write("B-003", ContactAgreement(how="Sms, helst efter kl. 10", next_on=date(2026, 11, 30)), "mette")
    board.write("B-003", NetworkPerson(name="Søsteren", reach="bor i samme opgang"), "mette")


def take(pictures: list[Picture], address: str) -> None:
    """Open each page and keep what is seen."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, headless=True, args=ARGUMENTS)
        for one in pictures:
            context = browser.new_context(
                viewport={"width": one.width, "height": one.height or 900}, locale="da-DK", device_scale_factor=1
            )
            context.add_cookies([{"name": PERSONA_COOKIE, "value": one.persona, "url": address}])
            keep(context.new_page(), one, address)
            context.close()
        browser.close()


def keep(page: Page, one: Picture, address: str) -> None:
    """One picture."""
    page.goto(address + one.path, timeout=120_000)
    if one.hours:
        page.get_by_label("Timer om ugen").first.fill(one.hours)
        page.locator("#result .moved").first.wait_for()
        page.wait_for_timeout(400)
    page.screenshot(path=HOME / f"{one.name}.png", full_page=one.height is None)
    print(f"{one.name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
