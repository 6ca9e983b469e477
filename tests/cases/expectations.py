"""What a worked case can expect of one pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Row = Mapping[str, Any]

KNOWN = {
    "feasible",
    "excluded",
    "rank",
    "asks",
    "asks_not",
    "asks_text",
    "rules",
    "rules_not",
    "rules_say",
    "says",
    "says_not",
    "unknown",
    "full",
    "some",
    "none",
    "ramp",
    "ramp_ends",
    "unlock",
}


class Unlocks(Protocol):
    """Knows what would unlock a pair."""

    def unlock(self, key: str) -> dict[str, Any] | None:
        """The unlock of a pair, when there is one."""


def check_pair(key: str, expected: Row, match: Row | None, excluded: Row | None, answers: Unlocks) -> None:
    """Everything that is expected of a pair, against its row."""
    assert not set(expected) - KNOWN, f"{key}: an expectation nobody checks"
    if "excluded" in expected or expected.get("feasible") is False:
        assert excluded is not None, f"{key} is not excluded"
        _check_excluded(key, expected, excluded, answers)
        return
    assert match is not None, f"{key} is excluded: {excluded}"
    if "rank" in expected:
        assert match["rank"] == expected["rank"], key
    _check_questions(key, expected, match)
    _check_rules(key, expected, match)
    _check_parts(key, expected, match)
    if "ramp" in expected:
        shown = [(step["week"], step["hours"]) for step in match["ramp"]]
        assert shown == [tuple(step) for step in expected["ramp"]], f"{key}: {shown}"
    if "ramp_ends" in expected:
        last = match["ramp"][-1]
        assert [last["week"], last["hours"]] == expected["ramp_ends"], f"{key}: {last}"


def _check_excluded(key: str, expected: Row, excluded: Row, answers: Unlocks) -> None:
    if "excluded" in expected:
        shown = sorted(f"{reason['gate']}:{reason['code']}" for reason in excluded["reasons"])
        assert shown == sorted(expected["excluded"]), f"{key}: {shown}"
    _check_said(key, expected, " ".join(reason["text"]["da"] for reason in excluded["reasons"]))
    if "unlock" not in expected:
        return
    unlock, wanted = answers.unlock(key), expected["unlock"]
    if not wanted:
        assert unlock is None, f"{key}: {unlock}"
        return
    assert unlock is not None, f"{key}: nothing would unlock it"
    assert unlock["change"] == wanted["change"], f"{key}: {unlock['change']}"
    assert unlock["rank_after"] == wanted["rank"], f"{key}: {unlock['rank_after']}"
    assert unlock["text"]["da"] == wanted["says"], f"{key}: {unlock['text']['da']}"


def _check_questions(key: str, expected: Row, match: Row) -> None:
    asked = [f"{check['code']}:{check['ask']}" for check in match["checks"]]
    for question in expected.get("asks", ()):
        assert question in asked, f"{key} does not ask {question}: {asked}"
    codes = {question.partition(":")[0] for question in asked}
    for code in expected.get("asks_not", ()):
        assert code not in codes, f"{key} asks {code}"
    text = " ".join(check["text"]["da"] for check in match["checks"])
    for words in expected.get("asks_text", ()):
        assert words in text, f"{key}: {text}"


def _check_rules(key: str, expected: Row, match: Row) -> None:
    shown = [f"{rule['rule_id']}:{rule['severity']}" for rule in match["rules"]]
    for rule in expected.get("rules", ()):
        assert rule in shown, f"{key} does not show {rule}: {shown}"
    ids = {rule["rule_id"] for rule in match["rules"]}
    for rule_id in expected.get("rules_not", ()):
        assert rule_id not in ids, f"{key} shows {rule_id}"
    said = " ".join(rule["text"]["da"] for rule in match["rules"])
    for words in expected.get("rules_say", ()):
        assert words in said, f"{key}: {said}"


def _check_parts(key: str, expected: Row, match: Row) -> None:
    parts = {part["factor"]: part for part in match["contributions"]}
    _check_said(key, expected, " ".join(part["text"]["da"] for part in parts.values()))
    for factor in expected.get("unknown", ()):
        assert not parts[factor]["known"], f"{key}: {factor} is known: {parts[factor]}"
    for factor in expected.get("full", ()):
        assert parts[factor]["points"] == parts[factor]["max"], f"{key}: {parts[factor]}"
    for factor in expected.get("some", ()):
        assert 0 < parts[factor]["points"] < parts[factor]["max"], f"{key}: {parts[factor]}"
    for factor in expected.get("none", ()):
        assert parts[factor]["points"] == 0, f"{key}: {parts[factor]}"


def _check_said(key: str, expected: Row, said: str) -> None:
    for words in expected.get("says", ()):
        assert words in said, f"{key} does not say {words!r}: {said}"
    for words in expected.get("says_not", ()):
        assert words not in said, f"{key} says {words!r}"
