"""The HTTP API of one installation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry

from jobmatch import __version__
from jobmatch.api import (
    audit,
    citizens,
    competences,
    courses,
    decisions,
    docs,
    follow_ups,
    gaps,
    health,
    models,
    pairs,
    placements,
    plan,
    problems,
    questions,
    rules,
    runs,
    vocabulary,
    workplaces,
)
from jobmatch.api.access import action_of
from jobmatch.api.guard import Guard
from jobmatch.api.metrics import PREFIX, Counting, LatestRun
from jobmatch.api.turns import Turns
from jobmatch.bootstrap import Application
from jobmatch.services.access.caller import SESSION_COOKIE
from jobmatch.services.access.policy import Action
from jobmatch.services.access.visiting import Visiting

OWN_PATHS = ("/api", "/health", "/ready", "/metrics", "/docs", "/openapi.json")
"""Where the API answers; every other address belongs to the pages."""

ABOUT = (
    "Ranked and explained matches between citizens and placements. A match is advice: a consultant and the citizen "
    "decide. Errors are problem documents (RFC 9457) with a Danish and an English sentence."
)


PARTS = (
    citizens, competences, placements, questions, workplaces, pairs, decisions, courses, follow_ups,
    runs, plan, gaps, rules, models, vocabulary, audit,
)  # fmt: skip
"""What stands under ``/api/v1``."""


def api_routes() -> Iterator[tuple[str, APIRoute]]:
    """Every route with its whole path."""
    whole = [(PREFIX, part.router) for part in PARTS] + [("", health.router), ("", docs.router)]
    for prefix, router in whole:
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield prefix + route.path, route


def create_api(application: Application) -> FastAPI:
    """The API over one application."""
    app = FastAPI(
        title="jobmatch", version=__version__, description=ABOUT, docs_url=None, redoc_url=None,
        openapi_url=None, redirect_slashes=False, separate_input_output_schemas=False,
    )  # fmt: skip
    app.state.application = application
    app.state.turns = Turns()
    app.state.metrics = CollectorRegistry()
    app.state.metrics.register(LatestRun(application))
    problems.install(app)
    for part in PARTS:
        app.include_router(part.router, prefix=PREFIX)
    app.include_router(health.router)
    app.include_router(docs.router)
    app.add_middleware(Guard, body_limit=application.settings.body_limit_bytes)
    app.add_middleware(Counting, registry=app.state.metrics)
    app.add_middleware(
        Visiting,
        access=application.access,
        refuse=lambda _, fault: problems.problem(fault.status, fault.text),
    )
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the problem document among its schemas."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        problem = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs"))
        schemas["Problem"] = problem
        _say_who_may(made)
        app.openapi_schema = made
    return app.openapi_schema


def _say_who_may(made: dict[str, Any]) -> None:
    """Say of every route that asks who is there: how one shows it, and what one hears who may not."""
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A key made by `jobmatch user token`."},
        "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": "Logged in on the pages."},
    }
    for path, route in api_routes():
        if not route.include_in_schema or (action := action_of(route)) in (None, Action.ENTER):
            continue
        for method in route.methods or ():
            operation = made["paths"][path][method.lower()]
            operation["security"] = [{"token": []}, {"session": []}]
            operation["x-action"] = str(action)
            for status, said in problems.describe(401, 403).items():
                operation["responses"].setdefault(str(status), said)
