"""Confirming on the invented municipality: a found competence counts half, then fully or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.confirmation import CONFIRMED, STRUCK
from jobmatch.errors import BadInput, NotFound
from jobmatch.services.confirming import SUGGESTED
from jobmatch.store import Changes

SEWING = "task.sy_toej"
"""What citizen B-001 tells of: she has made her own clothes."""


def row_of(application: Application, code: str, citizen_id: str = "B-001") -> dict[str, Any]:
    rows = application.confirming.of(citizen_id)["competences"]
    (row,) = [row for row in rows if row["code"] == code]
    found: dict[str, Any] = row
    return found


def brought(application: Application, citizen_id: str = "B-001") -> dict[str, tuple[int | None, bool]]:
    """Code → level and whether it is confirmed, as the world has it; the kernel's and the explanation's alike."""
    world = application.worlds.at().world
    citizen = world.citizens[citizen_id]
    named = [(one.code, one.level, one.confirmed) for one in world.words.brought(citizen)]
    assert world.words.brought_codes(citizen) == named
    return {code: (level, confirmed) for code, level, confirmed in named}


def share(application: Application, code: str, citizen_id: str = "B-001") -> int:
    """The share in which a citizen covers a concept, in the kernel's own table."""
    world = application.worlds.at().world
    covers = world.around.citizens.covers
    row = world.citizen_rows[citizen_id]
    first, last = covers.starts[row], covers.starts[row + 1]
    number = world.words.number(code)
    return max((int(covers.shares[i]) for i in range(first, last) if covers.codes[i] == number), default=0)


def rewrite(application: Application, **fields: Any) -> None:
    citizen = application.store.citizen("B-001")
    assert citizen is not None
    application.store.save(Changes(citizens=[replace(citizen, **fields)]), by="import")


def test_what_was_found_is_a_suggestion_with_its_words(sample: Application) -> None:
    row = row_of(sample, SEWING)
    assert (row["state"], row["decided_by"], row["decided_at"]) == (SUGGESTED, None, None)
    citizen = sample.store.citizen("B-001")
    assert citizen is not None
    assert citizen.experience is not None
    assert row["matched"] in citizen.experience
    assert brought(sample)[SEWING] == (None, False)


def test_a_confirmed_competence_counts_fully_and_its_level_holds(own_sample: Application) -> None:
    before = share(own_sample, SEWING)
    own_sample.confirming.decide("B-001", SEWING, CONFIRMED, by="mette", level=3)
    row = row_of(own_sample, SEWING)
    assert (row["state"], row["level"], row["decided_by"]) == (CONFIRMED, 3, "mette")
    assert brought(own_sample)[SEWING] == (3, True)
    assert before < share(own_sample, SEWING) == 100


def test_a_struck_one_is_gone_and_stays_gone_when_the_story_changes(own_sample: Application) -> None:
    own_sample.confirming.decide("B-001", SEWING, STRUCK, by="mette")
    assert SEWING not in brought(own_sample)
    rewrite(own_sample, experience="Jeg har syet alt mit eget tøj og strikket, siden jeg var barn.")
    assert SEWING not in brought(own_sample)
    assert row_of(own_sample, SEWING)["state"] == STRUCK


def test_a_confirmed_one_stays_when_the_story_no_longer_tells_of_it(own_sample: Application) -> None:
    own_sample.confirming.decide("B-001", SEWING, CONFIRMED, by="mette", level=2)
    rewrite(own_sample, experience=None, competences=None)
    assert brought(own_sample) == {SEWING: (2, True)}
    assert share(own_sample, SEWING) == 100
    assert row_of(own_sample, SEWING)["matched"] is None
    world = own_sample.worlds.at().world
    assert world.around.citizens.records["competences_known"][world.citizen_rows["B-001"]]


def test_a_decision_that_is_taken_back_leaves_the_suggestion(own_sample: Application) -> None:
    before = brought(own_sample)
    own_sample.confirming.decide("B-001", SEWING, STRUCK, by="mette")
    own_sample.confirming.decide("B-001", SEWING, None, by="mette")
    assert row_of(own_sample, SEWING)["state"] == SUGGESTED
    assert brought(own_sample) == before


def test_the_list_the_night_and_what_if_follow(own_sample: Application) -> None:
    own_sample.confirming.decide("B-001", SEWING, STRUCK, by="mette")
    run = own_sample.nightly.run(full=False)
    assert run["published"]
    listed = own_sample.suggest.match("B-001", top=60)
    night = own_sample.store.list_of(run["run_id"], "B-001")
    assert night is not None
    assert [(row["placement_id"], row["points"]) for row in listed["matches"]][:50] == list(night.ranked)
    tried = own_sample.suggest.what_if(citizen_id="B-001", changes={}, top=60)
    assert [row["points"] for row in tried["matches"]] == [row["points"] for row in listed["matches"]]


def test_what_the_citizen_has_stated_is_said_and_counts_whatever_is_decided(own_sample: Application) -> None:
    stated = row_of(own_sample, "skill.rengoering")
    assert stated["stated"] is True
    own_sample.confirming.decide("B-001", "skill.rengoering", STRUCK, by="mette")
    assert brought(own_sample)["skill.rengoering"][1] is True


def test_what_cannot_be_decided_is_said(own_sample: Application) -> None:
    confirming = own_sample.confirming
    with pytest.raises(NotFound, match="ingen borger"):
        confirming.of("B-999")
    with pytest.raises(NotFound, match="ikke fundet"):
        confirming.decide("B-001", "skill.truckkoersel", CONFIRMED, by="mette")
    with pytest.raises(BadInput, match="bekraeftet"):
        confirming.decide("B-001", SEWING, "ja", by="mette")
    for verdict, level in ((CONFIRMED, 4), (STRUCK, 2), (None, 1)):
        with pytest.raises(BadInput, match="Niveauet"):
            confirming.decide("B-001", SEWING, verdict, by="mette", level=level)
    assert own_sample.store.words.confirmations() == []


def test_a_citizen_without_a_story_has_nothing_to_confirm(own_sample: Application) -> None:
    own_sample.store.save(Changes(citizens=[Citizen(citizen_id="B-900")]), by="import")
    assert own_sample.confirming.of("B-900") == {"citizen_id": "B-900", "competences": []}
