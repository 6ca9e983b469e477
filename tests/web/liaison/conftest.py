"""The pages as an employer liaison sees them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site, listen
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.settings import Settings
from jobmatch.web.app import create_pages
from tests.clients import Visitor, visitor
from tests.conftest import SAMPLE_DAY


def liaison(application: Application) -> Visitor:
    """The liaison of an open trial."""
    client = visitor(create_pages(application), raise_server_exceptions=False, follow_redirects=False)
    client.cookies.set(PERSONA_COOKIE, "liaison")
    client.headers["origin"] = "http://127.0.0.1"
    return client


@pytest.fixture
def liaison_pages(sample: Application) -> Visitor:
    """The invented municipality, to be read only."""
    return liaison(sample)


@pytest.fixture
def own_liaison_pages(own_sample: Application) -> Visitor:
    """A copy of the invented municipality that the test may change."""
    return liaison(own_sample)


@pytest.fixture(scope="module")
def address(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the invented municipality is served that a journey may change."""
    path = tmp_path_factory.mktemp("served") / "sample.sqlite"
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(Site(application), log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()
    application.store.close()


@pytest.fixture
def liaison_page(page: Page, address: str) -> Page:
    """A tab in which the liaison of an open trial looks."""
    page.context.add_cookies([{"name": PERSONA_COOKIE, "value": "liaison", "url": address}])
    return page
