"""Visitors of the API and the pages: a program or a browser on this machine."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

ON_THIS_MACHINE = "http://127.0.0.1"


def visitor(app: Any, **options: Any) -> TestClient:
    """A client on this machine, as an open trial lets in; the options are the test client's own."""
    return TestClient(app, base_url=ON_THIS_MACHINE, client=("127.0.0.1", 50_000), **options)
