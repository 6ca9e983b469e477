"""Whether the process lives, whether it can answer, and what it has done."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.requests import Request

from jobmatch import __version__
from jobmatch.api import answers
from jobmatch.api.access import may
from jobmatch.api.context import App, answer
from jobmatch.api.problems import describe
from jobmatch.services.access.policy import Action

router = APIRouter(tags=["operation"])


@router.get("/health", response_model=answers.Health, dependencies=may(Action.ENTER))
async def health() -> Response:
    """The process lives; nothing else is asked."""
    return answer({"status": "ok", "version": __version__, "details": {}})


@router.get("/ready", response_model=answers.Health, responses=describe(503), dependencies=may(Action.ENTER))
def ready(application: App) -> Response:
    """The database answers and has this program's tables."""
    run = application.store.latest_run()
    details = {
        "revision": application.store.revision(),
        "run_id": run.run_id if run else None,
        "trial": application.settings.trial,
    }
    return answer({"status": "ok", "version": __version__, "details": details})


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
    dependencies=may(Action.OPERATE),
)
def metrics(request: Request) -> Response:
    """Counts and durations for Prometheus; routes only, never ids."""
    registry: CollectorRegistry = request.app.state.metrics
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
