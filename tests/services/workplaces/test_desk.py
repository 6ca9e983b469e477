"""The liaison's list: workplaces with their marks, the questions that wait, and the ratio check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.event import Event
from jobmatch.domain.workplace import workplace_key
from jobmatch.errors import BadInput
from jobmatch.services.workplaces.answers import Unusable
from jobmatch.services.workplaces.contacts import NewContact
from jobmatch.store.changes import Changes
from tests.services.workplaces.conftest import CAFE, KITCHEN, OPENINGS, TODAY, WORKSHOP, placement


def asked(town: Application, placement_id: str) -> dict[str, int]:
    """Need → how many wait for the answer."""
    opening = town.store.placement(placement_id)
    assert opening is not None
    return {one.need.code: one.count for one in town.workplaces.sheet(opening).asked.questions}


def test_openings_of_one_p_number_are_one_workplace(town: Application) -> None:
    sites = town.workplaces.sites()
    assert [(site.name, site.placement_ids) for site in sites] == [
        ("Café Havnen", (CAFE, KITCHEN)),
        ("Værkstedet", (WORKSHOP,)),
    ]


def test_without_a_p_number_the_name_and_the_postcode_tell_workplaces_apart() -> None:
    one = placement("P-1", p_number=None, employer="Bagerens  Hus")
    assert workplace_key(one) == workplace_key(replace(one, placement_id="P-2", employer="bagerens hus"))
    assert workplace_key(one) != workplace_key(replace(one, postcode="3390"))
    assert workplace_key(replace(one, employer=None)) != workplace_key(replace(one, employer=None, placement_id="P-2"))


def test_questions_count_those_whom_the_place_could_suit_and_who_let_it_be_told(town: Application) -> None:
    assert asked(town, CAFE) == {"ro": 2, "sprog": 1}  # "pauser" has an answer, B-3's "ro" may not be told
    assert asked(town, WORKSHOP) == {}  # 8 hours a week is too much for everybody
    (question,) = [one for one in town.workplaces.sheet(OPENINGS[0]).asked.questions if one.need.code == "sprog"]
    assert question.partly


def test_a_change_is_counted_by_scoring_again(town: Application) -> None:
    opening = town.store.placement(WORKSHOP)
    assert opening is not None
    first = town.workplaces.sheet(opening).openers[0]
    assert (first.change.fields["min_hours"], first.fits_before, first.count) == (2.0, 0, 5)
    town.store.save(Changes(placements=[replace(opening, min_hours=2.0)]), by="anna")
    assert len(town.suggest.candidates(WORKSHOP)["matches"]) == first.fits_before + first.count
    assert (first.told, first.fits) == (5, (0, 5)), "nobody, and a group, may be told of"


def test_the_list_begins_where_a_visit_gives_most(town: Application) -> None:
    rows = town.workplaces.rows()
    assert [row.site.name for row in rows] == ["Café Havnen", "Værkstedet"]
    assert all(row.stale for row in rows)
    assert [row.site.name for row in town.workplaces.rows(only="spoergsmaal")] == ["Café Havnen"]
    assert [row.site.name for row in town.workplaces.rows("pedel")] == ["Værkstedet"]
    town.workplaces.contacts.pause(rows[0].site, TODAY, 0, "liv")
    assert [row.site.name for row in town.workplaces.rows()] == ["Værkstedet", "Café Havnen"]
    assert [row.site.name for row in town.workplaces.rows(only="pause")] == ["Café Havnen"]


def test_a_pause_is_over_the_day_after(town: Application) -> None:
    site = town.workplaces.site(CAFE)
    town.workplaces.contacts.pause(site, TODAY - timedelta(days=1), 0, "liv")
    assert not town.workplaces.marks([site])[site.key].paused


def test_visits_of_the_coming_week_are_shown_and_those_that_were_missed(town: Application) -> None:
    cafe, workshop = town.workplaces.sites()
    town.workplaces.contacts.plan_visit(cafe, TODAY + timedelta(days=3), 0, "liv")
    town.workplaces.contacts.plan_visit(workshop, TODAY + timedelta(days=30), 0, "liv")
    assert [row.site.name for row in town.workplaces.visits_soon(town.workplaces.rows())] == ["Café Havnen"]


class TestRatio:
    """The ratio check with its numbers."""

    def test_the_newest_row_of_the_p_number_counts_and_a_conflict_is_marked(self, town: Application) -> None:
        ratio = town.workplaces.ratio(town.workplaces.site(KITCHEN))
        assert ratio is not None
        assert (ratio.staff, ratio.supported, ratio.allowed, ratio.room) == (10, 1, 2, 1)
        assert (ratio.conflict, ratio.old, ratio.sure) == (True, False, False)
        assert ratio.stated_on == date(2026, 11, 1)

    def test_missing_numbers_are_asked_for(self, town: Application) -> None:
        opening = replace(OPENINGS[2], ordinary_staff=None)
        town.store.save(Changes(placements=[opening]), by="anna")
        ratio = town.workplaces.ratio(town.workplaces.site(WORKSHOP))
        assert ratio is not None
        assert (ratio.allowed, ratio.room, ratio.sure) == (None, None, False)
        assert "almindelige vilkår" in ratio.question.da

    def test_no_ratio_where_no_measure_counts(self, town: Application) -> None:
        town.store.save(Changes(placements=[replace(OPENINGS[2], measures=("ordinaer",))]), by="anna")
        assert town.workplaces.ratio(town.workplaces.site(WORKSHOP)) is None

    def test_staff_as_a_year_ago_is_asked_where_wage_subsidy_is_possible(self, town: Application) -> None:
        assert "L3" in {note.rule_id for note in town.workplaces.notes(town.workplaces.site(CAFE))}
        town.store.save(Changes(placements=[replace(OPENINGS[2], measures=("virksomhedspraktik",))]), by="anna")
        notes = {note.rule_id for note in town.workplaces.notes(town.workplaces.site(WORKSHOP))}
        assert "L3" not in notes
        assert "E2" in notes


def asking(day: date, **more: object) -> NewContact:
    """A call to ask for a place."""
    facts: dict[str, object] = {"day": day, "kind": "opkald", "purpose": "plads", "outcome": "vender_tilbage", **more}
    return NewContact(**facts)  # type: ignore[arg-type]


class TestContacts:
    """The contact log."""

    def test_asking_too_often_is_marked_never_stopped(self, town: Application) -> None:
        site = town.workplaces.site(CAFE)
        town.workplaces.contacts.log(site, asking(TODAY - timedelta(days=40)), "liv")
        town.workplaces.contacts.log(site, asking(TODAY - timedelta(days=20)), "liv")
        assert not town.workplaces.marks([site])[site.key].capped
        town.workplaces.contacts.log(site, asking(TODAY), "liv")
        marks = town.workplaces.marks([site])[site.key]
        assert (marks.asked, marks.capped) == (2, True)
        town.workplaces.contacts.log(site, asking(TODAY), "liv")
        assert town.workplaces.marks([site])[site.key].asked == 3

    def test_other_contacts_do_not_count_as_asking(self, town: Application) -> None:
        site = town.workplaces.site(CAFE)
        for purpose in ("oplysninger", "opfoelgning"):
            town.workplaces.contacts.log(site, asking(TODAY, purpose=purpose, outcome="talt"), "liv")
        marks = town.workplaces.marks([site])[site.key]
        assert marks.asked == 0
        assert marks.last is not None

    def test_a_contact_stays_with_the_opening_when_the_p_number_is_learned(self, town: Application) -> None:
        town.workplaces.contacts.log(town.workplaces.site(WORKSHOP), asking(TODAY), "liv")
        town.store.save(Changes(placements=[replace(OPENINGS[2], p_number="1000000009")]), by="anna")
        site = town.workplaces.site(WORKSHOP)
        assert town.workplaces.marks([site])[site.key].asked == 1

    def test_a_refusal_takes_a_reason_from_the_closed_list(self, town: Application) -> None:
        site = town.workplaces.site(CAFE)
        for wrong in (asking(TODAY, outcome="nej"), asking(TODAY, outcome="nej", reason="dårlig dag")):
            with pytest.raises(Unusable):
                town.workplaces.contacts.log(site, wrong, "liv")
        town.workplaces.contacts.log(site, asking(TODAY, outcome="nej", reason="besat"), "liv")

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"day": TODAY + timedelta(days=1)}, "day"),
            ({"kind": "brevdue"}, "kind"),
            ({"note": "x" * 401}, "note"),
            ({"note": "det er 010190-1234"}, "note"),
            ({"reason": "besat"}, "reason"),
        ],
    )
    def test_what_cannot_be_written_down_is_named(
        self, town: Application, wrong: dict[str, object], field: str
    ) -> None:
        with pytest.raises(Unusable) as fault:
            town.workplaces.contacts.log(town.workplaces.site(CAFE), asking(**{"day": TODAY, **wrong}), "liv")  # type: ignore[arg-type]
        assert set(fault.value.wrong) == {field}

    def test_a_refusal_of_somebody_is_the_pairs_event_and_frees_the_place(self, town: Application) -> None:
        chosen = Event(
            citizen_id="B-1", placement_id=CAFE, date=TODAY, event="valgt", reason="oenske", decided_by="mette"
        )
        town.store.save(Changes(events=[chosen]), by="mette")
        site = town.workplaces.site(CAFE)
        (waiting,) = town.workplaces.contacts.waiting(site)
        refusal = asking(TODAY, outcome="nej", reason="timer", about=waiting)
        town.workplaces.contacts.log(site, refusal, "liv")
        (event,) = [one for one in town.store.events(citizen_id="B-1") if one.event == "afvist_virksomhed"]
        assert (event.placement_id, event.reason, event.decided_by) == (CAFE, "timer", "liv")
        assert town.workplaces.contacts.waiting(site) == []
        (contact,) = town.store.workplaces.contacts([site.key], [CAFE])
        assert "B-1" not in repr(contact)
        with pytest.raises(BadInput):
            town.workplaces.contacts.log(site, refusal, "liv")
