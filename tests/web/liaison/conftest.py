"""The pages as an employer liaison sees them."""

from __future__ import annotations

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.web.app import create_pages
from tests.clients import Visitor, visitor


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
