"""A lead's figures over the invented municipality."""

from __future__ import annotations

import re
from datetime import date, timedelta

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.viewer import Role, Viewer
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.figures.council import table
from jobmatch.services.figures.figures import Figures
from jobmatch.services.figures.load import loads
from tests.conftest import SAMPLE_DAY


def figures(application: Application) -> Figures:
    """The figures of a municipality."""
    return application.figures


def lead(*teams: str) -> Viewer:
    """A lead of these teams; of every team when none is named."""
    return Viewer("lone", "Lone", frozenset({Role.LEAD}), frozenset(teams) or None)


def test_a_lead_counts_the_own_team_alone(sample: Application) -> None:
    teams = {citizen.team for citizen in sample.store.citizens() if citizen.team}
    whole = figures(sample).of(lead())
    parts = [figures(sample).of(lead(team)) for team in sorted(teams)]
    assert len(parts) > 1
    assert sum(part.citizens for part in parts) <= whole.citizens == 45
    assert all(0 < part.citizens < 45 for part in parts)
    assert sum(load.citizens for load in whole.loads) == sum(
        one.status != "afsluttet" for one in sample.store.citizens()
    )


def test_the_council_table_shows_no_small_count(sample: Application) -> None:
    lines = table(figures(sample).of(lead(), weeks=52))
    assert len({line.name for line in lines}) == len(lines) >= 9
    for line in lines:
        counts = [int(number) for number in re.findall(r"\d+", line.now.da)] if line.name != "hours_gained" else []
        assert line.now.da.startswith("under") or all(count == 0 or count >= 5 for count in counts), line
    assert {line.name: line.now.da for line in lines}["began"].isdigit()


def test_the_year_before_the_first_event_is_not_measured(sample: Application) -> None:
    before = {line.name: line.before.da for line in table(figures(sample).of(lead(), weeks=52))}
    assert before["hours_gained"] == "ikke målt"
    assert before["began"] == "0"


def test_every_target_group_is_told_of_or_hidden(sample: Application) -> None:
    found = figures(sample).of(lead()).options
    in_groups = {one.target_group for one in sample.store.citizens()}
    assert {one.target_group for one in found} <= in_groups
    assert any(one.citizens is not None for one in found)
    assert all(one.enough is None or one.enough <= (one.citizens or 0) for one in found)


def test_how_long_lists_were_read_is_the_middle_one_of_those_that_were_measured(own_sample: Application) -> None:
    assert figures(own_sample).of(lead()).viewing_seconds is None
    for citizen_id, seconds in (("B-001", 40.0), ("B-002", 80.0), ("B-003", None)):
        shown = own_sample.casework.showing.show(citizen_id, "mette")
        choice = Choice(
            citizen_id=citizen_id, placement_id=shown.placement_ids[0], what="valgt", reason="oenske",
            shown=shown.number, seconds=seconds,
        )  # fmt: skip
        own_sample.casework.deciding.decide(choice, "mette")
    found = figures(own_sample).of(lead())
    assert found.viewing_seconds is not None
    assert 40 <= found.viewing_seconds <= 80
    assert found.control.first >= 3


def person(number: int, consultant: str | None, status: str = "klar") -> Citizen:
    """A citizen of a consultant."""
    return Citizen(citizen_id=f"B-{number}", consultant=consultant, status=status)


def test_sixteen_citizens_are_too_many_for_one_and_the_closed_do_not_count() -> None:
    citizens = [person(i, "mette") for i in range(16)] + [person(20, "mette", "afsluttet"), person(21, None)]
    contacts: dict[str, date] = {f"B-{i}": SAMPLE_DAY - timedelta(days=13) for i in range(15)}
    contacts["B-15"] = SAMPLE_DAY - timedelta(days=14)
    of_mette, of_nobody = loads(citizens, contacts, SAMPLE_DAY)
    assert (of_mette.consultant, of_mette.citizens, of_mette.too_many) == ("mette", 16, True)
    assert of_mette.silent == ("B-15",)
    assert (of_nobody.consultant, of_nobody.silent) == (None, ("B-21",))
