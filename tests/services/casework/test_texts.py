"""Texts to copy: right, plain, and without anything that may not be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Need
from jobmatch.domain.course import LONGER_DAY
from jobmatch.domain.decision import CHOSEN, Idea
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import NotFound
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.casework.vitas import Remark
from jobmatch.store import Changes
from tests.services.casework.case import GARDEN, MARIA, MONDAY, Case, weeks


def test_a_note_tells_what_was_shown_decided_and_why_and_what_is_not_known(own_sample: Application) -> None:
    desk = own_sample.casework
    shown = desk.showing.show("B-001", "mette", top=3)
    second = shown.placement_ids[1]
    choice = Choice(
        citizen_id="B-001",
        placement_id=second,
        what=CHOSEN,
        reason="oenske",
        shown=shown.number,
        note="Hun glæder sig.",
    )
    note = desk.texts.note(desk.deciding.decide(choice, "mette").number)
    lines = note.da.splitlines()
    assert lines[:2] == ["Notat 21-11-2026", "Borger B-001"]
    listed = [line for line in lines if line[:2] in ("1.", "2.", "3.")]
    assert [line.split("(")[-1].rstrip(")") for line in listed] == list(shown.placement_ids)
    assert any(line.startswith("Valgt: ") and "(nr. 2 på listen). Grund: borgerens ønske." in line for line in lines)
    for part in (
        "Det taler for pladsen:", "Det ved vi ikke endnu:", "Regler at være opmærksom på:",
        "Bemærkning: Hun glæder sig.", "Noteret af mette.", "Forslagene er råd. Borgeren og konsulenten har besluttet.",
    ):  # fmt: skip
        assert part in lines
    assert "Chosen: " in note.en
    assert len(note.en.splitlines()) == len(lines)
    before = note
    placement = own_sample.store.placement(second)
    assert placement is not None
    own_sample.store.save(Changes(placements=[replace(placement, title="Noget andet", tasks=())]), by="import")
    changed = desk.texts.note(desk.deciding.of("B-001")[-1].number)
    assert [line for line in changed.da.splitlines() if line[:2] == "2."] == [
        line for line in before.da.splitlines() if line[:2] == "2."
    ]


def test_a_note_about_an_own_idea_and_about_taking_back(case: Case) -> None:
    deciding, texts = case.desk.deciding, case.desk.texts
    made = deciding.own_idea("B-1", Idea(employer="Onkel Ibs cykler", contact="Ib"), "mette")
    note = texts.note(made.number).da
    assert "Borgerens egen idé: Onkel Ibs cykler, som ikke stod på listen. Grund: borgerens ønske." in note
    assert "Næste skridt: Spørg arbejdspladsen (Ib), når borgeren har sagt ja til det." in note
    assert "ikke gemt nogen vist liste" in note
    undone = deciding.undo(made.number, "mette")
    assert "Taget tilbage" in texts.note(undone.number).da
    with pytest.raises(NotFound):
        texts.note(99)


def test_the_remark_for_vitas_puts_the_end_hours_first_and_the_steps_after(case: Case) -> None:
    remark = case.desk.texts.vitas("B-1", "P-1", Remark(purpose="jobmaal", measure="virksomhedspraktik")).da
    assert remark.splitlines()[:6] == [
        "Ordning: virksomhedspraktik",
        "Formål: at finde ud af, hvilket job der passer",
        "Opgaver: vande og plante",
        "Slut-timer (i VITAS' felt): 12 timer om ugen",
        "Start: 4 timer om ugen fra 03-08-2026",
        "Trin (timer om ugen): 6 fra 31-08-2026, 8 fra 28-09-2026, 10 fra 26-10-2026, 12 fra 23-11-2026",
    ]
    assert "Timerne sættes kun op, når borgeren ønsker det" in remark
    assert "Kontakt på arbejdspladsen: Leif" in remark
    assert "Praktik varer højst 13 uger." in remark


def test_the_remark_of_a_running_course_tells_what_is_agreed_and_the_pace_from_there(case: Case) -> None:
    course_id = case.begins(hours=5.0)
    case.courses.step(course_id, MONDAY + weeks(4), 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    remark = case.desk.texts.vitas("B-1", "P-1").da
    assert "Start: 5 timer om ugen fra 03-08-2026" in remark
    assert "Trin (timer om ugen): 6 fra 31-08-2026, 8 fra 28-09-2026" in remark


def test_a_start_that_nobody_has_agreed_on_is_a_monday(case: Case) -> None:
    case.today = date(2026, 8, 5)
    assert "fra 10-08-2026" in case.desk.texts.vitas("B-1", "P-1").da


def test_no_workplace_reads_what_may_not_be_told(case: Case) -> None:
    """The texts are the same, byte for byte, whatever is needed and may not be told."""
    texts = case.desk.texts
    before = texts.vitas("B-1", "P-1"), texts.employer_questions("B-1", "P-1")
    for text in (one for pair in before for one in (pair.da, pair.en)):
        assert "mentor" not in text.lower()
    hidden = tuple(Need(code, "krav") for code in NEEDS if code != "sen_start")
    changed = replace(MARIA, needs=(*hidden, Need("sen_start", "oenske")), effective_share=20, display_name="Bodil")
    case.store.save(Changes(citizens=[changed]), by="mette")
    assert (texts.vitas("B-1", "P-1"), texts.employer_questions("B-1", "P-1")) == before
    told = replace(changed, may_disclose=("sen_start", "ro"))
    case.store.save(Changes(citizens=[told]), by="mette")
    assert "arbejder et roligt sted" in texts.vitas("B-1", "P-1").da


def test_questions_are_arrangements_and_only_what_is_not_answered(case: Case) -> None:
    needs = (Need("mentor", "nej"), Need("ro", "vigtigt"), Need("sen_start", "oenske"))
    told = replace(MARIA, may_disclose=("sen_start", "ro", "mentor"), needs=needs)
    case.store.save(Changes(citizens=[told]), by="mette")
    text = case.desk.texts.employer_questions("B-1", "P-1").da
    assert text.startswith("Spørgsmål til Leif om pladsen som gartnermedhjælper")
    assert "- møder kl. 10 eller senere" in text
    assert NEEDS["mentor"].arrangement.da not in text  # declined
    assert NEEDS["sen_start"].ask.da in text
    assert NEEDS["ro"].arrangement.da in text
    assert NEEDS["ro"].ask.da not in text  # answered with ja already
    assert "Hvor mange er ansat" in text
    full = replace(GARDEN, min_hours=2, min_hours_day=2, ordinary_staff=10, supported_now=0, contact=None)
    case.store.save(Changes(placements=[full]), by="liaison")
    text = case.desk.texts.employer_questions("B-1", "P-1").da
    assert "Hvor mange er ansat" not in text
    assert "Hvad er det mindste antal timer" not in text
    assert text.startswith("Spørgsmål om pladsen")
