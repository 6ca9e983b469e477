"""Visitors of the API and the pages: a program or a browser on this machine."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from jobmatch.services.access.caller import SESSION_COOKIE, Caller

ON_THIS_MACHINE = "http://127.0.0.1"


class Visitor(TestClient):
    """A client that sends the form key of its pages with every form, as a browser does."""

    def post(self, url: Any, *, data: Any = None, **options: Any) -> Any:
        """Send a form, or whatever else."""
        if (data is None or isinstance(data, dict)) and "json" not in options and "content" not in options:
            data = {"form_key": self.form_key(), **(data or {})}
        return super().post(url, data=data, **options)

    def form_key(self) -> str:
        """What the pages shown to this client would have in their forms."""
        app: Any = self.app
        access = getattr(getattr(app, "pages", app), "access", None)
        return access.form_key(Caller(session=self.cookies.get(SESSION_COOKIE))) if access is not None else ""


def visitor(app: Any, **options: Any) -> Visitor:
    """A client on this machine, as an open trial lets in; the options are the test client's own."""
    return Visitor(app, base_url=ON_THIS_MACHINE, client=("127.0.0.1", 50_000), **options)
