"""Why something moved between two runs: what changed between them, and nothing that came before or after."""

from __future__ import annotations

from dataclasses import replace

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.confirmation import Confirmation
from jobmatch.services.change_causes import Causes
from jobmatch.store import Changes

PLACEMENT = "P-208"


def maria(application: Application) -> Citizen:
    stored = application.store.citizen("B-001")
    assert stored is not None
    return stored


def said(application: Application, earlier: str, later: str) -> list[str]:
    """What is said to have moved somebody's list between two runs."""
    before, after = application.store.run(earlier), application.store.run(later)
    assert before is not None
    assert after is not None
    causes = Causes(application.store, before, after, ["B-001"])
    return [cause.as_dict()["text"]["da"] for cause in causes.of("B-001", PLACEMENT, None, 1)]


def night(application: Application, changes: Changes, number: int) -> None:
    application.store.save(changes, by="mette")
    assert application.nightly.run()["run_id"] == f"R-{number:06d}"


def test_what_changed_after_a_run_moved_nothing_in_it(own_sample: Application) -> None:
    night(own_sample, Changes(placements=[replace(own_sample.store.placements()[0], contact="Ib")]), 2)
    night(own_sample, Changes(citizens=[replace(maria(own_sample), hours_now=1.0)]), 3)
    assert said(own_sample, "R-000002", "R-000003") == ["Borgerens oplysninger er ændret: timer nu."]
    assert not any("orgeren" in one for one in said(own_sample, "R-000001", "R-000002"))


def test_who_came_who_left_and_what_was_read_are_said_as_such(own_sample: Application) -> None:
    person = maria(own_sample)
    told = Confirmation(citizen_id="B-001", concept="skill.rengoering", verdict="ja", level=None)
    night(own_sample, Changes(confirmations=[told]), 2)
    others = [one for one in own_sample.store.citizens() if one.citizen_id != "B-001"]
    night(own_sample, Changes(citizens=others, complete=["citizens"]), 3)
    night(own_sample, Changes(citizens=[person]), 4)
    assert said(own_sample, "R-000001", "R-000002") == [
        "Der er taget stilling til det, der er læst i borgerens fortælling."
    ]
    assert said(own_sample, "R-000002", "R-000003") == ["Borgeren er trukket tilbage."]
    assert said(own_sample, "R-000003", "R-000004") == ["Borgeren er kommet med."]
