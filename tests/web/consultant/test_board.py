"""The board: who does what by when, ticked off, changed by one at a time, and how to keep in touch."""

from __future__ import annotations

import re

from jobmatch.bootstrap import Application
from jobmatch.domain.agreement import FleksjobAgreement, Task
from tests.clients import Visitor

BOARD = "/borgere/B-002/tavle"
CALL = {"hvad": "ny", "hvem": "Henning", "det": "Ringer til snedkeren", "frist": "2026-11-25"}


def test_an_agreement_is_written_ticked_and_unticked(mette: Visitor, own_sample: Application) -> None:
    assert "Tavlen er tom" in mette.get(BOARD).text
    assert mette.post(BOARD, data=CALL).status_code == 303
    page = mette.get(BOARD).text
    assert "Ringer til snedkeren" in page
    assert "senest 25. november 2026" in page
    (kept,) = own_sample.casework.board.of("B-002").tasks
    mette.post(BOARD, data={"hvad": "gjort", "nummer": str(kept.number), "version": str(kept.version)})
    (done,) = own_sample.casework.board.of("B-002").tasks
    assert isinstance(done.agreement, Task)
    assert done.agreement.done_on == own_sample.today()
    mette.post(BOARD, data={"hvad": "gjort", "nummer": str(done.number), "version": str(done.version)})
    (undone,) = own_sample.casework.board.of("B-002").tasks
    assert isinstance(undone.agreement, Task)
    assert undone.agreement.done_on is None
    mette.post(BOARD, data={"hvad": "fjern", "nummer": str(undone.number), "version": str(undone.version)})
    assert own_sample.casework.board.of("B-002").tasks == []


def test_who_has_talked_with_her_says_so_and_is_not_asked_to(mette: Visitor, own_sample: Application) -> None:
    said = {"hvad": "talt", "dag": "2026-11-20", "maade": "telefon", "note": "Hun vil gerne prøve"}
    assert mette.post(BOARD, data={**said, "maade": ""}).status_code == 422
    assert mette.post(BOARD, data={**said, "dag": "2026-12-24"}).status_code == 422
    assert own_sample.casework.contacts.of("B-002") == []
    assert mette.post(BOARD, data=said).headers["location"] == f"{BOARD}?klaret=talked"
    (kept,) = own_sample.casework.contacts.of("B-002")
    assert (kept.how, kept.note, kept.by) == ("telefon", "Hun vil gerne prøve", "mette")
    page = mette.get(BOARD).text
    assert "Sidst var 20. november 2026." in page
    assert "telefon: Hun vil gerne prøve" in page
    citizen = own_sample.store.citizen("B-002")
    assert citizen is not None
    assert "no_contact" not in {one.code for one in own_sample.casework.signals.of([citizen])["B-002"]}


def test_the_second_who_changes_an_agreement_sees_both(mette: Visitor, own_sample: Application) -> None:
    mette.post(BOARD, data=CALL)
    (kept,) = own_sample.casework.board.of("B-002").tasks
    seen = {"hvad": "ret", "nummer": str(kept.number), "version": str(kept.version), "hvem": "Henning", "frist": ""}
    assert mette.post(BOARD, data={**seen, "det": "Besøger snedkeren"}).status_code == 303
    second = mette.post(BOARD, data={**seen, "det": "Skriver til snedkeren"})
    assert second.status_code in (409, 412)
    assert "Besøger snedkeren" in second.text
    assert "Skriver til snedkeren" in second.text
    (now,) = own_sample.casework.board.of("B-002").tasks
    assert isinstance(now.agreement, Task)
    assert now.agreement.what == "Besøger snedkeren"


def test_contact_network_and_flex_job_have_versions(mette: Visitor, own_sample: Application) -> None:
    contact = {"hvad": "kontakt", "hvordan": "sms efter kl. 10", "uden_for": "ja", "naeste": "2026-11-30"}
    assert mette.post(BOARD, data=contact).status_code == 303
    assert mette.post(BOARD, data={"hvad": "netvaerk", "ingen": "ja"}).status_code == 303
    flex = {"hvad": "fleksjob", "timer": "16", "intensitet": "62,5", "fra": "2026-12-01", "ses_igen": "2027-03-01"}
    assert mette.post(BOARD, data={**flex, "hensyn": "pauser\nmøder kl. 10"}).status_code == 303
    board = own_sample.casework.board.of("B-002")
    assert board.fleksjob is not None
    assert isinstance(board.fleksjob.agreement, FleksjobAgreement)
    assert board.fleksjob.agreement.effective_hours == 10
    page = re.sub(r"<[^>]+>", " ", mette.get(BOARD).text)
    for words in ("sms efter kl. 10", "Næste gang: 30. november 2026", "Ingen lige nu", "10 timer", "Udgave 1"):
        assert words in page


def test_what_cannot_be_used_is_said_above_the_board_and_kept_in_the_form(mette: Visitor) -> None:
    answer = mette.post(BOARD, data={**CALL, "frist": "i morgen"})
    assert answer.status_code == 422
    assert "Det er ikke gemt" in answer.text
    assert 'value="Ringer til snedkeren"' in answer.text
    assert mette.post(BOARD, data={**CALL, "det": "CPR 010190-1234"}).status_code == 422
    assert mette.post(BOARD, data={"hvad": "noget andet"}).status_code == 422


def test_another_citizens_agreement_is_not_there(mette: Visitor, own_sample: Application) -> None:
    mette.post(BOARD, data=CALL)
    (kept,) = own_sample.casework.board.of("B-002").tasks
    form = {"hvad": "gjort", "nummer": str(kept.number), "version": str(kept.version)}
    assert mette.post("/borgere/B-001/tavle", data=form).status_code == 404
