"""What Prometheus scrapes can be read by its own parser, and says about the latest run what the run says."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site
from tests.clients import visitor


def test_the_latest_run_is_scraped_with_its_counts(sample: Application) -> None:
    run = sample.store.latest_run()
    assert run is not None
    assert run.published_at is not None
    with visitor(Site(sample)) as client:
        assert client.get("/api/v1/runs").status_code == 200
        answer = client.get("/metrics")
    assert answer.status_code == 200
    families = {family.name: family.samples for family in text_string_to_metric_families(answer.text)}
    (published,) = families["jobmatch_run_published_timestamp_seconds"]
    assert published.value == run.published_at.timestamp()
    (seconds,) = families["jobmatch_run_seconds"]
    assert 0 < seconds.value < 600
    counts = {one.labels["what"]: one.value for one in families["jobmatch_run_count"]}
    assert counts == {name: float(value) for name, value in run.counts.items()}
    assert {"without_any", "fewer_than_three", "feasible_pairs"} <= counts.keys()
    routes = {one.labels["route"] for one in families["jobmatch_requests"]}
    assert "/api/v1/runs" in routes
    assert not [one for family in families.values() for one in family if "B-0" in str(one.labels)]
