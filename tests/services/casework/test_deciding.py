"""Decisions on the invented municipality: what is chosen, what it writes, what stays to be read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.decision import CHOSEN, DECLINED, OWN_IDEA, SET_ASIDE, UNDONE, Decision, Idea, ShownList
from jobmatch.domain.event import Event
from jobmatch.errors import BadInput, Conflict, NotFound
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.casework.shown_content import answer_of, content_of, titles_of
from jobmatch.store import Changes
from tests.conftest import SAMPLE_DAY

MARIA = "B-001"


@pytest.fixture
def shown(own_sample: Application) -> ShownList:
    return own_sample.casework.showing.show(MARIA, "mette", top=3)


def choose(application: Application, shown: ShownList | None, place: int = 0, **more: Any) -> Decision:
    listed = shown or application.casework.showing.show(MARIA, "mette", top=3)
    said: dict[str, Any] = {"what": CHOSEN, "reason": "oenske", "shown": listed.number, **more}
    said.setdefault("placement_id", listed.placement_ids[place])
    return application.casework.deciding.decide(Choice(citizen_id=MARIA, **said), "mette")


def events_of(application: Application, *names: str) -> list[Event]:
    """What happened to Maria on the day of the sample."""
    found = application.store.events(citizen_id=MARIA)
    return [event for event in found if event.date == SAMPLE_DAY and (not names or event.event in names)]


def test_a_choice_writes_what_was_shown_put_to_her_and_chosen(own_sample: Application, shown: ShownList) -> None:
    made = choose(own_sample, shown, 1, reason="taet_paa", note="Hun kan cykle derhen.")
    assert (made.shown, made.shown_rank, made.by, made.day) == (shown.number, 2, "mette", SAMPLE_DAY)
    proposed = events_of(own_sample, "foreslaaet")
    assert {event.placement_id: event.shown_rank for event in proposed} == {
        placement_id: rank for rank, placement_id in enumerate(shown.placement_ids, start=1)
    }
    (asked,) = events_of(own_sample, "forelagt")
    (chosen,) = events_of(own_sample, "valgt")
    assert asked.placement_id == chosen.placement_id == shown.placement_ids[1]
    assert (chosen.reason, chosen.shown_rank, chosen.decided_by) == ("taet_paa", 2, "mette")


def test_the_first_on_the_list_needs_a_reason_too(own_sample: Application, shown: ShownList) -> None:
    before = own_sample.store.revision()
    with pytest.raises(BadInput, match="også når det er den første"):
        choose(own_sample, shown, reason=None)
    with pytest.raises(BadInput, match="borgerens ønske"):
        choose(own_sample, shown, reason="fordi")
    assert own_sample.store.revision() == before
    assert own_sample.casework.deciding.of(MARIA) == []


def test_a_placement_that_was_not_on_the_list_has_place_nought(own_sample: Application, shown: ShownList) -> None:
    other = next(p.placement_id for p in own_sample.store.placements() if p.placement_id not in shown.placement_ids)
    made = choose(own_sample, shown, placement_id=other)
    assert made.shown_rank == 0
    (chosen,) = events_of(own_sample, "valgt")
    assert (chosen.placement_id, chosen.shown_rank) == (other, 0)


def test_without_a_list_nobody_says_where_it_stood(own_sample: Application) -> None:
    made = own_sample.casework.deciding.decide(
        Choice(citizen_id=MARIA, placement_id="P-201", what=CHOSEN, reason="oenske"), "api"
    )
    assert (made.shown, made.shown_rank) == (None, None)
    assert [event.event for event in events_of(own_sample)] == ["forelagt", "valgt"]


def test_not_now_and_not_this(own_sample: Application, shown: ShownList) -> None:
    choose(own_sample, shown, 0, what=DECLINED, reason="ikke_nu")
    choose(own_sample, shown, 1, what=SET_ASIDE, reason="for_langt")
    (not_now,) = events_of(own_sample, DECLINED)
    (not_this,) = events_of(own_sample, SET_ASIDE)
    assert (not_now.placement_id, not_now.reason) == (shown.placement_ids[0], "ikke_nu")
    assert (not_this.placement_id, not_this.reason) == (shown.placement_ids[1], "for_langt")
    assert [event.placement_id for event in events_of(own_sample, "forelagt")] == [shown.placement_ids[0]]


def test_a_citizens_no_needs_no_reason_but_a_consultants_does(own_sample: Application, shown: ShownList) -> None:
    assert choose(own_sample, shown, what=DECLINED, reason=None).reason is None
    with pytest.raises(BadInput, match="Vælg en grund"):
        choose(own_sample, shown, what=SET_ASIDE, reason=None)


def test_changing_ones_mind_on_the_same_day_leaves_one_event_and_two_rows(
    own_sample: Application, shown: ShownList
) -> None:
    choose(own_sample, shown, what=SET_ASIDE, reason="andet")
    choose(own_sample, shown)
    assert [event.event for event in events_of(own_sample, CHOSEN, SET_ASIDE)] == [CHOSEN]
    assert [one.what for one in own_sample.casework.deciding.of(MARIA)] == [SET_ASIDE, CHOSEN]
    assert [one.what for one in own_sample.casework.deciding.in_force(MARIA)] == [CHOSEN]


def test_a_choice_holds_its_slot(own_sample: Application, shown: ShownList) -> None:
    placement_id = choose(own_sample, shown).placement_id
    courses = own_sample.worlds.at().world.courses
    (mine,) = [c for c in courses if (c.citizen_id, c.placement_id, c.chosen_on) == (MARIA, placement_id, SAMPLE_DAY)]
    assert mine.holds_slot(SAMPLE_DAY, 14)


def test_what_was_shown_is_the_same_bytes_after_everything_has_changed(
    own_sample: Application, shown: ShownList
) -> None:
    before = content_of(shown)
    made = choose(own_sample, shown)
    citizen = own_sample.store.citizen(MARIA)
    placement = own_sample.store.placement(shown.placement_ids[0])
    assert citizen is not None
    assert placement is not None
    changed = Changes(
        citizens=[replace(citizen, hours_now=1, wishes=())],
        placements=[replace(placement, title="Noget andet", employer="Et andet sted")],
    )
    own_sample.store.save(changed, by="import")
    again = own_sample.casework.showing.show(MARIA, "mette", top=3)
    assert again.number != shown.number
    kept = own_sample.casework.showing.shown(made.shown or 0)
    assert content_of(kept) == before
    answer = answer_of(kept)
    assert (kept.model, kept.rules, kept.as_of) == (answer["model"], answer["rules"], SAMPLE_DAY)
    for row in answer["matches"]:
        assert row["points"] == sum(part["points"] for part in row["contributions"])
    assert "Noget andet" not in titles_of(kept)[shown.placement_ids[0]]
    assert json.loads(before)["answer"] == answer


def test_the_same_list_is_kept_once_with_everybody_who_saw_it(own_sample: Application, shown: ShownList) -> None:
    showing = own_sample.casework.showing
    assert showing.show(MARIA, "mette", top=3) == shown
    assert showing.show(MARIA, "samira", top=3) == shown
    showing.looked(shown.number, "samira", 12.5)
    showing.looked(shown.number, "samira", 2.5)
    views = {view.by: view for view in showing.views_of(MARIA)}
    assert {by: (view.times, view.seconds) for by, view in views.items()} == {"mette": (2, 0.0), "samira": (1, 15.0)}
    assert views["mette"].first_at <= views["mette"].last_at
    assert len(showing.lists_of(MARIA)) == 1
    assert set(shown.factor_values) == set(shown.placement_ids)


def test_how_long_it_was_on_the_screen_is_told_by_the_page_or_by_the_clock(
    own_sample: Application, shown: ShownList
) -> None:
    assert choose(own_sample, shown, 0, seconds=93.0).seconds == 93.0
    counted = choose(own_sample, shown, 1)
    assert counted.seconds is not None
    assert 0 <= counted.seconds < 60
    assert counted.shown_at is not None


def test_taking_a_choice_back_restores_the_events_and_deletes_nothing(
    own_sample: Application, shown: ShownList
) -> None:
    before = [event for event in events_of(own_sample) if event.event != "foreslaaet"]
    made = choose(own_sample, shown)
    undone = own_sample.casework.deciding.undo(made.number, "mette", note="Forkert plads.")
    assert (undone.what, undone.undoes, undone.note) == (UNDONE, made.number, "Forkert plads.")
    assert [event for event in events_of(own_sample) if event.event != "foreslaaet"] == before
    assert len(events_of(own_sample, "foreslaaet")) == 3
    assert [one.what for one in own_sample.casework.deciding.of(MARIA)] == [CHOSEN, UNDONE]
    assert own_sample.casework.deciding.in_force(MARIA) == []
    with pytest.raises(Conflict, match="taget tilbage"):
        own_sample.casework.deciding.undo(made.number, "mette")
    with pytest.raises(BadInput, match="Beslut på ny"):
        own_sample.casework.deciding.undo(undone.number, "mette")


def test_taking_back_a_change_of_mind_brings_the_first_decision_back(own_sample: Application, shown: ShownList) -> None:
    first = choose(own_sample, shown)
    second = choose(own_sample, shown, what=SET_ASIDE, reason="andet")
    with pytest.raises(Conflict, match="besluttet noget senere"):
        own_sample.casework.deciding.undo(first.number, "mette")
    own_sample.casework.deciding.undo(second.number, "mette")
    assert [event.event for event in events_of(own_sample, CHOSEN, SET_ASIDE)] == [CHOSEN]
    assert own_sample.casework.deciding.in_force(MARIA) == [first]
    assert len(events_of(own_sample, "forelagt")) == 1


def test_a_choice_that_has_begun_is_ended_not_taken_back(own_sample: Application, shown: ShownList) -> None:
    made = choose(own_sample, shown)
    begun = Event(citizen_id=MARIA, placement_id=made.placement_id or "", date=SAMPLE_DAY, event="startet")
    own_sample.store.save(Changes(events=[begun]), by="import")
    with pytest.raises(Conflict, match="Slut forløbet"):
        own_sample.casework.deciding.undo(made.number, "mette")


def test_the_citizens_own_idea_needs_no_placement(own_sample: Application, shown: ShownList) -> None:
    deciding = own_sample.casework.deciding
    idea = deciding.own_idea(
        MARIA, Idea(employer=" Onkel Ib's  cykler ", contact="Ib selv"), "mette", shown=shown.number
    )
    assert (idea.what, idea.placement_id, idea.shown_rank, idea.reason) == (OWN_IDEA, None, 0, "oenske")
    assert idea.idea == {"employer": "Onkel Ib's cykler", "title": None, "contact": "Ib selv"}
    assert {event.event for event in events_of(own_sample)} == {"foreslaaet"}
    with pytest.raises(BadInput, match="hvilken virksomhed"):
        deciding.own_idea(MARIA, Idea(employer="  "), "mette")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Ring på 010190-1234", "CPR"),
        ("Hun har skizofreni", "diagnose"),
        ("Hun får 50 mg sertralin", "medicin"),
        ("x" * 2001, "for lang"),
    ],
)
def test_a_note_with_what_has_no_place_here_is_refused_in_a_plain_sentence(
    own_sample: Application, shown: ShownList, note: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        choose(own_sample, shown, note=note)
    assert note not in refused.value.text.da + refused.value.text.en
    assert own_sample.casework.deciding.of(MARIA) == []


def test_somebody_else_decided_meanwhile(own_sample: Application, shown: ShownList) -> None:
    deciding = own_sample.casework.deciding
    seen = deciding.latest(MARIA)
    choose(own_sample, shown, 0, expected=seen)
    revision = own_sample.store.revision()
    with pytest.raises(Conflict, match="i mellemtiden"):
        choose(own_sample, shown, 1, expected=seen)
    assert own_sample.store.revision() == revision
    choose(own_sample, shown, 1, expected=deciding.latest(MARIA))


def test_what_is_not_there_is_said(own_sample: Application, shown: ShownList) -> None:
    deciding, showing = own_sample.casework.deciding, own_sample.casework.showing
    with pytest.raises(NotFound, match="ingen plads"):
        choose(own_sample, shown, placement_id="P-999")
    with pytest.raises(NotFound, match="ingen borger"):
        deciding.decide(Choice(citizen_id="B-999", placement_id="P-201", what=CHOSEN, reason="timer"), "mette")
    with pytest.raises(NotFound, match="anden borger"):
        deciding.decide(
            Choice(citizen_id="B-002", placement_id="P-201", what=CHOSEN, reason="timer", shown=shown.number), "mette"
        )
    with pytest.raises(NotFound, match="ikke"):
        showing.shown(999)
    with pytest.raises(NotFound, match="ikke"):
        deciding.one(999)
    with pytest.raises(BadInput, match="fremtiden"):
        choose(own_sample, shown, day=date(2026, 11, 22))
    with pytest.raises(BadInput, match="valgt"):
        choose(own_sample, shown, what="gemt")
    with pytest.raises(BadInput, match="0 eller mere"):
        showing.looked(shown.number, "mette", -1)
