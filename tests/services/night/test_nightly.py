"""The nightly run: published whole, quiet when nothing changed, and clear about what did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.core.kernel import Kernel
from jobmatch.domain.event import Event
from jobmatch.errors import BadInput, NotFound
from jobmatch.services.night import nightly
from jobmatch.store import Changes
from tests.conftest import SAMPLE_DAY


def test_a_run_says_what_it_was_made_of(own_sample: Application) -> None:
    answer = own_sample.nightly.run(full=True)
    assert answer["published"]
    assert answer["model"] == "expert-1"
    assert answer["counts"]["citizens"] == 45
    assert answer["counts"]["pairs"] == answer["counts"]["proposed_for"] * 60
    lists = list(own_sample.store.lists(answer["run_id"]))
    assert len(lists) == answer["counts"]["proposed_for"]
    assert sum(one.feasible_count for one in lists) == answer["counts"]["feasible_pairs"]


def test_nothing_changed_means_nothing_is_published(own_sample: Application) -> None:
    first = own_sample.store.latest_run()
    assert first is not None
    again = own_sample.nightly.run(full=False)
    assert not again["published"]
    assert again["run_id"] == first.run_id


def test_other_minutes_of_travel_make_a_new_run(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    own_sample.nightly.run(full=True)
    assert not own_sample.nightly.run(full=False)["published"]
    monkeypatch.setattr(nightly, "travel_digest", lambda: 1)
    loads: list[object] = []
    monkeypatch.setattr(nightly, "load", lambda *asked: loads.append(asked))
    assert own_sample.nightly.run(full=False)["published"]
    assert not loads, "a night kept with other minutes was mended"


def test_a_quiet_night_is_quiet(own_sample: Application) -> None:
    own_sample.nightly.run(full=True)
    changes = own_sample.run_changes.latest()
    assert changes["citizens"] == []
    assert changes["unchanged"] > 0


def test_a_change_of_one_citizen_is_told_for_that_citizen(own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=1.0)]), by="test")
    own_sample.nightly.run(full=False)
    rows = {row["citizen_id"]: row for row in own_sample.run_changes.latest()["citizens"]}
    assert rows["B-001"]["citizen_changed"]
    assert rows["B-001"]["gone"]


def test_a_pause_leaves_the_night(own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(Changes(citizens=[replace(citizen, status="pause")]), by="test")
    own_sample.nightly.run(full=False)
    (row,) = [row for row in own_sample.run_changes.latest()["citizens"] if row["citizen_id"] == "B-001"]
    assert row["left_the_night"]


def test_an_earlier_list_can_be_shown_again_after_the_data_changed(own_sample: Application) -> None:
    run = own_sample.store.latest_run()
    citizen = own_sample.store.citizen("B-001")
    assert run is not None
    assert citizen is not None
    before = own_sample.suggest.match("B-001", top=50)
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=1.0)]), by="test")
    then = own_sample.worlds.at(run.as_of, run.revision)
    best = then.best("B-001", 50)
    shown = [then.world.around.placements.ids[row] for row in best.rows[0, : best.counts[0]]]
    assert shown == [row["placement_id"] for row in before["matches"]]


def test_joblib_publishes_the_same_lists(own_sample: Application) -> None:
    one = own_sample.nightly.run(full=True, executor="inprocess")["run_id"]
    other = own_sample.nightly.run(full=True, executor="joblib")["run_id"]
    assert list(own_sample.store.lists(one)) == list(own_sample.store.lists(other))


def test_an_executor_nobody_has_is_refused_and_nothing_is_published(own_sample: Application) -> None:
    before = own_sample.store.latest_run()
    with pytest.raises(BadInput, match="abacus"):
        own_sample.nightly.run(full=True, executor="abacus")
    assert own_sample.store.latest_run() == before


def test_another_day_is_another_run(own_sample: Application) -> None:
    own_sample.nightly.run(full=False, as_of=date(2026, 12, 24))
    changes = own_sample.run_changes.latest()
    assert changes["day_changed"]


def test_without_a_run_there_is_a_plain_word(own_sample: Application) -> None:
    with pytest.raises(NotFound, match="R-7"):
        own_sample.run_changes.latest(since="R-7")


def causes_of(changes: dict[str, Any], citizen_id: str) -> set[str]:
    """Codes of all causes that are told for a citizen."""
    (row,) = [row for row in changes["citizens"] if row["citizen_id"] == citizen_id]
    entries = [one for kind in ("new", "gone", "up", "down") for one in row[kind]]
    assert all(one["causes"] for one in entries)
    return {cause["code"] for one in entries for cause in one["causes"]}


def test_a_changed_fact_about_a_citizen_is_named_as_the_cause(own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=1.0)]), by="test")
    own_sample.nightly.run(full=False)
    changes = own_sample.run_changes.latest()
    assert "citizen" in causes_of(changes, "B-001")
    said = [c for row in changes["citizens"] for e in row["gone"] for c in e["causes"] if c["code"] == "citizen"]
    assert said[0]["fields"] == ["hours_now"]
    assert said[0]["text"]["da"] == "Borgerens oplysninger er ændret: timer nu."
    assert said[0]["text"]["en"] == "The citizen's facts have changed: hours now."
    of_hers = own_sample.run_changes.latest(among=lambda one: one.consultant == citizen.consultant)
    assert "B-001" in {row["citizen_id"] for row in of_hers["citizens"]}
    assert of_hers["unchanged"] == changes["unchanged"]
    of_nobody = own_sample.run_changes.latest(among=lambda one: False)
    assert (of_nobody["citizens"], of_nobody["unchanged"]) == ([], changes["unchanged"])


def test_a_place_that_somebody_took_is_told_as_taken(own_sample: Application) -> None:
    run = own_sample.store.latest_run()
    assert run is not None
    one = next(one for one in own_sample.store.lists(run.run_id) if one.ranked)
    key = one.ranked[0][0]
    placement = own_sample.store.placement(key)
    assert placement is not None
    held = own_sample.worlds.at().world.held.get(key, 0)
    others = [c.citizen_id for c in own_sample.store.citizens() if c.citizen_id != one.citizen_id]
    events = [
        Event(citizen_id=other, placement_id=key, date=date(2026, 11, 21), event="startet")
        for other in others[: (placement.slots or 1) - held]
    ]
    own_sample.store.save(Changes(events=events), by="test")
    own_sample.nightly.run(full=False)
    assert "taken" in causes_of(own_sample.run_changes.latest(), one.citizen_id)
    told = own_sample.run_changes.at_workplaces()["workplaces"]
    rows = [row for workplace in told for row in workplace["placements"] if row["placement_id"] == key]
    assert [cause["code"] for cause in rows[0]["causes"]] == ["taken"]
    assert "B-" not in str(told)


def test_what_workplaces_read_is_the_same_whatever_the_citizens_need(own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(Changes(citizens=[replace(citizen, needs=None)]), by="test")
    own_sample.nightly.run(full=False)
    assert own_sample.run_changes.at_workplaces()["workplaces"] == []


def test_when_only_the_day_has_passed_that_is_the_cause(own_sample: Application) -> None:
    own_sample.nightly.run(full=False, as_of=date(2027, 1, 10))
    changes = own_sample.run_changes.latest()
    assert changes["day_changed"]
    codes = {code for row in changes["citizens"] for code in causes_of(changes, row["citizen_id"])}
    assert codes <= {"day", "others", "opened", "closed"}
    assert codes


@pytest.mark.parametrize("full", [True, False])
def test_progress_never_goes_back_and_ends_when_all_is_done(own_sample: Application, full: bool) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.nightly.run(full=True)
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=1.0)]), by="test")
    told: list[tuple[int, int]] = []
    own_sample.nightly.run(full=full, progress=lambda done, of: told.append((done, of)))
    parts = [done / of for done, of in told]
    assert parts == sorted(set(parts))
    assert parts[-1] == 1.0


def test_a_full_night_leaves_what_a_small_one_needs_compiled(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[int, int]] = []
    few = Kernel.few

    def watched(self: Kernel, around: Any, order: Any, chosen: Any, *given: Any) -> Any:
        looked.append((len(chosen), len(order.records)))
        return few(self, around, order, chosen, *given)

    monkeypatch.setattr(Kernel, "few", watched)
    own_sample.nightly.run(full=True)
    assert looked == [(1, 1)]
    own_sample.nightly.run(full=False, as_of=SAMPLE_DAY + timedelta(days=1))
    assert (1, 1) not in looked[1:]
