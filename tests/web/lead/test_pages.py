"""The team lead's pages: figures, a table for the council, and changes with four eyes."""

from __future__ import annotations

import csv
import io
import re

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.web.app import create_pages
from jobmatch.web.labels import LABELS
from tests.clients import Visitor, visitor
from tests.conftest import SAMPLE_DAY

HOME = {"origin": "http://127.0.0.1"}


def lead(application: Application, persona: str = "lead") -> Visitor:
    """The pages as a team lead sees them."""
    client = visitor(create_pages(application), headers=HOME)
    client.cookies.set(PERSONA_COOKIE, persona)
    return client


def words(html: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_lead_begins_the_day_with_the_team(sample: Application) -> None:
    page = lead(sample).get("/")
    assert page.url.path == "/leder"
    said = words(page.text)
    assert "Mette" in said
    assert "ud af 15" in said
    assert "Antal fra 1 til 4 vises ikke" in said


def test_the_period_can_be_chosen_and_an_odd_one_is_the_usual(sample: Application) -> None:
    client = lead(sample)
    assert '<option value="52" selected>' in client.get("/leder?uger=52").text
    assert '<option value="26" selected>' in client.get("/leder?uger=9999").text


def test_the_council_gets_the_same_figures_on_paper_and_in_a_file(sample: Application) -> None:
    client = lead(sample)
    answer = client.get("/leder/tal.csv?uger=52")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    page = words(client.get("/leder/tal?uger=52").text)
    assert len(rows) >= 10
    for label, now, before in rows[1:]:
        assert f"{label} {now.removeprefix(chr(39))} {before}" in page
    assert "simulerede" in page


def test_only_a_lead_comes_here(sample: Application) -> None:
    for persona in ("liaison", "consultant:mette", "auditor"):
        for address in ("/leder", "/leder/tal.csv", "/leder/vaegte", "/leder/aendringer"):
            assert lead(sample, persona).get(address).status_code == 403, (persona, address)


def test_weights_are_proposed_by_one_and_approved_by_another(own_sample: Application) -> None:
    one, other = lead(own_sample), lead(own_sample, "alle")
    sent = {"commute": "1800", "wishes": "500", "because": "Bussen er skåret ned."}
    page = one.post("/leder/vaegte", data=sent)
    assert page.url.path == "/leder/aendringer/1"
    said = words(page.text)
    assert "800 → 1800 point" in said
    assert "Bussen er skåret ned." in said
    assert "Det er dit eget forslag" in said
    assert 'value="approved"' not in page.text
    refused = one.post("/leder/aendringer/1", data={"verdict": "approved", "note": ""})
    assert refused.status_code == 409
    assert "et forslag venter" in words(other.get("/leder").text).lower()
    assert "Godkendt" in words(other.post("/leder/aendringer/1", data={"verdict": "approved", "note": "Enig."}).text)
    assert own_sample.in_force.model().maximum("commute") == 1800
    assert "expert-1-lokal-1" in words(one.get("/leder/vaegte").text)


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"commute": "mange"}, "Skriv et helt tal"),
        ({"commute": "900", "because": "Fordi."}, "10.100"),
        ({"commute": "1800", "wishes": "500", "because": ""}, "hvorfor"),
    ],
)
def test_a_faulty_proposal_is_shown_again_with_what_was_written(
    sample: Application, sent: dict[str, str], word: str
) -> None:
    page = lead(sample).post("/leder/vaegte", data=sent)
    assert page.status_code == 422
    assert word in words(page.text)
    assert f'value="{sent["commute"]}"' in page.text


def test_a_rule_is_changed_from_a_day_on(own_sample: Application) -> None:
    one, other = lead(own_sample), lead(own_sample, "alle")
    assert "/leder/regler/E1/1" in one.get("/regler").text
    sent = {"staff_each": "4", "valid_from": SAMPLE_DAY.isoformat(), "severity": "warn", "because": "Ny vejledning."}
    page = one.post("/leder/regler/E1/1", data=sent)
    assert page.url.path == "/leder/aendringer/1"
    assert "Ansatte for hver plads 4" in words(page.text)
    other.post("/leder/aendringer/1", data={"verdict": "approved"})
    rule = own_sample.governing.rule("E1", 1)
    assert (rule.parameters["staff_each"], rule.severity) == (4, "warn")
    assert own_sample.governing.proposal(1).because == "Ny vejledning."


@pytest.mark.parametrize(
    ("field", "text"), [("staff_each", "mange"), ("valid_from", "snart"), ("valid_from", "2020-01-01")]
)
def test_a_rule_that_cannot_be_used_is_shown_again(sample: Application, field: str, text: str) -> None:
    sent = {"valid_from": SAMPLE_DAY.isoformat(), "severity": "warn", "because": "Ny vejledning.", field: text}
    assert lead(sample).post("/leder/regler/E1/1", data=sent).status_code == 422


