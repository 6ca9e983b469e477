"""The pages in this process, and behind a real address for a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site, listen
from jobmatch.domain.agreement import ContactAgreement, FleksjobAgreement, NetworkPerson, Task
from jobmatch.services.casework.deciding import Choice
from jobmatch.settings import Settings
from jobmatch.web.app import create_pages
from tests.clients import visitor
from tests.conftest import SAMPLE_DAY
from tests.web.browser import browser, chromium, page, plain

__all__ = ["browser", "chromium", "page", "plain"]


@pytest.fixture
def pages(sample: Application) -> Iterator[TestClient]:
    """The pages over the invented municipality, as somebody sees them who has never been here."""
    with visitor(create_pages(sample), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def served(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A copy of the invented municipality that a browser looks at, with something on a board and something chosen."""
    path = tmp_path_factory.mktemp("served") / "served.sqlite"
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    furnish(application)
    yield application
    application.store.close()


def furnish(application: Application) -> None:
    """Write what a consultant writes, so that no page stands empty."""
    desk = application.casework
    for who, what, due in TASKS:
        desk.board.add("B-003", Task(who=who, what=what, due=due), "mette")
    desk.board.done(desk.board.of("B-003").tasks[0].number, "mette", 1)
    desk.board.write("B-003", ContactAgreement(how="sms, helst efter kl. 10", outside_hours=True), "mette")
    desk.board.write("B-003", NetworkPerson(name="Søsteren", reach="bor i samme opgang"), "mette")
    flex = FleksjobAgreement(
        hours=12.0, intensity=62.5, considerations=("pauser",), review_on=date(2027, 2, 1), valid_from=date(2026, 9, 1)
    )
    desk.board.write("B-002", flex, "mette")
    listed = desk.showing.show("B-004", "mette")
    first, second = listed.placement_ids[:2]
    said = Choice(citizen_id="B-004", placement_id=first, what="valgt", reason="oenske", shown=listed.number)
    desk.deciding.decide(said, "mette")
    desk.deciding.decide(replace(said, placement_id=second, what="fravalgt_borger", reason="transport"), "mette")
    application.learning.learn("en-anden")
    desk.replying.ask("B-003", "flere_timer", "borger", words="Jeg vil gerne prøve en dag mere")


TASKS = (
    ("Mette", "Taler med systuen om en dag mere", date(2026, 11, 25)),
    ("Fatma", "Køber månedskort til bussen", date(2026, 11, 20)),
    ("Fatma", "Prøver at møde kl. 9 en enkelt dag", date(2026, 12, 4)),
)


@pytest.fixture(scope="session")
def address(served: Application) -> Iterator[str]:
    """Where that municipality is served, on a free port; shared by every browser test of a worker."""
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(Site(served), log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()
