"""A learned model comes in force when the evidence carries it and people say so, and goes out again as easily."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from jobmatch.bootstrap import Application
from jobmatch.domain.event import Event
from jobmatch.domain.proposal import APPROVED, MODELS, REJECTED, WITHDRAWN
from jobmatch.domain.shipped import MODELS as SHIPPED
from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role, Viewer
from jobmatch.errors import BadInput, Conflict, NotFound, NotReady
from jobmatch.learning.evidence import Evidence
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.learning.cards import markdown
from jobmatch.services.learning.sources import stored
from jobmatch.services.models import models_in
from jobmatch.store.backup import backup, restore
from jobmatch.store.changes import Changes
from tests.conftest import SAMPLE_DAY


def lead(name: str) -> Viewer:
    """A lead of every team."""
    return Viewer(name, name.capitalize(), frozenset({Role.LEAD}), None)


LONE, PER = lead("lone"), lead("per")


def with_users(application: Application) -> None:
    """From now on somebody can log in, so that there is a second pair of eyes."""
    application.access.accounts.add(User("lone", "Lone", frozenset({Role.LEAD}), None), "test")


def log_of(application: Application) -> list[tuple[str, str, str | None]]:
    """Who did what with which model, the latest first."""
    entries = application.access.audit.entries(None, 20)
    return [(one.actor, one.action, one.object) for one in entries if one.action.startswith("model_")]


def test_from_choices_to_a_table_that_is_in_force_and_back_again(taught: Application) -> None:
    before = taught.suggest.match("B-017")
    assert before["model"] == "expert-1", "learning puts nothing in force"
    _, test = taught.learning.verdict()
    assert test["promotable"], test["why"]
    assert test["ndcg@10"]["interval"][0] > 0
    assert test["simulated"]
    outcome = taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    assert outcome.in_force
    after = taught.suggest.match("B-017")
    assert after["model"] == "learned-1"
    assert all(sum(part["points"] for part in row["contributions"]) == row["points"] for row in after["matches"])
    back = taught.promoting.roll_back("Vi ser tiden an.", "cli:anna", from_the_machine=True)
    assert back.in_force
    assert taught.suggest.match("B-017") == before, "to the byte: the same model under its own name"
    assert log_of(taught) == [
        ("cli:anna", "model_rolled_back", "expert-1"),
        ("cli:anna", "model_promoted", "learned-1"),
        ("cli:anna", "model_learned", "learned-1"),
    ]
    assert taught.access.audit.verify().whole


def test_the_night_after_uses_it_and_what_was_shown_before_is_shown_with_its_reasons(taught: Application) -> None:
    shown = taught.casework.showing.show("B-017", "mette")
    revision = taught.store.revision()
    points = int(taught.worlds.at().best("B-017", 1).points[0, 0])
    taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    taught.nightly.run()
    run = taught.store.latest_run()
    assert run is not None
    assert run.model == taught.in_force.model().version
    assert run.model.startswith("learned-1+")
    then = taught.worlds.at(revision=revision)
    assert then.kernel.model.name == "expert-1"
    assert int(then.best("B-017", 1).points[0, 0]) == points
    assert taught.casework.showing.shown(shown.number).content == shown.content


def test_a_proposal_from_the_machine_takes_two_who_have_logged_in(taught: Application) -> None:
    """Whoever proposed at the command line may be the lead who approves on the page: that would be one person."""
    with_users(taught)
    outcome = taught.promoting.promote("learned-1", "Den er bedre.", "cli:lone", from_the_machine=True)
    own = taught.governing.answer(outcome.proposal.number, APPROVED, "", LONE)
    assert (own.by, own.verdict, own.content) == ("lone", None, outcome.proposal.content)
    assert taught.in_force.model().name == "expert-1"
    machines = taught.governing.proposal(outcome.proposal.number).verdict
    assert machines is not None
    assert machines.verdict == WITHDRAWN
    with pytest.raises(Conflict, match="En anden"):
        taught.governing.answer(own.number, APPROVED, "", LONE)
    assert taught.governing.answer(own.number, APPROVED, "", PER).verdict is not None
    assert taught.in_force.model().name == "learned-1"
    back = taught.promoting.roll_back(None, "cli", from_the_machine=True)
    taken = taught.governing.answer(back.proposal.number, APPROVED, "", PER)
    assert taught.in_force.model().name == "learned-1"
    taught.governing.answer(taken.number, APPROVED, "", LONE)
    assert taught.in_force.model().name == "expert-1"


def test_every_table_that_was_tried_since_the_last_change_makes_the_next_ask_for_more(taught: Application) -> None:
    _, first = taught.learning.verdict()
    assert first["looks"] == 1
    taught.learning.learn("cli:anna", as_of=SAMPLE_DAY - timedelta(days=60))
    _, again = taught.learning.verdict("learned-1")
    assert again["looks"] == 2
    assert again["ndcg@10"]["interval"][0] < first["ndcg@10"]["interval"][0]
    assert "nummer 2" in again["why"]["da"]
    assert "number 2" in again["why"]["en"]
    if again["promotable"]:
        taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
        assert taught.learning.verdict("learned-2")[1]["looks"] == 1, "a change begins anew"


def test_where_there_are_users_another_person_must_approve(taught: Application) -> None:
    with_users(taught)
    outcome = taught.promoting.promote("learned-1", "Den er bedre.", LONE.name, from_the_machine=True)
    assert not outcome.in_force
    assert taught.in_force.model().name == "expert-1"
    with pytest.raises(Conflict, match="venter allerede"):
        taught.promoting.promote("learned-1", None, PER.name)
    with pytest.raises(Conflict, match="En anden"):
        taught.governing.answer(outcome.proposal.number, APPROVED, "", LONE)
    moved = taught.governing.preview(outcome.proposal.number, PER)
    assert moved.other_list > 0
    taught.governing.answer(outcome.proposal.number, APPROVED, "Enig.", PER)
    assert taught.in_force.model().name == "learned-1"
    assert log_of(taught)[0] == ("per", "model_promoted", "learned-1")
    back = taught.promoting.roll_back(None, PER.name, from_the_machine=True)
    assert not back.in_force
    taught.governing.answer(back.proposal.number, APPROVED, "", LONE)
    assert taught.in_force.model().name == "expert-1"


def test_a_rejected_model_changes_nothing(taught: Application) -> None:
    with_users(taught)
    number = taught.promoting.promote("learned-1", None, LONE.name).proposal.number
    taught.governing.answer(number, REJECTED, "Ikke endnu.", PER)
    assert taught.in_force.model().name == "expert-1"
    assert [one.verdict is None for one in taught.governing.proposals(MODELS)] == [False]


def test_a_model_is_not_approved_over_weights_that_came_in_between(taught: Application) -> None:
    with_users(taught)
    number = taught.promoting.promote("learned-1", None, LONE.name).proposal.number
    weights = taught.governing.propose_weights({"commute": 900, "wishes": 1400}, "Bussen.", LONE)
    taught.governing.answer(weights.number, APPROVED, "", PER)
    with pytest.raises(Conflict, match="ændret, siden"):
        taught.governing.answer(number, APPROVED, "", PER)


def test_going_back_takes_the_last_away_one_by_one(taught: Application) -> None:
    weights = taught.governing.propose_weights({"commute": 900, "wishes": 1400}, "Bussen.", LONE)
    taught.governing.answer(weights.number, APPROVED, "", PER)
    newer = taught.learning.learn("cli:anna").model.name
    taught.promoting.promote(newer, None, "cli:anna", from_the_machine=True)
    names = []
    for _ in range(2):
        taught.promoting.roll_back(None, "cli:anna", from_the_machine=True)
        names.append(taught.in_force.model().name)
    assert names == ["expert-1-lokal-1", "expert-1"]
    with pytest.raises(Conflict, match="ingen model før"):
        taught.promoting.roll_back(None, "cli:anna", from_the_machine=True)


def test_learning_again_starts_from_what_people_wrote_and_keeps_nothing_twice(taught: Application) -> None:
    first = taught.learning.model("learned-1")
    taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    again = taught.learning.learn("cli:per")
    assert (again.model.name, again.new) == ("learned-1", False)
    assert again.model == first
    with pytest.raises(Conflict, match="allerede i kraft"):
        taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)


def test_without_evidence_nothing_is_promoted(own_sample: Application) -> None:
    own_sample.learning.learn("cli:anna")
    with pytest.raises(Conflict, match="for lidt"):
        own_sample.promoting.promote("learned-1", "Jeg vil.", "cli:anna", from_the_machine=True)
    assert own_sample.promoting.waiting() == []
    with pytest.raises(NotFound, match="learned-9"):
        own_sample.promoting.promote("learned-9", None, "cli:anna", from_the_machine=True)


def test_a_reason_holds_no_cpr_number(taught: Application) -> None:
    with pytest.raises(BadInput, match="CPR"):
        taught.promoting.promote("learned-1", "For 010180-1234.", "cli:anna", from_the_machine=True)


def test_with_nothing_chosen_there_is_nothing_to_learn(own_sample: Application) -> None:
    with pytest.raises(NotReady, match="intet at lære"):
        own_sample.learning.learn("cli:anna", as_of=date(2020, 1, 1))


def test_values_of_the_day_are_used_where_they_were_kept(own_sample: Application) -> None:
    listed = own_sample.casework.showing.show("B-017", "mette", top=5)
    first, second = listed.placement_ids[:2]
    rows = [
        Event(citizen_id="B-017", placement_id=one, date=SAMPLE_DAY, event="foreslaaet", shown_rank=n)
        for n, one in enumerate(listed.placement_ids, start=1)
    ]
    chosen = Event(citizen_id="B-017", placement_id=second, date=SAMPLE_DAY, event="valgt", shown_rank=2)
    own_sample.store.save(Changes(what="test", events=[*rows, chosen]), "test")
    citizen = own_sample.store.citizen("B-017")
    assert citizen is not None
    own_sample.store.save(Changes(what="moved", citizens=[replace(citizen, postcode="9990", wishes=())]), "test")
    gathered = own_sample.learning.gather()
    assert gathered.kept_rows == len(listed.placement_ids)
    assert gathered.made_rows > 0, "the sample's own history was shown before this program was there"
    mine = gathered.evidence.pick(gathered.evidence.shown_on == SAMPLE_DAY.toordinal())
    for row, placement_id in enumerate(listed.placement_ids):
        for column, name in enumerate(mine.factors):
            kept = listed.factor_values[placement_id][name]
            value = float(mine.values[row, column])
            assert (value != value) if kept is None else value == kept
    assert first != second


def test_only_the_fit_of_a_pair_goes_in(taught: Application) -> None:
    """No field of a person is in the evidence: two citizens who differ in everything else give the same arrays."""
    evidence = taught.learning.gather().evidence
    assert evidence.factors == tuple(factor.name for factor in taught.in_force.kernel().valued)
    about_pairs = {"values", "ranks", "chances", "placements", "starts", "chosen", "outcomes"}
    days = {"shown_on", "chosen_on", "settled_on"}
    dividing = {"factors", "people", "ids", "folds"}
    told = about_pairs | days | dividing | {"as_shown"}
    assert set(Evidence.__dataclass_fields__) == told, "a new field: is it about a person?"


def test_team_consultant_and_name_do_not_touch_what_is_learned(taught: Application) -> None:
    """What a person is, as far as no factor reads it, may be anything: the table stays the same to the byte."""
    first = taught.learning.model("learned-1")
    people = [
        replace(one, team="andre", consultant="x", display_name="y", capacity_date=None)
        for one in taught.store.citizens()
    ]
    taught.store.save(Changes(what="others", citizens=people), "test")
    again = taught.learning.learn("cli:anna").model
    assert json.loads(again.document)["factors"] == json.loads(first.document)["factors"]


def test_the_card_says_what_it_was_made_from_and_that_it_is_simulated(taught: Application) -> None:
    model = taught.learning.model("learned-1")
    danish, english = markdown(model, "da"), markdown(model, "en")
    assert "Simuleret" in danish
    assert "Simulated" in english
    assert str(model.card["learned_from"]["lists"]) in danish
    assert model.card["evidence"]["rows_with_kept_values"] > model.card["evidence"]["rows_with_values_made_again"] > 0
    assert model.card["black_box"]["promotable"] is False
    rows: list[dict[str, Any]] = models_in_of(taught)
    assert [row["name"] for row in rows] == ["expert-1", "linker-3", "learned-1"]
    assert [row["in_force"] for row in rows if row["kind"] == "scoring"] == [True, False]


def models_in_of(application: Application) -> list[dict[str, Any]]:
    """Every model of an installation."""
    return models_in(SHIPPED, application.in_force.model(), application.learning.models())


def test_a_backup_carries_what_was_learned(taught: Application, tmp_path: Path) -> None:
    taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    backup(taught.store.engine, tmp_path / "copy.zip")
    address = f"sqlite:///{tmp_path / 'new.sqlite'}"
    other = Application(taught.settings.model_copy(update={"database_url": address}))
    restore(other.store.engine, tmp_path / "copy.zip")
    assert other.learning.models() == taught.learning.models()
    assert other.in_force.model().version == taught.in_force.model().version
    other.store.close()


def test_erasing_a_citizen_leaves_no_trace_of_her_in_what_was_learned(taught: Application) -> None:
    model = taught.learning.model("learned-1")
    ids = {one.citizen_id for one in stored(taught.store).citizens.values()}
    kept = json.dumps([model.document, model.card, model.sisters], ensure_ascii=False)
    assert not any(one in kept for one in ids)


def test_what_people_approved_is_what_learning_starts_from_and_is_not_undone_unseen(taught: Application) -> None:
    weights = taught.governing.propose_weights({"commute": 0, "wishes": 2300}, "Alle kan køre med bussen.", LONE)
    taught.governing.answer(weights.number, APPROVED, "", PER)
    with pytest.raises(Conflict, match="ændret vægtene"):
        taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    again = taught.learning.learn("cli:anna").model
    assert again.card["expert"] == "expert-1-lokal-1"
    assert json.loads(again.document)["factors"]["commute"]["knots"][-1][1] == 0


def test_weights_changed_on_top_of_a_learned_model_are_peoples_own(taught: Application) -> None:
    taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    weights = taught.governing.propose_weights(moved(taught), "Bussen er skåret ned.", LONE)
    taught.governing.answer(weights.number, APPROVED, "", PER)
    assert taught.in_force.model().origin == "expert"
    assert taught.learning.expert().name == taught.in_force.model().name == "learned-1-lokal-2"


def moved(application: Application) -> dict[str, int]:
    """The weights in force with ten points from one to another."""
    maxima = {name: table.maximum for name, table in application.in_force.model().tables.items()}
    return {"wishes": maxima["wishes"] + 10, "commute": maxima["commute"] - 10}


def test_the_one_in_force_is_said_to_be_and_is_held_against_the_one_before(taught: Application) -> None:
    taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    _, test = taught.learning.verdict("learned-1")
    assert (test["against"], test["promotable"]) == ("expert-1", False)
    assert "gælder nu" in test["why"]["da"]


def test_a_model_of_other_factors_is_listed_as_outdated_and_can_be_left(taught: Application) -> None:
    taught.promoting.promote("learned-1", None, "cli:anna", from_the_machine=True)
    with taught.store.engine.begin() as connection:
        for table, column in (("learned_models", "document"), ("proposals", "content")):
            connection.execute(text(f"UPDATE {table} SET {column} = replace({column}, 'mentor', 'mentorship')"))
    with pytest.raises(Conflict, match="kan ikke bruges mere"):
        taught.learning.verdict("learned-1")
    with pytest.raises(BadInput, match=r"learned-1 kan ikke bruges.*mentor.*jobmatch rollback"):
        taught.suggest.match("B-017")
    taught.promoting.roll_back(None, "cli:anna", from_the_machine=True)
    rows = {row["name"]: row for row in models_in_of(taught)}
    assert rows["expert-1"]["in_force"]
    assert "kan ikke bruges mere" in rows["learned-1"]["evidence"]["why"]["da"]


def test_a_list_shown_again_after_the_choice_does_not_stand_for_the_one_that_was_chosen_from(
    own_sample: Application,
) -> None:
    showing, day = own_sample.casework.showing, SAMPLE_DAY
    first = showing.show("B-017", "mette", top=5)
    last = first.placement_ids[-1]
    choice = Choice(citizen_id="B-017", placement_id=last, what="valgt", reason="oenske", shown=first.number)
    own_sample.casework.deciding.decide(choice, "mette")
    citizen, place = own_sample.store.citizen("B-017"), own_sample.store.placement(last)
    assert citizen is not None
    assert place is not None
    changed = replace(citizen, wishes=(place.title or "",), postcode="9990")
    own_sample.store.save(Changes(what="moved", citizens=[changed]), "test")
    again = showing.show("B-017", "mette", top=5)
    assert again.number != first.number
    evidence = own_sample.learning.gather().evidence
    mine = evidence.pick((evidence.shown_on == day.toordinal()) & evidence.as_shown)
    wishes = mine.factors.index("wishes")
    kept = first.factor_values[last]["wishes"]
    assert float(mine.values[mine.chosen[0], wishes]) == kept
