"""The pages in this process, and behind a real address for a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site, listen
from jobmatch.web.app import create_pages
from tests.clients import visitor
from tests.web.browser import browser, page

__all__ = ["browser", "page"]


@pytest.fixture
def pages(sample: Application) -> Iterator[TestClient]:
    """The pages over the invented municipality, as somebody sees them who has never been here."""
    with visitor(create_pages(sample), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def address(sample: Application) -> Iterator[str]:
    """Where the invented municipality is served, on a free port."""
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(Site(sample), log_level="warning", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listener.close()
