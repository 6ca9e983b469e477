"""Asking the API in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from jobmatch.api.app import create_api
from jobmatch.bootstrap import Application
from tests.clients import visitor


@pytest.fixture(scope="session")
def api(sample: Application) -> Iterator[TestClient]:
    """The API over the invented municipality, to be read only."""
    with visitor(create_api(sample), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def own_api(own_sample: Application) -> Iterator[TestClient]:
    """The API over a copy of the invented municipality that the test may change."""
    with visitor(create_api(own_sample), raise_server_exceptions=False) as client:
        yield client
