"""What people read: both languages whole, plain Danish, facts filled in, and no word that judges a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from string import Formatter
from typing import Any

import pytest

from jobmatch.competences.shipped import shipped_vocabulary
from jobmatch.core.factor import Factor
from jobmatch.core.kernel import Kernel
from jobmatch.core.model import load_model
from jobmatch.domain.shipped import DATA, MODELS
from jobmatch.errors import Text
from jobmatch.factors import all_factors
from jobmatch.rules.table import rules_in_force
from jobmatch.services.importing import Importing
from jobmatch.services.suggest import Suggest
from jobmatch.services.worlds import Worlds
from jobmatch.store.store import Store
from tests.factors.lix import lix, read_together

AS_OF = date(2026, 11, 21)
ALL = 1_000
PLAIN = 40
"""Texts are plain up to this LIX: a local newspaper has about 40."""
JUDGING = re.compile(
    r"\b(score\w*|sandsynlig\w*|chance\w*|risiko\w*|prognose\w*|probab\w*|likel\w*|risks?|risky|profilering|svage?)\b",
    re.IGNORECASE,
)
LEFT_OVER = ("{", "}", "None", "nan", "  ", " .", " ,", "..", ": .", "()", "»«", "\n")
OF_THE_PAST = re.compile(r"jobcent|job cent", re.IGNORECASE)

Shown = dict[str, str]


def placeholders(template: str) -> set[str]:
    """The facts that a text names."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def texts_of(factor: Factor) -> Iterator[Text]:
    """Every text that a factor declares."""
    yield factor.title
    if factor.unknown is not None:
        yield factor.unknown
    yield from (level.text for level in factor.levels)


@pytest.mark.parametrize("factor", all_factors(), ids=lambda factor: factor.name)
def test_a_factor_speaks_both_languages_with_the_same_facts(factor: Factor) -> None:
    for text in texts_of(factor):
        assert text.da.strip()
        assert text.en.strip()
        assert placeholders(text.da) == placeholders(text.en), text


@pytest.mark.parametrize("factor", [f for f in all_factors() if f.value is not None], ids=lambda factor: factor.name)
def test_a_scored_factor_has_a_sentence_for_every_value(factor: Factor) -> None:
    assert factor.unknown is not None
    least = [level.least for level in factor.levels]
    assert least == sorted(least, reverse=True)
    assert least[-1] == 0


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    """What the sample municipality's consultants are shown, citizen by citizen."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('texts') / 'sample.db'}")
    report = Importing(store).run([DATA / "sample"])
    assert not report.errors
    factors = all_factors()
    kernel = Kernel(factors, load_model(MODELS / "expert-1", factors))
    worlds = Worlds(store, shipped_vocabulary, lambda _: kernel, lambda day, _: rules_in_force(day), lambda: AS_OF)
    suggest = Suggest(store, worlds)
    yield [suggest.match(citizen.citizen_id, ALL, AS_OF, ALL) for citizen in store.citizens()]
    store.close()


def matches(answers: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every match of every citizen."""
    for answer in answers:
        yield from answer["matches"]


def said_of(answer: dict[str, Any]) -> Iterator[tuple[str, Shown]]:
    """(kind, text) of everything that one citizen's list shows."""
    if "message" in answer:
        yield "message", answer["message"]
    for match in answer["matches"]:
        for part in match["contributions"]:
            yield "contribution", part["text"]
            yield "title", part["title"]
        for check in match["checks"]:
            yield f"check to the {check['ask']}", check["text"]
        for rule in match["rules"]:
            yield "rule", rule["text"]
    for excluded in answer["excluded"]:
        for reason in excluded["reasons"]:
            yield "reason", reason["text"]
    for unlock in answer["unlocks"]:
        yield "unlock", unlock["text"]


@pytest.fixture(scope="module")
def shown(answers: list[dict[str, Any]]) -> list[tuple[str, Shown]]:
    """Every distinct text with its kind."""
    distinct = {(kind, text["da"], text["en"]) for answer in answers for kind, text in said_of(answer)}
    return [(kind, {"da": da, "en": en}) for kind, da, en in sorted(distinct)]


def test_the_sample_shows_texts_of_every_kind(shown: list[tuple[str, Shown]]) -> None:
    kinds = {kind for kind, _ in shown}
    asked = {f"check to the {who}" for who in ("employer", "citizen", "consultant")}
    assert kinds == {"message", "contribution", "title", "rule", "reason", "unlock", *asked}


def test_every_fact_is_filled_in_and_nothing_is_left_over(shown: list[tuple[str, Shown]]) -> None:
    for kind, text in shown:
        for language, said in text.items():
            assert said, f"{kind} says nothing in {language}"
            assert said == said.strip()
            for mark in LEFT_OVER:
                if not mark.isalpha():
                    assert mark not in said, f"{kind}: {said!r}"
                else:
                    assert not re.search(rf"\b{mark}\b", said), f"{kind}: {said!r}"


def test_sentences_are_whole(shown: list[tuple[str, Shown]]) -> None:
    for kind, text in shown:
        for said in text.values():
            assert said[0].isupper() or said[0].isdigit(), f"{kind}: {said!r}"
            assert kind == "title" or said[-1] in ".?!", f"{kind}: {said!r}"


def test_no_word_judges_a_person(shown: list[tuple[str, Shown]]) -> None:
    for kind, text in shown:
        for said in text.values():
            assert not JUDGING.search(said), f"{kind}: {said!r}"
            assert not OF_THE_PAST.search(said), f"{kind}: {said!r}"


def test_only_questions_to_the_citizen_say_you(shown: list[tuple[str, Shown]]) -> None:
    """The same sentence stands on the consultant's, the citizen's and the liaison's page."""
    for kind, text in shown:
        if kind != "check to the citizen":
            assert not re.search(r"\b(du|dig|din|dit|dine)\b", text["da"], re.IGNORECASE), f"{kind}: {text['da']!r}"


def test_questions_ask(shown: list[tuple[str, Shown]]) -> None:
    for kind, text in shown:
        if kind.startswith("check to the") and kind != "check to the consultant":
            assert "?" in text["da"], f"{kind}: {text['da']!r}"
            assert "?" in text["en"], f"{kind}: {text['en']!r}"


def test_every_explanation_is_plain_danish(answers: list[dict[str, Any]]) -> None:
    for match in matches(answers):
        for part in ("contributions", "checks", "rules"):
            read = read_together(one["text"]["da"] for one in match[part])
            assert lix(read) <= PLAIN, f"{part} of {match['placement_id']}: {read}"


def test_what_keeps_a_pair_apart_and_what_would_help_is_plain_danish(answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        reasons = [reason["text"]["da"] for row in answer["excluded"] for reason in row["reasons"]]
        unlocks = [unlock["text"]["da"] for unlock in answer["unlocks"]]
        assert lix(read_together(reasons)) <= PLAIN, answer["citizen_id"]
        assert lix(read_together(unlocks)) <= PLAIN, read_together(unlocks)


@pytest.mark.parametrize("factor", [f.name for f in all_factors() if f.value is not None])
def test_every_factor_is_plain_danish(factor: str, answers: list[dict[str, Any]]) -> None:
    said = {
        part["text"]["da"] for match in matches(answers) for part in match["contributions"] if part["factor"] == factor
    }
    assert said
    assert lix(read_together(sorted(said))) <= PLAIN


def test_strengths_come_first(answers: list[dict[str, Any]]) -> None:
    for match in matches(answers):
        points = [part["points"] for part in match["contributions"]]
        assert points == sorted(points, reverse=True)
