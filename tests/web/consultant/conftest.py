"""The pages as a consultant sees them, over a copy of the invented municipality that the test may change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.web.app import create_pages
from tests.clients import Visitor, visitor


def as_consultant(application: Application, name: str) -> Visitor:
    """A consultant of an open trial."""
    client = visitor(create_pages(application), raise_server_exceptions=False, follow_redirects=False)
    client.cookies.set(PERSONA_COOKIE, f"consultant:{name}")
    client.headers["origin"] = "http://127.0.0.1"
    return client


@pytest.fixture
def mette(own_sample: Application) -> Iterator[Visitor]:
    """Mette, with her own citizens."""
    with as_consultant(own_sample, "mette") as client:
        yield client
