"""The needs list: complete, in both languages, plain, and never revealing."""

from __future__ import annotations

import re

import pytest

from jobmatch.domain.codes import STRENGTH
from jobmatch.domain.needs import NEEDS, SupportNeed

HARD = {
    "fast_kontakt", "stoetteperson", "sen_start", "korte_dage", "trappe", "fravaer_beh", "ingen_konflikt",
    "tunge_loeft", "gang_trapper", "luft_allergi", "hjaelpemidler", "ingen_koersel", "rusfri",
}  # fmt: skip
SOFT = {"mentor", "skriftlig", "faa_ord"}
SENTENCES = ("ask", "met", "partly", "not_met", "unknown")
TEXTS = (*SENTENCES, "label", "must_state", "arrangement")
ABOUT_HEALTH = re.compile(
    r"\b(syg\w*|diagnose\w*|behandling\w*|misbrug\w*|angst\w*|depress\w*|stress\w*|smerte\w*|handicap\w*|borger\w*|"
    r"behov\w*|lidelse\w*|træt\w*|ill\w*|sick\w*|diagnos\w*|treatment\w*|pain\w*|disab\w*|citizen\w*|need\w*)\b",
    re.IGNORECASE,
)

each_need = pytest.mark.parametrize("need", NEEDS.values(), ids=list(NEEDS))


def lix(text: str) -> float:
    """The Danish readability figure: words a sentence plus the share of words over six letters."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = max(1, len(re.findall(r"[.!?:](?=\s|$)", text)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_there_are_thirty_five_needs_with_their_own_bit() -> None:
    assert [need.position for need in NEEDS.values()] == list(range(35))


def test_default_strengths_are_those_of_practice() -> None:
    expected = {code: "krav" if code in HARD else "oenske" if code in SOFT else "vigtigt" for code in NEEDS}
    assert {need.code: need.default_strength for need in NEEDS.values()} == expected


def test_only_a_mentor_can_be_declined() -> None:
    assert [need.code for need in NEEDS.values() if "nej" in need.strengths] == ["mentor"]
    assert set(NEEDS["ro"].strengths) == set(STRENGTH)


@each_need
def test_every_text_is_there_in_both_languages(need: SupportNeed) -> None:
    for name in TEXTS:
        text = getattr(need, name)
        assert text.da, name
        assert text.en, name
        assert text.da != text.en, name
        assert "{" not in text.da + text.en
    for name in SENTENCES:
        text = getattr(need, name)
        assert text.da[-1] in ".?", name
        assert text.en[-1] in ".?", name
        assert text.da[0].isupper(), name
        assert text.en[0].isupper(), name


@each_need
def test_the_question_is_a_question_and_gives_no_reason(need: SupportNeed) -> None:
    assert need.ask.da.endswith("?")
    assert need.ask.en.endswith("?")
    assert not ABOUT_HEALTH.search(need.ask.da), need.ask.da
    assert not ABOUT_HEALTH.search(need.ask.en), need.ask.en


@each_need
def test_the_arrangement_names_no_problem(need: SupportNeed) -> None:
    arrangement = need.arrangement
    assert arrangement.da[0].islower()
    assert not arrangement.da.endswith(".")
    assert not ABOUT_HEALTH.search(arrangement.da), arrangement.da
    assert not re.search(r"\b(sick|ill|treatment|pain|diagnosis)\b", arrangement.en)


@each_need
def test_every_sentence_is_plain_danish(need: SupportNeed) -> None:
    for name in SENTENCES:
        sentence = getattr(need, name).da
        assert lix(sentence) <= 40, sentence


def test_an_answer_gives_its_own_sentence() -> None:
    ro = NEEDS["ro"]
    answers = {ro.answered(answer).da for answer in ("ja", "delvist", "nej", "ukendt")}
    assert len(answers) == 4
    assert ro.answered("ja") is ro.met