def test_every_number_of_every_rule_has_a_name(sample: Application) -> None:
    for rule in sample.in_force.rules(SAMPLE_DAY).every:
        numbers = [name for name, value in rule.parameters.items() if isinstance(value, int | float)]
        assert all(f"lead_parameter_{name}" in LABELS for name in numbers), rule.rule_id


def test_a_proposal_can_be_rejected_with_a_note(own_sample: Application) -> None:
    lead(own_sample).post("/leder/vaegte", data={"commute": "1800", "wishes": "500", "because": "Fordi."})
    page = lead(own_sample, "alle").post("/leder/aendringer/1", data={"verdict": "rejected", "note": "Ikke nu."})
    assert "Ikke nu." in words(page.text)
    assert own_sample.in_force.model().name == "expert-1"
    assert "afvist" in words(lead(own_sample).get("/leder/aendringer").text)


def test_a_proposal_about_a_model_tells_its_evidence_and_what_it_changes(taught: Application) -> None:
    number = taught.promoting.promote("learned-1", "Den er bedre.", "prøve-leder").proposal.number
    page = lead(taught, "alle").get(f"/leder/aendringer/{number}")
    said = words(page.text)
    assert page.status_code == 200
    assert "Modellen learned-1 skal i kraft." in said
    assert "Samlet set er den bedre end expert-1" in said
    assert "Hændelserne kommer fra databasen" in said
    assert "simulerede" in said
    assert "point" in said
    assert "Model" in words(lead(taught).get("/leder/aendringer").text)
    done = lead(taught, "alle").post(f"/leder/aendringer/{number}", data={"verdict": "approved"})
    assert "Ændringen er godkendt" in words(done.text)
    assert taught.in_force.model().name == "learned-1"


def test_a_lead_sees_the_models_and_which_is_in_force(taught: Application) -> None:
    page = lead(taught).get("/leder/modeller")
    said = words(page.text)
    assert page.status_code == 200
    assert "expert-1 gælder nu" in said
    assert "Lært af valg og forløb" in said
    assert "simulerede" in said
    assert "linker-3" not in said, "how titles are read is nothing that a lead decides"
    assert "Foreslå at gå tilbage" not in said, "there is nothing before"
    assert "/leder/modeller" in lead(taught).get("/leder").text


def test_a_learned_table_stands_beside_the_experts_with_its_test(taught: Application) -> None:
    page = lead(taught).get("/leder/modeller/learned-1")
    said = words(page.text)
    assert page.status_code == 200
    assert page.text.count('class="learned"') == page.text.count('class="expert"') == 15
    assert "end fagfolkene regnede med" in said
    assert "Samlet set er den bedre end expert-1" in said
    assert "Simulated" not in said
    english = words(lead(taught).get("/leder/modeller/learned-1?sprog=en").text)
    assert "than experts thought" in english
    assert lead(taught).get("/leder/modeller/learned-9").status_code == 404


def test_a_model_is_proposed_by_one_lead_and_approved_by_another_and_so_is_going_back(taught: Application) -> None:
    one, other = lead(taught), lead(taught, "alle")
    refused = one.post("/leder/modeller/learned-1", data={"because": " "})
    assert refused.status_code == 422
    assert "Skriv, hvorfor" in words(refused.text)
    page = one.post("/leder/modeller/learned-1", data={"because": "Vi følger det, der holder."})
    assert page.url.path == "/leder/aendringer/1"
    assert "Det er dit eget forslag" in words(page.text)
    assert "Foreslå den" not in words(one.get("/leder/modeller/learned-1").text), "it waits already"
    other.post("/leder/aendringer/1", data={"verdict": "approved"})
    assert "learned-1 gælder nu" in words(one.get("/leder/modeller").text)
    assert "Før den her gjaldt expert-1" in words(one.get("/leder/modeller").text)
    back = one.post("/leder/modeller", data={"because": "Vi ser tiden an."})
    assert "Tilbage til modellen expert-1" in words(back.text)
    other.post("/leder/aendringer/2", data={"verdict": "approved"})
    assert taught.in_force.model().name == "expert-1"


def test_a_model_without_evidence_cannot_be_proposed(own_sample: Application) -> None:
    own_sample.learning.learn("cli:anna")
    assert "Foreslå den" not in words(lead(own_sample).get("/leder/modeller/learned-1").text)
    refused = lead(own_sample).post("/leder/modeller/learned-1", data={"because": "Jeg vil."})
    assert refused.status_code == 409
    assert "for lidt at prøve den på" in words(refused.text)
