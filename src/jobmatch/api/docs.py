"""The documentation of the API as one plain page: no script and nothing from outside."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic_core import to_json

from jobmatch.api.access import may
from jobmatch.services.access.policy import Action

router = APIRouter(include_in_schema=False)

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("jobmatch.api"), autoescape=True, undefined=StrictUndefined)


@router.get("/docs", dependencies=may(Action.ENTER))
def documentation(request: Request) -> HTMLResponse:
    """Every route with its parameters and answers."""
    schema: dict[str, Any] = request.app.openapi()
    page = _templates().get_template("docs.html").render(api=schema, operations=_operations(schema))
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"})


@router.get("/openapi.json", dependencies=may(Action.ENTER))
async def description(request: Request) -> Response:
    """The same for programs; written once, since it is the same as long as the program runs."""
    state = request.app.state
    if not hasattr(state, "description"):
        state.description = to_json(request.app.openapi())
    return Response(state.description, media_type="application/json")


@router.get("/docs/style.css", dependencies=may(Action.ENTER))
def style() -> Response:
    """The look of the documentation."""
    return Response(_templates().get_template("docs.css").render(), media_type="text/css")


def _operations(schema: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            found.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "about": operation.get("description", ""),
                    "parameters": operation.get("parameters", []),
                    "body": _name(body),
                    "answers": [(code, one["description"]) for code, one in operation["responses"].items()],
                    "gives": _name(_given(operation)),
                }
            )
    return found


def _given(operation: dict[str, Any]) -> dict[str, Any] | None:
    content = operation["responses"].get("200", {}).get("content", {})
    found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return found


def _name(schema: dict[str, Any] | None) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1] if schema else ""
