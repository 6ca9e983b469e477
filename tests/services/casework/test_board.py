"""The board: every version is kept, and two people at once lose nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from jobmatch.domain.agreement import ContactAgreement, FleksjobAgreement, NetworkPerson, Task
from jobmatch.errors import BadInput, NotFound
from jobmatch.services.casework.board import ChangedMeanwhile, Coming
from jobmatch.services.casework.board_texts import in_words
from tests.services.casework.case import MONDAY, Case, weeks

CALL = Task(who="Maria", what="Ringer til Leif om onsdag", due=MONDAY + timedelta(days=2))
FLEKS = FleksjobAgreement(
    hours=10, intensity=50, considerations=("møder kl. 10",), review_on=MONDAY + weeks(26), valid_from=MONDAY
)


def test_who_does_what_by_when_stands_until_it_is_done(case: Case) -> None:
    board = case.desk.board
    later = board.add("B-1", replace(CALL, what="Køber arbejdssko", due=MONDAY + weeks(2)), "mette")
    first = board.add("B-1", CALL, "mette")
    undated = board.add("B-1", Task(who="  mette ", what="Spørger om mentor"), "mette")
    assert [one.number for one in board.of("B-1").tasks] == [first.number, later.number, undated.number]
    done = board.done(first.number, "Maria", first.version)
    assert isinstance(done.agreement, Task)
    assert (done.agreement.done_on, done.version, done.by) == (MONDAY, 2, "Maria")
    assert [one.number for one in board.of("B-1").tasks] == [later.number, undated.number, first.number]
    again = board.done(first.number, "mette", done.version, undone=True)
    assert [one.number for one in board.of("B-1").tasks][0] == again.number
    assert [in_words(one.agreement).da for one in board.history(first.number)] == [
        "Maria: Ringer til Leif om onsdag (senest 05-08-2026)",
        "Maria: Ringer til Leif om onsdag (gjort 03-08-2026)",
        "Maria: Ringer til Leif om onsdag (senest 05-08-2026)",
    ]


def test_who_saves_second_is_told_both_texts_and_nothing_is_lost(case: Case) -> None:
    board = case.desk.board
    made = board.add("B-1", CALL, "mette")
    board.change(made.number, replace(CALL, what="Ringer til Leif om fredag"), "mette", made.version)
    mine = replace(CALL, what="Sender en sms til Leif")
    with pytest.raises(ChangedMeanwhile) as told:
        board.change(made.number, mine, "samira", made.version)
    assert "mette har ændret" in told.value.text.da
    for text in (told.value.text.da, told.value.text.en):
        assert "om fredag" in text
        assert "sms til Leif" in text
    assert told.value.yours == mine
    assert told.value.theirs.version == 2
    assert board.change(made.number, mine, "samira", told.value.theirs.version).version == 3
    assert [one.version for one in board.history(made.number)] == [1, 2, 3]


def test_what_is_taken_off_the_board_can_still_be_read(case: Case) -> None:
    board = case.desk.board
    made = board.add("B-1", CALL, "mette")
    board.remove(made.number, "mette", made.version)
    assert board.of("B-1").tasks == []
    assert [one.removed for one in board.history(made.number)] == [False, True]
    with pytest.raises(ChangedMeanwhile, match="ikke længere på tavlen"):
        board.change(made.number, CALL, "samira", made.version)


def test_how_to_keep_in_touch_and_when_next(case: Case) -> None:
    board = case.desk.board
    assert board.of("B-1").contact is None
    how = ContactAgreement(how="sms, helst efter kl. 10", outside_hours=True, next_on=MONDAY + timedelta(days=7))
    first = board.write("B-1", how, "mette")
    assert in_words(first.agreement).da == "sms, helst efter kl. 10, næste gang 10-08-2026"
    with pytest.raises(ChangedMeanwhile):
        board.write("B-1", how, "samira")
    board.write("B-1", replace(how, next_on=MONDAY + weeks(2)), "samira", first.version)
    assert board.coming(["B-1"]) == {"B-1": Coming(contact_on=MONDAY + weeks(2))}
    assert case.desk.following_up.next_dates([case.maria()])["B-1"].day == MONDAY + weeks(2)


def test_having_nobody_is_an_answer_and_not_having_asked_is_none(case: Case) -> None:
    board = case.desk.board
    assert board.of("B-1").network is None
    nobody = board.write("B-1", NetworkPerson(nobody=True, name="glemmes"), "mette")
    assert nobody.agreement == NetworkPerson(nobody=True)
    somebody = board.write("B-1", NetworkPerson(name="Bodil", reach="bor ved siden af"), "mette", nobody.version)
    kept = board.of("B-1").network
    assert kept == somebody
    assert in_words(somebody.agreement).da == "Bodil, bor ved siden af"
    board.remove(somebody.number, "mette", somebody.version)
    assert board.of("B-1").network is None
    anew = board.write("B-1", NetworkPerson(name="Kaj"), "mette")
    assert (anew.number, anew.version) == (somebody.number, 4)


def test_a_flex_job_agreement_has_versions_and_a_day_to_look_again(case: Case) -> None:
    board = case.desk.board
    first = board.write("B-1", FLEKS, "mette")
    assert "5 effektive timer" in in_words(first.agreement).da
    second = board.write("B-1", replace(FLEKS, hours=12, review_on=MONDAY + weeks(30)), "mette", first.version)
    assert second.version == first.version + 1
    assert [one.agreement for one in board.history(first.number)][0] == FLEKS
    review = case.desk.following_up.next_dates([case.maria()])["B-1"]
    assert (review.day, review.what.en) == (MONDAY + weeks(30), "look at the flex job agreement")
    board.write("B-1", ContactAgreement(how="sms", next_on=MONDAY + weeks(2)), "mette")
    assert case.desk.following_up.next_dates([case.maria()])["B-1"].day == MONDAY + weeks(2), "what comes first"


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        (Task(who=" ", what="Ringer"), "hvem der gør det"),
        (Task(who="Maria", what=""), "hvad I har aftalt"),
        (Task(who="Maria", what="Henter recept på sertralin 50 mg"), "medicin"),
        (ContactAgreement(how=" "), "hvordan I holder kontakt"),
        (NetworkPerson(name=" "), "netværkspersonen"),
        (NetworkPerson(name="Bodil", reach="010190-1234"), "CPR"),
        (replace(FLEKS, hours=0), "mellem 1 og 37"),
        (replace(FLEKS, intensity=101), "1 og 100 %"),
        (replace(FLEKS, review_on=MONDAY), "ligge efter"),
        (replace(FLEKS, considerations=("pauser",) * 21), "højst 20"),
    ],
)
def test_what_cannot_stand_on_the_board_is_refused(
    case: Case, agreement: Task | ContactAgreement | NetworkPerson | FleksjobAgreement, said: str
) -> None:
    board = case.desk.board
    write: Any = board.add if isinstance(agreement, Task) else board.write
    with pytest.raises(BadInput, match=said):
        write("B-1", agreement, "mette")
    view = board.of("B-1")
    assert (view.tasks, view.contact, view.network, view.fleksjob) == ([], None, None, None)


def test_what_is_not_there_is_said(case: Case) -> None:
    board = case.desk.board
    with pytest.raises(NotFound):
        board.of("B-9")
    with pytest.raises(NotFound):
        board.one(99)
    contact = board.write("B-1", ContactAgreement(how="sms"), "mette")
    with pytest.raises(NotFound):
        board.done(contact.number, "mette", contact.version, day=date(2026, 8, 3))
