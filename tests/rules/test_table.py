"""The dated rule table: complete, sourced, and changeable by a municipality without a release."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.text import Text
from jobmatch.errors import BadInput, NotFound
from jobmatch.rules.rule import CHECKS, Rule
from jobmatch.rules.table import load_rules, rules_in_force

TODAY = date(2026, 11, 21)
ALL_RULES = (
    "P1 P2 P3 P4 P5 P6 E1 E2 L1 L2 L3 L4 L5 L6 N1 A1 H1 F1 F2 F3 F4 F5 M1 M2 S1 K1 U1 C1 C2 W1 D1".split()
)  # fmt: skip
BLOCKING = {"P1", "P3", "P6", "E1", "L1", "L2", "F1", "U1"}
INFORMING = {"L6", "F5", "K1"}

days = st.dates(min_value=date(2018, 1, 1), max_value=date(2035, 12, 31))
each_rule = pytest.mark.parametrize(
    "rule", rules_in_force(TODAY).rules, ids=[f"{r.rule_id}.{r.part}" for r in rules_in_force(TODAY).rules]
)


def test_every_rule_of_practice_is_in_force() -> None:
    assert {rule.rule_id for rule in rules_in_force(TODAY).rules} == set(ALL_RULES)
    assert len(ALL_RULES) == 31


def test_the_version_is_the_newest_day_from_which_a_rule_holds() -> None:
    assert rules_in_force(TODAY).version == "2026-07-01"
    assert rules_in_force(date(2025, 3, 1)).version == "2025-01-01"


def test_severities_are_those_proposed() -> None:
    for rule in rules_in_force(TODAY).rules:
        expected = "block" if rule.rule_id in BLOCKING else "info" if rule.rule_id in INFORMING else "warn"
        assert rule.severity == expected, rule.rule_id


@each_rule
def test_a_rule_names_its_source_and_how_sure_it_is(rule: Rule) -> None:
    assert rule.source
    assert rule.source_url.startswith("https://")
    assert rule.confidence
    assert rule.check in CHECKS


@each_rule
def test_a_rule_reads_well_in_both_languages(rule: Rule) -> None:
    for text in (rule.title, rule.text, rule.question, rule.readable()):
        if text is None:
            continue
        assert text.da != text.en
        assert text.da.count("{") == text.en.count("{")
        assert "jobcent" not in text.da.lower()
    assert "{" not in rule.readable().da
    if rule.question is not None:
        assert "?" in rule.question.da
        assert "?" in rule.question.en


def test_the_rules_together_are_plain_danish() -> None:
    texts = [t.da for rule in rules_in_force(TODAY).rules for t in (rule.say(), rule.ask_for())]
    everything = " ".join(texts)
    words = re.findall(r"[^\W\d_]+", everything)
    sentences = len(re.findall(r"[.!?:](?=\s|$)", everything))
    assert len(words) / sentences + 100 * sum(len(w) > 6 for w in words) / len(words) <= 40


def test_community_work_left_the_ratio_rule_with_the_work_duty() -> None:
    def counted(day: date) -> tuple[str, ...]:
        return next(rule.measures for rule in rules_in_force(day).rules if rule.rule_id == "E1")

    assert "nytteindsats" in counted(date(2024, 12, 31))
    assert "nytteindsats" not in counted(date(2025, 1, 1))


@given(days, days)
def test_a_rule_in_force_holds_on_its_day_and_later_tables_are_no_older(one: date, other: date) -> None:
    first, last = sorted((one, other))
    for rule in rules_in_force(first).rules:
        assert rule.in_force(first)
    if rules_in_force(first).rules:
        assert rules_in_force(first).version <= rules_in_force(last).version


def write(folder: Path, text: str) -> Path:
    file = folder / "egne_regler.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_municipality_changes_one_number_from_one_day(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        '[[rule]]\nid = "P2"\nvalid_from = 2027-01-01\nparameters = { weeks = 16 }\napproved_by = "Jura"\n',
    )
    before = next(r for r in rules_in_force(date(2026, 12, 31), own).rules if r.rule_id == "P2")
    after = next(r for r in rules_in_force(date(2027, 1, 1), own).rules if r.rule_id == "P2")
    assert before.parameters["weeks"] == 13
    assert after.parameters == {"weeks": 16, "extended_weeks": 26, "further_weeks": 13}
    assert after.say().da.startswith("Praktik varer højst 16 uger.")
    assert after.source == before.source
    assert after.approved_by == "Jura"
    assert rules_in_force(date(2027, 1, 1), own).version.startswith("2027-01-01+")


def test_a_municipality_adds_a_rule_and_ends_another(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        """
        [[rule]]
        id = "X1"
        title = { da = "Egen regel", en = "Own rule" }
        check = "question"
        severity = "warn"
        question = { da = "Er parkering aftalt?", en = "Is parking agreed?" }
        source = "Byrådet"
        source_url = "https://example.org"
        valid_from = 2026-01-01

        [[rule]]
        id = "P5"
        valid_from = 2022-01-01
        valid_to = 2026-06-30
        """,
    )
    ids = [rule.rule_id for rule in rules_in_force(TODAY, own).rules]
    assert ids.count("X1") == 1
    assert "P5" not in ids
    assert "P5" in [rule.rule_id for rule in rules_in_force(date(2026, 6, 30), own).rules]


def test_every_fault_of_a_file_is_named_at_once_in_both_languages(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        """
        [[rule]]
        id = "X1"
        title = { da = "Egen regel" }
        severity = "stop"
        check = "question"
        measures = ["praktik"]
        frist = 3
        valid_from = "1. januar"

        [[rule]]
        id = "Y1"
        title = { da = "Timer", en = "Hours" }
        severity = "warn"
        check = "hours_cap"
        text = { da = "Højst {hours_week} og {timer}.", en = "At most {hours_week}." }
        source = "Egen"
        source_url = "https://example.org"
        valid_from = 2026-01-01
        parameters = { hours_week = "mange" }

        [[rule]]
        id = "E1"
        valid_from = 2027-01-01
        valid_to = 2026-01-01
        parameters = { staff_each = 0 }

        [[rule]]
        id = "Z1"
        valid_from = 2027-01-01
        """,
    )
    with pytest.raises(BadInput) as failure:
        load_rules(own)
    said: Text = failure.value.text
    for word in ("title", "stop", "praktik", "frist", "valid_from", "timer", "hours_week", "valid_to", "check mangler"):
        assert word in said.da, word
    assert "check is missing" in said.en
    assert "Række 2 (Y1)" in said.da
    assert "Row 2 (Y1)" in said.en


@pytest.mark.parametrize("text", ["", "[rule]\nid = 1\n", "rule = 3\n", "[[rule]]\nid = \n"])
def test_a_file_that_is_no_rule_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        load_rules(write(tmp_path, text))


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="findes ikke"):
        load_rules(tmp_path / "ingen.toml")
    with pytest.raises(NotFound, match="findes ikke"):
        rules_in_force(TODAY, tmp_path / "ingen.toml")


def test_a_ratio_of_one_for_each_zero_staff_is_refused(tmp_path: Path) -> None:
    own = write(tmp_path, '[[rule]]\nid = "E1"\nvalid_from = 2027-01-01\nparameters = { staff_each = 0 }\n')
    with pytest.raises(BadInput, match="staff_each kan ikke være 0"):
        load_rules(own)


def test_a_placement_that_starts_later_meets_the_rules_of_that_day(tmp_path: Path) -> None:
    own = write(tmp_path, '[[rule]]\nid = "E1"\nvalid_from = 2027-01-01\nparameters = { staff_each = 10 }\n')
    table = rules_in_force(TODAY, own)
    assert table.on(date(2026, 12, 31)) is table
    later = table.on(date(2027, 1, 4))
    assert later.version == "2027-01-01" + table.mark
    assert later.on(TODAY).version == table.version


@given(days, days)
def test_the_table_of_another_day_is_that_days_table(one: date, other: date) -> None:
    assert rules_in_force(one).on(other).rules == rules_in_force(other).rules
