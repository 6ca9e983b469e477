"""Counting requests by route, never by address: an address can name a person."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobmatch.bootstrap import Application

PREFIX = "/api/v1"
"""Where the routes about citizens and placements stand."""

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Counting:
    """Counts each request, its status and how long it took."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        self._requests = Counter("jobmatch_requests", "Requests", ["method", "route", "status"], registry=registry)
        self._seconds = Histogram(
            "jobmatch_request_seconds", "Duration", ["method", "route"], registry=registry, buckets=_BUCKETS
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = perf_counter(), 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            route = _route_of(scope)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._requests.labels(method, route, str(status)).inc()
            self._seconds.labels(method, route).observe(perf_counter() - started)


class LatestRun(Collector):
    """The latest published run, read from the store whenever somebody looks."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked of the database before it is needed."""
        return []

    def collect(self) -> Iterable[Metric]:
        """When it was published, how long it took, and what it counted; nothing about anybody."""
        run = self._application.store.latest_run()
        if run is None or run.published_at is None:
            return
        took = (run.published_at - run.started_at).total_seconds()
        yield GaugeMetricFamily(
            "jobmatch_run_published_timestamp_seconds", "When it was published", run.published_at.timestamp()
        )
        yield GaugeMetricFamily("jobmatch_run_seconds", "How long the run took", took)
        counts = GaugeMetricFamily("jobmatch_run_count", "What the run counted", labels=["what"])
        for name, value in run.counts.items():
            counts.add_metric([name], value)
        yield counts


def _route_of(scope: Scope) -> str:
    """The pattern of the address; a router names it without the prefix it stands under."""
    pattern: str | None = getattr(scope.get("route"), "path", None)
    if pattern is None:
        return "none"
    prefixed = scope["path"].startswith(PREFIX) and not pattern.startswith(PREFIX)
    return PREFIX + pattern if prefixed else pattern


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
